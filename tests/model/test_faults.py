import pytest

from reportgen.base.source import show_path
from reportgen.model.faults import faults
from reportgen.model.meeting import Meeting
from tests.model.specimens import EXTENSION, decision, read


def shown(text: str, base: str = "") -> list[str]:
    record = decision(text, base=base or EXTENSION)
    return [f"{show_path(f.path)}: {f.message} ({f.hint})" for f in faults(record)]


def test_a_sound_decision_has_none() -> None:
    assert shown("") == []


CASES = [
    (
        "lots: [{id: a}, {id: b}, {id: a}]",
        "lots[3].id: The id `a` stands twice in `lots`: entry 1 has it too. (give each entry an id of its own)",
    ),
    (
        "appendices: [{title: A, number: 2}, {title: B}]",
        "appendices[2].number: The number `2` stands twice in `appendices`: entry 1 has it too. "
        "(give each entry a number of its own)",
    ),
    (
        "suppliers: [{contract: lot-2}]",
        "suppliers[1].contract: No entry of `contracts` has the id `lot-2`. (did you mean `lot-1`?)",
    ),
    (
        "timetable: [{id: a, stage: A, depends_on: [z]}]",
        "timetable[1].depends_on[1]: No entry of `timetable` has the id `z`. (its ids are `a`)",
    ),
    (
        "measures: [{label: Hours}]",
        "measures[1]: This figure (Hours) has no value. (write `value`, or both `low` and `high`)",
    ),
    (
        "measures: [{label: Hours, value: 3, high: 4}]",
        "measures[1]: This figure has both a value and a range. (keep `value`, or `low` and `high`)",
    ),
    (
        "measures: [{label: Hours, low: 5, high: 4}]",
        "measures[1].low: The range runs from 5 down to 4. (put the lower number in `low`)",
    ),
    (
        "timetable: [{stage: A, start: 2024-05, end: 2024-04}]",
        "timetable[1].end: This ends (2024-04) before it begins (2024-05). (put the two in order)",
    ),
    (
        "tables: [{id: t, title: T, columns: [A, B], rows: [{cells: [one]}]}]",
        "tables[1].rows[1]: This row has 1 cells; the table has 2 columns. (give each row one cell for each column)",
    ),
    (
        "charts: [{id: c, title: C, series: [{name: N, points: [{label: a, value: 1}]}, {name: M}]}]",
        "charts[1].series[2]: The series `M` has no figures. (write them under `points`, or take the series out)",
    ),
    (
        "charts: [{id: c, title: C, series: [{name: N, points: [{label: a, value: 1}]},"
        " {name: M, points: [{label: b, value: 1}]}]}]",
        "charts[1].series[2]: `M` has other labels than `N`. (give every series the same labels in the same order)",
    ),
    (
        "minutes: {resolutions: [{recommendation: 1}]}",
        "minutes.resolutions[1]: This resolution doesn't say what became of the recommendation. "
        "(add `outcome`: agreed, amended, rejected, deferred, withdrawn or noted)",
    ),
]


@pytest.mark.parametrize(("text", "line"), CASES, ids=[line.split(": ")[0] for _, line in CASES])
def test_is_a_fault(text: str, line: str) -> None:
    assert shown(text + "\n") == [line]


def test_an_extension_must_say_when_it_ends() -> None:
    text = """
    meeting: {body: Cabinet, date: 2024-06-05}
    report: {title: T, report_of: Director}
    recommendations: [{text: Approve.}]
    reasons: Time.
    extension: {months: 12}
    """
    assert shown("", text) == [
        "extension: The extension doesn't say when it ends, and it can't be worked out. "
        "(write two of `start`, `months` and `end`; the start follows from the contracts where they say their end; "
        "for a change that leaves the term as it is, write `other_changes` alone)"
    ]


def test_a_change_that_leaves_the_term_as_it_is_has_no_dates() -> None:
    text = """
    meeting: {body: Cabinet, date: 2024-06-05}
    report: {title: T, report_of: Director}
    recommendations: [{text: Approve.}]
    reasons: More doors have to be replaced.
    contracts: [{id: a, title: Repairs, start: 2021-04-01, initial_months: 60}]
    extension: {other_changes: [{text: Fire doors., value: £3m}]}
    """
    assert shown("", text) == []


def test_a_stated_value_that_disagrees_with_a_derived_one_is_for_the_rules() -> None:
    assert shown("", EXTENSION.replace("months: 12, cost", "months: 12, end: 2025-10-25, cost")) == []


def test_all_faults_are_found_at_once() -> None:
    assert len(shown("lots: [{id: a}, {id: a}]\nmeasures: [{label: Hours}]\nconclusion: '{{ x'\n")) == 3


def test_faults_of_a_meeting() -> None:
    meeting = read(
        """
        body: Cabinet
        date: 2024-06-05
        attendance: {present: [Leader, Deputy Leader], apologies: [Leader]}
        items:
        - title: Care at home
          motions: [{vote: {method: recorded, for: 3, names_for: [Leader, Deputy Leader], names_against: [Leader]}}]
          resolutions: [{recommendation: 1}]
        - number: 9
        """,
        Meeting,
    )
    assert [f"{show_path(f.path)}: {f.message}" for f in faults(meeting)] == [
        "attendance.apologies[1]: `Leader` is both at the meeting and under `apologies`.",
        "items[1].motions[1].vote.for: 3 are counted under `for`, and 2 are named.",
        "items[1].motions[1].vote.names_against[1]: `Leader` is named more than once in this vote.",
        "items[1].resolutions[1]: This resolution doesn't say what became of the recommendation.",
        "items[2]: This item has no title.",
    ]
