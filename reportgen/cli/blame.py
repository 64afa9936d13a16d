"""`reportgen blame`: who wrote what a document says, when, and where it stands."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import audience_option, form_option, refuse_unknown_names, style_option
from reportgen.cli.endings import CLEAN, FOUND, CouldNotRun
from reportgen.cli.places import one_subject, shown
from reportgen.cli.printing import print_utf8, terminal_width
from reportgen.cli.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.blame.sources import Stretch, Tracing
    from reportgen.load.subjects import Loaded


@commands.command()
@click.argument("subject", metavar="SUBJECT", type=click.Path(path_type=Path))
@click.argument("field", metavar="[FIELD | PARAGRAPH]", required=False)
@click.option("-k", "--kind", metavar="KIND", help="Every paragraph of a document of this kind, such as `report`.")
@style_option()
@audience_option("Who may read the document; what they may not see is left out.")
@form_option("text", "json")
@click.pass_context
def blame(
    ctx: click.Context,
    subject: Path,
    field: str | None,
    kind: str | None,
    style: str | None,
    audience: str,
    form: str,
) -> None:
    """Say who wrote a field, in which commit and when; or that of every paragraph of a document.

    FIELD is written as findings name it: `risks[2].mitigation`. With --kind, each heading, paragraph, entry and cell is
    told with the field or the line of the template that it comes from; of a computed figure, how it is worked out.
    PARAGRAPH chooses among them, by number or by words of it: `--kind report 4.2`.
    """
    if field is None and kind is None:
        raise click.UsageError("Name either a field, such as `risks[2].mitigation`, or a document with --kind.")
    path = one_subject(subject)
    from reportgen.history.repository import HistoryError

    try:
        if kind is None:
            print_utf8(_field(path, field or "", form))
            ctx.exit(CLEAN)
        ctx.exit(_document(path, field or "", kind, style, audience, form))
    except HistoryError as fault:
        raise CouldNotRun(str(fault)) from fault


def _field(path: Path, written: str, form: str) -> str:
    """Return where one field comes from. Raises a usage error for one that the file hasn't."""
    from importlib import import_module

    from reportgen.blame.paths import lacks, read_path
    from reportgen.blame.sources import written_at
    from reportgen.load.subjects import load_subject
    from reportgen.model.walk import value_at

    loaded = load_subject(path, shown(path).as_posix())
    way = read_path(written)
    if way is None:
        raise click.UsageError(f"`{written}` is no field: write it as findings do, such as `risks[2].mitigation`.")
    tracing = _tracing(path, loaded)
    source, own = tracing.sources.holding(way)
    # A group that the file writes as a single text has fields all the same, as `implications.environment.text`.
    held = value_at(loaded.subject, way) if loaded.subject and written_at(source.tree, own) != own else None
    if held is None and way not in tracing.worked_out and (lacking := lacks(source.tree, own)):
        raise click.UsageError(lacking)
    report: str = import_module(f"reportgen.blame.report_{form}").field_report(tracing.by_line(way))
    return report.rstrip("\n")


def _document(path: Path, asked: str, kind: str, style: str | None, audience: str, form: str) -> int:
    """Print where the paragraphs of a document come from, or what is wrong with its file; return the exit code."""
    from reportgen.blame.sources import chosen
    from reportgen.model.audience import Audience
    from reportgen.pipeline import Order, word_copy

    refuse_unknown_names((path,), kind=kind, style=style)
    order = Order(kind=kind, style=style, audience=Audience(audience), rules=(), trace=True)
    made = word_copy(path, shown(path).as_posix(), order)
    if made.document is None:
        telling = Telling()
        telling.tell(made.findings, shown(path).as_posix())
        telling.close()
        return FOUND
    stretches = tuple(_tracing(path, made.loaded).stretches(made.document))
    if asked:
        stretches = chosen(stretches, asked)
        if not stretches:
            raise click.UsageError(f"No paragraph of this document has the number or the words `{asked}`.")
    print_utf8(_written(stretches, shown(path).as_posix(), form, whole=bool(asked)).rstrip("\n"))
    return CLEAN


def _written(stretches: "Iterable[Stretch]", file: str, form: str, *, whole: bool) -> str:
    """Return stretches as JSON, or as text that fits the terminal where there is one."""
    from reportgen.blame import report_json, report_text

    if form == "json":
        return report_json.document_report(stretches)
    return report_text.document_report(stretches, file, terminal_width(), whole=whole)


def _tracing(path: Path, loaded: "Loaded") -> "Tracing":
    from reportgen.base.source import Sources
    from reportgen.blame.sources import Tracing
    from reportgen.model.papers import derive_whole, owners_in
    from reportgen.pipeline import template_folders

    worked_out = derive_whole(owners_in(loaded.subject)) if loaded.subject is not None else {}
    if loaded.source is None:
        raise CouldNotRun(f"`{shown(path)}` can't be read: `reportgen check` says what is wrong with it.")
    return Tracing(Sources(loaded.source, loaded.papers), worked_out, template_folders(path))
