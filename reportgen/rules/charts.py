"""Charts: figures, words for those who can't see them, whole labels."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import listed
from reportgen.model.decision import Decision
from reportgen.model.story import Chart

CUT_SHORT: Final = ("…", "...")


def _charts(case: Case) -> Iterator[Judged]:
    if not case.decision.charts:
        yield NotApplicable("there are no charts")
    for place, chart in enumerate(case.decision.charts):
        path: FieldPath = ("charts", place)
        missing = [
            words
            for words, there in (("figures", any(row.points for row in chart.series)), ("alternative text", chart.alt))
            if not there
        ]
        if missing:
            message = f"`{chart.title}` has no {listed(missing, 'and no')}."
            yield Problem(path, message, "add `series` with its points, and `alt` with what the chart shows in words")
        yield from _cut_labels(path, chart)


def _cut_labels(path: FieldPath, chart: Chart) -> Iterator[Judged]:
    for row, series in enumerate(chart.series):
        for place, point in enumerate(series.points):
            if point.label.endswith(CUT_SHORT):
                where = (*path, "series", row, "points", place, "label")
                yield Problem(where, f"The label `{point.label}` is cut short.", "write it in full")


CHART_ALT: Final = Rule(
    id="CHART-ALT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Every chart has figures, words and whole labels",
    checks=(
        "Each chart has figures, which are printed as a table, and alternative text that says what it shows; no label "
        "ends in an ellipsis. A chart that says why it has no figures fails too."
    ),
    why="Whoever can't see a picture must be able to read what it says.",
    source="SI 2018/952, regulations 6 and 8 (Web Content Accessibility Guidelines, level AA)",
    in_force=InForce(date(2020, 9, 23)),
    check=_charts,
    bad="charts: [{id: answers, alt: ~}]",
    good="charts: [{id: answers, alt: Most residents rate their care very good.}]",
)

THEME: Final = Theme("charts", "Charts", (CHART_ALT,))
