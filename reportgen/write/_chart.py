"""Charts drawn as SVG: bars, columns and lines, in the house colour, with every label whole and none over another.

A chart is drawn on a canvas 520 units wide, whose text is 13 units high; the page scales it. Widths of words are
estimated, on the safe side, so that the picture is the same on every machine.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reportgen.document.nodes import Chart, ChartKind, ChartSeries
from reportgen.style.style import Look
from reportgen.write._colour import WHITE, readable, shades

_WIDTH = 520.0
_SIZE = 13.0
_LINE = 17.0
_BAR = 18.0
_BAR_GAP = 3.0
_GROUP_GAP = 14.0
_PLOT_HEIGHT = 220.0
_GRID = "#D5DAE0"
_MUTED = "#4A5560"


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where values stand: the round values of the grid, lowest first, on a stretch of the canvas."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value on the canvas."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * (value - low) / (high - low)


@dataclass(frozen=True, slots=True)
class _Pen:
    """The colours and the font of one chart."""

    text: str
    font: str
    fills: tuple[str, ...]

    def words(self, x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, fill: str = "") -> str:
        """Return a line of text whose baseline stands at y."""
        weight = ' font-weight="bold"' if bold else ""
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return f'<text x="{_n(x)}" y="{_n(y)}"{where}{weight} fill="{fill or self.text}">{_xml(text)}</text>'


def svg(chart: Chart, look: Look, alternative: str, prefix: str, *, titled: bool = True, alone: bool = False) -> str:
    """Return a chart as an SVG element.

    `alternative` is its description for a screen reader, `prefix` begins its ids, `titled` prints its title in the
    picture, and `alone` makes it a file of its own rather than a part of a page.
    """
    pen = _Pen(readable(look.text_colour), look.font, shades(look.accent, len(chart.series)))
    parts, top = _heading(chart, pen, titled=titled)
    if chart.kind is ChartKind.LINE:
        drawn, height = _lines(chart, pen, top)
    elif chart.kind is ChartKind.COLUMN and _stands(chart):
        drawn, height = _columns(chart, pen, top)
    else:
        drawn, height = _bars(chart, pen, top)
    body = "\n".join((*parts, *drawn))
    family = escape(f"{pen.font}, Arial, Helvetica, sans-serif", quote=True)
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    paper = f'<rect width="{_n(_WIDTH)}" height="{_n(height)}" fill="{WHITE}"/>\n' if alone else ""
    size = f' width="{_n(_WIDTH)}" height="{_n(height)}"' if alone else ""
    return (
        f'<svg{space} role="img" aria-labelledby="{prefix}-title {prefix}-text" viewBox="0 0 {_n(_WIDTH)} {_n(height)}"'
        f'{size} font-family="{family}" font-size="{_n(_SIZE)}">\n'
        f'<title id="{prefix}-title">{_xml(chart.title)}</title>\n'
        f'<desc id="{prefix}-text">{_xml(alternative)}</desc>\n{paper}{body}\n</svg>'
    )


def shown_value(series: ChartSeries, place: int) -> str:
    """Return what is printed for a value: as the record shows it, a dash where it is not known."""
    if place < len(series.shown) and series.shown[place]:
        return series.shown[place]
    value = series.values[place] if place < len(series.values) else None
    return "–" if value is None else _number(value)


def _heading(chart: Chart, pen: _Pen, *, titled: bool) -> tuple[list[str], float]:
    """Return the title and the legend, and where they end."""
    parts: list[str] = []
    top = 4.0
    if titled and chart.title:
        for line in _wrap(chart.title, _WIDTH / 1.08):
            top += _LINE
            parts.append(pen.words(0, top - 3, line, bold=True))
        top += 6
    if len(chart.series) > 1:
        x = 0.0
        top += _LINE
        for series, fill in zip(chart.series, pen.fills, strict=True):
            lines = _wrap(series.name, _WIDTH - 22)
            width = 18 + max(map(_width, lines), default=0) + 20
            if x and x + width > _WIDTH:
                x, top = 0.0, top + _LINE
            parts.append(f'<rect x="{_n(x)}" y="{_n(top - 12)}" width="12" height="12" fill="{fill}"/>')
            for extra, line in enumerate(lines):
                parts.append(pen.words(x + 18, top - 2 + extra * _LINE, line))
            top += max(len(lines) - 1, 0) * _LINE
            x += width
        top += 8
    return parts, top


# Bars lie ------------------------------------------------------------------------------------------------------


def _bars(chart: Chart, pen: _Pen, top: float) -> tuple[list[str], float]:
    """Draw each category's name above its bars, so that a long name has the whole width."""
    values = _known(chart)
    widest = max((_width(shown_value(s, p)) for s in chart.series for p in range(len(s.values))), default=0.0)
    left = widest + 6 if min(values) < 0 else 1.0
    scale = _Scale(round_values(values), left, _WIDTH - widest - 8)
    parts: list[str] = []
    if chart.category_title:
        for line in _wrap(chart.category_title, _WIDTH):
            top += _LINE
            parts.append(pen.words(0, top - 4, line, fill=_MUTED))
        top += 4
    begin, bars = top, []
    for place, category in enumerate(chart.categories):
        for line in _wrap(category, _WIDTH):
            top += _LINE
            bars.append(pen.words(0, top - 3, line))
        top += 2
        for series, fill in zip(chart.series, pen.fills, strict=True):
            bars.extend(_bar(pen, scale, top, fill, _value(series, place), shown_value(series, place)))
            top += _BAR + _BAR_GAP
        top += _GROUP_GAP - _BAR_GAP
    top -= (_GROUP_GAP - 6) if chart.categories else 0
    grid = [_rule(scale.at(tick), begin, scale.at(tick), top, strong=tick == 0) for tick in scale.ticks]
    labels = _tick_labels(chart, scale.ticks)
    fits = all(_width(label) + 8 < (scale.end - scale.start) / max(1, len(labels) - 1) for label in labels)
    top += _LINE
    if fits:
        places = zip(scale.ticks, labels, strict=True)
        parts.extend(
            pen.words(_inside(scale.at(tick), text), top, text, anchor="middle", fill=_MUTED) for tick, text in places
        )
        top += 6
    parts.extend(_foot(pen, chart.value_title, top, (scale.start + scale.end) / 2))
    # Names stand on white over the grid, so that no rule runs through a word.
    return [*grid, *parts, *_on_white(bars)], top + _LINE * len(_wrap(chart.value_title, _WIDTH)) + 2


