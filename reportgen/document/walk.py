"""The traversals that everything uses: the blocks of a tree, its inlines, its plain text."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Box,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words of inlines without their weight; a line break is a space, and notes are no part of the line."""
    return "".join(_words(inline) for inline in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text() | Value() | Reference():
            return inline.text
        case Strong() | Emphasis() | Link():
            return plain_text(inline.children)
        case LineBreak():
            return " "
        case Note():
            return ""
        case _:
            assert_never(inline)


def notes_in(inlines: Iterable[Inline]) -> Iterator[Note]:
    """Yield the notes whose marks stand in a line, in order."""
    for inline in inlines:
        if isinstance(inline, Note):
            yield inline
        elif isinstance(inline, (Strong, Emphasis, Link)):
            yield from notes_in(inline.children)


def notes(blocks: Iterable[Block]) -> Iterator[Note]:
    """Yield the notes of blocks in reading order."""
    for block in walk(blocks):
        yield from notes_in(inlines_of(block))


def says_something(inlines: Iterable[Inline]) -> bool:
    """Tell whether a line has words, or a note's mark."""
    whole = tuple(inlines)
    return bool(plain_text(whole).strip()) or any(True for _ in notes_in(whole))


def children(block: Block) -> tuple[Block, ...]:
    """Return the blocks that stand directly inside a block, in reading order."""
    match block:
        case Heading() | Paragraph() | Figure() | PageBreak():
            return ()
        case Quote() | Box():
            return block.blocks
        case List():
            return tuple(inner for entry in block.entries for inner in entry.blocks)
        case Table():
            return tuple(inner for row in (*block.head, *block.body) for cell in row.cells for inner in cell.blocks)
        case _:
            assert_never(block)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block of a tree, each before what is inside it."""
    for block in blocks:
        yield block
        if not isinstance(block, (Paragraph, Heading)):
            yield from walk(children(block))


def place_of(block: Block) -> Origin:
    """Return where a block comes from, or else the first of what is inside it that knows."""
    origins = (getattr(one, "origin", NOWHERE) for one in walk((block,)))
    return next((origin for origin in origins if origin.path or origin.template), NOWHERE)


def inlines_of(block: Block) -> tuple[Inline, ...]:
    """Return the inlines that a block holds itself: a heading's or paragraph's words, a caption."""
    match block:
        case Heading() | Paragraph():
            return block.children
        case Table() | Figure():
            return block.caption
        case List() | Quote() | Box() | PageBreak():
            return ()
        case _:
            assert_never(block)


def words(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the plain text of every block that has words, in reading order, alternative texts and charts included.

    The words of a note come after those of the line in which its mark stands.
    """
    for block in walk(blocks):
        text = plain_text(inlines_of(block))
        if text:
            yield text
        yield from (plain_text(note.children) for note in notes_in(inlines_of(block)))
        if isinstance(block, Figure):
            yield block.alternative


def references(blocks: Iterable[Block]) -> Iterator[Reference]:
    """Yield every reference in a tree."""
    for block in walk(blocks):
        yield from _references(inlines_of(block))


def _references(inlines: Iterable[Inline]) -> Iterator[Reference]:
    for inline in inlines:
        if isinstance(inline, Reference):
            yield inline
        elif isinstance(inline, (Strong, Emphasis, Link, Note)):
            yield from _references(inline.children)
