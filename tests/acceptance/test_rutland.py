"""Rutland's homecare paper of April 2018: every figure in every format, its sections, paragraphs and lists."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.papers import DECISIONS, FORMATS, Paper, facts, paper
from tests.acceptance.reading import headings, nodes
from tests.golden import check_golden
from tests.office import NAMES, judge, numbers_of, root_of

PAPER = paper("rutland/homecare-2018")
FACTS = facts("rutland")

SECTIONS = [
    "Decision recommendations",
    "1 Purpose of the report",
    "2 Background and main considerations",
    "3 Proposed model for future provision",
    "4 Consultation",
    "5 Alternative options",
    "6 Financial implications",
    "7 Legal and governance considerations",
    "8 Equality impact assessment",
    "9 Community safety implications",
    "10 Health and wellbeing implications",
    "11 Conclusion and summary of reasons for the recommendations",
    "12 Background papers",
    "13 Appendices",
]

OUTLINE = [
    *("1", "1.1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3", "3.1", "3.2", "3.3", "3.3.1", "3.3.2", "3.3.3"),
    *("3.4", "3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.5", "3.5.1", "3.5.2", "3.5.3", "3.5.4", "4", "4.1", "4.2"),
    *("5", "5.1", "6", "6.1", "6.2", "7", "7.1", "7.2", "7.3", "8", "8.1", "9", "9.1", "10", "10.1"),
    *("11", "11.1", "11.2", "11.3", "12", "12.1", "13", "13.1"),
]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_every_figure_is_in_every_format(fact: dict[str, Any], suffix: str) -> None:
    large = suffix in fact.get("capitals", ())
    assert not PAPER.lacks(suffix, [form.upper() if large else form for form in fact["forms"]])


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_figure_that_is_not_there_is_missed(suffix: str) -> None:
    assert PAPER.lacks(suffix, ["31st March 2018", "27,000 hours"]) == ["31st March 2018", "27,000 hours"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_sections_stand_in_rutlands_order(suffix: str) -> None:
    wanted = SECTIONS if suffix in ("md", "html", "pdf") else [title.lstrip("0123456789 ") for title in SECTIONS]
    wanted = [title.upper() for title in wanted] if suffix in ("md", "pdf") else wanted
    assert headings(suffix, PAPER.files[suffix]) == wanted


@pytest.mark.parametrize("suffix", FORMATS)
def test_paragraphs_are_numbered_to_three_levels(suffix: str) -> None:
    assert PAPER.outline(suffix) == OUTLINE


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_head_comes_first(suffix: str) -> None:
    whole = "\n".join(PAPER.words[suffix]).lower()
    marks = [
        "17th april",
        "hemecare",
        "report of the",
        "strategic aim",
        "that cabinet:",
        "1st march 2019, on the terms",
    ]
    places = [whole.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_recommendation_reads_on_from_its_stem(suffix: str) -> None:
    lines = [line for line in PAPER.words[suffix] if line]
    stem = next(at for at, line in enumerate(lines) if line == "That Cabinet:")
    assert "Approves an extension" in lines[stem + 1]


def test_header_table_has_three_columns() -> None:
    (header,) = PAPER.tables()
    assert [len(row) for row in header] == [2, 2, 2, 2, 3, 3]
    columns = nodes(PAPER.files["json"], "table")[0]["columns"]
    assert len(columns) == 3


def test_word_file_is_sound() -> None:
    assert judge(PAPER.files["docx"]) == []


def test_roman_lists_stand_under_their_paragraphs() -> None:
    romans = [number for number, _ in numbers_of(PAPER.files["docx"]) if number.strip("ivx") == "."]
    assert romans == ["i.", "ii.", "i.", "ii.", "iii.", "i.", "ii.", "iii.", "iv.", "v."]
    lists = PAPER.page.xpath(".//p[@class='numbered']/following-sibling::*[1][self::ol[@type='i']]")
    assert [len(found) for found in lists] == [2, 3, 5]


def test_references_are_words_own_fields() -> None:
    codes = root_of(PAPER.files["docx"]).xpath("//w:instrText/text()", namespaces=NAMES)
    assert len([code for code in codes if "REF" in code]) == 2


@pytest.fixture
def moved(tmp_path: Path) -> Paper:
    """The paper with a section put in before its others."""
    shutil.copytree(DECISIONS / "rutland", tmp_path / "rutland")
    path = tmp_path / "rutland" / "homecare-2018.yaml"
    text = path.read_text(encoding="utf-8")
    first = "narrative:\n  - title: How to read this report\n    text: From front to back.\n"
    path.write_text(text.replace("narrative:\n", first, 1), encoding="utf-8")
    return Paper(path)


def test_references_follow_a_section_that_moves(moved: Paper) -> None:
    for suffix in FORMATS:
        assert not moved.lacks(suffix, ["set out in Section 4.5", "see Section 5 below"])


def test_markdown_as_last_looked_at() -> None:
    check_golden("rutland/report.md", PAPER.files["md"])


def test_html_words_as_last_looked_at() -> None:
    shown = "\n".join(line for line in PAPER.words["html"] if line) + "\n"
    check_golden("rutland/report.html.txt", shown.encode())
