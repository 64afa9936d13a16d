"""The command line: what officers type. The only module that prints, exits, or reads the environment and the clock.

What a command needs is imported when it runs, so that `--help` answers at once.
"""

import contextlib
import gc
import os
import re
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from reportgen import __version__
from reportgen.files import FULL, CannotWriteError, put_files

if TYPE_CHECKING:
    from reportgen.base.finding import Finding
    from reportgen.check.rule import Rule, Theme
    from reportgen.check.summary import Summary
    from reportgen.house.office import Setting
    from reportgen.house.shelf import Shelf
    from reportgen.pipeline import Order

CLEAN, FOUND, COULD_NOT_RUN, STOPPED, BROKEN_PIPE = 0, 1, 2, 130, 141
AUDIENCES = ("public", "exempt", "internal")
SEVERITIES = ("error", "warning", "info")
STAGES = ("draft", "publish")
_MOST_NAMED = 20
"""How many names a message may list; there are more rules than that, and no more of anything else."""
REPORTS = ("text", "json", "sarif", "github")
SCHEMAS = ("decision", "meeting", "council", "style")


class CouldNotRun(click.ClickException):
    """Nothing wrong with what was typed, and yet it could not be done."""

    exit_code = COULD_NOT_RUN


class Commands(click.Group):
    """The commands, and what happens where one of them can't end as it should."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what was typed; what can't be printed is one sentence, before any command is known too."""
        try:
            return super().main(*args, **extra)
        except OSError as fault:
            if not _is_full(fault):
                raise
            _stop_printing()
            with contextlib.suppress(OSError):
                _say(f"Error: cannot write what is printed: {FULL[fault.errno or 0]}")
            sys.exit(COULD_NOT_RUN)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a fault of ours is one sentence, and a traceback only where it is asked for."""
        # Looking for garbage among what is being imported takes a fifth of the time that one report needs.
        gc.disable()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except CannotWriteError as fault:
            raise CouldNotRun(str(fault)) from fault
        except KeyboardInterrupt:
            _say("Stopped. Every document named above is complete.")
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # Whoever read our output has gone: there is nobody to tell.
            _stop_printing()
            ctx.exit(BROKEN_PIPE)
        except Exception as bug:
            if _is_full(bug):
                raise
            _own_up(bug)
            ctx.exit(COULD_NOT_RUN)
        finally:
            gc.enable()


class Day(click.ParamType[date]):
    """A date on the command line, as 2024-06-05."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(f"`{value}` is not a date: write it as year, month, day, such as 2024-06-05.", param, ctx)


