"""The value types: what a line, a sum, a date or a count may be written as, and what it then means.

Every value arrives as the text that stands in the file. A reader here turns it into a value or refuses it with a
sentence that an officer can act on; nothing is guessed from how a text looks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import TypeAdapter, model_validator
from pydantic_core import core_schema

from reportgen.base.source import FieldPath
from reportgen.model.calendar import days_by_financial_year
from reportgen.model.record import Choice, Record, optional, refusal, required, shorten

PLAIN = ["string", "number", "boolean"]
"""What an editor may take an unquoted value for, before we read it as text."""


class Reader:
    """The mark, in an annotation, of a plain value that a function of ours reads."""

    __slots__ = ("core", "read", "schema")

    def __init__(self, read: Callable[[object], object], schema: Mapping[str, Any]) -> None:
        self.read = read
        self.schema = schema
        self.core = core_schema.no_info_plain_validator_function(read)

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> core_schema.CoreSchema:
        # A fresh copy: pydantic writes each field's own title into the mapping it is given.
        return self.core.copy()

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        return dict(self.schema)


class Value:
    """What the value types share: `read` makes one from what stands in the file."""

    __slots__ = ()
    schema: ClassVar[Mapping[str, Any]] = {}

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the value that a text means, or refuse it with a sentence."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: object, _handler: object) -> dict[str, Any]:
        return dict(cls.schema)


def _text(written: object, wanted: str, code: str) -> str:
    """Return the text that was written; refuse a blank, a list or a group of fields."""
    if isinstance(written, str):
        text = written.strip()
        if text:
            return text
        raise refusal("blank", f"This is blank: {wanted} is wanted.")
    if written is None:
        raise refusal("blank", f"This is blank: {wanted} is wanted.")
    if isinstance(written, Mapping):
        raise refusal(code, f"A group of fields stands here, where {wanted} is wanted.")
    if isinstance(written, (list, tuple)):
        raise refusal(code, f"A list stands here, where {wanted} is wanted.")
    raise refusal(code, f"Text is wanted here: {wanted}.", "put it in quotation marks")


# Text ----------------------------------------------------------------------------------------------------------


def read_line(written: object) -> str:
    """Return one line of text, trimmed, with single spaces."""
    return " ".join(_text(written, "a line of text", "line").split())


_REF = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")


def read_ref(written: object) -> str:
    """Return an id: letters, digits, hyphens and underscores."""
    text = _text(written, "an id, as `lot-1`", "ref")
    if not _REF.fullmatch(text) or len(text) > 80:
        plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
        hint = f"write `{plain}`" if plain else ""
        raise refusal("ref", f"`{shorten(text)}` is not an id: use letters, digits and hyphens, with no spaces.", hint)
    return text


_EMAIL = re.compile(r"[^\s@<>,;:()\[\]\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def read_email(written: object) -> str:
    """Return an e-mail address."""
    text = _text(written, "an e-mail address", "email")
    if not _EMAIL.fullmatch(text):
        raise refusal("email", f"`{shorten(text)}` is not an e-mail address.", "write it as `name@council.gov.uk`")
    return text


_WEB = re.compile(r"(?:https?://[^\s<>\"/]+[^\s<>\"]*|mailto:[^\s<>\"@]+@[^\s<>\"@]+)", re.IGNORECASE)


def read_address(written: object) -> str:
    """Return a web address: http, https or mailto, and no other kind."""
    text = _text(written, "a web address", "address")
    if not _WEB.fullmatch(text):
        raise refusal(
            "address",
            f"`{shorten(text)}` is not a web address that can be printed.",
            "begin it with `https://`, `http://` or `mailto:`",
        )
    return text


def _plain_schema(description: str, types: object = "string", **more: object) -> dict[str, Any]:
    return {"type": types, "description": description, **more}


Line = Annotated[str, Reader(read_line, _plain_schema("One line of text.", PLAIN))]
"""One line of text: trimmed, single spaces, never empty."""

Ref = Annotated[str, Reader(read_ref, _plain_schema("An id, as lot-1.", ["string", "integer"]))]
"""The id of a record: letters, digits, hyphens and underscores."""

Email = Annotated[str, Reader(read_email, _plain_schema("An e-mail address.", format="email"))]
"""An e-mail address."""

WebAddress = Annotated[str, Reader(read_address, _plain_schema("A web address.", pattern="^(https?://|mailto:)"))]
"""A web address: http, https or mailto only."""


# Yes and no, counts, times -------------------------------------------------------------------------------------

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def read_yes_no(written: object) -> bool:
    """Return whether a text says yes or no; no other words are taken."""
    text = _text(written, "`yes` or `no`", "yes_no")
    answer = _YES_NO.get(text.lower())
    if answer is None:
        raise refusal("yes_no", f"`{shorten(text)}` is neither yes nor no.", "write `yes` or `no`")
    return answer


_NUMBER = re.compile(r"([-−]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def _number(text: str, code: str, what: str, example: str = "1,234", unit: str = "") -> tuple[Decimal, int]:
    """Return a number and how many decimal places it was written with; `unit` is what stood after it in the file."""
    found = _NUMBER.fullmatch(text)
    if found and len(text) > MOST_SIGNS:
        raise refusal(code, f"`{shorten(text + unit)}` has more than {MOST_SIGNS} signs.", "check the number")
    if found:
        sign, whole, part = found.groups()
        if len(whole.replace(",", "").lstrip("0")) > 15:
            message = f"`{shorten(text + unit)}` has more than 15 digits before the point."
            raise refusal(code, message, "check the number")
        return Decimal(f"{'-' if sign else ''}{whole.replace(',', '')}.{part or '0'}"), len(part or "")
    if "," in text and re.fullmatch(r"[-−]?[0-9,]+(?:\.[0-9]+)?", text):
        raise refusal(code, f"The commas in `{shorten(text)}` don't stand between thousands.", "write it as 9,139,875")
    if text.lower() in _WORDS:
        message = f"`{text}{unit}` is written in words; digits are wanted."
        raise refusal(code, message, f"write `{_WORDS.index(text.lower())}{'%' if code == 'percent' else ''}`")
    raise refusal(code, f"`{shorten(text + unit)}` is not {what}.", f"write it in digits, as {example}")


MOST: Final = 1_000_000_000
"""A count is less: nothing that a council counts is more, and no slip of the finger goes unseen."""

MOST_MONTHS: Final = 1200
MOST_DAYS: Final = 400
MOST_POUNDS: Final = Decimal(10) ** 12
MOST_SIGNS: Final = 30


def read_months(written: object) -> int:
    """Return a number of months, no more than a hundred years have."""
    return _at_most(MOST_MONTHS, _whole(written), "months", "100 years")


def read_days(written: object) -> int:
    """Return a number of days, no more than a year and a month have."""
    return _at_most(MOST_DAYS, _whole(written), "days", "more than a year")


def _at_most(most: int, count: int, what: str, length: str) -> int:
    if count > most:
        raise refusal("count", f"`{count:,}` {what} are too many: {most:,} are {length}.", "check the number")
    return count


def read_count(written: object) -> int:
    """Return a whole number, zero or more; commas between thousands are welcome."""
    count = _whole(written)
    if count >= MOST:
        raise refusal("count", f"`{count:,}` is a thousand million or more.", "check the number")
    return count


def _whole(written: object) -> int:
    text = _text(written, "a whole number", "count")
    number, places = _number(text, "count", "a whole number")
    if places:
        hint = "write it without a point, as 12; years and months as so many months"
        raise refusal("count", f"`{shorten(text)}` is not a whole number.", hint)
    if number < 0:
        raise refusal(
            "count", f"`{shorten(text)}` is less than nothing, and this counts things.", "take the minus away"
        )
    return int(number)


_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s?(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


def read_clock(written: object) -> time:
    """Return a time of day: `18:30`, `6.30 pm`, `noon`."""
    text = _text(written, "a time of day", "clock")
    if text.lower() == "noon":
        return time(12)
    found = _CLOCK.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    half = (found[3] or "").lower()[:1] if found else ""
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half or (found and found[2] is None):
        hour = 99
    if hour > 23 or minute > 59:
        raise refusal("clock", f"`{shorten(text)}` is not a time of day.", "write it as `18:30` or `6.30 pm`")
    return time(hour, minute)


YesNo = Annotated[bool, Reader(read_yes_no, _plain_schema("yes or no.", ["boolean", "string"], format="yes-no"))]
"""Yes or no (or true or false), in any case, and no other word."""

Count = Annotated[int, Reader(read_count, _plain_schema("A whole number.", ["integer", "string"], format="count"))]
"""A whole number, zero or more."""

Months = Annotated[int, Reader(read_months, _plain_schema("A whole number.", ["integer", "string"], format="count"))]
"""A number of months, from 0 to 1,200."""

Days = Annotated[int, Reader(read_days, _plain_schema("A whole number.", ["integer", "string"], format="count"))]
"""A number of days, from 0 to 400."""

Clock = Annotated[
    time, Reader(read_clock, _plain_schema("A time of day, as 18:30.", ["string", "number"], format="clock"))
]
"""A time of day."""


def _places(value: Decimal, places: int) -> str:
    return f"{value:,.{places}f}"


@dataclass(frozen=True, slots=True)
class Quantity(Value):
    """A number with the decimal places it was written with; its unit stands beside it."""

    schema: ClassVar[Mapping[str, Any]] = _plain_schema(
        "A number, as 123,759.48.", ["number", "string"], format="number"
    )

    value: Decimal
    places: int = 0

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the number that a text means."""
        if isinstance(written, cls):
            return written
        text = _text(written, "a number", "quantity")
        if text[0] == "£" or text[-1] == "%":
            raise refusal(
                "quantity",
                f"`{shorten(text)}` holds its unit; a bare number is wanted.",
                f"write `{text.strip('£% ')}`, and the unit under `unit`",
            )
        return cls(*_number(text, "quantity", "a number"))

    def __str__(self) -> str:
        return _places(self.value, self.places)


