"""The commits of a paper in words, and any two of its versions in the document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.repositories import Made, new_repository
from tests.serve.browser import COUNCIL, PAPER, Served, folder_of_papers, serving

FILE = "northshire/care.yaml"
LATER = PAPER.replace("2024-06-05", "2024-06-12")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Made, Served]]:
    made = new_repository(tmp_path)
    made.commit("The paper", northshire__council=COUNCIL, northshire__care=PAPER)
    made.commit("A week later", northshire__care=LATER)
    with serving(made.top) as served:
        yield made, served


def test_each_commit_is_told_with_its_facts(kept: tuple[Made, Served]) -> None:
    told = kept[1].get("api/history", file=FILE).told
    assert (told["in_git"], told["uncommitted"], told["now"]) == (True, False, None)
    assert [(one["subject"], one["author"], one["date_words"]) for one in told["commits"]] == [
        ("A week later", "Commissioning Manager", "2 March 2026, 10:00"),
        ("The paper", "Commissioning Manager", "2 March 2026, 09:00"),
    ]
    (moved,) = told["commits"][0]["differences"]
    assert moved["path"] == "meeting.date"
    assert moved["words"] == "meeting.date 5 June 2024 to 12 June 2024"


def test_what_is_saved_and_not_committed_is_told_of(kept: tuple[Made, Served]) -> None:
    made, served = kept
    made.put(FILE, LATER.replace("thin", "thinning"))
    told = served.get("api/history", file=FILE).told
    assert told["uncommitted"]
    assert [one["path"] for one in told["now"]["differences"]] == ["reasons"]


def test_a_folder_without_git_has_no_history(tmp_path: Path) -> None:
    with serving(folder_of_papers(tmp_path / "papers")) as served:
        told = served.get("api/history", file=FILE).told
    assert (told["in_git"], told["commits"]) == (False, [])
