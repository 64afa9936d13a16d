"""The documents that a person takes away: the same bytes and names that `reportgen build` gives."""

import io
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from reportgen.pipeline import Order, build
from tests.history.repositories import new_repository
from tests.serve.browser import COUNCIL, PAPER, Served, serving

FILE = "northshire/care.yaml"


def built(asked: Served, order: Order) -> bytes:
    return built_of(asked.folder, order)


def built_of(folder: Path, order: Order) -> bytes:
    return build(folder / FILE, FILE, order).files[0].content


@pytest.mark.parametrize("form", ["docx", "md", "html", "pdf"])
def test_a_download_is_what_build_makes(asked: Served, form: str) -> None:
    answer = asked.get("api/build", file=FILE, format=form)
    assert answer.status == 200
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''care-report.{form}"
    assert answer.body == built(asked, Order(formats=(form,)))


def test_a_file_with_windows_line_ends_gives_what_build_makes(papers: Served) -> None:
    (papers.folder / FILE).write_bytes(PAPER.replace("\n", "\r\n").encode())
    for answer in (
        papers.get("api/build", file=FILE, format="docx"),
        papers.post("build", file=FILE, text=PAPER, format="docx"),
    ):
        assert answer.body == built(papers, Order(formats=("docx",)))


def test_a_word_file_says_which_commit_it_is_made_from(tmp_path: Path) -> None:
    repository = new_repository(tmp_path)
    commit = repository.commit("the paper", northshire__council=COUNCIL, northshire__care=PAPER)
    with serving(repository.top) as served:
        saved = served.get("api/build", file=FILE, format="docx").body
        typed = served.post("build", file=FILE, text=PAPER + "#\n", format="docx").body
    assert saved == built_of(repository.top, Order(formats=("docx",), commit=commit))
    assert typed != saved


def test_slides_are_made_of_the_briefing(asked: Served) -> None:
    answer = asked.get("api/build", file=FILE, format="pptx", kind="briefing")
    assert answer.body == built(asked, Order(formats=("pptx",), kind="briefing"))


def test_markdown_comes_with_its_pictures() -> None:
    with serving(Path(__file__).parent.parent.parent / "decisions") as served:
        answer = served.get("api/build", file="northshire/home-care-2025.yaml", format="md")
    assert answer.headers["content-disposition"].endswith("home-care-2025-report.md.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as held:
        document, picture = held.namelist()
        assert (document, picture) == ("home-care-2025-report.md", "report-figure-1.svg")
        assert f"({picture})" in held.read(document).decode()
        assert held.read(picture).startswith(b"<svg")


def test_the_text_that_is_being_written_is_what_is_built(asked: Served) -> None:
    answer = asked.post("build", file=FILE, text=PAPER.replace("thin", "thinning"), format="md")
    assert "The market is thinning." in answer.body.decode()


def test_a_copy_that_is_not_public_says_so_in_its_name_and_its_text(asked: Served) -> None:
    text = PAPER.replace("reasons: The market is thin.", "reasons: {text: Their bid was low., exempt: 3}")
    public = asked.post("build", file=FILE, text=text, format="md")
    members = asked.post("build", file=FILE, text=text, format="md", audience="exempt")
    officers = asked.post("build", file=FILE, text=text, format="md", audience="internal")
    assert "Their bid was low." not in public.body.decode()
    assert "Their bid was low." in members.body.decode()
    assert "NOT FOR PUBLICATION" in members.body.decode().upper()
    names = [PurePosixPath(one.headers["content-disposition"]).name for one in (public, members, officers)]
    assert [name.rpartition("'")[2] for name in names] == [
        "care-report.md",
        "care-report.exempt.md",
        "care-report.internal.md",
    ]


def test_a_document_that_cannot_be_made_says_why(asked: Served) -> None:
    answer = asked.post("build", file=FILE, text=PAPER.replace("2024-06-05", "soon"), format="docx")
    assert answer.status == 422
    assert answer.message == "This document can't be made yet: the file has faults that must be mended first."
    assert any(one["line"] == 2 and one["path"] == "meeting.date" for one in answer.told["findings"])


def test_of_a_councils_own_file_no_document_is_made(asked: Served) -> None:
    file = "northshire/council.yaml"
    assert asked.get("api/open", file=file).told["choices"]["kinds"] == []
    for answer in (
        asked.post("build", file=file, text=COUNCIL, format="pdf"),
        asked.get("api/build", file=file, format="docx"),
        asked.get("api/redline", file=file, **{"from": "HEAD"}),
        asked.drop(file, b"PK"),
    ):
        assert answer.status == 422
        assert answer.message == (
            "No document is made of council.yaml alone: it holds what all papers of the council rely on."
        )
        assert "findings" not in answer.told


def test_a_format_that_there_is_none_of_is_refused(asked: Served) -> None:
    assert asked.get("api/build", file=FILE, format="exe").status == 400
