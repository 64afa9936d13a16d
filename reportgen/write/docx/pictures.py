"""Pictures and charts as they stand in a paragraph: inline, with their size and alternative text."""

from reportgen.document.nodes import Chart, ChartKind, Picture
from reportgen.write._ooxml import PIC, WP, A, C, R, attribute
from reportgen.write.docx.measures import EMU_PER_PIXEL, EMU_PER_TWIP

_EMU_PER_CM = 360_000
_NO_TALLER = 20 * _EMU_PER_CM


def chart_height(chart: Chart, *, titled: bool) -> int:
    """Return the height that a chart needs, in EMU: bars each their own line, columns and lines a band of 7.5 cm."""
    extra = (0.9 if titled else 0.0) + (0.9 if len(chart.series) > 1 else 0.0)
    if chart.kind is ChartKind.BAR:
        bars = len(chart.categories) * (0.45 + 0.5 * max(len(chart.series), 1))
        axis = 1.0 if chart.value_title else 0.4
        return min(round((bars + axis + extra) * _EMU_PER_CM), _NO_TALLER)
    return round((7.0 + extra + (0.6 if chart.category_title else 0.0)) * _EMU_PER_CM)


def picture_size(picture: Picture, room: int) -> tuple[int, int]:
    """Return the width and height of a picture in EMU: its natural size, or less where the room (twips) is less."""
    width, height = max(picture.width, 1) * EMU_PER_PIXEL, max(picture.height, 1) * EMU_PER_PIXEL
    share = min(1.0, room * EMU_PER_TWIP / width, _NO_TALLER / height)
    return max(round(width * share), 1), max(round(height * share), 1)


def drawing(kind: str, relationship: str, number: int, size: tuple[int, int], title: str, alternative: str) -> str:
    """Return the element that shows a chart or picture inline, described for those who can't see it."""
    width, height = size
    if kind == "chart":
        shown = f'<a:graphicData uri="{C}"><c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{relationship}"/></a:graphicData>'
    else:
        shown = (
            f'<a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Picture {number}" '
            f'descr="{attribute(alternative)}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{relationship}"/>'
            '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" '
            f'cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData>"
        )
    titled = f' title="{attribute(title)}"' if title else ""
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="{kind.capitalize()} {number}" '
        f'descr="{attribute(alternative)}"{titled}/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}">{shown}'
        "</a:graphic></wp:inline></w:drawing>"
    )
