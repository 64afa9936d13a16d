"""Any text in any field comes out of every format as it went in, and changes nothing of what the document is made of.

The same decision is composed with plain words and with hostile ones. The trees must have the same nodes, and what is
read back from each format must be the same paragraphs, cells and headings with one text in the place of the other.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from reportgen.base.source import Source
from reportgen.compose.compose import Commission, compose
from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Document
from reportgen.load.styles import load_style
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.pipeline import writer_of
from tests.office import paragraphs_of

FIELDS = (
    "title", "subtitle", "ward", "second ward", "body", "post", "author", "keyword", "zone", "contract", "section",
    "table", "column", "term", "acronym", "meaning", "appendix", "second appendix", "paper", "place", "option",
    "strand", "likelihood", "stage",
)  # fmt: skip
PROSE = ("reasons", "recommendation", "risk", "mitigation", "role", "text", "cell", "effect", "quoted")


def decision(said: Mapping[str, str]) -> Decision:
    """Return a decision with these texts in its fields."""
    return Decision.model_validate(
        {
            "meeting": {"body": said["body"], "date": "2024-06-05"},
            "report": {
                "title": said["title"],
                "subtitle": said["subtitle"],
                "report_of": {"post": said["post"]},
                "authors": [{"post": said["author"]}, {"post": "Second author"}],
                "wards": [said["ward"], said["second ward"]],
                "keywords": [said["keyword"]],
            },
            "recommendations": [{"text": said["recommendation"]}, {"text": "Note the rest."}],
            "reasons": said["reasons"],
            "options": [{"title": said["option"], "effects": [said["effect"]], "rejected_because": "Dear."}],
            "contracts": [{"id": "lot-1", "title": said["contract"]}],
            "lots": [{"id": "a", "role": said["role"], "zones": [said["zone"], "North"]}],
            "narrative": [{"id": "own", "title": said["section"], "text": said["text"]}],
            "tables": [
                {
                    "id": "sums",
                    "title": said["table"],
                    "columns": [said["column"], "Second"],
                    "rows": [{"cells": [said["cell"], "b"]}],
                    "section": "own",
                }
            ],
            "engagement": {
                "strands": [{"who": said["strand"], "method": "Post"}],
                "quotes": [{"text": said["quoted"]}],
            },
            "timetable": [{"stage": said["stage"], "start": "2024-07"}],
            "risks": [{"text": said["risk"], "likelihood": said["likelihood"], "mitigation": said["mitigation"]}],
            "glossary": [{"term": said["term"], "acronym": said["acronym"], "meaning": said["meaning"]}],
            "appendices": [{"title": said["appendix"]}, {"title": said["second appendix"]}],
            "background_papers": [{"title": said["paper"], "location": said["place"]}],
        }
    )


@cache
def style() -> Any:
    return load_style("default", [shipped_templates() / "styles"])[0]


def document(said: Mapping[str, str]) -> Document:
    commission = Commission(kind="report", style=style(), folders=(shipped_templates(),), with_record=True)
    council = Council.model_validate({"id": "northshire", "name": "Northshire Council"})
    composed = compose(decision(said), council, Source("care.yaml", ""), commission)
    assert composed.document is not None and not composed.findings, composed.findings
    return composed.document


def nodes(value: object) -> Iterator[str]:
    """Yield what a tree is made of, without its words, ids and origins."""
    if isinstance(value, tuple):
        yield "("
        for inner in value:
            yield from nodes(inner)
        yield ")"
    elif is_dataclass(value):
        yield type(value).__name__
        for known in fields(value):
            if known.name not in ("id", "origin", "text", "caption", "summary"):
                yield from nodes(getattr(value, known.name))
    elif not isinstance(value, str):
        yield str(value)


# Reading back --------------------------------------------------------------------------------------------------


def read_word(content: bytes) -> list[str]:
    return paragraphs_of(content)


def read_html(content: bytes) -> list[str]:
    found: Any = html.fromstring(content.decode()).xpath(
        "//main//*[self::p or self::h1 or self::h2 or self::h3 or self::li or self::td or self::th or self::caption]"
    )
    return ["".join(element.itertext()) for element in found]


def read_markdown(content: bytes) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode())
    return [_line(token.children or []) for token in tokens if token.type == "inline"]


def _line(tokens: list[Any]) -> str:
    return "".join(
        " " if token.type in ("softbreak", "hardbreak", "html_inline") else token.content for token in tokens
    )


def read_json(content: bytes) -> list[str]:
    return list(_texts(json.loads(content)["document"]))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(text := value.get("text"), str):
            yield text
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


READERS: Mapping[str, Callable[[bytes], list[str]]] = {
    "docx": read_word,
    "html": read_html,
    "json": read_json,
    "md": read_markdown,
}


@cache
def letterhead() -> bytes:
    return (shipped_templates() / "styles/default.docx").read_bytes()


def read_back(made: Document, name: str) -> list[str]:
    """Return the lines of a format as a reader sees them, with single spaces."""
    content = writer_of(name).write(made, style(), letterhead()).content
    return [" ".join(line.split()) for line in READERS[name](content)]


# Any text ------------------------------------------------------------------------------------------------------

PLAIN = {name: f"Plain{name.replace(' ', '').title()}words" for name in (*FIELDS, *PROSE)}

MARKS = st.sampled_from(
    [
        "#", "# ", "## a", "1.", "1. ", "(a) ", "- ", "* ", "• ", "> ", "|", "| a | b |", "---", "===", "***",
        "**a**", "_a_", "`", "```", "~~~", "[a](https://example.org)", "![a](b)", "<b>", "</p>", "<script>", "<!--",
        "-->", "]]>", "&", "&amp;", "&#35;", "&nbsp;", "{{", "}}", "{{ decision }}", "{%", "%}", "{% raw %}", "{#",
        "#}", "{! x !}", "{#id}", ":::", "::: note", "\\", "\\*", "\\n", "https://example.org/a_b*c*",
        "clerk@example.org", "javascript:alert(1)", "#let x", "$x$", "@ref", "<w:p/>", '"', "'", "’", "£1,000",
        "5 * 6 * 7", "a\tb", "\u200f", "\u202eab", "\u00ad", "\u00a0", "\u0301", "e\u0301",
        "\U0001f469\u200d\U0001f680", "\u05e9\u05dc\u05d5\u05dd", "\u4e2d\u6587", "MERGEFIELD x",
    ]
)  # fmt: skip
# What no file that we read may hold: control characters, halves of characters, marks that are no characters.
LETTERS = st.characters(
    blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="\u2028\u2029\ufeff\ufffe\uffff"
)
LINES = st.lists(st.one_of(MARKS, st.text(LETTERS, max_size=6)), min_size=1, max_size=6).map("".join)
LINES = LINES.map(lambda text: " ".join(text.split())).filter(bool)
WORDS = st.text(st.sampled_from("abcé£%’“” —,;:!?\u05e9\u4e2d\U0001f680"), max_size=20).map(lambda text: f"a{text}b")


def hostile() -> st.SearchStrategy[dict[str, str]]:
    """Return texts for all fields: anything in a line, plain words in prose, whose marks mean something."""
    return st.fixed_dictionaries(
        {**dict.fromkeys(FIELDS, LINES), **dict.fromkeys(PROSE, WORDS.map(lambda text: " ".join(text.split())))}
    )


@cache
def plain_lines(name: str) -> list[str]:
    return read_back(document(PLAIN), name)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(hostile())
def test_any_text_in_any_field_changes_no_structure_and_survives_every_format(said: dict[str, str]) -> None:
    made = document(said)
    assert list(nodes(made.blocks)) == list(nodes(document(PLAIN).blocks))
    for name in READERS:
        assert read_back(made, name) == [" ".join(put_in(line, said).split()) for line in plain_lines(name)], name


def put_in(line: str, said: Mapping[str, str]) -> str:
    for name, text in said.items():
        line = line.replace(PLAIN[name], text)
    return line


@pytest.mark.parametrize("name", READERS)
def test_every_field_is_read_back(name: str) -> None:
    shown = "\n".join(plain_lines(name))
    assert [field for field, words in PLAIN.items() if words not in shown and field != "keyword"] == []


@settings(derandomize=True, max_examples=60, deadline=None)
@given(LINES)
def test_any_text_is_one_value_of_the_tree(text: str) -> None:
    heading = document({**PLAIN, "title": text}).blocks[0]
    assert [inline.text for inline in heading.children] == [text]  # type: ignore[union-attr]
