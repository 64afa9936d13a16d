"""Building from the command line: what is printed, what is written, and what stays as it was."""

import os
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from reportgen import pipeline
from reportgen.base.finding import Severity
from reportgen.cli import commands
from reportgen.cli.arguments import AUDIENCES, REPORTS, SEVERITIES
from reportgen.cli.progress import Progress
from reportgen.model.audience import Audience
from reportgen.outputs import RECORD
from tests.cli.starting import filled_in

COUNCIL = "id: eastmoor\nname: Eastmoor Council\n"
FORMATS = ("docx", "html", "json", "md", "pdf", "pptx")
ALL = [word for name in FORMATS for word in ("--format", name)]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def starter() -> str:
    """Return a decision, filled in."""
    from reportgen.scaffold.starter import starter_text

    return filled_in(starter_text("decision", "Eastmoor Council", ".schemas").decode())


def write(**files: str) -> None:
    """Write files below the current folder; `__` in a name stands for a slash."""
    for name, text in files.items():
        path = Path(f"{name.replace('__', '/')}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def run(*words: str, expect: int = 0, **environment: str) -> Result:
    done = CliRunner().invoke(commands, words, env=environment)
    assert done.exit_code == expect, done.output
    return done


def written(folder: str = "build") -> list[str]:
    """Return the names of the documents in a folder; the record of what was written is none."""
    names = [path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()]
    return sorted(name for name in names if not name.endswith(RECORD))


def test_stdout_holds_the_paths_and_nothing_else(starter: str) -> None:
    write(decisions__council=COUNCIL, decisions__care=starter)
    done = run("build", "decisions", *ALL)
    assert done.stdout.splitlines() == [f"build/eastmoor/care/report.{name}" for name in FORMATS]
    assert sorted(f"build/{name}" for name in written()) == done.stdout.splitlines()


def test_word_is_what_is_written_where_no_format_is_named(starter: str) -> None:
    write(council=COUNCIL, care=starter)
    assert run("build", "care.yaml").stdout == "build/eastmoor/care/report.docx\n"


def test_a_folder_elsewhere_is_printed_whole(starter: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    write(council=COUNCIL, care=starter)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = run("build", "care.yaml", "--format", "md", "--out", str(elsewhere))
    assert done.stdout == f"{elsewhere}/eastmoor/care/report.md\n"


def test_one_that_cannot_be_built_does_not_stop_the_others(starter: str) -> None:
    write(
        council=COUNCIL, a_good=starter, b_bad=starter.replace("date: 2024-06-05", "date: 2024-06-31"), c_good=starter
    )
    done = run("build", ".", "--format", "md", expect=1)
    assert done.stdout.splitlines() == ["build/eastmoor/a_good/report.md", "build/eastmoor/c_good/report.md"]
    assert "b_bad.yaml:" in done.stderr
    assert done.stderr.rstrip().endswith("1 error.\nNothing was written of `b_bad.yaml`.")


def test_a_format_that_cannot_be_written_does_not_keep_the_others_from_it(starter: str) -> None:
    write(council=COUNCIL, care=starter.replace("reasons: |\n", "reasons: |\n  It is liked.\n  With a smile 😀.\n", 1))
    line = 1 + Path("care.yaml").read_text("utf-8").splitlines().index("  With a smile 😀.")
    done = run("build", "care.yaml", "--format", "docx", "--format", "pdf", "--format", "md", expect=1)
    assert done.stdout.splitlines() == ["build/eastmoor/care/report.docx", "build/eastmoor/care/report.md"]
    assert f"care.yaml:{line}:16: OUTPUT-ACCESS error: No font of the PDF has `😀`" in done.stderr
    assert done.stderr.rstrip().endswith("Not all was written of `care.yaml`: no pdf.")


def test_an_older_document_stays_where_the_file_is_now_wrong(starter: str) -> None:
    write(council=COUNCIL, care=starter)
    run("build", "care.yaml", "--format", "md")
    before = Path("build/eastmoor/care/report.md").read_bytes()
    write(care=starter.replace("date: 2024-06-05", "date: 2024-06-31"))
    run("build", "care.yaml", "--format", "md", expect=1)
    assert Path("build/eastmoor/care/report.md").read_bytes() == before
    assert written() == ["eastmoor/care/report.md"]


def test_what_cannot_be_written_is_named_and_the_others_go_on(starter: str) -> None:
    write(council=COUNCIL, a=starter, b=starter)
    Path("build/eastmoor").mkdir(parents=True)
    Path("build/eastmoor/a").write_text("mine")
    done = run("build", ".", "--format", "md", expect=2)
    assert done.stdout == "build/eastmoor/b/report.md\n"
    assert done.stderr == (
        "Error: cannot write `build/eastmoor/a`: a file stands where a folder is needed: rename that file, or choose "
        "another folder\n"
    )
    assert Path("build/eastmoor/a").read_text() == "mine"


def test_two_councils_of_one_name_do_not_write_over_each_other(starter: str) -> None:
    write(
        one__council=COUNCIL, one__care=starter, two__council=COUNCIL, two__care=starter.replace("Cabinet", "Council")
    )
    done = run("build", ".", "--format", "md", expect=2)
    assert done.stdout == "build/eastmoor/care/report.md\n"
    assert done.stderr.startswith("Error: `one/care.yaml` and `two/care.yaml` would write their documents to the same")


def test_an_exempt_copy_has_a_name_of_its_own(starter: str) -> None:
    write(council=COUNCIL, care=starter)
    for audience in AUDIENCES:
        run("build", "care.yaml", "--format", "md", "--audience", audience)
    assert written("build/eastmoor/care") == ["report.exempt.md", "report.internal.md", "report.md"]


def test_hidden_folders_and_those_of_other_things_are_passed_by(starter: str) -> None:
    write(council=COUNCIL, care=starter, **{".git__x": "x", "templates__styles__mine": "extends: default\n", ".x": "x"})
    assert run("build", ".", "--format", "md").stdout == "build/eastmoor/care/report.md\n"


def test_a_path_given_twice_is_built_once(starter: str) -> None:
    write(council=COUNCIL, care=starter)
    assert run("build", "care.yaml", ".", "./care.yaml", "--format", "md").stdout == "build/eastmoor/care/report.md\n"


def test_the_day_comes_from_the_option_or_the_environment_alone(starter: str) -> None:
    write(council=COUNCIL, care=starter)

    def built(*words: str, **environment: str) -> bytes:
        run("build", "care.yaml", "--format", "docx", *words, **environment)
        return Path("build/eastmoor/care/report.docx").read_bytes()

    stated = built("--as-of", "2024-05-01")
    assert built(SOURCE_DATE_EPOCH="1714521600") == stated
    assert built("--as-of", "2024-05-01", SOURCE_DATE_EPOCH="1") == stated
    assert built() != stated


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_file_gives_the_same_bytes(name: str, starter: str, tmp_path: Path) -> None:
    made = []
    for folder, zone, seed, language in (
        ("one", "UTC", "0", "C"),
        ("two/deeper", "Pacific/Kiritimati", "1", "en_GB.UTF-8"),
    ):
        # The council's folder has its own name: a document bears where its file lies from there.
        home = tmp_path / folder / "eastmoor"
        home.mkdir(parents=True)
        (home / "council.yaml").write_text(COUNCIL)
        (home / "care.yaml").write_text(starter)
        os.utime(home / "care.yaml", (1e9 * len(made), 1e9 * len(made)))
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": language}
        command = [sys.executable, "-m", "reportgen", "build", "care.yaml", "--format", name]
        subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True)
        made.append((home / f"build/eastmoor/care/report.{name}").read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_check_fails_on_what_is_at_or_above_the_level(level: str, code: int, starter: str) -> None:
    a_bullet_of_word = "\uf0b7 The service"
    write(council=COUNCIL, care=starter.replace("The service", a_bullet_of_word))
    assert "1 warning." in run("check", "care.yaml", "--fail-on", level, expect=code).stdout


@pytest.mark.parametrize("form", REPORTS)
def test_check_reports_in_every_form_on_stdout(form: str, starter: str) -> None:
    write(council=COUNCIL, care=starter.replace("is_key: yes", "is_key: perhaps"))
    done = run("check", "care.yaml", "--format", form, expect=1)
    assert "care.yaml" in done.stdout
    assert done.stderr == ""


def test_check_says_that_the_rules_wait_for_a_file_that_cannot_be_read_whole(starter: str) -> None:
    faulty = starter.replace("is_key: yes", "is_key: perhaps")
    write(council=COUNCIL, care=faulty, roads=faulty, parks=starter)
    done = run("check", "care.yaml", expect=1)
    assert done.stdout.endswith("1 error.\nThe rest is checked once this is mended.\n")
    done = run("check", "care.yaml", "roads.yaml", "parks.yaml", expect=1)
    assert done.stdout.endswith(".\nThe rest of 2 files is checked once this is mended.\n")
    assert run("check", "parks.yaml").stdout == "Nothing wrong found.\n"


def test_the_words_of_the_command_line_are_those_of_the_program() -> None:
    assert list(AUDIENCES) == [audience.value for audience in Audience]
    assert list(SEVERITIES) == [severity.value for severity in Severity]
    assert set(FORMATS) == set(pipeline.formats())


def test_a_long_run_says_how_far_it_is_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    files = [Path(f"{name}.yaml") for name in "abcd"]
    with click.Context(commands):
        assert [shown for _, shown in Progress(len(files)).over(files)] == ["a.yaml", "b.yaml", "c.yaml", "d.yaml"]
    drawn = capsys.readouterr().err.split("\r\x1b[2K")
    assert [line for line in drawn if line] == ["2 of 4: b.yaml", "3 of 4: c.yaml", "4 of 4: d.yaml"]


def test_nothing_is_drawn_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    files = [Path(f"{name}.yaml") for name in "abcd"]
    with click.Context(commands):
        list(Progress(len(files)).over(files))
    assert capsys.readouterr().err == ""
