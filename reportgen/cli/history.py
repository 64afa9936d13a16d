"""`reportgen history`: the commits that changed a decision, and in words which facts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.app import commands
from reportgen.cli.arguments import form_option
from reportgen.cli.endings import CLEAN, CouldNotRun
from reportgen.cli.places import COUNCIL, is_yaml, one_subject, shown
from reportgen.cli.printing import print_utf8, terminal_width

if TYPE_CHECKING:
    from reportgen.history.repository import Repository


@commands.command()
@click.argument("subject", metavar="SUBJECT", type=click.Path(path_type=Path))
@click.option("--from", "since", metavar="REV", help="Only commits after this one: a hash, branch, tag or HEAD~5.")
@click.option("--to", "until", metavar="REV", help="Only commits up to this one; else up to what the file says now.")
@form_option("text", "md", "json")
@click.pass_context
def history(ctx: click.Context, subject: Path, since: str | None, until: str | None, form: str) -> None:
    """List the commits that changed a decision or meeting file, or a council's, and in words which facts.

    What is not committed yet comes first. For officers: it names what is exempt.
    """
    from importlib import import_module

    from reportgen.history.entries import history_of
    from reportgen.history.repository import HistoryError, repository_of
    from reportgen.pipeline import style_for

    path = subject
    try:
        repository = repository_of(path)
        if not (subject.name == COUNCIL and subject.is_file()) and not _is_gone(repository, subject):
            path = one_subject(subject)
        if repository is None:
            raise HistoryError(
                f"`{shown(path)}` is in no git repository, so nothing is kept of what it said before: `git init` in "
                "the folder of your decisions begins one."
            )
        found = history_of(repository, path, style_for(path, shown(path).as_posix()), since, until)
    except HistoryError as fault:
        raise CouldNotRun(str(fault)) from fault
    width = {"width": terminal_width()} if form == "text" else {}
    written: str = import_module(f"reportgen.history.report_{form}").report(shown(path).as_posix(), found, **width)
    print_utf8(written.rstrip("\n"))
    ctx.exit(CLEAN)


def _is_gone(repository: "Repository | None", subject: Path) -> bool:
    """Return whether a file is no longer there, but git has kept it."""
    return repository is not None and is_yaml(subject) and not subject.exists() and bool(repository.commits(subject))
