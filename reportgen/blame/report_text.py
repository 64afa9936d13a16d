"""Where words come from, as text for a terminal: aligned, a line a place."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from reportgen.base.source import show_path
from reportgen.blame.sources import Place, Stretch
from reportgen.document.anchors import Holds
from reportgen.history.repository import Commit
from reportgen.history.said import moment

_LONGEST = 44
"""How many characters of a stretch's words are shown."""


def field_report(place: Place) -> str:
    """Return where one field stands, and each commit that its lines are from."""
    head = f"{show_path(place.path)}  {_where(place) or place.note}"
    return "\n".join([head, *(f"  {line}" for line in _columns([_commit(one) for one in place.commits]))]) + "\n"


def document_report(stretches: Iterable[Stretch]) -> str:
    """Return a line for each place that a stretch of a document comes from; the words of a stretch stand once.

    What heads the columns and rows of tables is left out, as it is mostly the house style's.
    """
    rows: list[tuple[str, ...]] = []
    for stretch in stretches:
        if stretch.fixed_in_table:
            continue
        words = _short(" ".join(filter(None, (stretch.number, stretch.words))))
        told = [_line(place) for place in stretch.places] or [(_without(stretch), "", "")]
        rows += [(words if not at else "", *line) for at, line in enumerate(told)]
    return "".join(f"{line}\n" for line in _columns(rows))


def _line(place: Place) -> tuple[str, ...]:
    newest = _commit(place.commits[0])[:3] if place.commits else (place.note,)
    where = _where(place, short=bool(place.path))
    return (show_path(place.path), *filter(None, (where,)), *newest)


def _without(stretch: Stretch) -> str:
    return "left out of this copy" if stretch.holds is Holds.NOTICE else "words of reportgen's own"


def _where(place: Place, *, short: bool = False) -> str:
    if place.worked_out:
        return f"worked out: {place.worked_out}"
    file = PurePath(place.file).name if short else place.file
    if not place.first:
        return file
    return f"{file}:{place.first}" + (f"-{place.last}" if place.last > place.first else "")


def _commit(commit: Commit | None) -> tuple[str, ...]:
    if commit is None:
        return ("not committed yet",)
    return moment(commit.date), commit.author, commit.short, commit.subject


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as lines whose columns stand under one another; the last of a row may be as long as it likes."""
    widths: list[int] = []
    for row in rows:
        for at, cell in enumerate(row[:-1]):
            widths[at:] = widths[at:] or [0]
            widths[at] = max(widths[at], len(cell))
    return [
        "  ".join([*(cell.ljust(widths[at]) for at, cell in enumerate(row[:-1])), row[-1]]).rstrip() for row in rows
    ]
