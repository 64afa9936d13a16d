"""`reportgen radar`: what is due by when."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import Day, form_option, paths_argument, source_date
from reportgen.cli.endings import CLEAN, COULD_NOT_RUN, own_up
from reportgen.cli.places import subject_files
from reportgen.cli.printing import print_utf8, say
from reportgen.cli.progress import Progress

if TYPE_CHECKING:
    from reportgen.radar.found import Found


@commands.command()
@paths_argument
@click.option("--as-of", metavar="DATE", type=Day(), help="The day from which to look, such as 2024-06-05; else today.")
@click.option("--until", metavar="DATE", type=Day(), help="The last day to look at.")
@click.option("--all", "past_too", is_flag=True, help="What is past too.")
@form_option("text", "json", "ics", help="How the dates are written; ics is a calendar file.")
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

    today = as_of or source_date() or datetime.now().astimezone().date()
    subjects = subject_files(paths)
    found: list[Found] = []
    ending = CLEAN
    for file, shown in Progress(len(subjects)).over(subjects):
        try:
            found += due(file, shown)
        except Exception as bug:
            own_up(bug)
            ending = COULD_NOT_RUN
    ahead = [
        one for one in found if (past_too or one.deadline.due >= today) and not (until and one.deadline.due > until)
    ]
    ahead.sort(key=lambda one: (one.deadline.due, one.location, one.deadline.what))
    written: str = import_module(f"reportgen.radar.report_{form}").report(ahead, today)
    print_utf8(written.rstrip("\n"))
    if form == "ics" and not ahead:
        say("Nothing is due: the calendar holds no event, and some programs refuse to open such a one.")
    ctx.exit(ending)
