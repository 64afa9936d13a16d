"""A decision or meeting begun in the browser: which file it gets, what stands in it, what is refused."""

from pathlib import Path

import pytest

from tests.serve.browser import PAPER, Served, serving

NEW = {
    "subject": "decision",
    "council": "northshire",
    "title": "Day care: a new contract",
    "date": "2024-07-03",
    "body": "Cabinet",
}
FILE = "northshire/day-care-a-new-contract-2024.yaml"


def test_a_decision_has_its_first_answers_and_its_blanks(papers: Served) -> None:
    assert papers.get("api/begin").told == {
        "councils": [
            {"folder": "northshire", "name": "Northshire Council", "bodies": [], "file": "northshire/council.yaml"}
        ],
        "may_begin_council": True,
    }
    assert papers.post("begin/name", **NEW).told == {"file": FILE}
    assert papers.post("begin", **NEW).told == {"file": FILE}
    text = (papers.folder / FILE).read_text()
    assert "  body: Cabinet\n  date: 2024-07-03\n" in text
    assert '  title: "Day care: a new contract"\n  report_of:  # fill in:' in text
    assert text.startswith(
        "# yaml-language-server: $schema=.schemas/decision.json\n#\n# A decision of Northshire Council"
    )
    assert (papers.folder / "northshire/.schemas/decision.json").is_file()


def test_a_meeting_is_called_by_its_date_and_body(papers: Served) -> None:
    new = {"subject": "meeting", "council": "northshire", "date": "2024-07-03", "body": "Health Scrutiny Panel"}
    file = papers.post("begin", **new).told["file"]
    assert file == "northshire/meetings/2024-07-03-health-scrutiny-panel.yaml"
    assert "\nbody: Health Scrutiny Panel\ndate: 2024-07-03\n#body_type" in (papers.folder / file).read_text()


def test_no_file_is_ever_written_over(papers: Served) -> None:
    (papers.folder / FILE).write_text("mine: yes\n")
    assert papers.post("begin/name", **NEW).told["file"] == FILE.replace(".yaml", "-2.yaml")
    made = [papers.post("begin", **NEW).told["file"] for _ in range(2)]
    assert made == [FILE.replace(".yaml", "-2.yaml"), FILE.replace(".yaml", "-3.yaml")]
    assert (papers.folder / FILE).read_text() == "mine: yes\n"


def test_a_decision_is_begun_from_an_earlier_one_without_what_was_of_its_occasion(papers: Served) -> None:
    held = PAPER.replace("date: 2024-06-05}", "date: 2024-06-05, item_no: 8}") + "decision: {date: 2024-06-05}\n"
    (papers.folder / "northshire/care.yaml").write_bytes(held.replace("\n", "\r\n").encode())
    file = papers.post("begin", **NEW, like="northshire/care.yaml").told["file"]
    wanted = PAPER.replace("2024-06-05", "2024-07-03").replace("Care at home ", '"Day care: a new contract" ')
    assert (papers.folder / file).read_bytes() == wanted.replace("\n", "\r\n").encode()


def test_the_first_decision_of_a_council_brings_its_council_file(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        assert served.get("api/begin").told == {"councils": [], "may_begin_council": True}
        new = {**NEW, "council": "", "council_name": "London Borough of Westford"}
        assert served.post("begin", **new).told["file"] == "westford/day-care-a-new-contract-2024.yaml"
        assert "\nid: westford\nname: London Borough of Westford\n" in (tmp_path / "westford/council.yaml").read_text()
        assert served.post("preview", file="westford/day-care-a-new-contract-2024.yaml", text="").status == 200
        again = served.post("begin", **{**new, "council_name": "Westford"})
        assert (again.status, again.message) == (422, "There is a council in the folder `westford` already.")


def test_within_the_folder_of_a_council_all_is_that_councils(papers: Served) -> None:
    with serving(papers.folder / "northshire") as served:
        told = served.get("api/begin").told
        assert [(one["folder"], one["file"]) for one in told["councils"]] == [("", "council.yaml")]
        assert not told["may_begin_council"]
        assert served.post("begin", **{**NEW, "council": ""}).told["file"] == FILE.removeprefix("northshire/")
        other = served.post("begin", **{**NEW, "council": None, "council_name": "Eastmoor Council"})
        assert other.status == 422


def test_below_the_folder_of_a_council_its_own_file_is_not_opened(papers: Served) -> None:
    (papers.folder / "northshire/meetings").mkdir()
    with serving(papers.folder / "northshire/meetings") as served:
        (council,) = served.get("api/begin").told["councils"]
        assert (council["folder"], council["name"], council["file"]) == ("", "Northshire Council", "")
        new = {"subject": "meeting", "council": "", "date": "2024-07-03", "body": "Cabinet"}
        assert served.post("begin", **new).told["file"] == "2024-07-03-cabinet.yaml"


@pytest.mark.parametrize(
    ("answer", "words", "message"),
    [
        ("title", " ", "What the decision is about is missing."),
        ("title", "x" * 301, "This is too long: it takes up to 300 letters."),
        ("date", "2024-02-30", "30 February 2024 is no date: February 2024 has 29 days."),
        ("body", "", "Who decides is missing."),
        ("council_name", "", "The council's name is missing."),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_answer_and_nothing_is_written(
    asked: Served, answer: str, words: str, message: str
) -> None:
    before = sorted(asked.folder.rglob("*"))
    new = {**NEW, answer: words, **({"council": "elsewhere"} if answer == "council_name" else {})}
    refused = asked.post("begin", **new)
    assert (refused.status, refused.told["answer"], refused.message) == (422, answer, message)
    assert sorted(asked.folder.rglob("*")) == before


@pytest.mark.parametrize(
    "more", [{"council": "../..", "council_name": "../../etc"}, {"title": "../../../etc/passwd"}, {"title": "日本"}]
)
def test_no_answer_leads_out_of_the_folder(papers: Served, more: dict[str, str]) -> None:
    file = papers.post("begin", **{**NEW, **more}).told["file"]
    assert (papers.folder / file).resolve().is_relative_to(papers.folder.resolve())
    assert ".." not in file


@pytest.mark.parametrize("like", ["../secret.yaml", "/etc/passwd", "northshire/none.yaml", "northshire/council.yaml"])
def test_only_a_decision_of_the_folder_can_be_begun_from(asked: Served, like: str) -> None:
    assert asked.post("begin", **NEW, like=like).status == 404
