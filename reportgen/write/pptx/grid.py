"""Tables on slides: how wide the columns are, how high the rows, and which rows stand on which slide."""

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.nodes import Row, Table
from reportgen.write._metrics import width
from reportgen.write.pptx.deck import LEAST_SIZE, Area, Geometry, Grid, GridCell
from reportgen.write.pptx.fit import row_pages
from reportgen.write.pptx.flow import cell_lines
from reportgen.write.pptx.measure import Rule

_SIDES = 14.4
_ENDS = 8.0
_WIDEST_WORD = 0.4
"""The most of a table's width that a column takes for its longest word."""


class Measured:
    """A table laid out for a width: its cells as paragraphs, its columns, the heights of its rows."""

    def __init__(self, table: Table, geometry: Geometry, font: str, across: float, description: str) -> None:
        self.table, self.font, self.description = table, font, description
        small = replace(geometry, sizes=(LEAST_SIZE,))
        self._plain, self._bold = Rule(small, font), Rule(small, font, bold=True)
        self.head = [_cells(row, table) for row in table.head]
        self.body = [_cells(row, table) for row in table.body]
        self.across = across
        self.widths = self._columns()
        self.heights = [self._height(row, head=False) for row in self.body]
        self.head_heights = [self._height(row, head=True) for row in self.head]

    @property
    def head_height(self) -> float:
        """Return the height of the rows that each slide repeats."""
        return sum(self.head_heights)

    def _columns(self) -> tuple[float, ...]:
        """Return the widths of the columns: their shares, but none narrower than its longest word."""
        count = len(self.table.columns)
        least = [_SIDES + 2 * LEAST_SIZE] * count
        for rows, bold in ((self.head, True), (self.body, False)):
            for row in rows:
                at = 0
                for cell in row:
                    if cell.span == 1 and at < count:
                        least[at] = max(least[at], self._longest_word(cell, bold=bold or cell.header))
                    at += cell.span
        most = max(self.across * _WIDEST_WORD, self.across / count)
        least = [min(wide, most) for wide in least]
        scale = min(1.0, self.across / sum(least))
        return _shared(self.across, [column.share for column in self.table.columns], [w * scale for w in least])

    def _longest_word(self, cell: GridCell, *, bold: bool) -> float:
        rule = self._bold if bold else self._plain
        words = (
            rule.indent(line) + width(word, LEAST_SIZE, bold=bold or run.bold, font=self.font)
            for line in cell.lines
            for run in line.runs
            for word in run.text.split()
        )
        return _SIDES + max(words, default=0.0) + 1

    def _height(self, row: Sequence[GridCell], *, head: bool) -> float:
        tallest = LEAST_SIZE * 1.2
        at = 0
        for cell in row:
            room = sum(self.widths[at : at + cell.span]) - _SIDES
            rule = self._bold if head or cell.header else self._plain
            tallest = max(tallest, rule.total(cell.lines, room))
            at += cell.span
        return tallest + _ENDS

    def pages(self, first: float, rest: float) -> list[tuple[int, ...]]:
        """Return the body rows of each slide, by position."""
        return row_pages(self.heights, self.head_height, first, rest)

    def grid(self, rows: Sequence[int], left: float, top: float) -> Grid:
        """Return the table of one slide: the head and these rows."""
        heights = (*self.head_heights, *(self.heights[at] for at in rows))
        return Grid(
            self.widths,
            (*(tuple(row) for row in self.head), *(tuple(self.body[at]) for at in rows)),
            heights,
            len(self.head),
            bool(self.body) and all(row and row[0].header for row in self.body),
            self.description,
            Area(left, top, self.across, sum(heights)),
        )


def _cells(row: Row, table: Table) -> list[GridCell]:
    """Return the cells of a row; a row that is short of cells has empty ones at its end."""
    cells: list[GridCell] = []
    at, columns = 0, len(table.columns)
    for cell in row.cells:
        span = max(1, min(cell.span, columns - at))
        cells.append(GridCell(cell_lines(cell.blocks), span, table.columns[at].align, cell.header))
        at += span
        if at >= columns:
            break
    return cells + [GridCell(())] * (columns - at)


def _shared(across: float, shares: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Return a width shared out; what would be narrower than its least gets that, and the others share the rest."""
    fixed: dict[int, float] = {}
    while True:
        free = across - sum(fixed.values())
        total = sum(share for at, share in enumerate(shares) if at not in fixed) or 1.0
        narrow = {
            at: least[at]
            for at, share in enumerate(shares)
            if at not in fixed and free * share / total < least[at] - 0.01
        }
        fixed |= narrow
        if not narrow or len(fixed) == len(shares):
            break
    found = [fixed.get(at, free * share / total) for at, share in enumerate(shares)]
    scale = across / (sum(found) or 1.0)
    return tuple(wide * scale for wide in found)
