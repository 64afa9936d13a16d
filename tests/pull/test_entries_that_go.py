"""Entries that were moved in Word, or that the file has no more: each change lands on its own entry or on none."""

from collections.abc import Callable
from copy import deepcopy
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.source import show_path
from reportgen.edit.edits import Move
from reportgen.pull.changes import Change, Pulled, What
from reportgen.pull.moved import Moved, places_now
from reportgen.pull.moves import without_settled
from reportgen.pull.pull import applied, pull, read_edited
from tests.history.repositories import new_repository
from tests.pull.hands import Edit, Hand, W, above
from tests.pull.paper import COUNCIL, PAPER, lines_changed, pulled, pulled_back, told, word_file

STAFF = PAPER[PAPER.index("  - id: staff\n") : PAPER.index("  - id: delay\n")]
ROOF = """\
  - id: roof
    title: The roof leaks
    text: Rain comes in.
    likelihood: 2
    impact: 3
    mitigation: Look each autumn.
    owner: Head of Procurement
"""
THREE = PAPER.replace("timetable:", f"{ROOF}timetable:")


def moved_row(words: str, before: str, *, plain: bool) -> Edit:
    """Drag a row before another; or cut it and paste its words, as plain text."""

    def move(hand: Hand) -> Hand:
        row, other = hand.row(words), hand.row(before)
        if plain:
            for control in list(row.iter(f"{W}sdt")):
                for paragraph in list(control.iter(f"{W}p")):
                    control.addprevious(deepcopy(paragraph))
                above(control).remove(control)
            for mark in [one for kind in ("bookmarkStart", "bookmarkEnd") for one in row.iter(f"{W}{kind}")]:
                above(mark).remove(mark)
        other.addprevious(row)
        return hand

    return move


@pytest.mark.parametrize("plain", [False, True], ids=["dragged", "cut and pasted"])
def test_a_row_that_was_moved_is_moved_in_the_file_with_all_that_it_holds(plain: bool) -> None:
    found = pulled_back(moved_row("The roof", "Delay", plain=plain)(Hand(word_file(THREE))).saved(), now=THREE)
    assert [(change.what, show_path(change.path), change.note) for change in found.changes] == [
        (What.MOVED, "risks[3]", "It is moved to place 2 of `risks`.")
    ]
    assert found.unplaced == ()
    assert applied(found) == THREE.replace(ROOF, "").replace(
        "  - id: delay\n    title", f"{ROOF}  - id: delay\n    title"
    )


def test_a_paragraph_of_a_list_that_was_moved_is_moved_in_the_file() -> None:
    text = PAPER.replace(
        "    text: the risks.\n", "    text: the risks.\n  - id: thank\n    verb: Thank\n    text: the staff.\n"
    )
    found = pulled_back(Hand(word_file(text)).move("Thank the staff.", "Approve the extension").saved(), now=text)
    assert found.unplaced == ()
    order = [line for line in applied(found).splitlines() if line.startswith("    verb:")]
    assert order == ["    verb: Approve", "    verb: Thank", "    verb: Note"]


def test_an_entry_that_is_named_by_its_place_can_not_be_moved_under_that_name() -> None:
    text = THREE.replace("Prices are held.", "Prices are held.\n  See {{ risks.2.title }} too.")
    found = pulled_back(moved_row("The roof", "Delay", plain=False)(Hand(word_file(text))).saved(), now=text)
    assert [change.refusal for change in found.changes] == [
        "`reasons` (line 24) names an entry of this list by its place, as `{{ risks.2.title }}`, which would then be "
        "another entry: name it by its `id` there, then pull again."
    ]


# The file has gone on ----------------------------------------------------------------------------------------------


