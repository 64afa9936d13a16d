"""Documents put where earlier ones stand: what we wrote is written over, what a person has changed never is.

Beside the documents lies a record with the SHA-256 of each as we wrote it. A file that says something else was changed
by someone, and so was one that no record tells of. Of either the new document gets a name of its own, or, where that is
asked for, takes its place while a copy is kept. A file with no change in it is left untouched.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from enum import Enum
from html import unescape
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

from reportgen.files import CannotWriteError, ChangedMeanwhileError, Stamp, put_files, stamp_of

RECORD: Final = ".reportgen"
_ABOUT: Final = (
    "What reportgen wrote here (SHA-256, the latest first), by which it knows what a person has changed since. Without "
    "this file it takes every document here for changed."
)
_MOST_REMEMBERED: Final = 5
_MOST_RECORD: Final = 1_000_000
_MOST_PROPERTIES: Final = 100_000
_TRIES: Final = 3

_CHANGER = re.compile(rb"<(?:\w+:)?lastModifiedBy\b[^>]*>([^<]{1,400})<")
_CHANGED = re.compile(rb"<(?:\w+:)?modified\b[^>]*>\s*([0-9T:.Z+-]{10,40})\s*<")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


class Why(Enum):
    """Why a document that stands where a new one should go is not simply written over."""

    CHANGED = "changed since we wrote it"
    UNKNOWN = "not known to be ours"
    TAKEN = "changed, and its changes taken into the decision file"
    SAVED = "saved again, with nothing changed in what it says"
    OPEN = "open in another program"


@dataclass(frozen=True, slots=True)
class Left:
    """A document that was not simply written over: why, who changed it last and when, and where the new one is.

    `kept` is where a copy of it is, if the new one took its place. `lock` is the file by which another program says
    that it has the document open. `changer` is empty where the document doesn't tell. `waiting` is how many of its
    changes could not be taken into the decision file, where the others have been.
    """

    path: Path
    why: Why
    new: Path
    changer: str
    changed: datetime
    kept: Path | None = None
    lock: Path | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each of the documents is now, in the order given, and what was there and not simply written over."""

    paths: tuple[Path, ...]
    left: tuple[Left, ...]


def place_documents(
    folder: Path,
    files: Iterable[tuple[PurePosixPath, bytes]],
    moment: datetime,
    *,
    discard: bool = False,
    says_nothing_new: Callable[[Path], bool] = lambda path: False,
) -> Placed:
    """Put documents under a folder, all or none, and return where they are.

    New ones are put beside those that someone has changed, or with `discard` in their places, copies being kept that
    are named by the moment. `says_nothing_new` tells of one that isn't as we wrote it whether it was only saved again,
    as a word processor does: then it gives its place too. Raises CannotWriteError.
    """
    wanted = [(folder / name, content) for name, content in files]
    for left in range(_TRIES, 0, -1):
        plan = _Plan(folder, moment, discard, says_nothing_new)
        for path, content in wanted:
            plan.place(path, content)
        try:
            plan.carry_out()
        except ChangedMeanwhileError:
            # Another build, or a person who saves: what is there now is looked at anew.
            if left == 1:
                raise
        else:
            return Placed(tuple(plan.places), tuple(plan.left))
    raise AssertionError("a loop that ends by returning or raising")


def note_taken(path: Path, waiting: int = 0) -> None:
    """Note that all of what someone changed in a document is now in the decision file: it need not be left any more.

    Where some changes could not be taken, `waiting` of them, it is left all the same. A copy is kept of it when the new
    one takes its place. Nothing is noted of a document that we did not write where it is. Raises CannotWriteError.
    """
    place = path.parent / RECORD
    seen = {path: stamp_of(path), place: stamp_of(place)}
    record = _recorded(place)
    if not record.hashes(path.name):
        return
    record.note_taken(path.name, _hash_of(path), waiting)
    put_files(place.parent, [(PurePosixPath(RECORD), record.text())], seen)


