"""The nodes of a document. A closed set: every writer matches every node and ends in `assert_never`.

A tree says what a document is (a heading, a table with a header row, a box with a role), never how it looks:
that is the style's part. After composing, every number and reference carries the text that a reader will see.
"""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.base.source import FieldPath


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of the document came from: a field of the record, and the template line that placed it.

    Of what a reference in prose prints, `template` is the reference as it is written there: `{{ extension.end }}`.
    `derived` is true of a value that was worked out, not written; `path` is then where it would be written. `withheld`
    is true of what stands for something that this copy leaves out.
    """

    path: FieldPath = ()
    template: str = ""
    line: int = 0
    derived: bool = False
    withheld: bool = False


NOWHERE = Origin()


# Inside a line -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are. Any character is itself: a writer escapes, it never interprets.

    `within` is the field of prose whose words they are; it is empty for the words of a template or of the house style.
    """

    text: str
    within: FieldPath = ()


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of weight; bold in most styles."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words; italic in most styles."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address: http, https or mailto only."""

    children: "tuple[Inline, ...]"
    address: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the record (a date, a sum, a name), as the style prints it.

    `within` is the field of prose that refers to it; it is empty where a template prints it.
    """

    text: str
    origin: Origin = NOWHERE
    within: FieldPath = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a numbered or named place in the same document. `text` is what a reader sees.

    `within` is the field of prose that it is written in; it is empty where a template makes it.
    """

    target: str
    text: str = ""
    origin: Origin = NOWHERE
    within: FieldPath = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a mark in the line, and words at the foot of the page. No note stands in another.

    `number` counts through the document from 1, and is 0 until notes are counted. `name` is what its author calls it,
    `ons` of `[^ons]`, which nobody reads; `within` is the field of prose that the mark stands in, empty in a template.
    """

    children: "tuple[Inline, ...]"
    number: int = 0
    name: str = ""
    within: FieldPath = ()


Inline = Text | Strong | Emphasis | Link | LineBreak | Value | Reference | Note


# Numbers -------------------------------------------------------------------------------------------------------


class Counting(StrEnum):
    """How a level counts."""

    DECIMAL = "decimal"
    LOWER_ALPHA = "lower-alpha"
    UPPER_ALPHA = "upper-alpha"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a series: how it counts and how a number is written, `%1` standing for the first level's count."""

    counting: Counting
    pattern: str
    start: int = 1


@dataclass(frozen=True, slots=True)
class Series:
    """A run of numbers that belong together: the outline of a document, or one list.

    A list is a series of its own, so each starts again; `depth` (from 0) is how deep it stands in other lists.
    """

    levels: tuple[Level, ...]
    depth: int = 0
    outline: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a heading, paragraph or list entry: its series (position in `Document.series`), level, text."""

    series: int
    level: int
    text: str


# Blocks --------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a paragraph, box or table is. The style says how each looks.

    WITHHELD says what a public copy leaves out; EXEMPT holds, in a copy for members, what is not for publication.
    COLUMNS holds boxes of role COLUMN, which stand side by side where there is room. NOTES are what a presenter says:
    slides keep them apart, other formats print them as a quiet note.
    """

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BANNER = "banner"
    LEAD = "lead"
    STEM = "stem"
    NOTE = "note"
    CAPTION = "caption"
    SIGNATURE = "signature"
    RECOMMENDATIONS = "recommendations"
    RESOLUTIONS = "resolutions"
    LEGAL = "legal"
    OPTIONS = "options"
    WITHHELD = "withheld"
    EXEMPT = "exempt"
    REVIEW = "review"
    HEADER = "header"
    GRID = "grid"
    CONTACT = "contact"
    COLUMNS = "columns"
    COLUMN = "column"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title."""

    level: int
    children: tuple[Inline, ...]
    id: str = ""
    number: Number | None = None
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, numbered where the style numbers paragraphs."""

    children: tuple[Inline, ...]
    role: Role = Role.BODY
    id: str = ""
    number: Number | None = None
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list."""

    blocks: "tuple[Block, ...]"
    id: str = ""
    number: Number | None = None
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class List:
    """A list: bullets, or numbers that count as its kind says."""

    counting: Counting
    entries: tuple[Entry, ...]
    start: int = 1
    pattern: str = ""
    role: Role = Role.BODY
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody else, set apart."""

    blocks: "tuple[Block, ...]"
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks that have a role together."""

    role: Role
    blocks: "tuple[Block, ...]"
    id: str = ""
    origin: Origin = NOWHERE


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its share of the table's width (any unit, relative to the other columns) and how its cells stand."""

    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. A header cell names its column (in the head) or its row (in the body)."""

    blocks: "tuple[Block, ...]"
    header: bool = False
    span: int = 1
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Row:
    """A row; the spans of its cells add up to the number of columns."""

    cells: tuple[Cell, ...]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A table: columns, header rows, body rows, and a caption that also describes it to a screen reader."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    summary: str = ""
    role: Role = Role.GRID
    id: str = ""
    origin: Origin = NOWHERE


class ChartKind(StrEnum):
    """Bars lie, columns stand, a line runs."""

    BAR = "bar"
    COLUMN = "column"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One run of values of a chart, in the order of its categories; None is a value that is not known."""

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as its data: each writer draws it in the way its format does best."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    value_title: str = ""
    category_title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file: PNG or JPEG bytes, and its natural size in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or picture with its alternative text, which says what it shows to somebody who can't see it."""

    image: Chart | Picture
    alternative: str
    caption: tuple[Inline, ...] = ()
    id: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


Block = Heading | Paragraph | List | Quote | Box | Table | Figure | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a document was made from, so that a copy that comes back edited can be laid beside it.

    `source` is the file of the record as it was named, `record` the hash of what the readers of this copy may know of
    it, `commit` the one that holds that very file (empty where none does, and where this copy leaves anything out);
    `as_of` is the date that was asked for, empty where none was.
    """

    generator: str = ""
    council: str = ""
    source: str = ""
    record: str = ""
    commit: str = ""
    style: str = ""
    as_of: str = ""


UNKNOWN = Provenance()
"""Of a document that doesn't say what it was made from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document, ready to be written.

    `created` is an ISO date (the only clock). `classification` is the banner ("Open"); `marking` is what an exempt
    copy says on every page, empty otherwise; `draft` is what an internal copy says in its footer, empty otherwise.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    series: tuple[Series, ...] = ()
    council: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "en-GB"
    created: str = ""
    audience: str = "public"
    classification: str = ""
    marking: str = ""
    draft: str = ""
    running_title: str = ""
    provenance: Provenance = UNKNOWN
    record: str = ""
    """The resolved record as JSON text, for the JSON writer; empty where no format asks for it."""

    @property
    def stem(self) -> str:
        """The file name without its suffix: the kind, with the audience where that is not the public."""
        return self.kind if self.audience == "public" else f"{self.kind}.{self.audience}"
