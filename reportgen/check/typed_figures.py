"""The dates, sums, percentages and counts in a text, with what its references name, so that two texts can be compared.

Numbers that name a place (section 3, clause 4.2) and `one` are no figures.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.check.words import listed, say
from reportgen.model.decision import Decision
from reportgen.model.derive import Derived
from reportgen.model.references import ProseReference, Resolved, resolve, split
from reportgen.model.values import Day, Money, Percent, Quantity

_MONTHS: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})\.?\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b"
)
_SUM: Final = re.compile(
    r"£\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?(?:bn|billion|mn|million|m|k|thousand)\b)?", re.IGNORECASE
)
_PERCENT: Final = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_FINANCIAL_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\s?[/–-]\s?(?:\d\d){1,2}\b")
_PLACE: Final = re.compile(
    r"\b(?i:sections?|paragraphs?|paras?|appendix|appendices|annex|clauses?|orders?|rules?|regulations?|items?|minutes?|"
    r"recommendations?|resolutions?|lots?|schedules?|tables?|parts?|phases?|options?|no\.?)\s+(?:\d|[A-Z]\b)[\w.()/]*"
    r"|\b\d+(?:\.\d+)+(?:\([a-z0-9]+\))*|\b[A-Z]{2,}[/ -]?\d[\w/-]*|\b(?:Act|Regulations|Order)\s+(?:19|20)\d\d"
)
_WORDS: Final = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_COUNT: Final = re.compile(
    rf"(?<![\w.£])(\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_WORDS)})(?![\w%]|\.\d)(?:[\s-]+(years?)\b)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TypedFigures:
    """The figures of a text, by kind. A number of years also counts as the months that it has."""

    dates: tuple[Day, ...]
    sums: tuple[Money, ...]
    percents: tuple[Decimal, ...]
    counts: tuple[tuple[int, int], ...]
    """A number, and how many months it is where it is a number of years, else the number again."""


def figures_of(written: str, decision: Decision, derived: Mapping[FieldPath, Derived]) -> TypedFigures:
    """Return the figures of a text whose references name the fields of a decision."""
    text = "".join(
        _spelt(piece, decision, derived)
        if isinstance(piece, ProseReference)
        else piece
        if isinstance(piece, str)
        else ""
        for piece in split(written)
    )
    dates, text = _taken(_DATE, text)
    sums, text = _taken(_SUM, text)
    percents, text = _taken(_PERCENT, text)
    text = _FINANCIAL_YEAR.sub(" ", _PLACE.sub(" ", text))
    return TypedFigures(
        tuple(day for found in dates if (day := _day(found)) is not None),
        tuple(money for found in sums if (money := _money(found)) is not None),
        tuple(Decimal(re.sub(r"[^\d.]", "", found)) for found in percents),
        tuple((number, number * 12 if in_years else number) for number, in_years in _counts(text)),
    )


def _spelt(reference: ProseReference, decision: Decision, derived: Mapping[FieldPath, Derived]) -> str:
    """Return what a reference names, written in full."""
    if reference.is_place:
        return ""
    found = resolve(reference, decision, derived)
    value = found.value if isinstance(found, Resolved) else ""
    if isinstance(value, Day):
        return f"{value.earliest:%B %Y}" if "month_year" in reference.filters else say(value)
    if isinstance(value, tuple):
        return str(len(value))
    if isinstance(value, int) and "years" in reference.filters and value % 12 == 0:
        return f"{value // 12} years"
    return str(value) if isinstance(value, (Money, Percent, Quantity, int, str)) else ""


def _taken(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """Return what a pattern finds in a text, and the text without it."""
    return [found.group() for found in pattern.finditer(text)], pattern.sub(" ", text)


def _day(found: str) -> Day | None:
    try:
        return Day.read(found)
    except ValueError:
        return None


def _money(found: str) -> Money | None:
    try:
        return Money.read(found)
    except ValueError:
        return None


def _counts(text: str) -> list[tuple[int, bool]]:
    found = []
    for match in _COUNT.finditer(text):
        word = match.group(1).lower()
        number = _WORDS.index(word) + 2 if word in _WORDS else int(word.replace(",", ""))
        found.append((number, match.group(2) is not None))
    return found


def other_figures(said: TypedFigures, recommended: TypedFigures) -> list[str]:
    """Return what one text says that another does not, in words: `25 October 2025, not 24 October 2025`."""
    return [
        *_other([say(one) for one in said.dates if not _near(one, recommended.dates)], map(say, recommended.dates)),
        *_other([str(one) for one in said.sums if not _agrees(one, recommended.sums)], map(str, recommended.sums)),
        *_other(
            [f"{one}%" for one in said.percents if one not in recommended.percents],
            (f"{one}%" for one in recommended.percents),
        ),
        *_other(
            [str(number) for number, months in said.counts if not _counted(number, months, recommended.counts)],
            (str(number) for number, _ in recommended.counts),
        ),
    ]


def _other(unlike: list[str], known: Iterable[str]) -> list[str]:
    instead = list(dict.fromkeys(known))
    return [f"{one}, not {listed(instead, 'or')}" if instead else one for one in unlike]


def _near(day: Day, known: tuple[Day, ...]) -> bool:
    return any(day.earliest <= one.latest and one.earliest <= day.latest for one in known)


def _agrees(money: Money, known: tuple[Money, ...]) -> bool:
    return any(money.agrees_with(one) for one in known)


def _counted(number: int, months: int, known: tuple[tuple[int, int], ...]) -> bool:
    return any({number, months} & {one, in_months} for one, in_months in known)
