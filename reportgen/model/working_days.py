"""Working days in England: Monday to Friday, less the bank holidays, those proclaimed for one year alone among them.

The bank holidays are those of the Banking and Financial Dealings Act 1971, Schedule 1, with Good Friday, Christmas
Day and the days that royal proclamation has added or moved, as the `holidays` package keeps them.
"""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # Imported here, because most documents count no working days and the package takes a tenth of a second to load.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Return whether a day is a working day in England."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


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
