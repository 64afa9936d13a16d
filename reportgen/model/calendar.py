"""The arithmetic of terms: months, ends, financial years. Whole days; nothing here knows today's date."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

ONE_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later (or earlier), at most the last day of that month.

    A month that no calendar has any more is taken as the last that it has, or the first.
    """
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= years <= MAXYEAR:
        return date.max if years > MAXYEAR else date.min
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def term_end(start: date, months: int) -> date:
    """Return the last day of a term of whole months that begins on a day."""
    return add_months(start, months) - ONE_DAY


def term_start(end: date, months: int) -> date:
    """Return the first day of a term of whole months whose last day is given."""
    return add_months(end + ONE_DAY, -months)


def months_in(start: date, end: date) -> int | None:
    """Return the whole months of a term from its first to its last day, or None where they are not whole."""
    months = (end.year - start.year) * 12 + end.month - start.month
    for candidate in (months, months + 1):
        if candidate > 0 and term_end(start, candidate) == end:
            return candidate
    return None


def days_by_financial_year(start: date, end: date) -> dict[int, int]:
    """Return the days, both ends counted, that fall in each financial year, by the year in which it begins."""
    days: dict[int, int] = {}
    while start <= end:
        year = start.year if start.month >= 4 else start.year - 1
        last = min(end, date(year + 1, 3, 31))
        days[year] = (last - start).days + 1
        start = last + ONE_DAY
    return days
