"""Charts that Word and PowerPoint draw themselves, with their figures in a workbook inside the file for "Edit data".

One colour, the house style's accent, and tints of it for further series; every value is printed, so that nobody has
to tell the tints apart to read the chart; no grid, no frame, no shadow.
"""

import re
from collections.abc import Sequence

from reportgen.document.nodes import Chart, ChartKind, ChartSeries
from reportgen.style.style import Look
from reportgen.write._chart import round_values
from reportgen.write._office_theme import tint
from reportgen.write._ooxml import CONTENT_TYPES, HEAD, RELATIONSHIPS, A, C, R, attribute, escape
from reportgen.write._zip import archive, pack

_TINTS = (0.0, 0.6, 0.3, 0.8, 0.45, 0.7)
_ON_ONE_LINE = ' wrap="none"'
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIGURE = re.compile(r"^(?P<before>\D*?)(?P<figure>-?\d[\d,]*(?:\.\d+)?)(?P<after>\D*)$")


def chart_part(chart: Chart, look: Look, *, titled: bool) -> bytes:
    """Return the chart part. It shows its own title only where it has no caption (`titled`)."""
    ends = '<c:axId val="1"/><c:axId val="2"/>'
    runs = "".join(_series(chart, at, series, look) for at, series in enumerate(chart.series))
    if chart.kind is ChartKind.LINE:
        kind = '<c:lineChart><c:grouping val="standard"/>'
        after = f'<c:marker val="1"/>{ends}</c:lineChart>'
    else:
        direction = "bar" if chart.kind is ChartKind.BAR else "col"
        apart = '<c:overlap val="-10"/>' if len(chart.series) > 1 else ""
        kind = f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        after = f'<c:gapWidth val="60"/>{apart}{ends}</c:barChart>'
    plot = f'{kind}<c:varyColors val="0"/>{runs}{after}'
    heading = _title(chart.title, look, bold=True) if titled and chart.title else ""
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="en-GB"/>'
        '<c:roundedCorners val="0"/>'
        f'<c:chart>{heading}<c:autoTitleDeleted val="{0 if heading else 1}"/><c:plotArea>'
        f"<c:layout/>{plot}{_axes(chart, look)}"
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        "</c:chart>"
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_letters(look)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _letters(look: Look, *, unbroken: bool = False) -> str:
    """Return the look of words; those that are unbroken stay on one line, as a figure at the end of a bar must."""
    return (
        f"<c:txPr><a:bodyPr{_ON_ONE_LINE if unbroken else ''}/><a:lstStyle/>"
        f"<a:p><a:pPr>{_run_look('a:defRPr', look, look.text_size - 1.5)}</a:pPr>"
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _run_look(name: str, look: Look, size: float, *, bold: bool = False) -> str:
    font = attribute(look.font)
    return (
        f'<{name} lang="en-GB" sz="{round(size * 2) * 50}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{look.text_colour[1:].upper()}"/></a:solidFill>'
        f'<a:latin typeface="{font}"/><a:cs typeface="{font}"/></{name}>'
    )


def _title(words: str, look: Look, *, bold: bool = False) -> str:
    size = look.text_size - (0.5 if bold else 1.5)
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r>{_run_look('a:rPr', look, size, bold=bold)}"
        f'<a:t>{escape(words)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


# Series --------------------------------------------------------------------------------------------------------


def _series(chart: Chart, at: int, series: ChartSeries, look: Look) -> str:
    accent = look.accent[1:].upper()
    colour = tint(accent, _TINTS[at % len(_TINTS)])
    column, last = _letter(at + 1), len(chart.categories) + 1
    filled = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    edge = f'<a:solidFill><a:srgbClr val="{accent}"/></a:solidFill>'
    if chart.kind is ChartKind.LINE:
        shape = f'<c:spPr><a:ln w="28575" cap="rnd">{filled}<a:round/></a:ln></c:spPr>'
        dot = f'<c:spPr>{filled}<a:ln w="9525">{edge}</a:ln></c:spPr>'
        shape += f'<c:marker><c:symbol val="circle"/><c:size val="7"/>{dot}</c:marker>'
    else:
        shape = f'<c:spPr>{filled}<a:ln w="9525">{edge}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
    smooth = '<c:smooth val="0"/>' if chart.kind is ChartKind.LINE else ""
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx>{_words(f"Sheet1!${column}$1", (series.name,))}'
        f"</c:tx>{shape}"
        f"{_labels(chart, series, look)}<c:cat>{_words(f'Sheet1!$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_figures(f'Sheet1!${column}$2:${column}${last}', series)}</c:val>{smooth}</c:ser>"
    )


