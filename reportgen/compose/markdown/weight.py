"""Bold and italic words: which stars and underscores of a line pair, and the words between them.

The `markdown` package has no part in this: most texts have no other marks, and are read without it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.document.nodes import Emphasis, Inline, Strong, Text

STX, ETX = "\x02", "\x03"
"""The control codes that the package puts around what it has already read."""

WEIGHED = re.compile("[*_]")


@dataclass(slots=True)
class _Mark:
    """A run of stars or underscores: where it stands, and whether it may open and close."""

    sign: str
    start: int
    end: int
    opens: bool
    closes: bool
    size: int


_MARKS = re.compile(r"\*+|_+")
_LONGEST = {"*": 4, "_": 3}
"""Longer runs are words: a line to write on, or a row of stars."""


_CLOSING = ".,:;!?)]%”’…"
_OPENING = "([“‘£"


def _marks(text: str, start: int) -> Iterator[_Mark]:
    for match in _MARKS.finditer(text, start):
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        size = match.end() - match.start()
        if size <= _LONGEST[match[0][0]]:
            opens, closes = _sides(match[0], before, after)
            if opens or closes:
                yield _Mark(match[0][0], match.start(), match.end(), opens, closes, size)


def _sides(marks: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether marks between two characters may open, and whether they may close."""
    left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
    right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
    if marks[0] == "_":
        opens = left and (not right or _is_punctuation(before)) and before not in "/\\.:=&?#@%~"
        return opens, right and (not left or _is_punctuation(after))
    if _is_word(before) and _is_word(after):
        figures = before.isdigit() or after.isdigit()
        return left and len(marks) > 1 and not figures, right and not (before.isdigit() and after.isdigit())
    if len(marks) == 2:
        # CommonMark leaves `**Lot 1:**homes` and `homes**(new)**` as typed: officers mean bold.
        return left or (after in _OPENING and not before.isspace()), right or before in _CLOSING
    return left, right


def _is_word(character: str) -> bool:
    # Private-use characters of the last planes stand for values.
    return character.isalnum() or character >= "\U000f0000"


def _is_punctuation(character: str) -> bool:
    # The control codes stand around what was already read: a link or an escaped character.
    return not (_is_word(character) or character.isspace() or character in (STX, ETX))


def _spans(text: str, start: int) -> list[tuple[int, int, int]]:
    """Return the marks that pair, as changes to how words are marked: (position, marks, +1 or -1)."""
    changes: list[tuple[int, int, int]] = []
    open_marks: list[_Mark] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for mark in _marks(text, start):
        key = (mark.sign, mark.opens, mark.size % 3)
        while mark.closes and mark.start < mark.end:
            at = _opener(open_marks, mark, searched.get(key, 0))
            if at is None:
                searched[key] = len(open_marks)
                break
            opener = open_marks[at]
            used = min(2, opener.end - opener.start, mark.end - mark.start)
            opener.end -= used
            changes += [(opener.end, used, 1), (mark.start, used, -1)]
            mark.start += used
            del open_marks[at if opener.start == opener.end else at + 1 :]
            searched = {known: min(depth, len(open_marks)) for known, depth in searched.items()}
        if mark.opens and mark.start < mark.end:
            open_marks.append(mark)
    return sorted(changes)


def _opener(open_marks: list[_Mark], closer: _Mark, bottom: int) -> int | None:
    for at in range(len(open_marks) - 1, bottom - 1, -1):
        opener = open_marks[at]
        # CommonMark's rule of three: `**a*b**` is not `*` after `*a*b`.
        ambiguous = (opener.closes or closer.opens) and (opener.size + closer.size) % 3 == 0
        if opener.sign == closer.sign and not (ambiguous and (opener.size % 3 or closer.size % 3)):
            return at
    return None


Piece = tuple[str, bool, bool]
"""Words, whether bold, whether italic."""


def pieces_of(text: str, start: int = 0) -> list[Piece]:
    """Return stretches of a text without the marks that pair: the words, whether bold, whether italic."""
    pieces: list[Piece] = []
    depth = {1: 0, 2: 0}
    for position, used, change in _spans(text, start):
        pieces.append((text[start:position], depth[2] > 0, depth[1] > 0))
        depth[used] += change
        start = position + used
    pieces.append((text[start:], depth[2] > 0, depth[1] > 0))
    return [piece for piece in pieces if piece[0]]


def weighed(text: str, words: Callable[[str], str] = str) -> tuple[Inline, ...]:
    """Return a text with its bold and italic words, the longer of two that overlap outside.

    `words` says what to make of each stretch of it.
    """
    if "*" not in text and "_" not in text:
        return (Text(words(text)),) if text else ()
    pieces = [(words(piece), bold, italic) for piece, bold, italic in pieces_of(text)]
    inlines: list[Inline] = []
    at = 0
    while at < len(pieces):
        _, bold, italic = pieces[at]
        bold_end, italic_end = end_of(pieces, at, 1), end_of(pieces, at, 2)
        if not (bold or italic):
            end = at + 1
            while end < len(pieces) and not (pieces[end][1] or pieces[end][2]):
                end += 1
            inlines.append(Text("".join([piece[0] for piece in pieces[at:end]])))
        elif italic_end > bold_end:
            end = italic_end
            inlines.append(Emphasis(_within(pieces[at:end], 1)))
        else:
            end = bold_end
            inlines.append(Strong(_within(pieces[at:end], 2)))
        at = end
    return tuple(inlines)


def _within(pieces: list[Piece], index: int) -> tuple[Inline, ...]:
    """Return weighed words; those that have the weight at an index too stand in a part of their own."""
    inner = Strong if index == 1 else Emphasis
    runs = [(both, Text("".join([piece[0] for piece in run]))) for both, run in groupby(pieces, lambda p: p[index])]
    return tuple([inner((text,)) if both else text for both, text in runs])


def end_of(pieces: list[Piece], at: int, index: int) -> int:
    """Return where the pieces that have the weight at an index end."""
    while at < len(pieces) and pieces[at][index]:
        at += 1
    return at
