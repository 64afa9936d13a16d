"""What is said of documents that a person has changed, and that are therefore not simply written over."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from reportgen.cli.endings import CLEAN, FOUND
from reportgen.cli.places import typed
from reportgen.cli.printing import print_path, say
from reportgen.outputs import Left, Why, opener_of, place_documents

DISCARD = "To write over what was changed, keeping a copy of each, give the same command with --discard-edits."


def put_documents(
    folder: Path, files: Iterable[tuple[PurePosixPath, bytes]], *, discard: bool, can_be_pulled: bool = True
) -> int:
    """Put documents under a folder, print their paths, say which were left, and return the exit code for that."""
    placed = place_documents(folder, files, datetime.now(), discard=discard)
    for path in placed.paths:
        print_path(path)
    return tell_all_left(placed.left, can_be_pulled=can_be_pulled)


def tell_all_left(left: Sequence[Left], *, can_be_pulled: bool = True) -> int:
    """Say which documents were not simply written over, and return the exit code for them."""
    for one in left:
        tell_left(one, can_be_pulled=can_be_pulled)
    beside = [one for one in left if one.kept is None]
    if any(one.why is not Why.OPEN for one in beside):
        say(DISCARD)
    return FOUND if beside else CLEAN


def tell_left(left: Left, *, can_be_pulled: bool = True) -> None:
    """Say why a document was left or kept, who changed it last and when, where the new one is, and what to do."""
    path, new = left.path.as_posix(), left.new.as_posix()
    if left.why is Why.OPEN:
        _tell_open(left)
        return
    last = f"last {_by(left.changer)}on {_moment(left.changed)}"
    if left.kept is not None and left.why is Why.TAKEN:
        say(f"The changes in `{path}`, {last}, are in the decision file; it is kept as `{left.kept.as_posix()}`.")
        return
    if left.kept is not None and left.why is Why.SAVED:
        kept = left.kept.as_posix()
        say(f"`{path}`, changed {last}, says nothing new: the new one is in its place, and it is kept as `{kept}`.")
        return
    if left.kept is not None:
        say(f"`{path}` had been changed, {last}: it is kept as `{left.kept.as_posix()}`.")
        return
    if left.why is Why.CHANGED:
        say(f"`{path}` was changed after reportgen wrote it, {last}. It was left as it is; the new one is `{new}`.")
    else:
        say(
            f"`{path}` was there already, and nothing shows that reportgen wrote it; it was changed {last}. It was "
            f"left as it is; the new one is `{new}`."
        )
    if left.waiting:
        changes = "1 change in it" if left.waiting == 1 else f"{left.waiting} changes in it"
        may_go = "it may go" if left.waiting == 1 else "they may go"
        say(f"  {changes} could not be brought into the decision file, all else was: if {may_go}, use --discard-edits.")
    elif not can_be_pulled:
        return
    elif left.path.suffix.lower() == ".docx":
        say(f"  To bring the changes into the decision file: reportgen pull {typed(left.path)}")
    else:
        say("  Changes can be brought back from Word only: make them in the decision file.")


def saying_nothing_new(file: Path, shown: str) -> Callable[[Path], bool]:
    """Return what tells of a Word file whether pulling it into the decision file would change nothing."""

    def says_nothing_new(word: Path) -> bool:
        from reportgen.pull.package import LARGEST_FILE
        from reportgen.pull.pull import pull, read_edited

        if word.suffix.lower() != ".docx" or word.stat().st_size > LARGEST_FILE:
            return False
        try:
            edited = read_edited(word.read_bytes())
            if edited.manifest is None:
                return False
            pulled = pull(edited, file, shown)
        except Exception:
            # Whatever keeps it from being compared, it is left as it is.
            return False
        return not (pulled.changes or pulled.remarks or pulled.unplaced)

    return says_nothing_new


def _tell_open(left: Left) -> None:
    if left.lock is None:
        return
    who = opener_of(left.lock)
    say(
        f"`{left.path.as_posix()}` is open in another program{f', by {who}' if who else ''}. It was left as it is; the "
        f"new one is `{left.new.as_posix()}`."
    )
    say(f"  Close it there and build again. If nobody has it open, delete `{left.lock.as_posix()}`.")


def _by(changer: str) -> str:
    return f"by {changer} " if changer else ""


def _moment(moment: datetime) -> str:
    """Return a moment by the clock of this place."""
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y} at {here:%H:%M}"