def _bar(pen: _Pen, scale: _Scale, top: float, fill: str, value: float | None, shown: str) -> Iterator[str]:
    zero = scale.at(0)
    baseline = top + _BAR - 4.5
    if value is None:
        yield pen.words(zero + 5, baseline, shown, fill=_MUTED)
        return
    end = scale.at(value)
    x, width = min(zero, end), abs(end - zero)
    yield f'<rect x="{_n(x)}" y="{_n(top)}" width="{_n(max(width, 1))}" height="{_n(_BAR)}" fill="{fill}"/>'
    if value < 0:
        yield pen.words(end - 5, baseline, shown, anchor="end")
    else:
        yield pen.words(end + 5, baseline, shown)


def _on_white(parts: Sequence[str]) -> list[str]:
    halo = f' stroke="{WHITE}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    return [part.replace("<text", f"<text{halo}", 1) if part.startswith("<text") else part for part in parts]


# Columns stand -------------------------------------------------------------------------------------------------


def _stands(chart: Chart) -> bool:
    """Return whether every name and value fits under and over its column; if not, the columns lie down as bars."""
    slot = (_WIDTH - 64) / max(1, len(chart.categories))
    names = all(_width(word) <= slot - 8 for name in chart.categories for word in name.split())
    short = all(len(_wrap(name, slot - 8)) <= 4 for name in chart.categories)
    each = (slot - 12) / max(1, len(chart.series))
    values = all(_width(shown_value(s, p)) <= each + 2 for s in chart.series for p in range(len(s.values)))
    return bool(chart.categories and chart.series) and names and short and values


