"""References in prose: `{{ extension.end | date }}` names a value of the record; it is looked up, never run.

A reference is names joined by dots, then filters from a closed list. The first name `section`, `recommendation`,
`appendix`, `table` or `figure` makes it a reference to a place in the document, which is found when that is composed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from functools import lru_cache

from reportgen.base.source import FieldPath
from reportgen.base.suggest import nearest
from reportgen.model.derive import Derived
from reportgen.model.fault import ModelFault
from reportgen.model.record import Record, by_key, shorten, stated_fields
from reportgen.model.values import Day, FinancialYear, Money, Percent, Prose, Quantity
from reportgen.model.walk import passages, texts_in
from reportgen.model.withheld import Remaining, Withheld

FILTERS: Mapping[str, tuple[str, tuple[type, ...]]] = {
    "pounds": ("sums", (Money, Quantity)),
    "millions": ("sums", (Money, Quantity)),
    "thousands": ("sums", (Money, Quantity)),
    "date": ("dates", (Day,)),
    "short_date": ("dates", (Day,)),
    "month_year": ("dates", (Day,)),
    "years": ("whole numbers of months", (int, Quantity)),
    "words": ("whole numbers", (int, Quantity)),
    "count": ("numbers", (int, Quantity)),
    "percent": ("percentages", (Percent, Quantity)),
    "lower": ("all values", (object,)),
    "upper": ("all values", (object,)),
    "capital": ("all values", (object,)),
}
"""The filters there are: what each is for, in words, and the types of value that it takes."""

PLACES = ("section", "recommendation", "appendix", "table", "figure")
"""The first names of references to a place in the document."""


@dataclass(frozen=True, slots=True)
class ProseReference:
    """A reference as written: its names, its filters, and where it stands in its text (end not included)."""

    names: tuple[str, ...]
    filters: tuple[str, ...]
    start: int
    end: int

    @property
    def is_place(self) -> bool:
        """Return whether it names a place in the document, not a value of the record."""
        return self.names[0] in PLACES

    def __str__(self) -> str:
        return " | ".join((".".join(self.names), *self.filters))


@dataclass(frozen=True, slots=True)
class ReferenceFault:
    """What is wrong with a reference, how to mend it, and where it stands in its text."""

    message: str
    hint: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a reference names: the value (or what stands for it, withheld), its path, whether it was worked out."""

    value: object
    path: FieldPath
    derived: bool = False


_MARKS = re.compile(r"\{{2,}|\}{2,}")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_FORM = "write it as {{ extension.end }} or {{ extension.cost_max | pounds }}"


@lru_cache(maxsize=1024)
def split(text: str) -> tuple[str | ProseReference | ReferenceFault, ...]:
    """Return a text in pieces, in order: plain text, references, and what is wrong with those that can't be read."""
    if "{{" not in text and "}}" not in text:
        return (text,)
    pieces: list[str | ProseReference | ReferenceFault] = []
    at = 0
    while mark := _MARKS.search(text, at):
        if mark.start() > at:
            pieces.append(text[at : mark.start()])
        piece = _piece(text, mark)
        pieces.append(piece)
        at = piece.end
    if at < len(text):
        pieces.append(text[at:])
    return tuple(pieces)


def _piece(text: str, mark: re.Match[str]) -> ProseReference | ReferenceFault:
    start = mark.start()
    if mark[0][0] == "}":
        return ReferenceFault("`}}` ends a reference that was never begun.", _FORM, start, mark.end())
    closing = _MARKS.search(text, mark.end())
    if len(mark[0]) > 2 or (closing and closing[0][0] == "}" and len(closing[0]) > 2):
        end = (
            closing.end()
            if closing and closing[0][0] == "}" and "\n" not in text[start : closing.end()]
            else mark.end()
        )
        return ReferenceFault("This has more braces than a reference: two before it, two after it.", _FORM, start, end)
    if closing is None or closing[0][0] == "{":
        stop = closing.start() if closing else len(text)
        line_end = text.find("\n", start, stop)
        end = line_end if line_end >= 0 else stop
        return ReferenceFault("`{{` begins a reference that has no `}}`.", _FORM, start, max(end, mark.end()))
    return _read(text[mark.end() : closing.start()], start, closing.end())


def _read(inside: str, start: int, end: int) -> ProseReference | ReferenceFault:
    found = _meant(inside)
    if isinstance(found, ProseReference):
        return ProseReference(found.names, found.filters, start, end)
    return ReferenceFault(found.message, found.hint, start, end)