@dataclass(frozen=True, slots=True)
class Percent(Value):
    """A percentage, as 8.24 for 8.24%, with the decimal places it was written with."""

    schema: ClassVar[Mapping[str, Any]] = _plain_schema(
        "A percentage, as 8.24%.", ["number", "string"], format="percentage"
    )

    value: Decimal
    places: int = 0

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the percentage that a text means."""
        if isinstance(written, cls):
            return written
        text = _text(written, "a percentage", "percent")
        bare = re.sub(r"\s*(?:%|per cent|percent)$", "", text, flags=re.IGNORECASE)
        return cls(*_number(bare, "percent", "a percentage", "8.24%", text[len(bare) :]))

    @property
    def factor(self) -> Decimal:
        """Return the part of one, as 0.0824."""
        return self.value / 100

    def __str__(self) -> str:
        return _places(self.value, self.places) + "%"


# Dates ---------------------------------------------------------------------------------------------------------

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_NUMBER = {name.lower(): n for n, name in enumerate(_MONTHS, 1)} | {
    name[:3].lower(): n for n, name in enumerate(_MONTHS, 1)
}
_MONTH_NUMBER["sept"] = 9
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WORDED = re.compile(
    r"(?:(?P<weekday>[A-Za-z]+day),?\s+)?(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>[0-9]{4})"
)
_SLASHED = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{1,4}))?|([0-9]{1,2})[/.-]([0-9]{4})")
_DAY_WANTED = "write it as 2024-10-24, as 24 October 2024, or as 2024-10 where only the month is known"


@dataclass(frozen=True, slots=True, order=True)
class Day(Value):
    """A date that may be known only to the month or the year.

    Days sort by what is known of them: `2024-10` comes before `2024-10-01`. `weekday` is the name of the day as it
    was written beside the date, which may be wrong.
    """

    schema: ClassVar[Mapping[str, Any]] = _plain_schema(
        "A date, as 2024-10-24; or 2024-10 where only the month is known.", ["string", "integer"], format="day"
    )

    year: int
    month: int = 0
    day: int = 0
    weekday: str = ""

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the date that a text means."""
        if isinstance(written, cls):
            return written
        text = _text(written, "a date", "day")
        found = _ISO.fullmatch(text)
        if found:
            return cls._checked(text, int(found[1]), int(found[2] or 0), int(found[3] or 0), month_given=bool(found[2]))
        worded = _WORDED.fullmatch(" ".join(text.split()))
        month = _MONTH_NUMBER.get(worded["month"].lower(), 0) if worded else 0
        if worded and month:
            weekday = (worded["weekday"] or "").capitalize()
            if weekday and weekday not in _WEEKDAYS:
                raise refusal("day", f"`{weekday}` in `{shorten(text)}` is no day of the week.", _DAY_WANTED)
            return cls._checked(text, int(worded["year"]), month, int(worded["day"] or 0), weekday=weekday)
        meant = _meant_day(text)
        if meant is None:
            raise refusal("day", f"`{shorten(text)}` is not a date.", _DAY_WANTED)
        hint = f"if {_said_day(meant)} is meant, write `{meant}`"
        raise refusal("day", f"`{shorten(text)}` is not how a date is written here.", hint)

    @classmethod
    def _checked(
        cls, text: str, year: int, month: int, day: int, *, month_given: bool = True, weekday: str = ""
    ) -> Self:
        if not 1900 <= year <= 2199:
            raise refusal("day", f"`{shorten(text)}` has a year that no decision can have.", _DAY_WANTED)
        if month_given and not 1 <= month <= 12:
            raise refusal("day", f"`{shorten(text)}` is no date: there is no month {month}.", _DAY_WANTED)
        has_day = bool(day) or text.count("-") == 2
        if has_day:
            last = _last_day(year, month)
            if not 1 <= day <= last:
                name = _MONTHS[month - 1]
                raise refusal("day", f"{day} {name} {year} is no date: {name} {year} has {last} days.")
        return cls(year, month if month_given else 0, day, weekday)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the value of an exact date."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """Return how closely the date is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def exact(self) -> date | None:
        """Return the date, or None where only the month or the year is known."""
        return date(self.year, self.month, self.day) if self.day else None

    @property
    def earliest(self) -> date:
        """Return the first date that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Return the last date that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or _last_day(self.year, month))

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"


def _meant_day(text: str) -> Day | None:
    """Return the date that figures with strokes or points most likely mean here: the day first, then the month."""
    found = _SLASHED.fullmatch("".join(text.split()))
    if found is None:
        return None
    steps = [step for step in found.groups() if step]
    if len(steps[0]) != 4:
        steps.reverse()
    year, month, day = (int(step) for step in (*steps, "0")[:3])
    year += 2000 if len(steps[0]) <= 2 else 0
    if month > 12 >= day:
        month, day = day, month
    known = 1900 <= year <= 2199 and 1 <= month <= 12 and (len(steps) == 2 or 1 <= day <= _last_day(year, month))
    return Day(year, month, day) if known else None


def _said_day(day: Day) -> str:
    return f"{f'{day.day} ' if day.day else ''}{_MONTHS[day.month - 1]} {day.year}"


def _last_day(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear(Value):
    """A financial year, 1 April to 31 March, by the calendar year in which it begins; written 2023/24."""

    schema: ClassVar[Mapping[str, Any]] = _plain_schema("A financial year, as 2023/24.", format="financial-year")

    start: int

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the financial year that a text means."""
        if isinstance(written, cls):
            return written
        text = _text(written, "a financial year", "financial_year")
        found = re.fullmatch(r"((?:19|20|21)[0-9]{2})\s?[/–-]\s?((?:[0-9]{2})?[0-9]{2})", text)
        if not found:
            raise refusal("financial_year", f"`{shorten(text)}` is not a financial year.", "write it as 2023/24")
        start, end = int(found[1]), found[2]
        if int(end[-2:]) != (start + 1) % 100 or (len(end) == 4 and int(end) != start + 1):
            raise refusal(
                "financial_year",
                f"`{text}` is not one financial year: the second year must follow the first.",
                f"write `{cls(start)}`",
            )
        return cls(start)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the financial year in which a day falls."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first(self) -> date:
        """Return 1 April."""
        return date(self.start, 4, 1)

    @property
    def last(self) -> date:
        """Return 31 March."""
        return date(self.start + 1, 3, 31)

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02}"