def _columns(chart: Chart, pen: _Pen, top: float) -> tuple[list[str], float]:
    scale, left, parts, bottom = _upright(chart, pen, top)
    slot = (_WIDTH - left) / len(chart.categories)
    zero = scale.at(0)
    widest = max((_width(shown_value(s, p)) for s in chart.series for p in range(len(s.values))), default=0.0)
    width = min(max(46.0, widest), (slot - 12) / len(chart.series))
    for place in range(len(chart.categories)):
        x = left + slot * place + (slot - width * len(chart.series)) / 2
        for series, fill in zip(chart.series, pen.fills, strict=True):
            value, shown = _value(series, place), shown_value(series, place)
            middle = x + width / 2
            if value is None:
                parts.append(pen.words(middle, zero - 5, shown, anchor="middle", fill=_MUTED))
            else:
                end = scale.at(value)
                y, height = min(zero, end), max(abs(end - zero), 1)
                parts.append(
                    f'<rect x="{_n(x + 1)}" y="{_n(y)}" width="{_n(width - 2)}" height="{_n(height)}" fill="{fill}"/>'
                )
                parts.append(pen.words(middle, end - 5 if value >= 0 else end + _SIZE + 1, shown, anchor="middle"))
            x += width
    parts.append(_rule(left, zero, _WIDTH, zero, strong=True))
    return parts, bottom


# A line runs ---------------------------------------------------------------------------------------------------

_DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2")


def _lines(chart: Chart, pen: _Pen, top: float) -> tuple[list[str], float]:
    scale, left, parts, bottom = _upright(chart, pen, top)
    slot = (_WIDTH - left) / max(1, len(chart.categories))
    parts.append(_rule(left, scale.at(0), _WIDTH, scale.at(0), strong=True))
    room = all(_width(text) < slot - 4 for series in chart.series for text in series.shown)
    for number, (series, fill) in enumerate(zip(chart.series, pen.fills, strict=True)):
        points = [
            (left + slot * (place + 0.5), scale.at(value), shown_value(series, place)) if value is not None else None
            for place, value in enumerate(series.values[: len(chart.categories)])
        ]
        dash = f' stroke-dasharray="{_DASHES[number % 5]}"' if number % 5 else ""
        for run in _runs(points):
            joined = " ".join(f"{_n(x)},{_n(y)}" for x, y, _ in run)
            parts.append(f'<polyline points="{joined}" fill="none" stroke="{fill}" stroke-width="2.5"{dash}/>')
        for x, y, shown in filter(None, points):
            parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="3.5" fill="{fill}"/>')
            if room and len(chart.series) == 1:
                parts.extend(_on_white([pen.words(x, y - 8, shown, anchor="middle")]))
    return parts, bottom


_Point = tuple[float, float, str]


def _runs(points: Sequence[_Point | None]) -> Iterator[list[_Point]]:
    """Yield the stretches of a line between values that are not known."""
    run: list[_Point] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
        else:
            if len(run) > 1:
                yield run
            run = []


def _upright(chart: Chart, pen: _Pen, top: float) -> tuple[_Scale, float, list[str], float]:
    """Return the scale, left edge, grid and labels of a chart whose values rise, and where it all ends."""
    parts: list[str] = []
    for line in _wrap(chart.value_title, _WIDTH):
        top += _LINE
        parts.append(pen.words(0, top - 4, line, fill=_MUTED))
    top += _LINE + 6
    ticks = round_values(_known(chart))
    labels = _tick_labels(chart, ticks)
    left = max(map(_width, labels)) + 10
    scale = _Scale(ticks, top + _PLOT_HEIGHT, top)
    for tick, label in zip(ticks, labels, strict=True):
        y = scale.at(tick)
        parts.append(_rule(left, y, _WIDTH, y))
        parts.append(pen.words(left - 8, y + 4.5, label, anchor="end", fill=_MUTED))
    # A value below nothing is printed under its column: leave it a line.
    bottom = top + _PLOT_HEIGHT + (_LINE if ticks[0] < 0 else 0)
    count = max(1, len(chart.categories))
    slot = (_WIDTH - left) / count
    step = 1
    while step < count and any(_broken(name, slot * step - 8) for name in chart.categories[::step]):
        step += 1
    deepest = 0
    for place in range(0, len(chart.categories), step):
        lines = _wrap(chart.categories[place], slot * step - 8)
        deepest = max(deepest, len(lines))
        middle = left + slot * (place + 0.5)
        for number, line in enumerate(lines):
            parts.append(pen.words(_inside(middle, line), bottom + _LINE * (number + 1), line, anchor="middle"))
    bottom += _LINE * deepest + 3
    parts.extend(_foot(pen, chart.category_title, bottom + 4, (left + _WIDTH) / 2))
    bottom += _LINE * len(_wrap(chart.category_title, _WIDTH)) + 4
    return scale, left, parts, bottom


