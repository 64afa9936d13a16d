"""`reportgen redline`: a newer version of a document, with what changed since an older one shown in it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import (
    audience_option,
    discard_option,
    out_option,
    refuse_unknown_names,
    source_date,
    style_option,
)
from reportgen.cli.endings import CLEAN, FOUND, CouldNotRun
from reportgen.cli.leaving import put_documents
from reportgen.cli.places import COUNCIL, is_yaml, meant, typed
from reportgen.cli.places import shown as shown_path
from reportgen.cli.printing import say
from reportgen.cli.telling import Telling, rule_ids

if TYPE_CHECKING:
    from reportgen.base.finding import Finding
    from reportgen.history.repository import Repository
    from reportgen.history.versions import Version
    from reportgen.pipeline import Order
    from reportgen.redline.between import Side

_FORMATS = ("docx", "md", "html")
_TELL_OF_LEAKS = frozenset(("EXM-LEAK", "KEY-NOTICE-CLEAN"))


@dataclass(frozen=True, slots=True)
class _Meant:
    """One of the two versions that are meant: it, its own name, how it is called in a sentence."""

    version: "Version"
    shown: str
    called: str


@commands.command()
@click.argument("paths", metavar="SUBJECT | OLD NEW", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "since", metavar="REV", help="The older version: a commit's hash, a branch, a tag, HEAD~2.")
@click.option("--to", "until", metavar="REV", help="The newer version; otherwise the file as it stands now.")
@click.option(
    "-f",
    "--format",
    "forms",
    type=click.Choice(_FORMATS),
    multiple=True,
    default=("docx",),
    show_default=True,
    help="How it is written; give it again for another.",
)
@out_option("<council>/<file stem>/<kind>.redline.<suffix>")
@click.option("-k", "--kind", metavar="KIND", help="The kind of document; otherwise as `reportgen build` has it.")
@style_option(", for both versions")
@audience_option("Who may read it; what they may not see is left out of both versions.")
@click.option(
    "--author",
    metavar="NAME",
    help="Whose changes they are; otherwise the author of the newer version's commit.",
)
@discard_option
@click.pass_context
def redline(
    ctx: click.Context,
    paths: tuple[Path, ...],
    since: str | None,
    until: str | None,
    forms: tuple[str, ...],
    out: Path,
    kind: str | None,
    style: str | None,
    audience: str,
    author: str | None,
    discard_edits: bool,
) -> None:
    """Show in a document what changed since an older version of its file: in Word, as tracked changes.

    SUBJECT is a decision or meeting file in git, and --from a revision of it. Or give two files, the older one first.
    Each version is made by its own council file, house style and templates. Accept all changes in Word, and it is the
    newer version; reject all, and it is the older.
    """
    from reportgen.history.repository import HistoryError
    from reportgen.model.audience import Audience
    from reportgen.pipeline import Order

    for path in paths:
        _refuse_unfit(path, may_be_gone=since is not None and until is not None)
    order = Order(formats=("docx",), kind=kind, style=style, audience=Audience(audience), as_of=source_date())
    try:
        with ExitStack() as folders:

            def folder() -> Path:
                return Path(folders.enter_context(tempfile.TemporaryDirectory(prefix="reportgen-")))

            old, new = _versions(paths, since, until, folder)
            refuse_unknown_names((new.version.path,), kind=kind, style=style)
            ctx.exit(_write(old, new, order, tuple(dict.fromkeys(forms)), out, author or "", discard_edits))
    except HistoryError as fault:
        raise CouldNotRun(str(fault)) from fault


def _refuse_unfit(path: Path, *, may_be_gone: bool) -> None:
    """Raise a usage error for what is no decision or meeting file; two revisions may have one that is gone since."""
    if path.is_dir():
        raise click.UsageError(f"`{path}` is a folder: name one decision or meeting file.")
    if not (path.exists() or may_be_gone):
        raise click.UsageError(f"There is no file `{path}`.{meant(path)}")
    if path.name == COUNCIL or not is_yaml(path):
        raise click.UsageError(f"`{path}` is not a decision or meeting file.")


# Which versions ------------------------------------------------------------------------------------------------


def _versions(
    paths: Sequence[Path], since: str | None, until: str | None, folder: Callable[[], Path]
) -> tuple[_Meant, _Meant]:
    """Return the older and the newer version that are meant. Raises a usage error, CouldNotRun or HistoryError."""
    from reportgen.history.repository import repository_of
    from reportgen.history.versions import version_now

    if len(paths) > 2:
        raise click.UsageError("Name one file and give --from, or name two files: the older one, then the newer one.")
    if len(paths) == 2:
        if since is not None or until is not None:
            raise click.UsageError("Two files are two versions: leave out --from and --to, or name one file.")
        old, new = paths
        name = shown_path(old).as_posix()
        return _Meant(version_now(old), name, f"`{name}`"), _as_it_stands(new)
    (path,) = paths
    repository = repository_of(path)
    if repository is None:
        raise CouldNotRun(
            f"`{shown_path(path).as_posix()}` is in no git repository, which would keep its older versions. Two files "
            "can be compared: reportgen redline OLD.yaml NEW.yaml"
        )
    if since is None:
        listed = f"`reportgen history {typed(shown_path(path))}` lists them"
        raise click.UsageError(f"Give the older version: --from and a revision, such as --from HEAD~1; {listed}.")
    newer = _as_it_stands(path) if until is None else _committed(repository, path, until, folder())
    return _committed(repository, path, since, folder()), newer


def _committed(repository: "Repository", path: Path, named: str, folder: Path) -> _Meant:
    """Return a version that is in a commit, laid in a folder with all that it stands on."""
    from reportgen.history.said import day
    from reportgen.history.versions import version_at

    shown = shown_path(path).as_posix()
    version = version_at(repository, path, named, folder)
    if version is None:
        commits = repository.commits(path)
        first = (
            f"It came with {commits[-1].short} of {day(commits[-1].date)}." if commits else "It is in no commit yet."
        )
        raise CouldNotRun(f"`{shown}` is not in the revision `{named}`. {first}")
    short = version.revision[:8]
    called = f"revision {short}" if named in (short, version.revision) else f"`{named}` ({short})"
    return _Meant(version, shown, called if version.moment is None else f"{called} of {day(version.moment)}")


def _as_it_stands(path: Path) -> _Meant:
    from reportgen.history.versions import version_now

    shown = shown_path(path).as_posix()
    return _Meant(version_now(path), shown, f"`{shown}` as it stands now")


# What is written -----------------------------------------------------------------------------------------------


def _write(
    older: _Meant, newer: _Meant, order: "Order", forms: tuple[str, ...], out: Path, author: str, discard: bool
) -> int:
    from reportgen.redline import between
    from reportgen.redline.settle import has_changes

    new = _composed(newer, order)
    old = _composed(older, between.for_older(new, order)) if new is not None else None
    if old is None or new is None or not _may_be_shown(old, new, order):
        return FOUND
    content = between.in_word(old, new, author)
    if not has_changes(content):
        say(f"Nothing differs between {old.called} and {new.called} in this document: nothing was written.")
        return CLEAN
    return put_documents(shown_path(out), list(_files(old, new, content, forms, author)), discard=discard)


def _composed(meant: _Meant, order: "Order") -> "Side | None":
    """Return a version with its document, or tell what is wrong with the version where it gives none."""
    from reportgen.base.finding import Outcome, Severity
    from reportgen.redline.between import side

    made = side(meant.version, meant.called, meant.shown, order)
    if made.copy.document is not None:
        return made
    telling = Telling()
    errors = [f for f in made.copy.findings if f.severity is Severity.ERROR and f.outcome is Outcome.FAIL]
    # What a rule finds keeps no document from being made, unless it would give away what is exempt.
    faults = [found for found in errors if found.rule not in rule_ids() - _TELL_OF_LEAKS]
    telling.tell(_named(faults, made), made.called)
    telling.close()
    remedy = "mend what is told, or name another version."
    if made.version.revision:
        listed = f"`reportgen history {typed(Path(made.shown))}` lists them"
        remedy = f"name another revision ({listed}), or mend a copy of the file as it was then and compare two files."
    say(f"There is no document of {made.called} to compare: {remedy}")
    return None


def _named(findings: Sequence["Finding"], version: "Side") -> Iterator["Finding"]:
    """Yield findings that name the version beside the file, and no file by where it was laid to be read."""
    for found in findings:
        laid = Path(found.location.file)
        name = found.location.file
        if laid.is_absolute() and laid.is_relative_to(tempfile.gettempdir()):
            name = PurePosixPath(*laid.relative_to(tempfile.gettempdir()).parts[1:]).as_posix()
        if shown_path(version.version.path).as_posix() != version.shown:
            name = f"{name} ({version.called.replace('`', '')})"
        yield replace(found, location=replace(found.location, file=name))


def _may_be_shown(old: "Side", new: "Side", order: "Order") -> bool:
    """Tell whether the older version may be shown to whom the redline is for; if not, say what stands against it."""
    from reportgen.redline.between import exempt_now

    exempt = exempt_now(old, new, order)
    if exempt:
        say(
            f"Error: {old.called} says in public what is exempt now: {exempt}. A public redline would show it as taken "
            "out, so none was written. For those who may see it: --audience exempt"
        )
    return not exempt


def _files(
    old: "Side", new: "Side", content: bytes, forms: Sequence[str], author: str
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files to write, under the names that the documents themselves have, with `redline` behind them."""
    from reportgen.redline.between import on_page, told

    document, folder = new.copy.document, new.copy.folder
    if document is None or folder is None:
        return
    stem = replace(document, kind=f"{document.kind}.redline").stem
    for form in forms:
        output = on_page(old, new, form, told(old, new, author).replace("`", "")) if form != "docx" else None
        yield folder / f"{stem}.{form}", content if output is None else output.content
        for name, companion in output.companions if output is not None else ():
            yield folder / name, companion
