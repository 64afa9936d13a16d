"""What of a record is marked exempt, and where the mark stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.base.source import FieldPath
from reportgen.model.audience import marked_exempt
from reportgen.model.papers import PAPER
from reportgen.model.record import Record, stated_fields
from reportgen.model.values import Exemption, Money, Passage, Prose


@dataclass(frozen=True, slots=True)
class ExemptPart:
    """A record, sum or passage that is marked exempt: the path of the mark, the mark, and what bears it."""

    path: FieldPath
    exemption: Exemption
    held: Record | Money | Passage


def exempt_parts(record: Record) -> tuple[ExemptPart, ...]:
    """Return what is marked exempt in a record's own file, in its order; what is within another is not told again."""
    if next(marked_exempt(record), None) is None:
        return ()
    return tuple(_parts(record, ()))


def _parts(value: object, path: FieldPath) -> Iterator[ExemptPart]:
    if isinstance(value, Record):
        mark = value.__dict__.get("exempt")
        if isinstance(mark, Exemption):
            yield ExemptPart((*path, "exempt"), mark, value)
            return
        for fact, held in stated_fields(value):
            if fact.key != PAPER:
                yield from _parts(held, (*path, fact.key))
    elif isinstance(value, tuple):
        for place, element in enumerate(value):
            yield from _parts(element, (*path, place))
    elif isinstance(value, Money) and value.exempt is not None:
        yield ExemptPart((*path, "exempt"), value.exempt, value)
    elif isinstance(value, Prose):
        for passage in value.passages:
            if passage.exempt is not None:
                yield ExemptPart((*path, *passage.steps[:-1], "exempt"), passage.exempt, passage)
