import pytest

from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.record import Record
from tests.model.specimens import SMALL, decision, read, refusals


def _kinds(kind: type[Record] = Record) -> list[type[Record]]:
    return [one for sub in kind.__subclasses__() for one in (sub, *_kinds(sub))]


@pytest.mark.parametrize("kind", _kinds(), ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_closed_and_explains_its_fields(kind: type[Record]) -> None:
    assert kind.model_config["frozen"]
    assert kind.model_config["extra"] == "forbid"
    assert kind.__doc__
    for name, field in kind.model_fields.items():
        assert field.title and field.title[0].isupper(), name
        assert field.description and field.description.endswith("."), name


def test_the_least_that_a_decision_needs() -> None:
    assert refusals("{}", Decision) == [
        "meeting: Field required",
        "report: Field required",
        "recommendations: Field required",
        "reasons: Field required",
    ]
    assert refusals(SMALL, Decision) == []
    assert refusals("recommendations: []", Decision)[2].startswith("recommendations: ")


def test_the_least_that_a_council_and_a_meeting_need() -> None:
    council = read("{id: westford, name: Westford Borough Council}", Council)
    assert (council.call_in.days, council.call_in.basis, council.style) == (5, "working", "default")
    assert read("{body: Cabinet, date: 2024-06-05}", Meeting).items == ()


def test_recommendations_and_appendices_are_numbered_by_place_unless_they_say() -> None:
    record = decision("appendices: [{title: One}, {title: Two, number: B}, {title: Three}]")
    assert [r.number for r in record.recommendations] == ["1", "2"]
    assert [a.number for a in record.appendices] == ["1", "B", "3"]


def test_plain_text_stands_for_a_record_of_one_field() -> None:
    record = decision("benefits: [Less travel]")
    assert record.report.report_of.post == "Director of Adult Social Care"
    assert str(record.benefits[0].text) == "Less travel"


@pytest.mark.parametrize("written", ["none", "None", "", "[]"])
def test_none_is_an_empty_list_that_was_stated(written: str) -> None:
    record = decision(f"background_papers: {written}")
    assert record.background_papers == ()
    assert "background_papers" in record.model_fields_set
    assert "background_papers" not in decision().model_fields_set


INFORMS = """
meeting: {body: Adult Care Scrutiny Committee, body_type: scrutiny, date: 2024-06-05}
report: {title: Home care this year, report_of: Director of Adult Social Care}
recommendations: none
"""


@pytest.mark.parametrize(
    "text",
    [
        INFORMS,
        INFORMS.replace("body_type: scrutiny, ", "").replace("report: {", "report: {type: update, "),
        INFORMS.replace("body_type: scrutiny, ", "").replace("report: {", "report: {type: briefing, "),
        INFORMS.replace("none", "[{text: Note the report.}]"),
    ],
)
def test_a_paper_that_informs_needs_no_recommendation_and_no_reasons(text: str) -> None:
    assert refusals(text, Decision) == []


def test_a_paper_that_asks_for_a_decision_needs_both() -> None:
    assert refusals(INFORMS.replace("scrutiny,", "executive,"), Decision) == [
        "recommendations: A paper that asks for a decision has one recommendation or more.",
        "reasons: Field required",
    ]


def test_a_paper_that_informs_says_that_it_recommends_nothing() -> None:
    assert refusals(INFORMS.replace("recommendations: none\n", ""), Decision) == ["recommendations: Field required"]


def test_a_word_from_a_closed_list_may_be_written_as_officers_write_it() -> None:
    record = decision("key: {is_key: Yes, reasons: [Two wards]}")
    assert record.key is not None
    assert record.key.reasons == ("two_wards",)


def test_a_word_that_is_not_in_the_list_is_refused_with_the_list() -> None:
    assert refusals(SMALL + "key: {is_key: yes, reasons: [spends]}", Decision) == [
        "key.reasons.0: `spends` is not a word that can stand here; use `spend`, `savings` or `two_wards`."
    ]


def test_a_vote_is_written_with_for() -> None:
    meeting = read("{body: Cabinet, date: 2024-06-05, items: [{title: A, motions: [{vote: {for: 3}}]}]}", Meeting)
    vote = meeting.items[0].motions[0].vote
    assert vote is not None
    assert vote.in_favour == 3


def test_sections_nest() -> None:
    record = decision("narrative: [{title: A, sections: [{title: B, sections: [{title: C}]}]}]")
    assert record.narrative[0].sections[0].sections[0].title == "C"
