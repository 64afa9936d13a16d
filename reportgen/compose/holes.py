"""Values put into the tree: each token of a parsed template gives way to what its hole holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.compose.view import FIRST_TOKEN, Hole
from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Box,
    Cell,
    Emphasis,
    Entry,
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
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import inlines_of, plain_text, walk

TOKEN = re.compile("([\U000f0000-\U0010ffff])")

SAFE_ADDRESS = re.compile(r"(https?://|mailto:)[^\s]+$", re.IGNORECASE)
"""What a link may lead to. Anything else a value says is printed as words."""

Holes = Sequence[Hole]


def renumber_tokens(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a text with its tokens counted from the first, and which hole each of them stands for.

    Two stretches of a document that differ in their values alone are then the same text, and are read once.
    """
    order: list[int] = []

    def count(match: re.Match[str]) -> str:
        order.append(ord(match.group()) - FIRST_TOKEN)
        return chr(FIRST_TOKEN + len(order) - 1)

    return TOKEN.sub(count, text), tuple(order)


def fill_blocks(blocks: Sequence[Block], holes: Holes) -> tuple[Block, ...]:
    """Return blocks with the values in place of their tokens; a block that ends up empty is left out."""
    return tuple(filled for block in blocks for filled in _fill(block, holes))


def _fill(block: Block, holes: Holes) -> tuple[Block, ...]:
    match block:
        case Paragraph():
            return _fill_paragraph(block, holes)
        case Heading():
            children = tuple(_without_notes(_lines(block.children, holes)))
            return (
                replace(block, children=children, id=_text(block.id, holes), origin=_origin(children, block.origin)),
            )
        case List():
            entries = tuple(_fill_entry(entry, holes) for entry in block.entries)
            kept = tuple(entry for entry in entries if entry.blocks)
            return (replace(block, entries=kept),) if kept else ()
        case Quote():
            inner = fill_blocks(block.blocks, holes)
            return (replace(block, blocks=inner),) if inner else ()
        case Box():
            inner = fill_blocks(block.blocks, holes)
            return (replace(block, blocks=inner, id=_text(block.id, holes)),) if inner else ()
        case Table():
            return (
                replace(
                    block,
                    head=tuple(_fill_row(row, holes) for row in block.head),
                    body=tuple(_fill_row(row, holes) for row in block.body),
                    caption=tuple(_without_notes(_lines(block.caption, holes))),
                    summary=_text(block.summary, holes),
                    id=_text(block.id, holes),
                ),
            )
        case Figure() | PageBreak():
            return (block,)
        case _:
            assert_never(block)


def _fill_entry(entry: Entry, holes: Holes) -> Entry:
    blocks = fill_blocks(entry.blocks, holes)
    return replace(entry, blocks=blocks, id=_text(entry.id, holes), origin=_origin_of_blocks(blocks, entry.origin))


def _fill_row(row: Row, holes: Holes) -> Row:
    cells = tuple(_fill_cell(cell, holes) for cell in row.cells)
    return replace(row, cells=cells, origin=next((cell.origin for cell in cells if cell.origin.path), row.origin))


def _fill_cell(cell: Cell, holes: Holes) -> Cell:
    blocks = fill_blocks(cell.blocks, holes)
    return replace(cell, blocks=blocks, origin=_origin_of_blocks(blocks, cell.origin))


def _origin_of_blocks(blocks: Sequence[Block], otherwise: Origin) -> Origin:
    for block in blocks:
        origin = getattr(block, "origin", NOWHERE)
        if origin.path:
            return origin
    return otherwise


def _fill_paragraph(block: Paragraph, holes: Holes) -> tuple[Block, ...]:
    """Fill one paragraph. Prose in it begins on its line, and what follows ends on the last line of the prose.

    A table, list or other block splits the paragraph: what stands before it, the block, the rest. Each piece comes
    from the field of its first value or prose.
    """
    filled: list[Block] = []
    open_line: list[Inline] = []
    source, name = NOWHERE, _text(block.id, holes)

    def close() -> None:
        nonlocal source, name
        if children := _trim(open_line):
            origin = source if source.path else block.origin
            filled.append(Paragraph(children, block.role, name, block.number, origin))
            name = ""
        source = NOWHERE
        open_line.clear()

    for inline in block.children:
        for piece in _pieces(inline, holes):
            if not isinstance(piece, Hole):
                source = source if source.path else _origin((piece,), NOWHERE)
                open_line.append(piece)
                continue
            for at, inner in enumerate(piece.blocks or ()):
                if at or not isinstance(inner, Paragraph):
                    close()
                if isinstance(inner, Paragraph):
                    source = source if source.path else inner.origin
                    open_line.extend(inner.children)
                else:
                    filled.append(inner)
    close()
    return tuple(filled)


