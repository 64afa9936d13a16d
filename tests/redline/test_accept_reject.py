"""Accepting every change of a redline gives the newer version, rejecting every change the older: for any edits."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from reportgen.pipeline import Order, word_copy
from reportgen.redline.settle import accepted, rejected
from reportgen.redline.word.merge import merged
from reportgen.style.style import Numbering, Style
from tests.office import root_of, w
from tests.redline.edits import EDITS, SEVERAL, Edit, specimen_edited
from tests.redline.meaning import meaning
from tests.tools import need, ooxml_validator
from tests.write.docx.trees import written

VALIDATOR = OpenXmlValidator()
ROOT = Path(__file__).parents[2]

# Each edit that there is, at places that the specimen has.
EACH: list[list[Edit]] = [[(name, at, at * 3 + 1)] for name in sorted(EDITS) for at in (4, 31, 57)]


def faults(redline: bytes) -> list[str]:
    """Return what Word would stumble over in a redline."""
    main = root_of(redline)
    names = [mark.get(w("name")) for mark in main.iter(w("bookmarkStart"))]
    numbers = [node.get(w("id")) for node in main.iter() if node.get(w("id")) and not node.tag.endswith("End")]
    codes = " ".join(node.text for node in main.iter(w("instrText"), w("delInstrText")))
    depth = 0
    for mark in main.iter(w("fldChar")):
        depth += {"begin": 1, "end": -1}.get(mark.get(w("fldCharType")), 0)
    return [
        *(f"two places are called {name}" for name in sorted({n for n in names if names.count(n) > 1})),
        *(f"two marks have the number {n}" for n in sorted({n for n in numbers if numbers.count(n) > 1})),
        *(f"a reference leads to no place: {name}" for name in re.findall(r"REF (\S+)", codes) if name not in names),
        *(["a field is cut"] if depth else []),
        *(f"deleted words are in no deletion: {node.text}" for node in main.iter(w("delText"))
          if not any(above.tag == w("del") for above in node.iterancestors())),
        *(f"words in a deletion: {node.text}" for mark in main.iter(w("del")) for node in mark.iter(w("t"))),
        *("a cell does not end in a paragraph" for cell in main.iter(w("tc")) if not _ends_in_paragraph(cell)),
    ]  # fmt: skip


def _ends_in_paragraph(story: Any) -> bool:
    blocks = [child for child in story if child.tag in (w("p"), w("tbl"), w("sdt"))]
    last = blocks[-1]
    return _ends_in_paragraph(last.find(w("sdtContent"))) if last.tag == w("sdt") else last.tag == w("p")


def prove(old: bytes, new: bytes) -> bytes:
    made = merged(old, new, "Head of Commissioning", "2025-09-01T10:00:00Z")
    assert faults(made) == []
    assert meaning(accepted(made)) == meaning(new)
    assert meaning(rejected(made)) == meaning(old)
    return made


@pytest.mark.parametrize("edits", EACH, ids=lambda edits: "-".join(map(str, edits[0])))
def test_each_edit_by_itself(edits: list[Edit]) -> None:
    prove(written(specimen_edited([])), written(specimen_edited(edits)))


@given(before=SEVERAL, after=SEVERAL)
@settings(derandomize=True, max_examples=40, deadline=None)
def test_any_edits(before: list[Edit], after: list[Edit]) -> None:
    prove(written(specimen_edited(before)), written(specimen_edited([*before, *after])))


@given(one=SEVERAL, other=SEVERAL)
@settings(derandomize=True, max_examples=20, deadline=None)
def test_any_two_versions(one: list[Edit], other: list[Edit]) -> None:
    prove(written(specimen_edited(one)), written(specimen_edited(other)))


OTHER_NUMBERS = (
    Style(),
    Style(numbering=Numbering(sections="1.")),
    Style(numbering=Numbering(sections="1", paragraphs="1.1", under_subsections="1.1")),
)


@given(edits=SEVERAL, other=st.sampled_from(OTHER_NUMBERS))
@settings(derandomize=True, max_examples=10, deadline=None)
def test_a_house_style_that_numbered_otherwise(edits: list[Edit], other: Style) -> None:
    prove(written(specimen_edited([], other)), written(specimen_edited(edits)))


DECISIONS = sorted(path for path in (ROOT / "decisions").glob("*/*.yaml") if path.name != "council.yaml")


@pytest.mark.parametrize("at", range(len(DECISIONS)), ids=lambda at: DECISIONS[at].parent.name)
def test_a_report_against_another_councils(at: int, tmp_path: Path) -> None:
    old, new = (word_copy(path, path.name, Order()).content for path in (DECISIONS[at - 1], DECISIONS[at]))
    made = merged(old, new, "Head of Commissioning", "2025-09-01T10:00:00Z")
    assert faults(made) == []
    for got, wanted in ((accepted(made), new), (rejected(made), old)):
        # The pages' headers and footers are the newer version's.
        assert [line for line in meaning(got) if "sectPr" not in line] == [
            line for line in meaning(wanted) if "sectPr" not in line
        ]
    path = tmp_path / "redline.docx"
    path.write_bytes(made)
    assert [error.description for error in VALIDATOR.validate(str(path)).errors] == []


def test_redline_is_valid(tmp_path: Path) -> None:
    edits = [(name, at, at + 2) for at, name in enumerate(sorted(EDITS) * 2, start=5)]
    path = tmp_path / "redline.docx"
    path.write_bytes(prove(written(specimen_edited([])), written(specimen_edited(edits))))
    assert [error.description for error in VALIDATOR.validate(str(path)).errors] == []
    need("ooxml-validator")
    assert ooxml_validator(path) == []


def test_what_is_proved_can_fail() -> None:
    old, new = written(specimen_edited([])), written(specimen_edited([("change_words", 40, 3)]))
    made = merged(old, new, "Head of Commissioning", "")
    assert meaning(made) != meaning(new)
    assert meaning(accepted(made)) != meaning(old)
