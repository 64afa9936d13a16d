"""The periods that the law sets for taking decisions in the open, by name, from periods.toml."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from reportgen.law.tables import Dated, dates_of, read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Dated):
    """A period: its name, and how long it is, in clear days or in months (0 where it is not counted so)."""

    name: str
    days: int
    months: int


@cache
def period(name: str) -> Period:
    """Return the period of a name. Raises KeyError where there is none."""
    for row in read_rows("periods"):
        if row["name"] == name:
            return Period(name=name, days=row.get("days", 0), months=row.get("months", 0), **dates_of(row))
    raise KeyError(name)


def since(name: str) -> date | None:
    """Return the first day on which the provision of a name was in force."""
    return period(name).start
