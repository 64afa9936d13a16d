"""A tree made anew with some of its parts changed: what is not changed is shared."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.document.nodes import (
    Block,
    Box,
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


def map_blocks(blocks: Sequence[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    """Return blocks with `change` done to every one of them, what is inside first."""
    return tuple(change(_inside(block, change)) for block in blocks)


def _inside(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case Heading() | Paragraph() | Figure() | PageBreak():
            return block
        case Quote() | Box():
            return replace(block, blocks=map_blocks(block.blocks, change))
        case List():
            entries = tuple(replace(entry, blocks=map_blocks(entry.blocks, change)) for entry in block.entries)
            return replace(block, entries=entries)
        case Table():
            return replace(block, head=_rows(block.head, change), body=_rows(block.body, change))
        case _:
            assert_never(block)


def _rows(rows: Sequence[Row], change: Callable[[Block], Block]) -> tuple[Row, ...]:
    return tuple(
        replace(row, cells=tuple(replace(cell, blocks=map_blocks(cell.blocks, change)) for cell in row.cells))
        for row in rows
    )


def map_inlines(blocks: Sequence[Block], change: Callable[[Inline], Inline]) -> tuple[Block, ...]:
    """Return blocks with `change` done to every inline of theirs, what is inside first."""

    def lines(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(change(_inner(inline, lines)) for inline in inlines)

    def in_block(block: Block) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, children=lines(block.children))
            case Table() | Figure():
                return replace(block, caption=lines(block.caption)) if block.caption else block
            case _:
                return block

    return map_blocks(blocks, in_block)


def _inner(inline: Inline, lines: Callable[[tuple[Inline, ...]], tuple[Inline, ...]]) -> Inline:
    match inline:
        case Strong() | Emphasis() | Link():
            return replace(inline, children=lines(inline.children))
        case Text() | LineBreak() | Value() | Reference():
            return inline
        case _:
            assert_never(inline)
