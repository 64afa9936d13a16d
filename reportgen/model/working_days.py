"""Working days in England: Monday to Friday, less the bank holidays, those proclaimed for one year alone among them.

The bank holidays are those of the Banking and Financial Dealings Act 1971, Schedule 1, with Good Friday, Christmas
Day and the days that royal proclamation has added or moved, as the `holidays` package keeps them.
"""

from datetime import date, timedelta
from functools import cache
from typing import Final

SATURDAY = 5

# What the package says of the years that papers are about, as a test holds it to: the package takes longer to load
# than all else that most papers need, a sixth of a second.
_LISTED: Final = {
    2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
}
"""Bank holidays that fall on weekdays, each year's as month and day."""


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    if listed := _LISTED.get(year):
        return frozenset(date.fromisoformat(f"{year}-{day}") for day in listed.split())
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Return whether a day is a working day in England."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def count_working_days(first: date, last: date) -> int:
    """Return the working days from one day to another, both counted; none where they are in wrong order."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range((last - first).days + 1))


def add_working_days(day: date, count: int) -> date:
    """Return the last of so many working days that follow a day, which itself is not counted."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def subtract_working_days(day: date, count: int) -> date:
    """Return the first of so many working days that come before a day, which itself is not counted."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day
