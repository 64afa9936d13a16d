"""The folder that is served: which of its files may be read and written, and how a text keeps its file's own ways.

The browser is given text with plain line ends. Saving puts back what the file has: its line ends, also where they
are mixed, and its byte order mark.
"""

import hashlib
import os
import re
import stat
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from reportgen.base.finding import Finding
from reportgen.base.source import real_path
from reportgen.files import CannotWriteError, ChangedMeanwhileError, put_files
from reportgen.files import stamp_of as file_stamp
from reportgen.load.subjects import COUNCIL_FILE, SUFFIXES, misnamed
from reportgen.load.text import Text, read_text
from reportgen.load.yaml_file import MOST_BYTES, megabytes
from reportgen.serve.refused import Refused

_NO_DECISIONS: Final = {"templates", "node_modules", "build", "dist"}
_MOST_KEPT: Final = 64
"""How many texts are remembered as they were opened or saved, to merge what two people wrote."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM: Final = b"\xef\xbb\xbf"
# Signs that mean something in a path or to Windows, halves of characters, and names that are devices there, whatever
# their ending.
_SIGNS = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as the browser is given it: its text with plain line ends, and a hash of its bytes."""

    text: str
    version: str
    line_end: str
    encoding: str
    raw: bytes
    notice: str
    """What saving would change besides what is written; empty where it changes nothing."""


class Folder:
    """A folder of decisions and meetings. Every file that the browser names is found here or refused."""

    def __init__(self, folder: Path) -> None:
        self.path = real_path(folder)
        self._kept: OrderedDict[tuple[Path, str], str] = OrderedDict()
        self._saving = threading.Lock()

    def files(self) -> Iterator[str]:
        """Yield the names of the decision and meeting files, in order."""
        below = self.below(self.path)
        yield from (file.relative_to(self.path).as_posix() for file in below if file.name != COUNCIL_FILE)

    def council_files(self) -> Iterator[Path]:
        """Yield the files of the councils whose papers these are, in order."""
        yield from (file for file in self.below(self.path) if file.name == COUNCIL_FILE)

    def below(self, folder: Path) -> Iterator[Path]:
        """Yield the YAML files in a folder and below it, in order: papers and councils' own files."""
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            return
        for path in entries:
            if path.name.startswith("."):
                continue
            if path.is_dir():
                if path.name not in _NO_DECISIONS and not path.is_symlink():
                    yield from self.below(path)
            elif path.suffix.lower() in SUFFIXES or misnamed(path):
                yield path

    def place(self, file: str) -> Path:
        """Return where a file is that the browser names. Raises Refused for a name that leads out of the folder."""
        parts = PurePosixPath(file).parts
        if (
            not file
            or len(file) > 1000
            or file.startswith("/")
            or "/".join(parts) != file
            or not all(map(_is_plain, parts))
            or not (parts[-1].lower().endswith(SUFFIXES) or misnamed(Path(parts[-1])))
        ):
            raise Refused(400, f"`{_shown(file)}` is not the name of a decision or meeting file.", _HINT_NAME)
        try:
            place = real_path(self.path.joinpath(*parts))
        except (OSError, ValueError) as fault:
            raise Refused(400, f"`{file[:200]}` is not the name of a decision or meeting file.", _HINT_NAME) from fault
        if not place.is_relative_to(self.path):
            raise Refused(403, f"`{file}` leads out of the folder that is served.", "open it where it lies")
        return place

    def closed(self, file: str) -> Refused | None:
        """Return why a file that lies in the folder can't be opened here, as far as its name and place tell."""
        try:
            self.place(file)
        except Refused as refused:
            if refused.status != 400:
                return refused
            why = next((why for part in file.split("/") if (why := _odd(part))), "its name is too long")
            return Refused(400, f"This file can't be opened here: {why}.", "give it another name")
        return None

    def open(self, file: str) -> Opened:
        """Return a file as it is on disk. Raises Refused where there is none, or none that can be edited."""
        place = self.place(file)
        raw = _bytes_of(place, file)
        if raw is None:
            raise Refused(404, f"There is no file `{file}` any more.", "look for it on the home page")
        opened = opened_from(raw, file)
        self._keep(place, opened.version, opened.text)
        return opened

    def is_writable(self, file: str) -> bool:
        """Return whether a file may be saved: written to itself, and a new one put in its place."""
        place = self.place(file)
        try:
            is_marked = not place.stat().st_mode & stat.S_IWUSR
        except OSError:
            is_marked = False
        return not is_marked and os.access(place, os.W_OK) and os.access(place.parent, os.W_OK | os.X_OK)

    def raw(self, file: str) -> bytes | None:
        """Return a file's bytes, None where there is no file."""
        return _bytes_of(self.place(file), file)

    def version(self, file: str) -> str:
        """Return the hash of a file's bytes, empty where there is no file."""
        raw = self.raw(file)
        return "" if raw is None else version_of(raw)

    def known(self, file: str, version: str) -> str | None:
        """Return the text that a file had in a version that was opened or saved here, as long as it is remembered."""
        return self._kept.get((self.place(file), version))

    def save(self, file: str, text: str, version: str) -> str:
        """Write a text into its file, whole or not at all, and return its new version.

        Raises Moved where the file on disk is not the version that the text was made from; nothing is written then.
        """
        place = self.place(file)
        with self._saving:
            seen = file_stamp(place)
            raw = _bytes_of(place, file)
            if (version_of(raw) if raw is not None else "") != version:
                raise Moved(opened_from(raw, file) if raw is not None else None)
            content = written(text, raw)
            try:
                if content != raw:
                    put_files(place.parent, [(PurePosixPath(place.name), content)], {place: seen})
            except ChangedMeanwhileError as fault:
                raw = _bytes_of(place, file)
                raise Moved(opened_from(raw, file) if raw is not None else None) from fault
            except CannotWriteError as fault:
                raise Refused(422, f"It was not saved: {fault}.", "the text is still in this window") from fault
        now = version_of(content)
        self._keep(place, now, plain(text))
        return now

    def _keep(self, place: Path, version: str, text: str) -> None:
        self._kept[place, version] = text
        self._kept.move_to_end((place, version))
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


