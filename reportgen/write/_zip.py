"""Office files as zip archives that are the same bytes on any day and machine.

A part is deflated once and can then stand in any number of files, so that a letterhead's own parts cost nothing for
the second document. Every entry has the date 1980-01-01, which is what Word itself writes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_LEVEL = 4
_SMALL = 4096
_VERSION = 20
_UTF8_NAMES = 0x800
_DATE_1980 = 0x21
_FIRST = ("[Content_Types].xml", "_rels/.rels")


@dataclass(frozen=True, slots=True)
class Packed:
    """A part ready for the archive: its name, its deflated (or stored) bytes, its checksum and its size in bytes."""

    name: str
    content: bytes
    checksum: int
    size: int
    deflated: bool


def pack(name: str, content: bytes) -> Packed:
    """Return a part deflated, or as it is where deflating does not make it smaller."""
    return _packed_once(name, content) if len(content) <= _SMALL else _packed(name, content)


@lru_cache(maxsize=64)
def _packed_once(name: str, content: bytes) -> Packed:
    # To begin deflating takes longer than to deflate a small part, and most small parts are in every file.
    return _packed(name, content)


def _packed(name: str, content: bytes) -> Packed:
    machine = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    smaller = machine.compress(content) + machine.flush()
    deflated = len(smaller) < len(content)
    return Packed(name, smaller if deflated else content, zlib.crc32(content), len(content), deflated)


def archive(parts: Iterable[Packed]) -> bytes:
    """Return the zip file of parts: content types first, then the package's relationships, then by name."""
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    ordered = sorted(
        parts, key=lambda part: (_FIRST.index(part.name) if part.name in _FIRST else len(_FIRST), part.name)
    )
    for part in ordered:
        name = part.name.encode("utf-8")
        method = zlib.DEFLATED if part.deflated else 0
        facts = struct.pack(
            "<HHHHHIIIHH",
            _VERSION, _UTF8_NAMES, method, 0, _DATE_1980, part.checksum, len(part.content), part.size, len(name), 0,
        )  # fmt: skip
        files += (b"PK\x03\x04", facts, name, part.content)
        directory += (
            b"PK\x01\x02",
            struct.pack("<H", _VERSION),
            facts,
            struct.pack("<HHHII", 0, 0, 0, 0, offset),
            name,
        )
        offset += 4 + len(facts) + len(name) + len(part.content)
    index = b"".join(directory)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, len(ordered), len(ordered), len(index), offset, 0)
    return b"".join((*files, index, end))


def same_parts(one: bytes, other: bytes) -> bool:
    """Tell whether two archives hold the same parts, by names, sizes and checksums, however they were packed."""
    try:
        return _listed(one) == _listed(other)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError):
        return False


def _listed(content: bytes) -> list[tuple[str, int, int]]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return sorted((part.filename, part.file_size, part.CRC) for part in file.infolist())
