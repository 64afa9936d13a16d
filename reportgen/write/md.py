"""Markdown: plain CommonMark with the pipe tables of git hosts, readable as it stands and as a host shows it.

Numbers are text, or list markers that are the same text. A chart or picture is a file beside the report; the values of
a chart are a table below it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import assert_never

from reportgen.document.nodes import (
    Align,
    Block,
    Box,
    Cell,
    Chart,
    Counting,
    Document,
    Emphasis,
    Entry,
    Figure,
    Heading,
    Inline,
    List,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_inlines
from reportgen.document.walk import notes, plain_text
from reportgen.style.style import Style
from reportgen.write._chart import shown_value, svg
from reportgen.write._markdown_line import Place, line
from reportgen.write.writer import Output, Writer

_RULES = {Align.LEFT: "---", Align.CENTRE: ":-:", Align.RIGHT: "--:"}
_ASIDES = frozenset((Role.NOTE, Role.NOTES, Role.REVIEW, Role.WITHHELD, Role.EXEMPT))
_WEIGHTY = frozenset((Role.TITLE, Role.BANNER, Role.CAPTION))
_BULLETS = ("•", "–", "▪")
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}
# A comment between two lists, or two quotations, that would otherwise run together.
_APART = "<!-- -->"


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A block of Markdown; two neighbours with the same `joins` would run together."""

    source: str
    joins: str = ""
    words: bool = False
    """True of a paragraph, which a list can follow without a blank line."""


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as Markdown in UTF-8, with its pictures as companions."""
    sheet = _Sheet(style, document.stem)
    chunks = [*_top(document), *sheet.chunks(document.blocks), *_notes(document.blocks)]
    return Output((_together(chunks) + "\n").encode(), tuple(sheet.companions))


def _top(document: Document) -> Iterator[_Chunk]:
    banner = any(isinstance(block, Paragraph) and block.role is Role.BANNER for block in document.blocks)
    if document.marking:
        yield _Chunk(line((Text(document.marking),), strong=True))
    if document.draft:
        yield _Chunk(line((Emphasis((Text(document.draft),)),)))
    named = " · ".join(filter(None, (document.council, "" if banner else document.classification)))
    if named:
        yield _Chunk(line((Text(named),)))


def _notes(blocks: Iterable[Block]) -> Iterator[_Chunk]:
    """Yield the words of footnotes, each behind its number: a host puts them at the end, with links to and fro."""
    for note in notes(blocks):
        yield _Chunk(f"[^{note.number}]: {line(note.children).replace(chr(10), f'{chr(10)}    ')}")


def _together(chunks: Iterable[_Chunk]) -> str:
    parts: list[str] = []
    joins = ""
    for chunk in chunks:
        if joins and chunk.joins == joins:
            parts.append(_APART)
        parts.append(chunk.source)
        joins = chunk.joins
    return "\n\n".join(parts)


@dataclass(slots=True)
class _Sheet:
    """One document as it is being written, and the pictures that will stand beside it."""

    style: Style
    stem: str
    companions: list[tuple[str, bytes]] = field(default_factory=list)

    def chunks(self, blocks: Iterable[Block]) -> list[_Chunk]:
        """Return blocks as chunks; one that says nothing is left out."""
        return [chunk for block in blocks for chunk in self.chunk(block) if chunk.source]

    def chunk(self, block: Block, label: str = "") -> Iterator[_Chunk]:
        match block:
            case Paragraph():
                yield _paragraph(block, label)
            case Heading():
                label = block.number.text if block.number else ""
                large = self.style.look.capitals and block.level <= 2
                words = line(_capitals(block) if large else block.children, Place.HEADING, label=label)
                yield _Chunk(f"{'#' * min(max(block.level, 1), 6)} {words}" if words else "")
            case List():
                yield self.listed(block)
            case Quote():
                yield _quoted(self.chunks(block.blocks))
            case Box():
                inner = self.chunks(block.blocks)
                yield from (_quoted(inner),) if block.role in _ASIDES else inner
            case Table():
                yield from self.table(block)
            case Figure():
                yield from self.figure(block)
            case PageBreak():
                yield _Chunk("***")
            case _:
                assert_never(block)

    # Lists -----------------------------------------------------------------------------------------------------

    def listed(self, block: List) -> _Chunk:
        markers, own = _markers(block)
        entries = [self.entry(entry, own) for entry in block.entries]
        tight = all(_is_tight(chunks) for chunks in entries)
        shown = [
            _hung(f"{marker} ", "\n".join(c.source for c in chunks) if tight else _together(chunks))
            for marker, chunks in zip(markers, entries, strict=True)
        ]
        return _Chunk(("\n" if tight else "\n\n").join(shown), markers[0][-1] if markers else "")

    def entry(self, entry: Entry, own: bool) -> list[_Chunk]:
        """Return what an entry holds, after its number unless the list's own markers say it."""
        label = entry.number.text if entry.number and not own else ""
        match entry.blocks:
            case (Paragraph() as first, *rest):
                return [chunk for chunk in (_paragraph(first, label), *self.chunks(rest)) if chunk.source]
            case _ if label:
                return [_Chunk(line((), label=label), words=True), *self.chunks(entry.blocks)]
            case _:
                return self.chunks(entry.blocks)

    # Tables ----------------------------------------------------------------------------------------------------

    def table(self, block: Table) -> Iterator[_Chunk]:
        if block.caption:
            yield _Chunk(line(block.caption, strong=True))
        if not block.columns:
            return
        head = self.row(block.head[0], head=True) if block.head else []
        rows = [self.row(row, head=False) for row in (*block.head[1:], *block.body)]
        yield _pipe_table([column.align for column in block.columns], head, rows)

    def row(self, row: Row, *, head: bool) -> list[str]:
        """Return the cells of a row; a cell over several columns is followed by empty ones."""
        cells: list[str] = []
        for cell in row.cells:
            cells += [self.cell(cell, strong=cell.header and not head), *[""] * (cell.span - 1)]
        return cells

    def cell(self, cell: Cell, *, strong: bool) -> str:
        return "<br>".join(self.cell_lines(cell.blocks, strong=strong))

    def cell_lines(self, blocks: Iterable[Block], *, strong: bool = False, depth: int = 0) -> list[str]:
        """Return blocks as lines of a cell, which can hold no block of Markdown."""
        lines: list[str] = []
        for block in blocks:
            match block:
                case Paragraph() | Heading():
                    label = block.number.text if block.number else ""
                    heavy = strong or isinstance(block, Heading)
                    lines.append(line(block.children, Place.CELL, label=label, strong=heavy))
                case List():
                    for entry in block.entries:
                        lines += self.cell_entry(entry, block.counting, strong=strong, depth=depth)
                case Quote() | Box():
                    lines += self.cell_lines(block.blocks, strong=strong, depth=depth)
                case Table():
                    lines += filter(None, (line(block.caption, Place.CELL, strong=True),))
                    for row in (*block.head, *block.body):
                        shown = (self.cell(inner, strong=inner.header) for inner in row.cells)
                        lines.append("; ".join(filter(None, shown)))
                case Figure():
                    lines += filter(None, (line(block.caption, Place.CELL, strong=True), self.image(block, Place.CELL)))
                    if isinstance(block.image, Chart):
                        lines += _values(block.image)
                case PageBreak():
                    pass
                case _:
                    assert_never(block)
        return lines

    def cell_entry(self, entry: Entry, counting: Counting, *, strong: bool, depth: int) -> list[str]:
        label = entry.number.text if entry.number else ""
        if counting is Counting.BULLET or not label:
            label = _BULLETS[min(depth, len(_BULLETS) - 1)]
        lines = self.cell_lines(entry.blocks, strong=strong, depth=depth + 1) or [""]
        return [f"{line((), Place.CELL, label=label)} {lines[0]}".rstrip(), *lines[1:]]

    # Figures ---------------------------------------------------------------------------------------------------

    def figure(self, block: Figure) -> Iterator[_Chunk]:
        if block.caption:
            yield _Chunk(line(block.caption, strong=True))
        if isinstance(block.image, Chart) and (words := _chart_words(block.image, block)):
            yield _Chunk(line((Emphasis((Text(words),)),)))
        yield _Chunk(self.image(block, Place.PARAGRAPH))
        if isinstance(block.image, Chart) and block.image.categories:
            yield _chart_table(block.image)

    def image(self, block: Figure, place: Place) -> str:
        """Return the picture's place in the text, and put the picture itself among the companions."""
        count = len(self.companions) + 1
        match block.image:
            case Chart() as chart:
                titled = chart.title.casefold() not in plain_text(block.caption).casefold()
                drawn = svg(chart, self.style.look, block.alternative, f"figure-{count}", titled=titled, alone=True)
                suffix, content = "svg", f"{drawn}\n".encode()
            case Picture() as picture:
                suffix, content = _SUFFIXES.get(picture.media_type, "png"), picture.content
            case _:
                assert_never(block.image)
        name = f"{self.stem}-figure-{count}.{suffix}"
        self.companions.append((name, content))
        words = line((Text(block.alternative),), Place.CELL if place is Place.CELL else Place.HEADING)
        return f"![{words}]({name})"