def _broken(name: str, width: float) -> bool:
    return any(_width(word) > width for word in name.split()) or len(_wrap(name, width)) > 4


# Parts ---------------------------------------------------------------------------------------------------------


def _foot(pen: _Pen, title: str, top: float, middle: float) -> list[str]:
    return [
        pen.words(_inside(middle, line), top + _LINE * (number + 1) - 4, line, anchor="middle", fill=_MUTED)
        for number, line in enumerate(_wrap(title, _WIDTH))
    ]


def _inside(middle: float, text: str) -> float:
    """Return where the middle of a text stands so that its ends stay on the canvas."""
    reach = _width(text) / 2
    return min(max(middle, reach), _WIDTH - reach)


def _rule(x1: float, y1: float, x2: float, y2: float, *, strong: bool = False) -> str:
    colour = _MUTED if strong else _GRID
    return f'<path d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" stroke="{colour}" stroke-width="1"/>'


def _value(series: ChartSeries, place: int) -> float | None:
    value = series.values[place] if place < len(series.values) else None
    return value if value is not None and math.isfinite(value) else None


def _known(chart: Chart) -> list[float]:
    known = [v for s in chart.series for p in range(len(s.values)) if (v := _value(s, p)) is not None]
    return known or [0.0]


def round_values(values: Sequence[float]) -> tuple[float, ...]:
    """Return four to seven round values that reach from nothing, or below, past the largest."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if high == low:
        high = 1.0
    rough = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 1e-300 else 1e-300
    step = next(power * m for m in (1, 2, 2.5, 5, 10, 20) if power * m >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(step * place for place in range(first, last + 1))


_SIGN = "-−–"
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _tick_labels(chart: Chart, ticks: Sequence[float]) -> list[str]:
    """Return the labels of the grid, with the sign (£, %) that the values are shown with where they all agree."""
    before, after = _affixes(chart)
    return [("−" if tick < 0 else "") + before + _number(abs(tick)) + after for tick in ticks]


def _affixes(chart: Chart) -> tuple[str, str]:
    found: set[tuple[str, str]] = set()
    for series in chart.series:
        for place, shown in enumerate(series.shown):
            value, figure = _value(series, place), _FIGURE.search(shown)
            if value is None:
                continue
            if figure is None or not math.isclose(float(figure[0].replace(",", "")), abs(value)):
                return "", ""
            found.add((shown[: figure.start()].lstrip(_SIGN), shown[figure.end() :]))
    return found.pop() if len(found) == 1 else ("", "")


def _number(value: float) -> str:
    """Return a number with thousands marked and no more decimals than it needs."""
    if abs(value) >= 1e15 or 0 < abs(value) < 1e-6:
        return f"{value:.3g}"
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def _n(number: float) -> str:
    """Return a coordinate, to a tenth of a unit."""
    text = f"{number:.1f}"
    return text[:-2] if text.endswith(".0") else text


_NARROW = frozenset("iljtfrI.,:;'’‘|!()[]-/ \u00a0")
_BROAD = frozenset("mwMWGOQ%@&—…£")


def _width(text: str) -> float:
    """Return the width of a line of text in canvas units, estimated for a broad sans serif."""
    return sum(_share(char) for char in text) * _SIZE


def _share(char: str) -> float:
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 0.9
    if char.isascii():
        return 0.72 if char.isupper() else 0.58
    return 0.75 if ord(char) < 0x2E80 else 1.05


def _wrap(text: str, width: float) -> list[str]:
    """Return the lines of a text; a word that is wider than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if _width(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while _width(word) > width and len(word) > 1:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or _width(word[:n]) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _xml(text: str) -> str:
    """Return text for XML: escaped, and a character that XML has no way to write as the replacement character."""
    return _NOT_XML.sub("\ufffd", escape(text, quote=False))
