"""The stretches of a document that an edited copy is laid against: one for each piece that a person may change.

A stretch is what one field of prose gives, a cell, or any other heading, paragraph or figure. The Word writer puts an
anchor round each; whoever reads the file back composes the document anew, asks for the same anchors and compares.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple, assert_never

from reportgen.base.source import FieldPath
from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Box,
    Cell,
    Document,
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
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.printed import as_printed
from reportgen.document.walk import inlines_of, walk


class Holds(StrEnum):
    """What an anchored stretch holds.

    PROSE is the words of one field and nothing else, VALUES are words of the template with values or prose among them,
    WORDS are the template's or the house style's alone; NOTICE stands for something that this copy leaves out.
    """

    PROSE = "prose"
    VALUES = "values"
    WORDS = "words"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class InBox:
    """In a box of a role."""

    role: Role


@dataclass(frozen=True, slots=True)
class InQuote:
    """In a quotation that a template sets apart."""


class InEntry(NamedTuple):
    """In an entry of a list that a template makes: the list's count in the document from 0, the entry's place in it."""

    list: int
    at: int
    entry: Entry


class InCell(NamedTuple):
    """In a cell of a table that a template makes: the table's count in the document, the row's, the column's, from 0.

    `row` counts the header rows too; `head` is true in those. `column` counts columns, not cells.
    """

    table: int
    row: int
    column: int
    head: bool
    of: Row
    cell: Cell


Holder = InBox | InQuote | InEntry | InCell
Place = tuple[Holder, ...]
"""What a stretch stands in, outermost first; empty at the top of the document."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a document. `id` is its count: the same tree gives the same ids.

    `origin` is the field of prose or the first value; of a cell that shows several fields, the row's; NOWHERE of words
    that come from no field, unless the template's line is known. A cell that has nothing in it has no blocks.
    """

    id: str
    origin: Origin
    holds: Holds
    blocks: tuple[Block, ...]
    place: Place = ()

    @property
    def cell(self) -> InCell | None:
        """The innermost cell that the stretch stands in."""
        return next((holder for holder in reversed(self.place) if isinstance(holder, InCell)), None)

    @property
    def entry(self) -> InEntry | None:
        """The innermost entry that the stretch stands in."""
        return next((holder for holder in reversed(self.place) if isinstance(holder, InEntry)), None)

    @property
    def path(self) -> FieldPath:
        """The field that may be edited here; empty where none may, as nothing is said of what is left out."""
        return () if self.holds is Holds.NOTICE else self.origin.path


def anchored(document: Document) -> tuple[Anchor, ...]:
    """Return the stretches of a document, in reading order; page breaks and empty paragraphs are in none."""
    stretches = _Stretches()
    stretches.add(document.blocks, ())
    return tuple([_anchor(f"b{at:03d}", blocks, place) for at, (blocks, place) in enumerate(stretches.found, 1)])


def anchor_text(blocks: Sequence[Block]) -> str:
    """Return blocks in the one form in which what was written and what was edited are compared: Markdown as printed.

    White space of any kind is one space; weight that ends in one run and begins in the next is one weight; no
    character is escaped, and no number of a paragraph or list is told.
    """
    return as_printed(blocks)


def anchor_hash(blocks: Sequence[Block]) -> str:
    """Return the SHA-256 of the text of blocks: its first 32 hexadecimal digits, as a long file has hundreds."""
    return hashlib.sha256(as_printed(blocks).encode("utf-8")).hexdigest()[:32]


# Where words come from -----------------------------------------------------------------------------------------


class Source(StrEnum):
    """Where words come from.

    PROSE are the words of a field as they were typed, VALUE a field as the house style prints it, WORKED_OUT what
    follows from other fields, REFERENCE what a reference in prose prints (of a field, a computed figure or a place),
    WORDS the template or the house style, WITHHELD what stands for something left out.
    """

    PROSE = "prose"
    VALUE = "value"
    WORKED_OUT = "worked out"
    REFERENCE = "reference"
    WORDS = "words"
    WITHHELD = "withheld"


class Piece(NamedTuple):
    """Words of one source: `path` is the field that they say, `within` the prose that they stand in.

    `derived` is true of a figure that a reference in prose prints and nobody wrote.
    """

    text: str
    source: Source
    path: FieldPath = ()
    within: FieldPath = ()
    derived: bool = False


def pieces(inlines: Iterable[Inline]) -> Iterator[Piece]:
    """Yield the words of a line with where each comes from, in order; weight and links are not told of.

    The words of a note stand where its mark does, between brackets.
    """
    for inline in inlines:
        match inline:
            case Text(text, within):
                yield Piece(text, Source.PROSE if within else Source.WORDS, within, within)
            case Value(text, origin, within):
                yield Piece(text, _source(origin, within), origin.path, within, origin.derived)
            case Reference(_, text, _, within):
                yield Piece(text, Source.REFERENCE if within else Source.WORDS, (), within)
            case LineBreak():
                yield Piece("\n", Source.WORDS)
            case Strong() | Emphasis() | Link():
                yield from pieces(inline.children)
            case Note():
                yield from (Piece(" [", Source.WORDS), *pieces(inline.children), Piece("]", Source.WORDS))
            case _:
                assert_never(inline)


def _source(origin: Origin, within: FieldPath) -> Source:
    if origin.withheld:
        return Source.WITHHELD
    if within:
        return Source.REFERENCE
    if origin.derived:
        return Source.WORKED_OUT
    return Source.VALUE if origin.path else Source.WORDS


def _anchor(name: str, blocks: tuple[Block, ...], place: Place) -> Anchor:
    if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph) and len(only.children) == 1:
        # As nearly all cells are.
        match only.children[0]:
            case Text(_, within) if not within or within == only.origin.path:
                words = Holds.PROSE if within else Holds.WORDS
                return Anchor(name, only.origin, Holds.NOTICE if only.origin.withheld else words, blocks, place)
            case Value(_, origin, ()) if origin.path and origin.path == only.origin.path and not origin.withheld:
                return Anchor(name, only.origin, Holds.VALUES, blocks, place)
    found = _Found()
    for block in walk(blocks):
        _look_at(inlines_of(block), found)
    holds = _holds(blocks, found)
    return Anchor(name, _origin(blocks, place, found), holds, blocks, place)


@dataclass(slots=True)
class _Found:
    """What was found in a stretch: the fields of its prose and of its values, words of nobody's, and notices.

    Of each field it is kept whether it was worked out.
    """

    prose: dict[FieldPath, bool] = field(default_factory=dict)
    values: dict[FieldPath, bool] = field(default_factory=dict)
    words: bool = False
    notices: bool = False


def _look_at(inlines: Iterable[Inline], found: _Found) -> None:
    """Add what a line holds, as `pieces` tells it one by one."""
    for inline in inlines:
        if isinstance(inline, (Strong, Emphasis, Link, Note)):
            _look_at(inline.children, found)
        elif isinstance(inline, LineBreak) or not inline.text or inline.text.isspace():
            continue
        elif isinstance(inline, Value) and inline.origin.withheld:
            found.notices = True
            if inline.within:
                found.prose[inline.within] = False
        elif inline.within:
            found.prose[inline.within] = False
        elif isinstance(inline, Value) and inline.origin.path:
            found.values.setdefault(inline.origin.path, inline.origin.derived)
        else:
            found.words = True


def _holds(blocks: tuple[Block, ...], found: _Found) -> Holds:
    if any(getattr(block, "origin", NOWHERE).withheld for block in blocks):
        return Holds.NOTICE
    if not found.prose and not found.values:
        return Holds.NOTICE if found.notices else Holds.WORDS
    return Holds.PROSE if len(found.prose) == 1 and not found.words and not found.values else Holds.VALUES


def _origin(blocks: tuple[Block, ...], place: Place, found: _Found) -> Origin:
    """Return the field that a stretch comes from, or that all of several in a cell are parts of."""
    first = next((block.origin for block in blocks if not isinstance(block, PageBreak)), NOWHERE)
    fields = found.prose | found.values
    if len(fields) == 1:
        path, derived = fields.popitem()
        return first if first.path == path else replace(first, path=path, derived=derived)
    if place and isinstance(cell := place[-1], InCell) and (fields or not blocks):
        return cell.cell.origin if cell.cell.origin.path else cell.of.origin
    return first


# Stretches -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stretches:
    """One pass over a document: the stretches found so far, and how many lists and tables it has passed."""

    found: list[tuple[tuple[Block, ...], Place]] = field(default_factory=list)
    lists: int = 0
    tables: int = 0

    def add(self, blocks: Sequence[Block], place: Place) -> None:
        """Add the stretches of blocks that stand one after another."""
        run: list[Block] = []
        open_field: FieldPath = ()
        for block in blocks:
            first, last = _fields(block)
            if run and not (first and first == open_field):
                self.found.append((tuple(run), place))
                run, open_field = [], ()
            if first or not self.passed(block, place):
                run.append(block)
                open_field = last
        if run:
            self.found.append((tuple(run), place))

    def passed(self, block: Block, place: Place) -> bool:
        """Add the stretches inside a block that holds others or nothing; tell of one that is a stretch itself."""
        match block:
            case Heading() | Figure():
                return False
            case Paragraph():
                return not block.children
            case PageBreak():
                pass
            case Box():
                self.add(block.blocks, (*place, InBox(block.role)))
            case Quote():
                self.add(block.blocks, (*place, InQuote()))
            case List():
                self.add_entries(block, place)
            case Table():
                self.add_cells(block, place)
            case _:
                assert_never(block)
        return True

    def add_entries(self, block: List, place: Place) -> None:
        """Add the stretches in the entries of a list."""
        count, self.lists = self.lists, self.lists + 1
        for at, entry in enumerate(block.entries):
            self.add(entry.blocks, (*place, InEntry(count, at, entry)))

    def add_cells(self, block: Table, place: Place) -> None:
        """Add the caption of a table as a paragraph, then its cells."""
        count, self.tables = self.tables, self.tables + 1
        if block.caption:
            line = Origin(template=block.origin.template, line=block.origin.line)
            self.found.append(((Paragraph(block.caption, Role.CAPTION, origin=line),), place))
        heads = len(block.head)
        for at, row in enumerate((*block.head, *block.body)):
            column = 0
            for cell in row.cells:
                self.found.append((cell.blocks, (*place, InCell(count, at, column, at < heads, row, cell))))
                column += cell.span


def _fields(block: Block) -> tuple[FieldPath, FieldPath]:
    """Return the fields of prose that a block begins and ends with; empty of one that no prose is in."""
    match block:
        case Paragraph() | Heading():
            return _first(block.children), _first(reversed(block.children))
        case List() | Quote():
            path = block.origin.path
            return path, path
        case Table():
            # A table that a template makes of a record knows the record too, but its rows do so themselves; so does a
            # row of prose with a reference in it.
            path = block.origin.path
            if path and any(row.origin.path for row in block.body):
                words = (_first(inlines_of(inner)) for inner in walk((block,)))
                path = path if next(filter(None, words), ()) == path else ()
            return path, path
        case _:
            return (), ()


def _first(inlines: Iterable[Inline]) -> FieldPath:
    """Return the field of the first words that belong to prose; those of a weight stand for all inside it."""
    for inline in inlines:
        match inline:
            case Text() | Value() | Reference() | Note():
                found = inline.within
            case Strong() | Emphasis() | Link():
                found = _first(inline.children)
            case _:
                found = ()
        if found:
            return found
    return ()
