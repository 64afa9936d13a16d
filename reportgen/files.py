"""Files put in folders: whole or not at all.

A file is written under a passing name beside its place and renamed into it, so a reader never meets half a
document and an older one stays as it was until the new one is complete.
"""

import contextlib
import errno
import re
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

FULL = {
    errno.ENOSPC: "the disk is full: free some space there, then run this again",
    errno.EDQUOT: "your share of the disk is full: free some space there, then run this again",
}
"""What a disk without room is, and what to do."""

_REMEDIES = FULL | {
    errno.EROFS: "it is on a disk that can only be read: choose another folder",
    errno.ENAMETOOLONG: "its name is too long: give the decision file a shorter name",
    errno.EEXIST: "a file stands where a folder is needed: rename that file, or choose another folder",
    errno.ENOTDIR: "a file stands where a folder is needed: rename that file, or choose another folder",
    errno.EISDIR: "a folder stands where the document should go: rename or remove that folder",
}
# Windows says the same for a document that is open in Word as for one that may not be written.
_NOT_ALLOWED = "this computer does not allow it: close the document if it is open, or choose another folder"
_NOT_YOURS = "you may not put anything into this folder: choose another one, or ask whoever looks after it"
_LEFT_OVER = re.compile(r"\.[0-9a-f]{16}\.part")
_CHANGED = "it was changed while the new one was being made: run this again"
_READ_ONLY = "it is marked read-only: allow writing to it, or choose another folder"


class CannotWriteError(Exception):
    """A folder or file that can't be written: one sentence that names it and says what to do."""

    def __init__(self, path: Path, remedy: str) -> None:
        super().__init__(f"cannot write `{path}`: {remedy}")


class ChangedMeanwhileError(CannotWriteError):
    """A file that someone changed between being looked at and being written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, _CHANGED)


Stamp = tuple[int, int, int] | None
"""What shows that a file is still what it was: when it was changed, its size, and which file it is; None for none."""


def stamp_of(path: Path) -> Stamp:
    """Return the stamp of a file as it is now."""
    try:
        now = path.stat()
    except OSError:
        return None
    return now.st_mtime_ns, now.st_size, now.st_ino


def put_files(
    folder: Path, files: Iterable[tuple[PurePosixPath, bytes]], as_seen: Mapping[Path, Stamp] | None = None
) -> tuple[Path, ...]:
    """Write files under a folder, none of them where one fails, and return where they are.

    `as_seen` says of files what they were when it was decided to write over them: ChangedMeanwhileError where one of
    them no longer is. Raises CannotWriteError; what was there before is then as it was, and nothing new is left behind.
    """
    placed = [(folder / name, content) for name, content in files]
    with contextlib.ExitStack() as undo:
        asides = [_written_aside(path, content, undo) for path, content in placed]
        for path, stamp in (as_seen or {}).items():
            if stamp_of(path) != stamp:
                raise ChangedMeanwhileError(path)
        # From the last to the first: what another file stands on, as a page on its pictures, is there before it.
        for aside, (path, _) in reversed(tuple(zip(asides, placed, strict=True))):
            with _in_words(path):
                aside.replace(path)
        undo.pop_all()
    return tuple(path for path, _ in placed)


def _written_aside(path: Path, content: bytes, undo: contextlib.ExitStack) -> Path:
    """Write the content beside its place, under a passing name that goes again where a later step fails."""
    with _in_words(path):
        _make_folder(path.parent, undo)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(path))
        if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
            raise CannotWriteError(path, _READ_ONLY)
        aside = path.with_name(f".{secrets.token_hex(8)}.part")
        undo.callback(aside.unlink, missing_ok=True)
        with _where_new_files_may_stand(path.parent):
            aside.touch()
        if path.exists():
            # Who may read the file that is replaced, and nobody else, may read the one in its place.
            aside.chmod(stat.S_IMODE(path.stat().st_mode))
        aside.write_bytes(content)
    return aside


def clear_leftovers(folder: Path, before: float) -> tuple[Path, ...]:
    """Remove what a run that was killed left half-written under a folder, and return what is gone.

    Only files of the very names that such a run gives, last touched before the time given, in seconds since 1970: a
    later one may still be written. What can't be removed stays.
    """
    gone = []
    for path in sorted(folder.rglob(".*.part")):
        with contextlib.suppress(OSError):
            if _LEFT_OVER.fullmatch(path.name) and not path.is_symlink() and path.stat().st_mtime < before:
                path.unlink()
                gone.append(path)
    return tuple(gone)


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    """Make a folder and those above it; the new ones go again where a later step fails."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        with _where_new_files_may_stand(new.parent):
            new.mkdir(exist_ok=True)
        undo.callback(_remove_if_empty, new)


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _where_new_files_may_stand(folder: Path) -> Iterator[None]:
    """Name the folder that nothing new may be put into: the system names what was to be put there."""
    try:
        yield
    except PermissionError as error:
        raise CannotWriteError(folder, _NOT_YOURS) from error


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says into what an officer can act on."""
    try:
        yield
    except OSError as error:
        remedy = _REMEDIES.get(error.errno or 0)
        if remedy is None:
            remedy = (
                _NOT_ALLOWED if isinstance(error, PermissionError) else f"the system says: {error.strerror or error}"
            )
        at = (
            Path(error.filename) if isinstance(error, FileExistsError | NotADirectoryError) and error.filename else path
        )
        raise CannotWriteError(at, remedy) from error
