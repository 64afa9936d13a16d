"""`reportgen doctor`: what a Word file offers as a letterhead."""

from collections.abc import Mapping
from pathlib import Path

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import form_option
from reportgen.cli.endings import CLEAN, FOUND, CouldNotRun
from reportgen.cli.house_style import style_named
from reportgen.cli.places import meant, shown
from reportgen.cli.printing import print_utf8, say
from reportgen.cli.telling import report_of


@commands.command()
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
@form_option("text", "json")
@click.option(
    "-s", "--style", "named", metavar="STYLE", help="The house style whose `word_styles:` count, by its name or file."
)
@click.pass_context
def doctor(ctx: click.Context, file: Path, form: str, named: str | None) -> None:
    """Say what a Word file offers as a letterhead, what it lacks, and which of its styles will be used for what."""
    from reportgen.house import doctor as house_doctor
    from reportgen.load.styles import load_style

    if not file.exists():
        raise click.UsageError(f"There is no file `{file}`.{meant(file)}")
    if not file.is_file():
        raise click.UsageError(f"`{file}` is a folder: name a Word file in it.")
    word_styles: Mapping[str, str] = {}
    if named is not None:
        name, shelf = style_named(named)
        found, findings = load_style(name, shelf.styles)
        if found is None:
            say(report_of("text", findings))
            ctx.exit(FOUND)
        word_styles = found.word_styles
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise CouldNotRun(f"`{file}` can't be read: you may not open it.") from fault
    diagnosis = house_doctor.diagnose(shown(file).as_posix(), content, word_styles)
    print_utf8(house_doctor.as_json(diagnosis) if form == "json" else house_doctor.as_text(diagnosis))
    ctx.exit(CLEAN if diagnosis.found else FOUND)
