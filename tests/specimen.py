"""A document with every node, role and number scheme, for the tests of the writers.

`specimen()` gives it in one scheme, `SCHEMES` names them all. The council, its services and its figures are invented.
Numbers are counted here by a counter of their own, so that no writer and no composer is judged by itself.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.document.nodes import (
    Align,
    Block,
    Box,
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Document,
    Emphasis,
    Entry,
    Figure,
    Heading,
    Inline,
    Level,
    LineBreak,
    Link,
    List,
    Number,
    Origin,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Role,
    Row,
    Series,
    Strong,
    Table,
    Text,
    Value,
)


@dataclass(frozen=True)
class Scheme:
    """How a document is numbered: the levels of its outline, and the level of each kind of place (None: no number)."""

    levels: tuple[Level, ...] = ()
    section: int | None = None
    subsection: int | None = None
    paragraph: int | None = None
    under_subsection: int | None = None


def _decimal(*patterns: str) -> tuple[Level, ...]:
    return tuple(Level(Counting.DECIMAL, pattern) for pattern in patterns)


SCHEMES = {
    "none": Scheme(),
    "sections": Scheme(_decimal("%1"), 0),
    "sections-dot": Scheme(_decimal("%1."), 0),
    "subsections": Scheme(_decimal("%1", "%1.%2"), 0, 1),
    "paragraphs": Scheme(_decimal("%1.", "%1.%2"), 0, None, 1, 1),
    "below-subsections": Scheme(_decimal("%1", "%1.%2", "%1.%2.%3"), 0, 1, 1, 2),
    "shared-run": Scheme(_decimal("%1", "%1.%2"), 0, 1, 1, 1),
    "letters": Scheme(
        (Level(Counting.UPPER_ALPHA, "%1."), Level(Counting.DECIMAL, "%1%2"), Level(Counting.LOWER_ROMAN, "(%3)")),
        0,
        1,
        1,
        2,
    ),
}

LIST_FORMS = (
    (Counting.DECIMAL, "%1."),
    (Counting.DECIMAL, "%1)"),
    (Counting.LOWER_ALPHA, "(%1)"),
    (Counting.LOWER_ALPHA, "%1)"),
    (Counting.UPPER_ALPHA, "%1."),
    (Counting.LOWER_ROMAN, "(%1)"),
    (Counting.LOWER_ROMAN, "%1."),
    (Counting.UPPER_ROMAN, "%1."),
)

ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def counted(counting: Counting, count: int) -> str:
    """Return a count (1 to 12) as a level writes it."""
    match counting:
        case Counting.DECIMAL:
            return str(count)
        case Counting.LOWER_ALPHA:
            return "abcdefghijkl"[count - 1]
        case Counting.UPPER_ALPHA:
            return "ABCDEFGHIJKL"[count - 1]
        case Counting.LOWER_ROMAN:
            return ROMANS[count - 1]
        case Counting.UPPER_ROMAN:
            return ROMANS[count - 1].upper()
        case Counting.BULLET:
            return "•"


@dataclass
class Counter:
    """Hands out the numbers of a document, a series at a time."""

    series: list[Series] = field(default_factory=list)
    counts: dict[int, list[int]] = field(default_factory=dict)

    def open(self, series: Series) -> int:
        """Add a series and return its position."""
        self.series.append(series)
        self.counts[len(self.series) - 1] = [level.start - 1 for level in series.levels]
        return len(self.series) - 1

    def next(self, position: int, level: int | None) -> Number | None:
        """Return the next number at a level of a series; None where the level is None."""
        if level is None:
            return None
        levels, counts = self.series[position].levels, self.counts[position]
        counts[level] += 1
        for deeper in range(level + 1, len(levels)):
            counts[deeper] = levels[deeper].start - 1
        text = levels[level].pattern
        for shown in range(level + 1):
            text = text.replace(f"%{shown + 1}", counted(levels[shown].counting, counts[shown]))
        return Number(position, level, text)

    def list(
        self,
        counting: Counting,
        *entries: "tuple[Block, ...]",
        pattern: str = "%1.",
        start: int = 1,
        depth: int = 0,
        role: Role = Role.BODY,
        ids: tuple[str, ...] = (),
    ) -> List:
        """Return a list of entries, each numbered in a series of its own."""
        if counting is Counting.BULLET:
            pattern = "•"
        position = self.open(Series((Level(counting, pattern, start),), depth))
        names = ids + ("",) * len(entries)
        return List(
            counting,
            tuple(Entry(blocks, name, self.next(position, 0)) for blocks, name in zip(entries, names, strict=False)),
            start,
            "" if counting is Counting.BULLET else pattern,
            role,
        )


def text(*words: str | Inline) -> tuple[Inline, ...]:
    """Return inlines, plain words among them as they are."""
    return tuple(Text(word) if isinstance(word, str) else word for word in words)


def para(*words: str | Inline, role: Role = Role.BODY, id: str = "", number: Number | None = None) -> Paragraph:  # noqa: A002
    """Return a paragraph of words and inlines."""
    return Paragraph(text(*words), role, id, number)


def cell(*words: str | Block, header: bool = False, span: int = 1) -> Cell:
    """Return a cell: each string a paragraph, each block itself."""
    return Cell(tuple(para(word) if isinstance(word, str) else word for word in words), header, span)


def row(*cells: str | Cell, header: bool = False) -> Row:
    """Return a row of cells, plain words among them as cells of one paragraph."""
    return Row(tuple(cell(c, header=header) if isinstance(c, str) else c for c in cells))


def png(width: int = 48, height: int = 24) -> bytes:
    """Return a small picture: a band of blue over a band of grey."""
    blue, grey = b"\x1f\x3a\x5f", b"\xc8\xd0\xd8"
    rows = b"".join(b"\x00" + (blue if y < height // 2 else grey) * width for y in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


# Parts of the document -----------------------------------------------------------------------------------------


def _top() -> tuple[Block, ...]:
    return (
        para("Open", role=Role.BANNER),
        Heading(1, text("Care at home: extending the four zoned contracts"), "title"),
        para("Report of the Director of Adult Services", role=Role.SUBTITLE),
        Table(
            (Column(2), Column(4), Column(2), Column(4)),
            (),
            (
                row(cell("Report to", header=True), "Cabinet", cell("Date", header=True), "24 October 2024"),
                row(
                    cell("Lead member", header=True),
                    "Cabinet Member for Adult Care",
                    cell("Key decision", header=True),
                    "Yes",
                ),
                row(
                    cell("Wards affected", header=True), cell("All wards of Northshire, and parts of Eastmoor", span=3)
                ),
            ),
            summary="Who the report is to and from, its date and the wards it affects",
            role=Role.HEADER,
        ),
        para(
            "The council buys 3,600 hours of care at home a week. This report asks for two more years.", role=Role.LEAD
        ),
    )


def _words(counter: Counter, number: Callable[[], Number | None]) -> tuple[Block, ...]:
    return (
        para(
            "The contracts began on ",
            Value("1 April 2021", Origin(("contracts", 0, "start"))),
            " and cost ",
            Strong(text(Value("£9,139,875", Origin(("extension", "cost_max"), derived=True)))),
            " a year",
            Emphasis(text(", before the uplift of ", Strong(text("8.24%")))),
            ". Prices & terms: 1 < 2 > 0, “quoted”, a_b*c.",
            number=number(),
            id="cost",
        ),
        para(
            "The standards are ",
            Link(text("published by the ", Emphasis(text("regulator"))), "https://example.org/standards?a=1&b=2"),
            ".",
            LineBreak(),
            "Questions go to ",
            Link(text("the team"), "mailto:care@example.org"),
            ".",
            number=number(),
        ),
    )


def _lists(counter: Counter, number: Callable[[], Number | None]) -> tuple[Block, ...]:
    inner = counter.list(Counting.BULLET, (para("nights;"),), (para("weekends."),), depth=2)
    middle = counter.list(Counting.BULLET, (para("short visits;"),), (para("long visits:"), inner), depth=1)
    bullets = counter.list(
        Counting.BULLET,
        (para("personal care;"),),
        (para("visits of two kinds:"), middle),
        (para("an entry of two paragraphs."), para("This is the second of them.")),
    )
    letters = counter.list(
        Counting.LOWER_ALPHA, (para("with notice;"),), (para("without notice."),), pattern="(%1)", depth=1
    )
    steps = counter.list(
        Counting.DECIMAL,
        (para("write to each provider;"),),
        (para("end the contract:"), letters, para("and tell the regulator.")),
        (para("report back."),),
        start=4,
    )
    odd = counter.list(
        Counting.DECIMAL,
        (
            Table(
                (Column(), Column(align=Align.RIGHT)),
                (row("Zone", "Hours", header=True),),
                (row("North", "1,200"),),
                text("Hours in the north"),
            ),
        ),
        (Quote((para("A quotation that opens an entry."),)),),
    )
    forms = tuple(
        counter.list(counting, (para("first of its form;"),), (para("second of its form."),), pattern=pattern)
        for counting, pattern in LIST_FORMS
    )
    separated = tuple(
        block for form in forms for block in (para("Entries may be marked in another form:", role=Role.STEM), form)
    )
    return (
        para("Care at home is:", role=Role.STEM, number=number()),
        bullets,
        para("The steps go on:", role=Role.STEM),
        steps,
        odd,
        *separated,
    )


def _tables(counter: Counter, number: Callable[[], Number | None]) -> tuple[Block, ...]:
    actions = counter.list(Counting.BULLET, (para("met the providers;"),), (para("read 23 answers."),))
    spread = Table(
        (Column(3), Column(1, Align.CENTRE), Column(1, Align.RIGHT), Column(1, Align.RIGHT)),
        (
            row(cell("Zone", header=True), cell("Lots", header=True), cell("Cost in each year", header=True, span=2)),
            row("", "", "2025/26", "2026/27", header=True),
        ),
        (
            row(cell("North", header=True), "2", "£4,100,000", "£4,437,840"),
            row(cell("South", header=True), "6", "£5,039,875", "£5,455,161"),
            row(cell("Both zones", header=True), "8", cell(para(Strong(text("£9,139,875"))), span=1), "£9,893,001"),
        ),
        text("Cost by zone and year"),
        "Cost of each zone in the two years of the extension, rising by 8.24%",
        id="table-cost",
    )
    steps = Table(
        (Column(1), Column(3)),
        (row("Date", "What was done", header=True),),
        (
            row("May 2024", cell("The review:", actions)),
            row("June 2024", "Findings were agreed.\u00a0None was disputed."),
        ),
        text("Steps of the review"),
        id="table-steps",
    )
    return (para("The cost is set out below.", number=number()), spread, steps)


def _figures(number: Callable[[], Number | None]) -> tuple[Block, ...]:
    one = Chart(
        ChartKind.BAR,
        "Who answered",
        ("People who use care", "Family", "Neither"),
        (ChartSeries("Answers", (12.0, 8.0, 3.0), ("12", "8", "3")),),
        "Answers",
    )
    two = Chart(
        ChartKind.COLUMN,
        "Ratings by zone",
        ("Good", "Fair", "Poor"),
        (
            ChartSeries("North", (52.5, 30.0, 17.5), ("52.5%", "30.0%", "17.5%")),
            ChartSeries("South", (40.0, None, 60.0), ("40.0%", "", "60.0%")),
        ),
        "Share of answers",
        "Rating",
    )
    run = Chart(
        ChartKind.LINE,
        "Hours a week",
        ("2021", "2022", "2023"),
        (ChartSeries("Hours", (3100.0, 3350.0, 3600.0), ("3,100", "3,350", "about 3,600")),),
    )
    return (
        para("Twenty-three people answered.", number=number()),
        Figure(
            one,
            "Bar chart: 12 people who use care, 8 family members and 3 others answered.",
            text("Who answered the survey"),
            "chart-who",
        ),
        Figure(two, "Column chart of the ratings in the north and south."),
        Figure(run, "Line: hours rose from 3,100 in 2021 to about 3,600 in 2023.", text("Hours of care")),
        Figure(
            Picture(png(), "image/png", 48, 24),
            "A blue band over a grey band.",
            text("The bands of the council's mark"),
            "picture",
        ),
    )


def _boxes(counter: Counter) -> tuple[Block, ...]:
    asked = counter.list(
        Counting.DECIMAL,
        (para("agree the extension; and"),),
        (para("delegate its detail to the director."),),
        role=Role.RECOMMENDATIONS,
        ids=("recommendation-1", "recommendation-2"),
    )
    settled = counter.list(Counting.DECIMAL, (para("That the extension be agreed."),), role=Role.RESOLUTIONS)
    return (
        Box(Role.RECOMMENDATIONS, (para("Cabinet is asked to:", role=Role.STEM), asked), "recommendations"),
        Box(Role.RESOLUTIONS, (para("Resolved:", role=Role.STEM), settled)),
        Box(Role.NOTE, (para("The figures are those of June 2024."), para("Later figures will be tabled.")), "note"),
        para("Prices are before tax.", role=Role.NOTE),
        Box(Role.WITHHELD, (para("Appendix B is withheld under paragraph 3 of Schedule 12A."),)),
        Box(Role.REVIEW, (para("Finance has still to confirm the second year."),)),
        Box(Role.CONTACT, (para("Head of Commissioning"), para("commissioning@example.org"))),
        Box(Role.SIGNATURE, (para("Director of Adult Services"),)),
        *(para(f"A paragraph whose role is {role.value}.", role=role) for role in Role),
    )


def _quoted() -> tuple[Block, ...]:
    return (Quote((para("They come when they say they will."), para("They stay as long as they should."))),)


def specimen(scheme: str = "below-subsections") -> Document:
    """Return the document with every node and role, in a scheme of `SCHEMES`."""
    form = SCHEMES[scheme]
    counter = Counter()
    outline = counter.open(Series(form.levels, outline=True)) if form.levels else -1

    def at(level: int | None) -> Number | None:
        return counter.next(outline, level)

    def section(words: str, name: str) -> Heading:
        return Heading(2, text(words), name, at(form.section))

    def paragraph() -> Number | None:
        return at(form.paragraph)

    def under() -> Number | None:
        return at(form.under_subsection)

    def subsection(words: str, name: str) -> Heading:
        return Heading(3, text(words), name, at(form.subsection))

    blocks = (
        *_top(),
        Heading(2, text("Summary"), "summary"),
        para("A section without a number comes before the others."),
        section("Recommendations", "asked"),
        *_boxes(counter),
        section("Background", "background"),
        *_words(counter, paragraph),
        subsection("What care at home is", "what"),
        *_lists(counter, under),
        subsection("How it is bought", "bought"),
        para("By framework.", number=under(), id="framework"),
        para("By zone.", number=under()),
        Heading(4, text("A heading below those"), "deep"),
        para("Words under it.", number=under()),
        section("Money", "money"),
        *_tables(counter, paragraph),
        *_quoted(),
        PageBreak(),
        section("What people said", "said"),
        *_figures(paragraph),
    )
    told = {
        getattr(block, "id", ""): number.text.rstrip(".")
        for block in blocks
        if (number := getattr(block, "number", None)) is not None
    }
    closing = (
        section("Where to look", "look"),
        para(
            "See ",
            Reference("background", told.get("background", "Background")),
            ", ",
            Reference("cost", told.get("cost", "the cost of the contracts")),
            ", ",
            Reference("framework", told.get("framework", "how care is bought")),
            ", recommendation ",
            Reference("recommendation-2", "2"),
            ", ",
            Reference("table-cost", "Cost by zone and year"),
            ", ",
            Reference("chart-who", "the survey"),
            " and ",
            Strong((Reference("note", "the note"),)),
            ".",
            number=paragraph(),
        ),
    )
    return Document(
        kind="report",
        title="Care at home: extending the four zoned contracts",
        blocks=blocks + closing,
        series=tuple(counter.series),
        council="Northshire Council",
        subject="Cabinet, 24 October 2024",
        keywords=("care at home", "contract extension"),
        created="2024-10-24",
        classification="Open",
        running_title="Care at home",
        record='{"title": "Care at home"}',
    )
