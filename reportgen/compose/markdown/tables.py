"""Tables: a row of headings, a row of dashes, and rows of cells between pipes."""

import re
from xml.etree.ElementTree import Element, SubElement

from reportgen.compose.markdown.blocks import LineParser, LineProcessor
from reportgen.compose.markdown.inlines import inline_text
from reportgen.compose.markdown.lines import TemplateFault, is_blank, number_of
from reportgen.document.nodes import Align

_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[ \t]*:?-+:?[ \t]*")


class TableProcessor(LineProcessor):
    """Reads tables, whether or not pipes stand at the ends of their rows."""

    def __init__(self, parser: LineParser, *, template: bool) -> None:
        super().__init__(parser)
        self._template = template

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a table starts: a row with a pipe, and under it a row of as many dashes."""
        if "|" not in lines[at] or at + 1 >= len(lines) or "-" not in lines[at + 1]:
            return False
        dashes = _cells(lines[at + 1])
        return (
            _PIPE.search(lines[at + 1]) is not None
            and all(_DASHES.fullmatch(cell) for cell in dashes)
            and len(_cells(lines[at])) == len(dashes)
        )

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the table. Headings that are all empty are no header row."""
        headings, dashes = _cells(lines[0]), _cells(lines[1])
        del lines[:2]
        table = SubElement(parent, "table", align=" ".join(_align(cell) for cell in dashes))
        if any(headings):
            _add_row(SubElement(table, "head"), headings)
        body = SubElement(table, "body")
        while lines and not is_blank(lines[0]) and _PIPE.search(lines[0]):
            _add_row(body, self._row(lines.pop(0), len(dashes)))

    def _row(self, line: str, columns: int) -> list[str]:
        cells = _cells(line)
        if len(cells) > columns and self._template:
            raise TemplateFault(
                number_of(line),
                f"This row of the table has {len(cells)} cells, and its header row has {columns}.",
                r"a pipe inside a cell is written \|",
            )
        # Nothing that an officer wrote is dropped: what is beyond the last column stays in it, as typed.
        return [*cells[: columns - 1], " | ".join(cells[columns - 1 :]), *[""] * (columns - len(cells))][:columns]


def _cells(line: str) -> list[str]:
    cells = [cell.strip(" \t") for cell in _PIPE.split(line.strip(" \t"))]
    if len(cells) > 1 and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return cells


def _align(dashes: str) -> Align:
    dashes = dashes.strip(" \t")
    if not dashes.endswith(":"):
        return Align.LEFT
    return Align.CENTRE if dashes.startswith(":") else Align.RIGHT


def _add_row(part: Element, cells: list[str]) -> None:
    row = SubElement(part, "row")
    for words in cells:
        SubElement(row, "cell").text = inline_text(words)
