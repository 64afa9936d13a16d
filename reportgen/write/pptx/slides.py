"""A document as slides: a heading of level 2 begins a slide, and what is too much for one goes on to another.

Nothing here makes a file. The same document and the same measures of a template give the same slides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reportgen.document.nodes import (
    Block,
    Box,
    Chart,
    ChartKind,
    Counting,
    Document,
    Entry,
    Figure,
    Heading,
    List,
    Origin,
    PageBreak,
    Paragraph,
    Role,
    Table,
)
from reportgen.document.walk import notes, plain_text
from reportgen.style.style import Style
from reportgen.write.pptx.deck import (
    LEAST_SIZE,
    Area,
    Deck,
    Drawing,
    Geometry,
    Grid,
    LayoutKind,
    Line,
    Misfit,
    Run,
    Slide,
    Words,
)
from reportgen.write.pptx.fit import pages, side_by_side
from reportgen.write.pptx.flow import Piece, cell_lines, note_texts, one_line, pieces_of, runs
from reportgen.write.pptx.grid import Measured
from reportgen.write.pptx.measure import LINE_HEIGHT, Rule, rows

_COVER = (Role.SUBTITLE, Role.LEAD, Role.BANNER)
_GAP = 12.0
_INTRODUCTION = 0.45
"""The most of a slide that text above a table or chart may take; more has slides of its own."""
_LEAST_DRAWING = 200.0
_SMALLER = (0.9, 0.8, 0.7, 0.6)
"""A title that is too long is set in smaller letters, at these shares of the size, before it is cut short."""
_LEAST_TITLE = 22.0
_WHOLE_SLIDE = 10_000.0
_ROUND_BARS, _BAR = 80.0, 64.0
_CONTINUED = "{title} ({n} of {count})"
_LONGEST_SUFFIX = " (88 of 88)"


def slides(document: Document, style: Style, geometry: Geometry) -> Deck:
    """Return a document as slides for a deck template of these measures."""
    writer = _Writer(document, style, geometry)
    writer.write()
    classification = _labelled(style.label("classification"), document.classification)
    return Deck(
        slides=_titled(writer.made, style.label("slide_continued") or _CONTINUED),
        title=one_line(document.title),
        council=one_line(document.council),
        subject=one_line(document.subject),
        keywords=tuple(one_line(word) for word in document.keywords),
        language=document.language,
        created=document.created,
        footer=one_line(" | ".join(filter(None, (document.council, classification, document.draft)))),
        marking=one_line(document.marking),
        misfits=tuple(writer.misfits),
    )


def _labelled(label: str, words: str) -> str:
    return f"{label}: {words}" if label and words else words


def _titled(made: Sequence[Slide], pattern: str) -> tuple[Slide, ...]:
    """Return slides each with a title of its own: those that share one are counted."""
    counts: dict[str, int] = {}
    for slide in made:
        counts[slide.title] = counts.get(slide.title, 0) + 1
    taken = {title for title, count in counts.items() if count == 1}
    at: dict[str, int] = {}
    titled = []
    for slide in made:
        title = slide.title
        if counts[title] > 1:
            at[title] = at.get(title, 0) + 1
            title = pattern.format(title=title, n=at[slide.title], count=counts[slide.title])
            while title in taken:
                title += "\u00a0"
            taken.add(title)
        titled.append(replace(slide, title=title))
    return tuple(titled)


@dataclass(slots=True)
class _Writer:
    """A deck in the making: the slides so far, and what fits on none."""

    document: Document
    style: Style
    geometry: Geometry
    made: list[Slide] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    title: str = ""
    title_size: float = 0.0
    _notes: list[str] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)
    _below: float = 0.0

    @property
    def rule(self) -> Rule:
        """What measures plain text."""
        return Rule(self.geometry, self.style.look.font)

    @property
    def body(self) -> Area:
        """Where the content of a slide stands."""
        return self.geometry.layouts[LayoutKind.CONTENT].texts[0]

    @property
    def room(self) -> float:
        """The width that text has in the content of a slide."""
        return self.body.width - 2 * self.geometry.side

    @property
    def height(self) -> float:
        """The height that text has in the content of a slide."""
        return self.body.height - 2 * self.geometry.top

    # The whole -------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Make the slides: the cover, what stands before the first heading, then section by section."""
        front, sections = _sections(self.document.blocks)
        rest = self._cover(front)
        if rest:
            self._section(_front_title(rest, self.document, self.style), None, rest)
        for heading, blocks in sections:
            number = f"{heading.number.text} " if heading.number is not None else ""
            self._section(one_line(number + plain_text(heading.children)), heading, blocks)
        if noted := tuple(notes(self.document.blocks)):
            # Small letters at the foot of a slide are read by nobody: the footnotes have the last slide.
            entries = tuple(Entry((Paragraph(note.children),)) for note in noted)
            self._section(self.style.label("footnotes") or "Footnotes", None, [List(Counting.DECIMAL, entries)])

    def _cover(self, front: Sequence[Block]) -> list[Block]:
        """Make the title slide, and return what does not belong on it."""
        kept: list[Line] = []
        rest: list[Block] = []
        title = one_line(self.document.title)
        notes: list[str] = []
        for block in front:
            if isinstance(block, Heading) and block.level == 1:
                title = one_line(plain_text(block.children)) or title
            elif isinstance(block, Paragraph) and block.role in _COVER:
                kept.append(Line(runs(block.children)))
            elif isinstance(block, Box) and block.role is Role.NOTES:
                notes += note_texts(block.blocks)
            else:
                rest.append(block)
        layout = self.geometry.layouts[LayoutKind.TITLE]
        shown, spilt, size = self._title_for(title or "–", layout.title, self.geometry.cover_size)
        lines = (*spilt, *kept)
        self.title = shown
        if not lines or not layout.texts:
            self.made.append(Slide(LayoutKind.TITLE, shown, (), tuple(notes), size))
            self._lines = list(lines)
        else:
            area = layout.texts[0]
            shared = pages(lines, self.rule, area.width - 2 * self.geometry.side, area.height - 2 * self.geometry.top)
            self.made.append(Slide(LayoutKind.TITLE, shown, (Words(shared[0], area),), tuple(notes), size))
            self._lines = [line for page in shared[1:] for line in page]
        if self._lines:
            # What has no room on the title slide goes on under its title, as far as that fits there.
            area = self.geometry.layouts[LayoutKind.CONTENT].title
            self.title, _, self.title_size = self._title_for(title or "–", area, self.geometry.title_size)
        self._flush()
        return rest

    def _section(self, title: str, heading: Heading | None, blocks: Sequence[Block]) -> None:
        """Make the slides of a section."""
        area = self.geometry.layouts[LayoutKind.CONTENT].title
        self.title, spilt, self.title_size = self._title_for(title or "–", area, self.geometry.title_size)
        begun = len(self.made)
        self._lines, self._below, self._notes = list(spilt), 0.0, []
        for piece in pieces_of(blocks):
            self._take(piece)
        self._flush()
        if len(self.made) == begun:
            self._add(LayoutKind.SECTION, ())
        if self._notes:
            self.made[begun] = replace(self.made[begun], notes=tuple(self._notes))

    def _title_for(self, title: str, area: Area, size: float) -> tuple[str, tuple[Line, ...], float]:
        """Return a title as it fits, the whole of it as text for the slide where it had to be cut, and its size.

        The size is 0 where the title has the usual one.
        """
        room = area.width - 2 * self.geometry.side
        down = area.height - 2 * self.geometry.top

        def fits(words: str, size: float = size) -> bool:
            said = (words + _LONGEST_SUFFIX).upper() if self.style.look.capitals else words + _LONGEST_SUFFIX
            most = max(1, int(down / (size * LINE_HEIGHT)))
            return len(rows((Run(said),), size, room, bold=True, font=self.style.look.heading_font)) <= most

        if fits(title):
            return title, (), 0.0
        for smaller in (round(size * share) for share in _SMALLER):
            if smaller >= _LEAST_TITLE and fits(title, smaller):
                return title, (), float(smaller)
        low, high = 0, len(title)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(title[:middle].rstrip() + "…") else (low, middle - 1)
        shown = title[:low]
        if " " in shown[low // 2 :]:
            shown = shown[: shown.rindex(" ")]
        return shown.rstrip() + "…", (Line((Run(title),), lead=True),), 0.0

    # Pieces ----------------------------------------------------------------------------------------------------

    def _take(self, piece: Piece) -> None:
        match piece:
            case Line():
                self._lines.append(piece)
            case Table():
                self._table(piece)
            case Figure():
                self._figure(piece)
            case Box(role=Role.NOTES):
                self._notes += note_texts(piece.blocks)
            case Box():
                self._columns(piece)
            case PageBreak():
                self._flush()

    def _add(self, layout: LayoutKind, contents: Sequence[Words | Grid | Drawing]) -> None:
        self.made.append(Slide(layout, self.title, tuple(contents), title_size=self.title_size))

    def _flush(self) -> None:
        """Put the text that waits on slides: below the last table where there is room, else on slides of its own."""
        lines, self._lines = self._lines, []
        if not lines:
            return
        high = self.rule.total(lines, self.room) + 2 * self.geometry.top
        if self._below >= high + _GAP and self.made:
            last = self.made[-1]
            top = self.body.top + self.body.height - self._below + _GAP
            area = Area(self.body.left, top, self.body.width, high)
            self.made[-1] = replace(last, contents=(*last.contents, Words(tuple(lines), area)))
        else:
            for page, size in self._pages(lines):
                self._add(LayoutKind.CONTENT, (Words(page, self.body, size),))
        self._below = 0.0

    def _pages(self, lines: Sequence[Line]) -> list[tuple[tuple[Line, ...], float]]:
        """Return paragraphs shared out over slides, with the size of their letters where it is not the usual one.

        That is the least that there may be, where it makes slides fewer.
        """
        usual = pages(lines, self.rule, self.room, self.height)
        if len(usual) == 1:
            return [(usual[0], 0.0)]
        least = pages(lines, Rule(self.geometry, self.style.look.font, alike=LEAST_SIZE), self.room, self.height)
        return [(page, LEAST_SIZE) for page in least] if len(least) < len(usual) else [(page, 0.0) for page in usual]

    def _introduction(self, caption: Sequence[Line], wanted: float) -> tuple[Words | None, float]:
        """Return the text that waits as the text above a table or chart, and the height that it takes.

        Text that is too long for that, or leaves less than `wanted`, goes on slides of its own; a caption stays.
        """
        lines = [*self._lines, *caption]
        high = self.rule.total(lines, self.room) + 2 * self.geometry.top
        if self._lines and (high > self.body.height * _INTRODUCTION or self.body.height - high - _GAP < wanted):
            kept = self._last_kept()
            del self._lines[len(self._lines) - len(kept) :]
            self._flush()
            lines = [*kept, *caption]
            high = self.rule.total(lines, self.room) + 2 * self.geometry.top
        self._lines, self._below = [], 0.0
        if not lines:
            return None, 0.0
        area = Area(self.body.left, self.body.top, self.body.width, high)
        return Words(tuple(lines), area), high + _GAP

    def _last_kept(self) -> list[Line]:
        """Return the paragraphs at the end of what waits that lead up to what follows."""
        start = len(self._lines)
        while start and self._lines[start - 1].keep:
            start -= 1
        kept = self._lines[start:]
        return kept if self.rule.total(kept, self.room) <= self.body.height * _INTRODUCTION else []

    def _table(self, table: Table) -> None:
        """Put a table on slides, its head on each."""
        if not table.columns:
            return
        caption = [Line(runs(table.caption), lead=True, keep=True)] if table.caption else []
        if caption and caption[0].text == self.title:
            caption = []
        described = table.summary or plain_text(table.caption) or self.title
        grid = Measured(table, self.geometry, self.style.look.font, self.body.width, one_line(described))
        first_row = grid.head_height + (grid.heights[0] if grid.heights else 0.0)
        above, used = self._introduction(caption, min(first_row, self.body.height))
        left, top = self.body.left, self.body.top
        for at, row in enumerate(table.body):
            if grid.heights[at] + grid.head_height > self.body.height:
                self.misfits.append(_too_high(row.origin if row.origin.path else table.origin))
        shared = grid.pages(self.body.height - used, self.body.height)
        if above is not None and not shared[0]:
            self._add(LayoutKind.CONTENT, (Words(above.lines, self.body),))
            above, used, shared = None, 0.0, grid.pages(self.body.height, self.body.height)
        for page, placed in enumerate(shared):
            shown = grid.grid(placed, left, top + (used if page == 0 else 0.0))
            self._add(LayoutKind.TABLE, (above, shown) if above is not None and page == 0 else (shown,))
            self._below = self.body.top + self.body.height - shown.area.top - shown.area.height

    def _figure(self, figure: Figure) -> None:
        """Put a chart or picture on a slide, its caption above it."""
        caption = [Line(runs(figure.caption), lead=True, keep=True)] if figure.caption else []
        above, used = self._introduction(caption, _LEAST_DRAWING)
        high = min(self.body.height - used, _wanted_height(figure))
        area = Area(self.body.left, self.body.top + used, self.body.width, high)
        drawing = Drawing(figure.image, one_line(figure.alternative), area, not figure.caption)
        self._add(LayoutKind.CHART, (above, drawing) if above is not None else (drawing,))

    def _columns(self, box: Box) -> None:
        """Put two columns side by side; more, fewer, or with tables in them, stand one below the other."""
        columns = [inner for inner in box.blocks if isinstance(inner, Box) and inner.role is Role.COLUMN]
        areas = self.geometry.layouts[LayoutKind.COLUMNS].texts
        plain = all(isinstance(piece, Line) for column in columns for piece in pieces_of(column.blocks))
        if len(columns) != len(box.blocks) or len(columns) != len(areas) or not plain:
            for inner in box.blocks:
                for piece in pieces_of(inner.blocks if isinstance(inner, Box) else (inner,)):
                    self._take(piece)
            return
        self._flush()
        layout = self.geometry.layouts[LayoutKind.COLUMNS]
        sizes = (layout.size, *self.geometry.sizes[1:]) if layout.size else self.geometry.sizes
        rule = Rule(replace(self.geometry, sizes=sizes), self.style.look.font)
        room = min(area.width for area in areas) - 2 * self.geometry.side
        height = min(area.height for area in areas) - 2 * self.geometry.top
        sides = [cell_lines(column.blocks) for column in columns]
        for page in side_by_side(sides, rule, room, height):
            self._add(LayoutKind.COLUMNS, [Words(lines, area) for lines, area in zip(page, areas, strict=True)])


def _sections(blocks: Iterable[Block]) -> tuple[list[Block], list[tuple[Heading, list[Block]]]]:
    """Return what stands before the first heading of level 2, and each section that such a heading begins."""
    front: list[Block] = []
    sections: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading) and (block.level == 2 or (block.level == 1 and sections)):
            sections.append((block, []))
        else:
            (sections[-1][1] if sections else front).append(block)
    return front, sections


def _front_title(blocks: Sequence[Block], document: Document, style: Style) -> str:
    """Return the title for what stands before the first section: what is withheld, or the document as such."""
    withheld = all(isinstance(block, (Box, Paragraph)) and block.role is Role.WITHHELD for block in blocks)
    label = style.label("withheld" if withheld else f"kind_{document.kind.replace('-', '_')}")
    return label or document.kind.capitalize()


def _wanted_height(figure: Figure) -> float:
    """Return the most that a figure is to be high: a chart of one bar should not fill a slide."""
    chart = figure.image
    if not isinstance(chart, Chart) or chart.kind is not ChartKind.BAR:
        return _WHOLE_SLIDE
    return _ROUND_BARS + _BAR * len(chart.categories) * max(1, len(chart.series))


def _too_high(origin: Origin) -> Misfit:
    return Misfit(
        origin,
        "This row of a table is higher than a slide, and letters on slides are not made smaller.",
        "shorten its cells, or make two rows of it",
    )
