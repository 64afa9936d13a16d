"""Every message that an officer can get is in plain English: those of the gallery, and those in the code behind it."""

import re
from pathlib import Path

import pytest

from tests.errors.voice import messages_of, programmers_words

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "reportgen"
GALLERY = sorted(HERE.rglob("*.txt"))
MODULES = sorted(PACKAGE.rglob("*.py"))
FINDING = re.compile(r"(?m)^\S+?(?::\d+:\d+)?: [A-Z][A-Z0-9-]+ (?:error|warning|info|waived): (.*)$")


@pytest.mark.parametrize("file", GALLERY, ids=lambda file: file.relative_to(HERE).as_posix())
def test_no_message_of_the_gallery_speaks_as_a_programmer(file: Path) -> None:
    said = [line for line in file.read_text("utf-8").splitlines() if " | " not in line and not line.startswith("$")]
    if file.parent.name == "templates":
        said = [line for line in said if FINDING.match(line)]
    assert {line: words for line in said if (words := programmers_words(line))} == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_no_message_of_a_module_speaks_as_a_programmer(module: Path) -> None:
    spoken = {line: said for line, said in messages_of(module) if programmers_words(said)}
    assert spoken == {}


@pytest.mark.parametrize("file", GALLERY, ids=lambda file: file.relative_to(HERE).as_posix())
def test_every_finding_is_a_sentence(file: Path) -> None:
    found = FINDING.findall(file.read_text("utf-8"))
    assert [said for said in found if not re.fullmatch(r"[A-Z0-9`“£‘(…\W].*[.?…”]", said) or said[0].islower()] == []


def test_what_a_programmer_says_is_heard() -> None:
    assert programmers_words("Expected a dict, got None (see the schema).") == ["dict", "None", "schema"]
    assert programmers_words("`schema` is not a field of `report`.") == []


def test_messages_are_found_wherever_they_are_made() -> None:
    found = {module.stem for module in MODULES if any(messages_of(module))}
    assert {"structure", "environment", "values", "places", "faults", "language", "key_decisions"} <= found
