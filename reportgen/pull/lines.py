"""Lines of words with their weight: the form in which what we printed and what stands in a Word file are compared.

Both the tree of a document and the paragraphs of a Word file become the same kind of line. One that we printed knows,
word by word, which field it comes from.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final, assert_never

from reportgen.document.addresses import leads_by_itself, leads_to
from reportgen.document.anchors import Anchor, Piece, Source, pieces
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
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.pull.word import NOTE_BEGINS, NOTE_ENDS, Line, as_told

_TOKEN = re.compile(r"\n|[^\S\n]+|\d+(?:[.,]\d+)*|[^\W\d]+(?:['’][^\W\d]+)*|[^\w\s]")
BREAK: Final = "\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line is: a paragraph, a heading, an entry of a list or what goes on with one, a quotation, a cell.

    `depth` counts lists round it from 1 (0: none), of a heading it is the level; `mark` is how the list's first entry
    is marked (`-`, `1.`, `(a)`); `cell` is the row and the column in a table that stands in prose, of which `depth` is
    the count from 0, `width` the columns of the row, and `mark` what keeps it from being one of the file's.
    """

    kind: str = "paragraph"
    depth: int = 0
    mark: str = ""
    cell: tuple[int, int] | None = None
    width: int = 0


PLAIN: Final = Shape()


JOINED: Final = "cells of it are joined into one"
NESTED: Final = "another table stands in a cell of it"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a space, with its weight and the address it leads to; of words that we printed, their source.

    `piece` counts the pieces of a stretch: words of one value bear the same.
    """

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""
    source: Piece | None = None
    piece: int = -1

    @property
    def is_space(self) -> bool:
        """Tell whether this is what stands between words."""
        return self.text != BREAK and self.text.isspace()


@dataclass(frozen=True, slots=True)
class Printed:
    """A line: what it is, and its words."""

    shape: Shape
    tokens: tuple[Token, ...]
    signature: tuple[object, ...] = ()

    @property
    def text(self) -> str:
        """The words, one space between any two."""
        return as_told(" ".join("".join(token.text for token in self.tokens).split()))


def same(one: Sequence[Printed], other: Sequence[Printed]) -> bool:
    """Tell whether lines say the same in the same form and with the same weight."""
    if len(one) != len(other):
        return False
    ours: dict[int, int] = {}
    theirs: dict[int, int] = {}
    return all(_key(a, ours) == _key(b, theirs) for a, b in zip(one, other, strict=True))


def _key(line: Printed, tables: dict[int, int]) -> tuple[object, ...]:
    # A heading in prose is told its level by the section that it stands in; tables are counted from the first of these.
    depth = 0 if line.shape.kind == "heading" else line.shape.depth
    depth = tables.setdefault(depth, len(tables)) if line.shape.kind == "cell" else depth
    return (line.shape.kind, depth, line.shape.cell, *weighed(line.tokens))


def weighed(tokens: Iterable[Token]) -> tuple[object, ...]:
    """Return words with their weight, however they were cut; the weight of a space is that of both its neighbours."""
    tokens = tuple(tokens)
    if is_plain(tokens):
        text = "".join([token.text for token in tokens])
        return (((False, False, ""), "".join(text.split())), " ".join(text.split()))
    found: list[tuple[tuple[bool, bool, str], str]] = []
    texts: list[str] = []
    words: list[str] = []
    look = (False, False, "")
    for token in tokens:
        text = token.text
        texts.append(text)
        if text.isspace() and text != BREAK:
            continue
        own = dress(token)
        if own != look:
            found.append((look, "".join(words)))
            words, look = [], own
        words.append(text)
    return (*found, (look, "".join(words)), " ".join("".join(texts).split()))


def is_plain(tokens: Iterable[Token]) -> bool:
    """Tell whether words have no weight and lead nowhere, and no line ends among them."""
    return not any(token.bold or token.italic or token.address or token.text == BREAK for token in tokens)


def _address(address: str) -> str:
    return address.rstrip("/").lower()


# What we printed ---------------------------------------------------------------------------------------------------


def lines_of(anchor: Anchor) -> tuple[Printed, ...]:
    """Return the lines of a stretch of a document, each word with its source."""
    counter = _Counter()
    found = _block_lines(anchor.blocks, PLAIN, counter)
    return tuple(replace(line, tokens=_with_breaks(line.tokens)) for line in found if line.tokens)


def _with_breaks(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return words with each line break in a field of prose as one of that field's."""
    if not any(token.text == BREAK for token in tokens):
        return tokens
    found: list[Token] = []
    for token in tokens:
        field = found[-1].source.within if found and found[-1].source is not None else ()
        if token.text == BREAK and field:
            token = replace(token, source=Piece(BREAK, Source.PROSE, field, field))
        found.append(token)
    return tuple(found)