class Progress:
    """One line on a terminal saying how far a long run is; nothing where stderr is no terminal or the run is short."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._start = time.monotonic()
        self._wanted = total > 3 and sys.stderr.isatty()

    def over(self, files: Sequence[Path]) -> Iterator[tuple[Path, str]]:
        """Yield each file and how it is shown, noting it for the message that a fault of ours would give."""
        for count, file in enumerate(files, start=1):
            shown = _shown(file).as_posix()
            click.get_current_context().meta["reportgen.file"] = shown
            if self._wanted and time.monotonic() - self._start > 1:
                line = f"{count} of {self._total}: {shown}"
                click.echo(f"\r\x1b[2K{line[: shutil.get_terminal_size().columns - 1]}", err=True, nl=False)
            yield file, shown
            self.clear()
            if count == 1:
                # What stands now, modules and caches, stays for the run, and need not be looked through again.
                gc.freeze()
            # Between two papers there is next to nothing left to look through; while one is made, all of it is in use.
            gc.collect(2 if count % 100 == 0 else 0)

    def clear(self) -> None:
        """Take the line away, so that what is printed next stands by itself."""
        if self._wanted:
            click.echo("\r\x1b[2K", err=True, nl=False)


_report_form = click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(REPORTS),
    default="text",
    show_default=True,
    help="How the findings are written.",
)
_least_severity = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
_stage = click.option(
    "--stage",
    type=click.Choice(STAGES),
    default="draft",
    show_default=True,
    help="How far the paper is: a draft is not told off for what can't be known yet.",
)
_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
_formats = click.option(
    "-f",
    "--format",
    "formats",
    metavar="FORMAT",
    multiple=True,
    default=("docx",),
    show_default=True,
    help="docx, pdf, pptx, md, html or json; give it again for another.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in the program a fault of ours happened.")
def commands(debug: bool) -> None:
    """Council decision papers from one checked YAML file.

    Exit codes: 0 all is well; 1 something was found that needs mending; 2 could not run.
    """
    import logging

    # What a rule's own fault logs is for --debug; the finding says the rest.
    logging.getLogger("reportgen").addHandler(logging.StreamHandler() if debug else logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no £ or – shows ? instead; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


# Documents -----------------------------------------------------------------------------------------------------


@commands.command()
@_paths
@_formats
@click.option(
    "-k",
    "--kind",
    metavar="KIND",
    help="The kind of document; otherwise a decision's report, a meeting's minutes (its agenda before it is held).",
)
@click.option(
    "--every-kind", is_flag=True, help="Every kind of document that a file has what it takes for; slides of briefings."
)
@click.option("-s", "--style", metavar="STYLE", help="A house style in place of the council's own.")
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    help="The folder to write in: DIR/<council>/<file stem>/<kind>.<suffix>.",
)
@click.option("--as-of", metavar="DATE", type=Day(), help="The date that the documents carry, such as 2024-06-05.")
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    show_default=True,
    help="Who may read the copy; what they may not see is left out.",
)
@_stage
@click.pass_context
def build(
    ctx: click.Context,
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    kind: str | None,
    every_kind: bool,
    style: str | None,
    out: Path,
    as_of: date | None,
    audience: str,
    stage: str,
) -> None:
    """Write the documents of decision and meeting files, or of folders of them.

    Prints the path of each document written, one a line, and nothing else, on standard output. What the rules find
    is said; with --stage publish an error among it stops the document, so that nothing of it is written.
    """
    from reportgen.check.case import Stage
    from reportgen.model.audience import Audience
    from reportgen.pipeline import Order

    if every_kind and kind is not None:
        raise click.UsageError(f"--every-kind writes `{kind}` too: give --kind or --every-kind, not both.")
    subjects = _subject_files(paths)
    order = Order(
        formats=tuple(dict.fromkeys(formats)),
        kind=kind,
        style=style,
        audience=Audience(audience),
        as_of=as_of or _source_date(),
        stage=Stage(stage),
    )
    _refuse_unknown_names(order, subjects)
    _refuse_shared_places(subjects)
    ctx.exit(_build_all(subjects, order, _shown(out), every_kind))


def _build_all(subjects: Sequence[Path], order: "Order", out: Path, every_kind: bool) -> int:
    """Build each subject and put its documents in their places; one that can't be does not stop the others."""
    from reportgen.pipeline import Built, orders_of
    from reportgen.pipeline import build as build_documents

    telling = Telling()
    owners: dict[PurePosixPath, str] = {}
    code = CLEAN
    progress = Progress(len(subjects))
    for file, shown in progress.over(subjects):
        try:
            orders = orders_of(file, shown, order) if every_kind else (order,)
            each = [build_documents(file, shown, wanted) for wanted in orders]
        except Exception as bug:
            _own_up(bug)
            code = COULD_NOT_RUN
            continue
        progress.clear()
        built = Built(tuple(f for one in each for f in one.findings), tuple(f for one in each for f in one.files))
        telling.tell(built.findings, shown)
        if not all(one.files for one in each):
            code = max(code, FOUND)
        taken = [owners[f.name] for f in built.files if owners.setdefault(f.name, shown) != shown]
        try:
            if taken:
                raise CouldNotRun(_same_place(taken[0], shown))
            for path in put_files(out, [(f.name, f.content) for f in built.files]):
                _print_path(path)
        except (CannotWriteError, CouldNotRun) as fault:
            _say(f"Error: {fault}")
            code = COULD_NOT_RUN
    telling.close()
    return code


class Telling:
    """Findings told on standard error as each file is done, and counted at the end: a long run keeps none of them."""

    def __init__(self) -> None:
        self._counts: Summary | None = None
        self._elsewhere: set[Finding] = set()

    def tell(self, findings: Iterable["Finding"], shown: str) -> None:
        """Tell what was found over one file; what was told before of another, such as the council's, only once."""
        from reportgen.check.report_text import told
        from reportgen.check.summary import summary_of

        fresh = [one for one in dict.fromkeys(_located(findings)) if one not in self._elsewhere]
        if not fresh:
            return
        self._elsewhere.update(one for one in fresh if one.location.file != shown)
        if self._counts is not None:
            _say("")
        _say(told(fresh))
        counts = summary_of(fresh)
        self._counts = self._counts.plus(counts) if self._counts is not None else counts

    def close(self) -> None:
        """Count what was found, if anything was."""
        from reportgen.check.report_text import closing

        if self._counts is not None:
            _say(f"\n{closing(self._counts)}")


