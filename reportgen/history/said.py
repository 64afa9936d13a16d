"""How moments are said, and long lines broken."""

import textwrap
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


def broken(line: str, width: int | None) -> str:
    """Return a line broken at its blanks where it is longer than a width, what follows set further in."""
    if width is None or len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    parts = textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(parts)
