"""Word files that have been through other programs: LibreOffice keeps some anchors, Google Docs none."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from reportgen.base.source import show_path
from reportgen.pull.changes import Pulled
from reportgen.pull.pull import CannotPullError
from tests.office import saved_by_libreoffice
from tests.pull.hands import Hand, W, above
from tests.pull.paper import PAPER, lines_changed, pulled, pulled_back, told, word_file
from tests.tools import need

IN_LIBREOFFICE = Path(__file__).with_name("in_libreoffice.py")
PYTHON = "/usr/bin/python3"

# A step in LibreOffice, and the lines of the file that it changes.
STEPS: dict[str, tuple[list[list[str]], list[str]]] = {
    "words": (
        [["replace", "Prices are held.", "Prices are held for a year."]],
        ["-  Prices are held.", "+  Prices are held for a year."],
    ),
    "bold words": (
        [["replace", "cost more", "cost much more"]],
        [
            "-    The contracts end on {{ contracts.north.current_end }}. The new ones **cost more**, by at most",
            "+    The contracts end on {{ contracts.north.current_end }}. The new ones **cost much more**, by at most",
        ],
    ),
    "a paragraph put in": ([["after", "Care goes on.", "Staff stay."]], ["+", "+  Staff stay."]),
    "a last paragraph put in": ([["after", "Prices are held.", "Staff stay."]], ["+", "+  Staff stay."]),
    "a bullet put in": ([["after", "the price", "the quality"]], ["+    - the quality"]),
    "a paragraph taken out": ([["delete", "Care goes on."]], ["-  Care goes on.", "-"]),
    "a last paragraph taken out": ([["delete", "Prices are held."]], ["-", "-  Prices are held."]),
    "a cell": (
        [["replace", "Meet each week", "Meet each day"]],
        ["-    mitigation: Meet each week.", "+    mitigation: Meet each day."],
    ),
    "a date": ([["replace", "17 September 2025", "24 September 2025"]], ["-  date: 2025-09-17", "+  date: 2025-09-24"]),
    "a recommendation put in": (
        [["after", "Note the risks", "Thank the staff."]],
        ["+  - id: thank-the-staff", "+    text: Thank the staff."],
    ),
    "two fields": (
        [["replace", "Two things matter:", "Two matter:"], ["replace", "Let the contracts end.", "Stop them."]],
        [
            "-    Two things matter:",
            "+    Two matter:",
            "-    summary: Let the contracts end.",
            "+    summary: Stop them.",
        ],
    ),
}


def test_edits_made_in_libreoffice_come_back_and_none_comes_back_wrong(tmp_path: Path) -> None:
    need("soffice")
    if subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode:
        pytest.skip("the system's Python has no library of LibreOffice (python3-uno)")
    jobs = []
    for at, ((steps, _), tracked) in enumerate((step, tracked) for step in STEPS.values() for tracked in (False, True)):
        opened = tmp_path / f"{at}.docx"
        opened.write_bytes(word_file())
        jobs.append(
            {"open": str(opened), "save": str(tmp_path / f"{at}-saved.docx"), "tracked": tracked, "steps": steps}
        )
    ran = subprocess.run(
        [PYTHON, str(IN_LIBREOFFICE)], input=json.dumps(jobs), capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == [[] for _ in jobs]
    right, listed = 0, []
    for job, (steps, lines) in zip(jobs, [step for step in STEPS.values() for _ in (False, True)], strict=True):
        found = pulled_back(Path(str(job["save"])).read_bytes())
        if found.is_whole:
            assert lines_changed(found) == lines, steps
            right += 1
        else:
            listed.append(told(found))
    assert right >= 0.95 * len(jobs), listed


def test_a_file_that_libreoffice_saved_changes_nothing(tmp_path: Path) -> None:
    found = pulled_back(saved_by_libreoffice(word_file(), tmp_path))
    assert (found.changes, found.unplaced, found.findings) == ((), (), ())


def test_a_table_that_a_text_begins_with_keeps_all_its_cells_once_its_bookmark_ends_in_the_first() -> None:
    """As LibreOffice leaves it."""
    table = "  | Year | Cost |\n  | --- | --- |\n  | 2025/26 | £1m |\n"
    text = PAPER.replace("  Care goes on.\n", table)
    hand = Hand(word_file(text))
    control = next(one for one in hand.root.iter(f"{W}sdt") if "Reasons [b019]" in str(etree.tostring(one)))
    for part in next(control.iter(f"{W}sdtContent")):
        control.addprevious(part)
    above(control).remove(control)
    ends = next(one for one in hand.root.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == "_rg_b019").get(f"{W}id")
    end = next(one for one in hand.root.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == ends)
    hand.paragraph("Year").append(end)
    found = pulled_back(hand.retype("£1m", "£1.5m").saved(), now=text)
    assert lines_changed(found) == ["-  | 2025/26 | £1m |", "+  | 2025/26 | £1.5m |"]
    assert found.is_whole


def test_a_comment_is_where_it_was_once_libreoffice_has_saved(tmp_path: Path) -> None:
    commented = Hand(word_file()).comment("Prices are held", "For how long?").saved()
    found = pulled_back(saved_by_libreoffice(commented, tmp_path))
    assert [(one.path, one.author, one.text, one.words) for one in found.remarks] == [
        (("reasons",), "Director of Finance", "For how long?", "Prices are held")
    ]


def through_google(*edits: Callable[[Hand], Hand]) -> Pulled:
    return pulled(*edits, lambda hand: hand.through_google())


def test_a_file_without_anchors_that_nobody_edited_changes_nothing() -> None:
    found = through_google()
    assert (found.changes, found.unplaced) == ((), ())
    assert [one.message for one in found.findings] == [
        "The Word file has lost what says what it was made from, as happens in Google Docs: its passages were found by "
        "their words, and compared with the file as it stands now."
    ]


def test_without_anchors_each_change_says_how_sure_it_is() -> None:
    found = through_google(
        lambda hand: hand.retype("Time to buy a new service", "Time to design and buy a new service"),
        lambda hand: hand.retype("Staff leave", "Staff may leave"),
        lambda hand: hand.put_in("Prices are held", "And more."),
    )
    assert [(str(change.path[-1]), round(change.sureness, 2)) for change in found.changes] == [
        ("reasons", 0.8),
        ("purpose", 0.86),
        ("title", 0.8),
    ]
    assert found.is_whole


def test_without_anchors_what_is_not_alike_is_listed_and_nothing_is_taken_out_for_it() -> None:
    found = through_google(lambda hand: hand.retype("Time to buy a new service", "Something else altogether"))
    assert lines_changed(found) == []
    assert [(one.text, one.where) for one in found.unplaced] == [
        ("Something else altogether.", "after “The proposal”"),
        ("Time to buy a new service.", "`extension.purpose` was not found in the Word file, and stays as it is"),
    ]


PRICED = PAPER.replace(
    "    rejected_because: People would lose", "    cost: £13.1m\n    rejected_because: People would lose"
)


@pytest.mark.parametrize(
    ("typed", "changed"),
    [("Cost: £13.9m", [("options[2].cost", 0.7)]), ("Cost: some £14m, says finance", [])],
)
def test_without_anchors_a_changed_sum_is_its_own_fields_or_nobodys(
    typed: str, changed: list[tuple[str, float]]
) -> None:
    hand = Hand(word_file(PRICED)).retype("Cost: £13.1m", typed).through_google()
    google = pulled_back(hand.saved(), now=PRICED)
    assert [(show_path(one.path), one.sureness) for one in google.changes] == changed
    assert bool(google.unplaced) != bool(changed)


def test_another_papers_file_is_refused() -> None:
    def another(hand: Hand) -> Hand:
        for at, paragraph in enumerate(list(hand.root.iter("{*}p"))):
            hand.retype_at(paragraph, 0, 10_000, f"Paper {at} of others.")
        return hand

    with pytest.raises(CannotPullError) as caught:
        through_google(another)
    assert caught.value.message == (
        "The Word file says little of what the paper of `care.yaml` says (0% of its passages were found)."
    )
