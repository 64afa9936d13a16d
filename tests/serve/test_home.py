"""The list of a folder: what each paper is, how far it has come, what is found, what is due next."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.serve.browser import COUNCIL, PAPER, Served

MEETING = "body: Cabinet\ndate: 2024-06-05\nitems:\n  - title: Care at home\n    decision: care\n"
CONTRACT = "contracts:\n  - {id: care, title: Care at home, current_end: 2025-10-24}\n"


def rows(papers: Served) -> dict[str, dict[str, Any]]:
    """Return the rows of the list once all of them are made."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = papers.get("api/home").told
        if not told["pending"]:
            return {row["file"]: row for row in told["rows"]}
    raise AssertionError("the list is never complete")


def put(papers: Served, name: str, text: str) -> Path:
    path = papers.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_paper_is_told_with_all_that_matters_first(papers: Served) -> None:
    row = rows(papers)["northshire/care.yaml"]
    assert (row["subject"], row["council"], row["title"]) == ("decision", "Northshire Council", "Care at home")
    assert (row["date"], row["date_words"], row["stage"]) == ("2024-06-05", "5 June 2024", "Draft")
    assert row["deadline"] == {
        "due": "2024-06-05", "due_words": "5 June 2024", "when": "in 4 days", "days": 4,
        "what": "Cabinet decides", "about": "Care at home",
    }  # fmt: skip
    assert row["counts"]["error"] == sum(
        one["severity"] == "error" and one["outcome"] == "fail"
        for one in papers.post("preview", file="northshire/care.yaml", text=PAPER).told["findings"]
    )
    assert row["fault"] is None


def test_the_last_safe_day_comes_before_the_end_of_a_contract(papers: Served) -> None:
    put(papers, "northshire/care.yaml", PAPER.replace("2024-06-05", "2024-05-05") + CONTRACT)
    deadline = rows(papers)["northshire/care.yaml"]["deadline"]
    assert deadline["due"] < "2025-10-24"
    assert deadline["about"] == "Care at home"


def test_a_meeting_is_told_too(papers: Served) -> None:
    put(papers, "northshire/meetings/june.yaml", MEETING)
    row = rows(papers)["northshire/meetings/june.yaml"]
    assert (row["subject"], row["title"], row["stage"]) == ("meeting", "Cabinet", "Agenda")


def test_a_file_that_cannot_be_read_is_listed_with_its_fault(papers: Served) -> None:
    put(papers, "northshire/broken.yaml", 'report: {title: "Care at home}\n')
    put(papers, "northshire/letter.yaml", "PK\x03\x04 a Word file")
    put(papers, "northshire/notepad.yaml.txt", PAPER)
    listed = rows(papers)
    assert listed["northshire/broken.yaml"]["fault"]["line"] == 1
    assert listed["northshire/letter.yaml"]["fault"]["message"] == "This is a Word, Excel or zip file, not a text file."
    assert "ends in `.txt`" in listed["northshire/notepad.yaml.txt"]["fault"]["message"]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_a_file_that_cannot_be_opened_for_its_name_is_listed_with_the_reason(papers: Served) -> None:
    for name in ("<draft> care.yaml", "con.yaml", os.fsdecode(b"caf\xe9.yaml")):
        put(papers, f"northshire/{name}", PAPER)
    (papers.folder / "northshire/out.yaml").symlink_to("/etc/passwd")
    listed = {file: row["fault"]["message"] for file, row in rows(papers).items() if not row["opens"]}
    assert listed == {
        "northshire/<draft> care.yaml": "This file can't be opened here: `<draft> care.yaml` has `<` in it, which not"
        " every computer takes in a name.",
        "northshire/con.yaml": "This file can't be opened here: Windows has another use for the name `con.yaml`.",
        "northshire/caf?.yaml": "This file can't be opened here: `caf?.yaml` has a character that can't be shown in it,"
        " which not every computer takes in a name.",
        "northshire/out.yaml": "`northshire/out.yaml` leads out of the folder that is served.",
    }


def test_a_file_without_its_council_is_listed_with_that_fault(papers: Served) -> None:
    (papers.folder / "northshire/council.yaml").unlink()
    (papers.folder / ".git").mkdir()
    row = rows(papers)["northshire/care.yaml"]
    assert row["title"] == "Care at home"
    assert row["counts"]["error"] == 1


def test_what_is_hidden_or_built_is_no_paper(papers: Served) -> None:
    for name in (".hidden/care.yaml", "build/care.yaml", "templates/styles/own.yaml", "northshire/.care.yaml"):
        put(papers, name, PAPER)
    assert list(rows(papers)) == ["northshire/care.yaml"]


def test_a_change_of_the_file_or_its_council_is_seen(papers: Served) -> None:
    rows(papers)
    put(papers, "northshire/care.yaml", PAPER.replace("title: Care at home", "title: Care in the home"))
    assert rows(papers)["northshire/care.yaml"]["title"] == "Care in the home"
    put(papers, "northshire/council.yaml", COUNCIL.replace("Northshire C", "North Shire C"))
    assert rows(papers)["northshire/care.yaml"]["council"] == "North Shire Council"


def test_a_file_that_is_gone_is_no_longer_listed(papers: Served) -> None:
    rows(papers)
    (papers.folder / "northshire/care.yaml").unlink()
    assert rows(papers) == {}


def test_two_hundred_papers_are_listed_at_once_and_filled_in(papers: Served) -> None:
    for at in range(200):
        put(papers, f"northshire/care-{at:03}.yaml", PAPER.replace("Care at home", f"Care at home {at}"))
    first = time.monotonic()
    assert len(papers.get("api/home").told["rows"]) == 201
    assert time.monotonic() - first < 5
    assert rows(papers)["northshire/care-199.yaml"]["title"] == "Care at home 199"
    again = time.monotonic()
    rows(papers)
    assert time.monotonic() - again < 5
