"""Building where someone has changed a document: what is said, and what is where afterwards."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from reportgen.cli import commands
from reportgen.outputs import note_taken
from tests.cli.starting import filled_in

REPORT = Path("build/northshire/care/report.docx")
SOON = ["--as-of", "2024-06-05"]
LATER = ["--as-of", "2024-07-01"]


@pytest.fixture(autouse=True)
def _a_decision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from reportgen.scaffold.starter import council_file, starter_text

    monkeypatch.chdir(tmp_path)
    Path("council.yaml").write_bytes(council_file("Northshire Council", ".schemas", "default"))
    Path("care.yaml").write_text(
        filled_in(starter_text("decision", "Northshire Council", ".schemas").decode()), "utf-8"
    )
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def run(*words: str, expect: int = 0) -> Result:
    done = CliRunner().invoke(commands, ["build", "care.yaml", *words])
    assert done.exit_code == expect, done.output
    return done


def change_in_word(path: Path = REPORT, words: str = " Agreed with Finance.") -> bytes:
    """Change a document as Word does, which says in it by whom and when."""
    from datetime import UTC, datetime

    document = Document(str(path))
    texts = [one for one in document.element.body.iter() if one.tag.endswith("}t")]
    texts[-1].text += words
    document.core_properties.last_modified_by = "Director of Finance"
    document.core_properties.modified = datetime(2024, 6, 3, 16, 5, tzinfo=UTC)
    document.save(str(path))
    return path.read_bytes()


def names() -> list[str]:
    return sorted(path.name for path in REPORT.parent.iterdir() if not path.name.startswith("."))


def test_what_nobody_has_changed_is_written_over_without_a_word() -> None:
    run(*SOON)
    before = REPORT.read_bytes()
    done = run(*LATER)
    assert (done.stdout, done.stderr) == (f"{REPORT}\n", "")
    assert REPORT.read_bytes() != before


def test_what_was_changed_in_word_is_left_and_pulling_offered() -> None:
    run(*SOON)
    theirs = change_in_word()
    done = run(*LATER, expect=1)
    assert done.stdout == "build/northshire/care/report (new).docx\n"
    assert done.stderr == (
        "`build/northshire/care/report.docx` was changed after reportgen wrote it, last by Director of Finance on "
        "3 June 2024 at 16:05. It was left as it is; the new one is `build/northshire/care/report (new).docx`.\n"
        "  To bring the changes into the decision file: reportgen pull build/northshire/care/report.docx\n"
        "To write over what was changed, keeping a copy of each, give the same command with --discard-edits.\n"
    )
    assert REPORT.read_bytes() == theirs
    assert names() == ["report (new).docx", "report.docx"]


def test_edits_are_discarded_by_name_and_kept_all_the_same() -> None:
    run(*SOON)
    theirs = change_in_word()
    done = run(*LATER, "--discard-edits")
    assert done.stdout == f"{REPORT}\n"
    told = re.fullmatch(
        r"`build/northshire/care/report\.docx` had been changed, last by Director of Finance on 3 June 2024 at 16:05: "
        r"it is kept as `(build/northshire/care/report \(kept \d{4}-\d\d-\d\d \d{4}\)\.docx)`\.\n",
        done.stderr,
    )
    assert told is not None, done.stderr
    assert Path(told[1]).read_bytes() == theirs
    assert run(*SOON).stderr == ""


@pytest.mark.parametrize("form", ["md", "html", "json", "pptx", "pdf"])
def test_every_format_is_looked_after(form: str) -> None:
    path = REPORT.with_suffix(f".{form}")
    run(*SOON, "--format", form)
    path.write_bytes(path.read_bytes() + b" changed by hand")
    theirs = path.read_bytes()
    os.utime(path, (1_717_400_000, 1_717_400_000))
    done = run(*LATER, "--format", form, expect=1)
    assert done.stdout == f"build/northshire/care/report (new).{form}\n"
    assert done.stderr == (
        f"`{path}` was changed after reportgen wrote it, last on 3 June 2024 at 07:33. It was left as it is; the new "
        f"one is `build/northshire/care/report (new).{form}`.\n"
        "  Changes can be brought back from Word only: make them in the decision file.\n"
        "To write over what was changed, keeping a copy of each, give the same command with --discard-edits.\n"
    )
    assert path.read_bytes() == theirs


def test_a_document_that_reportgen_did_not_write_is_left() -> None:
    REPORT.parent.mkdir(parents=True)
    REPORT.write_bytes(b"somebody's")
    os.utime(REPORT, (1_717_400_000, 1_717_400_000))
    done = run(expect=1)
    assert done.stderr.startswith(
        "`build/northshire/care/report.docx` was there already, and nothing shows that reportgen wrote it; it was "
        "changed last on 3 June 2024 at 07:33. It was left as it is; the new one is "
        "`build/northshire/care/report (new).docx`.\n"
    )
    assert REPORT.read_bytes() == b"somebody's"


@pytest.mark.parametrize("discard", [[], ["--discard-edits"]])
def test_a_document_that_is_open_is_left_and_who_has_it_is_said(discard: list[str]) -> None:
    run(*SOON)
    lock = REPORT.with_name(".~lock.report.docx#")
    lock.write_text(",Head of Legal,legal-pc,03.06.2024 16:05,file:///home/legal;", "utf-8")
    done = run(*LATER, *discard, expect=1)
    assert done.stdout == "build/northshire/care/report (new).docx\n"
    assert done.stderr == (
        "`build/northshire/care/report.docx` is open in another program, by Head of Legal. It was left as it is; the "
        "new one is `build/northshire/care/report (new).docx`.\n"
        "  Close it there and build again. If nobody has it open, delete "
        "`build/northshire/care/.~lock.report.docx#`.\n"
    )
    lock.unlink()
    assert run(*LATER).stderr == ""
    assert names() == ["report.docx"]


def test_copies_of_one_audience_have_nothing_to_do_with_anothers() -> None:
    run(*SOON)
    run(*SOON, "--audience", "exempt")
    change_in_word(REPORT.with_name("report.exempt.docx"))
    assert run(*LATER).stderr == ""
    run(*LATER, "--audience", "exempt", expect=1)
    run(*SOON, "--audience", "exempt", "--discard-edits")
    assert [re.sub(r"kept [\d -]+", "kept", name) for name in names()] == [
        "report.docx", "report.exempt (kept).docx", "report.exempt.docx",
    ]  # fmt: skip


def test_what_was_pulled_into_the_decision_file_gives_its_place() -> None:
    run(*SOON)
    theirs = change_in_word()
    note_taken(REPORT)
    done = run(*LATER)
    assert done.stdout == f"{REPORT}\n"
    told = re.fullmatch(
        r"The changes in `build/northshire/care/report\.docx`, last by Director of Finance on 3 June 2024 at 16:05, "
        r"are in the decision file; it is kept as `(.*\(kept \d{4}-\d\d-\d\d \d{4}\)\.docx)`\.\n",
        done.stderr,
    )
    assert told is not None, done.stderr
    assert Path(told[1]).read_bytes() == theirs


@pytest.mark.parametrize(
    ("waiting", "told"),
    [
        (1, "  1 change in it could not be brought into the decision file, all else was: if it may go, use "),
        (2, "  2 changes in it could not be brought into the decision file, all else was: if they may go, use "),
    ],
)
def test_what_was_pulled_in_part_is_left_and_says_what_waits(waiting: int, told: str) -> None:
    run(*SOON)
    theirs = change_in_word()
    note_taken(REPORT, waiting)
    done = run(*LATER, expect=1)
    assert f"{told}--discard-edits.\n" in done.stderr
    assert "reportgen pull" not in done.stderr
    assert REPORT.read_bytes() == theirs
    note_taken(REPORT)
    assert "are in the decision file" in run(*LATER).stderr


def test_what_was_only_saved_again_gives_its_place() -> None:
    run(*SOON)
    change_in_word(words="")
    done = run(*LATER)
    assert done.stdout == f"{REPORT}\n"
    assert re.fullmatch(
        r"`build/northshire/care/report\.docx`, changed last by Director of Finance on 3 June 2024 at 16:05, says "
        r"nothing new: the new one is in its place, and it is kept as `.*\(kept \d{4}-\d\d-\d\d \d{4}\)\.docx`\.\n",
        done.stderr,
    )
