"""What a template sees of the record: views that know which field they show.

Inside `{{ }}` is data, outside is document. Whatever a template does with a view, its text never reaches the
template's output: a token goes there, one private character for each hole, and the value is put into the tree after
the text has been read. So no value can change the structure of a document, and each piece knows where it came from.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import ge, gt, le, lt
from typing import Any

from reportgen.base.source import FieldPath
from reportgen.base.suggest import did_you_mean
from reportgen.compose.faults import ComposeError
from reportgen.document.nodes import NOWHERE, Block, Inline, Origin
from reportgen.model.derive import Derived
from reportgen.model.papers import Owner
from reportgen.model.record import FieldFacts, Record, facts
from reportgen.model.values import Day, FinancialYear, Money, Percent, Prose, Quantity
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style

FIRST_TOKEN = 0xF0000
"""Tokens are characters of the supplementary private planes, which no file that we read may hold."""
MOST_TOKENS = 0x10FFFD - FIRST_TOKEN


@dataclass(frozen=True, slots=True)
class Hole:
    """What goes where a token stands: inlines, or blocks of their own."""

    inlines: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] | None = None
    origin: Origin = NOWHERE


@dataclass(slots=True)
class Scope:
    """One rendering: the holes made so far, the derived values, and how a value becomes a hole."""

    fill: "Callable[[object, Origin, Scope], Hole]"
    style: Style
    subject: Record
    derived: "dict[FieldPath, Derived]" = field(default_factory=dict)
    original: Callable[[FieldPath], FieldPath] = lambda path: path
    holes: list[Hole] = field(default_factory=list)
    owners: Mapping[FieldPath, Owner] = field(default_factory=dict)
    """The decisions of a meeting, by the first two steps of the paths of their items as written."""

    def owner_of(self, path: FieldPath) -> Owner:
        """Return the record whose fields a text at a path, as written, refers to."""
        return self.owners.get(path[:2]) or Owner(self.subject, self.derived)

    def token(self, hole: Hole) -> str:
        """Keep a hole and return the character that stands for it."""
        if len(self.holes) >= MOST_TOKENS:
            raise ComposeError("This document has more values than one can hold.", "look for a loop in a loop")
        self.holes.append(hole)
        return chr(FIRST_TOKEN + len(self.holes) - 1)


@cache
def attributes(kind: type) -> dict[str, FieldFacts]:
    """Return the facts of a kind of record by the names that templates call its fields; none for another value."""
    return {fact.attribute: fact for fact in facts(kind)} if issubclass(kind, Record) else {}


def _fields_of(kind: type) -> str:
    """Return a hint that names the fields of a kind of record, the first of them where there are many."""
    names = [f"`{name}`" for name in attributes(kind)]
    more = " and more" if len(names) > 8 else ""
    return f"its fields are {', '.join(names[:8])}{more}"


class View:
    """A value of the record as a template sees it: its fields are views; printed, it is a token."""

    __slots__ = ("_origin", "_parts", "derived", "foreign", "path", "scope", "value")

    def __init__(
        self, value: object, path: FieldPath, scope: Scope, *, derived: bool = False, foreign: bool = False
    ) -> None:
        self.value, self.path, self.scope, self.derived, self.foreign = value, path, scope, derived, foreign
        self._parts: dict[str | int, View] | None = None
        self._origin: Origin | None = None

    def field(self, name: str) -> "View":
        """Return a field of the record, or what was derived for it where the file leaves it out."""
        # A template goes through the same list for every section.
        parts = self._parts
        if parts is None:
            parts = self._parts = {}
        part = parts.get(name)
        if part is None:
            part = parts[name] = self._field(name)
        return part

    def _field(self, name: str) -> "View":
        value = self.value
        if value is None or isinstance(value, Withheld):
            return self
        if isinstance(value, Record):
            return self._of_record(value, name)
        if isinstance(value, dict):
            return self._child(value.get(name), name)
        if is_dataclass(value) and name in [f.name for f in fields(value)]:
            part = getattr(value, name)
            # The parts of a date are no counts: the year 2024 is not printed as 2,024.
            return self._child(str(part) if isinstance(value, (Day, FinancialYear)) else part, name)
        raise ComposeError(f"`{name}` is asked of a single value, which has no parts.", f"take `.{name}` off")

    def _of_record(self, record: Record, name: str) -> "View":
        fact = attributes(type(record)).get(name)
        found = record.__dict__[name] if fact else None
        path = (*self.path, fact.key if fact else name)
        if found is None or (isinstance(found, tuple) and not found):
            derived = self.scope.derived.get(path)
            if derived is not None:
                return View(derived.value, path, self.scope, derived=True)
        if fact is None:
            raise ComposeError(
                f"`{name}` is not a field here.",
                did_you_mean(name, attributes(type(record))) or _fields_of(type(record)),
            )
        return View(found, path, self.scope, foreign=self.foreign)

    def _child(self, value: object, step: str | int) -> "View":
        return View(value, (*self.path, step), self.scope, foreign=self.foreign)

    def entry(self, position: int) -> "View":
        """Return the entry of a list at a position from 0."""
        if isinstance(self.value, tuple) and -len(self.value) <= position < len(self.value):
            at = position % len(self.value)
            parts = self._parts
            if parts is None:
                parts = self._parts = {}
            part = parts.get(at)
            if part is None:
                part = parts[at] = self._child(self.value[at], at)
            return part
        raise ComposeError(
            f"Entry {position + 1} is asked of a list that has {len(self)}.",
            "go through the list with `{% for … %}`, or test with `if` that it is long enough",
        )

    @property
    def origin(self) -> Origin:
        """Where the value stands in the file."""
        if self._origin is None:
            withheld = isinstance(self.value, Withheld)
            self._origin = (
                NOWHERE
                if self.foreign
                else Origin(self.scope.original(self.path), derived=self.derived, withheld=withheld)
            )
        return self._origin

    def __iter__(self) -> Iterator["View"]:
        if isinstance(self.value, tuple):
            return map(self.entry, range(len(self.value)))
        if isinstance(self.value, dict):
            return iter([self._child(inner, name) for name, inner in self.value.items()])
        if self.value is None or isinstance(self.value, Withheld):
            return iter(())
        raise ComposeError(
            "This goes through something that is not a list.", "name a list, or print the value by itself"
        )

    def __len__(self) -> int:
        return len(self.value) if isinstance(self.value, (tuple, dict, str)) else 0

    def __bool__(self) -> bool:
        value = self.value
        if isinstance(value, (Prose, Withheld, Record)):
            return True
        return bool(value) or (value is not None and not isinstance(value, (bool, str, tuple, dict)))

    def __eq__(self, other: object) -> bool:
        other_value = other.value if isinstance(other, View) else other
        mine = self.value.value if isinstance(self.value, Enum) and isinstance(other_value, str) else self.value
        return mine == other_value

    def __hash__(self) -> int:
        return hash(self.path)

    def __lt__(self, other: object) -> bool:
        return _compare(self, other, lt)

    def __gt__(self, other: object) -> bool:
        return _compare(self, other, gt)

    def __le__(self, other: object) -> bool:
        return _compare(self, other, le)

    def __ge__(self, other: object) -> bool:
        return _compare(self, other, ge)

    def __str__(self) -> str:
        return self.scope.token(self.scope.fill(self.value, self.origin, self.scope))


def _compare(view: View, other: object, holds: Callable[[Any, Any], bool]) -> bool:
    """Return whether a value is more or less than another; one that is left out or withheld is neither."""
    mine, theirs = _size(view.value), _size(other.value if isinstance(other, View) else other)
    if mine is None or theirs is None:
        return False
    if type(mine) is not type(theirs):
        raise ComposeError("This compares things of different kinds.", "compare dates with dates, sums with sums")
    return holds(mine, theirs)


def _size(value: object) -> Decimal | date | None:
    match value:
        case None | Withheld():
            return None
        case Money():
            return value.amount
        case Quantity() | Percent():
            return value.value
        case Day():
            return value.earliest
        case int() | Decimal() if not isinstance(value, bool):
            return Decimal(value)
        case _:
            raise ComposeError("This compares things that have no order.", "compare numbers, sums or dates")


class Shown:
    """A value that a filter or function has already put into words or nodes; printed, it is a token."""

    __slots__ = ("hole", "scope")

    def __init__(self, hole: Hole, scope: Scope) -> None:
        self.hole, self.scope = hole, scope

    def __str__(self) -> str:
        return self.scope.token(self.hole)

    def __bool__(self) -> bool:
        return bool(self.hole.inlines or self.hole.blocks)
