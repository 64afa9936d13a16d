"""What officers type: `make` and a word, and what it runs."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from tests.tools import need

ROOT = Path(__file__).parent.parent.parent
DECISION = "decisions/northshire/care.yaml"
MEETING = "decisions/northshire/meetings/2024-06-05-cabinet.yaml"

RUNS = [
    (
        ["report", f"DECISION={DECISION}", "FORMATS=md html"],
        f'build "{DECISION}" --format md --format html --audience "public" --out "build"',
    ),
    (
        ["report", f"DECISION={DECISION}", "FORMATS=docx", "DISCARD_EDITS=1"],
        f'build "{DECISION}" --format docx --audience "public" --discard-edits --out "build"',
    ),
    (
        ["briefing", f"DECISION={DECISION}", "OUT=slides"],
        f'build "{DECISION}" --kind briefing --format pptx --format html --format docx '
        '--audience "public" --out "slides"',
    ),
    (
        ["minutes", f"MEETING={MEETING}", "FORMATS=docx", "AUDIENCE=exempt"],
        f'build "{MEETING}" --kind minutes --format docx --audience "exempt" --out "build"',
    ),
    (
        ["agenda", f"MEETING={MEETING}", "FORMATS=docx"],
        f'build "{MEETING}" --kind agenda --format docx --audience "public" --out "build"',
    ),
    (
        ["redline", f"DECISION={DECISION}", "FROM=v1"],
        f'redline "{DECISION}" --from "v1" --audience "public" --out "build"',
    ),
    (
        ["all", "DECISIONS=decisions/northshire", "FORMATS=docx"],
        'build "decisions/northshire" --every-kind --format docx --format pptx --audience "public" --out "build"',
    ),
]


def made(*words: str, at: Path = ROOT) -> str:
    """Return what make prints in a folder."""
    need("make")
    # `make test` calls these tests: what it tells its children of itself must not reach the make under test.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(["make", *words], cwd=at, env=own, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("words", "expected"), RUNS, ids=[" ".join(words) for words, _ in RUNS])
def test_make_runs_the_command(words: list[str], expected: str) -> None:
    # What is up to date is not installed again; where it isn't, the command comes last.
    assert made("-n", *words).splitlines()[-1].partition(" -m reportgen ")[2] == expected


@pytest.mark.parametrize("word", ["report", "briefing", "minutes", "agenda", "decision-record", "all"])
def test_make_by_itself_lists_it(word: str) -> None:
    listed = [line.partition("  ")[0].split()[1:] for line in made().splitlines() if line.startswith("make ")]
    assert any(word in words for words in listed)


def test_every_kind_writes_what_each_file_can_give(tmp_path: Path) -> None:
    words = ["--every-kind", "--format", "md", "--format", "pptx", "--out", str(tmp_path)]
    done = CliRunner().invoke(commands, ["build", str(ROOT / "decisions/haringey"), *words])
    assert done.exit_code == 0, done.output
    assert sorted(path.relative_to(tmp_path / "haringey").as_posix() for path in tmp_path.rglob("*.[mp]*")) == [
        "2023-12-05-cabinet/agenda.md",
        "2023-12-05-cabinet/minutes.md",
        "home-support-2024/briefing.md",
        "home-support-2024/briefing.pptx",
        "home-support-2024/decision-record.md",
        "home-support-2024/minutes.md",
        "home-support-2024/report.md",
    ]


def test_what_has_not_been_decided_has_no_minutes_yet(tmp_path: Path) -> None:
    paper = ROOT / "decisions/bury/care-at-home-2024.yaml"
    done = CliRunner().invoke(
        commands, ["build", str(paper), "--every-kind", "--format", "json", "--out", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["briefing.json", "report.json"]


def test_every_kind_and_one_kind_are_not_both_asked_for(tmp_path: Path) -> None:
    paper = ROOT / "decisions/bury/care-at-home-2024.yaml"
    done = CliRunner().invoke(commands, ["build", str(paper), "--every-kind", "--kind", "report"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--every-kind writes `report` too: give --kind or --every-kind, not both." in done.stderr


def test_each_kind_that_is_named_is_written_and_none_else(tmp_path: Path) -> None:
    paper = ROOT / "decisions/haringey/meetings/2023-12-05-cabinet.yaml"
    words = ["--kind", "minutes", "--kind", "agenda", "--kind", "minutes", "--format", "md", "--out", str(tmp_path)]
    done = CliRunner().invoke(commands, ["build", str(paper), *words])
    assert done.exit_code == 0, done.output
    assert [Path(line).name for line in done.stdout.splitlines()] == ["minutes.md", "agenda.md"]
    refused = CliRunner().invoke(commands, ["build", str(paper), "--kind", "minutes", "--kind", "agendas"])
    assert refused.exit_code == 2 and "There is no kind of document called `agendas`" in refused.stderr


OWN = [
    (["check"], 'check "decisions"'),
    (["report"], 'build "decisions" --format docx --audience "public" --out "build"'),
    (
        ["briefing", f"DECISION={DECISION}"],
        f'build "{DECISION}" --kind briefing --format pptx --audience "public" --out "build"',
    ),
    (
        ["record", f"DECISION={DECISION}", "FORMATS=docx html"],
        f'build "{DECISION}" --kind decision-record --format docx --format html --audience "public" --out "build"',
    ),
    (
        ["minutes", f"MEETING={MEETING}", "AUDIENCE=exempt"],
        f'build "{MEETING}" --kind minutes --format docx --audience "exempt" --out "build"',
    ),
    (
        ["agenda", f"MEETING={MEETING}"],
        f'build "{MEETING}" --kind agenda --format docx --audience "public" --out "build"',
    ),
    (["all"], 'build decisions --every-kind --format docx --audience "public" --out "build"'),
]


@pytest.mark.parametrize(("words", "expected"), OWN, ids=[words[0] for words, _ in OWN])
def test_make_runs_the_command_in_a_councils_own_repository(words: list[str], expected: str, tmp_path: Path) -> None:
    CliRunner().invoke(commands, ["init", str(tmp_path / "papers"), "--council", "Northshire Council"])
    assert made("-n", *words, at=tmp_path / "papers").splitlines()[-1] == f"reportgen {expected}"


def test_a_councils_own_make_asks_for_the_file_that_is_missing(tmp_path: Path) -> None:
    CliRunner().invoke(commands, ["init", str(tmp_path / "papers"), "--council", "Northshire Council"])
    with pytest.raises(subprocess.CalledProcessError) as refused:
        made("minutes", at=tmp_path / "papers")
    said = "Say which one: make minutes MEETING=decisions/northshire/meetings/2025-03-05-cabinet.yaml\n"
    assert refused.value.stderr.startswith(said)