@lru_cache(maxsize=1024)
def _meant(inside: str) -> ProseReference | ReferenceFault:
    """Return what the words between braces mean, wherever they stand: papers have the same references in common."""
    dotted, *filters = (part.strip() for part in inside.split("|"))
    names = tuple(dotted.split("."))
    if not dotted:
        return ReferenceFault("This reference names nothing.", _FORM, 0, 0)
    if not all(_NAME.fullmatch(name) for name in names):
        return ReferenceFault(f"`{shorten(dotted)}` is not the name of a field.", _FORM, 0, 0)
    for name in filters:
        if name not in FILTERS:
            guess = nearest(name, FILTERS, closeness=0.75)
            hint = f"did you mean `{guess}`?" if guess else f"the ways are {', '.join(FILTERS)}"
            return ReferenceFault(f"`{shorten(name)}` is not a way to print a value.", hint, 0, 0)
    if names[0] in PLACES and (len(names) != 2 or filters):
        hint = f"write it as {{{{ {names[0]}.{'legal' if names[0] == 'section' else '1'} }}}}"
        return ReferenceFault(f"`{shorten(inside.strip())}` does not name one {names[0]}.", hint, 0, 0)
    return ProseReference(names, tuple(filters), 0, 0)


def resolve(
    reference: ProseReference, record: Record, derived: Mapping[FieldPath, Derived]
) -> Resolved | ReferenceFault:
    """Return what a reference to a value names in a record, or what is wrong with it."""
    if fault := unnameable(reference):
        return fault
    value: object = record
    path: FieldPath = ()
    worked: Derived | None = None
    for depth, name in enumerate(reference.names):
        if isinstance(value, Withheld):
            break
        step = _step(value, name)
        if step is None:
            return _unknown(reference, depth, value)
        key, value = step
        if not (isinstance(value, Withheld) and isinstance(key, int)):
            path = (*path, key)
        worked = derived.get(path) if value is None else None
        value = worked.value if worked else value
    if isinstance(value, Remaining) and value.withheld:
        # A list that has lost an element can't be counted without saying how many are exempt.
        value = value.withheld[0]
    unprintable = None if isinstance(value, Withheld) else _unprintable(reference, value)
    return unprintable or Resolved(value, path, worked is not None)


def _step(value: object, name: str) -> tuple[str | int, object] | None:
    """Return the key or position that a name means in a record or list, and what is held there."""
    if isinstance(value, Record):
        fact = by_key(type(value)).get(name)
        return (name, value.__dict__.get(fact.attribute)) if fact else None
    if not isinstance(value, tuple):
        return None
    for attribute in ("id", "number"):
        for place, element in enumerate(value):
            if isinstance(element, Record) and element.__dict__.get(attribute) == name:
                return place, element
    return _by_place(value, name)


def _by_place(elements: tuple[object, ...], name: str) -> tuple[int, object] | None:
    if not name.isdecimal() or (elements and "number" in getattr(elements[0], "__dict__", {})):
        hidden = elements.withheld if isinstance(elements, Remaining) else ()
        return next(((_last(w), w) for w in hidden if w.number == name), None)
    place = int(name) - 1
    if isinstance(elements, Remaining):
        if place in elements.positions:
            now = elements.positions.index(place)
            return now, elements[now]
        return next(((_last(w), w) for w in elements.withheld if name in (w.number, str(_last(w) + 1))), None)
    return (place, elements[place]) if 0 <= place < len(elements) else None


def _last(withheld: Withheld) -> int:
    return int(withheld.path[-1])


def _unprintable(reference: ProseReference, value: object) -> ReferenceFault | None:
    """Return why a value can't be printed in a sentence by the filters asked for, or None where it can."""
    shown, start, end = ".".join(reference.names), reference.start, reference.end
    if value is None:
        hint = "write the field, or what it can be worked out from"
        return ReferenceFault(f"`{shown}` is not in this file, and can't be worked out from it.", hint, start, end)
    if isinstance(value, Prose):
        return ReferenceFault(f"`{shown}` is a text, not a single value.", "name a date, sum or number", start, end)
    if isinstance(value, tuple) and reference.filters and reference.filters[0] in ("words", "count"):
        return None
    if isinstance(value, (Record, tuple)):
        within = _telling(value)
        hint = f"name one value of it, as {{{{ {shown}.{within} }}}}" if within else "name one value of it"
        return ReferenceFault(f"`{shown}` holds several values, not one.", hint, start, end)
    for place, name in enumerate(reference.filters):
        purpose, types = FILTERS[name]
        if place and types != (object,):
            message = f"`{name}` prints {purpose}, and what `{reference.filters[place - 1]}` gives is text."
            return ReferenceFault(message, "keep one of the two", start, end)
        if isinstance(value, bool) or not isinstance(value, types):
            message = f"`{name}` prints {purpose}, and `{shown}` is {_kind(value)}."
            return ReferenceFault(message, f"take ` | {name}` away", start, end)
    return None


