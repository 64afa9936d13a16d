"""How moments are said."""

from datetime import datetime
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def moment(when: datetime) -> str:
    """Return a moment by the clock of whoever was there: `3 March 2026, 09:00`."""
    return f"{day(when)}, {when:%H:%M}"


def day(when: datetime) -> str:
    """Return the day of a moment: `3 March 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: datetime) -> str:
    """Return the day of a moment in few characters: `3 Mar 2026`."""
    return f"{when.day} {_MONTHS[when.month - 1][:3]} {when.year}"
