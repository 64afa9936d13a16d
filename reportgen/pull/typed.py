"""Words typed over a value, as the value that the file is to hold: a date, a sum, a length, a plain word."""

from dataclasses import dataclass

from reportgen.base.source import FieldPath
from reportgen.pull.laid import Laid


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why words are no value of a field."""

    reason: str


def value_of(laid: Laid, path: FieldPath, words: str) -> str | NoValue:
    """Return what is to stand in the file for words that were typed where it prints a field."""
    return words
