"""Dates and timetables: terms, gaps, options, notice, and the order of the plan."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import days_of, months_of, say
from reportgen.model.calendar import months_in, term_end
from reportgen.model.decision import Decision
from reportgen.model.values import Day


def _terms(case: Case) -> Iterator[tuple[FieldPath, Day | None, int | None, Day | None, str]]:
    """Yield each stated term: the path of its end, its start, length in months and end, and what it is called."""
    for place, contract in enumerate(case.decision.contracts):
        path: FieldPath = ("contracts", place, "initial_end")
        yield path, contract.start, contract.initial_months, contract.initial_end, "the initial term"
    extension = case.decision.extension
    if extension is not None:
        start = case.day("extension", "start")
        yield ("extension", "end"), start, extension.months, extension.end, "the extension"


def _term(case: Case) -> Iterator[Judged]:
    stated = [term for term in _terms(case) if all(part is not None for part in term[1:4])]
    if not stated:
        yield NotApplicable("no term states its start, its length and its end")
    for path, start, months, end, called in stated:
        if start is None or months is None or end is None:
            continue
        first, last = start.exact, end.exact
        if first is None or last is None:
            yield from _loose_term(path, start, months, end, called)
        elif last != term_end(first, months):
            yield Problem(path, _wrong_end(called, first, months, last), f"write {term_end(first, months)}, or mend it")


def _wrong_end(called: str, first: date, months: int, last: date) -> str:
    right = term_end(first, months)
    given = months_in(first, last)
    really = f"{months_of(given)}" if given else f"{days_of((last - first).days + 1)}"
    return (
        f"{called.capitalize()} is said to be {months_of(months)} from {say(first)}, which ends {say(right)}; "
        f"{say(last)} is stated, which makes it {really}."
    )


def _loose_term(path: FieldPath, start: Day, months: int, end: Day, called: str) -> Iterator[Judged]:
    earliest, latest = term_end(start.earliest, months), term_end(start.latest, months)
    if end.latest < earliest or latest < end.earliest:
        yield Problem(
            path,
            f"{called.capitalize()} of {months_of(months)} from {say(start)} ends between {say(earliest)} and "
            f"{say(latest)}; {say(end)} is stated.",
            "check the start, the length and the end against the contract",
        )


DATE_TERM: Final = Rule(
    id="DATE-TERM",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Stated length fits stated dates",
    checks=(
        "A term of so many months ends the day before the same day of the month, so many months later (at most the "
        "last day of that month). Where a term states its start, its length and its end, these agree; where a date "
        "is known only to the month, they can agree."
    ),
    why="Members decide on dates: a term that is a day too long or too short is not the one that they approved.",
    source="Arithmetic.",
    check=_term,
    bad="extension: {start: 2024-10-25, months: 12, end: 2025-10-25}",
    good="extension: {start: 2024-10-25, months: 12, end: 2025-10-24}",
)

THEME: Final = Theme("dates", "Dates and timetables", (DATE_TERM,))