def plain_lines(blocks: Iterable[Block]) -> tuple[Printed, ...]:
    """Return the lines of blocks that stand by themselves."""
    return tuple(line for line in _block_lines(blocks, PLAIN, _Counter()) if line.tokens)


@dataclass(slots=True)
class _Counter:
    pieces: int = 0
    tables: int = 0


def _block_lines(blocks: Iterable[Block], within: Shape, counter: _Counter) -> Iterator[Printed]:
    for block in blocks:
        match block:
            case Paragraph():
                yield Printed(within, _line(block.children, counter))
            case Heading():
                yield Printed(Shape("heading", block.level), _line(block.children, counter))
            case List():
                yield from _list_lines(block, within, counter)
            case Quote():
                yield from _block_lines(block.blocks, replace(within, kind="quote"), counter)
            case Box():
                yield from _block_lines(block.blocks, within, counter)
            case Table():
                yield from _table_lines(block, counter)
            case Figure():
                yield Printed(within, _line(block.caption, counter))
            case PageBreak():
                pass
            case _:
                assert_never(block)


def _list_lines(block: List, within: Shape, counter: _Counter) -> Iterator[Printed]:
    depth = within.depth + 1
    mark, goes_on = mark_of(block), Shape("continued", depth)
    for entry in block.entries:
        first = True
        for line in _block_lines(entry.blocks, goes_on, counter):
            if first and line.shape == goes_on:
                line = replace(line, shape=Shape("entry", depth, mark))
            first = False
            yield line


def mark_of(block: List) -> str:
    """Return how the first entry of a list is marked in Markdown: `-`, `1.`, `(a)`."""
    if block.counting is Counting.BULLET:
        return "-"
    pattern = block.pattern if "%1" in block.pattern else "%1."
    return pattern.replace("%1", count_in(block.counting, block.start))


def count_in(counting: Counting, number: int) -> str:
    """Return a number as a list counts: 2, b, ii."""
    match counting:
        case Counting.LOWER_ALPHA | Counting.UPPER_ALPHA:
            letters = chr(ord("a") + (number - 1) % 26)
        case Counting.LOWER_ROMAN | Counting.UPPER_ROMAN:
            letters = _roman(number)
        case _:
            letters = str(number)
    return letters.upper() if counting in (Counting.UPPER_ALPHA, Counting.UPPER_ROMAN) else letters


def _roman(number: int) -> str:
    shown = ""
    for worth, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= worth:
            shown, number = shown + letters, number - worth
    return shown


def _table_lines(table: Table, counter: _Counter) -> Iterator[Printed]:
    count, counter.tables = counter.tables, counter.tables + 1
    for at, row in enumerate((*table.head, *table.body)):
        column, width = 0, sum(cell.span for cell in row.cells)
        for cell in row.cells:
            yield from _block_lines(cell.blocks, Shape("cell", count, cell=(at, column), width=width), counter)
            column += cell.span


def _line(inlines: Iterable[Inline], counter: _Counter) -> tuple[Token, ...]:
    return tuple(_without_bare(_tokens(inlines, Token(""), counter)))


def _without_bare(tokens: Iterable[Token], ours: Set[str] = frozenset()) -> Iterator[Token]:
    """Yield words; those that are an address and lead to it are plain, as people type them.

    `ours` are what such words of ours lead to. Typed over in Word, they lead there still, and say another address.
    """
    for address, group in groupby(tokens, lambda token: token.address):
        if not address:
            yield from group
            continue
        words = list(group)
        said = "".join(token.text for token in words)
        told = leads_to(said) if _address(address) in ours else address
        yield from (replace(word, address="") for word in words) if leads_by_itself(said, told) else words


