"""The tree as plain values for the program that lays it out: words as strings, and what each piece is.

Nothing here is markup: the program reads the values with `json`, and what is a string there stays one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from reportgen.base.source import FieldPath
from reportgen.document.addresses import in_links
from reportgen.document.nodes import (
    Block,
    Box,
    Cell,
    Chart,
    Column,
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
    Number,
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
from reportgen.document.walk import inlines_of, plain_text, says_something, walk
from reportgen.style.style import Style
from reportgen.write._chart import shown_value, svg
from reportgen.write._columns import column_widths, needs_of, too_wide
from reportgen.write._heights import KEPT_WHOLE, is_kept, row_height
from reportgen.write._metrics import width
from reportgen.write.pdf.drawing import on_paper
from reportgen.write.pdf.look import SANS
from reportgen.write.writer import Fault

POINTS_PER_CM = 72 / 2.54
PAGE_WIDTH = 21 * POINTS_PER_CM
_NUMBER_WIDTH, _STEP, _CELL_STEP = 1.5, 0.9, 0.6
_SIDE, _CLOSE_SIDE = 5.0, 2.0
_TWIPS = 20
_CHART_WIDTH = 440.0
_POINTS_PER_PIXEL = 0.75
# Rows with more letters than this may go on overleaf: one that is not broken must fit on a page.
_LONG_ROW = 900
_LONG_HEAD = 400
_LINE = 40
_SCHEMES = ("http://", "https://", "mailto:")
# Boxes whose plain paragraphs look as the box does, and those that have a ground and a rule beside them.
_DRESSED = frozenset({Role.CONTACT, Role.SIGNATURE, Role.LEAD, Role.BANNER, Role.SUBTITLE})
FRAMED = frozenset({Role.NOTE, Role.NOTES, Role.WITHHELD, Role.EXEMPT, Role.REVIEW})
# In a section of numbered paragraphs, what stands between them stands in line with their words.
_IN_LINE = frozenset({Role.BODY, Role.STEM, Role.NOTE, Role.WITHHELD, Role.REVIEW})


Rows = Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class TableTags:
    """What the tags of a table say: of each row, which cells are headers, and what the table is about."""

    head: tuple[tuple[bool, ...], ...]
    body: tuple[tuple[bool, ...], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: the room in points, how far in (cm), how deep in lists, in a cell, in a box of what role.

    `path` is the field of the entry or cell that they are in, if any.
    """

    room: float
    indent: float = 0.0
    depth: int = 0
    in_cell: bool = False
    role: Role = Role.BODY
    numbered: bool = False
    bold: bool = False
    path: FieldPath = ()

    def inside(self, centimetres: float) -> "Place":
        """Return the place of what stands further in, measured from where that begins."""
        return replace(self, room=max(self.room - (self.indent + centimetres) * POINTS_PER_CM, 20.0), indent=0.0)


