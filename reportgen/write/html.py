"""HTML: one self-contained page, for the screen, for a phone and for paper, that meets WCAG 2.2 at level AA.

There is no script and nothing from elsewhere; the page's own policy forbids both. Numbers are the document's, as text
or as list markers that are the same text. A chart is a drawing with a description, and its values are a table below.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import assert_never
from urllib.parse import quote

from reportgen.base.source import FieldPath, show_path
from reportgen.document.addresses import in_links
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
    LineBreak,
    Link,
    List,
    Note,
    Number,
    Origin,
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
from reportgen.document.walk import plain_text, walk, words
from reportgen.style.style import Style
from reportgen.write._chart import shown_value, svg
from reportgen.write._web_style import style_sheet
from reportgen.write.writer import Output, Writer

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_SCHEMES = ("http://", "https://", "mailto:")
_TYPES = {
    Counting.LOWER_ALPHA: "a",
    Counting.UPPER_ALPHA: "A",
    Counting.LOWER_ROMAN: "i",
    Counting.UPPER_ROMAN: "I",
}
_CONTENTS_FROM = 5
"""The number of sections from which a page has a list of its contents."""
_WIDE = 3
"""The number of columns from which a table scrolls on a narrow screen, rather than being squeezed."""
_LONG = 30
"""The length in characters of a word, such as an address, that may widen a table past its page."""
_SIDES = {Align.LEFT: "", Align.CENTRE: ' class="centre"', Align.RIGHT: ' class="right"'}
# Asides to the reader. The role tells a screen reader what the frame round them tells the eye.
_ASIDES = frozenset((Role.NOTE, Role.NOTES, Role.REVIEW, Role.WITHHELD, Role.EXEMPT))


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as a page of HTML in UTF-8."""
    return Output(_written(document, _Page(style, _ids(document.blocks))).encode())


def preview_page(document: Document, style: Style) -> str:
    """Return the same page for whoever is still writing: what comes from a field says so in `data-path`.

    That is the field's path as officers read it, on each block, cell, row and entry, and round words that come from
    another field than the block that they stand in.
    """
    return _written(document, _Page(style, _ids(document.blocks), with_fields=True))


def fragment(blocks: Sequence[Block], style: Style) -> str:
    """Return blocks by themselves, as they stand on a page."""
    return _Page(style, _ids(blocks)).blocks(blocks)


def _written(document: Document, page: "_Page") -> str:
    style = page.style
    main = page.sections(document.blocks) + page.notes()
    banner = any(isinstance(block, Paragraph) and block.role is Role.BANNER for block in document.blocks)
    body = (
        f'<a class="skip" href="#{page.main}">{_text(style.label("skip") or "Skip to the main text")}</a>',
        _every_page(document),
        _top(document, with_classification=not banner),
        f'<main id="{page.main}" tabindex="-1">\n{main}</main>',
        _foot(document),
    )
    return "\n".join((*_head(document, style), *filter(None, body), "</body>", "</html>", ""))


def _head(document: Document, style: Style) -> Iterator[str]:
    running = document.running_title or document.title
    title = " – ".join(filter(None, (document.title, document.council))) or document.kind
    yield f'<!DOCTYPE html>\n<html lang="{_quoted(document.language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(' '.join(title.split()))}</title>"
    named = {
        "description": document.subject,
        "author": document.council,
        "keywords": ", ".join(document.keywords),
        "dcterms.created": document.created,
        "robots": "" if document.audience == "public" else "noindex, nofollow",
    }
    for name, content in named.items():
        if content:
            yield f'<meta name="{name}" content="{_quoted(content)}">'
    yield f"<style>{style_sheet(style, running=running, marked=bool(document.marking))}</style>\n</head>\n<body>"


def _every_page(document: Document) -> str:
    """Return what a browser prints at the head of each page of an exempt copy; a screen reader has it once, below."""
    return f'<p class="every-page" aria-hidden="true">{_text(document.marking)}</p>' if document.marking else ""


def _top(document: Document, *, with_classification: bool) -> str:
    lines = (
        ("council", document.council),
        ("classification", document.classification if with_classification else ""),
        ("marking", document.marking),
        ("draft", document.draft),
    )
    shown = "".join(f'<p class="{name}">{_text(words)}</p>\n' for name, words in lines if words)
    return f'<header class="top">\n{shown}</header>' if shown else ""


