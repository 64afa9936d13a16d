"""Any text is printed as it is, or told of: nothing of it is read as markup, and nothing stops the writer."""

import re
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Document,
    Entry,
    Figure,
    Heading,
    Link,
    List,
    Number,
    Origin,
    Reference,
    Role,
    Row,
    Strong,
    Table,
    Value,
)
from reportgen.document.specimen import cell, para, text
from tests.pdf import lines_of, tag_tree, text_of
from tests.write.pdf.making import of, output, written

MARKUP = st.sampled_from(
    [
        "#panic()", "#let x = 1", "#import \"@preview/a:1\": b", "#read(\"/etc/passwd\")", "$x^2$", "*a*", "_b_",
        "@ref", "<lab>", "\\", "\\u{41}", "`", "```", "//", "/*", "*/", "[", "]", "{", "}", "= h", "- a", "+ a",
        "/ t: d", "~", "--", "---", "...", "'", "\"", "\"})",
        "http://example.org", "&amp;", "<b>", "{{ x }}", "{% x %}", "£1,000", "½",
        "</text>", "]]>", "<!--",
    ]
)  # fmt: skip
LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, blacklist_categories=("Cc", "Cf")), max_size=8)
WORDS = st.lists(st.one_of(MARKUP, LATIN), min_size=1, max_size=5).map(lambda parts: " ".join("".join(parts).split()))
ANYTHING = st.text(max_size=12)
BOUNDED = settings(
    derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def everywhere(words: str) -> Document:
    """Return a document that says a text in every place that has words. Numbers are short, if of any signs."""
    number = Number(0, 0, words[:12].strip() or "1.")
    where = Origin(("report", "title"))
    said = para(Value(words, where), Strong(text(words)), id="here")
    chart = Chart(ChartKind.BAR, words, (words,), (ChartSeries(words, (1.0,), (words,)),), words, words)
    return of(
        Heading(1, text("The title"), "top"),
        Heading(2, text("Of ", words), words, number),
        said,
        para(Link(text(words), f"https://example.org/{words}"), " and ", Reference("here", words)),
        List(Counting.DECIMAL, (Entry((para(words),), words, number),)),
        Table(
            (Column(), Column()),
            (Row((cell(words, header=True), cell("b", header=True))),),
            (Row((Cell((para(words),)), cell("d"))),),
            text(words),
            words,
        ),
        Figure(chart, f"It shows {words}", text(words), origin=where),
        para(words, role=Role.NOTE),
    )


@BOUNDED
@given(WORDS.filter(bool))
@example('"}) #panic("x") $a$ \\" [b] //')
def test_any_words_are_printed_as_they_are(tmp_path: Path, words: str) -> None:
    told = lines_of(output(everywhere(words)).content, tmp_path)
    assert told.count(words) == 5, "in two cells of a table, its caption, that of the chart, and a note"
    assert f"{words}{words}" in told
    assert f"{words} and {words}" in told
    assert f"{words[:12].strip()} {words}" in told
    assert " ".join(f"{words[:12]} Of {words}".split()) in told


def test_a_word_that_no_line_has_room_for_goes_on_in_the_next() -> None:
    printed = "".join(text_of(output(everywhere("ab" * 200)).content).split())
    assert printed.count("ab" * 200) == 14


def shape(document: Document, folder: Path) -> list[str]:
    return re.findall(r"^ *[A-Z]\w*", tag_tree(written(document), folder), re.MULTILINE)


@BOUNDED
@given(WORDS.filter(bool))
def test_any_words_change_no_structure(tmp_path: Path, words: str) -> None:
    assert shape(everywhere(words), tmp_path) == shape(everywhere("Words"), tmp_path)


@BOUNDED
@given(ANYTHING)
@example("\U0001f600")
@example("a\x00b\ud800\ufeff\uffff")
@example("\u202eab\u2028")
@example("\u4e2d\u6587")
def test_any_text_is_printed_or_told_of(words: str) -> None:
    made = output(everywhere(words))
    stopping = [fault for fault in made.faults if fault.stops]
    assert bool(made.content) != bool(stopping)
    for fault in stopping:
        assert fault.origin.path in ((), ("report", "title"))
        assert any(f"`{sign}`" in fault.message for sign in words)
