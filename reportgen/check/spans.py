"""Dates that may be known only to the month, as the first and last day that they can be, and what lies between them."""

from datetime import date
from typing import NamedTuple

from reportgen.check.words import days_of, say
from reportgen.model.calendar import term_end
from reportgen.model.values import Day


class Span(NamedTuple):
    """The first and the last day that a date can be; the same day where it is known."""

    first: date
    last: date


def span_of(day: Day) -> Span:
    """Return the days that a date can be."""
    return Span(day.earliest, day.latest)


def span_of_term(start: Day, months: int) -> Span:
    """Return the days on which a term of so many months from a date can end."""
    return Span(term_end(start.earliest, months), term_end(start.latest, months))


def days_between(end: Span, start: Span) -> tuple[int, int]:
    """Return the fewest and the most days that lie after an end and before the next start; below nought they overlap.

    A start on the day after an end leaves 0 days between them.
    """
    return (start.first - end.last).days - 1, (start.last - end.first).days - 1


def say_days(fewest: int, most: int) -> str:
    """Return a number of days, or its range: `1 day`, `25 to 54 days`."""
    return days_of(fewest) if fewest == most else f"{fewest:,} to {days_of(most)}"


def say_span(span: Span) -> str:
    """Return when something is, in a sentence: `on 6 August 2022`, `between 30 April 2018 and 30 May 2018`."""
    return f"on {say(span.first)}" if span.first == span.last else f"between {say(span.first)} and {say(span.last)}"


def on(day: Day) -> str:
    """Return a date as it follows a verb: `on 6 August 2022`, `in September 2022`."""
    return f"{'on' if day.exact else 'in'} {say(day)}"