def _refuse_unknown_names(order: "Order", subjects: Sequence[Path]) -> None:
    """Raise a usage error for a format, kind or style that there is none of, naming those that there are."""
    from reportgen.pipeline import formats, kinds, own_templates, styles

    folders = tuple(dict.fromkeys(folder for file in subjects for folder in own_templates(file)))
    for name in order.formats:
        _refuse_unknown("format", name, formats())
    if order.kind is not None:
        _refuse_unknown("kind of document", order.kind, (*kinds("decision", folders), *kinds("meeting", folders)))
    if order.style is not None:
        _refuse_unknown("house style", order.style, styles(folders))


def _refuse_unknown(what: str, name: str, known: Iterable[str]) -> None:
    from reportgen.base.suggest import nearest

    known = tuple(dict.fromkeys(known))
    if name in known:
        return
    near = nearest(name, known)
    meant = f" Did you mean `{near}`?" if near else ""
    there_are = f"There are: {', '.join(known)}." if len(known) <= _MOST_NAMED else "`reportgen rules` lists them."
    raise click.UsageError(f"There is no {what} called `{name}`.{meant} {there_are}")


def _refuse_shared_places(subjects: Sequence[Path]) -> None:
    """Raise a usage error where two subjects would write to one place, before anything is written."""
    from reportgen.load.subjects import find_council_file
    from reportgen.pipeline import file_name

    owners: dict[tuple[Path | None, str], Path] = {}
    for file in subjects:
        # Windows and macOS hold Paper.docx and paper.docx to be one file.
        other = owners.setdefault((find_council_file(file), file_name(file.stem).casefold()), file)
        if other is not file:
            raise click.UsageError(_same_place(_shown(other).as_posix(), _shown(file).as_posix()))


def _same_place(one: str, other: str) -> str:
    return f"`{one}` and `{other}` would write their documents to the same place: give one of them another name."


def _source_date() -> date | None:
    """Return the day that SOURCE_DATE_EPOCH names (seconds since 1970, UTC), where it is set."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        return None
    try:
        return datetime.fromtimestamp(int(stated), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is `{stated}`, which is not a count of seconds: unset it, or give --as-of."
        ) from None


# Checks --------------------------------------------------------------------------------------------------------


@commands.command()
@_paths
@_report_form
@_least_severity
@click.option("--select", metavar="RULES", multiple=True, help="Only these rules or themes, with commas between them.")
@click.option("--ignore", metavar="RULES", multiple=True, help="All rules but these, or these themes.")
@_stage
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    stage: str,
) -> None:
    """Say what is wrong with decision and meeting files, or folders of them. Writes nothing."""
    from reportgen.check.case import Stage
    from reportgen.pipeline import Order
    from reportgen.pipeline import check as check_subject

    order = Order(formats=(), stage=Stage(stage), rules=_rules_named(select, ignore))
    subjects = _subject_files(paths)
    found: list[Finding] = []
    for file, shown in Progress(len(subjects)).over(subjects):
        found += check_subject(file, shown, order)
    if subjects or form != "text":
        ctx.exit(_tell(found, form, fail_on))


def _rules_named(select: Sequence[str], ignore: Sequence[str]) -> tuple["Rule", ...] | None:
    """Return the rules that are to be run, None for all of them. Raises a usage error for a name that there isn't."""
    from reportgen.pipeline import themes

    wanted, unwanted = (_names(names) for names in (select, ignore))
    if not wanted and not unwanted:
        return None
    known = {rule.id: rule for theme in themes() for rule in theme.rules}
    by_theme = {theme.name: theme.rules for theme in themes()}
    for name in (*wanted, *unwanted):
        _refuse_unknown("rule or theme", name, (*by_theme, *known))
    out = {rule.id for name in unwanted for rule in by_theme.get(name, (known.get(name),)) if rule}
    chosen = [rule for name in wanted for rule in by_theme.get(name, (known.get(name),)) if rule] or known.values()
    return tuple(dict.fromkeys(rule for rule in chosen if rule.id not in out))


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Return names that were given with commas between them: rules in capitals, themes not."""
    names = [name.strip() for each in given for name in each.split(",") if name.strip()]
    return tuple(name.upper() if name.upper() in _rule_ids() else name.lower() for name in names)


def _rule_ids() -> frozenset[str]:
    from reportgen.pipeline import all_rules

    return frozenset(rule.id for rule in all_rules())


@commands.command()
@click.option("--theme", metavar="THEME", help="The rules of one theme only.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "md", "json")),
    default="text",
    show_default=True,
    help="How they are written.",
)
def rules(theme: str | None, form: str) -> None:
    """List the rules that papers are checked by."""
    from reportgen.check import pages

    chosen = _themes()
    if theme is not None:
        _refuse_unknown("theme", theme, [one.name for one in chosen])
        chosen = tuple(one for one in chosen if one.name == theme)
    shown = {"text": pages.list_text, "md": pages.list_markdown, "json": pages.list_json}[form](chosen)
    _print_utf8(shown.rstrip("\n"))


@commands.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Say what a rule checks, why, on what authority, and what fails and passes it."""
    from reportgen.check import pages
    from reportgen.pipeline import faults

    wanted = rule.upper()
    for theme in _themes():
        for one in theme.rules:
            if one.id == wanted:
                return _print_utf8(pages.explain(one, theme).rstrip("\n"))
    told = faults()
    _refuse_unknown("rule", wanted, (*_rule_ids(), *told))
    return _print_utf8(f"{wanted}: {told[wanted]}")