def _telling(value: object) -> str:
    """Return the name of one value within a record or list: its title, name or figure if it has one, or nothing."""
    if isinstance(value, tuple):
        names = dict(zip(_names_in(value), value, strict=True))
        return next((f"{name}.{within}" for name, element in names.items() if (within := _telling(element))), "")
    if not isinstance(value, Record):
        return ""
    single = [
        fact.key
        for fact, held in stated_fields(value)
        if not isinstance(held, (Prose, Record, tuple, Withheld, bool)) and fact.key not in ("id", "number")
    ]
    return next((name for name in ("title", "name", "value", "label") if name in single), next(iter(single), ""))


def unnameable(reference: ProseReference) -> ReferenceFault | None:
    """Return what is wrong with a reference that leads out of the file, into the council's own; None for any other."""
    if len(reference.names) < 2 or reference.names[0] != "council":
        return None
    message = "The values of council.yaml can't be named in a text."
    return ReferenceFault(message, f"write the {reference.names[1]} itself", reference.start, reference.end)


def _kind(value: object) -> str:
    for kind, words in _KINDS:
        if isinstance(value, kind):
            return words
    return "a line of text"


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "yes or no"),
    (Money, "a sum of money"),
    (Day, "a date"),
    (Percent, "a percentage"),
    (FinancialYear, "a financial year"),
    (time, "a time of day"),
    (Quantity, "a number"),
    (int, "a number"),
    (Decimal, "a number"),
)


def _unknown(reference: ProseReference, depth: int, value: object) -> ReferenceFault:
    name, before = reference.names[depth], ".".join(reference.names[:depth])
    known = list(_names_in(value))
    if value is None or value == ():
        hint = f"add `{reference.names[depth - 1]}:` to the file, or take the reference out"
        return ReferenceFault(f"`{before}` is not in this file.", hint, reference.start, reference.end)
    if depth == 0:
        message = f"`{name}` is not a field of this file."
        known += PLACES
    elif known:
        message = f"`{before}` has no `{name}`."
    else:
        message = f"`{before}` is a single value and has no `{name}`."
    guess = nearest(name, known)
    if guess:
        hint = f"did you mean `{'.'.join((*reference.names[:depth], guess))}`?"
    elif not known:
        hint = f"write {{{{ {before} }}}}"
    else:
        hint = f"it has {', '.join(f'`{k}`' for k in known[:8])}" + (" and more" if len(known) > 8 else "")
    return ReferenceFault(message, hint, reference.start, reference.end)


def _names_in(value: object) -> Iterable[str]:
    if isinstance(value, Record):
        yield from by_key(type(value))
    elif isinstance(value, tuple):
        for place, element in enumerate(value, 1):
            held = getattr(element, "__dict__", {})
            yield str(held.get("id") or held.get("number") or place)


def check_references(record: Record, derived: Mapping[FieldPath, Derived]) -> tuple[ModelFault, ...]:
    """Return what is wrong with the references in all the prose of a record."""
    # Most files have no such fault, and need no paths; most references stand more than once.
    pieces = [piece for text in texts_in(record) if "{{" in text or "}}" in text for piece in split(text)]
    named = {(one.names, one.filters): one for one in pieces if isinstance(one, ProseReference) and not one.is_place}
    unread = any(isinstance(piece, ReferenceFault) for piece in pieces)
    if not unread and all(isinstance(resolve(one, record, derived), Resolved) for one in named.values()):
        return ()
    return tuple(
        ModelFault(path, fault.message, fault.hint, fault.start, fault.end)
        for path, passage in passages(record)
        for fault in _faults_in(passage.text, record, derived)
    )


def _faults_in(text: str, record: Record, derived: Mapping[FieldPath, Derived]) -> list[ReferenceFault]:
    if "{{" not in text and "}}" not in text:
        return []
    judged = (
        resolve(piece, record, derived) if isinstance(piece, ProseReference) and not piece.is_place else piece
        for piece in split(text)
    )
    return [fault for fault in judged if isinstance(fault, ReferenceFault)]
