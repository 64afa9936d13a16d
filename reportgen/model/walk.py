"""Ways through a record: the value at a path, every passage of prose, every record."""

from collections.abc import Iterator
from types import NoneType
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.model.record import Record, by_attribute, by_key, stated_fields
from reportgen.model.values import Day, FinancialYear, Passage, Percent, Prose, Quantity
from reportgen.model.withheld import Withheld

SINGLE: Final = frozenset({NoneType, str, bool, int, Quantity, Percent, Day, FinancialYear})
"""Types of value that hold no other and can't be marked exempt, by far the most there are."""


def value_at(record: Record, path: FieldPath) -> object:
    """Return what a record holds at a path, None where it holds nothing, or the withheld thing in the way."""
    value: object = record
    for place, step in enumerate(path):
        if isinstance(value, Withheld):
            return value
        if isinstance(value, Record) and isinstance(step, str):
            fact = by_key(type(value)).get(step)
            value = value.__dict__.get(fact.attribute) if fact else None
        elif isinstance(value, tuple) and isinstance(step, int):
            value = value[step] if 0 <= step < len(value) else None
        elif isinstance(value, Prose):
            return next((passage for passage in value.passages if passage.steps == path[place:]), None)
        else:
            return None
    return value


def passages(record: Record, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Passage]]:
    """Yield every passage of prose in a record, with the path at which its text stands."""
    for fact, value in stated_fields(record):
        if isinstance(value, (Prose, Record, tuple)):
            yield from _passages(value, (*path, fact.key))


def _passages(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, Passage]]:
    if isinstance(value, Prose):
        for passage in value.passages:
            yield (*path, *passage.steps), passage
    elif isinstance(value, Record):
        yield from passages(value, path)
    elif isinstance(value, tuple):
        for place, element in enumerate(value):
            yield from _passages(element, (*path, place))


def records(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Record]]:
    """Yield a record and every record within it, outermost first, with its path."""
    if isinstance(value, Record):
        yield path, value
        for attribute, held in value.__dict__.items():
            if held and type(held) not in SINGLE and isinstance(held, (Record, tuple)):
                yield from records(held, (*path, by_attribute(type(value))[attribute].key))
    elif isinstance(value, tuple):
        for place, element in enumerate(value):
            if isinstance(element, (Record, tuple)):
                yield from records(element, (*path, place))


def texts_in(value: object) -> Iterator[str]:
    """Yield the text of every passage of prose in a value, in no order."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, Prose):
            for passage in held.passages:
                yield passage.text
        elif isinstance(held, Record):
            waiting += [one for one in held.__dict__.values() if type(one) not in SINGLE]
        elif isinstance(held, tuple):
            waiting += held
