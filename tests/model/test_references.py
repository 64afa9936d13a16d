from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.derive import derive
from reportgen.model.faults import faults
from reportgen.model.references import ProseReference, ReferenceFault, Resolved, resolve, split
from tests.model.specimens import EXTENSION, decision

RECORD = (
    EXTENSION + "appendices: [{title: A}, {title: B, number: X}]\nmeasures: [{id: hours, label: H, value: 1,200}]\n"
)


def found(text: str) -> Resolved | ReferenceFault:
    record = decision(base=RECORD.replace("1,200", '"1,200"'))
    (reference,) = split(text)
    assert isinstance(reference, (ProseReference, ReferenceFault))
    return resolve(reference, record, derive(record)) if isinstance(reference, ProseReference) else reference


@pytest.mark.parametrize(
    ("text", "value", "path", "derived"),
    [
        ("{{ extension.months }}", "12", ("extension", "months"), False),
        ("{{extension.end|date}}", "2025-10-24", ("extension", "end"), True),
        ("{{ extension.cost_max | pounds }}", "£9,893,001", ("extension", "cost_max"), False),
        ("{{ contracts.lot-1.current_end }}", "2024-10-24", ("contracts", 0, "current_end"), True),
        ("{{ contracts.1.title | upper }}", "Care at home, Lot 1", ("contracts", 0, "title"), False),
        ("{{ measures.hours.value | words }}", "1,200", ("measures", 0, "value"), False),
        ("{{ appendices.X.title }}", "B", ("appendices", 1, "title"), False),
        ("{{ finance.uplift.result }}", "£9,893,001", ("finance", "uplift", "result"), True),
    ],
)
def test_names_a_value(text: str, value: str, path: tuple[str | int, ...], derived: bool) -> None:
    resolved = found(text)
    assert isinstance(resolved, Resolved)
    assert (str(resolved.value), resolved.path, resolved.derived) == (value, path, derived)


def _specimens() -> list[list[str]]:
    """Return what stands in reference_faults.txt: a reference, what is wrong with it, how to mend it."""
    lines = (Path(__file__).parent / "reference_faults.txt").read_text(encoding="utf-8").splitlines()
    return [[line.strip() for line in lines[at : at + 3]] for at in range(0, len(lines), 3)]


@pytest.mark.parametrize(("text", "message", "hint"), _specimens())
def test_says_what_is_wrong(text: str, message: str, hint: str) -> None:
    fault = found(text)
    assert isinstance(fault, ReferenceFault)
    assert (fault.message, fault.hint) == (message, hint)


@pytest.mark.parametrize(
    "text", ["{{ section.legal }}", "{{ recommendation.2 }}", "{{ appendix.1 }}", "{{ table.x }}", "{{ figure.x }}"]
)
def test_recognises_a_place_in_the_document(text: str) -> None:
    (reference,) = split(text)
    assert isinstance(reference, ProseReference)
    assert reference.is_place


def test_pieces_stand_in_order_with_their_offsets() -> None:
    first, reference, last = split("To {{ extension.end | date }}.")
    assert (first, last) == ("To ", ".")
    assert isinstance(reference, ProseReference)
    assert (reference.names, reference.filters) == (("extension", "end"), ("date",))
    assert (reference.start, reference.end) == (3, 29)


def test_an_open_reference_does_not_swallow_the_next() -> None:
    pieces = split("a {{ b {{ extension.end }} c")
    assert [type(piece).__name__ for piece in pieces] == ["str", "ReferenceFault", "ProseReference", "str"]


@given(st.text(st.sampled_from("ab.{}| \n")))
@settings(derandomize=True, max_examples=500)
def test_pieces_make_up_the_text(text: str) -> None:
    at = 0
    for piece in split(text):
        if isinstance(piece, str):
            assert text[at : at + len(piece)] == piece
            at += len(piece)
        else:
            assert piece.start == at
            at = piece.end
    assert at == len(text)


def test_faults_in_all_prose_are_found_at_once_with_their_place() -> None:
    record = decision("conclusion: [Fine., 'Bad {{ extnsion.end }}']\nbenefits: ['{{ a b }}']\n", base=EXTENSION)
    assert [(fault.path, fault.message, fault.start) for fault in faults(record)] == [
        (("conclusion", 1), "`extnsion` is not a field of this file.", 4),
        (("benefits", 0, "text"), "`a b` is not the name of a field.", 0),
    ]