def _capitals(block: Heading) -> tuple[Inline, ...]:
    """Return the words of a heading in capitals, which Markdown has no other way to show."""

    def large(inline: Inline) -> Inline:
        return replace(inline, text=inline.text.upper()) if isinstance(inline, (Text, Value, Reference)) else inline

    heading = map_inlines((block,), large)[0]
    return heading.children if isinstance(heading, Heading) else ()


def _paragraph(block: Paragraph, label: str = "") -> _Chunk:
    """Return a paragraph, after its own number and that of the entry that it opens."""
    labels = " ".join(filter(None, (label, block.number.text if block.number else "")))
    children: tuple[Inline, ...] = (Emphasis(block.children),) if block.role is Role.SUBTITLE else block.children
    chunk = _Chunk(line(children, label=labels, strong=block.role in _WEIGHTY), words=True)
    return _quoted([chunk]) if block.role in _ASIDES else chunk


def _quoted(chunks: list[_Chunk]) -> _Chunk:
    source = _together(chunks)
    return _Chunk("\n".join(f"> {row}".rstrip() for row in source.split("\n")) if source else "", ">")


def _hung(marker: str, source: str) -> str:
    """Return the source of an entry behind its marker, its other lines in line with the first."""
    first, *rest = source.split("\n")
    pad = " " * len(marker)
    return "\n".join((f"{marker}{first}".rstrip(), *(f"{pad}{row}" if row else "" for row in rest)))