def _themes() -> tuple["Theme", ...]:
    from reportgen.pipeline import themes

    return themes()


def _tell(found: Sequence["Finding"], form: str, fail_on: str) -> int:
    """Print what a check found, and return the exit code."""
    from reportgen.base.finding import Outcome, Severity

    _print_utf8(_report(form, found))
    level = Severity(fail_on).rank
    failing = any(f.outcome is Outcome.FAIL and f.severity.rank <= level for f in found)
    return FOUND if failing else CLEAN


def _report(form: str, found: Iterable["Finding"]) -> str:
    """Return findings, sorted and each once, in one of the forms of report."""
    from importlib import import_module

    from reportgen.base.finding import sorted_findings

    located = _located(found)
    report = import_module(f"reportgen.check.report_{form}").report
    if form != "sarif":
        return str(report(sorted_findings(located))).rstrip("\n")
    titles = {rule.id: rule.title for theme in _themes() for rule in theme.rules}
    return str(report(sorted_findings(located), titles)).rstrip("\n")


@commands.command()
@_paths
@click.option("--as-of", metavar="DATE", type=Day(), help="The day from which to look, such as 2024-06-05; else today.")
@click.option("--until", metavar="DATE", type=Day(), help="The last day to look at.")
@click.option("--all", "past_too", is_flag=True, help="What is past too.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "json", "ics")),
    default="text",
    show_default=True,
    help="How the dates are written; ics is a calendar file.",
)
@click.pass_context
def radar(
    ctx: click.Context, paths: tuple[Path, ...], as_of: date | None, until: date | None, past_too: bool, form: str
) -> None:
    """List what is due by when: the last safe days before contracts end, and the dates that files set.

    Worked back from the ends of contracts through notice, call-in and the council's meetings. For officers: it may
    name what is exempt.
    """
    from importlib import import_module

    from reportgen.pipeline import due

    today = as_of or _source_date() or datetime.now().astimezone().date()
    subjects = _subject_files(paths)
    found = [one for file, shown in Progress(len(subjects)).over(subjects) for one in due(file, shown)]
    ahead = [
        one for one in found if (past_too or one.deadline.due >= today) and not (until and one.deadline.due > until)
    ]
    ahead.sort(key=lambda one: (one.deadline.due, one.location, one.deadline.what))
    written: str = import_module(f"reportgen.radar.report_{form}").report(ahead, today)
    _print_utf8(written.rstrip("\n"))
    ctx.exit(CLEAN)


