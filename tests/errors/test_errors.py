"""The gallery of messages: each fault that an officer can make, as a file, and the exact text that it gets.

`NAME.yaml` (or `NAME.bin`, for bytes that no editor writes) is an input, `NAME.txt` is what is said of it. A folder
`KIND-NAME/` is an input of several files, read by the function that `READERS` has for its kind. What would be too large
to keep, or is no file at all, is made by `MADE`. `REPORTGEN_UPDATE=1 pytest tests/errors` writes the texts anew.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from reportgen.base.finding import Finding, sorted_findings
from reportgen.check.report_text import report
from reportgen.load import faults
from reportgen.load.styles import load_style
from reportgen.load.subjects import load_subject
from reportgen.pipeline import Order, build, check

HERE = Path(__file__).parent
COUNCIL = HERE / "council.yaml"


def of_subject(path: Path) -> tuple[Finding, ...]:
    """Return what is found in a decision or meeting file."""
    return load_subject(path, f"{path.stem}.yaml").findings


def of_council(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in `decision.yaml` and the council file above it, if any."""
    return load_subject(folder / "decision.yaml", "decision.yaml").findings


def of_meeting(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in `meeting.yaml`, whose decisions stand beside it, and in its minutes."""
    return check(folder / "meeting.yaml", "meeting.yaml", Order(formats=(), rules=()))


def of_document(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in the documents of `decision.yaml`: by a check of it, and in its slides."""
    path = folder / "decision.yaml"
    slides = build(path, path.name, Order(rules=(), kind="briefing", formats=("pptx",)))
    return sorted_findings({*check(path, path.name, Order(formats=(), rules=())), *slides.findings})


def of_pdf(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in the report of `decision.yaml` as a PDF."""
    path = folder / "decision.yaml"
    made = build(path, path.name, Order(rules=(), formats=("md", "pdf")))
    assert not any(file.name.suffix == ".pdf" for file in made.files)
    return made.findings


def of_style(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in the style `northshire` of a folder of styles."""
    _, findings = load_style("northshire", [folder])
    return findings


def of_saved_as_text(folder: Path) -> tuple[Finding, ...]:
    """Return what is found in the file of a folder that an editor has saved as text."""
    return load_subject(folder / "decision.yaml.txt", "decision.yaml.txt").findings


READERS: Mapping[str, Callable[[Path], tuple[Finding, ...]]] = {
    "council": of_council,
    "document": of_document,
    "meeting": of_meeting,
    "pdf": of_pdf,
    "notepad": of_saved_as_text,
    "style": of_style,
}


def too_large(path: Path) -> None:
    path.write_bytes(b"# One line of a very long comment.\n" * 60_000)


def too_deep(path: Path) -> None:
    path.write_bytes(b"narrative: " + b"[" * 10_000)


def too_deep_by_dashes(path: Path) -> None:
    path.write_bytes(b"narrative:\n  " + b"- " * 10_000 + b"text\n")


def too_many(path: Path) -> None:
    path.write_bytes(b"glossary:\n" + b"- {term: a, meaning: b}\n" * 12_000)


def folder(path: Path) -> None:
    path.mkdir()


def link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def missing(path: Path) -> None:
    (path.parent / path.name.replace("missing", "mising")).write_text("a: b\n")


MADE: Mapping[str, Callable[[Path], None]] = {
    "file-too-large": too_large,
    "file-too-many-values": too_many,
    "file-folder": folder,
    "file-link-to-itself": link_to_itself,
    "file-missing": missing,
    "yaml-ten-thousand-levels": too_deep,
    "yaml-ten-thousand-dashes": too_deep_by_dashes,
}

INPUTS = [path for path in HERE.iterdir() if path.suffix in (".yaml", ".bin") and path != COUNCIL]
FOLDERS = [path for path in HERE.iterdir() if path.is_dir() and path.name.partition("-")[0] in READERS]
CASES = sorted([*(path.stem for path in INPUTS), *(path.name for path in FOLDERS), *MADE])


def messages(name: str, made_in: Path) -> str:
    """Return what is said of an input, with the place of the test taken out of it."""
    if name in MADE:
        shutil.copy(COUNCIL, made_in)
        MADE[name](made_in / f"{name}.yaml")
        return report(of_subject(made_in / f"{name}.yaml"))
    if (HERE / name).is_dir():
        case = shutil.copytree(HERE / name, made_in / name)
        (made_in / ".git").mkdir()
        return report(READERS[name.partition("-")[0]](case)).replace(f"{case.as_posix()}/", "")
    return report(of_subject(next(path for path in INPUTS if path.stem == name)))


@pytest.mark.parametrize("name", CASES)
def test_each_fault_has_its_exact_words(name: str, tmp_path: Path) -> None:
    said = messages(name, tmp_path)
    expected = HERE / f"{name}.txt"
    if os.environ.get("REPORTGEN_UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")


def test_no_text_is_left_of_an_input_that_is_gone() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == CASES


def test_every_fault_of_loading_stands_in_the_gallery() -> None:
    said = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.txt"))
    assert [rule for rule in faults.FAULTS if f" {rule} " not in said] == []


def test_a_file_at_odds_with_itself_is_judged_by_the_rules_all_the_same(tmp_path: Path) -> None:
    shutil.copy(COUNCIL, tmp_path)
    meeting = tmp_path / "meeting.yaml"
    meeting.write_text(
        "body: Cabinet\ndate: 2024-06-05\nagenda_published: 2024-05-01\n"
        "attendance: {present: [A], apologies: [A]}\nitems:\n  - {id: day-centre, title: Day centre, private: yes}\n",
        encoding="utf-8",
    )
    found = check(meeting, meeting.name)
    assert {"FIELD-CONFLICT", "PRIV-RESOLUTION"} <= {finding.rule for finding in found}
    assert build(meeting, meeting.name, Order(kind="minutes")).files == ()
