"""The file has moved on since the Word file was made: what only one side changed is merged, the rest is a conflict."""

from pathlib import Path

import pytest

from reportgen import __version__
from reportgen.base.source import show_path
from reportgen.document.anchors import anchor_hash
from reportgen.document.nodes import Heading, Text
from reportgen.pipeline import Order, build
from reportgen.pull.changes import Pulled
from reportgen.pull.pull import applied, pull, read_edited
from reportgen.pull.report_text import report
from tests.history.repositories import new_repository
from tests.pull.hands import Hand
from tests.pull.paper import COUNCIL, PAPER, lines_changed, pulled_back, word_file

MOVED_ON = (
    PAPER.replace("Prices are held.", "Prices are held for now.")
    .replace(
        "  - id: staff\n", "  - {id: fire, title: Fire, text: It burns., likelihood: 1, impact: 4}\n  - id: staff\n"
    )
    .replace("date: 2025-09-17", "date: 2025-09-24")
)


@pytest.fixture(params=["in git", "not in git"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the paper's file as it is now; with the version that the Word file was made from in git, or without."""
    path = tmp_path / "northshire" / "care.yaml"
    made = new_repository(tmp_path) if request.param == "in git" else None
    path.parent.mkdir(exist_ok=True)
    (path.parent / "council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(PAPER, "utf-8")
    if made is not None:
        made.commit("first")
    path.write_text(MOVED_ON, "utf-8")
    if made is not None:
        made.commit("second")
    return path


def laid_beside(path: Path, hand: Hand) -> Pulled:
    return pull(read_edited(hand.saved()), path, "care.yaml")


def test_nothing_edited_in_word_changes_nothing_however_far_the_file_has_moved_on(kept: Path) -> None:
    found = laid_beside(kept, Hand(word_file()))
    assert (found.changes, found.unplaced) == ((), ())
    assert [one.rule for one in found.findings] == ["PULL-MOVED-ON"]


def test_what_only_word_changed_is_merged_into_the_field_where_it_stands_now(kept: Path) -> None:
    found = laid_beside(kept, Hand(word_file()).retype("Meet each week.", "Meet each day."))
    assert lines_changed(found) == ["-    mitigation: Meet each week.", "+    mitigation: Meet each day."]
    assert "title: Fire" in applied(found)


def test_what_both_changed_is_a_conflict_with_its_three_texts_and_nothing_of_it_is_written(kept: Path) -> None:
    found = laid_beside(kept, Hand(word_file()).retype("Prices are held.", "Prices fall.").retype("price", "cost"))
    (change,) = [change for change in found.changes if change.conflict]
    assert change.before == "Care goes on.\n\nPrices are held for now."
    assert change.after == "Care goes on.\n\nPrices fall."
    assert change.base in ("Care goes on.\n\nPrices are held.", "")
    assert lines_changed(found) == ["-    - the price", "+    - the cost"]


def test_a_conflict_is_told_of_the_entry_that_it_is_of_wherever_that_stands_now(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.with_name("council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(MOVED_ON.replace("Staff leave", "Staff go"), "utf-8")
    found = laid_beside(path, Hand(word_file()).retype("Providers lose staff.", "Providers lose most staff."))
    assert [(show_path(c.path), c.before, c.after, c.conflict) for c in found.changes] == [
        ("risks[2]", "**Staff go**\n\nProviders lose staff.", "**Staff leave**\n\nProviders lose most staff.", True)
    ]
    assert found.changes[0].refusal == (
        "The file has been changed here since the Word file was made, and which of the two changed which words isn't "
        "known: that version of the file is in no commit. Choose the words by hand."
    )


def test_what_both_changed_alike_is_no_change(kept: Path) -> None:
    found = laid_beside(kept, Hand(word_file()).retype("Prices are held.", "Prices are held for now."))
    assert found.changes == ()


def test_a_value_that_both_changed_is_a_conflict(kept: Path) -> None:
    found = laid_beside(kept, Hand(word_file()).retype("17 September 2025", "1 October 2025"))
    assert [(c.before, c.after, c.conflict, c.edit) for c in found.changes] == [
        ("24 September 2025", "1 October 2025", True, None)
    ]


def test_a_reference_that_prints_another_value_by_now_is_no_conflict(tmp_path: Path) -> None:
    made = new_repository(tmp_path)
    path = made.put("northshire/care.yaml", PAPER)
    made.put("northshire/council.yaml", COUNCIL)
    made.commit("first")
    path.write_text(PAPER.replace("cost_max: £4,380,000", "cost_max: £5,000,000"), "utf-8")
    found = laid_beside(path, Hand(word_file()).retype("Two things matter:", "Three things matter:"))
    assert lines_changed(found) == ["-    Two things matter:", "+    Three things matter:"]
    assert found.is_whole


def of_another_template(version: str = "") -> Hand:
    """Return the Word file as another version of the templates would have made it: one heading is worded otherwise."""
    hand = Hand(word_file()).retype("Risk assessment", "Risks")
    for name in hand.parts:
        if name.startswith("customXml/item") and b"manifest" in hand.parts[name]:
            told = hand.parts[name].decode()
            told = told.replace(anchor_hash(heading("Risk assessment")), anchor_hash(heading("Risks")))
            hand.parts[name] = told.replace(__version__, version or __version__).encode()
    return hand


def heading(words: str) -> tuple[Heading, ...]:
    return (Heading(2, (Text(words),)),)


def test_words_that_another_version_of_the_template_printed_are_nobodys_edit() -> None:
    found = pulled_back(of_another_template("0.0.1").saved())
    assert (found.changes, found.unplaced) == ((), ())
    assert [one.message for one in found.findings] == [
        f"The Word file was made by reportgen 0.0.1; this is {__version__}.",
        "The templates have changed since: 1 passage is printed otherwise now.",
    ]


def test_an_edit_of_words_that_the_template_has_no_more_is_told_of() -> None:
    found = pulled_back(of_another_template().retype("Risks", "All risks").saved())
    assert [(one.after, one.edit) for one in found.changes] == [("# All risks", None)]
    assert found.changes[0].refusal == (
        "These words are no more in the paper: the template or the file has changed since."
    )


def test_pulling_twice_changes_nothing_the_second_time() -> None:
    hand = Hand(word_file()).retype("Prices are held.", "Prices fall.").put_in("Note the risks.", "Thank the staff.")
    hand.add_row("Tender", "1 April to 29 May 2026", "Evaluation").remove_row("Delay")
    hand.retype("17 September 2025", "24 September 2025").comment("Care goes on.", "Since when?")
    first = pulled_back(hand.saved())
    assert first.is_whole
    assert len(first.changes) == 5
    second = pulled_back(hand.saved(), now=applied(first))
    assert (second.changes, second.unplaced) == ((), ())


MEETING = """\
date: 2025-09-17
body: Cabinet
chair: Leader of the Council
items:
  - {title: Care at home, decision: care.yaml, as_recommended: yes}
attendance: {present: [{member: Leader of the Council}]}
"""


@pytest.mark.parametrize("moved_on", [True, False])
def test_minutes_are_old_once_a_decision_that_they_take_in_has_changed(tmp_path: Path, moved_on: bool) -> None:
    (tmp_path / "council.yaml").write_text(COUNCIL, "utf-8")
    (tmp_path / "care.yaml").write_text(PAPER, "utf-8")
    path = tmp_path / "cabinet.yaml"
    path.write_text(MEETING, "utf-8")
    built = build(path, "cabinet.yaml", Order(rules=(), kind="minutes"))
    assert built.files, [found.message for found in built.findings]
    if moved_on:
        (tmp_path / "care.yaml").write_text(
            PAPER.replace("Note\n    text: the risks.", "Note\n    text: all."), "utf-8"
        )
    found = pull(read_edited(built.files[0].content), path, "cabinet.yaml")
    assert [one.message[:82] for one in found.findings] == (
        ["The decision `care.yaml`, which the meeting takes, has changed since the Word file"] if moved_on else []
    )
    assert all("to keep what was resolved, write it as `text:`" in one.hint for one in found.findings)
    assert found.changes == ()


def test_a_change_of_what_a_public_copy_leaves_out_makes_no_copy_old(tmp_path: Path) -> None:
    text = PAPER.replace("£4,380,000", "{amount: £4.3m, exempt: 3}").replace("{{ extension.cost_max }}", "so much")
    assert pulled_back(word_file(text), now=text.replace("£4.3m", "£4.5m")).findings == ()


def test_of_a_conflict_the_words_are_marked_that_each_side_has_anew(tmp_path: Path) -> None:
    made = new_repository(tmp_path)
    path = tmp_path / "care.yaml"
    path.with_name("council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(PAPER, "utf-8")
    made.commit("first")
    path.write_text(MOVED_ON, "utf-8")
    found = laid_beside(path, Hand(word_file()).retype("Prices are held.", "Prices all fall."))
    shown = report(found, "care.docx", applying=False)
    assert [line.strip() for line in shown.splitlines() if "Prices" in line] == [
        "Prices are held.",
        "Prices are held {+for now+}.",
        "Prices {+all fall+}.",
    ]


def test_a_figure_typed_over_that_the_file_has_come_to_print_itself_is_settled(tmp_path: Path) -> None:
    made = new_repository(tmp_path)
    path = tmp_path / "care.yaml"
    path.with_name("council.yaml").write_text(COUNCIL, "utf-8")
    path.write_text(PAPER, "utf-8")
    made.commit("first")
    typed = Hand(word_file()).retype("£4,380,000", "£4,500,000")
    assert [change.refusal[:31] for change in laid_beside(path, typed).changes] == ["`report.summary` refers here to"]
    path.write_text(PAPER.replace("£4,380,000", "£4,500,000"), "utf-8")
    assert laid_beside(path, typed).changes == ()
