"""Any words in any place survive in a Word file, and change nothing around them; pandoc reads the same paper back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Block,
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
    Link,
    List,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
    Text,
    Value,
)  # fmt: skip
from reportgen.document.walk import notes, plain_text, walk
from reportgen.write._office_chart import number_format, workbook
from reportgen.write._ooxml import A, C
from tests.office import NAMES, W, pandoc_tree, paragraphs_of, parts_of, root_of
from tests.specimen import para, specimen, text
from tests.write.docx.trees import document, written, written_specimen

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

WORDS = st.text(max_size=30) | st.sampled_from(
    (
        "<w:p/>",
        "a & b",
        "]]>",
        "&amp;",
        "{{ cost }}",
        "%1.",
        "\t",
        " ",
        "  two  ",
        "a\r\nb",
        "\u2028",
        "£9,139,875",
        "‘’“”–",
        "🏠",
        "\x0c",
        '"',
    )
)


def paper(words: str) -> tuple[Block, ...]:
    """Return a document with the words in every place that words can be."""
    one = (Text(words),)
    chart = Chart(ChartKind.BAR, words, (words, "b"), (ChartSeries(words, (1.0, 2.0), (words, "2")),), words, words)
    return (
        Heading(1, one),
        Heading(2, (Value(words),), words),
        Paragraph((Text("a"), Strong(one), Emphasis((Strong(one),)), Link(one, "https://example.org"), Text("z"))),
        List(Counting.BULLET, (Entry((Paragraph(one), Quote((Paragraph(one),)))),)),
        Table(
            (Column(), Column()),
            (Row((Cell((Paragraph(one),)), Cell((Paragraph(one),)))),),
            (Row((Cell((Paragraph(one),), span=2),)),),
            one,
            words,
        ),
        Figure(chart, words, one),
    )


def shape(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the blocks of a file and their styles: all but the words."""
    for found in root_of(content).iter(
        *(f"{{{W}}}{name}" for name in ("p", "tbl", "tr", "tc", "drawing", "hyperlink", "bookmarkStart"))
    ):
        yield found.tag.partition("}")[2], "".join(found.xpath("./w:pPr/w:pStyle/@w:val", namespaces=NAMES))


SHAPE = list(shape(written(document(*paper("words")))))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(WORDS.filter(lambda words: words != ""))
def test_words_survive_and_change_nothing(words: str) -> None:
    content = written(document(*paper(words)))
    kept = ILLEGAL.sub("", words)
    assert list(shape(content)) == SHAPE
    assert paragraphs_of(content) == [
        kept, kept, f"a{kept * 3}z", kept, kept, kept, kept, kept, kept, kept, ""
    ]  # fmt: skip
    root = root_of(content)
    assert root.xpath("//wp:docPr/@descr", namespaces=NAMES) == [kept]
    assert root.xpath("//w:tblDescription/@w:val", namespaces=NAMES) == [kept]
    chart = root_of(content, "word/charts/rg-chart1.xml")
    assert chart.findtext(f".//{{{C}}}cat//{{{C}}}v") == kept
    assert kept in [found.text or "" for found in chart.iter(f"{{{A}}}t")]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(WORDS)
def test_words_in_the_properties_and_on_every_page(words: str) -> None:
    told = Document(
        kind="report",
        title=words,
        blocks=(),
        council=words,
        subject=words,
        keywords=(words,),
        marking=words,
        draft=words,
        classification=words,
    )
    parts = parts_of(written(told))
    for name in parts:
        if name.endswith((".xml", ".rels")):
            root_of(written(told), name)
    kept = ILLEGAL.sub("", words).replace("\r\n", "\n").replace("\r", "\n")
    if kept:
        header = (
            "".join(root_of(written(told), "word/header1.xml").itertext()).replace("\r\n", "\n").replace("\r", "\n")
        )
        assert header == kept * 3


# Charts --------------------------------------------------------------------------------------------------------


def test_figures_of_a_chart_are_printed_as_the_paper_prints_them() -> None:
    def form(*pairs: tuple[float | None, str]) -> str:
        values, shown = zip(*pairs, strict=True)
        return number_format(ChartSeries("", values, shown))

    assert form((12, "12"), (3, "3")) == "#,##0"
    assert form((52.5, "52.5%"), (None, ""), (60.0, "60.0%")) == '#,##0.0"%"'
    assert form((1200, "£1,200"), (900, "£900")) == '"£"#,##0'
    assert form((2021, "2021")) == "0"
    assert form((3600, "about 3,600"), (3100, "3,100")) == ""
    assert form((5, "five")) == ""
    assert form((5, "4")) == ""


