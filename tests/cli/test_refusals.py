"""What was typed wrongly, or can't be done: one sentence, exit 2, and nothing written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen.cli import commands


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(commands, words, env=environment)


def sentence(done: Result) -> str:
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr.strip().splitlines()[-1]


CASES = {
    "no such file": (["check", "decisions/car.yaml"], "Error: There is no file or folder `decisions/car.yaml`. Did you mean `decisions/care.yaml`?"),
    "no such folder": (["build", "papers"], "Error: There is no file or folder `papers`."),
    "an empty folder": (["build", "empty"], "Error: There is no decision or meeting file (.yaml) in `empty`."),
    "a council file": (["check", "decisions/council.yaml"], "Error: `decisions/council.yaml` is read with the council's decisions: name one of those, or their folder."),
    "a Word file": (["check", "old.docx"], "Error: `old.docx` is not a decision or meeting file: their names end in .yaml."),
    "an unknown format": (["build", "decisions", "--format", "dcox"], "Error: There is no format called `dcox`. Did you mean `docx`? There are: docx, html, json, markdown."),
    "an unknown kind": (["build", "decisions", "--kind", "reprot"], ""),
    "an unknown style": (["build", "decisions", "--style", "defualt"], ""),
    "a wrong date": (["build", "decisions", "--as-of", "30/02/2024"], "Error: Invalid value for '--as-of': `30/02/2024` is not a date: write it as year, month, day, such as 2024-06-05."),
    "an impossible date": (["build", "decisions", "--as-of", "2024-02-30"], "Error: Invalid value for '--as-of': `2024-02-30` is not a date: write it as year, month, day, such as 2024-06-05."),
    "two files for one place": (["build", "twice"], "Error: `twice/care.yaml` and `twice/care.yml` would write their documents to the same place: give one of them another name."),
    "no path": (["build"], "Error: Missing argument 'PATH...'."),
    "an unknown option": (["build", "decisions", "--formt", "md"], "Error: No such option '--formt'. Did you mean '--format'?"),
    "a file to start that is there": (["new", "decision", "decisions/care.yaml", "--council", "Westford"], "Error: `decisions/care.yaml` is there already, and was left as it is: give another name."),
    "a file to start of another sort": (["new", "decision", "care.docx", "--council", "Westford"], "Error: `care.docx` must end in .yaml, so that editors and reportgen know what it is."),
    "a repository where one is": (["init", "laid"], "Error: `laid/Makefile` is there already: nothing was changed. Give a new or empty folder."),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES)
def test_a_refusal_is_one_sentence(words: list[str], expected: str, tmp_path: Path) -> None:
    for name in ("decisions/care.yaml", "decisions/council.yaml", "old.docx", "twice/care.yaml", "twice/care.yml",
                 "laid/Makefile", "empty/.hidden.yaml", "empty/.git/x.yaml"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    before = sorted(tmp_path.rglob("*"))
    assert sentence(run(*words)) == expected
    assert sorted(tmp_path.rglob("*")) == before


def test_a_clock_that_is_no_number_is_refused(tmp_path: Path) -> None:
    (tmp_path / "care.yaml").touch()
    assert sentence(run("build", "care.yaml", SOURCE_DATE_EPOCH="today")) == (
        "Error: SOURCE_DATE_EPOCH is `today`, which is not a count of seconds: unset it, or give --as-of."
    )
