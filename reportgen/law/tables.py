"""The dated tables, read from the files beside this module."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A row of a table: from which day to which it holds, both counted, and where that was read."""

    start: date | None
    end: date | None
    source: str
    to_confirm: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the row is in force on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Dated):
    """The procurement thresholds of sub-central authorities, in pounds; `vat_included` says on which basis."""

    services: Decimal
    light_touch: Decimal
    works: Decimal
    vat_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptParagraph(Dated):
    """A paragraph of Part 1 of Schedule 12A to the Local Government Act 1972: its number, and what it is about."""

    number: int
    description: str
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeDates(Dated):
    """A procurement law: which procurements it governs, by the day on which they began."""

    regime: str
    title: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Dated):
    """A figure that a provision sets, by its id: a share in per cent, a sum in pounds, or a number of days."""

    id: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform(Dated):
    """Where notices of procurement are published: its name, what papers call it, and what took its place."""

    name: str
    words: tuple[str, ...]
    instead: str


def read_rows(name: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a table as its file has them: `name` is the file's, without its suffix.

    Every file has one list of tables, `row`.
    """
    text = (files("reportgen.law") / f"{name}.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["row"])


def dates_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every row has, as the fields of a Dated."""
    return {
        "start": row.get("from"),
        "end": row.get("to"),
        "source": row["source"],
        "to_confirm": row.get("to_confirm", ""),
    }


def in_force(rows: Iterable[Row], day: date) -> tuple[Row, ...]:
    """Return the rows that are in force on a day."""
    return tuple(row for row in rows if row.holds_on(day))


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Return the procurement thresholds, oldest first (PCR 2015, regulation 5; Procurement Act 2023, Schedule 1)."""
    return tuple(
        Threshold(
            services=Decimal(row["services"]),
            light_touch=Decimal(row["light_touch"]),
            works=Decimal(row["works"]),
            vat_included=row["vat_included"],
            **dates_of(row),
        )
        for row in read_rows("thresholds")
    )


def threshold_on(day: date) -> Threshold | None:
    """Return the thresholds in force on a day, None before the first that we hold."""
    found = in_force(thresholds(), day)
    return found[0] if found else None


@cache
def exempt_paragraphs() -> tuple[ExemptParagraph, ...]:
    """Return the paragraphs of Schedule 12A, Part 1, in the form in force from 1 March 2006."""
    return tuple(
        ExemptParagraph(
            number=row["number"],
            description=row["description"],
            content=tuple(row["content"]),
            **dates_of(row),
        )
        for row in read_rows("schedule_12a")
    )


@cache
def regimes() -> tuple[RegimeDates, ...]:
    """Return the procurement laws that follow on one another, by the day on which a procurement began."""
    return tuple(
        RegimeDates(regime=row["regime"], title=row["title"], short=row["short"], **dates_of(row))
        for row in read_rows("regimes")
    )


@cache
def _limits() -> Mapping[str, Limit]:
    return {
        row["id"]: Limit(id=row["id"], value=Decimal(row["value"]), unit=row["unit"], **dates_of(row))
        for row in read_rows("limits")
    }


def limit(name: str) -> Decimal:
    """Return the figure that a provision sets, by its id in `limits.toml`. Raises KeyError for an unknown id."""
    return _limits()[name].value


@cache
def limits_in_per_cent() -> frozenset[Decimal]:
    """Return the shares in per cent that provisions set."""
    return frozenset(row.value for row in _limits().values() if row.unit.startswith("per cent"))


@cache
def platforms() -> tuple[Platform, ...]:
    """Return where notices of procurement are and were published (SI 2020/1319)."""
    return tuple(
        Platform(name=row["name"], words=tuple(row["words"]), instead=row["instead"], **dates_of(row))
        for row in read_rows("platforms")
    )