@dataclass
class _Plan:
    """What is to be written where, made by looking only, and then carried out at once."""

    folder: Path
    moment: datetime
    discard: bool
    says_nothing_new: Callable[[Path], bool]
    places: list[Path] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    _writes: dict[Path, bytes] = field(default_factory=dict)
    _copies: dict[Path, bytes] = field(default_factory=dict)
    _seen: dict[Path, Stamp] = field(default_factory=dict)
    _records: dict[Path, "_Record"] = field(default_factory=dict)
    _outdated: dict[Path, Stamp] = field(default_factory=dict)

    def place(self, path: Path, content: bytes) -> None:
        """Decide where one document goes."""
        why, lock = self._hindrance(path, content)
        if why is None:
            self._write(path, content)
            self.places.append(path)
            self._outdated |= self._new_ones_beside(path)
            return
        changer, changed = _last_change(path, content)
        if why in (Why.CHANGED, Why.UNKNOWN) and self.says_nothing_new(path):
            why = Why.SAVED
        if why in (Why.TAKEN, Why.SAVED) or (self.discard and why is not Why.OPEN):
            new, kept = path, self._keep(path)
            self._outdated |= self._new_ones_beside(path)
        else:
            new, kept = self._free_name(path, "new", content), None
        self._write(new, content)
        self.places.append(new)
        waiting = self._record(path).waiting(path.name, _hash_of(path)) if why is Why.CHANGED else 0
        self.left.append(Left(path, why, new, changer, changed, kept, lock, waiting))

    def carry_out(self) -> None:
        """Write all, or nothing. The last take their places first: records, copies, then what the copies are of."""
        records = {record.path: record.text() for record in self._records.values() if record.has_changed}
        every = [
            (path.relative_to(self.folder), content)
            for path, content in (self._writes | self._copies | records).items()
        ]
        put_files(self.folder, [(PurePosixPath(name.as_posix()), content) for name, content in every], self._seen)
        for path, stamp in self._outdated.items():
            if stamp_of(path) == stamp:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _hindrance(self, path: Path, content: bytes) -> tuple[Why | None, Path | None]:
        """Return why the file at a path may not be written over; None where it may, or needn't be."""
        self._seen.setdefault(path, stamp_of(path))
        if not path.is_file():
            return None, None
        there = _hash_of(path)
        if there == hashlib.sha256(content).hexdigest():
            return None, None
        lock = lock_of(path)
        if lock is not None:
            return Why.OPEN, lock
        record = self._record(path)
        if record.knows(there):
            return None, None
        if record.has_taken(path.name, there):
            return Why.TAKEN, None
        return (Why.CHANGED if record.hashes(path.name) else Why.UNKNOWN), None

    def _write(self, path: Path, content: bytes) -> None:
        there = _hash_of(path) if path.is_file() else ""
        digest = hashlib.sha256(content).hexdigest()
        self._record(path).note(path.name, digest)
        if there != digest or path in self._writes:
            self._writes[path] = content

    def _keep(self, path: Path) -> Path:
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise CannotWriteError(path, _UNREADABLE) from fault
        kept = self._free_name(path, f"kept {self.moment:%Y-%m-%d %H%M}", content)
        self._copies[kept] = content
        return kept

    def _free_name(self, path: Path, word: str, content: bytes) -> Path:
        """Return a name beside a file's that nobody's document has: `report (new).docx`, `report (new 2).docx`."""
        for place in count(1):
            name = path.with_name(f"{path.stem} ({word}{f' {place}' if place > 1 else ''}){path.suffix}")
            if name not in self._writes and name not in self._copies and self._hindrance(name, content)[0] is None:
                return name
        raise AssertionError("there is no last number")

    def _new_ones_beside(self, path: Path) -> dict[Path, Stamp]:
        """Return the documents that were put beside this one earlier and not changed since: it takes their place."""
        found: dict[Path, Stamp] = {}
        for place in count(1):
            beside = path.with_name(f"{path.stem} (new{f' {place}' if place > 1 else ''}){path.suffix}")
            stamp = stamp_of(beside)
            if stamp is None:
                break
            ours = self._record(path).hashes(beside.name)
            if ours and beside.is_file() and _hash_of(beside) in ours and lock_of(beside) is None:
                found[beside] = stamp
        return found

    def _record(self, path: Path) -> "_Record":
        if path.parent not in self._records:
            place = path.parent / RECORD
            self._seen.setdefault(place, stamp_of(place))
            self._records[path.parent] = _recorded(place)
        return self._records[path.parent]


@dataclass
class _Record:
    """What we wrote in one folder: by name, the hashes of what we wrote last, the latest first.

    `taken` are the hashes of documents that someone changed, and whose changes have come into the decision file;
    `partly` those of which some could not, and how many.
    """

    path: Path
    written: dict[str, tuple[str, ...]]
    taken: dict[str, tuple[str, ...]]
    partly: dict[str, dict[str, int]] = field(default_factory=dict)
    has_changed: bool = False

    def hashes(self, name: str) -> tuple[str, ...]:
        """Return the hashes of what we wrote under a name."""
        return self.written.get(name, ())

    def knows(self, digest: str) -> bool:
        """Return whether we wrote this, under any name: a person may have renamed the new one that stood beside."""
        return any(digest in hashes for hashes in self.written.values())

    def note(self, name: str, digest: str) -> None:
        """Note that something is written; what was written before stays known, for it may be put back."""
        earlier = self.written.get(name, ())
        if earlier[:1] != (digest,):
            self.written[name] = (digest, *(one for one in earlier if one != digest))[:_MOST_REMEMBERED]
            self.has_changed = True

    def has_taken(self, name: str, digest: str) -> bool:
        """Return whether the changes of a document have been taken into the decision file."""
        return digest in self.taken.get(name, ())

    def waiting(self, name: str, digest: str) -> int:
        """Return how many changes of a document could not be taken, where the others have been."""
        return self.partly.get(name, {}).get(digest, 0)

    def note_taken(self, name: str, digest: str, waiting: int = 0) -> None:
        """Note that they have been, but for so many that wait."""
        self.partly.pop(name, None)
        if waiting:
            self.partly[name] = {digest: waiting}
            return
        self.taken[name] = (digest, *self.taken.get(name, ()))[:_MOST_REMEMBERED]

    def text(self) -> bytes:
        """Return the record as it is written."""
        held = {"about": _ABOUT, "written": dict(sorted(self.written.items()))}
        held |= {"taken": dict(sorted(self.taken.items()))} if self.taken else {}
        held |= {"partly taken": dict(sorted(self.partly.items()))} if self.partly else {}
        return (json.dumps(held, indent=2, ensure_ascii=False) + "\n").encode()


