"""Nothing exempt reaches a public agenda, minute or record: of the meeting's own file or of the decisions it takes."""

import json
from pathlib import Path
from typing import Any

import pytest

from reportgen.base.finding import Outcome
from reportgen.model.audience import Audience
from reportgen.model.meeting import Meeting
from reportgen.pipeline import Built, Order, build, formats
from tests.privacy.everything import CANARY, CANARY_YEAR, PUBLIC, REVIEW_CANARY, Planted, everything, forms_of_sum
from tests.privacy.test_leaks import found

COUNCIL = "id: northshire\nname: Northshire Council\n"
KINDS = [("meeting", "minutes"), ("meeting", "agenda"), ("everything", "minutes"), ("everything", "decision-record")]


def whole_meeting() -> tuple[dict[str, Any], Planted]:
    """Return a meeting with every field, part of it exempt, whose items take a decision that has every field too."""
    planted = Planted()
    meeting = planted.record(Meeting, PUBLIC)
    meeting["council"] = "northshire"
    meeting["attendance"] = {
        "present": ["A", "B"],
        "apologies": ["C"],
        "substitutes": [{"member": "D", "replaces": "C"}],
    }
    for exclusion in meeting["exclusions"]:
        exclusion["items"] = [item["id"] for item in meeting["items"]]
    for event in meeting["events"]:
        del event["before_item"]
    for item in meeting["items"]:
        item["decision"] = "everything"
        item["as_recommended"] = "no"
        for motion in item["motions"]:
            del motion["amends"]
            motion["vote"] = {"method": "recorded", "names_for": [planted.word(_state(motion))], "names_against": ["B"]}
            motion["outcome"] = "withdrawn"
    return meeting, planted


def _state(motion: dict[str, Any]) -> str:
    return CANARY if "exempt" in motion else PUBLIC


def built(folder: Path, name: str, kind: str, audience: Audience) -> Built:
    """Return a document in every format that there is."""
    meeting, decision = whole_meeting()[0], everything()[0]
    (folder / "council.yaml").write_text(COUNCIL)
    (folder / "meeting.yaml").write_text(json.dumps(meeting), encoding="utf-8")
    (folder / "everything.yaml").write_text(json.dumps(decision), encoding="utf-8")
    made = build(folder / f"{name}.yaml", name, Order(rules=(), formats=formats(), kind=kind, audience=audience))
    assert [fault.message for fault in made.findings if fault.outcome is Outcome.FAIL] == []
    return made


def canaries() -> set[str]:
    sums = {
        form for planted in (whole_meeting()[1], everything()[1]) for one in planted.sums for form in forms_of_sum(one)
    }
    return sums | {CANARY, CANARY.lower(), str(CANARY_YEAR)}


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_no_public_copy_holds_anything_exempt(tmp_path: Path, name: str, kind: str) -> None:
    outputs = built(tmp_path, name, kind, Audience.PUBLIC)
    assert len(outputs.files) >= 4 and len(whole_meeting()[1].words) > 40
    assert found(outputs, canaries() | {REVIEW_CANARY}) == []


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_exempt_copy_holds_it_and_says_so(tmp_path: Path, name: str, kind: str) -> None:
    outputs = built(tmp_path, name, kind, Audience.EXEMPT)
    assert found(outputs, {CANARY}) != []
    assert found(outputs, {"NOT FOR PUBLICATION: contains exempt information under paragraph 3"}) != []
    assert found(outputs, {REVIEW_CANARY}) == []


def test_of_an_item_that_is_exempt_the_public_gets_its_place_and_the_paragraph(tmp_path: Path) -> None:
    minutes = next(f for f in built(tmp_path, "meeting", "minutes", Audience.PUBLIC).files if f.name.suffix == ".md")
    said = "Item 11\n\nThe minute of this item is not for publication: paragraph 3"
    assert said in minutes.content.decode(), "the number is that of the agenda"


def test_an_exempt_sum_of_a_decision_typed_into_the_minutes_stops_them(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "care.yaml").write_text(
        "meeting: {body: Cabinet, date: 2024-06-05}\nreport: {title: Care, report_of: Director}\nreasons: Because.\n"
        "recommendations: [{text: Approve it.}]\nextension: {end: 2025-10-24, months: 12, "
        'cost_max: {amount: "1,234,567", exempt: 3}}\n'
    )
    (tmp_path / "june.yaml").write_text(
        "body: Cabinet\ndate: 2024-06-05\nattendance: {present: [A]}\nitems:\n  - decision: care\n"
        "    as_recommended: yes\n    intro: It costs £1.235m in all.\n"
    )
    made = build(tmp_path / "june.yaml", "june.yaml", Order(rules=(), formats=("md",)))
    assert [(one.rule, one.location.line) for one in made.findings] == [("EXM-LEAK", 7)]
    assert made.files == ()


def test_a_title_that_the_decision_withholds_stops_an_agenda_that_prints_it(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "care.yaml").write_text(
        "meeting: {body: Cabinet, date: 2024-06-05}\nreport: {title: Care, report_of: Director}\nreasons: Because.\n"
        "recommendations: [{text: Note the prices of the operator.}]\nappendices:\n  - title: Prices of the operator\n"
        "    text: Much.\n    exempt: {paragraphs: [3], public_title: Commercial information}\n"
    )
    (tmp_path / "june.yaml").write_text(
        "body: Cabinet\ndate: 2024-06-05\nitems:\n  - decision: care\n"
        "  - {title: Prices of the operator, private: yes, paragraphs: [3], text: Considered.}\n"
    )
    made = build(tmp_path / "june.yaml", "june.yaml", Order(rules=(), formats=("md",), kind="agenda"))
    assert [(one.rule, one.location.line, one.message.split("”")[0]) for one in made.findings] == [
        ("EXM-LEAK", 5, "“Prices of the operator")
    ]
    assert made.files == ()


def test_the_title_of_a_decision_exempt_as_a_whole_is_printed_nowhere(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "sale.yaml").write_text(
        "meeting: {body: Cabinet, date: 2024-06-05}\nreport: {title: Sale of the Old Mill, report_of: Director}\n"
        "exempt: {paragraphs: [3], public_title: A disposal}\nreasons: Because.\n"
        "recommendations: [{text: Approve it.}]\n"
    )
    meeting = "body: Cabinet\ndate: 2024-06-05\nitems:\n  - {decision: sale, private: yes}\n"
    (tmp_path / "june.yaml").write_text(meeting)
    agenda = Order(rules=(), formats=("md",), kind="agenda")
    said = build(tmp_path / "june.yaml", "june.yaml", agenda).files[0].content.decode()
    assert "A disposal" in said and "Old Mill" not in said
    (tmp_path / "june.yaml").write_text(f"{meeting}  - {{title: Roads, text: As in Sale of the Old Mill.}}\n")
    assert [one.rule for one in build(tmp_path / "june.yaml", "june.yaml", agenda).findings] == ["EXM-LEAK"]


@pytest.mark.parametrize(("number", "printed"), [("CAB/45", "CAB/45 Bids"), ("12", "12 Bids"), ("Splash 9", "Bids")])
def test_the_minute_of_an_exempt_item_has_its_number_and_the_next_goes_on(
    tmp_path: Path, number: str, printed: str
) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "june.yaml").write_text(
        "body: Cabinet\ndate: 2024-06-05\nfirst_minute: 20\nattendance: {present: [A]}\nitems:\n"
        f"  - {{title: Splash Ltd, text: Much., minute_number: {number},"
        " exempt: {paragraphs: 3, public_title: Bids}}\n"
        "  - {title: Roads, text: More.}\n"
    )
    lines = {
        audience: [
            line.split(" \\[exempt")[0].removeprefix("## ")
            for line in build(tmp_path / "june.yaml", "june.yaml", Order(rules=(), formats=("md",), audience=audience))
            .files[0].content.decode().splitlines()
            if line.startswith("## ")
        ]
        for audience in (Audience.PUBLIC, Audience.EXEMPT)
    }  # fmt: skip
    assert lines[Audience.PUBLIC][-2:] == [printed, lines[Audience.EXEMPT][-1]]
    assert lines[Audience.EXEMPT][-2] == f"{number} Splash Ltd"
