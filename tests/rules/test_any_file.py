"""No rule breaks down, whatever is missing from a file: the clean decision, its meeting, and the published papers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.check.case import Case, Stage
from reportgen.check.runner import Result, judge
from reportgen.load.subjects import load_subject
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.papers import join_papers, papers_in
from reportgen.pipeline import all_rules, date_judged
from tests.rules.cases import FILES, MEETING, plain_yaml

DECISIONS = Path(__file__).parent.parent.parent / "decisions"
PAPERS = sorted(path for path in DECISIONS.glob("*/*.yaml") if path.name != "council.yaml")
FILE_NAMES = [*PAPERS, *sorted(DECISIONS.glob("*/meetings/*.yaml"))]
DATE = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")
GONE = object()


@dataclass(frozen=True)
class Paper:
    """A file as it stands: its tree of texts, where each stands, its council, and for a meeting its papers."""

    tree: dict[str, Any]
    source: Source
    council: Council
    meeting: Meeting | None


@cache
def paper(path: Path) -> Paper:
    """Return the paper in a file."""
    loaded = load_subject(path, path.name)
    assert loaded.source is not None
    assert loaded.council is not None
    meeting = loaded.subject if isinstance(loaded.subject, Meeting) else None
    return Paper(plain_yaml(path.read_text()), loaded.source, loaded.council, meeting)


def places(tree: Any, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the path of everything in a tree."""
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def with_value(tree: Any, path: FieldPath, change: Callable[[Any], Any]) -> Any:
    """Return a tree with what stands at a path changed, or taken out."""
    key, *rest = path
    inside: Any = tree.copy()
    new = with_value(inside[key], tuple(rest), change) if rest else change(inside[key])
    if new is GONE:
        del inside[key]
    else:
        inside[key] = new
    return inside


def taken_out(_: Any) -> Any:
    """Return the mark of something to be taken out."""
    return GONE


def emptied(value: Any) -> Any:
    """Return a list or text without anything in it."""
    return [] if isinstance(value, list) else taken_out(value) if isinstance(value, dict) else "none"


def to_the_month(value: Any) -> Any:
    """Return a date as its month."""
    return DATE.sub(r"\1-\2", value) if isinstance(value, str) and DATE.fullmatch(value) else value


def to_the_year(value: Any) -> Any:
    """Return a date as its year."""
    return DATE.sub(r"\1", value) if isinstance(value, str) and DATE.fullmatch(value) else value


def ten_years_on(value: Any) -> Any:
    """Return a date ten years later."""
    found = DATE.fullmatch(value) if isinstance(value, str) else None
    return f"{int(found[1]) + 10}{value[4:]}" if found else value


def nought(value: Any) -> Any:
    """Return nought for a sum or a number."""
    return (
        re.sub(r"\d[\d,.]*", "0", value) if isinstance(value, str) and re.fullmatch(r"£?\d[\d,.]*\w?", value) else value
    )


def said_twice(value: Any) -> Any:
    """Return a list with its first entry once more, under no id."""
    if not isinstance(value, list) or not value:
        return value
    again = {key: one for key, one in value[0].items() if key != "id"} if isinstance(value[0], dict) else value[0]
    return [*value, again]


def in_a_few_words(value: Any) -> Any:
    """Return a text that has little in it."""
    return "£1.2m, (a) 50%: s.72(1)(b)" if isinstance(value, str) and len(value) > 40 else value


CHANGES = (
    taken_out, taken_out, emptied, to_the_month, to_the_year, ten_years_on, nought, said_twice, in_a_few_words,
)  # fmt: skip


def read(tree: Any, told: Paper) -> Decision | Meeting | None:
    """Return the decision or meeting that a tree makes, None where it is none at all."""
    try:
        subject = (Meeting if told.meeting else Decision).model_validate(tree)
    except ValidationError:
        return None
    if isinstance(subject, Meeting) and told.meeting:
        found = {str(path[1]): one for path, one in papers_in(told.meeting)}
        return join_papers(
            subject, {place: found[str(place)] for place in range(len(subject.items)) if str(place) in found}
        )
    return subject


def broken_rules(subject: Decision | Meeting, told: Paper, stage: Stage = Stage.PUBLISH) -> list[str]:
    """Return the rules that break down on a subject."""
    case = Case(subject, told.council, date_judged(subject), stage)
    return [one.rule.id for one in judge(all_rules(), case, told.source) if one.result is Result.CRASH]


changes = st.lists(st.tuples(st.integers(0, 9_999), st.sampled_from(CHANGES)), min_size=1, max_size=12)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.sampled_from(FILE_NAMES), changes, st.sampled_from(Stage))
def test_no_rule_breaks_down_whatever_is_missing(
    path: Path, made: list[tuple[int, Callable[[Any], Any]]], stage: Stage
) -> None:
    told = paper(path)
    tree: Any = told.tree
    for place, change in made:
        there = list(places(tree))
        changed = with_value(tree, there[place % len(there)], change)
        # A change that leaves no decision is not made, so that the others are tried.
        tree = tree if read(changed, told) is None else changed
    subject = read(tree, told)
    assert subject is not None
    assert broken_rules(subject, told, stage) == []


@pytest.mark.parametrize("name", ["decision", MEETING])
def test_no_rule_breaks_down_without_any_one_field(name: str) -> None:
    told = paper(FILES[name])
    broken = {}
    for path in places(told.tree):
        subject = read(with_value(told.tree, path, taken_out), told)
        if subject is not None:
            broken[show_path(path)] = broken_rules(subject, told)
    assert {path: rules for path, rules in broken.items() if rules} == {}
