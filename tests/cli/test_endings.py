"""How a run ends when it can't end well: a fault of ours, Ctrl-C, a reader that goes away, a terminal without £."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner, Result

from reportgen import pipeline
from reportgen.base.finding import Finding, Severity
from reportgen.base.source import Location
from reportgen.cli import commands


@pytest.fixture(autouse=True)
def _with_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("care.yaml").touch()


def check(monkeypatch: pytest.MonkeyPatch, outcome: BaseException | str, *words: str) -> Result:
    """Run `check` with a pipeline that finds one thing, or ends as given."""

    def found(path: Path, shown: str, _order: pipeline.Order) -> pipeline.Checked:
        if isinstance(outcome, BaseException):
            raise outcome
        return pipeline.Checked(
            (Finding("FIELD-VALUE", Severity.WARNING, Location(shown, 1, 1), outcome),), judged=True
        )

    monkeypatch.setattr(pipeline, "checked", found)
    return CliRunner().invoke(commands, [*words, "check", "care.yaml"])


def test_a_fault_of_ours_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(monkeypatch, ZeroDivisionError("secret"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "Error: reportgen stumbled over `care.yaml`, and the fault is ours (ZeroDivisionError). Please report it, with "
        "what `reportgen --debug` and the same words print, and the file if you may share it.\n"
    )


def test_a_fault_of_ours_over_one_file_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(path: Path, shown: str, order: pipeline.Order) -> pipeline.Built:
        if shown == "care.yaml":
            raise ZeroDivisionError
        return pipeline.Built((), (pipeline.BuiltFile(PurePosixPath(f"x/{path.stem}/report.md"), b"text"),))

    monkeypatch.setattr(pipeline, "build", build)
    Path("day-centre.yaml").touch()
    done = CliRunner().invoke(commands, ["build", "."])
    assert (done.exit_code, done.stdout) == (2, "build/x/day-centre/report.md\n")
    assert done.stderr.startswith("Error: reportgen stumbled over `care.yaml`, and the fault is ours")


@pytest.mark.parametrize("command", ["check", "radar"])
def test_what_is_found_in_the_other_files_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    day = "meeting: {body: Cabinet, date: 2024-06-05}\nreport: {title: Day centre, report_of: Director}\n"
    Path("council.yaml").write_text("id: northshire\nname: Northshire Council\n")
    Path("day-centre.yaml").write_text(f"{day}recommendations: [{{text: Approve it.}}]\nreasons: Because.\nwards: x\n")
    if command == "radar":
        Path("day-centre.yaml").write_text(f"{day}recommendations: [{{text: Approve it.}}]\nreasons: Because.\n")
    name = {"check": "checked", "radar": "due"}[command]
    whole = getattr(pipeline, name)

    def stumbling(path: Path, shown: str, *more: object) -> object:
        if shown == "care.yaml":
            raise ZeroDivisionError
        return whole(path, shown, *more)

    monkeypatch.setattr(pipeline, name, stumbling)
    done = CliRunner().invoke(commands, [command, ".", *(["--all"] if command == "radar" else [])])
    assert (done.exit_code, "day-centre.yaml:" in done.stdout) == (2, True)
    assert done.stderr.startswith("Error: reportgen stumbled over `care.yaml`, and the fault is ours")


def test_a_fault_of_ours_is_a_traceback_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(check(monkeypatch, ZeroDivisionError("secret"), "--debug").exception, ZeroDivisionError)


def test_ctrl_c_ends_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    done = check(monkeypatch, KeyboardInterrupt())
    assert (done.exit_code, done.output) == (130, "Stopped. Every document named above is complete.\n")


def test_a_reader_that_goes_away_is_no_news() -> None:
    for number in range(50):
        Path(f"decision-{number}.yaml").touch()
    command = f"'{sys.executable}' -m reportgen check . | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode in (1, 141), done.stderr) == (True, "")


@pytest.mark.parametrize("character_set", ["ascii", "latin-1", "utf-8"])
def test_no_character_set_stops_a_run(character_set: str) -> None:
    Path("naïve £ – 你.yaml").write_text("report: [£ – 你\n", "utf-8")
    environment = os.environ | {"PYTHONIOENCODING": character_set, "PYTHONUTF8": "0", "LC_ALL": "C"}
    for words in (["check", "."], ["check", ".", "--format", "json"], ["build", "."]):
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *words], capture_output=True, env=environment, check=False
        )
        assert done.returncode == 1, done.stderr
        assert b"Traceback" not in done.stderr
        assert b"stumbled" not in done.stderr
