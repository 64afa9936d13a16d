"""The papers of this repository as PDF files: checked by others' checkers, and the same words as the Word file's."""

from functools import cache
from pathlib import Path

import pytest

from reportgen.document.nodes import Column, Heading, PageBreak, Table
from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build, orders_of
from tests.golden import check_golden
from tests.office import numbers_of, paragraphs_of, parts_of
from tests.pdf import breaches, lines_of, misled, strings_of, tag_tree, text_of
from tests.specimen import SCHEMES, row, specimen, text
from tests.write.pdf.making import of, written

DECISIONS = Path(__file__).parents[3] / "decisions"
FOOTNOTES = "word/footnotes.xml"
SUBJECTS = sorted(path for path in DECISIONS.rglob("*.yaml") if path.name != "council.yaml")


STYLES = [*sorted(path.stem for path in (DECISIONS.parent / "templates" / "styles").glob("*.yaml"))]


@cache
def files(path: Path, style: str = "", audience: Audience = Audience.PUBLIC) -> dict[str, dict[str, bytes]]:
    """Return the documents of a decision or meeting by kind, in Word and PDF."""
    made = {}
    given = Order(rules=(), formats=("docx", "pdf"), style=style or None, audience=audience)
    for order in orders_of(path, path.name, given):
        done = build(path, path.name, order)
        assert done.findings == ()
        made[order.kind or ""] = {file.name.suffix: file.content for file in done.files}
    return made


@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_every_document_keeps_every_rule_of_pdf_ua(path: Path) -> None:
    assert [fault for made in files(path).values() for fault in breaches(made[".pdf"])] == []


@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_every_document_is_heard_as_it_is_seen(path: Path, tmp_path: Path) -> None:
    assert [fault for made in files(path).values() for fault in misled(made[".pdf"], tmp_path)] == []


@pytest.mark.parametrize("style", STYLES)
def test_every_document_is_heard_as_it_is_seen_in_every_style(style: str, tmp_path: Path) -> None:
    # Its title is a long one, as the head of every page repeats.
    made = files(DECISIONS / "haringey" / "home-support-2024.yaml", style).values()
    assert [fault for each in made for fault in misled(each[".pdf"], tmp_path)] == []


@pytest.mark.parametrize("path", SUBJECTS[-3:], ids=[path.stem for path in SUBJECTS[-3:]])
def test_a_marking_on_every_page_is_heard_once(path: Path, tmp_path: Path) -> None:
    made = files(path, audience=Audience.EXEMPT).values()
    assert [fault for each in made for fault in misled(each[".pdf"], tmp_path)] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_node_is_heard_as_it_is_seen(scheme: str, tmp_path: Path) -> None:
    # Slightly, as the checker takes the words of a paragraph with several links for said before all of the links.
    assert misled(written(specimen(scheme)), tmp_path, slightly=False) == []


def test_the_head_of_a_table_is_heard_once_though_every_page_repeats_it(tmp_path: Path) -> None:
    """The checker takes words in a line of eight and more for prose that nobody hears, unless on three pages or all."""
    head = row(*("the years that it runs", "what is paid for it", "who pays"), header=True)
    table = Table((Column(),) * 3, (head,), tuple(row("2025", "£1", "the Council") for _ in range(60)))
    made = written(of(Heading(1, text("A")), PageBreak(), table))
    assert [fault.partition(":")[0] for fault in misled(made, tmp_path)] == ["TAG-002, page 3"]
    assert (text_of(made).count("the years that it runs"), tag_tree(made, tmp_path).count("the years")) == (2, 1)
    assert breaches(made) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_node_in_every_numbering_keeps_every_rule_of_pdf_ua(scheme: str) -> None:
    assert breaches(written(specimen(scheme))) == []


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.EXEMPT])
@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_words_and_numbers_are_those_of_the_word_file(path: Path, audience: Audience, tmp_path: Path) -> None:
    for made in files(path, audience=audience).values():
        word = [" ".join(words.split()) for words in paragraphs_of(made[".docx"])]
        numbers = [f"{number} {' '.join(words.split())}".strip() for number, words in numbers_of(made[".docx"])]
        told = lines_of(made[".pdf"], tmp_path)
        assert in_order([words for words in word if words], told) == []
        assert in_order(numbers, told) == []
        notes = paragraphs_of(made[".docx"], FOOTNOTES) if FOOTNOTES in parts_of(made[".docx"]) else []
        noted = [" ".join(words.split()) for words in notes if words.strip()]
        assert in_order(noted, told) == []
        # In Word the head of the first page is no part of the text.
        assert set(beyond(told, [*word, *numbers, *noted])) <= set(told[:4])


def beyond(told: list[str], wanted: list[str]) -> list[str]:
    """Return the lines told that are none of those wanted, with or without a mark before."""
    known = {words.casefold() for words in wanted if words}
    rest = [line for line in told if line and line.casefold() not in known]
    return [line for line in rest if not any(line.casefold().endswith(f" {words}") for words in known)]


def test_a_line_too_many_is_seen() -> None:
    assert beyond(["1. A", "B", "C"], ["a", "b"]) == ["C"]


def in_order(wanted: list[str], told: list[str]) -> list[str]:
    """Return the lines that are not among those told, after the one before; a mark may stand before a line.

    Capitals that a style asks for are letters in a PDF, and looks in Word.
    """
    missing, at = [], 0
    told = [line.casefold() for line in told]
    for words in wanted:
        sought = words.casefold()
        place = next((n for n in range(at, len(told)) if told[n] == sought or told[n].endswith(f" {sought}")), None)
        if place is None:
            missing.append(words)
        else:
            at = place + 1
    return missing


def test_lines_out_of_order_are_seen() -> None:
    assert in_order(["a", "b"], ["b", "1. a"]) == ["b"]


def test_the_tags_of_every_node(tmp_path: Path) -> None:
    check_golden("specimen.pdf.txt", tag_tree(written(specimen("below-subsections")), tmp_path).encode())


def test_properties_bookmarks_and_alternative_texts() -> None:
    said = list(strings_of(written(specimen("below-subsections"))))
    for words in (
        "Care at home: extending the four zoned contracts",
        "Northshire Council",
        "Cabinet, 24 October 2024",
        "en-GB",
        "2.3 What care at home is",
        "https://example.org/standards?a=1&b=2",
        "D:20241024",
    ):
        assert any(text.startswith(words) for text in said), words
    assert any("12 people who use care, 8 family members and 3 others answered." in text for text in said)
    assert any("Answers: People who use care 12, Family 8, Neither 3." in text for text in said)