@dataclass(frozen=True, slots=True)
class DaySpan(Value):
    """A stretch from one date to another, both counted, either perhaps known only to the month."""

    schema: ClassVar[Mapping[str, Any]] = {
        "oneOf": [
            _plain_schema("A date, or two with `to` between them.", ["string", "integer"]),
            {
                "type": "object",
                "properties": {
                    "from": {"title": "From", "description": "The first day, as 2024-02-26.", "type": "string"},
                    "to": {"title": "To", "description": "The last day, as 2024-03-24.", "type": "string"},
                },
                "required": ["from", "to"],
                "additionalProperties": False,
            },
        ]
    }

    start: Day
    end: Day

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the stretch that `2024-02-26 to 2024-03-24`, one date, or `{from, to}` means."""
        if isinstance(written, cls):
            return written
        if isinstance(written, Mapping):
            if set(written) != {"from", "to"}:
                raise refusal("day_span", "A stretch of time is written with `from` and `to`, and nothing else.")
            span = cls(Day.read(written["from"]), Day.read(written["to"]))
        else:
            text = _text(written, "a date, or two with `to` between them", "day_span")
            first, found, second = text.partition(" to ")
            start = Day.read(first)
            span = cls(start, Day.read(second) if found else start)
        if span.end.latest < span.start.earliest:
            raise refusal("day_span", f"This stretch ends ({span.end}) before it begins ({span.start}).")
        return span

    @property
    def days_by_year(self) -> dict[int, int]:
        """Return the days in each financial year, by the year in which it begins, at the widest reading."""
        return days_by_financial_year(self.start.earliest, self.end.latest)

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


# What may not be public ----------------------------------------------------------------------------------------


def read_paragraph(written: object) -> int:
    """Return the number of a paragraph of Schedule 12A, 1 to 7."""
    text = _text(written, "the number of a paragraph of Schedule 12A", "paragraph")
    bare = re.sub(r"^(?:paragraphs?|paras?\.?)\s*", "", text, flags=re.IGNORECASE)
    if bare not in ("1", "2", "3", "4", "5", "6", "7"):
        raise refusal(
            "paragraph",
            f"`{shorten(text)}` is no paragraph under which information is exempt: "
            "Schedule 12A to the Local Government Act 1972 has paragraphs 1 to 7.",
            "write the number, as 3 for financial or business affairs",
        )
    return int(bare)


Paragraph = Annotated[int, Reader(read_paragraph, {"type": ["integer", "string"], "minimum": 1, "maximum": 7})]
"""A paragraph of Part 1 of Schedule 12A to the Local Government Act 1972."""


class PublicInterest(Record):
    """The public-interest test of paragraph 10 of Schedule 12A to the Local Government Act 1972."""

    in_favour: Line | None = optional("For withholding", "What speaks for keeping the information exempt.", alias="for")
    against: Line | None = optional("For disclosing", "What speaks for making the information public.")
    conclusion: Line | None = optional("Conclusion", "Which of the two outweighs the other, and why.")


class Exemption(Record):
    """That something is not for publication, under which paragraphs of Schedule 12A, and why.

    No paragraph is a fault that a rule finds; what is marked is withheld all the same.
    """

    paragraphs: tuple[Paragraph, ...] = optional(
        "Paragraphs", "The paragraphs of Schedule 12A that apply, as 3 for financial or business affairs.", ()
    )
    reason: Line | None = optional("Reason", "Why this is exempt. Printed only in copies that hold exempt matter.")
    public_interest: PublicInterest | None = optional(
        "Public interest", "The balance between withholding and disclosing. Printed only in exempt copies."
    )
    until: Day | None = optional("Until", "The date on which this may become public, if one is set.")
    public_title: Line | None = optional(
        "Public title", "What the public copy may call this instead of its own title. It must disclose nothing."
    )
    public_reason: Line | None = optional(
        "Public reason", "Why this is withheld, in words that the public copy may print. They must disclose nothing."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_numbers(cls, written: object) -> object:
        if isinstance(written, str):
            text = written.strip()
            return {"paragraphs": () if text.lower() in ("yes", "true") else re.split(r"\s*(?:,|and|&)\s*", text)}
        if isinstance(written, (list, tuple)):
            return {"paragraphs": written}
        if isinstance(written, Mapping) and isinstance(written.get("paragraphs"), str):
            return {**written, "paragraphs": re.split(r"\s*(?:,|and|&)\s*", written["paragraphs"].strip())}
        return written


def _read_exempt(written: object, read: core_schema.ValidatorFunctionWrapHandler) -> Exemption | None:
    if written is None or (isinstance(written, str) and written.strip().lower() in ("no", "false")):
        return None
    found: Exemption = read(written)
    return found


class _ExemptReader:
    """Reads the mark: `no` is no mark, anything else is an exemption."""

    def __get_pydantic_core_schema__(self, _source: object, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(_read_exempt, handler(Exemption))

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        return {"x-value": "Exempt"}


Exempt = Annotated[Exemption | None, _ExemptReader()]
"""The mark that something is exempt: `3`, `[3, 5]`, `yes`, or a group of fields with the reasons."""

EXEMPT_TITLE = "Exempt"
EXEMPT_DESCRIPTION = (
    "Marks this as not for publication: the paragraph of Schedule 12A, as 3, or [3, 5], or a group of fields with "
    "`paragraphs`, `reason`, `public_interest` and `public_title`."
)


class Exemptible(Record):
    """A record that may be marked as not for publication."""

    exempt: Exempt = optional(EXEMPT_TITLE, EXEMPT_DESCRIPTION)


# Prose ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of Markdown text. `steps` leads from the prose field to where the text stands in the file."""

    text: str
    exempt: Exemption | None = None
    steps: FieldPath = ()


