"""A house style that is named on the command line."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.arguments import refuse_unknown
from reportgen.cli.places import YAML, meant

if TYPE_CHECKING:
    from reportgen.house.shelf import Shelf


def style_named(named: str) -> tuple[str, "Shelf"]:
    """Return the name of a style that is given by its name or its file, and where it stands. Raises a usage error."""
    from reportgen.house.shelf import shelf_at, shelf_of

    file = Path(named)
    if file.suffix not in YAML and file.name == named and not file.is_file():
        shelf = shelf_at(Path.cwd())
        refuse_unknown("house style", named, shelf.names())
        return named, shelf
    if not file.exists():
        raise click.UsageError(f"There is no file `{file}`.{meant(file)}")
    if not file.is_file() or file.suffix != ".yaml":
        raise click.UsageError(f"`{file}` is not a house style: their names end in .yaml.")
    if not re.fullmatch(r"[\w-]+", file.stem):
        raise click.UsageError(
            f"`{file}` can't be called so: a style's name is letters, digits and hyphens, as in tower-hamlets.yaml."
        )
    return file.stem, shelf_of(file)
