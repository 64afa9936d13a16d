"""Rows and entries that come and go in Word: what a new one needs, and what holds an old one where others name it."""

import copy
from copy import deepcopy

import pytest

from reportgen.pull.changes import What
from tests.pull.hands import Edit, Hand, W, above
from tests.pull.paper import PAPER, lines_changed, pulled, pulled_back, word_file


def refusals(text: str, *edits: Edit) -> list[str]:
    hand = Hand(word_file(text))
    for edit in edits:
        hand = edit(hand)
    return [change.refusal for change in pulled_back(hand.saved(), now=text).changes if change.refusal]


def new_row(*cells: str) -> Edit:
    return lambda hand: hand.add_row("Staff leave" if len(cells) == 4 else "Tender", *cells)


def test_a_row_is_taken_with_what_was_typed_and_says_what_the_file_adds() -> None:
    found = pulled(new_row("Data is lost", "Likelihood: 1", "Copies are kept.", "Head of Data"))
    assert lines_changed(found) == [
        "+  - id: data-is-lost",
        "+    text: Data is lost",
        "+    likelihood: 1",
        "+    mitigation: Copies are kept.",
        "+    owner: Head of Data",
    ]
    assert [change.note for change in found.changes] == [
        "The new entry gets the id `data-is-lost` and `kind: risk`: change it in the file if it is wrong."
    ]


@pytest.mark.parametrize(
    ("cells", "heading", "field"),
    [
        (
            ("", "Likelihood: 1", "Copies.", ""),
            "Risk or opportunity",
            "`text` (what may happen, and what would follow)",
        ),
        (("1 April 2026", ""), "Actions", "`stage` (the step in a few words, as Tender)"),
    ],
)
def test_a_row_that_lacks_what_it_must_have_is_told_under_which_heading(
    cells: tuple[str, ...], heading: str, field: str
) -> None:
    (change,) = pulled(new_row(*cells)).changes
    assert change.refusal == (
        f"The new row has nothing under “{heading}”, where every entry of `{change.path[0]}` says {field}: "
        "fill it in, and pull again."
    )


def copied_rows(hand: Hand) -> Hand:
    """Put a row in before each of the risks, as LibreOffice does: a copy of it, its controls too, with other words."""
    for title, typed in (("Staff leave", "It rains"), ("Delay", "It snows")):
        row = hand.row(title)
        new = copy.deepcopy(row)
        row.addprevious(new)
        for mark in [*new.iter(f"{W}bookmarkStart"), *new.iter(f"{W}bookmarkEnd")]:
            above(mark).remove(mark)
        for words in [one for one in new.iter(f"{W}t") if one.text in (title, "Head of Commissioning")]:
            words.text = typed
    return hand


def test_rows_that_were_copied_with_their_controls_are_new_rows() -> None:
    found = pulled(copied_rows)
    assert [(change.what.value, change.after.partition(" | ")[0]) for change in found.changes] == [
        ("row added", "It rains Providers lose staff."),
        ("row added", "It snows The procurement takes longer."),
    ]
    assert found.is_whole


NAMED = PAPER.replace("Prices are held.", "Prices are held.\n  See {{ risks.delay.title }} too.")


def test_an_entry_that_others_name_stays_and_the_lines_that_name_it_are_told() -> None:
    assert refusals(NAMED, lambda hand: hand.remove_row("Delay")) == [
        "`risks[2]` is referred to by `reasons` (line 28): take out what names it there first, then pull again."
    ]


def test_an_entry_goes_with_the_words_that_name_it() -> None:
    hand = Hand(word_file(NAMED)).remove_row("Delay").retype(" See Delay too.", "", within="Prices are held")
    assert "-  See {{ risks.delay.title }} too." in lines_changed(pulled_back(hand.saved(), now=NAMED))


def test_a_change_that_is_right_is_taken_though_another_is_not() -> None:
    hand = Hand(word_file(NAMED)).remove_row("Delay").retype("Care goes on.", "Care stays.")
    found = pulled_back(hand.saved(), now=NAMED)
    assert lines_changed(found) == ["-  Care goes on.", "+  Care stays."]


def test_an_entry_that_was_typed_over_with_another_keeps_its_id_and_says_so() -> None:
    def over(hand: Hand) -> Hand:
        return hand.retype("Staff leave", "Floods").retype("Providers lose staff.", "Roads close.")

    assert [change.note for change in pulled(over).changes if change.note] == [
        "All that `risks[1]` said was typed over: is it another one now? It keeps the id `staff`, by which others may "
        "name it."
    ]


def test_what_an_entry_cannot_be_without_is_not_to_be_taken_out_alone() -> None:
    assert refusals(PAPER, lambda hand: hand.retype("Tender", "")) == [
        "The value was taken out, and the file can't be without `timetable[2].stage`: give it another, or take "
        "`timetable[2]` out as a whole."
    ]


def test_a_heading_and_a_paragraph_typed_behind_the_last_option_are_told_line_by_line() -> None:
    def more(hand: Hand) -> Hand:
        return hand.put_in("Let the contracts end.", "Share it.").put_in("Share it.", "Others have one.")

    (change,) = [change for change in pulled(more).changes if change.refusal or "Share" in change.after]
    assert "Share it.\n\nOthers have one." in change.after


def test_the_name_and_the_days_of_a_stage_are_changed_together() -> None:
    found = pulled(lambda hand: hand.retype("Tender", "Bids").retype("2 February to 31 March 2026", "6 April 2026"))
    assert lines_changed(found)[1:] == ["+  - {stage: Bids, start: 2026-04-06}"]
    assert found.is_whole


def test_a_rating_may_be_typed_in_one_line_with_its_labels() -> None:
    found = pulled(new_row("Data is lost", "Likelihood: 1 Impact: 3", "Copies are kept.", "Head of Data"))
    assert [line for line in lines_changed(found) if "likelihood" in line or "impact" in line] == [
        "+    likelihood: 1",
        "+    impact: 3",
    ]


def test_a_rating_without_its_label_is_refused_with_the_labels() -> None:
    (change,) = pulled(new_row("Data is lost", "3", "Copies are kept.", "Head of Data")).changes
    assert change.refusal == (
        "“3” stands in a column that says “Likelihood: …” “Impact: …” “Score: …”: say which it is, and pull again."
    )


def test_a_row_that_was_copied_as_it_is_is_told() -> None:
    def copied(hand: Hand) -> Hand:
        row = hand.row("Delay")
        row.addnext(deepcopy(row))
        return hand

    (change,) = pulled(copied).changes
    assert (change.what, change.edit) == (What.ROW_ADDED, None)
    assert change.refusal == "These words stand in the list already, and the Word file has them once more."
