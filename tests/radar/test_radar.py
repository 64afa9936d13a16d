"""What is due by when: worked back from contract ends, and as files set it; in text, JSON and a calendar file."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from reportgen.cli import commands
from reportgen.radar.deadlines import Deadline, deadlines
from tests.golden import check_golden
from tests.rules.cases import load_case

ROOT = Path(__file__).parent.parent.parent
CONTRACTS = ("The contract ends", "Last", "Agenda and report to be public", "Notice of the key decision to be public")


def chain(case: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the last safe days of the contracts of a case, with what each is for."""
    found: tuple[Deadline, ...] = deadlines(load_case(case, "untaken")[0])
    return [(one.due.isoformat(), one.what) for one in found if one.is_last]


ONE_CONTRACT = {"extension": {"scope": [{"contract": "north"}]}, "contracts": [{"id": "south", "held_by": "Eastmoor"}]}


def test_the_last_safe_meeting_is_worked_back_from_the_notice_that_the_contract_asks_for() -> None:
    # Notice by 30 October: call-in ends on the 24th, five working days after Friday 17th, two after the meeting.
    assert chain({"change": ONE_CONTRACT}) == [
        ("2025-10-15", "Last safe Cabinet meeting"),
        ("2025-10-30", "Last day to give notice to the provider"),
        ("2025-11-30", "The contract ends"),
    ]


def test_what_has_to_be_public_counts_from_the_meeting_that_the_file_names() -> None:
    unpublished = {"meeting": {"agenda_published": "~"}, "key": {"notice_published": "~"}}
    case, _ = load_case({"change": [ONE_CONTRACT, unpublished]}, "untaken")
    assert [(one.due.isoformat(), one.what, one.how) for one in deadlines(case) if "to be public" in one.what] == [
        ("2025-08-19", "Notice of the key decision to be public", "28 clear days before 17 September 2025"),
        ("2025-09-09", "Agenda and report to be public", "5 clear working days before 17 September 2025"),
    ]


def test_what_is_public_is_due_no_more() -> None:
    case, _ = load_case({"change": ONE_CONTRACT}, "untaken")
    assert [one for one in deadlines(case) if "to be public" in one.what] == []


def test_a_scrutiny_paper_counts_from_the_last_safe_meeting_of_the_cabinet() -> None:
    body = {"meeting": {"body": "Health Scrutiny Committee", "body_type": "scrutiny"}}
    assert ("2025-10-07", "Agenda and report to be public") in chain({"change": [ONE_CONTRACT, body]})


@pytest.mark.parametrize(
    ("council", "meeting"),
    [
        ({"meeting_weekdays": ["monday"]}, "2025-10-20"),
        ({"meeting_weekdays": "none"}, "2025-10-20"),
        ({"meeting_dates": ["2025-09-17", "2025-10-01", "2025-10-22"]}, "2025-10-01"),
        ({"meeting_dates": ["2025-05-14", "2025-06-11"]}, "2025-10-15"),
        ({"meeting_dates": ["2026-05-13", "2026-06-10"]}, "2025-10-15"),
        ({"call_in": {"days": "10"}}, "2025-10-08"),
        ({"call_in": {"counted_from": "decision"}}, "2025-10-22"),
        ({"call_in": {"basis": "calendar", "days": "7"}}, "2025-10-15"),
    ],
)
def test_the_meeting_follows_the_councils_settings(council: dict[str, Any], meeting: str) -> None:
    assert (meeting, "Last safe Cabinet meeting") in chain({"change": ONE_CONTRACT, "council": council})


def test_scrutiny_looks_ahead_to_the_meeting_of_the_cabinet_which_decides() -> None:
    body = {"meeting": {"body": "Health Scrutiny Committee", "body_type": "scrutiny"}}
    assert ("2025-10-15", "Last safe Cabinet meeting") in chain({"change": [ONE_CONTRACT, body]})


@pytest.mark.parametrize(
    ("options", "how"),
    [
        ([{"months": "12", "exercised": "0"}], "on 30 November 2025; the option allows 12 months more"),
        ([{"months": "12", "exercised": "12"}], "on 30 November 2025; no option is left"),
        ("~", "on 30 November 2025"),
    ],
)
def test_what_is_left_of_an_option_is_said_where_the_file_tells_it(options: object, how: str) -> None:
    change = [{"decision": "~", "minutes": "~", "call_in": "~"}, {"contracts": [{"id": "north", "options": options}]}]
    found = deadlines(load_case({"change": [ONE_CONTRACT, *change]}, "plain")[0])
    assert [one.how for one in found if one.what == "The contract ends"] == [how]


def test_bank_holidays_are_no_working_days() -> None:
    # The contract ends on 2 January 2026 without notice: Christmas, Boxing Day and New Year's Day are in between.
    changed = {"id": "north", "current_end": "2026-01-02", "initial_end": "~", "initial_months": "~", "notice": "~"}
    case = {"change": [ONE_CONTRACT, {"contracts": [changed]}], "council": {"meeting_weekdays": "none"}}
    assert ("2025-12-18", "Last safe Cabinet meeting") in chain(case)


def test_an_end_known_to_the_month_gives_no_chain() -> None:
    changed = {"id": "north", "current_end": "2026-01", "initial_end": "~", "initial_months": "~", "notice": "~"}
    assert chain({"change": [ONE_CONTRACT, {"contracts": [changed]}]}) == []


def radar(*words: str) -> str:
    done = CliRunner().invoke(commands, ["radar", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def _at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.usefixtures("_at_the_top")
@pytest.mark.parametrize(("form", "read"), [("text", str), ("json", json.loads), ("ics", Calendar.from_ical)])
def test_the_clean_decision_on_the_radar(form: str, read: Callable[[str], object]) -> None:
    shown = radar("decisions/northshire", "--as-of", "2026-09-01", "--until", "2026-11-30", "--format", form)
    assert read(shown)
    check_golden(f"northshire/radar.{form}", shown.replace("\r\n", "\n").encode())


@pytest.mark.usefixtures("_at_the_top")
def test_a_calendar_program_gets_days_and_words() -> None:
    shown = radar("decisions/northshire", "--as-of", "2026-11-30", "--format", "ics")
    first = Calendar.from_ical(shown).walk("VEVENT")[0]
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 11, 30), date(2026, 12, 1))
    assert str(first["summary"]) == "The contract ends: Home care in the north and Home care in the south"


@pytest.mark.usefixtures("_at_the_top")
def test_a_calendar_without_an_event_says_so_beside_it() -> None:
    words = ["radar", "decisions/northshire", "--as-of", "2030-01-01", "--format", "ics"]
    done = CliRunner().invoke(commands, words)
    assert Calendar.from_ical(done.stdout).walk("VEVENT") == []
    assert done.stderr == "Nothing is due: the calendar holds no event, and some programs refuse to open such a one.\n"


@pytest.mark.usefixtures("_at_the_top")
def test_what_is_past_is_shown_where_it_is_asked_for() -> None:
    words = ("decisions/northshire", "--as-of", "2030-01-01")
    assert radar(*words) == "Nothing is due from 1 January 2030. `--all` lists what is past as well.\n"
    assert radar(*words, "--all").startswith("Past on 1 January 2030")
