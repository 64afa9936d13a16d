"""From blocks of a document to what stands on slides: paragraphs, and the tables, figures and columns between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.document.addresses import in_links
from reportgen.document.nodes import (
    Block,
    Box,
    Counting,
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
    Role,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.write._ooxml import legal
from reportgen.write.pptx.deck import Line, Mark, Run

Piece = Line | Table | Figure | Box | PageBreak
"""A paragraph, or what has a place of its own on a slide; a box is one of columns or of notes."""

_LEADING = (Role.CAPTION, Role.BANNER, Role.TITLE, Role.SUBTITLE)


def pieces_of(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Yield the pieces of blocks, in reading order."""
    for block in blocks:
        yield from _piece(block, Line(()))


def _piece(block: Block, place: Line) -> Iterator[Piece]:
    """Yield the pieces of a block; `place` is a paragraph without words that says how deep it stands."""
    match block:
        case Heading():
            yield replace(place, runs=_numbered(block.number, runs(block.children)), lead=True, keep=True)
        case Paragraph():
            words = _numbered(block.number, runs(block.children))
            if words:
                stem = block.role in (Role.STEM, Role.CAPTION)
                yield replace(place, runs=words, lead=block.role in _LEADING, keep=stem or place.keep)
        case List():
            yield from _entries(block, place)
        case Quote():
            for inner in block.blocks:
                for piece in _piece(inner, replace(place, hanging=True)):
                    yield _italic(piece) if isinstance(piece, Line) else piece
        case Box():
            if block.role in (Role.COLUMNS, Role.NOTES):
                yield block
            else:
                for inner in block.blocks:
                    yield from _piece(inner, place)
        case Table() | Figure() | PageBreak():
            yield block
        case _:
            assert_never(block)


def _entries(block: List, place: Line) -> Iterator[Piece]:
    level = place.level + 1 if place.mark is not None or place.hanging else place.level
    for at, entry in enumerate(block.entries):
        marked: Mark | None = _mark(block, entry, block.start + at)
        hanging = Line((), level, hanging=True)
        for count, inner in enumerate(entry.blocks):
            follows = isinstance(entry.blocks[count + 1], List) if count + 1 < len(entry.blocks) else False
            if marked is not None and isinstance(inner, Paragraph):
                words = runs(inner.children)
                yield Line(words or (Run(""),), level, marked, keep=follows)
            else:
                if marked is not None and marked.counting is not Counting.BULLET:
                    yield Line((Run(""),), level, marked, keep=True)
                yield from _piece(inner, hanging)
            marked = None


def _mark(block: List, entry: Entry, number: int) -> Mark:
    text = entry.number.text if entry.number is not None else "•"
    return Mark(block.counting, text, block.pattern or "%1.", number)


def _numbered(number: object, words: tuple[Run, ...]) -> tuple[Run, ...]:
    text = getattr(number, "text", "")
    return (Run(f"{text} "), *words) if text else words


def _italic(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, italic=True) for run in line.runs))


# Words ---------------------------------------------------------------------------------------------------------


def runs(inlines: Iterable[Inline], look: Run = Run("")) -> tuple[Run, ...]:  # noqa: B008 - a frozen value
    """Return inlines as runs; neighbours that look the same are one."""
    joined: list[Run] = []
    for run in _runs(inlines, look):
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last is not None and replace(last, text="") == replace(run, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _runs(inlines: Iterable[Inline], look: Run) -> Iterator[Run]:
    for inline in inlines:
        match inline:
            case Value() if not look.address and (pieces := in_links(inline)):
                yield from _runs(pieces, look)
            case Text() | Value() | Reference():
                yield replace(look, text=one_line(inline.text))
            case Strong():
                yield from _runs(inline.children, replace(look, bold=True))
            case Emphasis():
                yield from _runs(inline.children, replace(look, italic=True))
            case Link():
                yield from _runs(inline.children, replace(look, address=inline.address))
            case LineBreak():
                yield replace(look, text="\n")
            case Note():
                yield Run(str(inline.number), raised=True)
            case _:
                assert_never(inline)


def one_line(text: str) -> str:
    """Return text without what XML can't hold, with spaces for tabs and for ends of lines."""
    return legal(text).replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


# Cells and notes -----------------------------------------------------------------------------------------------


def cell_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """Return what a cell says as paragraphs: a table inside it row by row, a figure by its alternative text."""
    return tuple(line for piece in pieces_of(blocks) for line in _flat(piece))


def _flat(piece: Piece) -> Iterator[Line]:
    match piece:
        case Line():
            yield piece
        case Table():
            for row in (*piece.head, *piece.body):
                words = " – ".join(" ".join(line.text for line in cell_lines(cell.blocks)) for cell in row.cells)
                yield Line((Run(words),))
        case Figure():
            yield Line((Run(one_line(piece.alternative)),))
        case Box():
            yield from cell_lines(piece.blocks) if piece.role is Role.NOTES else _columns_flat(piece)
        case PageBreak():
            return
        case _:
            assert_never(piece)


def _columns_flat(box: Box) -> Iterator[Line]:
    for inner in box.blocks:
        yield from cell_lines(inner.blocks if isinstance(inner, Box) else (inner,))


def note_texts(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return what a presenter says, a text for each paragraph; entries of lists keep their marks."""
    return tuple(f"{line.mark.text} {line.text}" if line.mark else line.text for line in cell_lines(blocks))
