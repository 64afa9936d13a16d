"""`reportgen redline`: a newer version of a document, with what changed since an older one shown in it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import AUDIENCES, refuse_unknown, source_date
from reportgen.cli.endings import CLEAN, FOUND, CouldNotRun
from reportgen.cli.leaving import tell_left
from reportgen.cli.places import COUNCIL, is_yaml, meant, typed
from reportgen.cli.places import shown as shown_path
from reportgen.cli.printing import print_path, say
from reportgen.cli.telling import Telling, rule_ids
from reportgen.outputs import place_documents

if TYPE_CHECKING:
    from reportgen.base.finding import Finding
    from reportgen.history.repository import Commit, Repository
    from reportgen.pipeline import Order, WordCopy

_FORMATS = ("docx", "md", "html")
_UNCOMMITTED = "Working copy"
_MOST_NAMED = 3
_TELL_OF_LEAKS = frozenset(("EXM-LEAK", "KEY-NOTICE-CLEAN"))


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the two versions: where its file lies, its own name, how it is called in a sentence; who made it, when.

    `moment` is None where it is not known; `commit` is empty for what is in no commit.
    """

    path: Path
    shown: str
    called: str
    author: str
    moment: datetime | None = None
    commit: str = ""


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
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    help="The folder to write in: DIR/<council>/<file stem>/<kind>.redline.<suffix>.",
)
@click.option("-k", "--kind", metavar="KIND", help="The kind of document; otherwise as `reportgen build` has it.")
@click.option("-s", "--style", metavar="STYLE", help="A house style in place of the council's own, for both versions.")
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    show_default=True,
    help="Who may read it; what they may not see is left out of both versions.",
)
@click.option(
    "--author",
    metavar="NAME",
    help="Whose changes they are; otherwise the author of the newer version's commit.",
)
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
            _refuse_unknown_names(order, new.path)
            ctx.exit(_write(old, replace(new, author=author or new.author), order, tuple(dict.fromkeys(forms)), out))
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


def _refuse_unknown_names(order: "Order", path: Path) -> None:
    from reportgen.pipeline import kinds, own_templates, styles

    folders = own_templates(path)
    if order.kind is not None:
        refuse_unknown("kind of document", order.kind, (*kinds("decision", folders), *kinds("meeting", folders)))
    if order.style is not None:
        refuse_unknown("house style", order.style, styles(folders))


# Which versions ------------------------------------------------------------------------------------------------


def _versions(
    paths: Sequence[Path], since: str | None, until: str | None, folder: Callable[[], Path]
) -> tuple[_Version, _Version]:
    """Return the older and the newer version that are meant. Raises a usage error, CouldNotRun or HistoryError."""
    from reportgen.history.repository import repository_of

    if len(paths) > 2:
        raise click.UsageError("Name one file and give --from, or name two files: the older one, then the newer one.")
    if len(paths) == 2:
        if since is not None or until is not None:
            raise click.UsageError("Two files are two versions: leave out --from and --to, or name one file.")
        old, new = paths
        name = shown_path(old).as_posix()
        return _Version(old, name, f"`{name}`", ""), _as_it_stands(new)
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
    newer = _as_it_stands(path, repository) if until is None else _committed(repository, path, until, folder())
    return _committed(repository, path, since, folder()), newer


def _committed(repository: "Repository", path: Path, named: str, folder: Path) -> _Version:
    """Return a version that is in a commit, laid in a folder with all that it stands on."""
    found = repository.subject_at(named, path, folder)
    if found is None:
        commits = repository.commits(path)
        first = f" It came with {_dated(commits[-1])}." if commits else " It is in no commit yet."
        raise CouldNotRun(f"`{shown_path(path).as_posix()}` is not in the revision `{named}`.{first}")
    commits = repository.commits(path, until=named)
    short = repository.revision(named)[:8]
    called = f"revision {short}" if named == short or repository.revision(named) == named else f"`{named}` ({short})"
    shown = shown_path(path).as_posix()
    if not commits:
        return _Version(found, shown, called, _UNCOMMITTED)
    last = commits[0]
    return _Version(found, shown, f"{called} of {_day(last.date)}", last.author, last.date, last.hash)


def _as_it_stands(path: Path, repository: "Repository | None" = None) -> _Version:
    """Return a version that is on the disk: its commit's, where it is unchanged since, or nobody's yet."""
    from reportgen.history.repository import HistoryError, repository_of

    shown = shown_path(path).as_posix()
    called = f"`{shown}` as it stands now"
    repository = repository or repository_of(path)
    try:
        held = repository.commit_holding(path) if repository is not None else None
        commits = repository.commits(path) if repository is not None and held is not None else ()
    except HistoryError:
        commits = ()
    last = next((commit for commit in commits if commit.hash == held), None) if commits else None
    if last is not None:
        return _Version(path, shown, called, last.author, last.date, last.hash)
    # What is in no commit yet was last changed when it was last saved, by the clock of this place.
    return _Version(
        path, shown, called, _UNCOMMITTED, datetime.fromtimestamp(int(path.stat().st_mtime), UTC).astimezone()
    )


