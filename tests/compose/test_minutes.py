"""A meeting that has everything, as its agenda and its minutes; the records of its decisions; what is refused."""

from functools import cache
from pathlib import Path

import pytest

from reportgen.base.finding import Outcome
from reportgen.model.audience import Audience
from reportgen.pipeline import Order, build
from tests.golden import check_golden

MEETING = Path(__file__).parent / "minutes" / "meeting.yaml"
COUNCIL = (MEETING.parent / "council.yaml").read_text("utf-8")
DECISION = (MEETING.parent / "home-care.yaml").read_text("utf-8")


@cache
def built(path: Path, kind: str, audience: Audience = Audience.PUBLIC) -> str:
    made = build(path, path.name, Order(rules=(), formats=("md",), kind=kind, audience=audience))
    assert [finding.message for finding in made.findings if finding.outcome is Outcome.FAIL] == []
    return made.files[0].content.decode()


def faults(path: Path, kind: str) -> list[tuple[int, str, str]]:
    made = build(path, path.name, Order(rules=(), formats=("md",), kind=kind))
    return [(found.location.line, found.rule, found.message) for found in made.findings]


@pytest.mark.parametrize("kind", ["minutes", "agenda"])
def test_a_meeting_that_has_everything(kind: str) -> None:
    check_golden(f"minutes/{kind}.md", built(MEETING, kind).encode())


def test_its_exempt_copy_holds_what_was_left_out() -> None:
    exempt = built(MEETING, "minutes", Audience.EXEMPT)
    assert (
        "no more than \\[exempt, paragraph 3: £1,250,000\\]" in exempt
        and "To sell the day centre for £987,654." in exempt
    )
    assert "1,250,000" not in built(MEETING, "minutes") and "987" not in built(MEETING, "minutes")


def test_minutes_need_what_became_of_each_decision(tmp_path: Path) -> None:
    text = MEETING.read_text("utf-8").replace("    as_recommended: yes\n", "")
    for name in ("council.yaml", "home-care.yaml", "day-centre.yaml"):
        (tmp_path / name).write_text((MEETING.parent / name).read_text("utf-8"))
    (tmp_path / "meeting.yaml").write_text(text)
    line = 1 + text.splitlines().index("    decision: day-centre.yaml")
    message = "This item takes a decision, and nothing says what became of its recommendations."
    assert faults(tmp_path / "meeting.yaml", "minutes") == [(line, "NO-OUTCOME", message)]
    assert faults(tmp_path / "meeting.yaml", "agenda") == []


def test_that_nothing_was_brought_is_minuted_where_the_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    said = "body: Cabinet\ndate: 2025-03-05\nmember_questions: none\npetitions: none\n"
    (tmp_path / "meeting.yaml").write_text(said)
    minutes = built(tmp_path / "meeting.yaml", "minutes")
    assert all(f" {name}\n\nThere were none.\n" in minutes for name in ("Questions from members", "Petitions"))
    assert "Deputations" not in minutes
    assert "Questions from members" not in built(tmp_path / "meeting.yaml", "agenda")


def test_a_number_that_stands_twice_on_an_agenda_is_told_at_the_item(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    said = "body: Cabinet\ndate: 2025-03-05\nitems:\n- title: Care\n  number: 3\n- title: Roads\n"
    (tmp_path / "meeting.yaml").write_text(said)
    message = "The number 3 stands twice on the agenda: here, and at “declarations”."
    assert (5, "AGENDA-NUMBER", message) in faults(tmp_path / "meeting.yaml", "agenda")
    (tmp_path / "meeting.yaml").write_text(said.replace("  number: 3\n", ""))
    assert faults(tmp_path / "meeting.yaml", "agenda") == []


PRIVATE = """\
body: Cabinet
date: 2025-03-05
attendance: {present: [Leader]}
items:
- {title: Roads, text: Mended.}
- {id: prices, title: Prices, private: yes, paragraphs: [3], text: Considered.}
exclusions:
- {items: [ITEM], paragraphs: [3]}
"""


def test_a_resolution_to_exclude_the_public_names_items_as_the_same_document_heads_them(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "meeting.yaml").write_text(PRIVATE.replace("ITEM", "prices"))
    agenda, minutes = (built(tmp_path / "meeting.yaml", kind) for kind in ("agenda", "minutes"))
    assert "## 10. Prices" in agenda and "press and public for item 10, because" in agenda
    assert "## 4/25 Prices" in minutes and "from the meeting for item 10 (minute 4/25), because" in minutes


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("2", "Number 2 on the agenda is none of the items of business: nothing is taken there in private."),
        ("8", "Item 8 is taken in public, and nothing of it is exempt."),
        ("12", "No item is called or numbered `12`."),
    ],
)
def test_a_resolution_that_names_what_is_not_private_is_told(tmp_path: Path, named: str, message: str) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL)
    (tmp_path / "meeting.yaml").write_text(PRIVATE.replace("ITEM", named))
    assert faults(tmp_path / "meeting.yaml", "agenda") == [(8, "REFERENCE", message)]