def read_passage_text(written: object) -> str:
    """Return a text with its line ends kept and nothing but space after its last word taken off."""
    _text(written, "some text", "prose")
    return str(written).rstrip()


class PassageForm(Exemptible):
    """A passage written as a group of fields, so that it can be marked exempt."""

    text: Annotated[str, Reader(read_passage_text, _plain_schema("Text in Markdown.", PLAIN))] = required(
        "Text", "The passage, in Markdown."
    )


def _read_passage(written: object) -> str | PassageForm:
    if isinstance(written, Mapping):
        return PassageForm.model_validate(written)
    return read_passage_text(written)


@dataclass(frozen=True, slots=True)
class Prose(Value):
    """Text in Markdown, in one passage or more, each of which may be exempt."""

    schema: ClassVar[Mapping[str, Any]] = {"x-value": "Prose"}

    passages: tuple[Passage, ...]

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the prose that a text, a group `{text, exempt}`, or a list of these means."""
        if isinstance(written, str) and written and not written.isspace():
            return cls((Passage(written.rstrip()),))
        if isinstance(written, cls):
            return written
        if isinstance(written, Mapping):
            form = PassageForm.model_validate(written)
            return cls((Passage(form.text, form.exempt, ("text",)),))
        if isinstance(written, (list, tuple)) and written:
            return cls(
                tuple(
                    Passage(form.text, form.exempt, (place, "text"))
                    if isinstance(form, PassageForm)
                    else Passage(form, None, (place,))
                    for place, form in enumerate(_passage_list().validate_python(written))
                )
            )
        raise refusal("blank", "This is blank: some text is wanted.")

    @property
    def text(self) -> str:
        """Return the whole text, a blank line between passages."""
        return "\n\n".join(passage.text for passage in self.passages)

    def __str__(self) -> str:
        return self.text


_PASSAGES: list[TypeAdapter[tuple[str | PassageForm, ...]]] = []


def _passage_list() -> TypeAdapter[tuple[str | PassageForm, ...]]:
    if not _PASSAGES:
        entry = Annotated[str | PassageForm, Reader(_read_passage, {})]
        _PASSAGES.append(TypeAdapter(tuple[entry, ...]))
    return _PASSAGES[0]


# Money ---------------------------------------------------------------------------------------------------------


class VatBasis(Choice):
    """Whether a sum holds value added tax."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"
    EXEMPT = "exempt"


