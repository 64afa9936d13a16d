import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from reportgen.model.values import (
    Clock,
    Count,
    Day,
    Days,
    DaySpan,
    Email,
    Exempt,
    FinancialYear,
    Line,
    Money,
    Months,
    Percent,
    Prose,
    Quantity,
    Ref,
    WebAddress,
    YesNo,
)

NAMES: dict[str, Any] = {
    "line": Line, "ref": Ref, "yes-no": YesNo, "count": Count, "months": Months, "days": Days,
    "clock": Clock, "day": Day, "span": DaySpan,
    "year": FinancialYear, "money": Money, "percent": Percent, "quantity": Quantity, "prose": Prose,
    "email": Email, "web": WebAddress, "exempt": Exempt,
}  # fmt: skip
READERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in NAMES.items()}


def _rows(table: str, width: int) -> list[list[str]]:
    """Return the rows of a table of specimens; its cells stand between bars."""
    lines = (Path(__file__).parent / table).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split(" |", width - 1)] for line in lines]


@pytest.mark.parametrize(("kind", "written", "meant"), _rows("accepted.txt", 3))
def test_means(kind: str, written: str, meant: str) -> None:
    assert str(READERS[kind].validate_python(written)) == meant


@pytest.mark.parametrize(("kind", "written", "message", "hint"), _rows("refused.txt", 4))
def test_refuses(kind: str, written: str, message: str, hint: str) -> None:
    with pytest.raises(ValidationError) as caught:
        READERS[kind].validate_python(written)
    error = caught.value.errors()[0]
    assert (error["msg"], error["ctx"]["hint"]) == (message, hint)


@pytest.mark.parametrize("kind", [name for name in READERS if name != "exempt"])
@pytest.mark.parametrize("written", ["", "   ", None, [], {}, {"to": "a", "what": "b"}])
def test_never_takes_a_blank_or_another_shape(kind: str, written: object) -> None:
    with pytest.raises(ValidationError) as caught:
        READERS[kind].validate_python(written)
    for error in caught.value.errors():
        assert not re.search(r"\b(None|NoneType|dict|str|regex|null)\b", error["msg"]), error["msg"]


@given(st.text(max_size=30), st.sampled_from(sorted(READERS)))
@settings(derandomize=True, max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_with_a_sentence(written: str, kind: str) -> None:
    try:
        READERS[kind].validate_python(written)
    except ValidationError as error:
        assert all(e["msg"].endswith(".") and e["type"] != "value_error" for e in error.errors())


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@settings(derandomize=True, max_examples=200)
def test_a_date_written_either_way_is_the_same(day: date) -> None:
    assert Day.read(f"{day.day} {day:%B %Y}") == Day.read(day.isoformat()) == Day.of(day)


@given(st.decimals(min_value=-(10**10), max_value=10**10, places=2))
@settings(derandomize=True, max_examples=200)
def test_a_sum_survives_being_printed(amount: Decimal) -> None:
    printed = Money.of(amount)
    assert Money.read(str(printed)).amount == amount


def test_days_sort_by_what_is_known_of_them() -> None:
    days = [Day.read(text) for text in ("2024-10-24", "2024", "2024-10", "2023-12-31")]
    assert [str(day) for day in sorted(days)] == ["2023-12-31", "2024", "2024-10", "2024-10-24"]
    assert [(d.precision, d.exact) for d in days[1:3]] == [("year", None), ("month", None)]
    assert (days[2].earliest, days[2].latest) == (date(2024, 10, 1), date(2024, 10, 31))


def test_a_written_weekday_is_kept_for_a_rule_to_check() -> None:
    assert Day.read("Tuesday 5 June 2024").weekday == "Tuesday"


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("£14.011m", "£14,011,000", True),
        ("£14.011m", "£14,011,499", True),
        ("£14.011m", "£14,012,000", False),
        ("£9,893,001", "£9,893,000.70", True),
        ("£100", "£101", False),
        ("£550k", "£0.55m", True),
    ],
)
def test_two_sums_agree_to_the_last_digit_stated(one: str, other: str, agree: bool) -> None:
    assert Money.read(one).agrees_with(Money.read(other)) is agree
    assert Money.read(other).agrees_with(Money.read(one)) is agree


def test_a_sum_may_say_more_than_its_amount() -> None:
    money = Money.read({"amount": "£9.9m", "vat": "Exclusive", "approx": "yes", "exempt": "3", "note": "a year"})
    assert money.exempt is not None
    assert (money.vat, money.approx, money.exempt.paragraphs, money.note) == ("exclusive", True, (3,), "a year")


@pytest.mark.parametrize("written", ["3 and 5", "3, 5", ["3", "5"], {"paragraphs": ["3", "5"]}, {"paragraphs": "3, 5"}])
def test_the_ways_to_mark_something_exempt(written: object) -> None:
    assert READERS["exempt"].validate_python(written).paragraphs == (3, 5)


def test_exempt_with_no_paragraph_is_exempt_all_the_same() -> None:
    assert READERS["exempt"].validate_python("yes").paragraphs == ()


def test_passages_keep_where_they_stand_in_the_file() -> None:
    prose = Prose.read(["One.", {"text": "Two.", "exempt": "3"}])
    assert [(p.text, p.steps, p.exempt is not None) for p in prose.passages] == [
        ("One.", (0,), False),
        ("Two.", (1, "text"), True),
    ]


def test_faults_in_a_group_are_placed_in_it() -> None:
    with pytest.raises(ValidationError) as caught:
        READERS["prose"].validate_python(["One.", {"text": "", "exempt": "8"}, {"txt": "Two."}])
    assert {error["loc"] for error in caught.value.errors()} == {
        (1, "text"),
        (1, "exempt", "paragraphs", 0),
        (2, "text"),
        (2, "txt"),
    }
