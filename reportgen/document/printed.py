"""The words of blocks in one form, for telling whether two stretches say the same: Markdown, but nothing escaped.

It is no Markdown to be kept: white space of any kind is one space, numbers and the roles of boxes are not told, and an
asterisk is itself. What Word cuts into runs comes out as it was before.
"""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never
from urllib.parse import unquote

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

_PLAIN = frozenset((Text, Value, Reference))
_SCHEMES = ("http://", "https://", "mailto:")
_SPACE = re.compile(r"(\s+)")
_BREAK = "\\\n"


def as_printed(blocks: Iterable[Block]) -> str:
    """Return the words of blocks: paragraphs with a blank line between, lists, tables, weight and links as Markdown."""
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
    if all(type(inline) in _PLAIN for inline in inlines):
        return " ".join("".join([inline.text for inline in inlines]).split())  # type: ignore[union-attr]  # all plain
    return _weighed(_words(_runs(inlines, _Look())))


class _Look(tuple[str, ...]):
    """The marks on words, outermost first: a link's address, `**`, `_`."""

    __slots__ = ()

    def __new__(cls, link: str = "", strong: str = "", slant: str = "") -> "_Look":
        return super().__new__(cls, (link, strong, slant))


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
                known = address if address.lower().startswith(_SCHEMES) else ""
                yield from _runs(inline.children, _Look(link or known, strong, slant))
            case LineBreak():
                yield _BREAK, _Look()
            case _:
                assert_never(inline)


def _words(runs: Iterable[_Run]) -> list[_Run]:
    """Return runs cut at white space, each stretch of it one space with the marks of the words on both sides."""
    pieces: list[_Run] = []
    for text, look in runs:
        if text == _BREAK:
            if pieces and pieces[-1][0] == " ":
                pieces.pop()
            pieces.append((_BREAK, look))
            continue
        for piece in _SPACE.split(text):
            if piece.isspace():
                if pieces and pieces[-1][0] not in (" ", _BREAK):
                    pieces.append((" ", look))
            elif piece:
                pieces.append((piece, look))
    while pieces and pieces[-1][0] in (" ", _BREAK):
        pieces.pop()
    return [
        (
            " ",
            _Look(
                *(one if one == other else "" for one, other in zip(pieces[at - 1][1], pieces[at + 1][1], strict=True))
            ),
        )
        if text == " "
        else (text, look)
        for at, (text, look) in enumerate(pieces)
    ]


def _weighed(pieces: list[_Run]) -> str:
    """Return pieces with their marks, each opened where it begins and closed where it ends."""
    shown: list[str] = []
    open_marks = _Look()
    for text, look in [*pieces, ("", _Look())]:
        kept = next((at for at, (one, other) in enumerate(zip(open_marks, look, strict=True)) if one != other), 3)
        for at in range(2, kept - 1, -1):
            shown.append((f"]({open_marks[0]})" if open_marks[0] else "") if at == 0 else open_marks[at])
        for at in range(kept, 3):
            shown.append(("[" if look[0] else "") if at == 0 else look[at])
        shown.append(text)
        open_marks = look
    return "".join(shown)
