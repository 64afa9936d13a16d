"""Two versions of a document as one tree, in whose words marks stand round what was put in and what was taken out.

The marks are characters that no text has (noncharacters of Unicode), so that any writer takes the tree as it is; what
they are turned into is the format's own (`pages`). Numbers are the newer version's; what was taken out keeps the
number that it had, and is no place that a reference leads to.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, TypeVar

from reportgen.document.nodes import (
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
    Number,
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
from reportgen.document.printed import line_as_printed
from reportgen.document.rewrite import map_blocks, map_inlines
from reportgen.document.walk import plain_text, words
from reportgen.redline.align import Likeness, aligned, tokens, word_changes

PUT_IN: Final = ("\ufdd0", "\ufdd1")
TAKEN_OUT: Final = ("\ufdd2", "\ufdd3")
MARKS: Final = "".join((*PUT_IN, *TAKEN_OUT))

Marks = tuple[str, str]
Part = TypeVar("Part")
Blocks = tuple[Block, ...]
Inlines = tuple[Inline, ...]


def marked(old: Document, new: Document) -> Document:
    """Return the newer of two versions of a document with what differs from the older marked in its words."""
    return replace(new, blocks=_blocks(_unmarked(old.blocks), _unmarked(new.blocks)))


def _unmarked(blocks: Blocks) -> Blocks:
    """Return blocks without characters that are marks here: no keyboard has them, but a file may."""
    none = dict.fromkeys(map(ord, MARKS))

    def change(inline: Inline) -> Inline:
        if isinstance(inline, Text | Value | Reference) and any(mark in inline.text for mark in MARKS):
            return replace(inline, text=inline.text.translate(none))
        return inline

    return map_inlines(blocks, change)


# Blocks --------------------------------------------------------------------------------------------------------


def _blocks(old: Blocks, new: Blocks) -> Blocks:
    """Return the blocks of both versions in one order; page breaks are the newer version's."""
    old = tuple(block for block in old if not isinstance(block, PageBreak))
    made: list[Block] = []
    for before, after in _paired(old, new, _likeness):
        if before is not None and after is not None:
            made.append(_both(before, after))
        elif after is not None:
            made += _whole((after,), PUT_IN)
        elif before is not None:
            made += _whole((before,), TAKEN_OUT)
    return tuple(made)


def _paired(
    old: Sequence[Part], new: Sequence[Part], likeness: Callable[[Part], Likeness]
) -> Iterator[tuple[Part | None, Part | None]]:
    for before, after in aligned([*map(likeness, old)], [*map(likeness, new)]):
        yield None if before is None else old[before], None if after is None else new[after]


def _likeness(block: Block) -> Likeness:
    said = " ".join(words((block,)))
    kind: tuple[object, ...] = (type(block),)
    match block:
        case Table():
            kind = (Table, len(block.columns))
        case Box():
            kind = (Box, block.role)
        case List():
            kind = (List, block.counting)
        case Figure():
            kind = (Figure, block.image, block.alternative)
        case _:
            pass
    name = getattr(block, "id", "")
    return Likeness(kind, said, said, frozenset((name,) if name else ()))


def _both(old: Block, new: Block) -> Block:
    match old, new:
        case Heading(), Heading():
            return replace(new, children=_inlines(old.children, new.children))
        case Paragraph(), Paragraph():
            return replace(new, children=_inlines(old.children, new.children))
        case List(), List():
            entries = _paired(old.entries, new.entries, _entry_likeness)
            return replace(new, entries=tuple(_entry(before, after) for before, after in entries))
        case Quote(), Quote():
            return replace(new, blocks=_blocks(old.blocks, new.blocks))
        case Box(), Box():
            return replace(new, blocks=_blocks(old.blocks, new.blocks))
        case Table(), Table():
            caption = _inlines(old.caption, new.caption)
            return replace(new, caption=caption, head=_rows(old.head, new.head), body=_rows(old.body, new.body))
        case Figure(), Figure():
            return replace(new, caption=_inlines(old.caption, new.caption))
        case _:
            return new


def _entry_likeness(entry: Entry) -> Likeness:
    said = " ".join(words(entry.blocks))
    return Likeness("entry", said, said, frozenset((entry.id,) if entry.id else ()))


def _entry(old: Entry | None, new: Entry | None) -> Entry:
    if old is not None and new is not None:
        return replace(new, blocks=_blocks(old.blocks, new.blocks))
    one, marks = (new, PUT_IN) if new is not None else (old, TAKEN_OUT)
    if one is None:
        raise ValueError("an entry of neither version")
    kept = one.id if marks is PUT_IN else ""
    return replace(one, blocks=_whole(one.blocks, marks), number=_number(one.number, marks), id=kept)


def _rows(old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, ...]:
    made: list[Row] = []
    for before, after in _paired(old, new, _row_likeness):
        if before is not None and after is not None:
            cells = zip(before.cells, after.cells, strict=True)
            made.append(replace(after, cells=tuple(_cell(one, other) for one, other in cells)))
        elif after is not None:
            made.append(_whole_row(after, PUT_IN))
        elif before is not None:
            made.append(_whole_row(before, TAKEN_OUT))
    return tuple(made)


def _row_likeness(row: Row) -> Likeness:
    texts = tuple(" ".join(words(cell.blocks)) for cell in row.cells)
    label = texts[0] if texts else ""
    names = frozenset((label,)) if any(map(str.isalpha, label)) else frozenset[str]()
    return Likeness(tuple(cell.span for cell in row.cells), texts, " ".join(texts), names)