def _located(found: Iterable["Finding"]) -> Iterator["Finding"]:
    """Yield findings with the names of their files as people read them."""
    return (replace(f, location=replace(f.location, file=_shown_name(f.location.file))) for f in found)


# House styles --------------------------------------------------------------------------------------------------


@commands.group()
def style() -> None:
    """Check a house style, or see how it looks."""


@style.command("check")
@click.argument("named", metavar="STYLE")
@_report_form
@_least_severity
@click.pass_context
def style_check(ctx: click.Context, named: str, form: str, fail_on: str) -> None:
    """Say what is wrong with a house style, by its name or its file, and with all that it stands on."""
    from reportgen.house.check import check_style

    ctx.exit(_tell(check_style(*_style_named(named)), form, fail_on))


@style.command("preview")
@click.argument("named", metavar="STYLE")
@_formats
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    help="The folder to write in: DIR/style-preview/<style>.<suffix>.",
)
@click.pass_context
def style_preview(ctx: click.Context, named: str, formats: tuple[str, ...], out: Path) -> None:
    """Write a specimen that holds everything a paper can, in a house style, by its name or its file."""
    from reportgen.house.preview import preview
    from reportgen.pipeline import formats as known_formats

    for form in formats:
        _refuse_unknown("format", form, known_formats())
    made = preview(*_style_named(named), tuple(dict.fromkeys(formats)))
    for path in put_files(_shown(out), [(f.name, f.content) for f in made.files]):
        _print_path(path)
    if made.findings:
        _say(_report("text", made.findings))
    ctx.exit(CLEAN if made.files else FOUND)


def _replaces(command: Callable[..., None]) -> Callable[..., None]:
    words = "Write over the file where it is there already: what was changed in it is lost."
    return click.option("--replace", is_flag=True, help=words)(command)


@style.command("letterhead")
@click.argument("named", metavar="STYLE")
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
@_replaces
@click.pass_context
def style_letterhead(ctx: click.Context, named: str, file: Path, replace: bool) -> None:
    """Make a first letterhead in the look of a house style: a Word file to change in Word."""
    ctx.exit(_make_office_file("letterhead", named, file, replace))


@style.command("deck")
@click.argument("named", metavar="STYLE")
@click.argument("file", metavar="FILE.pptx", type=click.Path(path_type=Path))
@_replaces
@click.pass_context
def style_deck(ctx: click.Context, named: str, file: Path, replace: bool) -> None:
    """Make a first slide template in the look of a house style: a PowerPoint file to change in PowerPoint."""
    ctx.exit(_make_office_file("deck", named, file, replace))


def _make_office_file(setting: "Setting", named: str, file: Path, replace: bool) -> int:
    """Write the file that a setting of a style names, made from its look; one that is there stays unless told."""
    from reportgen.house.office import SUFFIXES, office_file

    if file.suffix.lower() != SUFFIXES[setting]:
        raise click.UsageError(f"`{file}` must end in {SUFFIXES[setting]}.")
    if (file.exists() or file.is_symlink()) and not replace:
        raise click.UsageError(
            f"`{file}` is there already, and was left as it is: give another name, or --replace to write over it."
        )
    content, findings = office_file(setting, *_style_named(named))
    if findings:
        _say(_report("text", findings))
    if content is None:
        return FOUND
    for path in put_files(_shown(file).parent, [(PurePosixPath(file.name), content)]):
        _print_path(path)
    _say(f"Keep it beside the style, and name it there: `{setting}: {file.name}`.")
    return CLEAN


@commands.command()
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How it is written.",
)
@click.option(
    "-s", "--style", "named", metavar="STYLE", help="The house style whose `word_styles:` count, by its name or file."
)
@click.pass_context
def doctor(ctx: click.Context, file: Path, form: str, named: str | None) -> None:
    """Say what a Word file offers as a letterhead, what it lacks, and which of its styles will be used for what."""
    from reportgen.house import doctor as house_doctor
    from reportgen.load.styles import load_style

    if not file.exists():
        raise click.UsageError(f"There is no file `{file}`.{_meant(file)}")
    if not file.is_file():
        raise click.UsageError(f"`{file}` is a folder: name a Word file in it.")
    word_styles: Mapping[str, str] = {}
    if named is not None:
        name, shelf = _style_named(named)
        found, findings = load_style(name, shelf.styles)
        if found is None:
            _say(_report("text", findings))
            ctx.exit(FOUND)
        word_styles = found.word_styles
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise CouldNotRun(f"`{file}` can't be read: you may not open it.") from fault
    diagnosis = house_doctor.diagnose(_shown(file).as_posix(), content, word_styles)
    _print_utf8(house_doctor.as_json(diagnosis) if form == "json" else house_doctor.as_text(diagnosis))
    ctx.exit(CLEAN if diagnosis.found else FOUND)


