"""Two people change one file: what is merged, what is a conflict, and what the fields are that differ."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reportgen.base.source import Source
from reportgen.edit.differing import edits_between
from reportgen.edit.edits import edited_tree, plan_of
from reportgen.edit.merge import MISSING, Conflict, Rebased, merged, rebased
from reportgen.edit.splice import Edit, Insert, Move, Put, Remove, spliced
from reportgen.load.yaml_file import source_from
from tests.edit.layouts import edits, files, trees

BASE = """\
report:
  title: Care at Home
  service: Care
risks:
  - id: cost
    text: It may cost more.
    owner: Head of Care
  - id: delay
    text: It may be late.
    owner: Head of Care
wards: [North, East]
"""


def read(text: str) -> Source:
    source, findings = source_from(text.encode(), "d.yaml")
    assert source is not None, findings
    return source


def changed(*edits: Edit) -> Source:
    return read(spliced(read(BASE), edits))


@pytest.mark.parametrize(
    ("theirs", "ours", "fate"),
    [
        ([Put(("report", "title"), "Home care")], Put(("report", "service"), "Help"), "same edit"),
        ([Remove(("risks", 0))], Put(("risks", 1, "text"), "Late."), Put(("risks", 0, "text"), "Late.")),
        ([Move(("risks", 1), 0)], Remove(("risks", 0)), Remove(("risks", 1))),
        ([Insert(("wards",), 0, "West")], Insert(("wards",), 2, "South"), Insert(("wards",), 3, "South")),
        ([Insert(("wards",), 0, "West")], Insert(("wards",), 0, "West"), None),
        ([Put(("report", "title"), "Home care")], Put(("report", "title"), "Home care"), None),
        ([Remove(("risks", 0))], Remove(("risks", 0)), None),
        (
            [Put(("report", "title"), "Home care")],
            Put(("report", "title"), "Care"),
            Conflict(("report", "title"), "Care at Home", "Care", "Home care"),
        ),
        (
            [Remove(("risks", 0))],
            Put(("risks", 0, "text"), "Dear."),
            Conflict(("risks", 0, "text"), "It may cost more.", "Dear.", MISSING),
        ),
        (
            [Put(("risks", 1, "owner"), "Director")],
            Put(("risks", 1, "owner"), "Nobody"),
            Conflict(("risks", 1, "owner"), "Head of Care", "Nobody", "Director"),
        ),
        (
            [Insert(("risks",), 2, {"id": "law", "text": "A."})],
            Insert(("risks",), 2, {"id": "law", "text": "B."}),
            Conflict(("risks", 2), MISSING, {"id": "law", "text": "B."}, {"id": "law", "text": "A."}),
        ),
    ],
)
def test_an_edit_fitted_to_a_file_that_moved_on(theirs: list[Edit], ours: Edit, fate: object) -> None:
    expected = Rebased(conflict=fate) if isinstance(fate, Conflict) else Rebased(ours if fate == "same edit" else fate)  # type: ignore[arg-type]
    assert rebased(read(BASE), changed(*theirs), [ours]) == (expected,)


def test_both_sides_of_a_text_are_kept_with_their_comments() -> None:
    ours = BASE.replace("  service: Care\n", "  service: Care  # or help?\n")
    theirs = BASE.replace("wards: [North, East]", "# all of them\nwards: [North, East, West]")
    both = merged(read(BASE), read(ours), read(theirs))
    assert both.text == ours.replace("wards: [North, East]", "# all of them\nwards: [North, East, West]")
    assert (both.conflicts, both.left) == ((), ())


def test_a_comment_that_finds_no_place_is_told() -> None:
    ours = BASE.replace("title: Care at Home", "title: Care at Home  # too long")
    theirs = BASE.replace("title: Care at Home", "title: Home care")
    both = merged(read(BASE), read(ours), read(theirs))
    assert (both.text, both.conflicts, both.left) == (theirs, (), ("# too long",))


def test_neighbouring_lines_merge_by_their_fields() -> None:
    ours, theirs = changed(Put(("report", "title"), "Home care")), changed(Put(("report", "service"), "Help"))
    both = merged(read(BASE), ours, theirs)
    assert both.text == BASE.replace("Care at Home\n  service: Care", "Home care\n  service: Help")


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(files(), st.data())
def test_what_one_side_changes_alone_arrives_whole(text: str, data: st.DataObject) -> None:
    base = read(text)
    other = read(spliced(base, edits(data.draw, base.tree)))
    assert merged(base, base, other).text == other.text
    assert merged(base, other, base).text == other.text
    assert merged(base, other, other).conflicts == ()
    assert merged(base, other, other).text == other.text


@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees, trees)
def test_edits_between_two_trees_lead_from_one_to_the_other(old: object, new: object) -> None:
    assume(isinstance(old, type(new)) or isinstance(new, type(old)))
    assert edited_tree(old, plan_of(old, edits_between(old, new))) == new