@dataclass(slots=True)
class Content:
    """The content of one document as it is being gathered, in the order in which its tags will stand."""

    style: Style
    labels: dict[str, str]
    room: float = PAGE_WIDTH
    places: list[str] = field(default_factory=list)
    tables: list[TableTags] = field(default_factory=list)
    lists: list[Counting] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    level: int = 0
    figures: int = 0
    fields: list[FieldPath] | None = None
    """Where it is a list, each block notes in it the field that it comes from, and its place there as `at`."""

    def blocks(self, blocks: Iterable[Block], place: Place) -> list[dict[str, Any]]:
        """Return blocks; a paragraph before a place to sign, and a short one before a table, is kept with it."""
        listed = tuple(blocks)
        made: list[dict[str, Any]] = []
        for block, after in zip(listed, (*listed[1:], None), strict=False):
            if isinstance(block, Heading) and block.level <= 2:
                place = replace(place, numbered=False)
            for one in self._block(block, place):
                if one["kind"] == "paragraph" and is_kept(block, after):
                    one["keep"] = True
                if self.fields is not None and (path := _field_of(block) or place.path):
                    one["at"] = len(self.fields)
                    self.fields.append(path)
                made.append(one)
            if isinstance(block, Paragraph) and block.number is not None and place.depth == 0:
                place = replace(place, numbered=True)
        return made

    def _block(self, block: Block, place: Place) -> Iterator[dict[str, Any]]:
        match block:
            case Heading():
                yield from self._heading(block, place)
            case Paragraph():
                yield from self._paragraph(block, place)
            case List():
                if block.entries:
                    yield self._list(block, place)
            case Table():
                if block.columns and (block.head or block.body):
                    yield self._table(block, place)
            case Quote():
                in_line = place.numbered and place.depth == 0 and not place.in_cell
                indent = place.indent + (_NUMBER_WIDTH if in_line else 0.0)
                inner = replace(place.inside(indent + 3 - place.indent), numbered=False)
                yield {"kind": "quote", "indent": indent, "blocks": self.blocks(block.blocks, inner)}
            case Box():
                yield self._box(block, place)
            case Figure():
                yield self._figure(block, place)
            case PageBreak():
                if not place.in_cell and place.depth == 0:
                    yield {"kind": "page-break"}
            case _:
                assert_never(block)

    def _heading(self, block: Heading, place: Place) -> Iterator[dict[str, Any]]:
        if not plain_text(block.children).strip():
            return
        # A level that the document skips would be skipped by a screen reader too.
        self.level = min(max(block.level, 1), self.level + 1)
        yield {
            "kind": "heading",
            "level": self.level,
            "number": _number(block.number),
            "place": self._place(block.id),
            "words": self.inlines(block.children, place),
        }

    def _paragraph(self, block: Paragraph, place: Place) -> Iterator[dict[str, Any]]:
        role = place.role if block.role is Role.BODY else block.role
        number = _number(block.number)
        plain = role is Role.BODY and not block.id and not number
        if not says_something(block.children) and not (block.id or number):
            return
        in_line = place.numbered and not number and role in _IN_LINE and place.depth == 0 and not place.in_cell
        here = replace(place, indent=place.indent + _NUMBER_WIDTH) if in_line else place
        words = self.inlines(block.children, here)
        if plain and place.in_cell and place.depth == 0:
            yield {"kind": "paragraph", **_bare(words)}
            return
        yield {
            "kind": "paragraph",
            "role": role.value,
            "number": number,
            "place": self._place(block.id),
            "indent": here.indent,
            "keep": False,
            "words": words,
        }

    def _box(self, block: Box, place: Place) -> dict[str, Any]:
        framed = block.role in FRAMED and not place.in_cell
        inner = replace(place, role=block.role if block.role in _DRESSED else Role.BODY)
        if framed:
            inner = replace(inner, room=max(place.room - 20.0, 20.0))
        if block.role is Role.COLUMNS:
            count = max(1, len(block.blocks))
            inner = replace(inner, room=max((place.room - (count - 1) * 23.0) / count, 20.0), numbered=False)
        return {
            "kind": "box",
            "role": block.role.value,
            "framed": framed,
            "place": self._place(block.id),
            "blocks": self.blocks(block.blocks, inner),
        }

    # Lists -----------------------------------------------------------------------------------------------------

    def _list(self, block: List, place: Place) -> dict[str, Any]:
        self.lists.append(block.counting)
        bullets = self.style.lists.bullets
        step = _CELL_STEP if place.in_cell else _STEP
        indent = _NUMBER_WIDTH if place.numbered and place.depth == 0 and not place.in_cell else 0.0
        bullet = bullets[min(place.depth, len(bullets) - 1)] if block.counting is Counting.BULLET else ""
        inner = replace(place.inside(indent + step), depth=place.depth + 1, numbered=False)
        return {
            "kind": "list",
            "bullets": block.counting is Counting.BULLET and all(entry.number is None for entry in block.entries),
            "marks": [(_number(entry.number) or clean(bullet)) for entry in block.entries],
            "indent": place.indent + indent,
            "in_cell": place.in_cell,
            "entries": [self._entry(entry, inner) for entry in block.entries],
        }

    def _entry(self, entry: Entry, place: Place) -> dict[str, Any]:
        here = replace(place, path=entry.origin.path or place.path)
        return {"place": self._place(entry.id), "blocks": self.blocks(entry.blocks, here)}

    # Tables ----------------------------------------------------------------------------------------------------

    def _table(self, block: Table, place: Place) -> dict[str, Any]:
        rows = [_filled(row, len(block.columns)) for row in (*block.head, *block.body)]
        head, body = rows[: len(block.head)], rows[len(block.head) :]
        self.tables.append(_tags(head, body, clean(block.summary)))
        inner = place.inside(0)
        widths, side = self._widths(block, inner.room)
        size = self.style.look.text_size - 1
        heights = [row_height(row, widths, side, size) for row in rows]
        whole = sum(heights) <= KEPT_WHOLE
        first = sum(heights[: len(head) + 2])
        return {
            "kind": "table",
            "place": self._place(block.id),
            "indent": place.indent,
            "header": block.role is Role.HEADER,
            "repeats": sum(map(_letters, head)) <= _LONG_HEAD,
            "whole": whole,
            "first": 0.0 if whole or place.in_cell or first > KEPT_WHOLE else first,
            "widths": widths,
            "side": side,
            "caption": self.inlines(block.caption, inner),
            "head": [self._row(row, block.columns, widths, side) for row in head],
            "rows": [self._row(row, block.columns, widths, side) for row in body],
        }

    def _widths(self, block: Table, room: float) -> tuple[list[float], float]:
        size = self.style.look.text_size - 1
        needs = needs_of(block, lambda use: (SANS, size))
        for side in (_SIDE, _CLOSE_SIDE):
            if (least := needs.least(round(side * _TWIPS) + 10, round(room * _TWIPS))) is not None:
                break
        else:
            self.faults.append(too_wide(block, "the PDF"))
        found = column_widths(block.columns, round(room * _TWIPS), least or needs.must)
        # The columns of a table that no page holds are squeezed: the words in them are broken.
        squeezed = min(1.0, room * _TWIPS / sum(found))
        return [each * squeezed / _TWIPS for each in found], side

    def _row(
        self, row: tuple[Cell, ...], columns: tuple[Column, ...], widths: list[float], side: float
    ) -> list[dict[str, Any]]:
        made = []
        at = 0
        long = _letters(row) > _LONG_ROW
        for cell in row:
            room = sum(widths[at : at + cell.span]) - 2 * side
            here = Place(max(room, 4.0), in_cell=True, bold=cell.header, path=cell.origin.path)
            made.append(
                {
                    "header": cell.header,
                    "span": cell.span,
                    "align": columns[at].align.value,
                    "breakable": long,
                    "blocks": self.blocks(cell.blocks, here),
                }
            )
            at += cell.span
        return made

    # Figures ---------------------------------------------------------------------------------------------------

    def _figure(self, block: Figure, place: Place) -> dict[str, Any]:
        self.figures += 1
        inner = place.inside(0)
        made: dict[str, Any] = {
            "place": self._place(block.id),
            "indent": place.indent,
            "caption": self.inlines(block.caption, inner),
            "room": inner.room,
        }
        match block.image:
            case Chart() as chart:
                look = self.style.look.model_copy(update={"font": SANS})
                titled = chart.title.casefold() not in plain_text(block.caption).casefold()
                drawn = on_paper(svg(_cleaned(chart), look, "", f"chart-{self.figures}", titled=titled, alone=True))
                told = clean(" ".join((block.alternative, *_values_of(chart))))
                return made | {"kind": "chart", "drawing": drawn, "alternative": told, "width": _CHART_WIDTH}
            case Picture() as picture:
                size = max(picture.width, 1) * _POINTS_PER_PIXEL
                return made | {
                    "kind": "picture",
                    "file": list(picture.content),
                    "alternative": clean(block.alternative),
                    "width": size,
                }
            case _:
                assert_never(block.image)

    # Inside a line ---------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline], place: Place, *, linked: bool = False) -> list[Any]:
        """Return inlines: words as strings, the rest as lists that begin with what they are."""
        return [self._inline(inline, place, linked) for inline in inlines]

    def _inline(self, inline: Inline, place: Place, linked: bool) -> Any:
        match inline:
            case Value() if not linked and (pieces := in_links(inline)):
                return ["words", self.inlines(pieces, place)]
            case Text() | Value():
                return self._words(inline.text, place)
            case Strong():
                return ["strong", self.inlines(inline.children, place, linked=linked)]
            case Emphasis():
                return ["emphasis", self.inlines(inline.children, place, linked=linked)]
            case Link():
                words = self.inlines(inline.children, place, linked=True)
                leads = inline.address.lower().startswith(_SCHEMES) and plain_text(inline.children).strip()
                return ["link", clean(inline.address), words] if leads and not linked else ["words", words]
            case Reference():
                label = self.labels.get(inline.target, "")
                told = self._words(inline.text, place)
                return ["reference", label, told] if label and not linked and told.strip() else told
            case LineBreak():
                return ["break"]
            case Note():
                return ["note", self.inlines(inline.children, Place(self.room))]
            case _:
                assert_never(inline)

    def _words(self, text: str, place: Place) -> str:
        """Return words; one that no line has room for may be broken anywhere."""
        room = place.room - place.indent * POINTS_PER_CM
        size = self.style.look.text_size - (1 if place.in_cell else 0)
        words = clean(text)
        if len(words) * size < room:
            return words
        return _WORD.sub(lambda found: _broken(found[0], room, size, bold=place.bold), words)

    def _place(self, name: str) -> str:
        """Return the label of a place, the first time that it is asked for; empty where there is none."""
        label = self.labels.get(name, "") if name else ""
        if not label or label in self.places:
            return ""
        self.places.append(label)
        return label