# A decision by itself ------------------------------------------------------------------------------------------

OUTCOME = """\
minutes:
  resolutions:
    - {recommendation: extend, outcome: agreed}
    - {recommendation: "2", outcome: noted}
    - {recommendation: delegate, outcome: deferred}
    - {recommendation: "4", outcome: withdrawn}
"""
TAKEN = """\
decision:
  date: 2025-03-05
  published: 2025-03-06
  interests: none
  dispensations: none
"""


def decision(folder: Path, *more: str, council: str = COUNCIL) -> Path:
    (folder / "council.yaml").write_text(council)
    (folder / "home-care.yaml").write_text(DECISION + "".join(more))
    return folder / "home-care.yaml"


def section(text: str, title: str) -> str:
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0].strip()


@pytest.mark.parametrize("kind", ["minutes", "decision-record"])
def test_a_decision_without_an_outcome_has_no_minute_and_no_record(tmp_path: Path, kind: str) -> None:
    message = "This file doesn't say what became of the recommendations."
    assert faults(decision(tmp_path), kind) == [(10, "NO-OUTCOME", message)]


def test_the_record_of_a_decision(tmp_path: Path) -> None:
    record = built(decision(tmp_path, OUTCOME, TAKEN), "decision-record")
    assert section(record, "Decision").splitlines() == [
        r"1. To approve an extension until 31 May 2026, at no more than \[not for publication: paragraph 3\].",
        "2. Recommendation 2 was noted.",
        "3. Recommendation 3 was deferred.",
        "4. Recommendation 4 was withdrawn.",
    ]
    assert section(record, "Conflicts of interest declared") == "No interests were declared."
    assert section(record, "Dispensations") == "None."
    assert section(record, "Call-in") == (
        "The decision may be called in until 5pm on 13 March 2025 by five members.\n\n"
        "Unless it is called in, it takes effect on 14 March 2025."
    )


def test_what_the_record_was_not_told_it_says_it_does_not_know(tmp_path: Path) -> None:
    record = built(decision(tmp_path, OUTCOME), "decision-record")
    assert section(record, "Conflicts of interest declared") == "Not recorded."
    assert section(record, "Call-in").startswith("If it is published on 7 March 2025, ")


def test_a_decision_that_cannot_be_called_in(tmp_path: Path) -> None:
    waived = "call_in: {waived: {reason: Care would stop., agreed_by: the chair of scrutiny, on: 2025-03-04}}\n"
    record = built(decision(tmp_path, OUTCOME, TAKEN, waived), "decision-record")
    assert section(record, "Call-in") == (
        "The decision is not subject to call-in.\n\n"
        "Care would stop. Agreed by the chair of scrutiny on 4 March 2025.\n\n"
        "It takes effect on 5 March 2025."
    )


# Numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "numbers"),
    [
        ("{n}.", ["7.", "8.", "9."]),
        ("{n}/{yy}", ["7/25", "8/25", "9/25"]),
        ("CAB/{n}", ["CAB/7", "CAB/8", "CAB/9"]),
        ("{meeting}({letter})", ["14(a)", "14(b)", "14(c)"]),
        ("{item}", ["1", "9", "10"]),
        ("{year}.{item}", ["2025.1", "2025.9", "2025.10"]),
    ],
)
def test_minutes_are_numbered_as_the_council_does(tmp_path: Path, pattern: str, numbers: list[str]) -> None:
    (tmp_path / "council.yaml").write_text(
        f"id: northshire\nname: Northshire\nminute_numbering: {{pattern: '{pattern}'}}\n"
    )
    (tmp_path / "m.yaml").write_text(
        "body: Cabinet\ndate: 2025-03-05\nnumber: 14\nfirst_minute: 7\nattendance: {present: [A]}\n"
        "items: [{title: Roads, number: 9, text: T.}, {title: Parks, text: T.}]\n"
    )
    minutes = built(tmp_path / "m.yaml", "minutes")
    assert [line[3:] for line in minutes.splitlines() if line.startswith("## ")] == [
        f"{number} {title}" for number, title in zip(numbers, ["Apologies for absence", "Roads", "Parks"], strict=True)
    ]


def test_a_pattern_that_names_what_there_is_not_is_told(tmp_path: Path) -> None:
    (tmp_path / "council.yaml").write_text("id: n\nname: N\nminute_numbering: {pattern: 'CAB/{m}'}\n")
    (tmp_path / "m.yaml").write_text("body: Cabinet\ndate: 2025-03-05\n")
    assert faults(tmp_path / "m.yaml", "minutes") == [(3, "FIELD-VALUE", "`{m}` is no part of a minute number.")]


# Its meeting's file -------------------------------------------------------------------------------------------

JUNE = """\
body: Cabinet
date: 2025-04-02
attendance: {present: [A]}
declarations: [{member: Leader, interest: Her brother is a carer., item: care, action: left}, {member: B, item: 9}]
items:
- title: Roads
  text: There were none.
- id: care
  decision: home-care
  alternatives: A shorter term was considered.
"""


@pytest.mark.parametrize(
    "said", ["  as_recommended: yes\n", "  resolutions: [{recommendation: extend, outcome: agreed}]\n"]
)
@pytest.mark.parametrize("kind", ["minutes", "decision-record"])
def test_what_only_the_meeting_says_became_of_a_decision_is_taken_from_there(
    tmp_path: Path, kind: str, said: str
) -> None:
    paper = decision(tmp_path)
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings/april.yaml").write_text(JUNE + said)
    earlier = JUNE.replace("04-02", "03-05") + "  resolutions: [{text: Wait.}]\n"
    (tmp_path / "meetings/march.yaml").write_text(earlier)
    made = built(paper, kind)
    assert (
        r"1. To approve an extension until 31 May 2026, at no more than \[not for publication: paragraph 3\]." in made
    )
    assert "A shorter term was considered." in made and "Wait." not in made
    if kind == "decision-record":
        assert "2 April 2025" in made
        assert section(made, "Conflicts of interest declared").count("\n") == 0
        assert "Her brother is a carer" in section(made, "Conflicts of interest declared")


def test_what_the_file_of_the_meeting_says_is_judged_there_and_nowhere_else(tmp_path: Path) -> None:
    paper = decision(tmp_path)
    (tmp_path / "meetings").mkdir()
    resolved = "  resolutions: [{recommendation: extend, outcome: agreed, text: Extend it by 28 February 2031.}]\n"
    (tmp_path / "meetings/april.yaml").write_text(JUNE + resolved)
    made = build(paper, paper.name, Order(formats=("md",), kind="decision-record"))
    assert b"28 February 2031" in made.files[0].content
    assert [f for f in made.findings if f.rule == "MIN-DATED" or "February 2031" in f.message] == []


@pytest.mark.parametrize("more", ["", "  as_recommended: yes\n  exempt: 3\n", "  as_recommended: yes\n  odd: 3\n"])
def test_a_meeting_that_does_not_say_what_became_of_it_gives_nothing(tmp_path: Path, more: str) -> None:
    paper = decision(tmp_path)
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings/april.yaml").write_text(JUNE + more)
    assert [found[1] for found in faults(paper, "decision-record")] == ["NO-OUTCOME"]
