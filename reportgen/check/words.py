"""How findings say dates, lengths, sums and lists: in words that an officer reads without stopping."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reportgen.model.values import Day


def say(day: date | Day) -> str:
    """Return a date as findings print it: `24 October 2025`, `October 2025` or `2025`."""
    if isinstance(day, Day):
        exact = day.exact
        if exact is None:
            return f"{day.earliest:%B %Y}" if day.month else str(day.year)
        day = exact
    return f"{day.day} {day:%B %Y}"


def say_weekday(day: date) -> str:
    """Return a date with its weekday: `Friday 24 October 2025`."""
    return f"{day:%A} {say(day)}"


def months_of(count: int) -> str:
    """Return a number of months: `1 month`, `12 months`."""
    return counted(count, "month")


def days_of(count: int) -> str:
    """Return a number of days: `1 day`, `25 days`."""
    return counted(count, "day")


def counted(count: int, one: str, several: str = "") -> str:
    """Return a number with what it counts: `1 contract`, `1,200 contracts`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def pounds(amount: Decimal) -> str:
    """Return a sum in pounds: `£9,893,001`, with pence where it has any."""
    whole = amount == amount.to_integral_value()
    shown = f"{abs(amount):,.0f}" if whole else f"{abs(amount).quantize(Decimal('0.01'), ROUND_HALF_UP):,.2f}"
    return f"{'-' if amount < 0 else ''}£{shown}"


def percent(share: Decimal, places: int = 1) -> str:
    """Return a percentage from a part of one: `8.2%` for 0.0824."""
    return f"{(share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence: `one, two and three`."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end
