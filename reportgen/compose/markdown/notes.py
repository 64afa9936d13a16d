"""Footnotes on their way through the package: each mark is one character, which the package takes for a plain one."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model.notes import Noted

_LAST, _COUNT = 0xF8FF, 0x1900
"""The private characters from which those are taken that a text has not."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text with a character for each mark of a footnote, and the footnote's name by that character."""

    text: str
    names: Mapping[str, str]


def with_tokens(noted: Noted) -> Tokens:
    """Return a text with a character that stands nowhere else in it in the place of each mark."""
    there = set(noted.text).union(*noted.words.values())
    free = (chr(_LAST - at) for at in range(_COUNT) if chr(_LAST - at) not in there)
    by_name = dict(zip(noted.words, free, strict=False))
    parts, last = [], 0
    for start, end, name in noted.marks:
        parts += [noted.text[last:start], by_name.get(name, noted.text[start:end])]
        last = end
    return Tokens("".join((*parts, noted.text[last:])), {token: name for name, token in by_name.items()})
