"""Words typed over a value, as the value that the file is to hold: a date, a sum, a length, a plain word."""

import re
from dataclasses import dataclass

from reportgen.base.source import FieldPath
from reportgen.edit.edits import Tree
from reportgen.edit.values import Refused, written_value
from reportgen.pull.laid import Laid

_YEAR = re.compile(r"[0-9]{4}$")
_DAY = re.compile(r"[0-9]{1,2} [A-Z][a-z]+|[A-Z][a-z]+")
_OF_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")
_BETWEEN = re.compile(r"\s+(?:to|until|and)\s+|\s+-\s+|\s*[–—]\s*")


@dataclass(frozen=True, slots=True)
class NoValue:
    """Why words are no value of a field."""

    reason: str


def value_of(laid: Laid, path: FieldPath, words: str, was: str = "", *, as_typed: bool = False) -> Tree | NoValue:
    """Return what is to stand in the file for words that were typed where it prints a field; `was` stood there.

    A sum is written as the one before it, or with `as_typed` in the figures that were typed.
    """
    subject = laid.loaded.subject
    if subject is None:
        return NoValue("The file can't be read.")
    words, was = _unmarked(words, laid), _unmarked(was, laid)
    written = written_value(laid.source, subject, path, words, was=was, labels=laid.labels, as_typed=as_typed)
    return NoValue(written.sentence) if isinstance(written, Refused) else written


def _unmarked(words: str, laid: Laid) -> str:
    """Return a value without the marks that a members' copy puts round what is exempt."""
    before, _, after = laid.labels.get("exempt_value", "").partition("{value}")
    marks = [".+?".join(re.escape(part) for part in side.split("{paragraphs}")) for side in (before, after)]
    found = re.fullmatch(f"{marks[0]}(.+){marks[1]}", words) if before or after else None
    return found[1] if found else words


def written_at(laid: Laid, path: FieldPath) -> FieldPath:
    """Return where the file has what a path leads to: a group that it writes as a single text is that text."""
    for length in range(1, len(path)):
        if isinstance(entry_at(laid, path[:length]), str):
            return path[:length]
    return path


def days_of(words: str) -> tuple[str, str] | None:
    """Return the two days of a stretch of time in words, None of what is none.

    The first has the year of the second where it is printed without one (2 February to 31 March 2026), and its month
    where it is a number alone (2–27 February 2026).
    """
    first, between, last = _cut(words)
    if not between:
        return None
    year = _YEAR.search(last)
    if of_month := _OF_MONTH.fullmatch(first):
        return f"{of_month[1]} {last.partition(' ')[2]}", last
    return (f"{first} {year[0]}" if year and _DAY.fullmatch(first) else first), last


def _cut(words: str) -> tuple[str, str, str]:
    found = _BETWEEN.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", "")


def entry_at(laid: Laid, path: FieldPath) -> object:
    """Return what stands in the file at a path: texts, lists and groups; None where nothing does."""
    held: object = laid.source.tree
    for step in path:
        if isinstance(held, dict):
            held = held.get(step)
        elif isinstance(held, list) and isinstance(step, int):
            held = held[step] if 0 <= step < len(held) else None
        else:
            return None
    return held