def _words(place: str, words: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(word)}</c:v></c:pt>' for at, word in enumerate(words))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(words)}"/>{points}</c:strCache></c:strRef>'


def _figures(place: str, series: ChartSeries) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{_plain(value)}</c:v></c:pt>'
        for at, value in enumerate(series.values)
        if value is not None
    )
    code = number_format(series) or "General"
    return (
        f"<c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>{escape(code)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef>'
    )


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))


def number_format(series: ChartSeries) -> str:
    """Return the Excel format that prints every value of a series as it is shown; empty where there is none."""
    formats = set()
    for value, shown in zip(series.values, series.shown, strict=False):
        if value is None:
            continue
        found = _FIGURE.match(shown)
        if not found or float(found["figure"].replace(",", "")) != value:
            return ""
        places = len(found["figure"].partition(".")[2])
        thousands = "#,##0" if abs(value) < 1000 or "," in found["figure"] else "0"
        before, after = (f'"{said}"' if said else "" for said in (found["before"], found["after"]))
        if '"' in found["before"] + found["after"]:
            return ""
        formats.add(before + thousands + ("." + "0" * places if places else "") + after)
    return formats.pop() if len(formats) == 1 else ""


def _labels(chart: Chart, series: ChartSeries, look: Look) -> str:
    """Return the labels: each value as the paper prints it, by a format where one does so, else word for word."""
    code = number_format(series)
    place = {ChartKind.LINE: "t"}.get(chart.kind, "outEnd")
    flags = (
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    each = ""
    if not code:
        each = "".join(
            f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr{_ON_ONE_LINE}/><a:lstStyle/><a:p>'
            f"<a:r>{_run_look('a:rPr', look, look.text_size - 1.5)}"
            f'<a:t>{escape(shown)}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val="{place}"/>{flags}</c:dLbl>'
            for at, (value, shown) in enumerate(zip(series.values, series.shown, strict=False))
            if value is not None
        )
    form = f'<c:numFmt formatCode="{attribute(code or "General")}" sourceLinked="0"/>'
    shape = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f'<c:dLbls>{each}{form}{shape}{_letters(look, unbroken=True)}<c:dLblPos val="{place}"/>{flags}</c:dLbls>'


def _axes(chart: Chart, look: Look) -> str:
    """Return the axes: categories on a line, from the top down where bars lie; values unmarked, as each is printed."""
    lying = chart.kind is ChartKind.BAR
    grey = f'<a:solidFill><a:srgbClr val="{look.table_lines[1:].upper()}"/></a:solidFill>'
    line = f'<c:spPr><a:ln w="9525">{grey}</a:ln></c:spPr>'
    category = _title(chart.category_title, look) if chart.category_title else ""
    value = _title(chart.value_title, look) if chart.value_title else ""
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        '<c:delete val="0"/>'
        f'<c:axPos val="{"l" if lying else "b"}"/>{category}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{_reach(chart)}</c:scaling>'
        '<c:delete val="0"/>'
        f'<c:axPos val="{"b" if lying else "l"}"/>{value}<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:crossAx val="1"/>'
        f'<c:crosses val="{"max" if lying else "autoZero"}"/></c:valAx>'
    )


def _reach(chart: Chart) -> str:
    """Start at nought: a chart whose axis starts higher makes a small difference look large. End past the largest."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values or min(values) < 0:
        return ""
    ends = round_values(values)
    last = ends[-1] if ends[-1] > max(values) else ends[-1] + ends[1] - ends[0]
    return f'<c:max val="{_plain(last)}"/><c:min val="0"/>'


# The workbook --------------------------------------------------------------------------------------------------


def _letter(column: int) -> str:
    """Return the letters of a column of a sheet, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def workbook(chart: Chart) -> bytes:
    """Return an Excel workbook of a chart's figures: categories down, series across. The same chart, the same bytes."""

    def words(column: int, line: int, text: str) -> str:
        return f'<c r="{_letter(column)}{line}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

    def figure(column: int, line: int, value: float | None) -> str:
        return "" if value is None else f'<c r="{_letter(column)}{line}"><v>{_plain(value)}</v></c>'

    rows = ['<row r="1">' + "".join(words(at, 1, series.name) for at, series in enumerate(chart.series, 1)) + "</row>"]
    for line, category in enumerate(chart.categories, 2):
        figures = (
            figure(at, line, series.values[line - 2] if line - 2 < len(series.values) else None)
            for at, series in enumerate(chart.series, 1)
        )
        rows.append(f'<row r="{line}">{words(0, line, category)}{"".join(figures)}</row>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": _one_relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{R}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _one_relationship("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    return archive(pack(name, (HEAD + content).encode("utf-8")) for name, content in parts.items())


def _one_relationship(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )
