"""Haringey's minute on home support: every figure in every format, alone, in its meeting's minutes, and as a record."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml
from openxml_audit import OpenXmlValidator

from reportgen.base.finding import Outcome
from reportgen.pipeline import Order, build
from tests.acceptance.papers import DECISIONS, FORMATS, Paper, facts
from tests.acceptance.reading import headings
from tests.golden import check_golden
from tests.office import judge, numbers_of
from tests.tools import axe, html_validate, markdownlint, need, ooxml_validator, vnu

FACTS = facts("haringey")
DECISION = DECISIONS / "haringey" / "home-support-2024.yaml"
MEETING = DECISIONS / "haringey" / "meetings" / "2023-12-05-cabinet.yaml"


@dataclass(frozen=True)
class Kind(Paper):
    """A kind of document of a decision or meeting, built from a file."""

    kind: str

    @cached_property
    def files(self) -> dict[str, bytes]:
        made = build(self.path, self.path.name, Order(rules=(), formats=FORMATS, kind=self.kind))
        assert [finding.message for finding in made.findings if finding.outcome is Outcome.FAIL] == []
        return {file.name.suffix.removeprefix("."): file.content for file in made.files}


MINUTE = Kind(DECISION, "minutes")
RECORD = Kind(DECISION, "decision-record")
MINUTES = Kind(MEETING, "minutes")
AGENDA = Kind(MEETING, "agenda")
ALL = [MINUTE, RECORD, MINUTES, AGENDA]

SECTIONS = ["Minutes", "Reasons for decision", "Alternative options considered", "Supporting documents"]
AGENDA_ITEMS = [
    "1. Apologies for absence",
    "2. Urgent business",
    "3. Declarations of interest",
    "4. Notice of intention to conduct business in private, any representations received and the response",
    "5. Minutes",
    "6. Deputations, petitions and questions",
    "7. Matters referred by the Overview and Scrutiny Committee",
    "13. Extension of twelve block contracts for home support and reablement services",
    "27. Exclusion of the press and public",
    "28. Exempt: extension of twelve block contracts for home support and reablement services",
]


def name(kind: Kind) -> str:
    return f"{kind.path.stem}-{kind.kind}"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("fact", FACTS, ids=[fact["fact"] for fact in FACTS])
def test_every_figure_is_in_every_format(fact: dict[str, Any], suffix: str) -> None:
    wanted = [MINUTE, MINUTES, RECORD] if fact.get("record", True) else [MINUTE, MINUTES]
    assert [(name(kind), lacked) for kind in wanted if (lacked := kind.lacks(suffix, fact["forms"]))] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_figure_that_is_not_there_is_missed(suffix: str) -> None:
    assert MINUTE.lacks(suffix, ["29 February 2024", "£12.4m"]) == ["29 February 2024", "£12.4m"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_minute_stands_in_haringeys_order(suffix: str) -> None:
    assert headings(suffix, MINUTE.files[suffix]) == SECTIONS
    whole = "\n".join(MINUTE.words[suffix])
    marks = ["Report of the Director", "presented the report", "outlined the following:", "In response to questions"]
    marks += ["Further to considering", "RESOLVED:", "To approve", "Reasons for decision"]
    places = [whole.index(mark) for mark in marks]
    assert places == sorted(places)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_agenda_and_the_minutes_number_the_same_business(suffix: str) -> None:
    assert headings(suffix, AGENDA.files[suffix]) == AGENDA_ITEMS
    minutes = headings(suffix, MINUTES.files[suffix])
    assert minutes[0] == "286. Apologies for absence"
    assert minutes[-2:] == [f"295. {AGENDA_ITEMS[-1].removeprefix('28. ')}", "Close of the meeting"]
    assert [int(title.partition(".")[0]) for title in minutes[:-1]] == list(range(286, 296))


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_only_the_meeting_knows_is_in_its_minutes(suffix: str) -> None:
    wanted = ["6.30pm to 8.05pm", "Leader of the Council (Chair)", "No interests were declared."]
    wanted += [
        "Families, from 6.40pm",
        "excluded from the meeting for item 28",
        "paragraph 3 of Part 1 of Schedule 12A",
    ]
    wanted += ["7 November 2023 were approved as a correct record", "The meeting closed at 8.05pm.", "16 January 2024"]
    assert MINUTES.lacks(suffix, wanted) == []
    assert len(AGENDA.lacks(suffix, ["8.05pm", "RESOLVED", "To approve an 18-month"])) == 3


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_record_says_what_regulation_12_asks_and_when_it_takes_effect(suffix: str) -> None:
    assert headings(suffix, RECORD.files[suffix]) == [
        "Decision",
        "Reasons for decision",
        "Alternative options considered",
        "Conflicts of interest declared",
        "Dispensations",
        "Call-in",
        "Supporting documents",
    ]
    wanted = ["Date of the decision 5 December 2023", "Decision maker Cabinet"]
    wanted += ["may be called in until 14 December 2023", "takes effect on 15 December 2023", "Not recorded."]
    assert RECORD.lacks(suffix, wanted) == []


@pytest.mark.parametrize("kind", [MINUTE, RECORD, MINUTES], ids=name)
def test_resolutions_have_words_own_numbers_which_are_those_published(kind: Kind) -> None:
    assert [number for number, _ in numbers_of(kind.files["docx"]) if number[:1].isdigit()] == ["1.", "1."]
    assert [words.split(" an ")[0] for words in kind.styled("Resolution")][:1] == ["To approve"]


def test_nothing_that_was_resolved_is_typed_twice() -> None:
    for file in (DECISION, MEETING):
        assert "to approve an" not in yaml.safe_dump(yaml.safe_load(file.read_text("utf-8"))).lower()


@pytest.mark.parametrize("kind", ALL, ids=name)
def test_markdown_as_last_looked_at(kind: Kind) -> None:
    check_golden(f"haringey/{name(kind)}.md", kind.files["md"])


@pytest.mark.parametrize("kind", ALL, ids=name)
def test_word_file_is_sound(kind: Kind) -> None:
    assert judge(kind.files["docx"]) == []


# What the checkers say -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds all documents in every format."""
    found = tmp_path_factory.mktemp("haringey")
    for kind in ALL:
        for suffix, content in kind.files.items():
            (found / f"{name(kind)}.{suffix}").write_bytes(content)
    return found


def test_html_passes_its_checkers(folder: Path) -> None:
    for tool in ("axe", "vnu", "html-validate"):
        need(tool)
    pages = sorted(folder.glob("*.html"))
    assert [*axe(pages).values(), vnu(pages), html_validate(pages)] == [[]] * (len(pages) + 2)


def test_markdown_passes_its_checker(folder: Path) -> None:
    need("markdownlint")
    assert markdownlint(sorted(folder.glob("*.md"))) == []


def test_word_passes_both_validators(folder: Path) -> None:
    need("ooxml-validator")
    for file in sorted(folder.glob("*.docx")):
        assert ooxml_validator(file) == []
        assert list(OpenXmlValidator().validate(file).errors) == []
