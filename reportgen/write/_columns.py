"""How wide the columns of a table are, in twips: their shares of its width, and what their words need."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.document.nodes import Column, Table
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.write._metrics import widest_word
from reportgen.write.writer import Fault

_NARROWEST = 240
# Cells with no more letters than this hold a figure, a date or a word or two, which are read at a glance.
_SHORT = 24


def column_widths(columns: tuple[Column, ...], width: int, least: Sequence[int] = ()) -> list[int]:
    """Return the widths of columns in twips: their shares of a width, which they fill to the last twip.

    None is narrower than its `least`; where the width has no room for these, they are the shares.
    """
    shares = [max(column.share, 0.0) for column in columns]
    if not sum(shares) > 0:
        shares = [1.0] * len(columns)
    room = max(width, _NARROWEST * len(columns))
    floors = [max(wanted, _NARROWEST) for wanted in (least or [_NARROWEST] * len(columns))]
    if sum(floors) >= room:
        return _filled(floors, floors, room)
    held: set[int] = set()
    while True:
        left = room - sum(floors[at] for at in held)
        sharing = sum(share for at, share in enumerate(shares) if at not in held)
        parts = [floors[at] if at in held else left * share / sharing for at, share in enumerate(shares)]
        short = {at for at, part in enumerate(parts) if part < floors[at]}
        if not short:
            return _filled(parts, floors, room)
        held |= short


def _filled(parts: Sequence[float], floors: Sequence[int], room: int) -> list[int]:
    """Return parts as whole twips that fill the room; what rounding adds is taken where there is most to spare."""
    scale = room / sum(parts)
    widths = [max(math.ceil(part * scale), _NARROWEST) for part in parts]
    spare = [width - floor for width, floor in zip(widths, floors, strict=True)]
    widths[spare.index(max(spare))] += room - sum(widths)
    return widths


@dataclass(frozen=True, slots=True)
class Needs:
    """What the words of each column need in twips: those that may not be broken, and those that had better not be."""

    must: tuple[int, ...]
    may: tuple[int, ...]

    def least(self, side: int, width: int) -> list[int] | None:
        """Return the least widths of columns with this much beside their words; None where a width can't hold them."""
        must = [need + 2 * side for need in self.must]
        spare = width - sum(must)
        if spare < 0:
            return None
        more = [max(may - need, 0) for may, need in zip(self.may, self.must, strict=True)]
        share = min(1.0, spare / sum(more)) if sum(more) else 0.0
        return [need + int(extra * share) for need, extra in zip(must, more, strict=True)]


Letters = Callable[[str], tuple[str, float]]
"""What returns the font and the size in points of `table_heading` and `table_text`."""


def needs_of(table: Table, letters_of: Letters) -> Needs:
    """Return what the words of a table need: heads and short cells must not be broken inside a word."""
    heads, short, others = _words_of(table)
    return Needs(_must(heads, short, letters_of), tuple(_widest(cells, *letters_of("table_text")) for cells in others))


def unbroken(table: Table, letters_of: Letters) -> tuple[int, ...]:
    """Return what the words of each column of a table need in twips that may not be broken."""
    heads, short, _ = _words_of(table)
    return _must(heads, short, letters_of)


def _must(heads: list[list[str]], short: list[list[str]], letters_of: Letters) -> tuple[int, ...]:
    heading, text = letters_of("table_heading"), letters_of("table_text")
    return tuple(
        max(_widest(head, *heading, bold=True), _widest(cells, *text)) for head, cells in zip(heads, short, strict=True)
    )


def _widest(texts: list[str], font: str, size: float, *, bold: bool = False) -> int:
    # A twip is a twentieth of a point; one more makes good what rounding takes.
    return round(20 * widest_word(texts, size, bold=bold, font=font)) + 1 if texts else 0


def _words_of(table: Table) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """Return the words of each column's heads, of its short cells and of the others."""
    heads: list[list[str]] = [[] for _ in table.columns]
    short: list[list[str]] = [[] for _ in table.columns]
    others: list[list[str]] = [[] for _ in table.columns]
    for row in (*table.head, *table.body):
        at = 0
        for cell in row.cells:
            if cell.span == 1 and at < len(table.columns):
                words = " ".join(plain_text(inlines_of(block)) for block in walk(cell.blocks))
                (heads if cell.header else short if len(words) <= _SHORT else others)[at].append(words)
            at += max(1, cell.span)
    return heads, short, others


def too_wide(table: Table, where: str) -> Fault:
    """Return the fault of a table that no page holds unbroken; `where` is Word or the PDF."""
    return Fault(
        table.origin,
        f"A table of {len(table.columns)} columns is too wide for the page: in {where} some of its words are broken.",
        "shorten the labels that head its columns, or leave one out",
        "TABLE-FIT",
    )
