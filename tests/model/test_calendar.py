from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.calendar import add_months, days_by_financial_year, months_in, term_end, term_start

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2021, 10, 25), 36, date(2024, 10, 24)),
        (date(2024, 3, 1), 18, date(2025, 8, 31)),
        (date(2022, 2, 7), 6, date(2022, 8, 6)),
        (date(2024, 8, 31), 6, date(2025, 2, 27)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
    ],
)
def test_the_last_day_of_a_term(start: date, months: int, end: date) -> None:
    assert term_end(start, months) == end


def test_months_before_a_date() -> None:
    assert add_months(date(2024, 10, 24), -3) == date(2024, 7, 24)
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


@given(DAYS, st.integers(1, 120))
@settings(derandomize=True, max_examples=300)
def test_length_and_start_follow_from_the_ends(start: date, months: int) -> None:
    end = term_end(start, months)
    assert months_in(start, end) == months
    if start.day <= 28:
        assert term_start(end, months) == start


def test_a_term_of_odd_days_has_no_whole_months() -> None:
    assert months_in(date(2024, 10, 25), date(2025, 10, 25)) is None


@given(DAYS, st.integers(0, 2000))
@settings(derandomize=True, max_examples=300)
def test_every_day_falls_in_one_financial_year(start: date, length: int) -> None:
    days = days_by_financial_year(start, start + timedelta(days=length))
    assert sum(days.values()) == length + 1
    assert list(days) == sorted(days)
