"""A tree made anew with some of its parts changed: what is not changed is shared."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import is_
from typing import TypeVar, assert_never

from reportgen.document.nodes import (
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

Node = TypeVar("Node")
Holder = TypeVar("Holder", Entry, Cell)


def map_blocks(blocks: Sequence[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """Return blocks with `change` done to every one of them, what is inside first."""
    return _shared(
        blocks, [change(block if isinstance(block, Paragraph) else _inside(block, change)) for block in blocks]
    )


def _shared(before: Sequence[Node], after: list[Node]) -> tuple[Node, ...]:
    """Return the nodes after a change: the tuple that they were in, where none of them has changed."""
    if isinstance(before, tuple) and all(map(is_, before, after)):
        return before
    return tuple(after)


def _inside(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case Heading() | Paragraph() | Figure() | PageBreak():
            return block
        case Quote() | Box():
            blocks = map_blocks(block.blocks, change)
            return block if blocks is block.blocks else replace(block, blocks=blocks)
        case List():
            entries = _shared(block.entries, [_holder(entry, change) for entry in block.entries])
            return block if entries is block.entries else replace(block, entries=entries)
        case Table():
            head, body = _rows(block.head, change), _rows(block.body, change)
            return block if head is block.head and body is block.body else replace(block, head=head, body=body)
        case _:
            assert_never(block)


def _rows(rows: Sequence[Row], change: Callable[[Block], Block]) -> tuple[Row, ...]:
    return _shared(rows, [_row(row, change) for row in rows])


def _row(row: Row, change: Callable[[Block], Block]) -> Row:
    cells = _shared(row.cells, [_holder(cell, change) for cell in row.cells])
    return row if cells is row.cells else replace(row, cells=cells)


def _holder(holder: Holder, change: Callable[[Block], Block]) -> Holder:
    blocks = holder.blocks
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        # As most cells of most tables.
        only = change(blocks[0])
        return holder if only is blocks[0] else replace(holder, blocks=(only,))
    blocks = map_blocks(blocks, change)
    return holder if blocks is holder.blocks else replace(holder, blocks=blocks)


def map_inlines(blocks: Sequence[Block], change: Callable[[Inline], Inline]) -> tuple[Block, ...]:
    """Return blocks with `change` done to every inline of theirs, what is inside first, else in reading order."""

    def lines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if len(inlines) == 1 and isinstance(inlines[0], (Text, Value)):
            only = change(inlines[0])
            return inlines if only is inlines[0] else (only,)
        return _shared(inlines, [change(_inner(inline, lines)) for inline in inlines])

    def in_block(block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                words = lines(block.children)
                return block if words is block.children else replace(block, children=words)
            case Table() | Figure():
                caption = lines(block.caption)
                return block if caption is block.caption else replace(block, caption=caption)
            case _:
                return block

    return map_blocks(blocks, in_block)


def _inner(inline: Inline, lines: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Inline:
    match inline:
        case Strong() | Emphasis() | Link() | Note():
            children = lines(inline.children)
            return inline if children is inline.children else replace(inline, children=children)
        case Text() | LineBreak() | Value() | Reference():
            return inline
        case _:
            assert_never(inline)