def bare_addresses(lines: Iterable[Line]) -> frozenset[str]:
    """Return what the addresses of a Word file that stand in its words by themselves lead to."""
    linked = (groupby(line.runs, lambda run: run.address) for line in lines)
    told = ((address, "".join(run.text for run in runs)) for of_line in linked for address, runs in of_line)
    return frozenset(_address(address) for address, words in told if address and leads_by_itself(words, address))


def _tokens(inlines: Iterable[Inline], look: Token, counter: _Counter) -> Iterator[Token]:
    for inline in inlines:
        match inline:
            case Text() | Value() | Reference():
                (source,) = pieces((inline,))
                number, counter.pieces = counter.pieces, counter.pieces + 1
                for text in cut(inline.text.replace("\n", " ")):
                    yield Token(text, look.bold, look.italic, look.address, source, number)
            case Strong():
                yield from _tokens(inline.children, replace(look, bold=True), counter)
            case Emphasis():
                yield from _tokens(inline.children, replace(look, italic=True), counter)
            case Link():
                yield from _tokens(inline.children, replace(look, address=look.address or inline.address), counter)
            case LineBreak():
                yield replace(look, text=BREAK, bold=False, italic=False, address="")
            case Note():
                yield _edge(NOTE_BEGINS, inline, counter)
                yield from _tokens(inline.children, Token(""), counter)
                yield _edge(NOTE_ENDS, inline, counter)
            case _:
                assert_never(inline)


def _edge(text: str, note: Note, counter: _Counter) -> Token:
    """Return what begins or ends the words of a footnote, as a word of the text that its mark stands in."""
    number, counter.pieces = counter.pieces, counter.pieces + 1
    source = Source.PROSE if note.within else Source.WORDS
    return Token(text, source=Piece(text, source, note.within, note.within), piece=number)


def cut(text: str) -> list[str]:
    """Return a text cut into words, marks and spaces."""
    return _TOKEN.findall(text)


# What stands in the Word file --------------------------------------------------------------------------------------


def words_of(line: Line, bare: Set[str] = frozenset()) -> Printed:
    """Return a line of a Word file as words; what it is, is not known yet, beyond whether it stands in a list.

    `bare` are the addresses that stand in our own words by themselves.
    """
    tokens: list[Token] = []
    # A reference inside the file is a link to a reader, and none to the author: fields cut no words.
    for (bold, italic, address), runs in groupby(line.runs, lambda run: (run.bold, run.italic, run.address)):
        for text in cut("".join([run.text for run in runs])):
            if text == BREAK:
                tokens.append(Token(BREAK))
            else:
                tokens.append(Token(" " if text.isspace() else text, bold, italic, address))
    while tokens and (tokens[-1].text == BREAK or tokens[-1].is_space):
        tokens.pop()
    while tokens and (tokens[0].text == BREAK or tokens[0].is_space):
        tokens.pop(0)
    return Printed(
        usual_shape(line), tuple(_without_bare(tokens, bare)), (line.style, line.counting, line.level, line.outline)
    )


def dress(token: Token) -> tuple[bool, bool, str]:
    """Return the weight of a word and where it leads."""
    return token.bold, token.italic, token.address and _address(token.address)


_MARKS: Final = {"bullet": "-", "lowerLetter": "(a)", "upperLetter": "A.", "lowerRoman": "(i)", "upperRoman": "I."}


def usual_shape(line: Line) -> Shape:
    """Return what a line is by its style and list alone, where nothing like it was printed by us."""
    if match := re.match(r"heading (\d)", line.style):
        return Shape("heading", int(match[1]) + 1)
    if "quote" in line.style:
        return Shape("quote")
    if line.counting and not line.outline and not line.style.startswith("numbered"):
        return Shape("entry", line.level + 1, _MARKS.get(line.counting, "1."))
    return PLAIN


def glued(lines: Iterable[Printed]) -> dict[str, tuple[str, ...]]:
    """Return words that two pieces of ours make together ("council" and "s"), by how they look, with their parts."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        for one, other in pairwise(line.tokens):
            if one.piece != other.piece and len(cut(one.text + other.text)) == 1:
                found[one.text + other.text] = (one.text, other.text)
    return found
