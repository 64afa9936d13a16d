"""A meeting with the decisions that its items name: where they are looked for, and what is wrong with either."""

from pathlib import Path

import pytest

from reportgen.base.finding import Outcome
from reportgen.load.subjects import load_subject
from reportgen.model.meeting import Meeting
from reportgen.model.papers import PaperedItem
from reportgen.pipeline import Order, check
from reportgen.rules.publication import PUB_AGENDA_5

DECISION = """\
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations:
  - {id: extend, text: Approve the extension.}
reasons: It does well.
extension: {start: 2024-10-25, end: 2025-10-24}
"""
HEAD = "body: Cabinet\ndate: 2024-06-05\n"
ITEM = HEAD + "items:\n  - id: care\n    decision: care\n"


def found(folder: Path, meeting: str, **files: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with a meeting beside a decision: place, message and hint."""
    (folder / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    for name, text in {"care": DECISION, **files}.items():
        (folder / f"{name}.yaml").write_text(text)
    (folder / "june.yaml").write_text(meeting)
    findings = load_subject(folder / "june.yaml", "june.yaml").findings
    return [(str(one.location), one.message, one.hint) for one in findings]


@pytest.mark.parametrize("name", ["care", "../care.yaml", "care.yml", "./old/../care"])
def test_a_decision_is_found_by_its_name_or_its_path(tmp_path: Path, name: str) -> None:
    name = {"care.yml": "care", "./old/../care": "../care.yaml"}.get(name, name)
    (tmp_path / "meetings").mkdir()
    (tmp_path / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    (tmp_path / "care.yaml").write_text(DECISION)
    (tmp_path / "meetings/june.yaml").write_text(ITEM.replace("decision: care", f"decision: {name}"))
    loaded = load_subject(tmp_path / "meetings/june.yaml", "n/meetings/june.yaml")
    assert loaded.findings == () and isinstance(loaded.subject, Meeting)
    (item,) = loaded.subject.items
    assert isinstance(item, PaperedItem) and item.paper.report.title == "Care at home"
    assert {path: source.file for path, source in loaded.papers.items()} == {("items", 0, "paper"): "n/care.yaml"}


def test_faults_of_a_decision_name_its_own_file(tmp_path: Path) -> None:
    (fault,) = found(tmp_path, ITEM, care=DECISION.replace("Because", "").replace("does well", "{{ extension.ned }}"))
    assert fault[0] == "care.yaml:5:13" and fault[2] == "did you mean `extension.end`?"


@pytest.mark.parametrize(
    ("meeting", "fault"),
    [
        (
            ITEM.replace("decision: care", "decision: cares"),
            ("june.yaml:5:15", "There is no decision file `cares`.", "did you mean `care`?"),
        ),
        (
            ITEM.replace("decision: care", "decision: ../../care.yaml"),
            ("june.yaml:5:15", "`../../care.yaml` is outside the council's folder.", ""),
        ),
        (
            ITEM.replace("decision: care", "decision: council"),
            ("june.yaml:5:15", "`council` is no decision, so an item can't take it.", ""),
        ),
        (
            ITEM + "    as_recommended: yes\n    resolutions: [{recommendation: extend, outcome: agreed}]\n",
            ("june.yaml:6:21", "This item is as recommended, and has resolutions of its own as well.", ""),
        ),
        (
            HEAD + "items: [{title: Care, as_recommended: yes}]\n",
            ("june.yaml:3:39", "This item has no decision file to take them from.", ""),
        ),
        (
            ITEM + "    resolutions: [{recommendation: extent, outcome: agreed}]\n",
            ("june.yaml:6:36", "There is no recommendation `extent` in the report.", "did you mean `extend`?"),
        ),
        (
            ITEM + "    resolutions: [{recommendation: extend, outcome: amended}]\n",
            ("june.yaml:6:19", "A recommendation was amended, and the words that were agreed are missing.", ""),
        ),
        (
            ITEM + "    resolutions: [{moved_at_meeting: yes}]\n",
            ("june.yaml:6:19", "This resolution names no recommendation and has no text.", ""),
        ),
        (
            ITEM + "    resolutions: [{recommendation: extend}]\n",
            ("june.yaml:6:19", "This resolution doesn't say what became of the recommendation.", ""),
        ),
        (
            ITEM + "    text: Until {{ extension.ned }}.\n",
            ("june.yaml:6:17", "`extension` has no `ned`.", "did you mean `extension.end`?"),
        ),
        (
            HEAD + "urgent_business: On {{ extension.end }}.\n",
            ("june.yaml:3:21", "`extension` is not a field of this file.", ""),
        ),
        (
            ITEM + "    motions: [{id: a, vote: {for: 3, against: 2, names_for: [A, B]}}]\n",
            ("june.yaml:6:35", "3 are counted under `for`, and 2 are named.", "make the number and the names agree"),
        ),
        (
            ITEM + "    motions: [{vote: {names_for: [A], names_against: [A]}}]\n",
            ("june.yaml:6:55", "`A` is named more than once in this vote.", "leave each member on one side, once"),
        ),
        (
            ITEM + "    motions: [{vote: {for: 3, against: 2, casting_vote: for}}]\n",
            ("june.yaml:6:57", "The votes were not equal (3 for, 2 against), so there was no casting vote.", ""),
        ),
        (
            ITEM + "    motions: [{vote: {for: 2, against: 3}, outcome: carried}]\n",
            ("june.yaml:6:53", "The motion is said to be carried, with 2 for and 3 against.", ""),
        ),
        (
            ITEM + "    motions: [{vote: {for: 2, against: 2}, outcome: carried}]\n",
            ("june.yaml:6:53", "The motion is said to be carried, with 2 for and 2 against.", ""),
        ),
        (
            ITEM + "    motions: [{id: main}, {amends: mian}]\n",
            ("june.yaml:6:36", "There is no other motion `mian` in this item.", "did you mean `main`?"),
        ),
        (
            HEAD + "attendance: {present: [A], apologies: [A]}\n",
            ("june.yaml:3:40", "`A` is both at the meeting and under `apologies`.", ""),
        ),
        (
            HEAD + "attendance: {present: [A], substitutes: [{member: B, replaces: A}]}\n",
            ("june.yaml:3:64", "`A` was at the meeting, so nobody stood in for them.", ""),
        ),
        (
            ITEM + "events: [{kind: left, who: A, before_item: crae}]\n",
            ("june.yaml:6:44", "No item has the number or id `crae`.", "did you mean `care`?"),
        ),
    ],
)
def test_a_fault_is_told_at_its_line_and_the_rest_is_still_checked(
    tmp_path: Path, meeting: str, fault: tuple[str, str, str]
) -> None:
    place, message, hint = fault
    other = (
        "attendance: {present: [Z], absent: [Z]}\n"
        if "attendance" not in meeting
        else "events: [{kind: left, before_item: x}]\n"
    )
    first, second = found(tmp_path, meeting + other)
    assert first == (place, message, hint or first[2])
    assert "`Z` is both" in second[1] or "`x`" in second[1]


def test_votes_that_are_equal_are_decided_by_the_chair(tmp_path: Path) -> None:
    vote = "    motions: [{vote: {for: 2, against: 2, casting_vote: against}, outcome: lost}]\n"
    assert found(tmp_path, ITEM + vote) == []


def test_the_day_of_the_agenda_is_known_from_the_file_of_the_meeting(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    (tmp_path / "care.yaml").write_text(DECISION)
    order = Order(rules=(PUB_AGENDA_5,), formats=())
    judged = []
    for published in ("", "agenda_published: 2024-06-03\n", "agenda_published: 2024-05-22\n"):
        (tmp_path / "meetings/june.yaml").write_text(published + ITEM)
        found = check(tmp_path / "care.yaml", "care.yaml", order)
        judged.append([one.outcome for one in found if one.rule == "PUB-AGENDA-5"])
    assert judged == [[Outcome.CANNOT_TELL], [Outcome.FAIL], []]
