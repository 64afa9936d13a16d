"""Charts: each stands in the goldens of Markdown; here what every chart must keep, whatever it is given."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import Chart, ChartKind, ChartSeries
from reportgen.style.style import Look
from reportgen.write._chart import svg
from reportgen.write._colour import contrast, mix, readable, shades
from tests.write.looks import NAMES, PALE, shipped

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: Chart, *, titled: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(svg(chart, Look(), "What it shows.", "c", titled=titled, alone=True))


def texts(chart: Chart) -> list[str]:
    return [each.text or "" for each in drawn(chart).iter(f"{SVG}text")]


def spend(*values: float | None, kind: ChartKind = ChartKind.BAR) -> Chart:
    shown = tuple("" if value is None else f"{'−' if value < 0 else ''}£{abs(value):,.0f}" for value in values)
    names = tuple(f"Year {at}" for at in range(1, len(values) + 1))
    return Chart(kind, "Spend", names, (ChartSeries("Spend", values, shown),))


@pytest.mark.parametrize("kind", ChartKind)
def test_values_are_printed_and_the_grid_has_their_sign(kind: ChartKind) -> None:
    found = texts(spend(1200, 800, kind=kind))
    assert {"£1,200", "£800", "£0", "£500", "£1,500", "Year 1", "Year 2", "Spend"} <= set(found)


def test_a_grid_whose_values_are_shown_in_another_unit_has_bare_numbers() -> None:
    share = Chart(ChartKind.COLUMN, "Share", ("A",), (ChartSeries("", (0.5,), ("50%",)),))
    assert [text for text in texts(share) if text.startswith("0")] == ["0", "0.2", "0.4", "0.6"]


def test_an_unknown_value_has_a_dash_and_no_bar() -> None:
    found = drawn(spend(1200, None))
    assert "–" in [each.text for each in found.iter(f"{SVG}text")]
    assert len(list(found.iter(f"{SVG}rect"))) == 2  # the paper and one bar


def test_a_line_is_broken_where_a_value_is_not_known() -> None:
    found = drawn(spend(1, 2, None, 4, 5, kind=ChartKind.LINE))
    assert len(list(found.iter(f"{SVG}polyline"))) == 2
    assert len(list(found.iter(f"{SVG}circle"))) == 4


def test_a_value_below_nothing_goes_the_other_way() -> None:
    _, down, up = drawn(spend(-500, 500)).iter(f"{SVG}rect")
    assert float(down.get("x", "")) + float(down.get("width", "")) == pytest.approx(float(up.get("x", "")), abs=0.2)


def test_columns_whose_names_would_touch_lie_down() -> None:
    long = tuple(f"Neighbourhoods and environment {at}" for at in range(8))
    series = (ChartSeries("", tuple(map(float, range(8))), tuple(map(str, range(8)))),)
    columns, bars = (svg(Chart(kind, "T", long, series), Look(), "", "c") for kind in (ChartKind.COLUMN, ChartKind.BAR))
    assert columns == bars


def test_the_title_is_left_out_where_the_caption_says_it() -> None:
    root = drawn(spend(1), titled=False)
    assert "Spend" not in [each.text for each in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == "Spend"


_names = st.text(max_size=60)
_values = st.one_of(st.none(), st.floats(-1e9, 1e9), st.sampled_from((0.0, 1e-9, 1e14, -0.0)))


@st.composite
def _charts(draw: st.DrawFn) -> Chart:
    count = draw(st.integers(0, 12))
    series = tuple(
        ChartSeries(
            draw(_names),
            tuple(draw(st.lists(_values, min_size=count, max_size=count))),
            tuple(draw(st.lists(st.text(max_size=12), min_size=count, max_size=count))),
        )
        for _ in range(draw(st.integers(1, 4)))
    )
    names = tuple(draw(st.lists(_names, min_size=count, max_size=count)))
    return Chart(draw(st.sampled_from(ChartKind)), draw(_names), names, series, draw(_names), draw(_names))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(_charts())
def test_whatever_is_charted_the_drawing_is_sound_and_on_its_canvas(chart: Chart) -> None:
    root = drawn(chart)
    width, height = (float(each) for each in (root.get("width", ""), root.get("height", "")))
    for each in root.iter(f"{SVG}rect"):
        x, y = float(each.get("x", 0)), float(each.get("y", 0))
        assert -0.2 <= x <= x + float(each.get("width", "")) <= width + 0.2
        assert -0.2 <= y <= y + float(each.get("height", "")) <= height + 0.2
    for each in root.iter(f"{SVG}text"):
        assert -0.2 <= float(each.get("x", "")) <= width + 0.2
        assert 0 < float(each.get("y", "")) <= height


@pytest.mark.parametrize("name", [*NAMES, "pale"])
def test_the_colours_of_a_chart_stand_out_from_paper_and_from_each_other(name: str) -> None:
    accent = (PALE if name == "pale" else shipped(name)).look.accent
    colours = shades(accent, 3)
    assert [colour for colour in colours if contrast(colour, "#FFFFFF") < 3] == []
    assert len({*colours}) == 3


def test_a_colour_is_moved_only_as_far_as_it_must() -> None:
    assert readable("#1F3A5F") == "#1F3A5F"
    assert 4.5 <= contrast(readable("#FFDD00"), "#FFFFFF") < 5
    assert readable("#FFFFFF", "#FFF2B0") != "#FFFFFF"
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert re.fullmatch("#[0-9A-F]{6}", readable("#ABCDEF", "#ABCDEF"))
