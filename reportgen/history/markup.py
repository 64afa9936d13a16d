"""What changed in a text of which the words stayed: their weight, their slant, their links."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from reportgen.compose.markdown import read_blocks
from reportgen.document.nodes import Emphasis, Inline, LineBreak, Link, Note, Reference, Strong, Text, Value
from reportgen.document.walk import inlines_of, walk

_BOLD, _ITALIC, _NOTE = "bold", "italic", "footnote"
_FEW_WORDS = 8


class _Character(NamedTuple):
    """A character of a text, and the marks upon it: `bold`, `italic`, the address of a link."""

    character: str
    marks: frozenset[str]


_Word = tuple[_Character, ...]


def marked_up(old: str, new: str) -> str | None:
    """Return how the marks of a text changed, as `made bold: “five months”`; None where its words changed too.

    What has the same words and marks on them is laid out otherwise, as a list is whose entries get other bullets.
    """
    before, after = _words(old), _words(new)
    if [_plain(word) for word in before] != [_plain(word) for word in after]:
        return None
    changed = [at for at, word in enumerate(after) if word != before[at]]
    if not changed:
        return "laid out otherwise, in the same words"
    pairs = [pair for at in changed for pair in zip(before[at], after[at], strict=True)]
    together = changed[-1] - changed[0] < min(len(changed), _FEW_WORDS)
    shown = f": “{' '.join(_plain(after[at]).strip('.,;:') for at in changed)}”" if together else ""
    return f"{_said({(old.marks, new.marks) for old, new in pairs if old.marks != new.marks})}{shown}"


def _said(pairs: set[tuple[frozenset[str], frozenset[str]]]) -> str:
    come, gone = ({frozenset(one[at] - one[1 - at]) for one in pairs} for at in (1, 0))
    for mark in (_BOLD, _ITALIC):
        if come == {frozenset({mark})} and gone == {frozenset()}:
            return f"made {mark}"
        if gone == {frozenset({mark})} and come == {frozenset()}:
            return f"no longer {mark}"
    return "marked up otherwise"


def _plain(word: _Word) -> str:
    return "".join(one.character for one in word)


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for block in walk(read_blocks(text)):
        word: list[_Character] = []
        for one in (*_characters(inlines_of(block), frozenset()), _Character(" ", frozenset())):
            if not one.character.isspace():
                word.append(one)
            elif word:
                words.append(tuple(word))
                word = []
    return words


def _characters(inlines: Iterable[Inline], marks: frozenset[str]) -> Iterator[_Character]:
    for inline in inlines:
        match inline:
            case Text() | Value() | Reference():
                yield from (_Character(one, marks) for one in inline.text)
            case LineBreak():
                yield _Character(" ", marks)
            case Strong():
                yield from _characters(inline.children, marks | {_BOLD})
            case Emphasis():
                yield from _characters(inline.children, marks | {_ITALIC})
            case Note():
                yield _Character(" ", marks)
                yield from _characters(inline.children, marks | {_NOTE})
                yield _Character(" ", marks)
            case Link():
                yield from _characters(inline.children, marks | {inline.address})
            case _:
                assert_never(inline)