_SCALES: Mapping[str, tuple[str, int]] = {
    "": ("", 0),
    "k": ("k", 3),
    "thousand": ("k", 3),
    "m": ("m", 6),
    "mn": ("m", 6),
    "million": ("m", 6),
    "bn": ("bn", 9),
    "billion": ("bn", 9),
}
_MONEY = re.compile(
    r"([-−]?)\s?£?\s?([-−]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?"
    r"\s?(k|thousand|mn?|million|bn|billion)?",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(r"^(about|approximately|approx\.?|around|circa|c\.?|some|nearly|over|more than)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money(Value):
    """A sum in pounds, with the precision in which it was stated.

    `scale` is the unit it was written in ("", "k", "m", "bn") and `places` its decimal places in that unit, so that
    £14.011m prints as £14.011m; `step` is what one in the last stated digit is worth.
    """

    schema: ClassVar[Mapping[str, Any]] = {"x-value": "Money"}

    amount: Decimal
    places: int = 0
    scale: str = ""
    vat: VatBasis | None = None
    approx: bool = False
    exempt: Exemption | None = None
    note: str | None = None

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the sum that a text, or a group of fields with an `amount`, means."""
        if isinstance(written, cls):
            return written
        if isinstance(written, Mapping):
            form = MoneyForm.model_validate(written)
            amount, places, scale = form.amount
            return cls(amount, places, scale, form.vat, form.approx, form.exempt, form.note)
        return cls(*read_sum(written))

    @classmethod
    def of(cls, amount: Decimal | int, *, approx: bool = False, vat: VatBasis | None = None) -> Self:
        """Return a sum in pounds, with pence where it has any."""
        value = Decimal(amount)
        return cls(value, 0 if value == value.to_integral_value() else 2, "", vat, approx)

    @property
    def step(self) -> Decimal:
        """Return what one in the last stated digit is worth, in pounds."""
        return Decimal(1).scaleb({"": 0, "k": 3, "m": 6, "bn": 9}[self.scale] - self.places)

    def agrees_with(self, other: "Money") -> bool:
        """Return whether two stated sums can be the same: the one rounded as the coarser of the two is stated."""
        return abs(self.amount - other.amount) <= max(self.step, other.step) / 2

    def __str__(self) -> str:
        exponent = {"": 0, "k": 3, "m": 6, "bn": 9}[self.scale]
        shown = _places(abs(self.amount).scaleb(-exponent), self.places)
        return f"{'-' if self.amount < 0 else ''}£{shown}{self.scale}"


def pounds(amount: Decimal) -> str:
    """Return a sum in full: £9,139,875, with pence where it has any."""
    places = 0 if amount == amount.to_integral_value() else 2
    return scaled(amount, 0, places, "")


def scaled(amount: Decimal, exponent: int, places: int, unit: str) -> str:
    """Return a sum in pounds, thousands or millions, to a number of decimal places, halves rounded up."""
    shown = abs(amount).scaleb(-exponent).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{'-' if amount < 0 else ''}£{shown:,}{unit}"


def read_sum(written: object) -> tuple[Decimal, int, str]:
    """Return the pounds that a text means, the decimal places it was written with, and the unit it was written in."""
    text = _text(written, "a sum of money", "money")
    found = _MONEY.fullmatch(text.replace("\u00a0", " "))
    if found and len(text) > MOST_SIGNS:
        raise refusal("money", f"`{shorten(text)}` has more than {MOST_SIGNS} signs.", "check the sum")
    if found:
        before, after, whole, part, unit = found.groups()
        scale, exponent = _SCALES[(unit or "").lower()]
        amount = Decimal(f"{whole.replace(',', '')}.{part or '0'}").scaleb(exponent)
        if amount >= MOST_POUNDS:
            raise refusal("money", f"`{shorten(text)}` is £1,000 billion or more.", "check the sum, and its unit")
        if amount == amount.to_integral_value():
            amount = amount.quantize(Decimal(1))
        return (-amount if before or after else amount), len(part or ""), scale
    raise _refused_sum(text)


def _refused_sum(text: str) -> Exception:
    shown = shorten(text)
    if _ROUGHLY.match(text) and re.search("[0-9]", text):
        bare = _ROUGHLY.sub("", text)
        bare = f'"{bare}"' if "," in bare else bare
        return refusal("money", f"`{shown}` is more than a sum.", f"write `{{amount: {bare}, approx: yes}}`")
    if any(sign in text for sign in "$€"):
        return refusal("money", f"`{shown}` is not in pounds.", "write it as 9,139,875 or £14.361m")
    if not re.search("[0-9]", text):
        return refusal("money", f"`{shown}` is a sum in words; digits are wanted.", "write it as 9,139,875 or £14.361m")
    if "," in text and re.fullmatch(r"£?[0-9,]+(?:\.[0-9]+)?", text):
        return refusal("money", f"The commas in `{shown}` don't stand between thousands.", "write it as 9,139,875")
    return refusal("money", f"`{shown}` is not a sum of money.", "write it as 9,139,875, £14.361m or £550k")


class MoneyForm(Exemptible):
    """A sum written as a group of fields."""

    amount: Annotated[
        tuple[Decimal, int, str], Reader(read_sum, _plain_schema("A sum, as £9,139,875.", ["number", "string"]))
    ] = required("Amount", "The sum in pounds, as 9,139,875, £14.361m or £550k.")
    vat: VatBasis | None = optional("VAT", "Whether the sum is exclusive or inclusive of VAT, or exempt from it.")
    approx: YesNo = optional("Approximate", "yes where the sum is an estimate: it prints with 'about'.", False)
    note: Line | None = optional("Note", "A few words on the sum, as what it covers.")
