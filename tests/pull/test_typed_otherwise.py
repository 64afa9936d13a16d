"""A value that is typed in another form than the paper prints is taken, with how it will be printed."""

import pytest

from tests.pull.hands import Hand
from tests.pull.paper import PAPER, lines_changed, pulled, pulled_back, told, word_file

SUM = f"{PAPER}finance:\n  split:\n    - {{year: 2025/26, money: £18m}}\n"


@pytest.mark.parametrize(
    ("typed", "note"), [("24/09/2025", "It will print as 24 September 2025."), ("24 September 2025", "")]
)
def test_a_value_in_another_form_says_how_it_will_print(typed: str, note: str) -> None:
    found = pulled(lambda hand: hand.retype("17 September 2025", typed))
    assert lines_changed(found) == ["-  date: 2025-09-17", "+  date: 2025-09-24"]
    assert [change.note for change in found.changes] == [note]
    assert found.is_whole


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("17 September 2025", "17/09/2025"),
        ("17 September 2025", "17th September 2025"),
        ("12 months", "twelve months"),
        ("12 months", "one year"),
        ("2 February to 31 March 2026", "02/02/2026 to 31/03/2026"),
        ("2 February to 31 March 2026", "2 Feb - 31 March 2026"),
        ("£18m", "£18 million"),
        ("£18m", "18 million"),
    ],
)
def test_a_value_that_reads_and_prints_alike_is_no_change(printed: str, typed: str) -> None:
    found = pulled_back(Hand(word_file(SUM)).retype(printed, typed).saved(), now=SUM)
    assert (told(found), found.unplaced) == ([], ())


@pytest.mark.parametrize(
    ("typed", "line", "note"),
    [
        ("£18,000,000", '    - {year: 2025/26, money: "£18,000,000"}', ""),
        ("£18.25m", "    - {year: 2025/26, money: £18.25m}", ""),
        ("£19 million", "    - {year: 2025/26, money: £19 million}", "It will print as £19m."),
    ],
)
def test_a_sum_that_prints_otherwise_is_changed_though_it_is_worth_the_same(typed: str, line: str, note: str) -> None:
    found = pulled_back(Hand(word_file(SUM)).retype("£18m", typed).saved(), now=SUM)
    assert lines_changed(found) == ["-    - {year: 2025/26, money: £18m}", f"+{line}"]
    assert [change.note for change in found.changes] == [note]


@pytest.mark.parametrize(
    ("typed", "days", "note"),
    [
        ("2–27 February 2026", "2026-02-02, end: 2026-02-27", "It will print as 2 February to 27 February 2026."),
        (
            "2 February to 31 March 2027",
            "2027-02-02, end: 2027-03-31",
            "The first day becomes 2 February 2027, as these words say: type its year as well if that is to stay.",
        ),
        ("2 February 2026 to 31 March 2027", "2026-02-02, end: 2027-03-31", ""),
    ],
)
def test_a_stretch_of_time_is_read_as_people_write_it(typed: str, days: str, note: str) -> None:
    found = pulled(lambda hand: hand.retype("2 February to 31 March 2026", typed))
    assert lines_changed(found)[1:] == [f"+  - {{stage: Tender, start: {days}}}"]
    assert [change.note for change in found.changes] == [note]


@pytest.mark.parametrize(
    ("printed", "typed", "line"),
    [
        ("Care at home", "Care at home and abroad", "+  title: Care at home and abroad"),
        ("Staff leave", "Staff leave soon", "+    title: Staff leave soon"),
        ("Director of", "Interim Director of", "+  report_of: Interim Director of Adult Social Care"),
        ("Likelihood: 2", "Likelihood: 2 or 3", "+    likelihood: 2 or 3"),
        (
            "Approve the",
            "Approve and note the",
            "+    text: and note the extension to {{ extension.end }}.   # seen by legal",
        ),
    ],
)
def test_words_put_in_right_beside_a_value_are_the_values(printed: str, typed: str, line: str) -> None:
    found = pulled(lambda hand: hand.retype(printed, typed))
    assert [one for one in lines_changed(found) if one[0] == "+"] == [line]
    assert found.is_whole
