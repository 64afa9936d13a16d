"""Starting out: a new file says what it lacks and nothing else, and a new repository works as it is laid out."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportgen import __version__
from reportgen.cli import commands
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.scaffold.names import council_id
from tests.cli.starting import blanks, fill_in, filled_in, with_every_part

FORMATS = ["--format", "docx", "--format", "md", "--format", "html", "--format", "json"]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, words)
    assert done.exit_code == expect, done.output
    return done


def findings(path: str) -> list[tuple[str, str]]:
    """Return the rule and the field of everything that `check` finds in a file."""
    done = CliRunner().invoke(commands, ["check", path, "--format", "json"])
    return [(found["rule"], found["path"].rpartition(".")[2]) for found in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize("subject", ["decision", "meeting"])
def test_a_new_file_lacks_what_it_asks_for_and_nothing_else(subject: str) -> None:
    run("new", subject, "care.yaml", "--council", "Eastmoor Council")
    asked = blanks(Path("care.yaml").read_text("utf-8"))
    assert findings("care.yaml") == [("FIELD-MISSING", name) for name in asked]
    assert len(asked) > 1


@pytest.mark.parametrize("subject", ["decision", "meeting"])
def test_filled_in_it_is_clean(subject: str) -> None:
    run("new", subject, "care.yaml", "--council", "Eastmoor Council")
    fill_in(Path("care.yaml"))
    assert findings("care.yaml") == []


@pytest.mark.parametrize("subject", ["decision", "meeting"])
def test_every_part_that_a_starter_shows_can_be_used(subject: str) -> None:
    run("new", subject, "care.yaml", "--council", "Eastmoor Council")
    for name in ("care.yaml", "council.yaml"):
        Path(name).write_text(with_every_part(filled_in(Path(name).read_text("utf-8"))), "utf-8")
    text = Path("care.yaml").read_text("utf-8")
    Path("care.yaml").write_text(
        re.sub(r"^(council: northshire|exempt: 3|waive:\n.*)\n", "", text, flags=re.MULTILINE), "utf-8"
    )
    # A starter shows how a reviewer writes a note: it waits, as it should.
    assert [found for found in findings("care.yaml") if found[0] != "REVIEW-OPEN"] == []


@pytest.mark.parametrize(("name", "kind"), [("decision", Decision), ("meeting", Meeting), ("council", Council)])
def test_a_starter_shows_every_part_that_there_is(name: str, kind: type[Decision | Meeting | Council]) -> None:
    run("new", "meeting" if name == "meeting" else "decision", f"{name}1.yaml", "--council", "Eastmoor Council")
    text = Path("council.yaml" if name == "council" else f"{name}1.yaml").read_text("utf-8")
    shown = set(re.findall(r"^#?(\w+):", text, re.MULTILINE))
    assert {field.alias or attribute for attribute, field in kind.model_fields.items()} == shown


def test_a_filled_starter_gives_a_document_in_every_format() -> None:
    run("new", "decision", "care.yaml", "--council", "Eastmoor Council")
    fill_in(Path("care.yaml"))
    paths = run("build", "care.yaml", *FORMATS).stdout.splitlines()
    assert paths == [f"build/eastmoor/care/report.{suffix}" for suffix in ("docx", "md", "html", "json")]
    report = Path("build/eastmoor/care/report.md").read_text("utf-8")
    for said in ("Care at home", "Eastmoor Council", "until 24 October 2025", "A new service takes a year to buy."):
        assert said in report


def test_the_council_file_and_schemas_above_are_used() -> None:
    run("new", "decision", "decisions/eastmoor/care.yaml", "--council", "Eastmoor Council")
    done = run("new", "meeting", "decisions/eastmoor/meetings/2024-06-05-cabinet.yaml", "--council", "Eastmoor Council")
    assert done.stdout == "decisions/eastmoor/meetings/2024-06-05-cabinet.yaml\n"
    first = Path("decisions/eastmoor/meetings/2024-06-05-cabinet.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.schemas/meeting.json"
    assert Path("decisions/eastmoor/.schemas/meeting.json").is_file()


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("2026-12-16-cabinet", ["body: Cabinet", "date: 2026-12-16"]),
        ("2026-12-16-health-and-care-panel", ["body: Health and Care Panel", "date: 2026-12-16"]),
        ("2026-12-16", ["body:  # fill in: the body that meets, as Cabinet", "date: 2026-12-16"]),
        ("2026-02-30-cabinet", ["body:  # fill in: the body that meets, as Cabinet"]),
    ],
)
def test_a_meeting_file_has_the_day_and_the_body_of_its_name(name: str, filled: list[str]) -> None:
    run("new", "meeting", f"{name}.yaml", "--council", "Eastmoor Council")
    lines = Path(f"{name}.yaml").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith(("body:", "date:"))][: len(filled)] == filled


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Eastmoor Council", "eastmoor"),
        ("London Borough of Westford", "westford"),
        ("City of Westford & Eastmoor Council", "westford-eastmoor"),
        ("King's Northshire: “the” Council", "kings-northshire"),
        ("Cyngor Sir Ynys Môn", "cyngor-sir-ynys-mon"),
        ("The County Council", "the-county-council"),
        ("№ ★", "no"),
    ],
)
def test_any_name_of_a_council_gives_a_file_that_is_clean(name: str, short: str) -> None:
    assert council_id(name) == short
    run("new", "decision", "care.yaml", "--council", name)
    fill_in(Path("care.yaml"))
    assert findings("care.yaml") == []
    run("build", "care.yaml", "--format", "md")
    assert " ".join(name.split()) in Path(f"build/{short}/care/report.md").read_text("utf-8").replace("\\", "")


def test_a_new_repository_can_be_checked_filled_in_and_built() -> None:
    made = run("init", "papers", "--council", "Westford Council").stdout.splitlines()
    assert made == [str(path) for path in (Path(name) for name in made) if path.is_file()]
    none_yet = "There is no decision or meeting file (.yaml) in `papers` yet: `reportgen new decision` starts one.\n"
    assert run("check", "papers").output == run("build", "papers").output == none_yet
    assert json.loads(run("check", "papers", "--format", "json").stdout)["findings"] == []
    example = "papers/decisions/westford/day centre.yaml"
    started = run("new", "decision", example)
    assert started.stderr == f"Fill in the blanks, then run: reportgen check '{example}'\n"
    run("check", "papers", expect=1)
    fill_in(Path(example))
    run("check", "papers")
    run("build", "papers", "--format", "html")
    assert "Westford Council" in Path("build/westford/day centre/report.html").read_text("utf-8")


def test_a_new_file_beside_a_council_is_of_that_council() -> None:
    run("new", "decision", "decisions/care.yaml", "--council", "Eastmoor Council")
    run("new", "decision", "decisions/roads.yaml")
    assert "A decision of Eastmoor Council" in Path("decisions/roads.yaml").read_text("utf-8")
    refused = run("new", "meeting", "decisions/june.yaml", "--council", "Westford Council", expect=2).output
    assert "`decisions/council.yaml` is that of Eastmoor Council: leave --council out" in refused
    assert not Path("decisions/june.yaml").exists()


def test_yaml_files_of_any_spelling_are_found_in_a_folder() -> None:
    for name in ("care.YAML", "roads.Yml"):
        run("new", "decision", f"decisions/{name}", "--council", "Eastmoor Council")
        fill_in(Path(f"decisions/{name}"))
    assert run("build", "decisions", "--format", "md").stdout == (
        "build/eastmoor/care/report.md\nbuild/eastmoor/roads/report.md\n"
    )
    Path("decisions/roads.Yml").rename("decisions/roads.yaml.txt")
    assert "rename it to `roads.yaml`" in run("check", "decisions", expect=1).stdout


def test_every_file_of_a_new_repository_leads_an_editor_to_its_schema() -> None:
    run("init", "papers", "--council", "Westford Council")
    for path in Path("papers").rglob("*.yaml"):
        stated = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert stated, path
        assert (path.parent / stated[1]).is_file(), path


def test_nothing_in_a_new_repository_speaks_of_another_council() -> None:
    run("init", "papers", "--council", "Westford Council")
    for path in Path("papers").rglob("*"):
        assert "northshire" not in path.name
        if path.is_file() and path.suffix != ".json":
            assert "northshire" not in path.read_text("utf-8").lower(), path


def test_every_place_that_a_new_repository_tells_of_is_there() -> None:
    run("init", "papers", "--council", "Westford Council")
    told = re.findall(r"^\| `([^`*]+)` \|", Path("papers/README.md").read_text("utf-8"), re.MULTILINE)
    assert "decisions/westford/meetings/" in told
    assert [name for name in told if not Path("papers", name).exists()] == []


def test_a_new_repository_installs_no_program_that_happens_to_bear_the_name() -> None:
    run("init", "papers", "--council", "Westford Council")
    lines = Path("papers/requirements.txt").read_text("utf-8").splitlines()
    address = f"reportgen @ https://example.org/reportgen-{__version__}-py3-none-any.whl"
    assert [line for line in lines if not line.startswith("#")] == [address]
    assert "pip install -r requirements.txt\n" in Path("papers/.github/workflows/check.yml").read_text("utf-8")


def test_a_council_without_a_name_is_called_after_its_folder() -> None:
    run("init", "west-ford")
    assert "name: West Ford" in Path("west-ford/decisions/west-ford/council.yaml").read_text("utf-8")
