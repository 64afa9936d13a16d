"""Shapes of slides as XML: frames, boxes of text, tables."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.document.nodes import Align
from reportgen.style.style import Look
from reportgen.write._office_theme import plain_hex
from reportgen.write._ooxml import A, R, attribute, escape
from reportgen.write.pptx.deck import Area, Grid, GridCell
from reportgen.write.pptx.paragraphs import Hand
from reportgen.write.pptx.template import EMU, TABLE_STYLE, P, place

DECLARED = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'


def plain(text: str, language: str, look: str = "") -> str:
    """Return plain words as a paragraph."""
    return f'<a:p><a:r><a:rPr lang="{attribute(language)}"{look}/><a:t>{escape(text)}</a:t></a:r></a:p>'


def running(number: int, name: str, kind: str, at: int, paragraph: str) -> str:
    """Return a footer or slide number: a placeholder of its kind, at its index in the layout."""
    return (
        f'<p:sp {DECLARED}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{at}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraph}</p:txBody></p:sp>"
    )


def text_box(number: int, name: str, area: Area) -> str:
    """Return a box of text, empty so far."""
    return (
        f'<p:sp {DECLARED}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(area)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="square"><a:noAutofit/></a:bodyPr><a:lstStyle/></p:txBody></p:sp>'
    )


def frame(number: int, name: str, described: str, holder: str, area: Area, graphic: str) -> str:
    """Return the frame of a table or chart: its alternative text, and the element that ties it to a placeholder."""
    return (
        f'<p:graphicFrame {DECLARED}><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{attribute(name)}" '
        f'descr="{attribute(described)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"<p:nvPr>{holder}</p:nvPr></p:nvGraphicFramePr>{place(area, 'p:xfrm')}<a:graphic>{graphic}</a:graphic>"
        "</p:graphicFrame>"
    )


# Tables --------------------------------------------------------------------------------------------------------

_SIDES = {Align.CENTRE: "ctr", Align.RIGHT: "r"}


def grid_frame(grid: Grid, number: int, holder: str, hand: Hand, look: Look) -> str:
    """Return a table in its frame."""
    flags = f' firstRow="{int(grid.head > 0)}" firstCol="{int(grid.row_headers)}"'
    columns = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in grid.widths)
    rows = "".join(
        f'<a:tr h="{round(height * EMU)}">{"".join(_cells(row, hand, look if at < grid.head else None))}</a:tr>'
        for at, (row, height) in enumerate(zip(grid.rows, grid.heights, strict=True))
    )
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f"<a:tblPr{flags}><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{rows}"
        "</a:tbl></a:graphicData>"
    )
    return frame(number, "Table", grid.description, holder, grid.area, graphic)


def _cells(row: Iterable[GridCell], hand: Hand, head: Look | None) -> Iterator[str]:
    """Yield the cells of a row; one of the head has its colours written out, as a table style knows one row of head."""
    colour = plain_hex(head.table_head_text) if head else ""
    fill = f'<a:solidFill><a:srgbClr val="{plain_hex(head.table_head_fill)}"/></a:solidFill>' if head else ""
    stands = "b" if head else "t"
    for cell in row:
        side = "" if cell.align is Align.LEFT else _SIDES[cell.align]
        bold = head is not None or cell.header
        text = replace(hand, side=side, bold=bold, colour=colour).write(cell.lines)
        span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
        yield (
            f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
            f'<a:tcPr marL="91440" marR="91440" marT="50800" marB="50800" anchor="{stands}">{fill}</a:tcPr></a:tc>'
        )
        for _ in range(cell.span - 1):
            yield f'<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr>{fill}</a:tcPr></a:tc>'
