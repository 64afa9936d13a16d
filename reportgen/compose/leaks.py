"""The last guard before a public copy is written: no exempt sum or name may stand in its words.

What the public may not see was taken out of the record before anything was composed. An officer may still have typed
an exempt sum into public prose, which this finds (SI 2012/2089, regulation 20(2)).
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from reportgen.base.source import FieldPath
from reportgen.compose.say import pounds, scaled
from reportgen.document.nodes import Block, Chart, Document, Figure, Table
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.model.record import Record, stated_fields
from reportgen.model.values import Money, Prose

SMALLEST_SUM = Decimal(1000)
"""In pounds. Smaller sums stand in any paper by chance."""


def sum_forms(amount: Decimal) -> tuple[str, ...]:
    """Return the ways in which a sum may be typed, without its pound sign: `9,139,875`, `9.14m`, `9,140 thousand`."""
    forms = {pounds(amount), f"{amount.normalize():f}"}
    for exponent, units in ((6, ("m", " million", "mn")), (3, ("k", " thousand"))):
        if abs(amount) >= Decimal(10) ** exponent:
            forms.update(scaled(amount, exponent, places, unit) for places in range(4) for unit in units)
    return tuple(sorted(form.replace("£", "") for form in forms if len(form.strip("£")) > 2))


def exempt_sums(withheld: object) -> Iterator[Decimal]:
    """Yield every sum in something that was withheld."""
    match withheld:
        case Money():
            if abs(withheld.amount) >= SMALLEST_SUM:
                yield withheld.amount
        case Record():
            for value in withheld.__dict__.values():
                yield from exempt_sums(value)
        case tuple():
            for value in withheld:
                yield from exempt_sums(value)
        case _ if is_dataclass(withheld) and not isinstance(withheld, type):
            for known in fields(withheld):
                yield from exempt_sums(getattr(withheld, known.name))
        case _:
            return


def exempt_sums_of(value: object) -> frozenset[Decimal]:
    """Return every sum in a record that is marked exempt, or stands in something that is."""
    return frozenset(amount for marked in _marked(value) for amount in exempt_sums(marked))


def _marked(value: object) -> Iterator[object]:
    """Yield what is marked exempt in a value, outermost first."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, Record):
            if held.__dict__.get("exempt") is not None:
                yield held
            else:
                waiting += held.__dict__.values()
        elif isinstance(held, tuple):
            waiting += held
        elif isinstance(held, Money) and held.exempt is not None:
            yield held


def leaks(sums: frozenset[Decimal], document: Document) -> Iterator[tuple[Block | None, str]]:
    """Yield each block of a document that says an exempt sum, with the sum as it stands there."""
    if not sums:
        return
    wanted = _any_form(sums)
    for words in (document.title, document.subject, *document.keywords):
        for found in wanted.finditer(words):
            yield None, found.group()
    for block in walk(document.blocks):
        for words in _words_of(block):
            for found in wanted.finditer(words):
                yield block, found.group()


def leaks_in_record(sums: frozenset[Decimal], record: Record) -> Iterator[tuple[FieldPath, str]]:
    """Yield each text of a public record that says an exempt sum, by its path in that record."""
    if sums:
        wanted = _any_form(sums)
        for path, text in _texts(record, ()):
            for found in wanted.finditer(text):
                yield path, found.group()


def _any_form(sums: frozenset[Decimal]) -> re.Pattern[str]:
    longest_first = sorted({form for amount in sums for form in sum_forms(amount)}, key=len, reverse=True)
    any_form = "|".join(re.escape(form).replace("\\ ", r"[\s\u00a0]?") for form in longest_first)
    return re.compile(rf"(?<![\d.,])(?:{any_form})(?!\d|[.,]\d)", re.IGNORECASE)


def _words_of(block: Block) -> Iterator[str]:
    """Yield what a block says to a reader: its words, and those of a picture, chart or table about itself."""
    yield plain_text(inlines_of(block))
    if isinstance(block, Table):
        yield block.summary
    if isinstance(block, Figure):
        yield block.alternative
        if isinstance(block.image, Chart):
            yield from (block.image.title, *block.image.categories)
            yield from (text for run in block.image.series for text in (run.name, *run.shown))


def _texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    match value:
        case str():
            yield path, value
        case Prose():
            yield from (((*path, *passage.steps), passage.text) for passage in value.passages)
        case Record():
            for fact, held in stated_fields(value):
                yield from _texts(held, (*path, fact.key))
        case tuple():
            for place, held in enumerate(value):
                yield from _texts(held, (*path, place))
        case _:
            return


def origin_path(block: Block | None) -> FieldPath:
    """Return the field that a block comes from."""
    origin = getattr(block, "origin", None)
    return origin.path if origin is not None else ()
