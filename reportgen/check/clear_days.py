"""Clear days between two dates: neither the first nor the last of them is counted.

The regulations don't say whether days at the weekend count. They do for the 28 days; for the five days many councils
leave weekends and bank holidays out, so both are worked out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.model.calendar import ONE_DAY
from reportgen.model.values import Day
from reportgen.model.working_days import count_working_days, is_working_day


@dataclass(frozen=True, slots=True)
class ClearDays:
    """How many clear days there are at least and at most, since a date may be known only to the month."""

    fewest: int
    most: int

    def __str__(self) -> str:
        return str(self.fewest) if self.fewest == self.most else f"{self.fewest} to {self.most}"

    @property
    def told(self) -> str:
        """Return them in words: "1 clear day", "3 to 33 clear days", "at most 5", and none for dates in wrong order."""
        limit = f"at most {self.most}" if self.most > 0 else "no"
        number = limit if self.fewest < 0 else str(self)
        return f"{number} clear {'day' if self.most == 1 else 'days'}"


def clear_days(first: Day, last: Day) -> ClearDays:
    """Return the clear days from one date to another, by the calendar; fewer than 0 where they are in wrong order."""
    return ClearDays(_between(first.latest, last.earliest), _between(first.earliest, last.latest))


def working_clear_days(first: Day, last: Day) -> ClearDays:
    """Return the clear days from one date to another that are working days in England."""
    return ClearDays(_working(first.latest, last.earliest), _working(first.earliest, last.latest))


def latest_for(day: date, count: int, *, working: bool = False) -> date:
    """Return the last working day, or day of the calendar, that leaves so many clear days before a day."""
    if not working:
        return day - timedelta(days=count + 1)
    while count > 0:
        day -= ONE_DAY
        count -= is_working_day(day)
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def _between(first: date, last: date) -> int:
    return (last - first).days - 1


def _working(first: date, last: date) -> int:
    return count_working_days(first + ONE_DAY, last - ONE_DAY)
