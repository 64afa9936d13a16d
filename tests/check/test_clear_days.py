"""Clear days: neither end counted, by the calendar and as working days; dates known to the month give a range."""

from datetime import date

import pytest

from reportgen.check.clear_days import clear_days, latest_for, working_clear_days
from reportgen.model.values import Day


@pytest.mark.parametrize(
    ("first", "last", "calendar", "working"),
    [
        ("2021-08-25", "2021-09-22", "27", "18"),  # a bank holiday on 30 August
        ("2021-08-24", "2021-09-22", "28", "19"),
        ("2024-05-31", "2024-06-05", "4", "2"),
        ("2024-05-28", "2024-06-05", "7", "5"),
        ("2024-02-28", "2024-03-01", "1", "1"),  # 29 February
        ("2024-06-05", "2024-06-05", "-1", "0"),
        ("2021-08", "2021-09-22", "21 to 51", "15 to 36"),
    ],
)
def test_clear_days(first: str, last: str, calendar: str, working: str) -> None:
    days = Day.read(first), Day.read(last)
    assert (str(clear_days(*days)), str(working_clear_days(*days))) == (calendar, working)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2024-02-28", "2024-03-01", "1 clear day"),
        ("2024-02-28", "2024-02-29", "0 clear days"),
        ("2024-06-05", "2024-06-05", "no clear days"),
        ("2021-08", "2021-09-22", "21 to 51 clear days"),
        ("2021-09", "2021-09-22", "at most 20 clear days"),
    ],
)
def test_clear_days_in_words(first: str, last: str, told: str) -> None:
    assert clear_days(Day.read(first), Day.read(last)).told == told


@pytest.mark.parametrize(
    ("held", "count", "working", "latest"),
    [
        (date(2021, 9, 22), 28, False, date(2021, 8, 24)),
        (date(2018, 4, 17), 5, True, date(2018, 4, 9)),
        (date(2018, 4, 17), 5, False, date(2018, 4, 11)),
        (date(2021, 6, 8), 5, True, date(2021, 5, 28)),  # 31 May was a bank holiday
    ],
)
def test_the_latest_day_that_leaves_clear_days(held: date, count: int, working: bool, latest: date) -> None:
    assert latest_for(held, count, working=working) == latest
    days = (working_clear_days if working else clear_days)(Day.of(latest), Day.of(held))
    assert days.fewest >= count
