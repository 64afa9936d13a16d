"""The words of blocks in one form, for telling whether two stretches say the same: Markdown, but nothing escaped.

It is no Markdown to be kept: white space of any kind is one space, numbers and the roles of boxes are not told, and an
asterisk is itself. The words of a note stand where its mark does: `^[as here]`. What Word cuts into runs comes out as
it was before.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, assert_never
from urllib.parse import unquote

from reportgen.document.addresses import leads_by_itself
from reportgen.document.nodes import (
    Block,
    Box,
    Counting,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import plain_text

_PLAIN = frozenset((Text, Value, Reference))
_SCHEMES = ("http://", "https://", "mailto:")
_BREAK = "\\\n"


def as_printed(blocks: Sequence[Block]) -> str:
    """Return the words of blocks: paragraphs with a blank line between, lists, tables, weight and links as Markdown."""
    if len(blocks) == 1:
        return _block(blocks[0])
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return line_as_printed(block.children)
        case Heading():
            return f"# {line_as_printed(block.children)}"
        case List():
            mark = "- " if block.counting is Counting.BULLET else "1. "
            return "\n".join(_hung(mark, as_printed(entry.blocks)) for entry in block.entries)
        case Quote():
            return "\n".join(f"> {line}" for line in as_printed(block.blocks).split("\n"))
        case Box():
            return as_printed(block.blocks)
        case Table():
            rows = [line_as_printed(block.caption)] if block.caption else []
            return "\n".join((*rows, *map(_row, block.head), *map(_row, block.body)))
        case Figure():
            return line_as_printed(block.caption)
        case PageBreak():
            return ""
        case _:
            assert_never(block)


def _hung(mark: str, words: str) -> str:
    first, *rest = words.split("\n")
    return "\n".join((mark + first, *(f"{' ' * len(mark)}{line}" if line else "" for line in rest)))


def _row(row: Row) -> str:
    return f"| {' | '.join(as_printed(cell.blocks).replace(chr(10), '<br>') for cell in row.cells)} |"


def line_as_printed(inlines: tuple[Inline, ...]) -> str:
    """Return the words of one line with their weight and links."""
    if len(inlines) == 1 and isinstance(inlines[0], (Text, Value)):
        return " ".join(inlines[0].text.split())
    if all(type(inline) in _PLAIN for inline in inlines):
        return " ".join("".join([inline.text for inline in inlines]).split())  # type: ignore[union-attr]  # all plain
    return _weighed(_words(_runs(inlines, _NONE)))


class _Look(NamedTuple):
    """The marks on words, outermost first: a link's address, `**`, `_`."""

    link: str = ""
    strong: str = ""
    slant: str = ""


_NONE = _Look()
_Run = tuple[str, _Look]


def _runs(inlines: Iterable[Inline], look: _Look) -> Iterator[_Run]:
    link, strong, slant = look
    for inline in inlines:
        match inline:
            case Text() | Value() | Reference():
                yield inline.text, look
            case Strong():
                yield from _runs(inline.children, _Look(link, "**", slant))
            case Emphasis():
                yield from _runs(inline.children, _Look(link, strong, "_"))
            case Link():
                address = unquote(inline.address).strip()
                bare = leads_by_itself(plain_text(inline.children), address)
                known = address if address.lower().startswith(_SCHEMES) and not bare else ""
                yield from _runs(inline.children, _Look(link or known, strong, slant))
            case LineBreak():
                yield _BREAK, _NONE
            case Note():
                yield from (("^[", _NONE), *_runs(inline.children, _NONE), ("]", _NONE))
            case _:
                assert_never(inline)


def _words(runs: Iterable[_Run]) -> list[_Run]:
    """Return runs with each stretch of white space one space, which has the marks of the words on both sides of it."""
    pieces: list[_Run] = []
    apart = False
    for text, look in runs:
        words = " ".join(text.split()) if text is not _BREAK else _BREAK
        if text is not _BREAK and words and (apart or text[0].isspace()) and pieces and pieces[-1][0] is not _BREAK:
            pieces.append((" ", _shared(pieces[-1][1], look)))
        if words:
            pieces.append((words, look))
        apart = text is not _BREAK and bool(text) and (text[-1].isspace() or (apart and not words))
    while pieces and pieces[-1][0] is _BREAK:
        pieces.pop()
    return pieces


def _shared(one: _Look, other: _Look) -> _Look:
    return one if one == other else _Look(*(mark if mark == its else "" for mark, its in zip(one, other, strict=True)))


def _weighed(pieces: list[_Run]) -> str:
    """Return pieces with their marks, each opened where it begins and closed where it ends."""
    shown: list[str] = []
    open_marks = _NONE
    for text, look in [*pieces, ("", _NONE)]:
        if look == open_marks:
            shown.append(text)
            continue
        kept = next((at for at, (one, other) in enumerate(zip(open_marks, look, strict=True)) if one != other), 3)
        for at in range(2, kept - 1, -1):
            shown.append((f"]({open_marks[0]})" if open_marks[0] else "") if at == 0 else open_marks[at])
        for at in range(kept, 3):
            shown.append(("[" if look[0] else "") if at == 0 else look[at])
        shown.append(text)
        open_marks = look
    return "".join(shown)
