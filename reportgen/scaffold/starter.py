"""A new decision or meeting file, and what it stands on where that isn't there yet."""

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path, PurePosixPath

from reportgen.load.subjects import COUNCIL_FILE, find_council_file
from reportgen.load.yaml_file import read_source
from reportgen.scaffold.names import in_the_name_of
from reportgen.scaffold.schemas import schema_files

Files = list[tuple[PurePosixPath, bytes]]

_SCHEMAS = ".schemas"


def starter_files(subject: str, path: Path, council: str) -> tuple[Path, Files]:
    """Return a folder and the files to put below it: the starter, and the council file and schemas it wants.

    The council file is the nearest above the starter, or a new one beside it; the schemas stand in the nearest
    `.schemas` folder above it, or in a new one beside the council file.
    """
    known_council = find_council_file(path)
    home = known_council.parent if known_council else path.parent
    known_schemas = next((folder for folder in _within_repository(path) if (folder / _SCHEMAS).is_dir()), None)
    schemas = (known_schemas or home) / _SCHEMAS
    text = starter_text(subject, council, _way(path.parent, schemas))
    files = [(path.relative_to(home), _as_named(text, path.stem) if subject == "meeting" else text)]
    if known_council is None:
        files.append((Path(COUNCIL_FILE), council_file(council, _way(home, schemas))))
    if known_schemas is None:
        files += [(Path(_SCHEMAS) / name, content) for name, content in schema_files()]
    return home, [(PurePosixPath(name.as_posix()), content) for name, content in files]


def council_above(path: Path) -> tuple[Path, str] | None:
    """Return the council file in a file's folder or the nearest above it, and the name in it; None where there is none.

    A council file that names no council counts as none.
    """
    file = find_council_file(path)
    source = read_source(file, COUNCIL_FILE)[0] if file else None
    name = source.tree.get("name") if source and isinstance(source.tree, dict) else None
    return (file, name) if file and isinstance(name, str) else None


def _within_repository(path: Path) -> Iterator[Path]:
    """Yield the folders above a file, the nearest first, no higher than one that holds `.git`."""
    for folder in path.parents:
        yield folder
        if (folder / ".git").exists():
            break


_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(.+))?")
_SMALL_WORDS = frozenset({"and", "of", "for", "the", "on", "in", "to"})


def _as_named(text: bytes, stem: str) -> bytes:
    """Return the starter of a meeting with the date and the body that its name has: `2026-12-16-cabinet`."""
    named = _DATED.fullmatch(stem)
    if named is None or not _is_date(named[1]):
        return text
    words = re.findall(r"[^\W_]+", named[2] or "")
    body = " ".join(word if word in _SMALL_WORDS and at else word.capitalize() for at, word in enumerate(words))
    for field, value in (("date", named[1]), ("body", body)):
        if value:
            text = re.sub(rb"(?m)^%s:  # fill in: .*$" % field.encode(), f"{field}: {value}".encode(), text, count=1)
    return text


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def starter_text(subject: str, council: str, schemas: str) -> bytes:
    """Return the starter of a `decision` or a `meeting` file, `schemas` being the way from it to the schemas."""
    return _starter(f"{subject}.yaml", council, schemas).encode()


def council_file(council: str, schemas: str, style: str = "default") -> bytes:
    """Return the file of a council, with its house style."""
    text = _starter(COUNCIL_FILE, council, schemas)
    return (
        text.replace(f"name: {council}", f"name: {_quoted(council)}")
        .replace("style: default", f"style: {style}")
        .encode()
    )


def _starter(name: str, council: str, schemas: str) -> str:
    text = (resources.files("reportgen.scaffold") / "starters" / name).read_text("utf-8")
    return in_the_name_of(council, text).replace("$schema=", f"$schema={schemas}/", 1)


def _quoted(name: str) -> str:
    """Return a name as YAML reads it as text, whatever it holds: in double quotes where it needs them."""
    plain = all(character.isalnum() or character in " -'.,&()" for character in name) and name[0].isalpha()
    return name if plain else json.dumps(name, ensure_ascii=False)


def _way(start: Path, end: Path) -> str:
    """Return the way from one folder to another, as an editor follows it."""
    return Path(os.path.relpath(end, start)).as_posix()