@pytest.fixture(params=["in git", "not in git"])
def laid_beside(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, Hand], Pulled]:
    """Lay a Word file of THREE beside what the file says by now."""
    path = tmp_path / "northshire" / "care.yaml"
    made = new_repository(tmp_path) if request.param == "in git" else None
    path.parent.mkdir(exist_ok=True)
    path.with_name("council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(THREE, "utf-8")
    if made is not None:
        made.commit("first")

    def laid(now: str, hand: Hand) -> Pulled:
        path.write_text(now, "utf-8")
        return pull(read_edited(hand.saved()), path, "care.yaml")

    return laid


def sent() -> Hand:
    return Hand(word_file(THREE))


@pytest.mark.parametrize("words", ["Staff leave", "Delay", "The roof"])
def test_a_row_that_was_taken_out_in_word_is_taken_out_once(
    laid_beside: Callable[[str, Hand], Pulled], words: str
) -> None:
    hand = sent().remove_row(words)
    once = applied(laid_beside(THREE, hand))
    assert once.count("  - id:") == THREE.count("  - id:") - 1
    again = laid_beside(once, hand)
    assert (told(again), again.unplaced) == ([], ())


def test_what_moved_is_moved_once(laid_beside: Callable[[str, Hand], Pulled]) -> None:
    hand = moved_row("The roof", "Delay", plain=True)(sent())
    once = applied(laid_beside(THREE, hand))
    assert told(laid_beside(once, hand)) == []


def test_a_row_that_both_took_out_takes_no_other_with_it(laid_beside: Callable[[str, Hand], Pulled]) -> None:
    assert told(laid_beside(THREE.replace(STAFF, ""), sent().remove_row("Staff leave"))) == []


def test_a_change_of_an_entry_that_the_file_has_no_more_lands_on_no_other(
    laid_beside: Callable[[str, Hand], Pulled],
) -> None:
    gone = THREE.replace(THREE[THREE.index("  - id: delay\n    title") : THREE.index(ROOF)], "")
    assert "Delay" not in gone
    found = laid_beside(gone, sent().retype("Head of Procurement", "Head of Drains"))
    assert applied(found) == gone
    assert next(change.refusal for change in found.changes) in (
        "The entry that says this has been taken out of the file since the Word file was made.",
        "This was `risks[2].owner.post` when the Word file was made, and the paper has it no more.",
    )
    assert all(change.path[:2] != ("risks", 1) for change in found.changes)


def test_a_row_that_one_took_out_and_the_other_changed_is_a_conflict(
    laid_beside: Callable[[str, Hand], Pulled],
) -> None:
    now = THREE.replace("Rain comes in.", "Rain comes in at both ends.")
    (change,) = laid_beside(now, sent().remove_row("The roof")).changes
    assert (change.conflict, change.edit) == (True, None)
    assert change.refusal == (
        "The entry was taken out of the Word file, and has been changed in the file since that was made."
    )


def test_a_row_is_put_in_beside_one_that_the_file_still_has(laid_beside: Callable[[str, Hand], Pulled]) -> None:
    now = THREE.replace(STAFF, "")
    found = laid_beside(now, sent().add_row("Staff leave", "Data is lost", "Likelihood: 1", "Copies.", "Head of Data"))
    names = [line for line in applied(found).splitlines() if line.startswith("  - id: ")]
    assert names[-3:] == ["  - id: data-is-lost", "  - id: delay", "  - id: roof"]


# What is known of the two lists -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "places"),
    [
        (["a", "b", "c"], ["a", "c"], {0: 0, 2: 1}),
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "c"}, {"id": "a"}], {0: 2, 1: 0}),
        ([{"id": "a", "text": "x"}, {"id": "b", "text": "y"}], [{"id": "a", "text": "x"}], {0: 0}),
        ([{"id": "a", "text": "x"}], [{"id": "b", "text": "y"}], {}),
        ([{"id": "a", "text": "x", "owner": "o"}], [{"id": "b", "text": "x", "owner": "o"}], {0: 0}),
        (["the old words of it"], ["the new words of it"], {0: 0}),
        ([{"text": "one"}], [{"text": "two"}], {0: 0}),
    ],
)
def test_entries_are_known_by_their_names_and_words(
    before: list[object], now: list[object], places: dict[int, int]
) -> None:
    assert places_now(before, now) == places


@given(st.lists(st.integers(0, 9), unique=True), st.data())
@settings(derandomize=True, max_examples=200)
def test_no_two_entries_are_the_same_one_now_and_each_that_stays_is_found(
    before: list[int], draw: st.DataObject
) -> None:
    now = draw.draw(st.permutations(draw.draw(st.lists(st.sampled_from(before), unique=True)))) if before else []
    moved = Moved([{"id": f"n{n}"} for n in before], [{"id": f"n{n}"} for n in now])
    assert [moved((at, "id")) for at in range(len(before))] == [
        (now.index(number), "id") if number in now else None for number in before
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_moves_that_leave_a_list_as_it_is_are_none(order: tuple[int, ...]) -> None:
    moves = [
        Change(path=("risks", at), what=What.MOVED, before="", after="", edit=Move(("risks", at), 3)) for at in order
    ]
    assert (without_settled(moves) == []) is (order == (0, 1, 2))


def test_nothing_of_it_touches_a_file_that_has_not_moved_on() -> None:
    assert lines_changed(pulled(lambda hand: hand.retype("Meet each week.", "Meet each day."))) == [
        "-    mitigation: Meet each week.",
        "+    mitigation: Meet each day.",
    ]
