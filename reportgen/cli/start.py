"""`reportgen schema`, `new` and `init`: what a council starts with."""

import sys
from pathlib import Path

import click

from reportgen.cli.app import commands
from reportgen.cli.endings import CouldNotRun
from reportgen.cli.places import COUNCIL, is_yaml, shown, typed
from reportgen.cli.printing import print_path, print_utf8, say
from reportgen.files import put_files

SCHEMAS = ("decision", "meeting", "council", "style")


@commands.command()
@click.argument("kind", type=click.Choice(SCHEMAS))
def schema(kind: str) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    from reportgen.scaffold.schemas import schema_text

    print_utf8(schema_text(kind))


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

    if not is_yaml(path):
        raise click.UsageError(f"`{path}` must end in .yaml, so that editors and reportgen know what it is.")
    if path.exists() or path.is_symlink():
        raise click.UsageError(f"`{path}` is there already, and was left as it is: give another name.")
    folder, files = starter_files(subject, Path.cwd() / path, _council_for(path, council))
    for made in put_files(shown(folder), files):
        print_path(shown(made))
    say(f"Fill in the blanks, then run: reportgen check {typed(path)}")


def _council_for(path: Path, stated: str | None) -> str:
    """Return the name of the council that a new file is of. Raises a usage error where it is unknown or another's."""
    from reportgen.scaffold.starter import council_above

    known = council_above(Path.cwd() / path)
    if known is None:
        if stated and stated.strip():
            return stated
        raise click.UsageError(f'There is no {COUNCIL} above `{path}` yet: give --council "Northshire Council".')
    file, name = known
    if stated and stated.split() != name.split():
        raise click.UsageError(
            f"`{shown(file)}` is that of {name}: leave --council out, or put a new council's files into a new folder."
        )
    return name


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
        raise CouldNotRun(f"`{shown(there[0])}` is there already: nothing was changed. Give a new or empty folder.")
    for made in put_files(shown(folder), files):
        print_path(shown(made))
    say(f"Next: cd {typed(folder)}, then `make check`. README.md says how to go on.")