def _style_named(named: str) -> tuple[str, "Shelf"]:
    """Return the name of a style that is given by its name or its file, and where it stands. Raises a usage error."""
    from reportgen.house.shelf import shelf_at, shelf_of

    file = Path(named)
    if file.suffix not in _YAML and file.name == named and not file.is_file():
        shelf = shelf_at(Path.cwd())
        _refuse_unknown("house style", named, shelf.names())
        return named, shelf
    if not file.exists():
        raise click.UsageError(f"There is no file `{file}`.{_meant(file)}")
    if not file.is_file() or file.suffix != ".yaml":
        raise click.UsageError(f"`{file}` is not a house style: their names end in .yaml.")
    if not re.fullmatch(r"[\w-]+", file.stem):
        raise click.UsageError(
            f"`{file}` can't be called so: a style's name is letters, digits and hyphens, as in tower-hamlets.yaml."
        )
    return file.stem, shelf_of(file)


# Starting out --------------------------------------------------------------------------------------------------


@commands.command()
@click.argument("kind", type=click.Choice(SCHEMAS))
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    from reportgen.scaffold.schemas import schema_text

    _print_utf8(schema_text(kind))


_new_council = click.option(
    "--council",
    metavar="NAME",
    help="The council's name, such as Northshire Council; not needed where a council.yaml stands beside or above.",
)


@commands.group()
def new() -> None:
    """Start a decision or meeting file, with comments that say what goes where."""


@new.command("decision")
@click.argument("path", type=click.Path(path_type=Path))
@_new_council
def new_decision(path: Path, council: str | None) -> None:
    """Start a decision file, for a contract to be extended: the commonest decision."""
    _start("decision", path, council)


@new.command("meeting")
@click.argument("path", type=click.Path(path_type=Path))
@_new_council
def new_meeting(path: Path, council: str | None) -> None:
    """Start a meeting file: attendance, interests, what was decided."""
    _start("meeting", path, council)


def _start(subject: str, path: Path, council: str | None) -> None:
    """Write a starter file, and beside it what it stands on where that isn't there yet."""
    from reportgen.scaffold.starter import starter_files

    if not _is_yaml(path):
        raise click.UsageError(f"`{path}` must end in .yaml, so that editors and reportgen know what it is.")
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"`{path}` is there already, and was left as it is: give another name.")
    folder, files = starter_files(subject, Path.cwd() / path, _council_for(path, council))
    for made in put_files(_shown(folder), files):
        _print_path(_shown(made))
    _say(f"Fill in the blanks, then run: reportgen check {_typed(path)}")


def _council_for(path: Path, stated: str | None) -> str:
    """Return the name of the council that a new file is of. Raises a usage error where it is unknown or another's."""
    from reportgen.scaffold.starter import council_above

    known = council_above(Path.cwd() / path)
    if known is None:
        if stated and stated.strip():
            return stated
        raise click.UsageError(f'There is no {_COUNCIL} above `{path}` yet: give --council "Northshire Council".')
    file, name = known
    if stated and stated.split() != name.split():
        raise click.UsageError(
            f"`{_shown(file)}` is that of {name}: leave --council out, or put a new council's files into a new folder."
        )
    return name


def _typed(path: Path) -> str:
    """Return a path as it is typed on the command line: in quotation marks where it needs them."""
    plain = re.fullmatch(r"[\w./\\:~+-]+", str(path))
    return str(path) if plain else shlex.quote(str(path)) if os.name == "posix" else f'"{path}"'


