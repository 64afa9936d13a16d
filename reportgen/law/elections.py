"""Elections in England: the days from the last on which notice of each is given to that of the poll."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from reportgen.law.tables import Dated, dates_of, read_rows

NOTICE_DAYS: Final = 25
"""Working days before the poll by which notice of a local election is given at the latest (Local Elections (Principal
Areas) (England and Wales) Rules 2006, Schedule 2, rule 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Election(Dated):
    """An election. It starts with the last day for its notice and ends with polling day.

    A local one is not held in every area.
    """

    title: str
    is_local: bool

    @property
    def notice(self) -> date:
        """Return the last day on which notice of it is published."""
        return self.start or date.min

    @property
    def polling_day(self) -> date:
        """Return the day of the poll."""
        return self.end or date.max


@cache
def elections() -> tuple[Election, ...]:
    """Return the elections of England that have days of their own, oldest first."""
    rows = read_rows("elections")
    return tuple(Election(title=row["title"], is_local=row["is_local"], **dates_of(row)) for row in rows)
