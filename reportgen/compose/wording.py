"""Sentences whose words are the house style's and whose values are the record's.

A label such as `Moved by {proposer}[, seconded by {seconder}].` names fields in braces. What stands in square brackets
is left out where a field in it has nothing to say.
"""

import re
from collections.abc import Mapping, Sequence

from reportgen.compose.faults import ComposeError
from reportgen.compose.grid import hole_of
from reportgen.compose.holes import words_of_hole
from reportgen.compose.view import Hole, Scope, Shown, View
from reportgen.document.nodes import Inline, Text
from reportgen.model.people import Person
from reportgen.model.record import Brief
from reportgen.style.style import Style

Things = Mapping[str, object] | View
"""What a sentence speaks of: a record, or values by name."""

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FIELD = re.compile(r"\{(\w+)\}")


def sentence(label: str, things: Things, style: Style) -> tuple[Inline, ...]:
    """Return a sentence of the style with the values in their places. Raises ComposeError for a label there is not."""
    wording = style.label(label)
    if not wording:
        raise ComposeError(f"The house style has no label `{label}`.", "add it under `labels:` in the style")
    return worded(wording, things)


def worded(wording: str, things: Things) -> tuple[Inline, ...]:
    """Return a wording with the values in the places that it names."""
    said: list[Inline] = []
    at = 0
    for part in _OPTIONAL.finditer(wording):
        said += _filled(wording[at : part.start()], things)[0]
        inner, complete = _filled(part[1], things)
        said += inner if complete else ()
        at = part.end()
    said += _filled(wording[at:], things)[0]
    return tuple(said)


def _filled(wording: str, things: Things) -> tuple[tuple[Inline, ...], bool]:
    """Return words with the fields that they name, and whether every one of these has something to say."""
    said: list[Inline] = []
    complete, at = True, 0
    for field in _FIELD.finditer(wording):
        value = inlines_of(_value(things, field[1]))
        complete = complete and bool(value)
        said += [Text(wording[at : field.start()]), *value]
        at = field.end()
    said.append(Text(wording[at:]))
    return tuple(inline for inline in said if not (isinstance(inline, Text) and not inline.text)), complete


def _value(things: Things, name: str) -> object:
    return things.field(name) if isinstance(things, View) else things.get(name)


def inlines_of(value: object) -> tuple[Inline, ...]:
    """Return a value of any kind as words on a line; several are joined as in a sentence."""
    match value:
        case View() if not value:
            return ()
        case View() if isinstance(value.value, tuple):
            return joined(list(value))
        case View() if isinstance(value.value, Brief) and not isinstance(value.value, Person):
            return inlines_of(value.field(value.value.main))
        case View():
            return words_of_hole(hole_of(value))
        case Shown():
            return words_of_hole(value.hole)
        case list():
            return joined(value)
        case tuple():
            return value
        case str() | int() if not isinstance(value, bool) and value != "":
            return (Text(str(value)),)
        case _:
            return ()


def joined(values: Sequence[object]) -> tuple[Inline, ...]:
    """Return values as a sentence lists them: `one, two and three`."""
    words = [said for value in values if (said := inlines_of(value))]
    line: list[Inline] = []
    for place, said in enumerate(words):
        if place:
            line.append(Text(" and " if place == len(words) - 1 else ", "))
        line.extend(said)
    return tuple(line)


def shown_line(inlines: tuple[Inline, ...], scope: Scope) -> Shown:
    """Return words for a template to print."""
    return Shown(Hole(inlines=inlines), scope)
