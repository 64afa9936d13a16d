"""Tower Hamlets' paper of September 2021: every figure in every format, its sections, numbers, lists and timetable."""

from typing import Any

import pytest

from tests.acceptance.papers import FORMATS, facts, paper
from tests.acceptance.reading import headings, nodes
from tests.golden import check_golden
from tests.office import judge

PAPER = paper("tower-hamlets/domiciliary-care-2021")
FACTS = facts("tower-hamlets")

SECTIONS = [
    "Executive Summary",
    "Recommendations",
    "1 REASONS FOR THE DECISIONS",
    "2 ALTERNATIVE OPTIONS",
    "3 DETAILS OF THE REPORT",
    "4 EQUALITIES IMPLICATIONS",
    "5 OTHER STATUTORY IMPLICATIONS",
    "6 COMMENTS OF THE CHIEF FINANCE OFFICER",
    "7 COMMENTS OF LEGAL SERVICES",
    "Linked Reports, Appendices and Background Documents",
]

TOPICS = {
    "3.1": "Background",
    "3.7": "Design of a best practice Home Care solution",
    "3.10": "Coproduction",
    "3.15": "Outcome based performance measurement",
    "3.17": "Stakeholder engagement",
    "3.20": "Connections with other key social care activities",
    "3.24": "Market providers",
    "3.30": "Change management",
    "3.36": "Better contract management, quality assurance and performance monitoring",
    "3.38": "Changes in contract scope",
    "3.40": "Other considerations",
    "3.44": "Key programme objectives, aims and outcomes and value",
    "3.48": "Proposal and rationale",
}

OUTLINE = [
    *("1", "1.1", "1.2", "2", "2.1", "3"),
    *(f"3.{at}" for at in range(1, 52)),
    *("4", "4.1", "5", "5.1", "5.2", "6", "6.1", "6.2", "6.3", "6.4", "6.5"),
    *("7", "7.1", "7.2", "7.3", "7.4", "7.5", "7.6"),
]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_every_figure_is_in_every_format(fact: dict[str, Any], suffix: str) -> None:
    assert not PAPER.lacks(suffix, fact["forms"])


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_figure_that_is_not_there_is_missed(suffix: str) -> None:
    assert PAPER.lacks(suffix, ["£14,110,000", "7 February 2022"]) == ["£14,110,000", "7 February 2022"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_sections_stand_in_tower_hamlets_order(suffix: str) -> None:
    wanted = SECTIONS if suffix in ("md", "html", "pdf") else [title.lstrip("0123456789 ") for title in SECTIONS]
    assert headings(suffix, PAPER.files[suffix]) == wanted


@pytest.mark.parametrize("suffix", FORMATS)
def test_headings_and_paragraphs_share_one_run_of_numbers(suffix: str) -> None:
    assert PAPER.outline(suffix) == OUTLINE


def test_topics_have_their_numbers() -> None:
    found = {node["number"]["text"]: "".join(child["text"] for child in node["children"])
             for node in nodes(PAPER.files["json"], "heading") if node["level"] == 3 and node["number"]}  # fmt: skip
    assert found == TOPICS


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_head_comes_first(suffix: str) -> None:
    whole = "\n".join(PAPER.words[suffix])
    marks = ["22 September 2021", "Report of:", "Classification:", "AHSCS5019", "Lead Member", "Executive Summary"]
    places = [whole.index(mark) for mark in marks]
    assert places == sorted(places)


def test_tables() -> None:
    header, timetable = PAPER.tables()
    assert [row[0] for row in header] == [
        "Lead Member",
        "Originating Officer(s)",
        "Wards affected",
        "Key Decision?",
        "Reason for Key Decision",
        "Forward Plan Notice Published",
        "Strategic Plan Priority / Outcome",
    ]
    assert (timetable[0], len(timetable) - 1) == (["Actions", "Date"], 15)
    assert [row[0] for row in timetable if not row[1]] == ["Recommendations"]


def test_lists() -> None:
    lists = [len(found["entries"]) for found in nodes(PAPER.files["json"], "list")]
    assert lists == [1, 1, 4, 3, 3, 7, 5, 7, 10, 3, 5, 7, 1, 1, 1]
    assert len(PAPER.page.xpath(".//ul/li/ul/li")) == 3
    assert len(PAPER.styled("ListBullet2")) == 3


def test_word_file_is_sound() -> None:
    assert judge(PAPER.files["docx"]) == []


def test_markdown_as_last_looked_at() -> None:
    check_golden("tower-hamlets/report.md", PAPER.files["md"])


def test_html_words_as_last_looked_at() -> None:
    shown = "\n".join(line for line in PAPER.words["html"] if line) + "\n"
    check_golden("tower-hamlets/report.html.txt", shown.encode())