_OWN = re.compile(r"([0-9]{1,9})([.)])")
_INTERRUPTS = re.compile(r"(-|1[.)]) \S")


def _markers(block: List) -> tuple[list[str], bool]:
    """Return the markers of a list, and whether they say its numbers; if not, each entry begins with its own."""
    dashes = ["-"] * len(block.entries)
    if block.counting is Counting.BULLET:
        return dashes, True
    texts = [entry.number.text if entry.number else f"{block.start + at}." for at, entry in enumerate(block.entries)]
    found = [_OWN.fullmatch(text) for text in texts]
    runs = all(
        one is not None
        and int(one[1]) == int(found[0][1]) + at
        and one[2] == found[0][2]
        and one[1] == str(int(one[1]))
        for at, one in enumerate(found)
        if found[0] is not None
    )
    return (texts, True) if runs and found and found[0] is not None else (dashes, False)


def _is_tight(chunks: list[_Chunk]) -> bool:
    """Return whether an entry needs no blank line: a paragraph, and lists that may follow one directly."""
    if len(chunks) < 2:
        return not chunks or chunks[0].words
    first, *rest = chunks
    apart = all(one.joins != other.joins for one, other in pairwise(rest))
    return first.words and apart and all(_INTERRUPTS.match(chunk.source) for chunk in rest)


def _pipe_table(aligns: list[Align], head: list[str], rows: list[list[str]]) -> _Chunk:
    """Return a table; one without a head has an empty first row, since the format has no table without."""
    rules = [_RULES[align] for align in aligns]
    return _Chunk("\n".join(_pipes(cells, len(aligns)) for cells in (head, rules, *rows)))


def _pipes(cells: list[str], count: int) -> str:
    padded = [cell for cell, _ in zip_longest(cells[:count], range(count), fillvalue="")]
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in padded)


def _chart_words(chart: Chart, block: Figure) -> str:
    """Return the words that only the picture would hold: its title and what it measures, where not said elsewhere."""
    said = plain_text(block.caption).casefold()
    names = {series.name.casefold() for series in chart.series} | {""}
    title = chart.title if chart.title.casefold() not in said else ""
    values = chart.value_title if chart.value_title.casefold() not in names else ""
    return ": ".join(filter(None, (title, values)))


def _chart_table(chart: Chart) -> _Chunk:
    names = [series.name or chart.value_title or chart.title for series in chart.series]
    head = [line((Text(words),), Place.CELL) for words in (chart.category_title, *names)]
    rows = [
        [
            line((Strong((Text(category),)),), Place.CELL),
            *(line((Text(shown_value(series, place)),), Place.CELL) for series in chart.series),
        ]
        for place, category in enumerate(chart.categories)
    ]
    return _pipe_table([Align.LEFT, *[Align.RIGHT] * len(names)], head, rows)


def _values(chart: Chart) -> Iterator[str]:
    """Yield the values of a chart as lines of a cell."""
    for place, category in enumerate(chart.categories):
        shown = ", ".join(" ".join(filter(None, (s.name, shown_value(s, place)))) for s in chart.series)
        yield line((Text(f"{category}: {shown}"),), Place.CELL)


WRITER = Writer("md", "md", write)
