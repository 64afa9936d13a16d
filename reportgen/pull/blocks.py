"""Lines made into blocks again, for the one form in which what was written and what was edited are compared."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportgen.document.anchors import anchor_hash, anchor_text
from reportgen.document.nodes import (
    Block,
    Cell,
    Column,
    Counting,
    Emphasis,
    Entry,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
)
from reportgen.pull.lines import BREAK, Printed, Token, dress, is_plain
from reportgen.pull.word import NOTE_BEGINS, NOTE_ENDS


def text_of(lines: Sequence[Printed]) -> str:
    """Return lines as they are compared: Markdown as printed."""
    return anchor_text(blocks_of(lines))


def hash_of(lines: Sequence[Printed]) -> str:
    """Return the hash of lines, as the manifest of a Word file holds it."""
    return anchor_hash(blocks_of(lines))


def blocks_of(lines: Sequence[Printed]) -> tuple[Block, ...]:
    """Return the blocks that lines are."""
    return tuple(_blocks(list(lines), 0))


def _blocks(lines: list[Printed], depth: int) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        shape = lines[at].shape
        end = at + 1
        if shape.kind == "cell":
            while end < len(lines) and (lines[end].shape.kind, lines[end].shape.depth) == ("cell", shape.depth):
                end += 1
            yield _table(lines[at:end])
        elif shape.kind in ("entry", "continued") and shape.depth > depth:
            while end < len(lines) and lines[end].shape.depth > depth and lines[end].shape.kind != "heading":
                end += 1
            yield _list(lines[at:end], depth + 1)
        elif shape.kind == "heading":
            yield Heading(shape.depth, inlines_of(lines[at].tokens))
        elif shape.kind == "quote":
            while end < len(lines) and lines[end].shape.kind == "quote":
                end += 1
            yield Quote(tuple(Paragraph(inlines_of(line.tokens)) for line in lines[at:end]))
        else:
            yield Paragraph(inlines_of(lines[at].tokens))
        at = end


def _list(lines: list[Printed], depth: int) -> List:
    entries: list[list[Printed]] = []
    for line in lines:
        if not entries or (line.shape.kind == "entry" and line.shape.depth <= depth):
            entries.append([])
        entries[-1].append(line)
    counting = Counting.BULLET if lines[0].shape.mark in ("", "-") else Counting.DECIMAL
    return List(counting, tuple(Entry(tuple(_entry_blocks(entry, depth))) for entry in entries))


def _entry_blocks(lines: list[Printed], depth: int) -> Iterator[Block]:
    yield Paragraph(inlines_of(lines[0].tokens))
    yield from _blocks(lines[1:], depth)


def _table(lines: list[Printed]) -> Table:
    rows: dict[int, dict[int, list[Block]]] = {}
    for line in lines:
        row, column = line.shape.cell or (0, 0)
        rows.setdefault(row, {}).setdefault(column, []).append(Paragraph(inlines_of(line.tokens)))
    width = max(max(row) for row in rows.values()) + 1
    body = tuple(Row(tuple(Cell(tuple(rows[at].get(column, ()))) for column in range(width))) for at in sorted(rows))
    return Table((Column(),) * width, (), body)


def inlines_of(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    """Return words as inlines, those in one dress together."""
    tokens = tuple(tokens)
    if any(token.text == NOTE_BEGINS for token in tokens):
        return tuple(_with_notes(tokens))
    if is_plain(tokens):
        return (Text("".join([token.text for token in tokens])),) if tokens else ()
    found: list[Inline] = []
    for (is_break, bold, italic, address), group in groupby(tokens, lambda t: (t.text == BREAK, *dress(t))):
        words = list(group)
        if is_break:
            found += [LineBreak()] * len(words)
            continue
        inline: Inline = Text("".join(token.text for token in words))
        inline = Emphasis((inline,)) if italic else inline
        inline = Strong((inline,)) if bold else inline
        found.append(Link((inline,), words[0].address) if address else inline)
    return tuple(found)


def _with_notes(tokens: tuple[Token, ...]) -> Iterator[Inline]:
    start = 0
    for at, token in enumerate(tokens):
        if token.text in (NOTE_BEGINS, NOTE_ENDS):
            inlines = inlines_of(tokens[start:at])
            yield from inlines if token.text == NOTE_BEGINS else (Note(inlines),)
            start = at + 1
    yield from inlines_of(tokens[start:])
