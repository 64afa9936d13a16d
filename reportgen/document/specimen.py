"""A document with every node and role, for whoever keeps a house style and for the tests of the writers.

The council, its services and its figures are invented. The blocks come without numbers of their own: whoever asks for
them says how lists and headings are numbered.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

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
    Series,
    Strong,
    Table,
    Text,
    Value,
)

Numbers = Callable[[], Number | None]
"""Gives the next number of a kind of place; None where it takes none."""

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


class Lister(Protocol):
    """Makes the lists of the specimen."""

    def list(
        self,
        counting: Counting,
        *entries: tuple[Block, ...],
        pattern: str = "%1.",
        start: int = 1,
        depth: int = 0,
        role: Role = Role.BODY,
        ids: tuple[str, ...] = (),
    ) -> List:
        """Return a list of entries."""


class Unnumbered:
    """Makes lists whose entries have no number yet."""

    def list(
        self,
        counting: Counting,
        *entries: tuple[Block, ...],
        pattern: str = "%1.",
        start: int = 1,
        depth: int = 0,
        role: Role = Role.BODY,
        ids: tuple[str, ...] = (),
    ) -> List:
        """Return a list of entries; its depth is seen from where it stands."""
        names = ids + ("",) * len(entries)
        listed = tuple(Entry(blocks, name) for blocks, name in zip(entries, names, strict=False))
        return List(counting, listed, start, "" if counting is Counting.BULLET else pattern, role)


def no_number() -> None:
    """Return no number."""


@dataclass(frozen=True, slots=True)
class Outline:
    """How the outline of the specimen is numbered: each field gives the next number of its kind of place."""

    section: Numbers = no_number
    subsection: Numbers = no_number
    paragraph: Numbers = no_number
    under_subsection: Numbers = no_number


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


def _words(lists: Lister, number: Numbers) -> tuple[Block, ...]:
    return (
        para(
            "The contracts began on ",
            Value("1 April 2021", Origin(("contracts", 0, "start"))),
            " and cost ",
            Strong(text(Value("£9,139,875", Origin(("extension", "cost_max"), derived=True)))),
            " a year",
            Emphasis(text(", before the uplift of ", Strong(text("8.24%")))),
            ". Prices & terms: 1 < 2 > 0, “quoted”, a_b*c.",
            Note(
                text(
                    "Prices of ",
                    Value("June 2024", Origin(("contracts", 0, "priced"))),
                    ", as ",
                    Emphasis(text("the register")),
                    " has them: ",
                    Link(text("example.org/register"), "https://example.org/register"),
                    ".",
                ),
                1,
                "register",
            ),
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


def _bullets(lists: Lister) -> List:
    """Return bullets three deep, and one of two paragraphs."""
    inner = lists.list(Counting.BULLET, (para("nights;"),), (para("weekends."),), depth=2)
    middle = lists.list(Counting.BULLET, (para("short visits;"),), (para("long visits:"), inner), depth=1)
    return lists.list(
        Counting.BULLET,
        (para("personal care;", Note(text("Help with washing, dressing and eating."), 2, "personal")),),
        (para("visits of two kinds:"), middle),
        (para("an entry of two paragraphs."), para("This is the second of them.")),
    )


def _steps(lists: Lister) -> List:
    """Return a numbered list that begins at 4, with letters within it and words after them."""
    letters = lists.list(
        Counting.LOWER_ALPHA, (para("with notice;"),), (para("without notice."),), pattern="(%1)", depth=1
    )
    return lists.list(
        Counting.DECIMAL,
        (para("write to each provider;"),),
        (para("end the contract:"), letters, para("and tell the regulator.")),
        (para("report back."),),
        start=4,
    )


def _lists(lists: Lister, number: Numbers) -> tuple[Block, ...]:
    bullets, steps = _bullets(lists), _steps(lists)
    odd = lists.list(
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
        lists.list(counting, (para("first of its form;"),), (para("second of its form."),), pattern=pattern)
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


def _tables(lists: Lister, number: Numbers) -> tuple[Block, ...]:
    actions = lists.list(Counting.BULLET, (para("met the providers;"),), (para("read 23 answers."),))
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
            row(
                "June 2024",
                cell(
                    para("Findings were agreed.\u00a0None was disputed.", Note(text("Minute 12."), 3, "minute")),
                ),
            ),
        ),
        text("Steps of the review"),
        id="table-steps",
    )
    return (para("The cost is set out below.", number=number()), spread, steps)


_WHO = Chart(
    ChartKind.BAR,
    "Who answered",
    ("People who use care", "Family", "Neither"),
    (ChartSeries("Answers", (12.0, 8.0, 3.0), ("12", "8", "3")),),
    "Answers",
)
_RATINGS = Chart(
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
_HOURS = Chart(
    ChartKind.LINE,
    "Hours a week",
    ("2021", "2022", "2023"),
    (ChartSeries("Hours", (3100.0, 3350.0, 3600.0), ("3,100", "3,350", "about 3,600")),),
)


def _figures(number: Numbers) -> tuple[Block, ...]:
    return (
        para("Twenty-three people answered.", number=number()),
        Figure(
            _WHO,
            "Bar chart: 12 people who use care, 8 family members and 3 others answered.",
            text("Who answered the survey"),
            "chart-who",
        ),
        Figure(_RATINGS, "Column chart of the ratings in the north and south."),
        Figure(_HOURS, "Line: hours rose from 3,100 in 2021 to about 3,600 in 2023.", text("Hours of care")),
        Figure(
            Picture(png(), "image/png", 48, 24),
            "A blue band over a grey band.",
            text("The bands of the council's mark"),
            "picture",
        ),
    )


def _boxes(lists: Lister) -> tuple[Block, ...]:
    asked = lists.list(
        Counting.DECIMAL,
        (para("agree the extension; and"),),
        (para("delegate its detail to the director."),),
        role=Role.RECOMMENDATIONS,
        ids=("recommendation-1", "recommendation-2"),
    )
    settled = lists.list(Counting.DECIMAL, (para("That the extension be agreed."),), role=Role.RESOLUTIONS)
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


def specimen_blocks(lists: Lister, outline: Outline) -> tuple[Block, ...]:
    """Return blocks of every kind and role; each section, sub-heading and paragraph takes its number from the outline.

    References print the numbers of what they lead to, or its words.
    """

    def section(words: str, name: str) -> Heading:
        return Heading(2, text(words), name, outline.section())

    def subsection(words: str, name: str) -> Heading:
        return Heading(3, text(words), name, outline.subsection())

    blocks = (
        *_top(),
        Heading(2, text("Summary"), "summary"),
        para("A section without a number comes before the others."),
        section("Recommendations", "asked"),
        *_boxes(lists),
        section("Background", "background"),
        *_words(lists, outline.paragraph),
        subsection("What care at home is", "what"),
        *_lists(lists, outline.under_subsection),
        subsection("How it is bought", "bought"),
        para("By framework.", number=outline.under_subsection(), id="framework"),
        para("By zone.", number=outline.under_subsection()),
        Heading(4, text("A heading below those"), "deep"),
        para("Words under it.", number=outline.under_subsection()),
        section("Money", "money"),
        *_tables(lists, outline.paragraph),
        *_quoted(),
        PageBreak(),
        section("What people said", "said"),
        *_figures(outline.paragraph),
    )
    return (*blocks, section("Where to look", "look"), _pointers(blocks, outline.paragraph))


def _pointers(blocks: tuple[Block, ...], number: Numbers) -> Paragraph:
    """Return a paragraph of references, each printing the number of what it leads to, or its words."""
    told = {
        getattr(block, "id", ""): its.text.rstrip(".")
        for block in blocks
        if (its := getattr(block, "number", None)) is not None
    }
    places = (
        ("background", told.get("background", "Background"), ", "),
        ("cost", told.get("cost", "the cost of the contracts"), ", "),
        ("framework", told.get("framework", "how care is bought"), ", recommendation "),
        ("recommendation-2", "2", ", "),
        ("table-cost", "Cost by zone and year", ", "),
        ("chart-who", "the survey", " and "),
    )
    said = (part for name, words, after in places for part in (Reference(name, words), after))
    return para("See ", *said, Strong((Reference("note", "the note"),)), ".", number=number())


def specimen_document(blocks: tuple[Block, ...], series: tuple[Series, ...]) -> Document:
    """Return blocks and the series that they are numbered in as a document of an invented council."""
    return Document(
        kind="report",
        title="Care at home: extending the four zoned contracts",
        blocks=blocks,
        series=series,
        council="Northshire Council",
        subject="Cabinet, 24 October 2024",
        keywords=("care at home", "contract extension"),
        created="2024-10-24",
        classification="Open",
        running_title="Care at home",
        record='{"title": "Care at home"}',
    )