def _foot(document: Document) -> str:
    words = " · ".join(filter(None, (document.council, document.title, document.marking, document.draft)))
    return f'<footer class="foot"><p>{_text(words)}</p></footer>' if words else ""


@dataclass(slots=True)
class _Page:
    """One page as it is being written: the places in it, and the ids that it has had to make."""

    style: Style
    ids: set[str]
    with_fields: bool = False
    main: str = ""
    prefix: str = "note-"
    figures: int = 0
    listed: list[str] = field(default_factory=list)
    noted: list[Note] = field(default_factory=list)
    """The footnotes whose marks have been written."""
    within: FieldPath = ()
    """The field that the block being written comes from."""

    def __post_init__(self) -> None:
        self.main = self.fresh("main-text")
        while any(name.startswith(self.prefix) for name in self.ids):
            self.prefix += "-"

    def fresh(self, name: str) -> str:
        """Return an id that nothing else on the page has."""
        while name in self.ids:
            name += "-"
        self.ids.add(name)
        return name

    def sections(self, blocks: tuple[Block, ...]) -> str:
        """Return the blocks of a document, each main heading and what follows it as a section.

        The list of contents stands before the first section, after the title and what goes with it.
        """
        starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 2]
        first = starts[0] if starts else len(blocks)
        front = self.blocks(blocks[:first])
        ends = (*starts[1:], len(blocks))
        parts = [self.blocks(blocks[start:end]) for start, end in zip(starts, ends, strict=bool(starts))]
        return front + self.contents() + "".join(f"<section>\n{part}</section>\n" for part in parts)

    def contents(self) -> str:
        """Return the list of the page's sections, empty where there are few."""
        if len(self.listed) < _CONTENTS_FROM:
            return ""
        name = self.fresh("contents")
        label = _text(self.style.label("contents") or "Contents")
        entries = "\n".join(f"<li>{entry}</li>" for entry in self.listed)
        return (
            f'<nav class="contents" aria-labelledby="{name}">\n<p id="{name}">{label}</p>\n'
            f"<ul>\n{entries}\n</ul>\n</nav>\n"
        )

    # Blocks ----------------------------------------------------------------------------------------------------

    def placed(self, name: str, origin: Origin, children: Iterable[Inline] = ()) -> str:
        """Return what a block says of itself: its id and, in a preview, the field that it comes from."""
        if not self.with_fields:
            return _id(name)
        self.within = origin.path or _only_field(children)
        return f"{_id(name)}{_data_path(self.within)}"

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Heading():
                return self.heading(block)
            case List():
                return self.list(block)
            case Table():
                return self.table(block)
            case Box():
                role = ' role="note"' if block.role in _ASIDES else ""
                said = self.placed(block.id, block.origin)
                return f'<div class="box {block.role}"{said}{role}>\n{self.blocks(block.blocks)}</div>\n'
            case Quote():
                return f"<blockquote{self.placed('', block.origin)}>\n{self.blocks(block.blocks)}</blockquote>\n"
            case Figure():
                return self.figure(block)
            case PageBreak():
                return '<div class="page-break"></div>\n'
            case _:
                assert_never(block)

    def heading(self, block: Heading) -> str:
        level = min(max(block.level, 1), 6)
        name = block.id
        field_said = self.placed("", block.origin, block.children)
        words = self.inlines(block.children)
        if level == 2:
            name = name or self.fresh(f"section-{len(self.listed) + 1}")
            number = f"{_text(block.number.text)} " if block.number else ""
            self.listed.append(f'<a href="#{_fragment(name)}">{number}{_text(plain_text(block.children))}</a>')
        return f"<h{level}{_id(name)}{field_said}>{_number(block.number)}{words}</h{level}>\n"

    def paragraph(self, block: Paragraph, number: Number | None = None) -> str:
        """Return a paragraph; `number` is that of the list entry that it opens."""
        classes = [] if block.role is Role.BODY else [str(block.role)]
        if block.number:
            classes.append("numbered")
        shown = f' class="{" ".join(classes)}"' if classes else ""
        role = ' role="note"' if block.role in _ASIDES else ""
        said = self.placed(block.id, block.origin, block.children)
        words = f"{_number(number)}{_number(block.number)}{self.inlines(block.children)}"
        return f"<p{shown}{said}{role}>{words}</p>\n"

    def list(self, block: List) -> str:
        if block.counting is Counting.BULLET:
            said = self.placed("", block.origin)
            entries = "".join(self.entry(entry, None) for entry in block.entries)
            return f"<ul{said}>\n{entries}</ul>\n"
        if _prints_itself(block):
            kind = f' type="{_TYPES[block.counting]}"' if block.counting in _TYPES else ""
            start = f' start="{block.start}"' if block.start != 1 else ""
            said = self.placed("", block.origin)
            entries = "".join(self.entry(entry, None) for entry in block.entries)
            return f"<ol{kind}{start}{said}>\n{entries}</ol>\n"
        said = self.placed("", block.origin)
        entries = "".join(self.entry(entry, entry.number) for entry in block.entries)
        return f'<ol class="numbered"{said}>\n{entries}</ol>\n'

    def entry(self, entry: Entry, number: Number | None) -> str:
        match entry.blocks:
            case (Paragraph(role=Role.BODY, id="", number=None) as only,):
                said = self.placed(entry.id, entry.origin if entry.origin.path else only.origin, only.children)
                return f"<li{said}>{_number(number)}{self.inlines(only.children)}</li>\n"
            case (Paragraph() as first, *rest):
                said = self.placed(entry.id, entry.origin)
                words = self.paragraph(first, number)
                return f"<li{said}>\n{words}{self.blocks(rest)}</li>\n"
            case _:
                said = self.placed(entry.id, entry.origin)
                return f"<li{said}>{_number(number)}\n{self.blocks(entry.blocks)}</li>\n"

    # Tables ----------------------------------------------------------------------------------------------------

    def table(self, block: Table) -> str:
        shares = sum(column.share for column in block.columns) or 1.0
        columns = "".join(f'<col style="width:{column.share / shares * 100:.1f}%">' for column in block.columns)
        role = "" if block.role is Role.GRID else f' class="{block.role}"'
        said = self.placed(block.id, block.origin)
        parts = [f"<table{role}{said}>\n{self.caption(block)}<colgroup>{columns}</colgroup>\n"]
        if block.head:
            rows = "".join(self.row(row, block, "col") for row in block.head)
            parts.append(f"<thead>\n{rows}</thead>\n")
        rows = "".join(self.row(row, block, "row") for row in block.body)
        parts.append(f"<tbody>\n{rows}</tbody>\n</table>\n")
        table = "".join(parts)
        many = len(block.columns) >= _WIDE and block.role is not Role.HEADER
        if not many and not any(len(word) > _LONG for each in words((block,)) for word in each.split()):
            return table
        return _scrolling(_name_of(block), table)

    def caption(self, block: Table) -> str:
        words = self.inlines(block.caption)
        between = ". " if words else ""
        summary = f'<span class="hidden">{between}{_text(block.summary)}</span>' if block.summary else ""
        return f"<caption>{words}{summary}</caption>\n" if words or summary else ""

    def row(self, row: Row, table: Table, scope: str) -> str:
        cells: list[str] = []
        said = self.placed("", row.origin)
        place = 0
        for cell in row.cells:
            align = table.columns[place].align if place < len(table.columns) else Align.LEFT
            cells.append(self.cell(cell, align, scope))
            place += cell.span
        return f"<tr{said}>{''.join(cells)}</tr>\n"

    def cell(self, cell: Cell, align: Align, scope: str) -> str:
        match cell.blocks:
            case (Paragraph(role=Role.BODY, id="", number=None) as only,):
                said = self.placed("", cell.origin if cell.origin.path else only.origin, only.children)
                words = self.inlines(only.children)
            case _:
                said = self.placed("", cell.origin)
                words = self.blocks(cell.blocks)
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        side = _SIDES[align if cell.span == 1 else Align.LEFT if scope == "row" else Align.CENTRE]
        # A header cell without words names nothing: a screen reader would announce an empty header.
        if cell.header and words.strip():
            group = "group" if cell.span > 1 and scope == "col" else ""
            return f'<th scope="{scope}{group}"{span}{side}{said}>{words}</th>'
        return f"<td{span}{side}{said}>{words}</td>"

    # Figures ---------------------------------------------------------------------------------------------------

    def figure(self, block: Figure) -> str:
        self.figures += 1
        said = self.placed(block.id, block.origin)
        match block.image:
            case Chart() as chart:
                image = self.chart(chart, block)
            case Picture() as picture:
                source = f"data:{_quoted(picture.media_type)};base64,{b64encode(picture.content).decode()}"
                size = f'width="{picture.width}" height="{picture.height}"'
                image = f'<img src="{source}" alt="{_quoted(block.alternative)}" {size}>\n'
            case _:
                assert_never(block.image)
        caption = f"<figcaption>{self.inlines(block.caption)}</figcaption>\n" if block.caption else ""
        return f"<figure{said}>\n{caption}{image}</figure>\n"

    def chart(self, chart: Chart, block: Figure) -> str:
        prefix = f"chart-{self.figures}"
        while f"{prefix}-title" in self.ids or f"{prefix}-text" in self.ids:
            prefix += "-"
        self.ids.update((f"{prefix}-title", f"{prefix}-text"))
        titled = chart.title.casefold() not in plain_text(block.caption).casefold()
        drawing = svg(chart, self.style.look, block.alternative, prefix, titled=titled)
        name = chart.title or block.alternative
        return _scrolling(name, drawing + "\n") + _chart_table(chart, name)

    # Inside a line ---------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline], *, linked: bool = False) -> str:
        """Return inlines; inside a link (`linked`) another link is only its words."""
        if not self.with_fields:
            return "".join([self.inline(inline, linked=linked) for inline in inlines])
        written = []
        for path, group in groupby(inlines, _field_of):
            words = "".join([self.inline(inline, linked=linked) for inline in group])
            written.append(words if path in ((), self.within) else f"<span{_data_path(path)}>{words}</span>")
        return "".join(written)

    def inline(self, inline: Inline, *, linked: bool) -> str:
        match inline:
            case Value() if not linked and (pieces := in_links(inline)):
                return "".join([self.inline(piece, linked=False) for piece in pieces])
            case Text() | Value():
                return _text(inline.text)
            case Strong():
                return f"<strong>{self.inlines(inline.children, linked=linked)}</strong>"
            case Emphasis():
                return f"<em>{self.inlines(inline.children, linked=linked)}</em>"
            case Link():
                words = self.inlines(inline.children, linked=True)
                if linked or not inline.address.lower().startswith(_SCHEMES) or not plain_text(inline.children).strip():
                    return words
                return f'<a href="{_quoted(inline.address)}">{words}</a>'
            case Reference():
                words = _text(inline.text)
                if linked or inline.target not in self.ids or not inline.text.strip():
                    return words
                return f'<a href="#{_fragment(inline.target)}">{words}</a>'
            case LineBreak():
                return "<br>\n"
            case Note():
                return self.mark(inline, linked=linked)
            case _:
                assert_never(inline)

    # Footnotes -------------------------------------------------------------------------------------------------

    def mark(self, note: Note, *, linked: bool) -> str:
        """Return the mark of a footnote, which leads to its words at the end of the page."""
        self.noted.append(note)
        if linked:
            return f'<sup class="mark">{note.number}</sup>'
        name, place = self.named(note)
        return f'<sup class="mark"><a id="{place}" href="#{name}" role="doc-noteref">{note.number}</a></sup>'

    def named(self, note: Note) -> tuple[str, str]:
        """Return the id of a footnote's words, and that of its mark: the same whenever they are asked for."""
        return f"{self.prefix}{note.number}", f"{self.prefix}{note.number}-mark"

    def notes(self) -> str:
        """Return the words of the footnotes, each with a way back to its mark."""
        if not self.noted:
            return ""
        title = self.fresh("notes")
        label = _text(self.style.label("footnotes") or "Footnotes")
        entries = []
        for note in self.noted:
            self.within = note.within
            name, place = self.named(note)
            said = _data_path(note.within) if self.with_fields else ""
            back = f'<a href="#{place}" role="doc-backlink" aria-label="Back to mark {note.number}">↩\ufe0e</a>'
            entries.append(f'<li id="{name}" value="{note.number}"{said}>{self.inlines(note.children)} {back}</li>\n')
        return (
            f'<section class="footnotes" role="doc-endnotes" aria-labelledby="{title}">\n'
            f'<h2 id="{title}">{label}</h2>\n<ol>\n{"".join(entries)}</ol>\n</section>\n'
        )


