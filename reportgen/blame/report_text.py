"""Where words come from, as text: a paragraph by its words, and below them a line for each place that they are from.

Nothing of a place is ever cut: where a line has no room for who wrote it and when, that stands on a line of its own.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from reportgen.base.source import show_path
from reportgen.blame.sources import Place, Stretch
from reportgen.document.anchors import Holds
from reportgen.history.repository import Commit
from reportgen.history.said import broken, moment, short_day

_UNCOMMITTED: Final = "not committed yet"
_INDENT: Final = "    "
_GAP: Final = "  "
_NARROWEST: Final = 60


class _Told(NamedTuple):
    """What is told of a place: who wrote it and when, in columns, where git knows of it; and which place it is."""

    who: tuple[str, ...]
    place: str


def field_report(place: Place) -> str:
    """Return where one field stands, who wrote each of its lines, and the commits that these are from."""
    parts = [f"{show_path(place.path)}  {_whole(place)}"]
    if place.lines:
        last = len(str(place.last))
        rows = [(f"{one.number:>{last}}", _GAP.join(_who((one.commit,))), one.words) for one in place.lines]
        parts.append("\n".join(_columns(rows)))
    if any(place.commits):
        parts.append("\n".join(_columns([_commit(one) for one in place.commits if one])))
    return "\n\n".join(parts) + "\n"


def document_report(stretches: Iterable[Stretch], file: str, width: int | None = None, *, whole: bool = False) -> str:
    """Return the stretches of a document of a file, each by its words and with the places that these come from.

    `width` is that of the terminal, None where there is none: then no words are left out and no line is broken. With
    `whole` the words are told to the end, on several lines. What heads the columns and rows of tables is left out, as
    it is mostly the house style's.
    """
    width = max(width, _NARROWEST) if width is not None else None
    stretches = [stretch for stretch in stretches if not stretch.fixed_in_table]
    told = [[_told(place, file) for place in stretch.places] for stretch in stretches]
    whose = [one.who for each in told for one in each if one.who]
    widths = [max((len(who[at]) for who in whose if len(who) > 1), default=0) for at in range(3)]
    room = max((len(one.place) for each in told for one in each if one.who), default=0)
    is_wide = width is None or len(_INDENT) + sum(widths) + 3 * len(_GAP) + room <= width
    lines = [
        line
        for stretch, each in zip(stretches, told, strict=True)
        for line in (*_words(stretch, width, whole), *(_in_rows(each, widths) if is_wide else _in_groups(each)))
    ]
    return f"{file}\n\n" + "".join(f"{broken(line, width)}\n" for line in lines)


def _words(stretch: Stretch, width: int | None, whole: bool) -> list[str]:
    """Return the words of a stretch as lines: the first of them, as far as there is room, unless all are wanted."""
    words = " ".join(filter(None, (stretch.number, stretch.words)))
    lines = [words if whole or width is None else textwrap.shorten(words, width, placeholder=" …")]
    if not stretch.places:
        own = "left out of this copy" if stretch.holds is Holds.NOTICE else "words of reportgen's own"
        lines.append(f"{_INDENT}{own}")
    return lines


def _told(place: Place, file: str) -> _Told:
    at = "" if place.file == file or place.worked_out else place.file
    if place.first:
        at = f"{at}:{place.first}" if at else _lines(place)
    told = [show_path(place.path), at, f"worked out: {place.worked_out}" if place.worked_out else place.note]
    return _Told(_who(place.commits), ", ".join(filter(None, told)))


def _lines(place: Place) -> str:
    return f"lines {place.first}-{place.last}" if place.last > place.first else f"line {place.first}"


def _in_rows(told: Sequence[_Told], widths: Sequence[int]) -> Iterator[str]:
    """Yield a line for each place: who wrote it in columns, and the place behind them."""
    columns = max(sum(widths) + len(_GAP) * (len(widths) - 1), len(_UNCOMMITTED))
    for one in told:
        who = _GAP.join(cell.ljust(widths[at]) if len(one.who) > 1 else cell for at, cell in enumerate(one.who))
        yield f"{_INDENT}{who.ljust(columns)}{_GAP}{one.place}" if one.who else f"{_INDENT}{one.place}"


def _in_groups(told: Sequence[_Told]) -> Iterator[str]:
    """Yield a line for who wrote what follows, and one for each place below it."""
    for who, places in groupby(told, lambda one: one.who):
        if who:
            yield f"{_INDENT}{_GAP.join(who)}"
        yield from (f"{_INDENT * 2 if who else _INDENT}{one.place}" for one in places)


def _whole(place: Place) -> str:
    """Return where a field stands, with its file's name, or that it stands nowhere."""
    if place.worked_out:
        return f"worked out: {place.worked_out}"
    if not place.first:
        return place.note
    return f"{place.file}:{place.first}" + (f"-{place.last}" if place.last > place.first else "")


def _who(commits: Sequence[Commit | None]) -> tuple[str, ...]:
    """Return when the newest of some commits was made, its hash and its author; nothing where there is none."""
    if not commits:
        return ()
    newest = commits[0]
    if newest is None:
        return (f"{_UNCOMMITTED}, in part" if len(commits) > 1 else _UNCOMMITTED,)
    more = f" (newest of {len(commits)} commits)" if len(commits) > 1 else ""
    return short_day(newest.date), newest.short, f"{newest.author}{more}"


def _commit(commit: Commit) -> tuple[str, ...]:
    return moment(commit.date), commit.author, commit.short, commit.subject


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as lines whose columns stand under one another; the last of a row may be as long as it likes."""
    widths = [max((len(row[at]) for row in rows if len(row) > at + 1), default=0) for at in range(max(map(len, rows)))]
    return [
        f"  {_GAP.join([*(cell.ljust(widths[at]) for at, cell in enumerate(row[:-1])), row[-1]])}".rstrip()
        for row in rows
    ]
