"""Hackney's homecare slides of June 2021: every figure in slides, page and Word; their order and their shape."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build
from tests.acceptance.papers import DECISIONS, facts
from tests.acceptance.reading import headings, lines
from tests.office import judge
from tests.slides import Seen, audited, judge_deck, overflows, seen
from tests.tools import axe, html_validate, need, ooxml_validator, vnu

DECISION = DECISIONS / "hackney" / "homecare-recommissioning-2021.yaml"
FACTS = facts("hackney")
FORMATS = ("pptx", "html", "docx", "md", "json", "pdf")

SECTIONS = [
    "Introduction",
    "What is homecare?",
    "Background",
    "What our present arrangements have achieved",
    "New proposed contract model",
    "A model of patches: benefits",
    "A model of patches: challenges",
    "Should the service come back in-house?",
    "Engagement, consultation and co-production (ECCP)",
    "Next steps and timeline",
    "Home care demographics",
]


@cache
def built() -> dict[str, bytes]:
    made = build(DECISION, DECISION.name, Order(rules=(), formats=FORMATS, kind="briefing"))
    assert made.findings == ()
    return {file.name.suffix.removeprefix("."): file.content for file in made.files if file.name.stem == "briefing"}


@cache
def words(suffix: str) -> tuple[str, ...]:
    return tuple(lines(suffix, built()[suffix]))


def slides() -> dict[str, Seen]:
    return {slide.title: slide for slide in seen(built()["pptx"])}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_every_figure_is_in_every_format(fact: dict[str, Any], suffix: str) -> None:
    missing = [form for form in fact["forms"] if not any(form in line for line in words(suffix))]
    assert not missing


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_figure_that_is_not_there_is_missed(suffix: str) -> None:
    assert not any("£22m" in line or "9 June 2021" in line for line in words(suffix))


@pytest.mark.parametrize("suffix", ("html", "docx", "md", "json", "pdf"))
def test_sections_stand_in_order(suffix: str) -> None:
    assert headings(suffix, built()[suffix]) == SECTIONS


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_of_the_machinery_is_left(suffix: str) -> None:
    left = [line for line in words(suffix) if re.search(r"\{\{|\}\}|\{%|[\U000f0000-\U0010ffff]", line)]
    assert not left


def test_slides_stand_in_order() -> None:
    titles = [slide.title for slide in seen(built()["pptx"])]
    assert titles[0] == "Homecare recommissioning – update report"
    assert list(dict.fromkeys(re.sub(r" \(\d of \d\)$", "", title) for title in titles[1:])) == SECTIONS
    assert len(titles) == 16


def test_benefits_stand_in_two_columns_read_across() -> None:
    slide = slides()["A model of patches: benefits"]
    assert slide.layout == "Two Content"
    said = [words.split()[0] for _, words in slide.paragraphs]
    assert said == [
        "Providers,",
        "There",
        "Framework",
        "Providers",
        "It",
        "With",
        "Providers",
        "With",
        "Care",
        "Carers",
    ]


def test_tables_of_challenges_comparison_and_plan() -> None:
    shapes = {
        title: [(table[0], len(table)) for table in slide.tables] for title, slide in slides().items() if slide.tables
    }
    assert shapes == {
        "A model of patches: challenges (1 of 2)": [(("Challenge", "Mitigation"), 3)],
        "A model of patches: challenges (2 of 2)": [(("Challenge", "Mitigation"), 4)],
        "Should the service come back in-house? (1 of 2)": [(("What matters", "Commissioned", "In-house"), 5)],
        "Should the service come back in-house? (2 of 2)": [(("What matters", "Commissioned", "In-house"), 5)],
        "Next steps and timeline": [(("Date", "Step"), 5)],
    }


def test_lists_have_levels() -> None:
    charter = slides()["What our present arrangements have achieved"]
    deeper = [words for level, words in charter.paragraphs if level == 1]
    assert deeper[0] == "people keep the same carers as far as possible"


def test_charts_without_figures_say_so_and_invent_none() -> None:
    slide = slides()["Home care demographics"]
    assert [words for _, words in slide.paragraphs].count(
        "The slides were published with this chart as a picture; its figures are not in their text."
    ) == 3
    assert slide.alternatives == ()


def test_what_the_presenter_says_stands_in_the_notes() -> None:
    said = "The number, the size and the type of patches and lots are not settled yet."
    assert slides()["New proposed contract model (1 of 2)"].notes == said
    assert said in words("html") and said in words("docx")


def test_an_exempt_copy_is_marked_on_every_slide(tmp_path: Path) -> None:
    text = DECISION.read_text("utf-8").replace("money: £21m", "money: {amount: £21m, exempt: 3}", 1)
    text = text.replace("classification: open", "classification: part_exempt")
    (tmp_path / "council.yaml").write_text((DECISION.parent / "council.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "marked.yaml").write_text(text, "utf-8")
    order = Order(rules=(), formats=("pptx",), kind="briefing", audience=Audience.EXEMPT)
    (made,) = build(tmp_path / "marked.yaml", "marked.yaml", order).files
    assert made.name.name == "briefing.exempt.pptx"
    for slide in seen(made.content):
        assert any(words.startswith("NOT FOR PUBLICATION") for _, words in slide.paragraphs)
    (tmp_path / "marked.pptx").write_bytes(made.content)
    assert overflows(tmp_path / "marked.pptx") == []


def test_a_row_that_no_slide_can_hold_is_found_at_its_line(tmp_path: Path) -> None:
    long = "The list of approved providers is tailored to them. " * 60
    text = DECISION.read_text("utf-8").replace(
        "    mitigation: There would be two", f"    mitigation: {long}There would be two"
    )
    (tmp_path / "council.yaml").write_text((DECISION.parent / "council.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "long.yaml").write_text(text, "utf-8")
    made = build(tmp_path / "long.yaml", "long.yaml", Order(rules=(), formats=("pptx",), kind="briefing"))
    (found,) = made.findings
    line = 1 + text[: text.index("- id: market-failure")].count("\n")
    assert (found.rule, found.severity.value, found.location.line) == ("SLIDE-FIT", "warning", line)
    assert len(made.files) == 1


# What the checkers say -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the briefing in every format."""
    found = tmp_path_factory.mktemp("hackney")
    for suffix, content in built().items():
        (found / f"briefing.{suffix}").write_bytes(content)
    return found


def test_files_are_sound() -> None:
    assert [judge_deck(built()["pptx"]), judge(built()["docx"])] == [[], []]


def test_slides_pass_both_validators_and_overflow_nowhere(folder: Path) -> None:
    need("ooxml-validator")
    deck = folder / "briefing.pptx"
    assert [audited(deck), ooxml_validator(deck), overflows(deck)] == [[], [], []]


def test_word_passes_both_validators(folder: Path) -> None:
    need("ooxml-validator")
    assert [audited(folder / "briefing.docx"), ooxml_validator(folder / "briefing.docx")] == [[], []]


def test_page_passes_its_checkers(folder: Path) -> None:
    for tool in ("axe", "vnu", "html-validate"):
        need(tool)
    pages = [folder / "briefing.html"]
    assert [*axe(pages).values(), vnu(pages), html_validate(pages)] == [[], [], []]