class Moved(Exception):  # noqa: N818 - an answer, not a fault of ours
    """The file on disk is another than the one that was opened: as it is now, or None where it is gone."""

    def __init__(self, disk: Opened | None) -> None:
        super().__init__()
        self.disk = disk


_HINT_NAME: Final = "open it from the home page"


def _shown(file: str) -> str:
    """Return a name as it can be told: a system may hold one that is no text."""
    return file[:200].encode("utf-8", "replace").decode()


def _is_plain(part: str) -> bool:
    """Return whether a part of a path is the name of a file or folder on any system, and not hidden."""
    return not (part.startswith(".") or _odd(part))


def _odd(part: str) -> str:
    """Return why a name is none on some system, empty where it is one on any."""
    if sign := _SIGNS.search(part):
        named = f"`{sign.group()}`" if sign.group().isprintable() else "a character that can't be shown"
        return f"`{_printable(part)}` has {named} in it, which not every computer takes in a name"
    if _DEVICES.match(part):
        return f"Windows has another use for the name `{part}`"
    return f"`{part}` ends in a stop or a space, which Windows drops" if part != part.rstrip(". ") else ""


def _printable(part: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in part[:200])


def _bytes_of(place: Path, file: str) -> bytes | None:
    """Return what a file holds, None where there is no file. Raises Refused where it can't be read."""
    try:
        if not place.exists():
            return None
        if not place.is_file():
            raise Refused(422, f"`{file}` is no ordinary file.", "open a YAML file")
        with place.open("rb") as held:
            raw = held.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as fault:
        message = "you may not read it" if isinstance(fault, PermissionError) else "its disk can't be reached"
        raise Refused(422, f"`{file}` can't be opened: {message}.", "ask whoever looks after the folder") from fault
    if len(raw) > MOST_BYTES:
        raise Refused(422, f"`{file}` holds more than 1 MB, which is more than is read.", _TOO_LARGE)
    return raw


