"""A Word file as its parts: opened within bounds, with nothing fetched, nothing run and no entity expanded.

Everything here takes a file from a stranger. What is too large is refused before it is unpacked, by the sizes that the
archive itself states, and again while it is, since an archive may lie.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Final

from lxml import etree

LARGEST_FILE: Final = 60_000_000
"""Bytes of a Word file that is looked at at all."""
MOST_PARTS: Final = 3_000
LARGEST_WHOLE: Final = 400_000_000
"""Bytes of all parts together, unpacked: nobody unpacks them, but a file that states more is no report."""
LARGEST_PART: Final = 40_000_000
"""Bytes of one part of text that is unpacked: a report of a thousand pages has a tenth of that."""
GREATEST_RATIO: Final = 250
"""How many times a part may grow when it is unpacked: text shrinks to a twentieth, a bomb to a thousandth."""
_SMALL: Final = 1_000_000
"""Bytes below which a part may grow as it will."""

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# What a file saved as "Strict Open XML" says for the same things.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_LEADS_OUT_HARMLESSLY = ("hyperlink",)
_MAIN = ("document.main+xml", "template.main+xml", ".macroEnabled")
_SAVE_AS = "open it in Word, save it as a Word document (.docx), and use that copy"


class UnreadableError(ValueError):
    """A Word file that can't be read; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part leads: to another part, or out of the file (`outside`)."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file: the name of its main part, its parts as they are packed, and what was noticed on opening it."""

    archive: zipfile.ZipFile
    main: str
    names: frozenset[str]
    remarks: tuple[str, ...] = ()
    _relations: dict[str, Mapping[str, Relation]] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element | None:
        """Return the root of a part, or None where there is no such part."""
        return _read(self.archive, name) if name in self.names else None

    def relations(self, of: str) -> Mapping[str, Relation]:
        """Return where a part leads to, by the ids that it uses; parts inside the file by their whole names."""
        if of not in self._relations:
            self._relations[of] = _relations_of(self, of)
        return self._relations[of]

    def sum_of(self, name: str) -> tuple[str, ...]:
        """Return what tells a part from others without unpacking it: its length and checksum, as they are packed."""
        if name not in self.names:
            return ()
        packed = self.archive.getinfo(name)
        return str(packed.file_size), f"{packed.CRC:08x}"

    def led_to(self, kind: str) -> tuple[str, ...]:
        """Return the names of the parts of a kind that the main part leads to ("comments", "styles"), in order."""
        relations = self.relations(self.main).values()
        return tuple(r.target for r in relations if r.kind == kind and not r.outside and r.target in self.names)


def open_package(content: bytes) -> Package:
    """Return a Word file opened. Raises UnreadableError for what is no Word file, is protected, broken or a bomb."""
    if len(content) > LARGEST_FILE:
        raise UnreadableError(
            f"The Word file is larger than {LARGEST_FILE // 1_000_000} MB, which is more than is read.",
            "take large pictures out of it",
        )
    if content.startswith(_OLE):
        _refuse_old(content)
    if not content.startswith(b"PK"):
        raise UnreadableError(f"This is not a Word file: {_what_it_is(content)}.", "choose the .docx that was edited")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise UnreadableError(
            "The Word file is damaged: it can't be unpacked.", "ask for the file again, or open and save it in Word"
        ) from None
    _check_sizes(archive)
    names = frozenset(archive.namelist())
    main, kind = _main_part(archive, names)
    return _with_remarks(Package(archive, main, names), macros=".macroEnabled" in kind)


def _refuse_old(content: bytes) -> None:
    if _PROTECTED in content:
        raise UnreadableError(
            "The Word file is protected with a password, so that nothing of it can be read.",
            "open it in Word, take the password off (File, Info, Protect Document), save it, and use that copy",
        )
    raise UnreadableError("This is a file of an old Word (.doc), or none of Word's.", _SAVE_AS)


