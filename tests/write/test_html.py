"""HTML: the specimen, what the page must have, and any text in any place."""

import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html as reader

from reportgen.document.nodes import (
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Document,
    Figure,
    Heading,
    Inline,
    Link,
    Note,
    Number,
    Role,
    Table,
    Text,
)
from reportgen.style.style import Style
from reportgen.write._colour import contrast
from reportgen.write._web_style import css_string
from reportgen.write.html import WRITER
from tests.golden import check_golden
from tests.specimen import SCHEMES, cell, para, row, specimen
from tests.tools import axe, chromium, html_validate, need, vnu
from tests.write.looks import NAMES, PALE, shipped
from tests.write.shapes import Format, Shape, documents, letters, tree_shape

Element = Any

FORMAT = Format(
    frozenset((counting, "%1.") for counting in Counting if counting is not Counting.BULLET),
    "ol",
)
EXEMPT = replace(
    specimen(),
    audience="exempt",
    marking="Not for publication: paragraph 3 of Schedule 12A",
    draft="Draft 2: one finding is open",
)
_WORD = "Antidisestablishmentarianism" * 8
_WIDE = Chart(
    ChartKind.COLUMN,
    _WORD,
    (_WORD, "B"),
    tuple(ChartSeries(f"{_WORD} {at}", (1.0, -2.0), (_WORD, "2")) for at in range(5)),
    _WORD,
    _WORD,
)
LONG = Document(
    kind="report",
    title=_WORD,
    council=_WORD,
    marking=_WORD,
    blocks=(
        Heading(1, (Text(_WORD),)),
        Table((Column(), Column()), (row(_WORD, "B", header=True),), (row(cell(_WORD, header=True), _WORD),)),
        Table((Column(),) * 4, (row(_WORD, "B", "C", "D", header=True),), (row("A", _WORD, "C", "D"),)),
        Table((Column(),) * 2, (), (row(cell(_WORD, header=True), _WORD),), role=Role.HEADER),
        Figure(_WIDE, _WORD),
        replace(Figure(_WIDE, "Too wide"), image=replace(_WIDE, kind=ChartKind.LINE, title="Lines")),
        Heading(2, (Text(_WORD),), number=Number(0, 0, "1")),
        para(_WORD, number=Number(0, 0, "1.1.1")),
    ),
)
"""Words that are wider than a phone, in every place."""


def page(document: Document, style: Style | None = None) -> str:
    return WRITER.write(document, style or Style(), b"").content.decode()


def read(document: Document) -> Element:
    return reader.document_fromstring(page(document).encode())


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_specimen() -> None:
    check_golden("specimen.html", page(specimen()).encode())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_numbers_are_the_documents(scheme: str) -> None:
    document = specimen(scheme)
    shown = [text(each) for each in read(document).xpath(".//h2[not(parent::section[@role])]")]
    told = [block for block in document.blocks if getattr(block, "level", 0) == 2]
    assert shown == [
        " ".join(filter(None, (block.number.text if block.number else "", block.children[0].text)))  # type: ignore[union-attr]
        for block in told
    ]


def test_a_footnotes_mark_leads_to_its_words_and_these_lead_back() -> None:
    found = read(specimen("none"))
    marks = found.xpath("//sup/a[@role='doc-noteref']")
    entries = found.xpath("//section[@role='doc-endnotes']/ol/li")
    backs = [entry.xpath("a[@role='doc-backlink']")[0] for entry in entries]
    assert [text(mark) for mark in marks] == [entry.get("value") for entry in entries] == ["1", "2", "3"]
    assert [mark.get("href") for mark in marks] == [f"#{entry.get('id')}" for entry in entries]
    assert [back.get("href") for back in backs] == [f"#{mark.get('id')}" for mark in marks]
    assert text(entries[0]) == "Prices of June 2024, as the register has them: example.org/register. ↩\ufe0e"
    assert found.xpath("//section[@role='doc-endnotes']/h2/text()") == ["Footnotes"]


def test_a_footnote_finds_an_id_that_is_free() -> None:
    noted = para("Spend rose.", Note((Text("Table 3."),), 1))
    page = read(Document(kind="report", title="Title", blocks=(para("x", id="note-1"), noted)))
    assert page.xpath("//sup/a/@href") == ["#note--1"]


