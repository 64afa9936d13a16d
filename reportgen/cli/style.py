"""`reportgen style`: house styles checked, shown, and their Office files begun."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import (
    discard_option,
    formats_option,
    out_option,
    refuse_unknown,
    report_option,
    severity_option,
)
from reportgen.cli.endings import CLEAN, FOUND
from reportgen.cli.house_style import style_named
from reportgen.cli.leaving import put_documents
from reportgen.cli.places import shown
from reportgen.cli.printing import print_path, say
from reportgen.cli.telling import report_of, tell_findings
from reportgen.files import put_files

if TYPE_CHECKING:
    from reportgen.house.office import Setting


@commands.group()
def style() -> None:
    """Check a house style, or see how it looks."""


@style.command("check")
@click.argument("named", metavar="STYLE")
@report_option
@severity_option
@click.pass_context
def style_check(ctx: click.Context, named: str, form: str, fail_on: str) -> None:
    """Say what is wrong with a house style, by its name or its file, and with all that it stands on."""
    from reportgen.house.check import check_style

    ctx.exit(tell_findings(check_style(*style_named(named)), form, fail_on))


@style.command("preview")
@click.argument("named", metavar="STYLE")
@formats_option
@out_option("style-preview/<style>.<suffix>")
@discard_option
@click.pass_context
def style_preview(ctx: click.Context, named: str, formats: tuple[str, ...], out: Path, discard_edits: bool) -> None:
    """Write a specimen that holds everything a paper can, in a house style, by its name or its file.

    A specimen that someone has changed since it was written is left as it is, and the new one put beside it.
    """
    from reportgen.house.preview import preview
    from reportgen.pipeline import formats as known_formats

    for form in formats:
        refuse_unknown("format", form, known_formats())
    made = preview(*style_named(named), tuple(dict.fromkeys(formats)))
    files = [(f.name, f.content) for f in made.files]
    code = put_documents(shown(out), files, discard=discard_edits, can_be_pulled=False)
    if made.findings:
        say(report_of("text", made.findings))
    ctx.exit(code if made.files else FOUND)


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
    content, findings = office_file(setting, *style_named(named))
    if findings:
        say(report_of("text", findings))
    if content is None:
        return FOUND
    for path in put_files(shown(file).parent, [(PurePosixPath(file.name), content)]):
        print_path(path)
    say(f"Keep it beside the style, and name it there: `{setting}: {file.name}`.")
    return CLEAN
