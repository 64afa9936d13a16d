"""Where words come from, as JSON for other programs."""

import json
from collections.abc import Iterable
from typing import Any

from reportgen.base.source import show_path
from reportgen.blame.sources import Place, Stretch
from reportgen.history.repository import Commit


def field_report(place: Place) -> str:
    """Return where one field stands, and each of its lines."""
    lines = [{"line": one.number, "words": one.words, "commit": one.commit and one.commit.hash} for one in place.lines]
    return _written({**_place(place), "lines": lines})


def document_report(stretches: Iterable[Stretch]) -> str:
    """Return where every stretch of a document comes from; `commits` are the newest first, null what is in none."""
    return _written(
        {
            "paragraphs": [
                {
                    "id": stretch.id,
                    "number": stretch.number,
                    "words": stretch.words,
                    "holds": stretch.holds.value,
                    "comes_from": [_place(place) for place in stretch.places],
                }
                for stretch in stretches
            ]
        }
    )


def _place(place: Place) -> dict[str, Any]:
    return {
        "path": show_path(place.path),
        "file": place.file,
        "first_line": place.first,
        "last_line": place.last,
        "worked_out": place.worked_out,
        "note": place.note,
        "commits": [_commit(commit) for commit in place.commits],
    }


def _commit(commit: Commit | None) -> dict[str, str] | None:
    if commit is None:
        return None
    return {
        "commit": commit.hash,
        "author": commit.author,
        "date": commit.date.isoformat(),
        "subject": commit.subject,
    }


def _written(held: dict[str, Any]) -> str:
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
