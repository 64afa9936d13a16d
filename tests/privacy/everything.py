"""A decision that fills every field of the model, with what may be exempt marked so and carrying a canary.

It is made from the model itself, so that a field added tomorrow is in it tomorrow. Each list of records that may be
exempt has a public and an exempt record; each sum and each text that may be exempt by itself is.
"""

import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from pydantic.fields import FieldInfo

from reportgen.model.decision import Decision
from reportgen.model.finance import Measure
from reportgen.model.header import Classification
from reportgen.model.record import Choice, Record
from reportgen.model.values import Day, DaySpan, Exemptible, FinancialYear, Money, Percent, Prose, Quantity, Reader

CANARY = "Zq7canary"
REVIEW_CANARY = "Zq7review"
FIRST_SUM = 7_654_321
"""The first exempt sum in pounds; each further one is 1,111 more."""
CANARY_YEAR = 2087
"""Every date in something exempt is in this year."""
PUBLIC = "public"


@dataclass
class Planted:
    """Makes the values of records as they stand in a file, and keeps the canaries that it planted."""

    words: list[str] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    percents: list[str] = field(default_factory=list)
    ids: int = 0
    exempting: bool = True
    """Whether something is marked exempt; otherwise all is public, and each text is a word found nowhere else."""
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a record that is public as a whole: the field in which each word stands, as the names of the groups."""
    at: tuple[str, ...] = ()

    def word(self, state: str) -> str:
        """Return a line of text: plain, or a canary."""
        if state == PUBLIC and not self.exempting:
            word = f"Said{len(self.places):04}x"
            self.places[word] = self.at
            return word
        if state == PUBLIC:
            return "Plain words"
        self.words.append(f"{state}{len(self.words):04}x")
        return self.words[-1]

    def sum(self) -> str:
        """Return an exempt sum."""
        self.sums.append(FIRST_SUM + 1_111 * len(self.sums))
        return f"{self.sums[-1]}"

    def percent(self) -> str:
        """Return an exempt percentage, that stands nowhere else."""
        self.percents.append(f"{613 + len(self.percents)}.27")
        return f"{self.percents[-1]}%"

    def record(
        self, kind: type[Record], state: str, above: tuple[type[Record], ...] = (), place: str = ""
    ) -> dict[str, Any]:
        """Return a record with every field filled; `state` is PUBLIC or the canary that it is to carry."""
        made: dict[str, Any] = {}
        for name, known in kind.model_fields.items():
            key = known.alias or name
            if key in ("exempt", "waive"):
                continue
            if issubclass(kind, Measure) and key in (("low", "high") if state == PUBLIC else ("value",)):
                continue  # a figure is a value or a range, not both
            extra = known.json_schema_extra if isinstance(known.json_schema_extra, dict) else {}
            inner = REVIEW_CANARY if extra.get("internal") else state
            before, self.at = self.at, (*self.at, key)
            value = self.field(key, known, inner, (*above, kind), place)
            self.at = before
            if value is not None:
                made[key] = value
        return made

    def field(self, key: str, known: FieldInfo, state: str, above: tuple[type[Record], ...], place: str) -> Any:
        """Return the value of a field."""
        extra = known.json_schema_extra if isinstance(known.json_schema_extra, dict) else {}
        if names := extra.get("names"):
            assert isinstance(names, list)
            return self.names(known, str(names[0]), state)
        if key == "id":
            self.ids += 1
            return f"{place}-{'public' if state == PUBLIC else CANARY}" if place else f"own-{self.ids}"
        if key == "number" and not known.is_required():
            return None
        return self.value(known.annotation, known.metadata, state, above, key if len(above) == 1 else "")

    def names(self, known: FieldInfo, of: str, state: str) -> Any:
        """Return the ids of elements of another list: in a list of ids both the public and the exempt one."""
        if typing.get_origin(known.annotation) is tuple:
            element = typing.get_args(Decision.model_fields[of].annotation)[0]
            both = issubclass(element, Exemptible) and self.exempting
            return [f"{of}-public", f"{of}-{CANARY}"] if both else [f"{of}-public"]
        return f"{of}-public" if state == PUBLIC else f"{of}-{CANARY}"

    def value(self, kind: Any, marks: list[Any], state: str, above: tuple[type[Record], ...], place: str) -> Any:
        """Return a value of a type as it is annotated."""
        if typing.get_origin(kind) is typing.Annotated:
            kind, *more = typing.get_args(kind)
            marks = [*marks, *more]
        if typing.get_origin(kind) is tuple:
            return self.several(typing.get_args(kind)[0], state, above, place)
        if type(None) in typing.get_args(kind):
            kind = next(arg for arg in typing.get_args(kind) if arg is not type(None))
            return self.value(kind, marks, state, above, place)
        for mark in marks:
            if isinstance(mark, Reader):
                return self.read_by(mark.read.__name__, state)
        if isinstance(kind, type) and issubclass(kind, Record):
            return None if above.count(kind) > 1 else self.one(kind, state, above, place)
        return self.leaf(kind, state)

    def several(self, kind: Any, state: str, above: tuple[type[Record], ...], place: str) -> list[Any] | None:
        """Return a list: of records that may be exempt a public and an exempt one, of others one."""
        if isinstance(kind, type) and issubclass(kind, Record):
            if above.count(kind) > 1:
                return None
            listed = [self.record(kind, state, above, place)]
            if issubclass(kind, Exemptible) and state == PUBLIC and self.exempting:
                listed.append({**self.record(kind, CANARY, above, place), "exempt": "3"})
            return listed
        return [self.value(kind, [], state, above, "")]

    def one(self, kind: type[Record], state: str, above: tuple[type[Record], ...], place: str) -> dict[str, Any]:
        """Return a single record."""
        return self.record(kind, state, above, place)

    def read_by(self, reader: str, state: str) -> str:
        """Return a text that one of the model's readers takes."""
        made = {
            "read_count": "4",
            "read_months": "4",
            "read_days": "4",
            "read_yes_no": "no",
            "read_clock": "18:30",
            "read_paragraph": "3",
        }.get(reader)
        if made is not None:
            return made
        word = self.word(state)
        if reader == "read_email":
            return f"{word.replace(' ', '.')}@example.org"
        if reader == "read_address":
            return f"https://www.example.org/{word.replace(' ', '-')}"
        if reader == "read_ref":
            return word.replace(" ", "-")
        return word

    def day(self) -> str:
        """Return a date that stands nowhere else."""
        day = date(2100, 1, 1) + timedelta(days=len(self.places))
        self.places[f"{day.day} {day:%B} {day.year}"] = self.at
        return day.isoformat()

    def leaf(self, kind: type, state: str) -> Any:  # noqa: C901 - one case for each kind of value
        """Return a value of one of the value types."""
        if kind is Money and state == PUBLIC and not self.exempting:
            word = f"{1_000_003 + 1_013 * len(self.places):,}"
            self.places[word] = self.at
            return {"amount": word, "vat": "exclusive", "note": self.word(state)}
        if kind is Prose and state == PUBLIC and not self.exempting:
            return f"Words with {self.word(state)} in them.[^1]\n\n[^1]: Noted is {self.word(state)}."
        if kind is Day and state == PUBLIC and not self.exempting:
            return self.day()
        if kind is Money:
            return {"amount": self.sum(), "exempt": "3", "note": self.word(CANARY)} if state == PUBLIC else self.sum()
        if kind is Prose:
            if state != PUBLIC:
                return f"Words with **{self.word(state)}** in them."
            noted = f"Words with {self.word(CANARY)} in them.[^1]\n\n[^1]: Noted is {self.word(CANARY)}."
            return ["Plain prose of several words.[^1]\n\n[^1]: A note.", {"text": noted, "exempt": "3"}]
        if kind is Day:
            return "2024-06-05" if state == PUBLIC else f"{CANARY_YEAR}-03-17"
        if kind is DaySpan:
            return "2024-06-05 to 2024-07-05" if state == PUBLIC else f"{CANARY_YEAR}-03-17 to {CANARY_YEAR}-04-17"
        if kind is Percent:
            return "8.24%" if state == PUBLIC else self.percent()
        if kind is FinancialYear:
            return "2024/25"
        if kind is Quantity:
            return "12" if state == PUBLIC else self.sum()
        if issubclass(kind, Choice):
            return next(iter(kind)).value
        raise AssertionError(f"the maker of everything does not know {kind}: teach it")


def everything() -> tuple[dict[str, Any], Planted]:
    """Return a decision with every field, part of it exempt, and the canaries in it."""
    planted = Planted()
    decision = planted.record(Decision, PUBLIC)
    decision["report"]["classification"] = Classification.PART_EXEMPT.value
    decision["council"] = "northshire"
    return decision, planted


def everything_public() -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """Return a decision with every field and nothing exempt, and the field in which each word, sum and date stands."""
    planted = Planted(exempting=False)
    decision = planted.record(Decision, PUBLIC)
    decision["report"]["classification"] = Classification.OPEN.value
    decision["council"] = "northshire"
    return decision, planted.places


def forms_of_sum(pounds: int) -> Iterator[str]:
    """Yield the ways in which a sum may be written."""
    yield f"{pounds:,}"
    yield str(pounds)
    for places in (3, 2, 1):
        yield f"£{pounds / 1_000_000:.{places}f}m"
        yield f"{pounds / 1_000_000:.{places}f} million"
    yield f"{pounds / 1000:,.0f}k"
    yield f"{pounds / 1000:,.0f} thousand"
    yield f"{pounds:,}".replace(",", " ")
    yield f"{pounds:,}".replace(",", "\u00a0")
    yield str(float(pounds))
