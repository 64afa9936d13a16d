"""No false alarm: the clean decision and its meeting with only that changed which may change, two hundred times.

All dates move by whole years, those about the meeting by as many times fifty-two weeks so that weekdays stay; all sums
are multiplied; councils, places and posts have other names. A year's shares are worked out anew, as leap years ask.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.source import FieldPath, show_path
from reportgen.check.case import Case, Stage
from reportgen.check.runner import Result, judge
from reportgen.load.subjects import load_subject
from reportgen.model.calendar import add_months, days_by_financial_year, term_end
from reportgen.pipeline import all_rules, date_judged
from tests.rules.cases import FILES, MEETING, NORTHSHIRE, plain_yaml

AT_THE_MEETING = (
    "meeting", "private_meeting", "decision", "call_in", "agenda_published", "notice_published", "decision_date",
    "cleared_on", "on", "items", "previous_minutes",
)  # fmt: skip
"""The keys of what moves with the meeting, by weeks, or of groups that do."""

NAMES = {
    "Northshire": ["Westford", "Eastmoor", "Northshire"],
    "in the north": ["in the hills", "north of the river", "in the north"],
    "in the south": ["on the coast", "south of the river", "in the south"],
    "Head of Commissioning": ["Assistant Director, Commissioning", "Head of Commissioning"],
    "Cabinet Member for Finance": ["Cabinet Member for Resources", "Cabinet Member for Finance"],
    "Director of Adult Social Care": ["Director of Adults", "Director of Adult Social Care"],
}

ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WORDED = re.compile(rf"(?:(\d{{1,2}}) )?({MONTHS}) (\d{{4}})")
FINANCIAL_YEAR = re.compile(r"(20\d{2})/(\d{2})(?!\d)")
SUM = re.compile(r"£(\d{1,3}(?:,\d{3})+)")


class Variation(NamedTuple):
    """By how many years dates move, the meeting by how many weeks more, what sums are multiplied by, and the names."""

    years: int
    weeks: int
    times: int
    names: dict[str, str]


variations = st.builds(
    Variation,
    st.integers(0, 2),
    st.integers(-1, 1),
    st.integers(1, 12),
    st.fixed_dictionaries({old: st.sampled_from(new) for old, new in NAMES.items()}),
)


def walked(value: Any, change: Callable[[str, FieldPath], str], path: FieldPath = ()) -> Any:
    """Return a tree with every text in it changed."""
    if isinstance(value, dict):
        return {key: walked(one, change, (*path, key)) for key, one in value.items()}
    if isinstance(value, list):
        return [walked(one, change, (*path, place)) for place, one in enumerate(value)]
    return change(value, path)


def varied(text: str, path: FieldPath, how: Variation) -> str:
    """Return a text of a file with its names, sums and dates changed."""
    for old, new in how.names.items():
        text = text.replace(old, new)
    text = SUM.sub(lambda found: f"£{int(found[1].replace(',', '')) * how.times:,}", text)
    whole = ISO.fullmatch(text)
    if whole:
        return moved(whole, path, how)
    text = FINANCIAL_YEAR.sub(lambda found: later_year(int(found[1]), how.years), text) if "ref" not in path else text
    return WORDED.sub(lambda found: f"{found[1] + ' ' if found[1] else ''}{found[2]} {int(found[3]) + how.years}", text)


def later_year(first: int, years: int) -> str:
    return f"{first + years}/{(first + years + 1) % 100:02}"


def moved(found: re.Match[str], path: FieldPath, how: Variation) -> str:
    """Return a date moved by years; one about the meeting by weeks, so that it keeps its weekday."""
    if not found[3]:
        return f"{int(found[1]) + how.years}-{found[2]}"
    day = date.fromisoformat(found[0])
    if path[0] in AT_THE_MEETING or path[-1] in AT_THE_MEETING:
        return str(day + timedelta(weeks=52 * how.years + how.weeks))
    return str(add_months(day, 12 * how.years))


def rescaled(tree: Any, how: Variation) -> Any:
    """Put right what does not scale: prices an hour, the base of the uplift, the shares of the years."""
    finance = tree["finance"]
    for figure in (*tree["measures"], finance["unit_rate"]):
        if figure.get("unit") == "£":
            places = Decimal(figure["value"].replace(",", ""))
            figure["value"] = f"{places * how.times:,}"
    cost = Decimal(4_380_000 * how.times)
    finance["base_spend"]["money"] = f"£{(cost / Decimal('1.04')).quantize(Decimal(1), ROUND_HALF_UP):,}"
    first = date.fromisoformat(tree["extension"]["start"])
    days = days_by_financial_year(first, term_end(first, 12))
    shares = [(cost * count / sum(days.values())).quantize(Decimal(1), ROUND_HALF_UP) for count in days.values()]
    for share, amount in zip(finance["split"], shares, strict=True):
        share["money"] = f"£{amount:,}"
    return tree


@cache
def original(file: Path) -> Any:
    """Return the tree of a file of the clean decision, which nobody may change."""
    return plain_yaml(file.read_text())


def written(how: Variation, folder: Path) -> None:
    """Write the files of a variation."""
    (folder / "meetings").mkdir()
    for key, file in FILES.items():
        tree = original(file)
        if key == "council":
            tree = walked(tree, lambda text, _: renamed(text, how))
        elif key == "decision":
            tree = rescaled(walked(tree, lambda text, path: varied(text, path, how)), how)
        else:
            tree = walked(tree, lambda text, path: varied(text, ("meeting", *path), how))
        (folder / file.relative_to(NORTHSHIRE)).write_text(yaml.safe_dump(tree, allow_unicode=True, width=10_000))


def findings(how: Variation, key: str) -> list[tuple[str, str, str]]:
    """Return what any rule finds, or can't tell, in a variation of the decision or of its meeting."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        written(how, folder)
        loaded = load_subject(folder / FILES[key].relative_to(NORTHSHIRE), "case.yaml")
    assert loaded.subject, loaded.findings
    assert loaded.council, loaded.findings
    assert loaded.source
    case = Case(loaded.subject, loaded.council, date_judged(loaded.subject), Stage.PUBLISH)
    return [
        (one.rule.id, show_path(found.path), found.message)
        for one in judge(all_rules(), case, loaded.source)
        if one.result not in (Result.PASS, Result.NOT_APPLICABLE)
        for found in one.findings
    ]


def renamed(text: str, how: Variation) -> str:
    for old, new in how.names.items():
        text = text.replace(old, new)
    return text


@settings(max_examples=200, derandomize=True, deadline=None)
@given(variations)
def test_what_may_change_in_the_decision_raises_no_finding(how: Variation) -> None:
    assert findings(how, "decision") == []


@settings(max_examples=20, derandomize=True, deadline=None)
@given(variations)
def test_what_may_change_in_its_meeting_raises_no_finding(how: Variation) -> None:
    assert findings(how, MEETING) == []


def test_a_variation_moves_dates_and_multiplies_sums() -> None:
    how = Variation(years=1, weeks=1, times=3, names={"Northshire": "Westford"})
    text = "Northshire spent £4,211,583 in 2024/25; the term ends on 28 November 2025."
    assert (
        varied(text, ("reasons",), how) == "Westford spent £12,634,749 in 2025/26; the term ends on 28 November 2026."
    )
    assert varied("2025-09-17", ("meeting", "date"), how) == "2026-09-23"
    assert varied("2025-12-01", ("extension", "start"), how) == "2026-12-01"
