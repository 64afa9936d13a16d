"""The commits of a paper in words, and any two of its versions in the document."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.redline.settle import accepted, rejected
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
    assert moved["words"] == "meeting › date 5 June 2024 to 12 June 2024"


def test_what_is_saved_and_not_committed_is_told_of(kept: tuple[Made, Served]) -> None:
    made, served = kept
    made.put(FILE, LATER.replace("thin", "thinning"))
    told = served.get("api/history", file=FILE).told
    assert told["uncommitted"]
    assert [one["path"] for one in told["now"]["differences"]] == ["reasons"]


def test_other_files_that_it_takes_words_from_are_told_of(kept: tuple[Made, Served]) -> None:
    made, served = kept
    assert served.get("api/history", file=FILE).told["beside"] == ""
    made.commit("The council's telephone", northshire__council=COUNCIL + "website: https://www.example.org\n")
    told = served.get("api/history", file=FILE).told
    assert "northshire/council.yaml in 1 commit." in told["beside"]


def test_a_folder_without_git_has_no_history(tmp_path: Path) -> None:
    with serving(folder_of_papers(tmp_path / "papers")) as served:
        told = served.get("api/history", file=FILE).told
    assert (told["in_git"], told["commits"]) == (False, [])


def revisions(served: Served) -> list[str]:
    return [one["hash"] for one in served.get("api/history", file=FILE).told["commits"]]


def test_two_versions_are_shown_in_the_document(kept: tuple[Made, Served]) -> None:
    newer, older = revisions(kept[1])
    told = kept[1].get("api/compare", file=FILE, **{"from": older, "to": newer}).told
    assert [one["words"] for one in told["differences"]] == ["meeting › date 5 June 2024 to 12 June 2024"]
    assert told["told"].startswith("What changed from version ")
    assert told["why"] == ""
    assert "<ins>" in told["html"]
    assert "<del>" in told["html"]
    assert "<script" not in told["html"]


def test_what_is_saved_is_compared_with_the_last_commit(kept: tuple[Made, Served]) -> None:
    made, served = kept
    made.put(FILE, LATER.replace("thin", "thinning"))
    told = served.get("api/compare", file=FILE, **{"from": "HEAD", "to": ""}).told
    assert told["told"].endswith("to the file as saved now.")
    assert [one["path"] for one in told["differences"]] == ["reasons"]


def test_a_version_with_faults_is_told_in_words_and_not_shown(kept: tuple[Made, Served]) -> None:
    made, served = kept
    made.put(FILE, LATER.replace("2024-06-12", "soon"))
    told = served.get("api/compare", file=FILE, **{"from": "HEAD"}).told
    assert (told["html"], told["why"]) == (None, "No document can be made of the file as saved now: it has faults.")
    assert [one["path"] for one in told["differences"]] == ["meeting.date"]


def test_a_word_file_has_the_changes_tracked(kept: tuple[Made, Served]) -> None:
    answer = kept[1].get("api/redline", file=FILE, **{"from": revisions(kept[1])[1]})
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''care-report.redline.docx"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as word:
        document = word.read("word/document.xml").decode()
    assert "<w:ins " in document
    assert 'w:author="Commissioning Manager"' in document
    assert rejected(answer.body) != accepted(answer.body)


def test_where_nothing_differs_there_is_no_file(kept: tuple[Made, Served]) -> None:
    answer = kept[1].get("api/redline", file=FILE, **{"from": "HEAD"})
    assert answer.status == 422
    assert answer.message.startswith("Nothing differs between version ")
    assert answer.told["same"]


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_same_is_given_as_a_page_and_as_text(kept: tuple[Made, Served], form: str) -> None:
    answer = kept[1].get("api/redline", file=FILE, format=form, **{"from": "HEAD~1"})
    assert answer.headers["content-disposition"].endswith(f"care-report.redline.{form}")
    assert b"What changed from version " in answer.body


def test_what_is_exempt_by_now_is_not_shown_as_taken_out(kept: tuple[Made, Served]) -> None:
    made, served = kept
    bid = "The provider of the lot would withdraw below this price."
    made.commit("Why", northshire__care=LATER.replace("The market is thin.", bid))
    made.put(FILE, LATER.replace("The market is thin.", f"{{text: {bid}, exempt: 3}}"))
    public = served.get("api/compare", file=FILE, **{"from": "HEAD"}).told
    assert public["html"] is None
    assert public["why"].startswith("The older version says in public what is exempt now: ")
    assert served.get("api/redline", file=FILE, **{"from": "HEAD"}).status == 422
    members = served.get("api/compare", file=FILE, audience="exempt", **{"from": "HEAD"}).told
    assert bid in members["html"]


@pytest.mark.parametrize("named", ["nothing", "--output=x", "HEAD~9", "", "-n1", "HEAD:x", "a\nb"])
def test_a_version_that_there_is_none_of_is_a_sentence(kept: tuple[Made, Served], named: str) -> None:
    answer = kept[1].get("api/compare", file=FILE, **{"from": named})
    assert answer.status in (400, 422)
    assert answer.message


def test_a_branch_that_is_changed_underneath_is_noticed(kept: tuple[Made, Served]) -> None:
    made, served = kept
    version = served.get("api/open", file=FILE).told["version"]
    made.git("checkout", "-q", "HEAD~1")
    assert served.get("api/changes", file=FILE, version=version).told["state"] == "changed"
    saved = served.post("save", file=FILE, text=LATER.replace("thin", "thinning"), version=version)
    assert saved.status == 409
    assert saved.told["merged"]["text"] == PAPER.replace("thin", "thinning")
    made.git("checkout", "-q", "--orphan", "another")
    made.git("rm", "-q", "-r", "-f", ".")
    assert served.get("api/changes", file=FILE, version=version).told["state"] == "gone"


def beside(served: Served, file: str = FILE) -> tuple[str, str, str]:
    told = served.get("api/changes", file=file, version=served.get("api/open", file=file).told["version"]).told
    return told["state"], told["beside"], told["head"]


def test_a_commit_made_outside_is_told_of_with_the_file_as_it_was(kept: tuple[Made, Served]) -> None:
    made, served = kept
    state, others, head = beside(served)
    made.commit("Another paper", northshire__other=PAPER)
    now = beside(served)
    assert now[:2] == (state, others) == ("same", others)
    assert now[2] != head != ""


STYLE = "templates/styles/house.yaml"


@pytest.mark.parametrize("other", ["northshire/council.yaml", STYLE])
def test_a_change_of_what_a_paper_relies_on_is_told_of(kept: tuple[Made, Served], other: str) -> None:
    made, served = kept
    made.put(STYLE, "extends: default\n")
    opened = served.get("api/open", file=FILE).told
    before = beside(served)
    assert before[1:] == (opened["beside"], opened["head"])
    path = made.top / other
    path.write_text(path.read_text() + "# another line\n")
    now = beside(served)
    assert (now[0], now[2]) == (before[0], before[2])
    assert now[1] != before[1]


def test_a_meeting_relies_on_its_papers_and_a_decision_on_no_other(kept: tuple[Made, Served]) -> None:
    made, served = kept
    meeting, other = "northshire/meetings/june.yaml", "northshire/other.yaml"
    made.put(meeting, "body: Cabinet\ndate: 2024-06-05\nitems:\n  - title: Care at home\n    decision: care\n")
    made.put(other, PAPER)
    before = [beside(served, file) for file in (meeting, other)]
    made.put(FILE, LATER.replace("thin", "thinning"))
    after = [beside(served, file) for file in (meeting, other)]
    assert [was == now for was, now in zip(before, after, strict=True)] == [False, True]


def test_a_folder_without_git_stands_on_no_commit(tmp_path: Path) -> None:
    with serving(folder_of_papers(tmp_path / "papers")) as served:
        assert beside(served)[2] == ""