def _what_it_is(content: bytes) -> str:
    if not content:
        return "it is empty"
    for start, name in ((b"%PDF", "it is a PDF"), (b"{\\rtf", "it is rich text (.rtf)"), (b"<", "it is a web page")):
        if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            return name
    return "it is of another kind, or damaged"


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    whole = sum(part.file_size for part in parts)
    bombs = [p for p in parts if p.file_size > _SMALL and p.file_size > GREATEST_RATIO * max(1, p.compress_size)]
    if len(parts) > MOST_PARTS or whole > LARGEST_WHOLE or bombs:
        raise UnreadableError(
            "The Word file unpacks to far more than a report could hold, as a file made to do harm does; "
            "it was not unpacked.",
            "ask who sent it; if it is genuine, open it in Word and save it anew",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("The Word file is packed with a password.", "unpack it, or save it in Word without one")


def _main_part(archive: zipfile.ZipFile, names: frozenset[str]) -> tuple[str, str]:
    """Return the name of the part that holds the body, and its content type."""
    types = _read(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else None
    for override in types if types is not None else ():
        kind = override.get("ContentType") or "" if isinstance(override.tag, str) else ""
        name = (override.get("PartName") or "").lstrip("/")
        of_word = "wordprocessingml" in kind or "ms-word" in kind
        if of_word and name in names and any(main in kind for main in _MAIN):
            return name, kind
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableError("This is an OpenDocument file (.odt).", "save it as Word (.docx), and use that copy")
    message = "This is not a Word file: it has no text of a document in it."
    raise UnreadableError(message, "choose the .docx that was edited")


def _with_remarks(package: Package, *, macros: bool) -> Package:
    remarks = []
    if macros or any(name.lower().endswith("vbaproject.bin") for name in package.names):
        remarks.append("The Word file holds macros: they were not run, and nothing of them comes back.")
    outside = sorted(
        {
            r.target
            for part in _leading(package)
            for r in package.relations(part).values()
            if r.outside and r.kind not in _LEADS_OUT_HARMLESSLY
        }
    )
    if outside:
        shown = ", ".join(f"`{target[:80]}`" for target in outside[:3])
        remarks.append(f"The Word file leads to something outside it ({shown}), which was not fetched.")
    return Package(package.archive, package.main, package.names, tuple(remarks))


def _leading(package: Package) -> list[str]:
    """Return the parts that lead somewhere: the main part, and those beside it: settings lead to a template."""
    folder = join(dirname(package.main), "_rels", "")
    leads = sorted(name for name in package.names if name.startswith(folder) and name.endswith(".rels"))
    parts = [join(dirname(package.main), name.removeprefix(folder).removesuffix(".rels")) for name in leads]
    return [package.main, *(part for part in parts if part != package.main)]


def _relations_of(package: Package, of: str) -> Mapping[str, Relation]:
    root = package.part(join(dirname(of), "_rels", of.rsplit("/", 1)[-1] + ".rels"))
    found: dict[str, Relation] = {}
    for relation in root if root is not None else ():
        if relation.tag != f"{{{_RELATIONS}}}Relationship":
            continue
        outside = relation.get("TargetMode") == "External"
        target = relation.get("Target") or ""
        if not outside:
            target = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(of), target))
        found[relation.get("Id") or ""] = Relation((relation.get("Type") or "").rsplit("/", 1)[-1], target, outside)
    return found


def _read(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Return the root of a part, unpacked no further than is allowed. Raises UnreadableError."""
    try:
        with archive.open(name) as packed:
            content = packed.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, KeyError):
        raise UnreadableError(
            f"The Word file is damaged: its part `{name[:80]}` can't be unpacked.",
            "ask for the file again, or open and save it in Word",
        ) from None
    if len(content) > LARGEST_PART:
        raise UnreadableError(f"A part of the Word file (`{name[:80]}`) is larger than is read.", _SAVE_AS)
    if b"purl.oclc.org" in content[:4000]:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise UnreadableError(
            f"The Word file is damaged: its part `{name[:80]}` can't be read.",
            "ask for the file again, or open and save it in Word",
        )
    if root.getroottree().docinfo.internalDTD is not None or b"<!DOCTYPE" in content[:2000]:
        raise UnreadableError(
            "The Word file declares entities of its own, which no Word does and which can be made to do harm; "
            "it was not read.",
            "ask who sent it; if it is genuine, open it in Word and save it anew",
        )
    return root
