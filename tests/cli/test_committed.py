"""A Word file says from which commit it is made, where that commit holds the very file."""

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.history.repository import Repository
from tests.cli.starting import filled_in
from tests.history.repositories import Made, new_repository


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    from reportgen.scaffold.starter import council_file, starter_text

    monkeypatch.chdir(tmp_path)
    text = filled_in(starter_text("decision", "Northshire Council", ".schemas").decode())
    Path("council.yaml").write_bytes(council_file("Northshire Council", ".schemas", "default"))
    Path("care.yaml").write_text(text, "utf-8")
    Path("other.yaml").write_text(text, "utf-8")
    return Made(tmp_path)


def commits_built(*paths: str) -> dict[str, str]:
    """Build Word files, and return the commits that they name."""
    done = CliRunner().invoke(commands, ["build", *paths])
    assert done.exit_code == 0, done.output
    found = {}
    for path in done.stdout.splitlines():
        with zipfile.ZipFile(path) as package:
            part = package.read("customXml/item1.xml").decode()
        found[Path(path).parent.name] = "".join(re.findall(r'<manifest [^>]*\bcommit="(\w+)"', part))
    return found


def test_no_repository_no_commit(made: Made) -> None:
    assert commits_built("care.yaml") == {"care": ""}


def test_the_commit_that_gave_each_file_what_it_says(made: Made) -> None:
    new_repository(made.top)
    first = made.commit("Both papers")
    care = made.top / "care.yaml"
    care.write_text(care.read_text("utf-8") + "# as agreed\n", "utf-8")
    assert commits_built("care.yaml", "other.yaml") == {"care": "", "other": first}
    second = made.commit("As agreed")
    assert commits_built("care.yaml", "other.yaml") == {"care": second, "other": first}
    made.commit("Something else", notes="a: b\n")
    (made.top / "notes.yaml").unlink()
    assert commits_built(".") == {"care": second, "other": first}


@pytest.mark.parametrize("hindrance", ["no git", "no commit", "no repository"])
def test_a_document_is_made_where_git_can_not_say(
    made: Made, hindrance: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if hindrance == "no repository":
        (made.top / ".git").mkdir()
    else:
        new_repository(made.top)
    if hindrance == "no git":
        made.commit("Start")
        monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("bin")))
    assert commits_built("care.yaml") == {"care": ""}


def test_git_is_not_asked_for_formats_that_do_not_say_it(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    new_repository(made.top)
    asked: list[object] = []
    monkeypatch.setattr(Repository, "commits_holding", lambda _, paths: asked.append(paths) or {})
    done = CliRunner().invoke(commands, ["build", "care.yaml", "--format", "md"])
    assert (done.exit_code, asked) == (0, [])