_TOO_LARGE: Final = "one file holds one decision: put pictures and long appendices into files of their own"


def version_of(raw: bytes) -> str:
    """Return the hash that stands for a file's bytes."""
    return hashlib.sha256(raw).hexdigest()[:32]


def opened_from(raw: bytes, file: str) -> Opened:
    """Return a file's bytes as the browser is given them. Raises Refused where they are no text."""
    text = read_text(raw, file)
    if isinstance(text, Finding):
        raise Refused(422, f"`{file}`: {text.message}", text.hint)
    ends = set(_LINE_END.findall(text.written))
    line_end = ends.pop() if len(ends) == 1 else "mixed" if ends else "\n"
    return Opened(plain(text.written), version_of(raw), line_end, _encoding(raw), raw, _notice(raw, text.written))


def _notice(raw: bytes, text: str) -> str:
    """Return what saving would change in a file besides its words, which is what no other program can read well."""
    encoding = _encoding(raw)
    if encoding != "UTF-8":
        lost = " What can't be read of it stands as `\ufffd`: type that again." if "\ufffd" in text else ""
        return (
            f"This file is stored as {encoding}, not as UTF-8. Saving writes it as UTF-8, all its words the same.{lost}"
        )
    if b"\r" in raw and b"\n" not in raw:
        return "The lines of this file end as on an old Macintosh. Saving ends them in today's way, all words the same."
    return ""


def _encoding(raw: bytes) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"
    return "UTF-16" if b"\0" in raw[:200] else "UTF-8"


def plain(text: str) -> str:
    """Return a text with plain line ends, as the browser's editor has it."""
    return _LINE_END.sub("\n", text)


def written(text: str, old: bytes | None) -> bytes:
    """Return the bytes of a text in the ways of the file that it replaces. Raises Refused for what no file may hold."""
    before = read_text(old, "") if old is not None else None
    was = before.written if isinstance(before, Text) else ""
    mark = _BOM if old is not None and old.startswith(_BOM) else b""
    try:
        content = mark + _with_line_ends(plain(text), was).encode()
    except UnicodeEncodeError as fault:
        message = "It was not saved: the text holds half of a character, which no file can."
        raise Refused(422, message, "type the character again") from fault
    if len(content) > MOST_BYTES:
        raise Refused(413, f"It was not saved: the text{_size(content)}", _TOO_LARGE)
    return content


def _size(content: bytes) -> str:
    return f" comes to {megabytes(len(content))} MB, and at most 1 MB is read."


def held(text: str) -> bytes:
    """Return a text that is being written as a file would hold it. Raises Refused for more than a file may hold."""
    content = plain(text).encode("utf-8", "replace")
    if len(content) > MOST_BYTES:
        raise Refused(413, f"The text{_size(content)}", _TOO_LARGE)
    return content


def _with_line_ends(text: str, old: str) -> str:
    """Return a text with the line ends of the file as it was; a new line in a mixed file ends as most of them do."""
    ends = _LINE_END.findall(old)
    kinds = sorted(set(ends), key=ends.count)
    if not kinds or kinds == ["\n"]:
        return text
    if len(kinds) == 1:
        return text.replace("\n", kinds[0])
    before, now = _LINE_END.split(old), text.split("\n")
    shorter = min(len(before), len(now)) - 1
    head = next((at for at in range(shorter) if before[at] != now[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != now[-1 - at]), shorter - head)
    middle = len(now) - 1 - head - tail
    same_length = len(before) == len(now)
    new = ends[head : head + middle] if same_length else [kinds[-1]] * middle
    put = [*ends[:head], *new, *ends[len(ends) - tail :]] if tail else [*ends[:head], *new]
    return "".join(line + end for line, end in zip(now, [*put, ""], strict=True))


def stamp_of(path: Path) -> tuple[int, int]:
    """Return when a file was last changed and its size; zeros where there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - a link's own stat is not asked for
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size
