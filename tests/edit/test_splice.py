"""Edits to a decision file: what the text is afterwards."""

from pathlib import Path

import pytest

from reportgen.base.source import Source
from reportgen.edit.splice import CannotSpliceError, Edit, Insert, Move, Put, Remove, bytes_of, edited, spliced
from reportgen.load.yaml_file import source_from

CASES = Path(__file__).with_name("splices.txt")
EDITS = {"Put": Put, "Insert": Insert, "Remove": Remove, "Move": Move}


def source_of(text: str, file: str = "d.yaml") -> Source:
    source, _ = source_from(text.encode(), file)
    return source or Source(file, text)


def cases() -> list[tuple[str, str, str, str]]:
    """Return the specimens: a title, a file, the edits, and the file that they lead to."""
    found = []
    for case in CASES.read_text("utf-8").split("\n==== ")[1:]:
        title, _, rest = case.partition("\n")
        old, edits, new = rest.split("\n----\n")
        found.append((title, f"{old}\n", edits, new))
    return found


@pytest.mark.parametrize(("title", "old", "edits", "new"), cases(), ids=[case[0] for case in cases()])
def test_what_an_edit_does_to_a_file(title: str, old: str, edits: str, new: str) -> None:
    made: list[Edit] = [eval(line, EDITS) for line in edits.split("\n")]
    assert spliced(source_of(old), made).removesuffix("\n") == new.removesuffix("\n")
    assert source_of(f"{new}\n").tree == edited(source_of(old), made)


def test_a_byte_order_mark_stays() -> None:
    old = "\ufeffreport:\r\n  title: Care\r\n".encode()
    source, _ = source_from(old, "d.yaml")
    assert source is not None
    new = spliced(source, [Put(("report", "title"), "Home care")])
    assert bytes_of(source, new, old) == "\ufeffreport:\r\n  title: Home care\r\n".encode()


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ([Remove(("risks", 4))], "The file has no place for `risks[5]`."),
        ([Put(("risks", 0), "x"), Remove(("risks", 0))], "`risks[1]` is changed twice at once."),
        ([Put(("risks",), "x"), Put(("risks", 0), "y")], "`risks` is changed as a whole, so not also within."),
        ([Insert(("risks",), 9, "x")], "`risks` has 2 entries, so nothing can stand at 10."),
        ([Insert(("title",), 0, "x")], "`title` is no list, so nothing can be added to it."),
        ([Move(("title",), 0)], "`title` is no entry of a list, so it has no place to change."),
        (
            [Put(("title",), "a\x85b")],
            "The text holds a line break that editors don't show (U+0085), which no document can: delete it, and begin "
            "a new line if one is wanted.",
        ),
        ([Put((), "x")], "A file holds a group of fields, and nothing else can stand in its place."),
    ],
)
def test_what_cannot_be_done_is_said(edits: list[Edit], sentence: str) -> None:
    with pytest.raises(CannotSpliceError) as refused:
        spliced(source_of("title: Care\nrisks:\n  - a\n  - b\n"), edits)
    assert str(refused.value) == sentence


def test_a_file_that_changed_meanwhile_is_not_written() -> None:
    source = source_of("title: Care\n")
    with pytest.raises(CannotSpliceError, match="changed since it was read"):
        bytes_of(source, "title: x\n", b"title: Other\n")


@pytest.mark.parametrize("old", ["", "# only a comment\n", "---\n", "---\n# and a comment"])
def test_a_file_that_holds_nothing_yet(old: str) -> None:
    begun = f"{old}\n" if old and not old.endswith("\n") else old
    new = spliced(source_of(old), [Put(("report", "title"), "Care"), Put(("meeting", "date"), "2024-06-05")])
    assert new == f"{begun}meeting:\n  date: 2024-06-05\nreport:\n  title: Care\n"


def test_a_file_without_a_last_line_end() -> None:
    old = "risks:\n  - a\nreasons: |\n  One.\n  Two."
    assert spliced(source_of(old), [Put(("conclusion",), "x")]) == (
        "risks:\n  - a\nreasons: |-\n  One.\n  Two.\nconclusion: x"
    )
