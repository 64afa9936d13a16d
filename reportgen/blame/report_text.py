"""Where words come from, as text for a terminal: aligned, a line a place."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Final

from reportgen.base.source import show_path
from reportgen.blame.sources import Place, Stretch
from reportgen.document.anchors import Holds
from reportgen.history.repository import Commit
from reportgen.history.said import moment, short_day

WIDTH: Final = 100
"""How many characters a line has where no terminal says so."""
_NARROWEST: Final = 60
_GAP: Final = "  "
_SHARES: Final = (2, 1.5, 1.2, 1, 1, 1)
"""How the room is shared: the words of a paragraph have twice the room of its author."""
_DAY: Final = 3
_WHOLE: Final = (_DAY, 5)
"""The columns that are never cut: the day, in whose place a note may be, and the commit."""
_PATHS: Final = (1, 2)
"""The columns that are cut at their beginning, as the end of a path says most."""


def field_report(place: Place) -> str:
    """Return where one field stands, and each commit that its lines are from."""
    head = f"{show_path(place.path)}  {_where(place) or place.note}"
    return "\n".join([head, *(f"  {line}" for line in _columns([_commit(one) for one in place.commits]))]) + "\n"


def document_report(stretches: Iterable[Stretch], width: int = WIDTH) -> str:
    """Return a line for each place that a stretch of a document comes from, no longer than a width in characters.

    The words of a stretch stand once. What heads the columns and rows of tables is left out, as it is mostly the house
    style's.
    """
    rows: list[tuple[str, ...]] = []
    for stretch in stretches:
        if stretch.fixed_in_table:
            continue
        words = " ".join(filter(None, (stretch.number, stretch.words)))
        told = [_line(place) for place in stretch.places] or [("", _without(stretch))]
        rows += [(words if not at else "", *line) for at, line in enumerate(told)]
    return "".join(f"{line}\n" for line in _fitted(rows, max(width, _NARROWEST)))


def _line(place: Place) -> tuple[str, ...]:
    where = _where(place, short=True)
    if not place.commits:
        return (show_path(place.path), where, place.note)
    newest = place.commits[0]
    when = (short_day(newest.date), newest.author, newest.short) if newest else ("not committed yet",)
    return (show_path(place.path), where, *when)


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


def _fitted(rows: Sequence[tuple[str, ...]], width: int) -> list[str]:
    """Return rows as lines of a width at most: the widest columns are cut first, and the last of a row has the rest."""
    filled = [_filled(row) for row in rows]
    columns = range(len(_SHARES))
    widths = [max((len(row[at]) for row in filled if len(row) > at + (at < columns[-1])), default=0) for at in columns]
    note = max((len(row[-1]) for row in filled if len(row) == _DAY + 1), default=0)
    while True:
        with_commits = sum(widths) + len(_GAP) * (len(widths) - 1)
        with_notes = sum(widths[:_DAY]) + len(_GAP) * _DAY + note
        if max(with_commits, with_notes) <= width:
            return [_row(row, widths, width) for row in filled]
        cut = columns[:_DAY] if with_notes > with_commits else [at for at in columns if at not in _WHOLE]
        widths[max(cut, key=lambda at: widths[at] / _SHARES[at])] -= 1


def _filled(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row without the empty cells at its end."""
    return row[: max((at for at, cell in enumerate(row, 1) if cell), default=0)]


def _row(row: tuple[str, ...], widths: Sequence[int], width: int) -> str:
    line = ""
    for at, cell in enumerate(row):
        room = widths[at] if at < len(row) - 1 else width - len(line)
        line += _cut(cell, room, at in _PATHS and "worked out" not in cell).ljust(widths[at]) + _GAP
    return line.rstrip()


def _cut(words: str, room: int, at_beginning: bool) -> str:
    if len(words) <= room:
        return words
    return f"…{words[len(words) - room + 1 :].lstrip()}" if at_beginning else f"{words[: room - 1].rstrip()}…"
