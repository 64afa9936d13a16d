"""Markdown: the specimen, what a reader of CommonMark makes of it, and any text in any place."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from reportgen.document.nodes import Counting, Document, Heading, Inline, Link, Paragraph, Strong, Text
from reportgen.style.style import Style
from reportgen.write.md import WRITER
from tests.golden import check_golden
from tests.specimen import para, specimen
from tests.tools import markdownlint, need
from tests.write.shapes import Format, Shape, documents, letters, tree_shape

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FORMAT = Format(frozenset(((Counting.DECIMAL, "%1."), (Counting.DECIMAL, "%1)"))), "ul")


def written(document: Document) -> str:
    return WRITER.write(document, Style(), b"").content.decode()


def body(*blocks: object) -> str:
    return written(Document(kind="report", title="", blocks=blocks)).removesuffix("\n")  # type: ignore[arg-type]


def test_the_specimen() -> None:
    output = WRITER.write(specimen(), Style(), b"")
    check_golden("specimen.md", output.content)
    for name, content in output.companions:
        if name.endswith(".svg"):
            check_golden(name, content)


def test_an_exempt_copy_says_so_first_and_is_named_apart() -> None:
    exempt = replace(specimen(), audience="exempt", marking="Not for publication: paragraph 3", draft="Draft 2")
    output = WRITER.write(exempt, Style(), b"")
    assert output.content.startswith(b"**Not for publication: paragraph 3**\n\n_Draft 2_\n\nNorthshire Council\n\n")
    assert [name for name, _ in output.companions] == [
        "report.exempt-figure-1.svg",
        "report.exempt-figure-2.svg",
        "report.exempt-figure-3.svg",
        "report.exempt-figure-4.png",
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1. is no list", "1\\. is no list"),
        ("12) nor this", "12\\) nor this"),
        ("3.1 Text", "3.1 Text"),
        ("2024. was a good year", "2024\\. was a good year"),
        ("- no bullet", "\\- no bullet"),
        ("# no heading", "\\# no heading"),
        ("> no quotation", "\\> no quotation"),
        ("---", "\\---"),
        ("a_b, a*b, 5 < 6, R&D, £5 | £6", "a_b, a\\*b, 5 < 6, R&D, £5 | £6"),
        ("<b> &amp; `code` [x](y)", "\\<b> \\&amp; \\`code\\` \\[x\\](y)"),
    ],
)
def test_text_that_looks_like_markdown_is_text(text: str, source: str) -> None:
    assert body(para(text)) == source


@pytest.mark.parametrize(
    ("inlines", "source"),
    [
        ((Text("the "), Strong((Text("sum"),)), Text(", paid")), "the **sum**, paid"),
        ((Strong((Text("£5"),)), Text("m")), "**£5**m"),
        ((Text("a"), Strong((Text("“b”"),)), Text("c")), "&#97;**“b”**&#99;"),
        ((Strong((Text("a "),)), Text("b")), "**a&#32;**&#98;"),
        ((Strong((Text("a"),)), Strong((Text("b"),))), "**ab**"),
        ((Link((Text("https://example.org/a"),), "https://example.org/a"),), "<https://example.org/a>"),
        ((Link((Text("run"),), "javascript:alert(1)"),), "run"),
    ],
)
def test_weight_and_links(inlines: tuple[Inline, ...], source: str) -> None:
    assert body(Paragraph(inlines)) == source


def test_a_heading_may_end_in_a_hash() -> None:
    assert body(Heading(2, (Text("Option #"),))) == "## Option \\#"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(documents)
def test_any_text_survives_and_changes_no_structure(document: Document) -> None:
    expected = tree_shape((para(document.title), *document.blocks), FORMAT)
    source = written(replace(document, title="", council=document.title))
    assert read_shape(SyntaxTreeNode(READER.parse(source))) == expected, source


def test_no_linter_finds_fault(tmp_path: Path) -> None:
    need("markdownlint")
    file = tmp_path / "report.md"
    file.write_text(written(specimen()), encoding="utf-8")
    assert markdownlint([file]) == []


def read_shape(node: SyntaxTreeNode) -> list[Shape]:
    """Return the shape of what a reader of CommonMark understood."""
    return [shape for child in node.children for shape in _read(child)]


def _read(node: SyntaxTreeNode) -> list[Shape]:
    match node.type:
        case "heading" | "paragraph":
            found = [letter for child in node.children for letter in _letters(child)]
            return [(node.tag, found)] if found else []
        case "blockquote":
            inner = read_shape(node)
            return [("quote", inner)] if inner else []
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1))
            return [(node.tag, start, [read_shape(entry) for entry in node.children])]
        case "table":
            rows = [row for part in node.children for row in part.children]
            return [("table", [[[x for c in cell.children for x in _letters(c)] for cell in r.children] for r in rows])]
        case "html_block" if node.content.strip() == "<!-- -->":
            return []
        case _:
            raise AssertionError(f"the text became a {node.type}: {node.content!r}")


def _letters(node: SyntaxTreeNode, strong: bool = False, em: bool = False, link: str = "") -> list[Shape]:
    match node.type:
        case "text":
            return letters(node.content, strong, em, link)
        case "softbreak" | "hardbreak":
            return []
        case "html_inline" if node.content == "<br>":
            return []
        case "inline":
            pass
        case "strong":
            strong = True
        case "em":
            em = True
        case "link":
            link = unquote(str(node.attrs["href"]))
        case _:
            raise AssertionError(f"the text became a {node.type}: {node.content!r}")
    return [letter for child in node.children for letter in _letters(child, strong, em, link)]