def _chart_table(chart: Chart, name: str) -> str:
    """Return the values of a chart as a table."""
    if not chart.categories:
        return ""
    names = [series.name or chart.value_title or chart.title for series in chart.series]
    head = "".join(f'<th scope="col" class="right">{_text(name)}</th>' if name else "<td></td>" for name in names)
    corner = f'<th scope="col">{_text(chart.category_title)}</th>' if chart.category_title else "<td></td>"
    rows = "".join(
        f'<tr><th scope="row">{_text(category)}</th>'
        + "".join(f'<td class="right">{_text(shown_value(series, place))}</td>' for series in chart.series)
        + "</tr>\n"
        for place, category in enumerate(chart.categories)
    )
    caption = f'<caption><span class="hidden">{_text(name)}</span></caption>\n'
    table = (
        f'<table class="chart-data">\n{caption}<thead>\n<tr>{corner}{head}</tr>\n</thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )
    return table if len(chart.series) < _WIDE - 1 else _scrolling(name, table)


def _scrolling(name: str, content: str) -> str:
    """Return what is wide in a frame that scrolls by itself, by keyboard too, so that the page does not."""
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{_quoted(name)}">\n{content}</div>\n'


def _ids(blocks: Iterable[Block]) -> set[str]:
    """Return every id of a tree."""
    found: set[str] = set()
    for block in walk(blocks):
        if name := getattr(block, "id", ""):
            found.add(name)
        if isinstance(block, List):
            found.update(entry.id for entry in block.entries if entry.id)
    return found


def _prints_itself(block: List) -> bool:
    """Return whether a browser's own markers are, letter for letter, the numbers that the entries carry."""
    return all(
        entry.number is None or entry.number.text == f"{_counted(block.start + place, block.counting)}."
        for place, entry in enumerate(block.entries)
    )


def _counted(count: int, counting: Counting) -> str | None:
    match counting:
        case Counting.DECIMAL:
            return str(count)
        case Counting.LOWER_ALPHA if 1 <= count <= 26:
            return chr(96 + count)
        case Counting.UPPER_ALPHA if 1 <= count <= 26:
            return chr(64 + count)
        case Counting.LOWER_ROMAN if 1 <= count < 40:
            return "x" * (count // 10) + _UNITS[count % 10]
        case Counting.UPPER_ROMAN if 1 <= count < 40:
            return ("x" * (count // 10) + _UNITS[count % 10]).upper()
        case _:
            # Letters after z are counted in another way by browsers (aa, ab) than in Word (aa, bb).
            return None


_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _name_of(table: Table) -> str:
    """Return what a table that scrolls is called to somebody who can't see it: its caption, summary or first row."""
    first = (
        plain_text(p.children)
        for row in (*table.head, *table.body)[:1]
        for cell in row.cells
        for p in cell.blocks
        if isinstance(p, Paragraph)
    )
    return plain_text(table.caption) or table.summary or ", ".join(filter(None, first)) or "Table"


def _number(number: Number | None) -> str:
    return f'<span class="number">{_text(number.text)} </span>' if number and number.text else ""


def _field_of(inline: Inline) -> FieldPath:
    """Return the field that words come from: that of the prose in which they stand, else that of their value."""
    match inline:
        case Text():
            return inline.within
        case Value() | Reference():
            return inline.within or inline.origin.path
        case Note():
            return inline.within
        case _:
            return ()


def _only_field(children: Iterable[Inline]) -> FieldPath:
    """Return the field that all words of a line come from, none where they come from several."""
    fields = {_field_of(inline) for inline in _leaves(children)} - {()}
    return fields.pop() if len(fields) == 1 else ()


def _leaves(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, (Strong, Emphasis, Link)):
            yield from _leaves(inline.children)
        else:
            yield inline


def _data_path(path: FieldPath) -> str:
    return f' data-path="{_quoted(show_path(path))}"' if path else ""


def _id(name: str) -> str:
    return f' id="{_quoted(name)}"' if name else ""


def _fragment(name: str) -> str:
    """Return an id as the end of an address."""
    return name if _PLAIN_ID.fullmatch(name) else escape(quote(name, safe=""))


_PLAIN_ID = re.compile(r"[\w.:-]+", re.ASCII)
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SPELT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


def _text(text: str) -> str:
    """Return words as HTML. What HTML has no way to write, a control character, is the replacement character."""
    return _SPECIAL.sub(lambda found: _SPELT.get(found[0], "\ufffd"), text) if _SPECIAL.search(text) else text


def _quoted(text: str) -> str:
    """Return words as the value of an attribute."""
    return _text(text).replace('"', "&quot;")


WRITER = Writer("html", "html", write)
