"""What a paper relies on besides its own text: files of the folder, and the commit that the folder stands on."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reportgen import pipeline
from reportgen.history.repository import HistoryError, repository_of
from reportgen.load.subjects import COUNCIL_FILE, find_council_file
from reportgen.serve.folder import Folder, stamp_of

_ITEMS: Final = re.compile(rb"^items:", re.MULTILINE)


def relied_on(folder: Folder, file: str, raw: bytes | None) -> dict[str, str]:
    """Return what changes when another file that a paper takes words from does, and the commit; empty where none is.

    Those are the council's file, the house styles and templates of its repository, and for a meeting the papers of the
    council. `raw` is what the file holds.
    """
    place = folder.place(file)
    stamps = [(str(path), *stamp_of(path)) for path in _others(folder, place, raw or b"")]
    return {"beside": hashlib.sha256(repr(stamps).encode()).hexdigest()[:16], "head": _head(place)}


def _others(folder: Folder, place: Path, raw: bytes) -> Iterator[Path]:
    council = find_council_file(place)
    if council is not None and place.name != COUNCIL_FILE:
        yield council
        if place.parent.name == "meetings" or _ITEMS.search(raw):
            yield from (paper for paper in folder.below(council.parent) if paper != place)
    for own in pipeline.own_templates(place):
        yield from sorted(own.rglob("*"))


def _head(place: Path) -> str:
    """Return the hash of the commit that a file's folder stands on, empty where it has none or git can't say."""
    try:
        repository = repository_of(place)
        return (repository.head or "") if repository is not None else ""
    except HistoryError:
        return ""