def test_the_page_has_what_every_page_must() -> None:
    found = read(EXEMPT)
    ids = Counter(found.xpath("//@id"))
    assert found.get("lang") == "en-GB"
    assert len(found.findall(".//h1")) == 1
    assert len(found.findall(".//main")) == 1
    assert found.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert found.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    assert [name for name, count in ids.items() if count > 1] == []
    assert [link for link in found.xpath("//a/@href") if link[:1] == "#" and link[1:] not in ids] == []
    assert [table for table in found.iter("table") if not table.xpath(".//th")] == []
    assert [cell for cell in found.iter("th") if not cell.get("scope") or not text(cell)] == []
    assert [image for image in found.iter("img") if not image.get("alt")] == []
    assert found.xpath("//script | //link | //iframe | //*[@onclick]") == []
    assert [source for source in found.xpath("//@src") if not source.startswith("data:")] == []


def test_a_heading_follows_one_of_its_own_level_or_the_next() -> None:
    levels = [int(heading.tag[1]) for heading in read(specimen()).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_exempt_copy_says_so_at_the_top_and_on_every_page() -> None:
    found = read(EXEMPT)
    assert text(found.find(".//header")) == f"Northshire Council {EXEMPT.marking} {EXEMPT.draft}"
    assert [text(each) for each in found.xpath("//p[@class='every-page']")] == [EXEMPT.marking]
    assert "every-page" not in page(specimen())


def test_the_classification_is_said_once() -> None:
    assert 'class="classification"' not in page(specimen())
    blocks = tuple(block for block in specimen().blocks if getattr(block, "role", "") is not Role.BANNER)
    unsaid = replace(specimen(), blocks=blocks)
    assert '<p class="classification">Open</p>' in page(unsaid)


def test_a_charts_values_are_a_table_below_it() -> None:
    chart = Chart(
        ChartKind.BAR, "Visits", ("Day", "Night"), (ChartSeries("", (2.0, None), ("2 visits", "")),), "Visits", "Time"
    )
    found = read(Document(kind="report", title="T", blocks=(Figure(chart, "Two by day."),)))
    rows = [[text(cell) for cell in row] for row in found.xpath("//table[@class='chart-data']//tr")]
    assert rows == [["Time", "Visits"], ["Day", "2 visits"], ["Night", "–"]]
    names = found.xpath("//*[@role='img']/@aria-labelledby")[0].split()
    assert [text(found.get_element_by_id(name)) for name in names] == ["Visits", "Two by day."]


@pytest.mark.parametrize("address", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//example.org", ""])
def test_only_web_and_mail_addresses_are_links(address: str) -> None:
    inlines: tuple[Inline, ...] = (Link((Text("words"),), address),)
    found = read(Document(kind="report", title="T", blocks=(replace(para(), children=inlines),)))
    assert found.xpath("//main//a") == []
    assert text(found.find(".//main")) == "words"


def test_a_reference_to_nowhere_is_its_words() -> None:
    assert '<a href="#cost">2.1</a>' in page(specimen())
    blocks = tuple(block for block in specimen().blocks if getattr(block, "id", "") != "cost")
    assert "#cost" not in page(replace(specimen(), blocks=blocks))


def test_a_style_sheet_holds_no_text_that_could_end_it() -> None:
    assert css_string('a"b</style>\n\\é') == '"a\\22 b\\3c /style\\3e \\a \\5c é"'
    hostile = replace(specimen(), running_title='"; } </style><script>alert(1)</script>')
    assert read(hostile).xpath("//script") == []
    assert page(hostile, PALE).count("</style>") == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_colours_of_a_shipped_style_can_be_read(name: str) -> None:
    look = shipped(name).look
    pairs = {
        "text": (look.text_colour, "#FFFFFF"),
        "text in label cells": (look.text_colour, look.label_fill),
        "headings": (look.heading_colour, "#FFFFFF"),
        "links": (look.accent, "#FFFFFF"),
        "links in boxes": (look.accent, look.label_fill),
        "header rows": (look.table_head_text, look.table_head_fill),
    }
    assert [what for what, pair in pairs.items() if contrast(*pair) < 4.5] == []


@settings(derandomize=True, max_examples=150, deadline=None)
@given(documents)
def test_any_text_survives_and_changes_no_structure(document: Document) -> None:
    found = read(document)
    shapes = [shape for part in found.find(".//main") for shape in _read(part)]
    assert shapes == tree_shape(document.blocks, FORMAT)
    if document.title.strip():
        assert text(found.find(".//title")) == " ".join(f"{document.title} – {document.council}".split())
        assert found.xpath("//meta[@name='description']/@content") == [document.subject]


# What the tools see --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the specimen in every shipped style, in a pale one, and as an exempt copy."""
    folder = tmp_path_factory.mktemp("pages")
    files = {name: page(specimen(), shipped(name)) for name in NAMES}
    files |= {"pale": page(specimen(), PALE), "exempt": page(EXEMPT), "long": page(LONG)}
    for name, content in files.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return sorted(folder.iterdir())


def test_no_accessibility_fault_at_desktop_or_phone_width(pages: list[Path]) -> None:
    need("axe")
    assert axe(pages) == {file.name: [] for file in pages}


def test_html_validate_finds_nothing(pages: list[Path]) -> None:
    need("html-validate")
    assert html_validate(pages) == []


def test_the_nu_checker_finds_nothing(pages: list[Path]) -> None:
    need("vnu")
    assert vnu(pages) == []


def test_the_marking_is_on_every_printed_page(pages: list[Path], tmp_path: Path) -> None:
    need("chromium")
    need("pdftotext")
    exempt = next(file for file in pages if file.stem == "exempt")
    chromium(f"--print-to-pdf={tmp_path / 'exempt.pdf'}", "--no-pdf-header-footer", exempt.as_uri())
    printed = read_pages(tmp_path / "exempt.pdf")
    assert len(printed) > 4
    assert [at for at, words in enumerate(printed) if EXEMPT.marking not in words] == []
    assert [f"Page {at} of {len(printed)}" in words for at, words in enumerate(printed, 1)] == [True] * len(printed)


def read_pages(file: Path) -> list[str]:
    shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return [" ".join(words.split()) for words in shown.split("\f")[:-1]]


# Reading a page back -------------------------------------------------------------------------------------------


def _read(element: Element) -> list[Shape]:
    match element.tag:
        case "section":
            return [shape for part in element for shape in _read(part)]
        case "nav":
            return []
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p":
            found = _letters(element)
            return [(element.tag, found)] if found else []
        case "blockquote":
            inner = [shape for part in element for shape in _read(part)]
            return [("quote", inner)] if inner else []
        case "div" if element.get("class", "").startswith(("box", "scroll")):
            return [shape for part in element for shape in _read(part)]
        case "ul" | "ol":
            return [(element.tag, int(element.get("start", 1)), [_entry(entry) for entry in element])]
        case "table":
            return [("table", [[_letters(cell) for cell in row] for row in element.iter("tr")])]
        case _:
            raise AssertionError(f"the text became {element.tag}")


_INLINE = ("strong", "em", "a", "span", "br")


def _entry(entry: Element) -> list[Shape]:
    """Return what an entry holds: its own words first, as the paragraph that they are."""
    own = letters(entry.text or "")
    blocks: list[Shape] = []
    for part in entry:
        if part.tag in _INLINE:
            own += [*_letters_of(part), *letters(part.tail or "")]
        else:
            blocks += _read(part)
    return [("p", own), *blocks] if own else blocks


def _letters(element: Element) -> list[Shape]:
    found = letters(element.text or "")
    for part in element:
        found += [*_letters_of(part), *letters(part.tail or "")]
    return found


def _letters_of(element: Element, strong: bool = False, em: bool = False, link: str = "") -> list[Shape]:
    match element.tag:
        case "strong":
            strong = True
        case "em":
            em = True
        case "a":
            link = element.get("href", "")
        case "span" | "br" | "p":
            pass
        case _:
            raise AssertionError(f"the text became {element.tag}")
    found = letters(element.text or "", strong, em, link)
    for part in element:
        found += [*_letters_of(part, strong, em, link), *letters(part.tail or "", strong, em, link)]
    return found