_WORD = re.compile(r"[^\s–—-]+")
_ANYWHERE = "\u200b"
# What no font has and no reader can be told: control characters, halves of characters, and what is no character.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[\t\n\x0b\x0c\r\u2028\u2029]")


def clean(text: str) -> str:
    """Return words as they can be printed: a control character is the replacement character, as in HTML."""
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\ufeff", ""))
    return _UNWRITABLE.sub("\ufffd", text)


def _field_of(block: Block) -> FieldPath:
    """Return the field that a block comes from, or, where its template has words of several, the first of them."""
    match block:
        case Heading() | Paragraph():
            return block.origin.path or next(filter(None, _fields_in(block.children)), ())
        case List() | Table() | Quote() | Figure():
            return block.origin.path
        case _:
            return ()


def _fields_in(inlines: Iterable[Inline]) -> Iterator[FieldPath]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.within
            case Value() | Reference():
                yield inline.within or inline.origin.path
            case Strong() | Emphasis() | Link():
                yield from _fields_in(inline.children)
            case _:
                continue


def labels_of(blocks: Iterable[Block]) -> dict[str, str]:
    """Return a label for every place that a reference may lead to, by its id."""
    names: list[str] = []
    for block in walk(blocks):
        names.append(getattr(block, "id", ""))
        if isinstance(block, List):
            names += [entry.id for entry in block.entries]
    return {name: f"place-{at}" for at, name in enumerate(dict.fromkeys(filter(None, names)))}


