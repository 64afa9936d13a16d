"""What is exempt set apart in the copies that hold it, so that nobody reads it out in public without knowing.

Passages, lists, tables and charts stand in a box between two lines that say so; rows between two rows; a sum, a cell or
an entry between square brackets; a heading has its mark behind it. What is marked is told by the fields it comes from.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.compose.describe import paragraphs_in_words
from reportgen.compose.exempt_parts import ExemptParts
from reportgen.compose.wording import sentence
from reportgen.document.nodes import (
    Block,
    Box,
    Cell,
    Entry,
    Heading,
    Inline,
    List,
    Origin,
    Paragraph,
    Quote,
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_inlines
from reportgen.document.walk import plain_text
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style


def mark_exempt(
    blocks: tuple[Block, ...], exempt: Sequence[Withheld], values: Sequence[Withheld], style: Style
) -> tuple[Block, ...]:
    """Return the blocks of a copy with what is exempt in them marked.

    `values` are the sums and the like, which stand in public sentences; `exempt` is all else that is exempt.
    """
    return _Marker(style, ExemptParts(exempt), ExemptParts((*exempt, *values))).blocks(blocks)


@dataclass(frozen=True, slots=True)
class _Marker:
    style: Style
    whole: ExemptParts
    values: ExemptParts

    def blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Return blocks with each run of exempt ones in a box; headings stay outside, where the outline needs them."""
        marked: list[Block] = []
        for paragraphs, run in groupby(blocks, self._paragraphs):
            if paragraphs is None:
                marked += [self._inside(block) for block in run]
                continue
            for is_heading, listed in groupby(run, lambda block: isinstance(block, Heading)):
                if is_heading:
                    marked += [self._heading(block, paragraphs) for block in listed]
                else:
                    marked.append(self._boxed(tuple(listed), paragraphs))
        return tuple(marked)

    def _paragraphs(self, block: Block) -> tuple[int, ...] | None:
        part = self.whole.of_block(block)
        return part.paragraphs if part else None

    def words(self, label: str, paragraphs: tuple[int, ...]) -> str:
        """Return a label of the style about what is exempt under some paragraphs."""
        named = paragraphs_in_words(paragraphs) or self.style.label("no_paragraph")
        return self.style.label(label).replace("{paragraphs}", named)

    def _line(self, label: str, paragraphs: tuple[int, ...]) -> Paragraph:
        said = sentence(label, {"paragraphs": paragraphs_in_words(paragraphs)}, self.style)
        return Paragraph((Strong((Text(plain_text(said)),)),))

    def _boxed(self, blocks: tuple[Block, ...], paragraphs: tuple[int, ...]) -> Box:
        first, last = self._line("exempt_begins", paragraphs), self._line("exempt_ends", paragraphs)
        return Box(Role.EXEMPT, (first, *blocks, last))

    def _heading(self, block: Block, paragraphs: tuple[int, ...]) -> Block:
        mark = Text(f" {self.words('exempt_heading', paragraphs)}")
        return replace(block, children=(*block.children, mark)) if isinstance(block, Heading) else block

    def _inside(self, block: Block) -> Block:
        """Return a block that is not exempt as a whole with what is exempt in it marked."""
        match block:
            case Box() | Quote():
                return replace(block, blocks=self.blocks(block.blocks))
            case List():
                return replace(block, entries=tuple(map(self._entry, block.entries)))
            case Table():
                block = replace(block, head=tuple(map(self._row, block.head)), body=tuple(self._rows(block)))
                return self._lines(block)
            case _:
                return self._lines(block)

    def _lines(self, block: Block) -> Block:
        """Return a block with the exempt values in its own words between brackets."""
        if isinstance(block, Table):
            return replace(block, caption=self._inlines(block.caption))
        return map_inlines((block,), self._value)[0]

    def _inlines(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        paragraph = map_inlines((Paragraph(inlines),), self._value)[0]
        return paragraph.children if isinstance(paragraph, Paragraph) else inlines

    def _value(self, inline: Inline) -> Inline:
        part = self.values.of(inline.origin) if isinstance(inline, Value) else None
        if part is None or not isinstance(inline, Value):
            return inline
        return replace(inline, text="".join((*self._brackets(part)[:1], inline.text, *self._brackets(part)[1:])))

    def _brackets(self, part: Withheld) -> tuple[str, str]:
        before, _, after = self.words("exempt_value", part.paragraphs).partition("{value}")
        return before, after

    # Entries, rows, cells --------------------------------------------------------------------------------------

    def _entry(self, entry: Entry) -> Entry:
        part = self.whole.of(entry.origin)
        if part is None or not all(self.whole.of_block(block) for block in entry.blocks):
            return replace(entry, blocks=self._held(entry.blocks))
        return replace(entry, blocks=self._bracketed(entry.blocks, part))

    def _rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table, those that are exempt between two rows that say so."""

        def of(row: Row) -> tuple[int, ...] | None:
            part = self.whole.of_row(row)
            return part.paragraphs if part else None

        for paragraphs, run in groupby(table.body, of):
            if paragraphs is None:
                yield from map(self._row, run)
                continue
            yield self._row_saying("exempt_begins", paragraphs, table)
            yield from run
            yield self._row_saying("exempt_ends", paragraphs, table)

    def _row_saying(self, label: str, paragraphs: tuple[int, ...], table: Table) -> Row:
        return Row((Cell((self._line(label, paragraphs),), span=len(table.columns)),))

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(map(self._cell, row.cells)))

    def _cell(self, cell: Cell) -> Cell:
        part = self.whole.of_cell(cell)
        blocks = self._held(cell.blocks) if part is None else self._bracketed(cell.blocks, part)
        return replace(cell, blocks=blocks)

    def _held(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """Return the blocks of an entry or cell, where brackets leave more room than a box does."""
        marked: list[Block] = []
        for part, run in groupby(blocks, self.whole.of_block):
            if part is None:
                marked += [self._inside(block) for block in run]
            else:
                marked += self._bracketed(tuple(run), part)
        return tuple(marked)

    def _bracketed(self, blocks: tuple[Block, ...], part: Withheld) -> tuple[Block, ...]:
        if not blocks:
            return blocks
        before, after = (Text(words) for words in self._brackets(part))
        origin = Origin(part.path)
        opened = _joined(before, blocks[0], Paragraph((before,), origin=origin), at_start=True)
        closed = (*opened, *blocks[1:])
        return (*closed[:-1], *_joined(after, closed[-1], Paragraph((after,), origin=origin), at_start=False))


def _joined(words: Text, block: Block, alone: Paragraph, *, at_start: bool) -> Iterable[Block]:
    """Return a block with words put before or behind it: in its line where it is a paragraph, else on a line alone."""
    if isinstance(block, Paragraph):
        return (replace(block, children=(words, *block.children) if at_start else (*block.children, words)),)
    return (alone, block) if at_start else (block, alone)
