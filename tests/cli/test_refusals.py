"""What was typed wrongly, or can't be done: one sentence, exit 2, and nothing written."""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands

CASES = [case.split("\n", 1) for case in (Path(__file__).parent / "refusals.txt").read_text("utf-8").split("\n\n")]
FILES = [
    "decisions/care.yaml",
    "decisions/council.yaml",
    "empty/.hidden.yaml",
    "empty/.git/x.yaml",
    "laid/Makefile",
    "old.docx",
    "twice/care.yaml",
    "twice/care.yml",
]


@pytest.fixture(autouse=True)
def _among_a_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).touch()


@pytest.mark.parametrize(("command", "expected"), CASES, ids=[command for command, _ in CASES])
def test_a_refusal_is_one_sentence(command: str, expected: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = CliRunner().invoke(commands, shlex.split(command)[2:])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.strip().splitlines()[-1] == expected.strip()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_clock_that_is_no_number_is_refused() -> None:
    done = CliRunner().invoke(commands, ["build", "decisions"], env={"SOURCE_DATE_EPOCH": "today"})
    assert done.exit_code == 2
    assert done.stderr.strip().splitlines()[-1] == (
        "Error: SOURCE_DATE_EPOCH is `today`, which is not a count of seconds: unset it, or give --as-of."
    )
