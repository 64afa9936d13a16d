"""Tables: widths that fit the page, header rows that repeat, header cells that say what they head."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.nodes import Align, Cell, Role, Row, Table
from reportgen.document.walk import plain_text
from reportgen.write._columns import column_widths, needs_of, too_wide
from reportgen.write._heights import KEPT_WHOLE, row_height
from reportgen.write._ooxml import attribute
from reportgen.write.docx.fit import CLOSE_SIDE, SLACK
from reportgen.write.docx.measures import CELL_SIDE
from reportgen.write.docx.place import Place
from reportgen.write.docx.styles import style_serving

if TYPE_CHECKING:
    from reportgen.write.docx.body import Body

_FIRST_ROW, _FIRST_COLUMN, _NO_BANDS = 0x20, 0x80, 0x600
_USES = {Align.LEFT: "table_text", Align.CENTRE: "table_centred", Align.RIGHT: "table_number"}
_SIDES = {Align.LEFT: "", Align.CENTRE: "center", Align.RIGHT: "right"}


def _fitted(body: "Body", table: Table, width: int) -> tuple[list[int], int]:
    """Return the widths of a table's columns, and how far words stand from the sides of its cells where that is less.

    A table that no page holds unbroken is noted, and gets widths all the same.
    """
    needs = needs_of(table, body.letters_of)
    for side in (CELL_SIDE, CLOSE_SIDE):
        if (least := needs.least(side + SLACK, width)) is not None:
            return column_widths(table.columns, width, least), 0 if side == CELL_SIDE else side
    body.faults.append(too_wide(table, "Word"))
    return column_widths(table.columns, width, needs.must), CLOSE_SIDE


def write_table(body: "Body", table: Table, place: Place) -> None:
    """Write a table, its caption above it."""
    body.anchor(table.id)
    if table.caption:
        anchor, start = body.anchoring.begin(table.caption), len(body.out)
        body.paragraph("caption", body.inlines(table.caption), place)
        if anchor is not None:
            body.end_anchor(anchor, start)
    body.finish_entry(place)
    if body.after_table():
        # Word makes one table of two that touch.
        body.paragraph("table_text", "", place)
    if not table.columns:
        return
    widths, side = _fitted(body, table, place.width - place.indent)
    style = _table_style(body, table)
    dressed = body.template.styles.conditions.get(style, frozenset())
    labelled = bool(table.body) and all(
        row.cells and row.cells[0].header and row.cells[0].span == 1 for row in table.body
    )
    body.out.append(_table_start(table, style, widths, place, labelled, side))
    kept = _kept_rows(body, table, widths, side or CELL_SIDE, place)
    for at, row in enumerate(table.head):
        inside = replace(place, kept=at in kept)
        _write_row(body, table, row, widths, inside, head=at, covered="firstRow" in dressed and at == 0)
    for at, row in enumerate(table.body, len(table.head)):
        inside = replace(place, kept=at in kept)
        _write_row(body, table, row, widths, inside, head=-1, covered="firstCol" in dressed and labelled)
    body.out.append("</w:tbl>")


def _kept_rows(body: "Body", table: Table, widths: list[int], side: int, place: Place) -> frozenset[int]:
    """Return which rows stand on the page of the next: all but the last of a short table.

    Of a long one they are the first and the last but one, so that no page begins or ends with a single row.
    """
    rows = (*table.head, *table.body)
    if place.in_cell:
        return frozenset()
    size = body.letters_of("table_text")[1]
    points = [width / 20 for width in widths]
    heights = [row_height(row.cells, points, side / 20, size) for row in rows]
    if sum(heights) <= KEPT_WHOLE:
        return frozenset(range(len(rows) - 1))
    first = len(table.head) + 1
    last = len(rows) - 2
    begins = range(first) if sum(heights[: first + 1]) <= KEPT_WHOLE else range(len(table.head))
    ends = (last,) if last >= first and sum(heights[last:]) <= KEPT_WHOLE else ()
    return frozenset((*begins, *ends))


def _table_style(body: "Body", table: Table) -> str:
    use = "header_table" if table.role is Role.HEADER else "table"
    return style_serving(body.template.styles, use, body.style.word_styles.get(use, ""))


def _table_start(table: Table, style: str, widths: list[int], place: Place, labelled: bool, side: int) -> str:
    look = _NO_BANDS | (_FIRST_ROW if table.head else 0) | (_FIRST_COLUMN if labelled else 0)
    title = plain_text(table.caption) or _columns_named(table)
    described = f'<w:tblDescription w:val="{attribute(table.summary)}"/>' if table.summary else ""
    return "".join(
        (
            "<w:tbl><w:tblPr>",
            f'<w:tblStyle w:val="{style}"/>' if style else "",
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{place.indent}" w:type="dxa"/>',
            '<w:tblLayout w:type="fixed"/>',
            (
                f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
                if side
                else ""
            ),
            (
                f'<w:tblLook w:val="{look:04X}" w:firstRow="{int(bool(table.head))}" w:lastRow="0" '
                f'w:firstColumn="{int(labelled)}" '
            ),
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            f'<w:tblCaption w:val="{attribute(title)}"/>' if title else "",
            f"{described}</w:tblPr><w:tblGrid>",
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            "</w:tblGrid>",
        )
    )


def _columns_named(table: Table) -> str:
    """Return what heads the columns of a table without a caption, or the rows of one without a head."""
    cells = table.head[-1].cells if table.head else tuple(row.cells[0] for row in table.body if row.cells)
    words = (plain_text(getattr(block, "children", ())) for cell in cells for block in cell.blocks[:1])
    return ", ".join(word for word in words if word)


def _write_row(
    body: "Body", table: Table, row: Row, widths: list[int], place: Place, *, head: int, covered: bool
) -> None:
    repeated = "<w:tblHeader/>" if head >= 0 else ""
    body.out.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>")
    at = 0
    for cell in row.cells:
        if at >= len(widths):
            break
        span = max(1, min(cell.span, len(widths) - at))
        _write_cell(
            body,
            cell,
            table.columns[at].align,
            sum(widths[at : at + span]),
            span,
            place,
            head,
            covered and (at == 0 or head >= 0),
        )
        at += span
    if at < len(widths):
        _write_cell(body, Cell(()), Align.LEFT, sum(widths[at:]), len(widths) - at, place, head, covered)
    body.out.append("</w:tr>")


def _write_cell(
    body: "Body", cell: Cell, align: Align, width: int, span: int, place: Place, head: int, covered: bool
) -> None:
    use, weight, ground = _dress(body, cell, align, head, covered)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground[1:].upper()}"/>' if ground else ""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    body.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}</w:tcPr>')
    side = "" if use == _USES[align] and body.has(use) else _SIDES[align]
    anchor, before = body.anchoring.begin(cell), len(body.out)
    if (words := body.plain_cell(cell.blocks, use, weight, side, kept=place.kept)) is not None:
        body.out.append(words)
    else:
        inside = Place(width - 2 * CELL_SIDE, in_cell=True, body=use, weight=weight, align=side, kept=place.kept)
        body.blocks(cell.blocks, inside)
        if len(body.out) == before or body.after_table():
            body.paragraph(use, "", inside)
    if anchor is not None:
        body.end_anchor(anchor, before)
    body.out.append("</w:tc>")


def _dress(body: "Body", cell: Cell, align: Align, head: int, covered: bool) -> tuple[str, str, str]:
    """Return what dresses a cell: the use of its style, weight for its words, its ground.

    The table's style dresses the first header row and the first column. What it leaves is dressed by paragraph styles
    and shading, and by bold words alone in a letterhead that has no such styles.
    """
    if head < 0:
        if not cell.header or covered:
            return _USES[align], "", ""
        labels = body.has("table_label")
        return ("table_label" if labels else _USES[align]), ("" if labels else "b"), body.style.look.label_fill
    if head == 0:
        return "table_heading", ("" if covered else "b"), ""
    if body.has("table_heading_below"):
        return "table_heading_below", "", body.style.look.table_head_fill
    return "table_heading", "b", ""
