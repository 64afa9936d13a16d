"""Any text in any field comes out of every format as it went in, and changes nothing of what the document is made of.

The decision fills every field that the model has, found by walking it; each field holds a word that stands nowhere
else. It is composed as it is and with hostile texts in the place of those words. The trees must have the same nodes,
and what is read back from each format must be the same paragraphs, cells and headings with one text in the place of
the other. Slides break where a text is long, so of a deck only the words are compared.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from reportgen.model.header import Classification
from reportgen.model.values import Prose
from reportgen.pipeline import writer_of
from tests.office import paragraphs_of
from tests.privacy.everything import PUBLIC, Planted
from tests.slides import lines_of, squeezed

SOWN = re.compile(r"Said[0-9]{4}x")
"""A word that stands in one field of the decision and nowhere else."""


class Sower(Planted):
    """Fills every field that there is, and keeps which of its words stand in lines of text and which in prose."""

    def __init__(self) -> None:
        super().__init__(exempting=False)
        self.lines: list[str] = []
        self.prose: list[str] = []

    def read_by(self, reader: str, state: str) -> str:
        """Return a text that a reader takes; any line of text may stand for one that `read_line` takes."""
        made = super().read_by(reader, state)
        if reader == "read_line":
            self.lines += SOWN.findall(made)
        return made

    def leaf(self, kind: type, state: str) -> Any:
        """Return a value; prose has a word of its own in it."""
        made = super().leaf(kind, state)
        if kind is Prose:
            self.prose += SOWN.findall(made)
        return made


@cache
def sower() -> Sower:
    return Sower()


@cache
def sown() -> str:
    """Return the decision with every field, as JSON."""
    made = sower().record(Decision, PUBLIC)
    made["report"]["classification"] = Classification.OPEN.value
    return json.dumps(made)


def decision(said: Mapping[str, str]) -> Decision:
    """Return the decision with texts in the place of its words, in prose with the marks of Markdown as themselves."""
    prose = set(sower().prose)

    def put(value: Any) -> Any:
        match value:
            case str():
                return SOWN.sub(
                    lambda word: escaped(said, word[0]) if word[0] in prose else said.get(word[0], word[0]), value
                )
            case dict():
                return {key: put(inner) for key, inner in value.items()}
            case list():
                return [put(inner) for inner in value]
        return value

    return Decision.model_validate(put(json.loads(sown())))


def escaped(said: Mapping[str, str], word: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", said.get(word, word))


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
    return [*paragraphs_of(content), *paragraphs_of(content, "word/footnotes.xml")]


def read_html(content: bytes) -> list[str]:
    found: Any = html.fromstring(content.decode()).xpath(
        "//main//*[self::p or self::h1 or self::h2 or self::h3 or self::li or self::td or self::th "
        "or self::caption or self::figcaption]"
    )
    return ["".join(element.itertext()) for element in found]


def read_markdown(content: bytes) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(content.decode())
    return [_line(token.children or []) for token in tokens if token.type == "inline"]


def _line(tokens: list[Any]) -> str:
    return "".join(_said(token) for token in tokens)


def _said(token: Any) -> str:
    if token.type == "image":
        return _line(token.children or [])
    return " " if token.type in ("softbreak", "hardbreak", "html_inline") else str(token.content)


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
def office_file(name: str) -> bytes:
    return (shipped_templates() / "styles" / name).read_bytes() if name else b""


def written(made: Document, name: str) -> bytes:
    writer = writer_of(name)
    return writer.write(made, style(), office_file(writer.letterhead(style()))).content


def read_back(made: Document, name: str) -> list[str]:
    """Return the lines of a format as a reader sees them, with single spaces."""
    return [" ".join(line.split()) for line in READERS[name](written(made, name))]


# Any text ------------------------------------------------------------------------------------------------------

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


def everywhere(texts: Sequence[str]) -> dict[str, str]:
    """Return a text for each word that may be any, one after another: the same in two fields may be said once."""
    sown()
    # In prose a backslash stands before a mark, and for itself where there is none.
    prose = {word: texts[at % len(texts)].replace("\\", "/") for at, word in enumerate(sower().prose)}
    # What a rate is `per` has an article before it, `a visit` or `an hour`, that goes by its first letter.
    lines = [word for word in sower().lines if sower().places[word][-1] != "per"]
    return {word: texts[at % len(texts)] for at, word in enumerate(lines)} | prose


@cache
def plain_lines(name: str) -> list[str]:
    return read_back(document({}), name)


@settings(derandomize=True, max_examples=12, deadline=None)
@given(st.lists(LINES, min_size=23, max_size=23, unique=True))
def test_any_text_in_any_field_changes_no_structure_and_survives_every_format(texts: list[str]) -> None:
    said = everywhere(texts)
    made = document(said)
    assert list(nodes(made.blocks)) == list(nodes(document({}).blocks))
    for name in READERS:
        assert read_back(made, name) == [put_in(line, said) for line in plain_lines(name)], name


@settings(derandomize=True, max_examples=2, deadline=None)
@given(st.lists(LINES, min_size=23, max_size=23, unique=True))
def test_any_text_in_any_field_stands_on_the_slides(texts: list[str]) -> None:
    said = everywhere(texts)
    shown = squeezed("".join(lines_of(written(document(said), "pptx"))))
    words = {word for line in lines_of(written(document({}), "pptx")) for word in SOWN.findall(line)}
    assert len(words) > 200
    assert [said[word] for word in words if word in said and squeezed(said[word]) not in shown] == []


def put_in(line: str, said: Mapping[str, str]) -> str:
    return " ".join(SOWN.sub(lambda word: said.get(word[0], word[0]), line).split())


@pytest.mark.parametrize("name", READERS)
def test_every_format_says_what_the_tree_says(name: str) -> None:
    told = {word for line in read_json(written(document({}), "json")) for word in SOWN.findall(line)}
    assert len(told) > 250
    assert told - {word for line in plain_lines(name) for word in SOWN.findall(line)} == set()
