"""The papers of this repository as PDF files: checked by others' checkers, and the same words as the Word file's."""

from functools import cache
from pathlib import Path

import pytest

from reportgen.pipeline import Order, build, orders_of
from tests.golden import check_golden
from tests.office import numbers_of, paragraphs_of
from tests.pdf import breaches, lines_of, strings_of, tag_tree
from tests.specimen import SCHEMES, specimen
from tests.write.pdf.making import written

DECISIONS = Path(__file__).parents[3] / "decisions"
SUBJECTS = sorted(path for path in DECISIONS.rglob("*.yaml") if path.name != "council.yaml")


@cache
def files(path: Path) -> dict[str, dict[str, bytes]]:
    """Return the documents of a decision or meeting by kind, in Word and PDF."""
    made = {}
    for order in orders_of(path, path.name, Order(rules=(), formats=("docx", "pdf"))):
        done = build(path, path.name, order)
        assert done.findings == ()
        made[order.kind or ""] = {file.name.suffix: file.content for file in done.files}
    return made


@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_every_document_keeps_every_rule_of_pdf_ua(path: Path) -> None:
    assert [fault for made in files(path).values() for fault in breaches(made[".pdf"])] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_node_in_every_numbering_keeps_every_rule_of_pdf_ua(scheme: str) -> None:
    assert breaches(written(specimen(scheme))) == []


@pytest.mark.parametrize("path", SUBJECTS, ids=[path.stem for path in SUBJECTS])
def test_words_and_numbers_are_those_of_the_word_file(path: Path, tmp_path: Path) -> None:
    for made in files(path).values():
        word = [" ".join(words.split()) for words in paragraphs_of(made[".docx"])]
        numbers = [f"{number} {' '.join(words.split())}".strip() for number, words in numbers_of(made[".docx"])]
        told = lines_of(made[".pdf"], tmp_path)
        assert in_order([words for words in word if words], told) == []
        assert in_order(numbers, told) == []


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
