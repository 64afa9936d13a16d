"""The arguments and options that several commands take, and how a name that there isn't is refused."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

AUDIENCES = ("public", "exempt", "internal")


SEVERITIES = ("error", "warning", "info")


STAGES = ("draft", "publish")


REPORTS = ("text", "json", "sarif", "github")


_MOST_NAMED = 20
"""How many names a message may list; there are more rules than that, and no more of anything else."""


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


Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def form_option(*forms: str, help: str = "How it is written.") -> Option:  # noqa: A002 - as click calls it
    """Return the option that says how a command's answer is written; the first form is meant where none is named."""
    return click.option(
        "-f", "--format", "form", type=click.Choice(forms), default=forms[0], show_default=True, help=help
    )


def out_option(names: str) -> Option:
    """Return the option that says where documents are written, under these names."""
    return click.option(
        "-o",
        "--out",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default="build",
        show_default=True,
        help=f"The folder to write in: DIR/{names}.",
    )


def style_option(more: str = "") -> Option:
    """Return the option that names a house style."""
    return click.option("-s", "--style", metavar="STYLE", help=f"A house style in place of the council's own{more}.")


def audience_option(help: str) -> Option:  # noqa: A002 - as click calls it
    """Return the option that says for whom a document is."""
    return click.option("--audience", type=click.Choice(AUDIENCES), default="public", show_default=True, help=help)


discard_option = click.option(
    "--discard-edits", is_flag=True, help="Write over documents that someone has changed; copies are kept."
)


report_option = form_option(*REPORTS, help="How the findings are written.")


severity_option = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)


stage_option = click.option(
    "--stage",
    type=click.Choice(STAGES),
    default="draft",
    show_default=True,
    help="How far the paper is: a draft is not told off for what can't be known yet.",
)


paths_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))


formats_option = click.option(
    "-f",
    "--format",
    "formats",
    metavar="FORMAT",
    multiple=True,
    default=("docx",),
    show_default=True,
    help="docx, pdf, pptx, md, html or json; give it again for another.",
)


def refuse_unknown(what: str, name: str, known: Iterable[str]) -> None:
    """Raise a usage error for a name that is none of those known, with the nearest of them."""
    from reportgen.base.suggest import nearest

    known = tuple(dict.fromkeys(known))
    if name in known:
        return
    near = nearest(name, known)
    meant = f" Did you mean `{near}`?" if near else ""
    there_are = f"There are: {', '.join(known)}." if len(known) <= _MOST_NAMED else "`reportgen rules` lists them."
    raise click.UsageError(f"There is no {what} called `{name}`.{meant} {there_are}")


def refuse_unknown_names(
    files: Iterable[Path], *, formats: Iterable[str] = (), kind: str | None = None, style: str | None = None
) -> None:
    """Raise a usage error for a format, kind or style that there is none of, naming those that there are.

    `files` are the subjects, whose own templates may bring kinds and styles.
    """
    from reportgen import pipeline

    folders = tuple(dict.fromkeys(folder for file in files for folder in pipeline.own_templates(file)))
    for name in formats:
        refuse_unknown("format", name, pipeline.formats())
    if kind is not None:
        known = (*pipeline.kinds("decision", folders), *pipeline.kinds("meeting", folders))
        refuse_unknown("kind of document", kind, known)
    if style is not None:
        refuse_unknown("house style", style, pipeline.styles(folders))


def source_date() -> date | None:
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
