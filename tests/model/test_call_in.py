"""Working days in England, and until when a decision may be called in."""

from datetime import date

import pytest

from reportgen.model.call_in import call_in_dates
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.working_days import add_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-03-28", True),
        ("2024-03-29", False),  # Good Friday
        ("2024-04-01", False),  # Easter Monday
        ("2024-12-25", False),
        ("2021-12-28", False),  # Boxing Day, which fell on a Sunday
        ("2020-05-04", True),  # moved to 8 May
        ("2020-05-08", False),
        ("2022-05-30", True),  # moved to 2 June
        ("2022-06-03", False),
        ("2022-09-19", False),
        ("2023-05-08", False),
        ("2024-08-05", True),  # a bank holiday in Scotland
        ("2024-06-08", False),
    ],
)
def test_working_days_are_those_of_england(day: str, working: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2024-07-15", 5, "2024-07-22"),
        ("2024-03-27", 1, "2024-03-28"),
        ("2024-03-28", 1, "2024-04-02"),  # over Easter
        ("2024-06-08", 0, "2024-06-08"),
    ],
)
def test_the_day_itself_is_not_counted(day: str, count: int, last: str) -> None:
    assert add_working_days(date.fromisoformat(day), count) == date.fromisoformat(last)


def council(**call_in: str) -> Council:
    return Council.model_validate({"id": "n", "name": "N", "call_in": call_in})


def decision(body_type: str = "executive", date: str = "2024-07-15", **more: object) -> Decision:
    meeting = {"body": "Cabinet", "body_type": body_type, "date": date}
    report = {"title": "Care", "report_of": "Director"}
    rest = {"recommendations": [{"text": "Approve it."}], "reasons": "Because."}
    return Decision.model_validate({"meeting": meeting, "report": report, **rest, **more})


PUBLISHED = {"published": "2024-07-15"}


@pytest.mark.parametrize(
    ("made", "settings", "expires", "effective"),
    [
        (decision(decision=PUBLISHED), {}, "2024-07-22", "2024-07-23"),
        (decision(), {}, "2024-07-24", "2024-07-25"),  # to be published by 17 July
        (decision(decision=PUBLISHED), {"days": "3"}, "2024-07-18", "2024-07-19"),
        (decision(decision=PUBLISHED), {"basis": "calendar"}, "2024-07-20", "2024-07-21"),
        (decision(), {"counted_from": "decision"}, "2024-07-22", "2024-07-23"),
        (decision(call_in={"expires": "2024-07-31"}), {}, "2024-07-31", "2024-08-01"),
        (decision(decision={"effective_from": "2024-09-01"}), {}, "2024-07-24", "2024-09-01"),
        (decision(decision={"date": "2024-03-26", "published": "2024-03-27"}), {}, "2024-04-05", "2024-04-06"),
        (decision("council"), {}, None, "2024-07-15"),
        (decision("scrutiny"), {}, None, "2024-07-15"),
        (decision("council", call_in={"applies": "yes"}), {}, "2024-07-24", "2024-07-25"),
        (decision(call_in={"applies": "no"}), {}, None, "2024-07-15"),
        (decision(call_in={"waived": {"reason": "Harm."}}), {}, None, "2024-07-15"),
    ],
)
def test_call_in(made: Decision, settings: dict[str, str], expires: str | None, effective: str) -> None:
    found = call_in_dates(made, council(**settings))
    assert found is not None
    assert (found.expires.isoformat() if found.expires else None, found.effective.isoformat()) == (expires, effective)


def test_of_a_decision_whose_day_is_not_known_nothing_follows() -> None:
    assert call_in_dates(decision(date="2024-07"), council()) is None
