"""Figures typed in texts (sums, dates to the day, percentages, counts), and the values that they may be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from reportgen.check.case import Case
from reportgen.check.texts import Text
from reportgen.law.tables import regimes, threshold_on
from reportgen.model.call_in import call_in_dates
from reportgen.model.decision import Decision
from reportgen.model.record import Record
from reportgen.model.values import Day, DaySpan, Money, Percent, Quantity, Value

_SUM: Final = re.compile(
    r"£\s?(?P<whole>[0-9]{1,3}(?:\s?,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?"
    r"\s?(?P<unit>billion|million|thousand|bn|mn|m|k)?(?![\w]|[.,][0-9]|\s?[-–—]\s?£?[0-9])",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DATE: Final = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(_MONTHS)}),?\s+(?P<year>[0-9]{{4}})\b",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(
    r"(?P<whole>[0-9](?<![\w.,£].)[0-9]*)(?:\.(?P<part>[0-9]+))?\s?(?:%|per\s?cent\b)", re.IGNORECASE
)
_COUNT: Final = re.compile(
    r"(?P<number>[0-9](?<![\w.,£/-].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]+))\s+(?:[a-z-]+\s+)?(?P<unit>"
    r"hours|visits|calls|people|residents|adults|children|users|customers|clients|carers|staff|workers|"
    r"providers|suppliers|contracts|packages|households|responses|respondents|months)\b"
)

LEAST_SUM: Final = 1000
"""In pounds: a smaller sum is looked for only where it is given in pence."""


@dataclass(frozen=True, slots=True)
class TypedSum:
    """A sum as it is typed in a text."""

    text: Text
    words: str
    money: Money


def typed_sums(case: Case) -> Iterator[TypedSum]:
    """Yield the sums typed in the prose of a subject, each once a text. Quotations have none."""
    for text in _prose(case):
        seen = set()
        for found in _SUM.finditer(text.plain) if "£" in text.plain else ():
            words = found[0].strip()
            money = _money(words)
            if words not in seen and money is not None and (money.amount >= LEAST_SUM or money.places):
                seen.add(words)
                yield TypedSum(text, words, money)


def _money(words: str) -> Money | None:
    """Return the sum that some words are, None for more than a sum may be; pasted text may have a space at a comma."""
    try:
        return Money.read(re.sub(r"\s,", ",", words))
    except ValueError:
        return None


def _prose(case: Case) -> Iterator[Text]:
    for text in case.texts:
        if not text.is_line and text.path[0] not in ("review_notes", "waive", "meta") and text.has_digits:
            yield text


@dataclass(slots=True)
class Known:
    """The values that a subject holds, stated or worked out, with those of its council and of the law of the day."""

    sums: list[Money] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    percents: list[Percent | Quantity] = field(default_factory=list)
    numbers: set[Decimal] = field(default_factory=set)

    def take(self, value: object) -> None:
        """Take in a value, and whatever it holds."""
        if isinstance(value, Money):
            self.sums.append(value)
        elif isinstance(value, Day):
            if value.exact is not None:
                self.days.add(value.exact)
        elif isinstance(value, Percent):
            self.percents.append(value)
        elif isinstance(value, Quantity):
            self.percents.append(value)
            self.numbers.add(value.value)
        elif isinstance(value, int):
            self.numbers.add(Decimal(value))
        elif isinstance(value, DaySpan):
            self.take(value.start)
            self.take(value.end)
        elif isinstance(value, tuple):
            for one in value:
                self.take(one)
        elif isinstance(value, Record):
            self._take_record(value)

    def _take_record(self, record: Record) -> None:
        for value in record.__dict__.values():
            if isinstance(value, (Value, Record, tuple, int)):
                self.take(value)
        unit, number = record.__dict__.get("unit"), record.__dict__.get("value")
        power = _POWERS.get(unit.lower()) if isinstance(unit, str) else None
        if power is not None and isinstance(number, Quantity):
            scale = {0: "", 3: "k", 6: "m", 9: "bn"}[power]
            self.sums.append(Money(number.value.scaleb(power), number.places, scale))


_POWERS: Final = {"£": 0, "£k": 3, "£000": 3, "£m": 6, "£bn": 9}


def known_values(case: Case) -> Known:
    """Return the values that a figure typed in a text may be."""
    known = Known()
    known.take(case.subject)
    for derived in case.derived.values():
        known.take(derived.value)
    for text in case.texts:
        if text.is_line:
            said = (_money(found[0].strip()) for found in _SUM.finditer(text.written))
            known.sums += [money for money in said if money is not None]
    known.take(case.council)
    threshold = threshold_on(case.as_of)
    if threshold is not None:
        known.sums += [Money.of(sum_) for sum_ in (threshold.services, threshold.light_touch, threshold.works)]
    known.days |= {day for row in regimes() for day in (row.start, row.end) if day is not None}
    if isinstance(case.subject, Decision):
        dates = call_in_dates(case.subject, case.council)
        if dates is not None:
            known.days |= {dates.taken, dates.published, dates.effective, dates.expires or dates.taken}
    return known


@dataclass(frozen=True, slots=True)
class Typed:
    """A date, percentage or count as it is typed in a text, with what it is called."""

    text: Text
    words: str
    called: str
    value: date | Percent | Decimal

    def is_known(self, known: Known) -> bool:
        """Return whether the record holds it: a percentage may be rounded."""
        if isinstance(self.value, date):
            return self.value in known.days or (self.value.month, self.value.day) in ((3, 31), (4, 1))
        if isinstance(self.value, Percent):
            return any(_rounds_to(self.value, one) for one in known.percents)
        return self.value in known.numbers


def _rounds_to(typed: Percent, held: Percent | Quantity) -> bool:
    room = Decimal("0.5").scaleb(-min(typed.places, held.places))
    return abs(typed.value - held.value) <= room


def typed_figures(case: Case) -> Iterator[Typed]:
    """Yield the dates to the day, the percentages and the counts typed in the prose of a subject, each once a text.

    Nought and a hundred per cent are words, not figures.
    """
    for text in _prose(case):
        seen = set()
        for typed in (*_dates(text), *_percents(text), *_counts(text)):
            if typed.value not in seen:
                seen.add(typed.value)
                yield typed


def _dates(text: Text) -> Iterator[Typed]:
    for found in _DATE.finditer(text.plain):
        try:
            day = date(int(found["year"]), _MONTHS.index(found["month"].lower()) + 1, int(found["day"]))
        except ValueError:
            continue
        yield Typed(text, found[0], "date", day)


def _percents(text: Text) -> Iterator[Typed]:
    for found in _PERCENT.finditer(text.plain):
        part = found["part"] or ""
        value = Percent(Decimal(f"{found['whole']}.{part or '0'}"), len(part))
        if value.value not in (0, 100):
            yield Typed(text, found[0], "percentage", value)


def _counts(text: Text) -> Iterator[Typed]:
    for found in _COUNT.finditer(text.plain):
        yield Typed(text, found[0], f"number of {found['unit']}", Decimal(found["number"].replace(",", "")))