def _broken(word: str, room: float, size: float, *, bold: bool) -> str:
    return _ANYWHERE.join(word) if width(word, size, bold=bold) > room else word


def _number(number: Number | None) -> str:
    return clean(number.text) if number is not None else ""


def _bare(words: list[Any]) -> dict[str, Any]:
    return {"role": "body", "number": "", "place": "", "indent": 0.0, "keep": False, "words": words}


def _filled(row: Row, columns: int) -> tuple[Cell, ...]:
    """Return the cells of a row, whose spans fill the table and no more."""
    made: list[Cell] = []
    left = columns
    for cell in row.cells:
        if left <= 0:
            break
        span = max(1, min(cell.span, left))
        made.append(cell if cell.span == span else replace(cell, span=span))
        left -= span
    return (*made, Cell((), span=left)) if left > 0 else tuple(made)


def _tags(head: Rows, body: Rows, summary: str) -> TableTags:
    """Return what the tags of a table say.

    Where a head and labels would make more headers than there are cells to head, as in a table of two columns, the
    columns are told, and the labels are read as the cells that they also are: each value is headed once.
    """
    heads = tuple(tuple(map(_names, row)) for row in head)
    labels = tuple(tuple(map(_names, row)) for row in body)
    headers = sum(map(sum, (*heads, *labels)))
    if any(map(any, heads)) and 2 * headers > sum(map(len, (*heads, *labels))):
        labels = tuple((False,) * len(row) for row in labels)
    return TableTags(heads, labels, summary)


def _names(cell: Cell) -> bool:
    """Return whether a cell is a header to somebody who can't see it: one without words names nothing."""
    return cell.header and any(plain_text(inlines_of(block)).strip() for block in walk(cell.blocks))


def _letters(row: Iterable[Cell]) -> int:
    """Return how much the fullest cell of a row holds, each paragraph of it counted as a line at least."""
    return max((sum(_LINE + len(plain_text(inlines_of(b))) for b in walk(cell.blocks)) for cell in row), default=0)


def _values_of(chart: Chart) -> Iterator[str]:
    """Yield the values of a chart in words: to somebody who can't see it, its drawing has none."""
    for series in chart.series:
        values = ", ".join(
            f"{category} {shown_value(series, place)}" for place, category in enumerate(chart.categories)
        )
        if values:
            name = series.name or chart.value_title or chart.title
            yield f"{name}: {values}." if name else f"{values}."


def _cleaned(chart: Chart) -> Chart:
    return replace(
        chart,
        title=clean(chart.title),
        categories=tuple(map(clean, chart.categories)),
        value_title=clean(chart.value_title),
        category_title=clean(chart.category_title),
        series=tuple(
            replace(series, name=clean(series.name), shown=tuple(map(clean, series.shown))) for series in chart.series
        ),
    )
