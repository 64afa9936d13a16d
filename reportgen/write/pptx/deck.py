"""Slides as values: what stands where on each, decided before any file is made. Lengths are points."""

from dataclasses import dataclass
from enum import StrEnum

from reportgen.document.nodes import Align, Chart, Counting, Origin, Picture

LEAST_SIZE = 18.0
"""The smallest letters on a slide. Text that does not fit goes on to another slide, and is never made smaller."""

INDENT = 27.0
"""From one level of a list to the next, in points: room for `(a)` and for `10.`."""


class LayoutKind(StrEnum):
    """The layouts of a deck, by the names that PowerPoint gives them."""

    TITLE = "Title Slide"
    SECTION = "Section Header"
    CONTENT = "Title and Content"
    COLUMNS = "Two Content"
    TABLE = "Title and Table"
    CHART = "Title and Chart"


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of a slide: its left upper corner, its width and its height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What a layout offers: where its title stands, and where text; the size of that text where it has its own."""

    title: Area
    texts: tuple[Area, ...]
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """A deck template measured: its layouts, and the sizes of the letters of titles and of each level of text."""

    width: float
    height: float
    layouts: dict[LayoutKind, Layout]
    title_size: float
    cover_size: float
    sizes: tuple[float, ...]
    side: float = 7.2
    top: float = 3.6

    def size(self, level: int) -> float:
        """Return the size of letters at a level of text."""
        return max(LEAST_SIZE, self.sizes[min(level, len(self.sizes) - 1)])


# What stands on a slide ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight; `address` where they are a link; a new line inside a paragraph is a run of its own.

    The mark of a footnote is `raised`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""
    raised: bool = False


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph of a list: a bullet, or a number and the form it is written in."""

    counting: Counting
    text: str
    pattern: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph on a slide. `level` counts from 0; `keep` stays with what follows; `lead` is a sub-heading.

    `hanging` goes on below an entry of a list, in line with its words.
    """

    runs: tuple[Run, ...]
    level: int = 0
    mark: Mark | None = None
    lead: bool = False
    keep: bool = False
    hanging: bool = False

    @property
    def text(self) -> str:
        """Return the words of the paragraph."""
        return "".join(run.text.translate(_RAISED) if run.raised else run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs that stand together; `size` is that of their letters where it is not the template's."""

    lines: tuple[Line, ...]
    area: Area
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: its paragraphs, how many columns it spans, how they stand, whether it is a heading."""

    lines: tuple[Line, ...]
    span: int = 1
    align: Align = Align.LEFT
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the widths of its columns, its rows with the height of each, and how many rows are its head."""

    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    heights: tuple[float, ...]
    head: int
    row_headers: bool
    description: str
    area: Area


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart or picture, and what it shows in words."""

    image: Chart | Picture
    alternative: str
    area: Area
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. Its contents stand in the order in which they are read.

    `title_size` is that of the letters of a title that is too long for the template's.
    """

    layout: LayoutKind
    title: str
    contents: tuple[Words | Grid | Drawing, ...] = ()
    notes: tuple[str, ...] = ()
    title_size: float = 0.0


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that no slide can hold: where it came from, what is wrong, how to mend it."""

    origin: Origin
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A whole presentation. `footer` and `marking` stand on every slide; a deck for the public has no marking."""

    slides: tuple[Slide, ...]
    title: str
    council: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    created: str
    footer: str
    marking: str
    misfits: tuple[Misfit, ...] = ()