def _dated(commit: "Commit") -> str:
    return f"{commit.short} of {_day(commit.date)}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


# What is written -----------------------------------------------------------------------------------------------


def _write(old: _Version, new: _Version, order: "Order", forms: tuple[str, ...], out: Path) -> int:
    from reportgen.redline.settle import has_changes

    after = _composed(new, order)
    before = _composed(old, replace(order, kind=_kind_of(after, order))) if after is not None else None
    if before is None or after is None or not _may_be_shown(old, before, new, after, order):
        return FOUND
    content = _in_word(before, after, new)
    if not has_changes(content):
        say(f"Nothing differs between {old.called} and {new.called} in this document: nothing was written.")
        return CLEAN
    by = "" if new.author == _UNCOMMITTED else f", by {new.author}"
    told = f"What changed from {old.called} to {new.called}{by}."
    files = list(_files(before, after, content, forms, told.replace("`", "")))
    placed = place_documents(shown_path(out), files, datetime.now())
    for path in placed.paths:
        print_path(path)
    for left in placed.left:
        tell_left(left)
    return FOUND if any(left.kept is None for left in placed.left) else CLEAN


def _kind_of(copy: "WordCopy", order: "Order") -> str | None:
    from reportgen.pipeline import default_kind

    return order.kind or (default_kind(copy.loaded.subject) if copy.loaded.subject is not None else None)


def _composed(version: _Version, order: "Order") -> "WordCopy | None":
    """Return a version's document, or tell what is wrong with the version where it gives none."""
    from reportgen.base.finding import Outcome, Severity
    from reportgen.pipeline import word_copy

    copy = word_copy(version.path, version.shown, replace(order, commit=version.commit))
    if copy.document is not None:
        return copy
    telling = Telling()
    errors = [f for f in copy.findings if f.severity is Severity.ERROR and f.outcome is Outcome.FAIL]
    # What a rule finds keeps no document from being made, unless it would give away what is exempt.
    faults = [found for found in errors if found.rule not in rule_ids() - _TELL_OF_LEAKS]
    telling.tell(_named(faults, version), version.called)
    telling.close()
    say(f"There is no document of {version.called} to compare: mend what is told, or name another version.")
    return None


def _named(findings: Sequence["Finding"], version: _Version) -> Iterator["Finding"]:
    """Yield findings that name the version beside the file, and no file by where it was laid to be read."""
    for found in findings:
        laid = Path(found.location.file)
        name = found.location.file
        if laid.is_absolute() and laid.is_relative_to(tempfile.gettempdir()):
            name = PurePosixPath(*laid.relative_to(tempfile.gettempdir()).parts[1:]).as_posix()
        if shown_path(version.path).as_posix() != version.shown:
            name = f"{name} ({version.called.replace('`', '')})"
        yield replace(found, location=replace(found.location, file=name))


def _may_be_shown(old: _Version, before: "WordCopy", new: _Version, after: "WordCopy", order: "Order") -> bool:
    """Tell whether the older version may be shown to whom the redline is for; if not, say what stands against it.

    What was public in a draft may be exempt by now, and would stand there as taken out (SI 2012/2089, regulation 20).
    """
    from reportgen.model.audience import Audience, is_open
    from reportgen.pipeline import exempt_in, public_texts, word_copy
    from reportgen.redline.exempt import no_longer_public

    subject = after.loaded.subject
    if order.audience is not Audience.PUBLIC or subject is None or is_open(subject):
        return True
    if before.document is None or after.document is None:
        return False
    found = list(exempt_in(before.document, subject))
    exempt = word_copy(new.path, new.shown, replace(order, audience=Audience.EXEMPT)).document
    if exempt is not None:
        found += no_longer_public(before.document, after.document, exempt, public_texts(subject))
    if not found:
        return True
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    say(
        f"Error: {old.called} says in public what is exempt now: {'; '.join(found[:_MOST_NAMED])}{more}. A public "
        "redline would show it as taken out, so none was written. For those who may see it: --audience exempt"
    )
    return False


def _in_word(before: "WordCopy", after: "WordCopy", new: _Version) -> bytes:
    from reportgen.redline.docx import redline_docx

    # Word shows the clock of whoever made a change, though it writes a Z behind it.
    date = f"{new.moment:%Y-%m-%dT%H:%M:%SZ}" if new.moment is not None else ""
    return redline_docx(before.content, after.content, new.author, date)


def _files(
    before: "WordCopy", after: "WordCopy", content: bytes, forms: Sequence[str], told: str
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files to write, under the names that the documents themselves have, with `redline` behind them."""
    from reportgen.redline import pages

    if after.document is None or before.document is None or after.style is None or after.folder is None:
        return
    kind = f"{after.document.kind}.redline"
    old, new = replace(before.document, kind=kind), replace(after.document, kind=kind)
    for form in forms:
        if form == "docx":
            yield after.folder / f"{new.stem}.docx", content
            continue
        make = pages.markdown if form == "md" else pages.page
        output = make(old, new, after.style, told)
        yield after.folder / f"{new.stem}.{form}", output.content
        for name, companion in output.companions:
            yield after.folder / name, companion
