"""How high the rows of tables are, about: which tables stand whole on a page, and what is kept with them."""

from collections.abc import Iterable, Sequence
from typing import Final

from reportgen.document.nodes import Block, Cell, Paragraph, Role, Table
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.write._metrics import width

KEPT_WHOLE: Final = 230.0
"""A table that takes less than about a third of a page, in points, is kept whole. Of a longer one, two rows stand with
its head."""

# Of the size of its letters; and what is left free over and under the words of a row, in points.
_LINE_HEIGHT, _ROW_ROOM = 1.25, 9.0
# A paragraph of as many letters, before a table, says what the table is.
_INTRODUCES = 160


def row_height(cells: Iterable[Cell], widths: Sequence[float], side: float, size: float) -> float:
    """Return about how high a row is whose columns are of these widths; all lengths are points.

    `side` is how far words stand from the sides of a cell, `size` that of their letters.
    """
    lines, at = 1.0, 0
    for cell in cells:
        room = sum(widths[at : at + cell.span]) - 2 * side
        at += cell.span
        texts = [plain_text(inlines_of(block)) for block in walk(cell.blocks)]
        needed = [1 + int(width(text, size, bold=cell.header) / max(room, 4.0)) for text in texts if text]
        lines = max(lines, sum(needed) + 0.25 * max(len(needed) - 1, 0))
    return lines * _LINE_HEIGHT * size + _ROW_ROOM


def is_kept(block: Block, after: Block | None) -> bool:
    """Tell whether a paragraph stands on the page of what comes after it: a place to sign, a table that it leads to."""
    if isinstance(after, Paragraph):
        return after.role is Role.SIGNATURE
    return isinstance(after, Table) and isinstance(block, Paragraph) and len(plain_text(block.children)) <= _INTRODUCES
