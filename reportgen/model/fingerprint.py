"""A hash of a record as an audience may see it: whether it says what it said, and nothing of what it leaves out.

The hash of a whole file would let anybody who knows all of it but an exempt price try out prices. What is hashed here
is what is left once that has been taken out: two files that differ in their exempt matter alone have the same.
"""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256

from reportgen.model.record import Record, stated_fields
from reportgen.model.withheld import Remaining, Withheld


def fingerprint(seen: Record) -> str:
    """Return the SHA-256 of a decision, or of a meeting with the decisions that it takes, as an audience may see it.

    How its file is laid out and what the comments there say is not in it.
    """
    told = json.dumps(_plain(seen), ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode("utf-8")).hexdigest()


@cache
def _defaults(kind: type[Record]) -> dict[str, object]:
    return {name: field.default for name, field in kind.model_fields.items()}


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> object:
    """Return a value as texts, lists and groups; what a record says by leaving it out is left out."""
    match value:
        case Withheld():
            return [value.title, value.reason, value.number, *map(str, value.paragraphs)]
        case Record():
            usual = _defaults(type(value))
            return {
                fact.key: held if type(held) is str else _plain(held)
                for fact, held in stated_fields(value)
                if held is not usual[fact.attribute]
            }
        case Remaining():
            return [list(value.positions), [_plain(taken) for taken in value.withheld], [_plain(one) for one in value]]
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            held_by = ((name, getattr(value, name)) for name in _parts(type(value)))
            return {name: _plain(held) for name, held in held_by if held not in (None, (), "", False)}
        case _:
            return str(value)