def _recorded(place: Path) -> _Record:
    """Return the record of a folder; one that is not there or can't be read holds nothing."""
    try:
        with place.open("rb") as file:
            held = json.loads(file.read(_MOST_RECORD))
    except (OSError, ValueError, RecursionError):
        held = None
    found = held if isinstance(held, dict) else {}
    return _Record(
        place, _hashes(found.get("written")), _hashes(found.get("taken")), _counts(found.get("partly taken"))
    )


def _hashes(held: object) -> dict[str, tuple[str, ...]]:
    entries = held.items() if isinstance(held, dict) else ()
    return {
        name: tuple(one for one in hashes if isinstance(one, str))
        for name, hashes in entries
        if isinstance(hashes, list)
    }


def _counts(held: object) -> dict[str, dict[str, int]]:
    entries = held.items() if isinstance(held, dict) else ()
    return {
        name: {digest: count for digest, count in counts.items() if type(count) is int}
        for name, counts in entries
        if isinstance(counts, dict)
    }


# What is known of a document ------------------------------------------------------------------------------------


_UNREADABLE: Final = (
    "a document is there that can't be read, so nothing tells whether someone has changed it: choose another folder"
)


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise CannotWriteError(path, _UNREADABLE) from fault


def _last_change(path: Path, new: bytes) -> tuple[str, datetime]:
    """Return who changed a document last, as Office files say, and when; else when the file was changed."""
    changed = datetime.fromtimestamp(0, UTC)
    with contextlib.suppress(OSError):
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    who, when = _said_change(_properties(path))
    # We write the council's name and a day without an hour: nobody has saved it since in Word or PowerPoint.
    is_ours = when is not None and when.time() == time() and who == _said_change(_properties(new))[0]
    return ("", changed) if is_ours else (who, when or changed)


def _said_change(properties: bytes) -> tuple[str, datetime | None]:
    changer, moment = _CHANGER.search(properties), _CHANGED.search(properties)
    who = unescape(changer[1].decode("utf-8", "replace")) if changer else ""
    return _CONTROLS.sub(" ", who).strip(), _moment(moment[1]) if moment else None


def _moment(written: bytes) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.decode("ascii"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _properties(document: Path | bytes) -> bytes:
    """Return the part of an Office file that says who changed it and when; nothing of any other file."""
    from io import BytesIO
    from zipfile import ZipFile

    try:
        with (
            ZipFile(BytesIO(document) if isinstance(document, bytes) else document) as package,
            package.open("docProps/core.xml") as part,
        ):
            return part.read(_MOST_PROPERTIES)
    except Exception:
        # A file that is no package, or a broken or locked one, doesn't tell.
        return b""


def lock_of(path: Path) -> Path | None:
    """Return the file by which Word, PowerPoint or LibreOffice says that it has a document open; None where none is.

    Word puts `~$` for the first two letters of a longer name, and before a shorter one.
    """
    name = path.name
    locks: Sequence[str] = (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")
    if path.suffix.lower() not in (".docx", ".pptx"):
        locks = locks[:1]
    return next((path.with_name(lock) for lock in locks if path.with_name(lock).is_file()), None)


def opener_of(lock: Path) -> str:
    """Return who has a document open, as the file says that another program has put beside it; empty if unsaid."""
    try:
        with lock.open("rb") as file:
            held = file.read(1000)
    except OSError:
        return ""
    if lock.name.startswith(".~lock."):
        name = held.decode("utf-8", "replace").lstrip(",").partition(",")[0]
    else:
        # A length of one byte, then as many of the name.
        name = held[1 : 1 + held[0]].decode("cp1252", "replace") if held else ""
    return _CONTROLS.sub(" ", name).strip()
