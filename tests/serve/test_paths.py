"""No name that a browser gives leads out of the folder, or to what is not there to be edited."""

import os
from pathlib import Path

import pytest

from reportgen.serve.folder import Folder
from reportgen.serve.refused import Refused
from tests.serve.browser import Served, folder_of_papers

OUTSIDE = [
    "../secret.yaml",
    "northshire/../../secret.yaml",
    "northshire/../northshire/care.yaml",
    "./northshire/care.yaml",
    "northshire//care.yaml",
    "/etc/passwd",
    "/etc/secret.yaml",
    "//server/share/secret.yaml",
    "..\\secret.yaml",
    "northshire\\care.yaml",
    "C:/secret.yaml",
    "C:secret.yaml",
    "northshire/care.yaml:stream.yaml",
    "northshire/care.yaml\0.yaml",
    "northshire/ca\nre.yaml",
    "northshire/care.yaml.",
    "northshire /care.yaml",
    "northshire/con.yaml",
    "northshire/NUL.yaml",
    "com1.yaml",
    "lpt¹.yaml",
    "aux/care.yaml",
    "northshire/<care>.yaml",
    "northshire/?.yaml",
    ".git/config.yaml",
    "northshire/.hidden.yaml",
    "northshire",
    "northshire/",
    "notes.txt",
    "northshire/care",
    "",
    ".",
    "a" * 2000 + ".yaml",
]


@pytest.mark.parametrize("file", OUTSIDE)
@pytest.mark.parametrize("way", ["open", "changes", "preview", "save", "merge", "build"])
def test_a_name_that_leads_elsewhere_is_refused(asked: Served, way: str, file: str) -> None:
    if way in ("open", "changes"):
        answer = asked.get(f"api/{way}", file=file, version="")
    else:
        answer = asked.post(way, file=file, text="a: b\n", version="", format="md")
    assert answer.status in (400, 403)


@pytest.mark.parametrize("way", ["preview", "save", "merge", "build", "splice"])
def test_a_name_with_half_a_character_is_refused(asked: Served, way: str) -> None:
    answer = asked.post(way, file="northshire/\ud800.yaml", text="a: b\n", version="", format="md", edits=[])
    assert answer.status == 400
    assert answer.message == "`northshire/?.yaml` is not the name of a decision or meeting file."


def test_a_link_that_leads_out_is_refused(papers: Served) -> None:
    secret = papers.folder.parent / "secret.yaml"
    secret.write_text("meeting: {body: Cabinet}\n")
    (papers.folder / "northshire/link.yaml").symlink_to(secret)
    (papers.folder / "out").symlink_to(papers.folder.parent, target_is_directory=True)
    for file in ("northshire/link.yaml", "out/secret.yaml"):
        assert papers.get("api/open", file=file).status == 403
        assert papers.post("save", file=file, text="a: b\n", version="").status == 403
    assert secret.read_text() == "meeting: {body: Cabinet}\n"
    assert not any(row["file"].startswith("out/") for row in papers.get("api/home").told["rows"])


def test_a_link_within_the_folder_is_followed(papers: Served) -> None:
    (papers.folder / "northshire/link.yaml").symlink_to("care.yaml")
    opened = papers.get("api/open", file="northshire/link.yaml").told
    assert papers.post("save", file="northshire/link.yaml", text="a: b\n", version=opened["version"]).status == 200
    assert (papers.folder / "northshire/link.yaml").is_symlink()
    assert (papers.folder / "northshire/care.yaml").read_text() == "a: b\n"


def test_a_link_that_leads_to_itself_is_refused(papers: Served) -> None:
    (papers.folder / "northshire/round.yaml").symlink_to("round.yaml")
    assert papers.get("api/open", file="northshire/round.yaml").status in (400, 403, 404, 422)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_not_waited_for(papers: Served) -> None:
    os.mkfifo(papers.folder / "northshire/pipe.yaml")
    assert papers.get("api/open", file="northshire/pipe.yaml").message == "`northshire/pipe.yaml` is no ordinary file."


def test_a_folder_reached_by_a_link_is_served(tmp_path: Path) -> None:
    folder_of_papers(tmp_path / "papers")
    (tmp_path / "link").symlink_to("papers", target_is_directory=True)
    folder = Folder(tmp_path / "link")
    assert list(folder.files()) == ["northshire/care.yaml"]
    assert folder.open("northshire/care.yaml").text.startswith("# The extension")


@pytest.mark.parametrize("file", ["northshire/Überprüfung 2024 (final).yaml", "northshire/a&b=c#d%2e.yml", "a..b.yaml"])
def test_an_unusual_name_is_a_name(tmp_path: Path, file: str) -> None:
    folder = Folder(folder_of_papers(tmp_path / "papers"))
    (folder.path / file).write_text("a: b\n")
    assert folder.open(file).text == "a: b\n"


def test_a_refusal_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused) as told:
        Folder(tmp_path).open("gone.yaml")
    assert (str(told.value), told.value.hint) == (
        "There is no file `gone.yaml` any more.",
        "look for it on the home page",
    )