def _pieces(inline: Inline, holes: Holes) -> list[Inline | Hole]:
    """Return what an inline becomes: inlines, and holes of blocks where one stands directly in the paragraph."""
    if isinstance(inline, Text):
        pieces: list[Inline | Hole] = []
        for part in _split(inline.text):
            if len(part) == 1 and TOKEN.match(part):
                hole = holes[ord(part) - FIRST_TOKEN]
                pieces.extend(hole.inlines) if hole.blocks is None else pieces.append(hole)
            elif part:
                pieces.append(Text(part))
        return pieces
    return list(_line(inline, holes))


def _split(text: str) -> list[str]:
    if not TOKEN.search(text):
        return [text]
    return TOKEN.split(text)


def _lines(inlines: Sequence[Inline], holes: Holes) -> tuple[Inline, ...]:
    return _trim([filled for inline in inlines for filled in _line(inline, holes)])


def _line(inline: Inline, holes: Holes) -> tuple[Inline, ...]:
    """Fill an inline where only a line can stand: prose gives its words."""
    match inline:
        case Text():
            filled: list[Inline] = []
            for piece in _pieces(inline, holes):
                filled.extend(_as_line(piece)) if isinstance(piece, Hole) else filled.append(piece)
            return tuple(filled)
        case Strong() | Emphasis():
            children = _without_blanks(f for child in inline.children for f in _line(child, holes))
            return (replace(inline, children=children),) if children else ()
        case Link():
            children = _without_blanks(f for child in inline.children for f in _line(child, holes))
            address = _text(inline.address, holes)
            return (Link(children, address),) if children and SAFE_ADDRESS.match(address) else children
        case Note():
            # Prose that a template puts into a note may have notes too.
            words = tuple(f for child in inline.children for f in _line(child, holes))
            return (replace(inline, children=_trim(tuple(_without_notes(words)))),)
        case LineBreak() | Value() | Reference():
            return (inline,)
        case _:
            assert_never(inline)


def _without_notes(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield a line that can have no notes, as a heading, a caption or a note can't: their words stay, in brackets."""
    for inline in inlines:
        match inline:
            case Note():
                yield from (Text(" ("), *inline.children, Text(")"))
            case Strong() | Emphasis() | Link():
                yield replace(inline, children=tuple(_without_notes(inline.children)))
            case _:
                yield inline


def words_of_hole(hole: Hole) -> tuple[Inline, ...]:
    """Return what a hole holds as words on a line."""
    return hole.inlines if hole.blocks is None else _as_line(hole)


def _as_line(hole: Hole) -> tuple[Inline, ...]:
    """Return the words of blocks one after another, as on a line of a heading."""
    line: list[Inline] = []
    for block in walk(hole.blocks or ()):
        words = inlines_of(block)
        line.extend([Text(" "), *words] if line and words else words)
    return tuple(line)


def _text(text: str, holes: Holes) -> str:
    """Fill an attribute: the words of the holes alone."""
    if not text or not TOKEN.search(text):
        return text
    return TOKEN.sub(lambda token: _words(holes[ord(token.group()) - FIRST_TOKEN]), text)


def _words(hole: Hole) -> str:
    return plain_text(hole.inlines) if hole.blocks is None else plain_text(_as_line(hole))


def _origin(children: Sequence[Inline], otherwise: Origin) -> Origin:
    """Return the field that the words come from: that of their first value."""
    for child in children:
        if isinstance(child, Value) and child.origin.path:
            return child.origin
        if isinstance(child, (Strong, Emphasis, Link)):
            inner = _origin(child.children, NOWHERE)
            if inner.path:
                return inner
    return otherwise


def _trim(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inlines without empty words, and without spaces at either end of the line."""
    kept = list(_without_blanks(inlines))
    if kept and isinstance(first := kept[0], Text) and first.text[0] in " \n":
        words = first.text.lstrip(" \n")
        kept[:1] = [Text(words, first.within)] if words else []
    if kept and isinstance(last := kept[-1], Text) and last.text[-1] in " \n":
        words = last.text.rstrip(" \n")
        kept[-1:] = [Text(words, last.within)] if words else []
    return tuple(kept)


def _without_blanks(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    return tuple([inline for inline in inlines if type(inline) is not Text or inline.text])
