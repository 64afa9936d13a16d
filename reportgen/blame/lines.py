"""On which lines of a field each of its printed paragraphs is written."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W_]+")
_ENTRY: Final = re.compile(r"\s*(?:[-*+]|[0-9]+[.)])\s")
_BLOCK: Final = ("|", ">")


class Lines(NamedTuple):
    """Lines of a file, counted from 1, both ends included."""

    first: int
    last: int


class _Written(NamedTuple):
    """A word as it is written, and its line from 0."""

    word: str
    line: int


def lines_of(written: str, first: int, printed: Sequence[Sequence[str]]) -> tuple[Lines | None, ...]:
    """Return the lines of each paragraph of a field, None where they can't be told.

    `written` is the field's value as it stands in the file from line `first` on; `printed` are the runs of words of
    each paragraph that were typed there, in order. Marks and references between the runs count for nothing.
    """
    rows = written.rstrip().split("\n")
    if written.startswith(_BLOCK):
        rows[0] = ""
    words = [_Written(found[0], at) for at, row in enumerate(rows) for found in _WORD.finditer(row)]
    told: list[Lines | None] = []
    at = 0
    for runs in printed:
        found = _found(words, at, runs)
        if found is None:
            told.append(None)
            continue
        begin, at = found
        told.append(_paragraph(rows, words[begin].line, words[at - 1].line))
    return tuple(lines and Lines(first + lines.first, first + lines.last) for lines in told)


def _found(words: Sequence[_Written], at: int, runs: Sequence[str]) -> tuple[int, int] | None:
    """Return where runs of words begin and end, one after another from a place on."""
    begin = -1
    for run in runs:
        asked = _WORD.findall(run)
        if not asked:
            continue
        places = range(at, len(words) - len(asked) + 1)
        place = next((one for one in places if _stand(words, one, asked)), None)
        if place is None:
            return None
        begin = place if begin < 0 else begin
        at = place + len(asked)
    return None if begin < 0 else (begin, at)


def _stand(words: Sequence[_Written], at: int, asked: Sequence[str]) -> bool:
    return all(words[at + step].word == word for step, word in enumerate(asked))


def _paragraph(rows: Sequence[str], first: int, last: int) -> Lines:
    """Return lines with those round them that are of the same paragraph, as a reference on a line of its own is."""
    while first > 0 and rows[first - 1].strip() and not _ENTRY.match(rows[first]):
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].strip() and not _ENTRY.match(rows[last + 1]):
        last += 1
    return Lines(first, last)