def _cell(old: Cell, new: Cell) -> Cell:
    match old.blocks, new.blocks:
        case (Paragraph() as before,), (Paragraph() as after,):
            return replace(new, blocks=(_both(before, after),))
        case _:
            return replace(new, blocks=_blocks(old.blocks, new.blocks))


# What only one version has -------------------------------------------------------------------------------------


def _whole_row(row: Row, marks: Marks) -> Row:
    return replace(row, cells=tuple(replace(cell, blocks=_whole(cell.blocks, marks)) for cell in row.cells))


def _whole(blocks: Blocks, marks: Marks) -> Blocks:
    """Return blocks with all their words marked."""

    def change(block: Block) -> Block:
        if marks is TAKEN_OUT and isinstance(block, Heading | Paragraph | Box | Table | Figure):
            block = replace(block, id="")
        match block:
            case Heading() | Paragraph():
                return replace(block, children=_within(block.children, marks), number=_number(block.number, marks))
            case List():
                entries = (
                    replace(entry, number=_number(entry.number, marks), id=entry.id if marks is PUT_IN else "")
                    for entry in block.entries
                )
                return replace(block, entries=tuple(entries))
            case Table():
                return replace(block, caption=_within(block.caption, marks))
            case Figure():
                return replace(block, caption=_within(block.caption or (Text(block.alternative),), marks))
            case _:
                return block

    return map_blocks(map_inlines(blocks, _printed) if marks is TAKEN_OUT else blocks, change)


def _within(inlines: Inlines, marks: Marks) -> Inlines:
    return (Text(marks[0]), *inlines, Text(marks[1])) if plain_text(inlines).strip() else inlines


def _number(number: Number | None, marks: Marks) -> Number | None:
    bullet = number is not None and not any(map(str.isalnum, number.text))
    return number if number is None or bullet else replace(number, text=f"{marks[0]}{number.text}{marks[1]}")


def _printed(inline: Inline) -> Inline:
    """Return a reference as the words that it printed, since what it led to may be gone; a footnote as its words."""
    match inline:
        case Reference():
            return Text(inline.text)
        case Note():
            return Text(f" [{plain_text(inline.children)}]")
        case _:
            return inline


# Words ---------------------------------------------------------------------------------------------------------

Look = tuple[str, ...]
"""What is round a word, from the outside in: `b`, `i`, or the address of a link."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with its look, and what became of it; a reference or line break whole."""

    text: str
    look: Look
    node: Inline | None = None
    marks: Marks | None = None


def _line(inlines: Iterable[Inline], look: Look = ()) -> Iterator[_Word]:
    """Yield the words of inlines: those of one look are one text, whatever it was put together from."""
    for plain, run in groupby(inlines, lambda inline: isinstance(inline, Text | Value)):
        if plain:
            yield from (_Word(word, look) for word in tokens(plain_text(run)))
            continue
        for inline in run:
            match inline:
                case Strong():
                    yield from _line(inline.children, (*look, "b"))
                case Emphasis():
                    yield from _line(inline.children, (*look, "i"))
                case Link():
                    yield from _line(inline.children, (*look, inline.address))
                case Reference():
                    yield _Word(inline.text, look, inline)
                case Note():
                    yield _Word(f"^[{line_as_printed(inline.children)}]", look, inline)
                case _:
                    yield _Word("\n", look, LineBreak())


def _inlines(old: Inlines, new: Inlines) -> Inlines:
    """Return the words of both versions in one line, marked word by word."""
    before, after = list(_line(old)), list(_line(new))
    olds, news = ([(word.text, word.look) for word in line] for line in (before, after))
    if olds == news:
        return new
    made: list[_Word] = []
    for change in word_changes(olds, news, _letters):
        gone, come = [before[at] for at in change.old], [after[at] for at in change.new]
        if change.same:
            made += come
            continue
        made += _taken_space(gone, come)
        made += (replace(word, marks=TAKEN_OUT, node=word.node and _printed(word.node)) for word in gone)
        made += (replace(word, marks=PUT_IN) for word in come)
    return _nodes(made)


def _letters(key: object) -> int:
    return sum(map(str.isalnum, key[0])) if isinstance(key, tuple) else 0


def _taken_space(gone: list[_Word], come: list[_Word]) -> list[_Word]:
    """Take the space that two changes begin with from them, and return it: it is in both."""
    if not gone or not come or gone[0].node or come[0].node or gone[0].look != come[0].look:
        return []
    look = come[0].look
    first, other = gone[0].text, come[0].text
    space = first[: len(first) - len(first.lstrip())]
    if not space or not other.startswith(space) or first == other:
        return []
    for line, word in ((gone, first), (come, other)):
        line[:1] = [replace(line[0], text=left)] if (left := word[len(space) :]) else []
    return [_Word(space, look)]


def _nodes(line: Sequence[_Word], depth: int = 0) -> Inlines:
    """Return words as inlines again, each look once round all that stands in it together, and the marks inside."""
    made: list[Inline] = []
    for outer, run in groupby(line, lambda word: word.look[depth : depth + 1]):
        held = list(run)
        if outer:
            inner = _nodes(held, depth + 1)
            made.append(
                Strong(inner) if outer == ("b",) else Emphasis(inner) if outer == ("i",) else Link(inner, outer[0])
            )
            continue
        for marks, alike in groupby(held, lambda word: word.marks):
            plain = _plain(list(alike))
            made += (Text(marks[0]), *plain, Text(marks[1])) if marks else plain
    return tuple(made)


def _plain(line: Sequence[_Word]) -> Inlines:
    made: list[Inline] = []
    for text, alike in groupby(line, lambda word: word.node is None):
        if text:
            made.append(Text("".join(word.text for word in alike)))
        else:
            made += (word.node for word in alike if word.node is not None)
    return tuple(made)