@commands.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--council", metavar="NAME", help="The council's name, such as Northshire Council; asked for otherwise.")
def init(folder: Path, council: str | None) -> None:
    """Lay out a new repository for a council's decisions: folders, house style, editor and git settings."""
    from reportgen.scaffold.repository import repository_files

    if not council and sys.stdin.isatty():
        council = click.prompt("The council's name", err=True)
    council = council or Path.cwd().joinpath(folder).name.replace("-", " ").title()
    files = repository_files(council)
    there = [folder / name for name, _ in files if (folder / name).exists()]
    if there:
        raise CouldNotRun(f"`{_shown(there[0])}` is there already: nothing was changed. Give a new or empty folder.")
    for made in put_files(_shown(folder), files):
        _print_path(_shown(made))
    _say(f"Next: cd {_typed(folder)}, then `make check`. README.md says how to go on.")


# What is read and how it is shown -------------------------------------------------------------------------------

_YAML = (".yaml", ".yml")
_COUNCIL = "council.yaml"
# Folders below which no decision lies, wherever `reportgen check .` is run.
_NO_DECISIONS = {"templates", "node_modules", "build", "dist"}


def _subject_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the decision and meeting files that the paths name or hold, each once.

    A folder that holds none is said to, and is no fault: a new repository has none yet.
    """
    from reportgen.base.source import real_path
    from reportgen.load.subjects import misnamed

    files: dict[Path, Path] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"There is no file or folder `{path}`.{_meant(path)}")
        if path.is_dir():
            within = tuple(_files_below(path))
            if not within:
                start = "`reportgen new decision` starts one"
                _say(f"There is no decision or meeting file (.yaml) in `{path}` yet: {start}.")
        elif path.name == _COUNCIL:
            raise click.UsageError(
                f"`{path}` is read with the council's decisions: name one of those, or their folder."
            )
        elif not (_is_yaml(path) or misnamed(path)):
            raise click.UsageError(f"`{path}` is not a decision or meeting file: their names end in .yaml.")
        else:
            within = (path,)
        for file in within:
            files.setdefault(real_path(file), file)
    return tuple(files.values())


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder and those below it, in order; hidden ones and council files aside.

    A YAML file that was saved with `.txt` after its name is among them, so that its reader can say so.
    """
    from reportgen.load.subjects import misnamed

    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.name not in _NO_DECISIONS and not path.is_symlink():
            yield from _files_below(path)
        elif (_is_yaml(path) or misnamed(path)) and path.name != _COUNCIL and (path.is_file() or path.is_symlink()):
            yield path


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in _YAML


def _meant(path: Path) -> str:
    """Return a sentence naming the file beside it whose name is nearest, or nothing."""
    from reportgen.base.suggest import nearest

    folder = path.parent
    near = nearest(path.name, (other.name for other in folder.iterdir())) if folder.is_dir() else None
    return f" Did you mean `{folder / near}`?" if near else ""


def _shown(path: Path) -> Path:
    """Return a path as people read it: from the current folder where it lies below that."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link is shown by its own name, not its target's
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole


def _shown_name(name: str) -> str:
    """Return the name of a file as people read it; one that is not a whole path is that already."""
    return _shown(Path(name)).as_posix() if Path(name).is_absolute() else name


def _print_path(path: Path) -> None:
    """Print a path as its bytes are, so that a script can open it whatever the terminal's character set."""
    _print(os.fsencode(path))


def _print_utf8(text: str) -> None:
    """Print a text as UTF-8, which is what JSON is, whatever the terminal's character set."""
    _print(text.encode("utf-8", "replace"))


def _print(line: bytes) -> None:
    # A program that starts this one may give it no output at all.
    if sys.stdout is None:
        return
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _is_full(fault: Exception) -> bool:
    """Return whether a fault is that of a disk without room for what is printed; documents have words of their own."""
    return isinstance(fault, OSError) and fault.errno in FULL and fault.filename is None


def _stop_printing() -> None:
    """Send what is still to be printed nowhere, so that nothing fails again when it is flushed at the end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(text: str) -> None:
    click.echo(text, err=True)


def _own_up(bug: Exception) -> None:
    """Say that a fault of ours happened, and over which file; with --debug, show the fault itself."""
    context = click.get_current_context()
    if context.find_root().params["debug"]:
        raise bug
    file = context.meta.get("reportgen.file", "")
    _say(
        f"Error: reportgen stumbled{f' over `{file}`' if file else ''}, and the fault is ours ({type(bug).__name__}). "
        "Please report it, with what `reportgen --debug` and the same words print, and the file if you may share it."
    )
