"""What was typed wrongly, or can't be done: said in a sentence, and nothing written.

`tests/errors/commands/refusals.txt` holds commands with the sentence each gets (`…` for a list that grows). A folder
beside it is a repository with something wrong in it; `expected.txt` in it is the command (`reportgen build care.yaml`
where a new folder has none), all that is printed and the exit code. `HINDERED` has what no folder can hold: a disk that
is full, a folder that may not be written in. `REPORTGEN_UPDATE=1 pytest tests/cli` writes those anew.
"""

import errno
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from tests.cli.starting import filled_in

HERE = Path(__file__).parent.parent / "errors/commands"
REFUSALS = [case.split("\n", 1) for case in (HERE / "refusals.txt").read_text("utf-8").split("\n\n")]
FOLDERS = sorted(path.name for path in HERE.iterdir() if path.is_dir())
FILES = [
    "decisions/care.yaml",
    "decisions/council.yaml",
    "empty/.hidden.yaml",
    "empty/.git/x.yaml",
    "house style.yaml",
    "laid/Makefile",
    "old.docx",
    "twice/care.yaml",
    "twice/care.yml",
]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("command", "expected"), REFUSALS, ids=[command for command, _ in REFUSALS])
def test_a_refusal_is_one_sentence(command: str, expected: str, tmp_path: Path) -> None:
    for name in FILES:
        Path(name).parent.mkdir(exist_ok=True, parents=True)
        Path(name).touch()
    before = sorted(tmp_path.rglob("*"))
    done = CliRunner().invoke(commands, shlex.split(command)[2:])
    assert (done.exit_code, done.stdout) == (2, "")
    opening, _, _ = expected.strip().partition("…")
    said = done.stderr.strip().splitlines()[-1]
    assert said.startswith(opening) if "…" in expected else said == opening
    assert sorted(tmp_path.rglob("*")) == before


def fail_with(number: int) -> Callable[..., None]:
    def fail(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    return fail


def read_only_file(_: pytest.MonkeyPatch) -> None:
    # Ours, and of another day: nobody's edits keep it from being written over.
    CliRunner().invoke(commands, ["build", "care.yaml", "--as-of", "2024-01-02"])
    Path("build/northshire/care/report.docx").chmod(0o444)


def read_only_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    # Whoever administers a computer may write in every folder, and tests may run as that.
    Path("build").mkdir()
    monkeypatch.setattr(Path, "mkdir", fail_with(errno.EACCES))


HINDERED: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "output-disk-full": lambda monkeypatch: monkeypatch.setattr(Path, "write_bytes", fail_with(errno.ENOSPC)),
    "output-disk-read-only": lambda monkeypatch: monkeypatch.setattr(Path, "mkdir", fail_with(errno.EROFS)),
    "output-file-read-only": read_only_file,
    "output-folder-read-only": read_only_folder,
}


def ran(command: str) -> str:
    """Return all that a command prints, and its exit code; where the shell has a part in it, through the shell."""
    words = command.removeprefix("$ reportgen ")
    if ">" in words or "|" in words:
        line = f"set -o pipefail; {shlex.quote(sys.executable)} -m reportgen {words}"
        shell = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        return f"{command}\n{shell.stdout}{shell.stderr}exit {shell.returncode}\n"
    done = CliRunner().invoke(commands, shlex.split(words))
    return f"{command}\n{done.output}exit {done.exit_code}\n"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_repository_with_something_wrong_is_told_so(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportgen.scaffold.starter import council_file, starter_text

    shutil.copytree(HERE / name, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    style = "northshire" if Path("templates").exists() else "default"
    Path("council.yaml").write_bytes(council_file("Northshire Council", ".schemas", style))
    Path("care.yaml").write_text(
        filled_in(starter_text("decision", "Northshire Council", ".schemas").decode()), "utf-8"
    )
    expected = HERE / name / "expected.txt"
    command = expected.read_text("utf-8").split("\n")[0] if expected.exists() else "$ reportgen build care.yaml"
    with monkeypatch.context() as hindrance:
        if name in HINDERED:
            HINDERED[name](hindrance)
        before = {path: path.is_file() and path.read_bytes() for path in sorted(tmp_path.rglob("*"))}
        said = ran(command)
    assert "stumbled" not in said
    if os.environ.get("REPORTGEN_UPDATE"):
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert {path: path.is_file() and path.read_bytes() for path in sorted(tmp_path.rglob("*"))} == before


def test_a_clock_that_is_no_number_is_refused() -> None:
    Path("care.yaml").touch()
    done = CliRunner().invoke(commands, ["build", "care.yaml"], env={"SOURCE_DATE_EPOCH": "today"})
    assert done.exit_code == 2
    assert done.stderr.strip().splitlines()[-1] == (
        "Error: SOURCE_DATE_EPOCH is `today`, which is not a count of seconds: unset it, or give --as-of."
    )
