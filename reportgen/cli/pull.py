"""`reportgen pull`: what people did to a Word file, back in the file that it was made from."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import form_option
from reportgen.cli.endings import CLEAN, COULD_NOT_RUN, FOUND, CouldNotRun
from reportgen.cli.places import meant, shown
from reportgen.cli.printing import print_utf8, say
from reportgen.cli.telling import report_of

if TYPE_CHECKING:
    from reportgen.pull.changes import Pulled
    from reportgen.pull.pull import CannotPullError, Edited


@commands.command()
@click.argument("word", metavar="EDITED.docx", type=click.Path(path_type=Path))
@click.option("--apply", "applying", is_flag=True, help="Write the changes that can be made into the file.")
@click.option("--original", is_flag=True, help="Read the Word file as it was before its tracked changes.")
@click.option("--into", metavar="FILE", type=click.Path(path_type=Path), help="The decision or meeting file.")
@click.option(
    "--comments",
    type=click.Choice(["yaml", "review"]),
    default="yaml",
    show_default=True,
    help="With --apply: comments as lines above their fields, or as `review_notes`.",
)
@form_option("text", "json")
@click.pass_context
def pull(
    ctx: click.Context, word: Path, applying: bool, original: bool, into: Path | None, comments: str, form: str
) -> None:
    """Show what was changed in a Word file that reportgen wrote, field by field; --apply brings it into the file.

    Nothing is written without --apply. The exit code is 1 where something has no place in the file, is refused, or was
    changed on both sides.
    """
    import gc

    # All of it is in use until it has been told; to look for what is not costs a tenth of the time.
    gc.disable()
    try:
        _pull(ctx, word, into, applying=applying, original=original, comments=comments, form=form)
    finally:
        gc.enable()


def _pull(
    ctx: click.Context,
    word: Path,
    into: Path | None,
    *,
    applying: bool,
    original: bool,
    comments: str,
    form: str,
) -> None:
    from importlib import import_module

    from reportgen.outputs import note_taken
    from reportgen.pull.pull import CannotPullError
    from reportgen.pull.pull import pull as pulled_from

    if not word.is_file():
        what = "a folder" if word.is_dir() else "no file"
        raise click.UsageError(f"There is {what} `{word}`.{'' if word.is_dir() else meant(word)}")
    try:
        edited = _read(word, original=original)
        path = _made_from(edited, word, into)
        pulled = _with_note_of_opening(pulled_from(edited, path, shown(path).as_posix()), word)
        if applying:
            _write(pulled, path, comments)
            if not original:
                # The next build may put the new document in its place, if nothing waits; a copy is kept of this one.
                refused = len(pulled.changes) - len(pulled.ready)
                note_taken(word, waiting=refused + len(pulled.unplaced))
    except CannotPullError as fault:
        _tell(fault)
        ctx.exit(COULD_NOT_RUN)
    report = import_module(f"reportgen.pull.report_{form}").report
    print_utf8(report(pulled, shown(word).as_posix(), applying=applying).rstrip("\n"))
    ctx.exit(CLEAN if pulled.is_whole else FOUND)


def _with_note_of_opening(pulled: "Pulled", word: Path) -> "Pulled":
    """Return what was pulled, with a note where the Word file is open: what isn't saved there is not in it."""
    from dataclasses import replace

    from reportgen.base.finding import Finding, Severity
    from reportgen.base.source import Location
    from reportgen.outputs import lock_of, opener_of

    lock = lock_of(word)
    if lock is None:
        return pulled
    who = opener_of(lock)
    note = Finding(
        "PULL-OPEN",
        Severity.WARNING,
        Location(shown(word).as_posix()),
        f"The Word file is open in another program{f', by {who}' if who else ''}: changes that aren't saved there yet "
        "are not seen here.",
        "save it there, then pull again",
    )
    return replace(pulled, findings=(note, *pulled.findings))


def _read(word: Path, *, original: bool) -> "Edited":
    from reportgen.pull.package import LARGEST_FILE
    from reportgen.pull.pull import read_edited

    try:
        with word.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as fault:
        raise CouldNotRun(f"`{shown(word)}` can't be read: {fault.strerror or 'it may be open elsewhere'}.") from None
    return read_edited(content, original=original)


def _made_from(edited: "Edited", word: Path, into: Path | None) -> Path:
    """Return the file that a Word file was made from: the one that is named, else the one whose name it bears."""
    from reportgen.history.repository import HistoryError, repository_of
    from reportgen.pull.find import files_named
    from reportgen.pull.pull import CannotPullError

    if into is not None:
        if not into.is_file():
            raise click.UsageError(f"There is no file `{into}`.{meant(into)}")
        return into
    if edited.manifest is None:
        raise CannotPullError(
            "The Word file doesn't say what it was made from: it isn't reportgen's, or has been through a program "
            "that drops this, as Google Docs does.",
            "name the decision file with --into FILE",
        )
    folders = [Path.cwd()]
    try:
        repository = repository_of(Path.cwd() / "x")
        folders += [repository.top] if repository is not None else []
        repository = repository_of(word.absolute())
        folders += [repository.top] if repository is not None else []
    except HistoryError:
        pass
    found = files_named(edited.manifest.source, folders)
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"`{shown(path)}`" for path in found[:5])
        raise CannotPullError(
            f"Several files may be what the Word file was made from: {several}.", "name one: --into FILE"
        )
    raise CannotPullError(
        f"The Word file was made from `{edited.manifest.source}`, which is nowhere below `{shown(Path.cwd())}`.",
        "run this in the folder of your decisions, or name the file with --into FILE",
    )


def _write(pulled: "Pulled", path: Path, comments: str) -> None:
    from pathlib import PurePosixPath

    from reportgen.edit.splice import CannotSpliceError, bytes_of
    from reportgen.files import put_files, stamp_of
    from reportgen.pull.pull import CannotPullError, written

    before = stamp_of(path)
    text = written(pulled, comments)
    if text == pulled.source.text:
        return
    try:
        content = bytes_of(pulled.source, text, path.read_bytes())
    except CannotSpliceError as fault:
        raise CannotPullError(str(fault)) from None
    put_files(path.parent, [(PurePosixPath(path.name), content)], {path: before})


def _tell(fault: "CannotPullError") -> None:
    if fault.findings:
        say(report_of("text", fault.findings))
    hint = f"\n  {fault.hint}" if fault.hint else ""
    say(f"Error: {fault.message}{hint}")
