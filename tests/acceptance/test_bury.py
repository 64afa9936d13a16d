"""Bury's Care at Home paper of June 2024: every figure in every format, the sections in Bury's order, their shape."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from reportgen.pipeline import Order, build
from tests.acceptance.reading import headings, lines, nodes
from tests.golden import check_golden
from tests.office import NAMES, judge, numbers_of, parts_of, root_of, w, words_of
from tests.slides import audited, judge_deck, opened, overflows, seen
from tests.tools import need, ooxml_validator

DECISION = Path(__file__).parents[2] / "decisions" / "bury" / "care-at-home-2024.yaml"
FACTS = yaml.safe_load((Path(__file__).parent / "bury-facts.yaml").read_text(encoding="utf-8"))
FORMATS = ("docx", "md", "html", "json", "pdf")

SECTIONS = [
    "Summary",
    "Recommendation(s)",
    "Reasons for recommendation(s)",
    "Alternative options considered and rejected",
    "Report Author and Contact Details",
    "Background",
    "Process of the Review",
    "Findings of the Desktop Research",
    "Findings of the Engagement",
    "What the Review Concludes",
    "Links with the Corporate Priorities",
    "Equality Impact and Considerations",
    "Environmental Impact and Considerations",
    "Assessment and Mitigation of Risk",
    "Legal Implications",
    "Financial Implications",
    "Appendices",
    "Background papers",
    "Glossary of terms, abbreviations and acronyms",
]


@cache
def built() -> dict[str, bytes]:
    made = build(DECISION, "decisions/bury/care-at-home-2024.yaml", Order(rules=(), formats=FORMATS))
    assert made.findings == ()
    return {file.name.suffix.removeprefix("."): file.content for file in made.files if file.name.stem == "report"}


@cache
def words(suffix: str) -> tuple[str, ...]:
    return tuple(lines(suffix, built()[suffix]))


def page() -> Any:
    return html.fromstring(built()["html"].decode())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_every_figure_is_in_every_format(fact: dict[str, Any], suffix: str) -> None:
    missing = [form for form in fact["forms"] if not any(form in line for line in words(suffix))]
    assert not missing


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_figure_that_is_not_there_is_missed(suffix: str) -> None:
    assert not any("£9,983,001" in line or "25 October 2025" in line for line in words(suffix))


@pytest.mark.parametrize("suffix", FORMATS)
def test_sections_stand_in_burys_order(suffix: str) -> None:
    assert headings(suffix, built()[suffix]) == SECTIONS


@pytest.mark.parametrize("suffix", FORMATS)
def test_classification_title_and_header_come_first(suffix: str) -> None:
    whole = "\n".join(words(suffix))
    marks = ["Classification: Open", "Decision type: Key", "Care at Home Review", "Report to", "Summary", "Vulnerable"]
    places = [whole.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_of_the_machinery_is_left(suffix: str) -> None:
    left = [line for line in words(suffix) if re.search(r"\{\{|\}\}|\{%|[\U000f0000-\U0010ffff]", line)]
    assert not left


# Word ----------------------------------------------------------------------------------------------------------


def test_word_file_is_sound() -> None:
    assert judge(built()["docx"]) == []


def test_word_tables() -> None:
    tables = list(root_of(built()["docx"]).iter(w("tbl")))
    shapes = [
        ([words_of(cell) for cell in next(table.iter(w("tr"))).iter(w("tc"))], len(list(table.iter(w("tr")))))
        for table in tables
    ]
    assert shapes == [
        (["Report to", "Cabinet", "Date", "05 June 2024"], 3),
        (["Post", "Integrated Commissioning Officer"], 3),
        (["Date", "Actions"], 6),
        (["Risk or opportunity", "Mitigation"], 7),
        (["Term", "Meaning"], 5),
    ]
    repeated = [table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None for table in tables]
    assert repeated == [False, False, True, True, True]


def test_word_lists() -> None:
    body = root_of(built()["docx"])

    def entries(path: str) -> list[str]:
        return [words_of(found) for found in body.xpath(path, namespaces=NAMES)]

    assert entries("//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")[:5] == [
        "Bury North", "Bury East", "Bury West", "Prestwich", "Whitefield",
    ]  # fmt: skip
    assert [text.split()[0] for text in entries("//w:p[w:pPr/w:pStyle/@w:val='Recommendation']")] == [
        "Approve", "Approve", "Delegate", "Delegate",
    ]  # fmt: skip
    assert len(entries("//w:tc//w:p[w:pPr/w:pStyle/@w:val='TableList']")) == 4
    numbers = [number for number, _ in numbers_of(built()["docx"]) if number[:1].isdigit()]
    assert numbers == ["1.", "2.", "3.", "4.", "5."]


def test_word_charts_speak() -> None:
    spoken = root_of(built()["docx"]).xpath("//wp:docPr/@descr", namespaces=NAMES)
    assert [text.split(":")[0].split(" of ")[0] for text in spoken] == ["Bar chart", "Bar chart with one bar"]


# Slides --------------------------------------------------------------------------------------------------------


@cache
def deck() -> bytes:
    (made,) = build(DECISION, DECISION.name, Order(rules=(), formats=("pptx",), kind="briefing")).files
    return made.content


def test_slides_hold_the_charts_as_powerpoints_own_with_the_same_figures() -> None:
    shapes = [shape for slide in opened(deck()).slides for shape in slide.shapes if shape.has_chart]
    found = [(list(shape.chart.plots[0].categories), list(shape.chart.plots[0].series[0].values)) for shape in shapes]
    assert [len(labels) for labels, _ in found] == [5, 1]
    assert [figures for _, figures in found] == [[23, 26, 2, 2, 0], [4.22]]
    books = [parts_of(shape.chart.part.chart_workbook.xlsx_part.blob)["xl/worksheets/sheet1.xml"] for shape in shapes]
    assert b"Family member or friend" in books[0] and b"4.22" in books[1]
    spoken = [words for slide in seen(deck()) for words in slide.alternatives if words.startswith("Bar chart")]
    assert [words.split(":")[0].split(" of ")[0] for words in spoken] == ["Bar chart", "Bar chart with one bar"]


def test_slides_pass_both_validators_and_overflow_nowhere(tmp_path: Path) -> None:
    assert judge_deck(deck()) == []
    need("ooxml-validator")
    (tmp_path / "briefing.pptx").write_bytes(deck())
    found = [check(tmp_path / "briefing.pptx") for check in (audited, ooxml_validator, overflows)]
    assert found == [[], [], []]


# Markdown and HTML ---------------------------------------------------------------------------------------------


def test_html_shape() -> None:
    tables = page().xpath("//main//table[thead]")
    heads = [[cell.text_content().strip() for cell in table.xpath("./thead//th")] for table in tables]
    assert [head for head in heads if head[-1] in ("Actions", "Mitigation", "Meaning")] == [
        ["Date", "Actions"],
        ["Risk or opportunity", "Mitigation"],
        ["Term", "Meaning"],
    ]
    assert len(page().xpath("//td//ul/li")) == 4
    assert len(page().xpath("//main//figure//*[@role='img']")) == 2
    legal = page().xpath("//h2[normalize-space()='Legal Implications']/following::ol[1]/li")
    assert len(legal) == 5


def test_markdown_shape() -> None:
    text = built()["md"].decode()
    assert len(re.findall(r"^!\[(?:Bar|Column) chart[^\]]+\]\(report-figure-[12]\.svg\)$", text, re.MULTILINE)) == 2
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    glossary = text.split("## Glossary")[1]
    assert len(re.findall(r"^\| \*\*", glossary, re.MULTILINE)) == 4


# The tree ------------------------------------------------------------------------------------------------------


def test_tree_shape() -> None:
    made = built()["json"]
    assert [len(table["body"]) for table in nodes(made, "table")] == [3, 3, 5, 6, 4]
    nested = [found for cell in nodes(made, "cell") for found in cell["blocks"] if found["node"] == "list"]
    assert [len(found["entries"]) for found in nested] == [4]
    figures = nodes(made, "figure")
    assert [figure["image"]["series"][0]["shown"] for figure in figures] == [["23", "26", "2", "2", "0"], ["4.22"]]
    assert all(figure["alternative"] for figure in figures)


# As a whole ----------------------------------------------------------------------------------------------------


def test_markdown_as_last_looked_at() -> None:
    check_golden("bury/report.md", built()["md"])


def test_html_words_as_last_looked_at() -> None:
    shown = "\n".join(line for line in words("html") if line) + "\n"
    check_golden("bury/report.html.txt", shown.encode())