def test_chart_holds_its_figures_in_a_workbook_that_excel_can_edit() -> None:
    chart = Chart(
        ChartKind.COLUMN,
        "T",
        ("Good", "Poor"),
        (ChartSeries("North", (1.5, None), ("1.5", "")), ChartSeries("South", (2.0, 3.0), ("2", "3"))),
    )
    assert workbook(chart) == workbook(chart)
    sheet = root_of(workbook(chart), "xl/worksheets/sheet1.xml")
    assert [(cell.get("r"), "".join(cell.itertext())) for cell in sheet.iter("{*}c")] == [
        ("B1", "North"), ("C1", "South"), ("A2", "Good"), ("B2", "1.5"), ("C2", "2"), ("A3", "Poor"), ("C3", "3"),
    ]  # fmt: skip
    content = written(document(Figure(chart, "Good and poor.")))
    assert parts_of(content)["word/embeddings/rg-chart1.xlsx"] == workbook(chart)


# Read back by pandoc -------------------------------------------------------------------------------------------


def _nodes(tree: Any, kind: str) -> Iterator[Any]:
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree["c"]
        tree = list(tree.values())
    if isinstance(tree, list):
        for inner in tree:
            yield from _nodes(inner, kind)


def _read(tree: Any) -> str:
    """Return the words of a piece of pandoc's tree, every run of white space a space."""
    if isinstance(tree, dict):
        if tree.get("t") == "Str":
            return str(tree["c"])
        if tree.get("t") == "Note":
            return ""
        return {"Space": " ", "SoftBreak": " ", "LineBreak": " "}.get(tree.get("t", ""), "") or _read(tree.get("c"))
    return "".join(map(_read, tree)) if isinstance(tree, list) else ""


def _plain(words: str) -> str:
    return " ".join(words.split())


def test_pandoc_reads_the_same_footnotes(tmp_path: Path) -> None:
    tree = pandoc_tree(written_specimen("none"), tmp_path)
    told = [_plain(plain_text(note.children)) for note in notes(specimen("none").blocks)]
    assert [_plain("".join(_read(block["c"]) for block in note)) for note in _nodes(tree, "Note")] == told


def test_pandoc_reads_the_same_headings_lists_and_cells(tmp_path: Path) -> None:
    tree = pandoc_tree(written_specimen("none"), tmp_path)
    blocks = specimen("none").blocks
    headings = [(level, _plain(_read(words))) for level, _, words in _nodes(tree, "Header")]
    assert headings == [
        (b.level - 1, plain_text(b.children)) for b in walk(blocks) if isinstance(b, Heading) and b.level > 1
    ]
    read = [
        _plain(_read(entry[0]))
        for kind in ("BulletList", "OrderedList")
        for found in _nodes(tree, kind)
        for entry in _entries(kind, found)
    ]
    ours = [_plain(_first(entry)) for b in walk(blocks) if isinstance(b, List) for entry in b.entries]
    assert sorted(read) == sorted(ours)
    cells = ["".join(_read(cell[4]).split()) for table in _nodes(tree, "Table") for cell in _cells(table)]
    assert sorted(cells) == sorted(
        "".join("".join(plain_text(p.children) for p in walk(cell.blocks) if isinstance(p, Paragraph)).split())
        for b in walk(blocks) if isinstance(b, Table) for row in (*b.head, *b.body) for cell in row.cells
    )  # fmt: skip


def _entries(kind: str, found: Any) -> list[Any]:
    return list(found if kind == "BulletList" else found[1])


def _first(entry: Entry) -> str:
    found = next(b for b in walk(entry.blocks) if isinstance(b, Paragraph | Table))
    return plain_text(found.children if isinstance(found, Paragraph) else found.caption)


def _cells(table: Any) -> Iterator[Any]:
    _, _, _, head, bodies, _ = table
    for row in (*head[1], *(row for body in bodies for part in body[2:] for row in part)):
        yield from row[1]


def test_bold_words_stay_bold_in_a_header_cell() -> None:
    # Bold upon bold, both by style, is plain in Word: weight in a run is written out.
    table = Table((Column(),), (Row((Cell((para(Strong(text("Zone"))),)),)),), ())
    assert "<w:rPr><w:b/><w:bCs/></w:rPr>" in parts_of(written(document(table)))["word/document.xml"].decode()
