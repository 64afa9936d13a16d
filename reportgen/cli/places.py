"""The files that are named on the command line, and how files are shown."""

import os
import re
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from reportgen.cli.printing import say

YAML = (".yaml", ".yml")


COUNCIL = "council.yaml"


# Folders below which no decision lies, wherever `reportgen check .` is run.
_NO_DECISIONS = {"templates", "node_modules", "build", "dist"}


def subject_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the decision and meeting files that the paths name or hold, each once.

    A folder that holds none is said to, and is no fault: a new repository has none yet.
    """
    from reportgen.base.source import real_path
    from reportgen.load.subjects import misnamed

    files: dict[Path, Path] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"There is no file or folder `{path}`.{meant(path)}")
        if path.is_dir():
            within = tuple(files_below(path))
            if not within:
                start = "`reportgen new decision` starts one"
                say(f"There is no decision or meeting file (.yaml) in `{path}` yet: {start}.")
        elif path.name == COUNCIL:
            raise click.UsageError(
                f"`{path}` is read with the council's decisions: name one of those, or their folder."
            )
        elif not (is_yaml(path) or misnamed(path)):
            raise click.UsageError(f"`{path}` is not a decision or meeting file: their names end in .yaml.")
        else:
            within = (path,)
        for file in within:
            files.setdefault(real_path(file), file)
    return tuple(files.values())


def one_subject(path: Path) -> Path:
    """Return the one decision or meeting file that is named. Raises a usage error for a folder or what isn't there."""
    if path.is_dir():
        raise click.UsageError(f"`{path}` is a folder: name one decision or meeting file.")
    if not path.exists():
        raise click.UsageError(f"There is no file `{path}`.{meant(path)}")
    return subject_files((path,))[0]


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the YAML files of a folder and those below it, in order; hidden ones and council files aside.

    A YAML file that was saved with `.txt` after its name is among them, so that its reader can say so.
    """
    from reportgen.load.subjects import misnamed

    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.name not in _NO_DECISIONS and not path.is_symlink():
            yield from files_below(path)
        elif (is_yaml(path) or misnamed(path)) and path.name != COUNCIL and (path.is_file() or path.is_symlink()):
            yield path


def is_yaml(path: Path) -> bool:
    """Return whether a file is named as decision and meeting files are."""
    return path.suffix.lower() in YAML


def meant(path: Path) -> str:
    """Return a sentence naming the file beside it whose name is nearest, or nothing."""
    from reportgen.base.suggest import nearest

    folder = path.parent
    near = nearest(path.name, (other.name for other in folder.iterdir())) if folder.is_dir() else None
    return f" Did you mean `{folder / near}`?" if near else ""


def shown(path: Path) -> Path:
    """Return a path as people read it: from the current folder where it lies below that."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link is shown by its own name, not its target's
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole


def shown_name(name: str) -> str:
    """Return the name of a file as people read it; one that is not a whole path is that already."""
    return shown(Path(name)).as_posix() if Path(name).is_absolute() else name


def typed(path: Path) -> str:
    """Return a path as it is typed on the command line: in quotation marks where it needs them."""
    plain = re.fullmatch(r"[\w./\\:~+-]+", str(path))
    return str(path) if plain else shlex.quote(str(path)) if os.name == "posix" else f'"{path}"'


def same_place(one: str, other: str) -> str:
    """Return what is said of two files whose documents would have the same names."""
    return f"`{one}` and `{other}` would write their documents to the same place: give one of them another name."
