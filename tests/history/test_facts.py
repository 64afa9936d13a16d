"""What changed between two versions of a file, in words: the files as they are written, and what is said."""

import re
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.source import show_path
from reportgen.history.facts import Difference, differences
from reportgen.history.matching import longest_rise, matched
from reportgen.load.yaml_file import source_from
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.record import Record
from reportgen.pipeline import style_for

DECISIONS = Path(__file__).parent.parent.parent / "decisions"
STYLE = style_for(DECISIONS / "northshire/home-care-2025.yaml", "home-care-2025.yaml")


def tree(text: str) -> object:
    source, _ = source_from(text.encode(), "care.yaml")
    return source.tree if source is not None else None


def told(old: str, new: str, kind: type[Record] = Decision) -> list[str]:
    return [one.words for one in differences(tree(old), tree(new), kind, STYLE)]


def found(old: str, new: str) -> list[Difference]:
    return list(differences(tree(old), tree(new), Decision, STYLE))


VALUES = {
    "a sum": (
        "extension: {cost_max: £14.011m}",
        "extension: {cost_max: £14.361m}",
        "extension.cost_max £14.011m to £14.361m",
    ),
    "a date": (
        "extension: {end: 2026-03-31}",
        "extension: {end: 30 April 2026}",
        "extension.end 31 March 2026 to 30 April 2026",
    ),
    "a month": (
        "extension: {end: 2026-03-31}",
        "extension: {end: 2026-04}",
        "extension.end 31 March 2026 to April 2026",
    ),
    "a day of the week": (
        "extension: {end: 2026-03-31}",
        "extension: {end: Tuesday 31 March 2026}",
        "extension.end 31 March 2026 to Tuesday 31 March 2026",
    ),
    "a count": ("extension: {months: 12}", "extension:\n  months: 1,200", "extension.months 12 to 1,200"),
    "a percentage": (
        "finance: {uplift: {percent: 4%}}",
        "finance: {uplift: {percent: 4.5}}",
        "finance.uplift.percent 4% to 4.5%",
    ),
    "yes and no": ("extension: {sealed: yes}", "extension: {sealed: no}", "extension.sealed yes to no"),
    "a choice": ("finance: {vat: exempt}", "finance: {vat: inclusive}", "finance.vat exempt to inclusive"),
    "a line": (
        "report: {title: Home care}",
        "report: {title: Care at home}",
        "report.title “Home care” to “Care at home”",
    ),
    "a time": ("meeting: {time: '14:00'}", "meeting: {time: 6.30 pm}", "meeting.time 2pm to 6.30pm"),
    "something new": (
        "extension: {months: 12}",
        "extension: {months: 12, cost_max: 550k}",
        "extension.cost_max added: £550k",
    ),
    "something gone": ("extension: {end: 2026-03}", "extension: {}", "extension.end removed (it was March 2026)"),
    "left blank": ("extension: {end: 2026-03}", "extension: {end: }", "extension.end removed (it was March 2026)"),
    "a group": (
        "report: {ref: A}",
        "report: {ref: A}\nextension: {months: 6, end: 2026-03-31, cost_max: £5m}",
        "extension added: end 31 March 2026, cost_max £5m",
    ),
    "a text": ("report: {ref: A}", "report: {ref: A}\nconclusion: It is best.", "conclusion added (3 words)"),
    "what can't be read": (
        "extension: {end: 2026-03-31}",
        "extension: {end: soon}",
        "extension.end 31 March 2026 to “soon”",
    ),
    "no field": ("report: {ref: A}", "report: {ref: A, colour: red}", "report.colour added: “red”"),
    "a group that is no field": (
        "report: {colour: {of: sky, is: [blue]}}",
        "report: {colour: {of: grass, is: [blue, green]}}",
        "report.colour.of “sky” to “grass”|i “green” added",
    ),
    "a group for a value": (
        "extension: {end: 2026-03-31}",
        "extension: {end: {on: x}}",
        "extension.end 31 March 2026 to what can't be read",
    ),
    "marked exempt": (
        "extension: {cost_max: £5m}",
        "extension: {cost_max: {amount: £5m, exempt: [3, 5]}}",
        "extension.cost_max marked as exempt under paragraphs 3 and 5",
    ),
    "no longer exempt": (
        "extension: {cost_max: {amount: £5m, exempt: 3}}",
        "extension: {cost_max: £5m}",
        "extension.cost_max no longer marked as exempt",
    ),
    "exempt for another reason": (
        "extension: {months: 6, exempt: {paragraphs: 3, reason: Prices}}",
        "extension: {months: 6, exempt: {paragraphs: 3, reason: Prices of providers}}",
        "extension.exempt still marked as exempt under paragraph 3; changed: reason",
    ),
    "value added tax": (
        "extension: {cost_max: £5m}",
        "extension: {cost_max: {amount: £5m, vat: exclusive}}",
        "extension.cost_max is exclusive of VAT",
    ),
    "a note on a sum": (
        "extension: {cost_max: £5m}",
        "extension: {cost_max: {amount: £5m, note: with fees}}",
        "extension.cost_max.note nothing to “with fees”",
    ),
    "a group marked": (
        "extension: {months: 6}",
        "extension: {months: 6, exempt: 3}",
        "extension.exempt added: marked as exempt under paragraph 3",
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), VALUES.values(), ids=VALUES)
def test_a_value(old: str, new: str, words: str) -> None:
    assert "|".join(told(old, new)) == words


def test_a_difference_bears_its_path_and_both_values() -> None:
    assert found("extension: {cost_max: £14.011m}", "extension: {cost_max: £14.361m}") == [
        Difference(
            ("extension", "cost_max"), "changed", "extension.cost_max £14.011m to £14.361m", "£14.011m", "£14.361m"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("extension: {end: 2026-03-31}", "# agreed\nextension:\n  end: 31 March 2026  # by all"),
        ("report: {title: Home  care}", 'report:\n  title: "Home care"'),
        ("conclusion: One two three.", "conclusion: |\n  One two three.\n"),
        ("benefits: [Time]", "benefits: [{text: Time}]"),
        ("background_papers: none", "background_papers: []"),
        ("extension: {sealed: yes}", "extension: {sealed: true}"),
    ],
)
def test_how_it_is_written_counts_for_nothing(old: str, new: str) -> None:
    assert told(old, new) == []


TEXT = "The contracts end in March, and the new service begins five months later than was planned."


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (TEXT.replace("five", "eight"), "conclusion reworded (1 word of 16: “five” to “eight”)"),
        (TEXT.replace(" five months later", ""), "conclusion reworded (3 words of 16: “five months later” taken out)"),
        (TEXT.replace("new", "new and better"), "conclusion reworded (2 words of 18: “and better” put in)"),
        (
            TEXT.replace("contracts end", "terms stop").replace("five", "six"),
            "conclusion reworded (3 words of 16: “contracts end” to “terms stop”; “five” to “six”)",
        ),
        (
            "Something else altogether, in words that have nothing to do with it.",
            "conclusion reworded (15 words of 16, in 2 places)",
        ),
        (TEXT.replace(", and", ",\n  and"), None),
    ],
)
def test_a_text(new: str, words: str | None) -> None:
    assert told(f"conclusion: |\n  {TEXT}\n", f"conclusion: |\n  {new}\n") == [
        words or "conclusion laid out otherwise, in the same words"
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (TEXT, TEXT.replace("five months", "**five months**"), "conclusion made bold: “five months”"),
        (TEXT, TEXT.replace("March,", "_March_,"), "conclusion made italic: “March”"),
        (TEXT, f"**{TEXT}**", "conclusion made bold"),
        (TEXT.replace("March", "**March**"), TEXT, "conclusion no longer bold: “March”"),
        (TEXT, TEXT.replace("March", "**March**").replace("later", "**later**"), "conclusion made bold"),
        (
            TEXT.replace("March", "**March**"),
            TEXT.replace("March", "_March_"),
            "conclusion marked up otherwise: “March”",
        ),
        (TEXT, TEXT.replace("March", "[March](https://example.org)"), "conclusion marked up otherwise: “March”"),
        ("- One\n- Two", "* One\n* Two", "conclusion laid out otherwise, in the same words"),
        (TEXT, TEXT.replace("March", "**April**"), "conclusion reworded (1 word of 16: “March” to “**April**”)"),
    ],
)
def test_a_text_whose_marks_alone_change(old: str, new: str, words: str) -> None:
    before, after = (f"conclusion: |\n{indent(text, '  ')}\n" for text in (old, new))
    assert told(before, after) == [words]


def test_a_text_of_which_a_passage_becomes_exempt() -> None:
    old = "conclusion:\n- One.\n- Two.\n"
    assert told(old, "conclusion:\n- One.\n- {text: Two., exempt: 3}\n") == [
        "conclusion marked as exempt under paragraph 3"
    ]


# Lists ----------------------------------------------------------------------------------------------------------

RISKS = """\
risks:
- {title: Winter, text: Providers lose staff over the winter., likelihood: 2}
- {title: Delay, text: The procurement takes longer than planned., likelihood: 3}
- {title: Prices, text: Wages go up by more than the uplift allows., likelihood: 4}
"""
W, D, P = RISKS.splitlines()[1:]
NEW = "- {title: Flu, text: Many carers are ill at the same time and rounds are missed.}"

LISTS = {
    "added at the end": ([W, D, P, NEW], ["risk 4 added"]),
    "added in between": ([W, NEW, D, P], ["risk 2 added"]),
    "removed": ([W, P], ["risk 2 removed"]),
    "moved": ([P, W, D], ["risk 3 moved from place 3 to 1"]),
    "changed": ([W, D.replace("likelihood: 3", "likelihood: 1"), P], ["risk 2: likelihood “3” to “1”"]),
    "reworded and another put before": (
        [NEW, W, D.replace("longer than planned", "months longer"), P],
        ["risk 1 added", "risk 3 reworded (3 words of 6: “longer than planned” to “months longer”)"],
    ),
    "moved and changed": (
        [D.replace("likelihood: 3", "likelihood: 5"), W, P],
        ["risk 2 moved from place 2 to 1", "risk 1: likelihood “3” to “5”"],
    ),
    "replaced": ([W, NEW, P], ["risk 2 added", "risk 2 removed"]),
    "all gone": ([], ["risk 1 removed", "risk 2 removed", "risk 3 removed"]),
}


@pytest.mark.parametrize(("entries", "words"), LISTS.values(), ids=LISTS)
def test_a_list_whose_entries_have_numbers(entries: list[str], words: list[str]) -> None:
    assert sorted(told(RISKS, "\n".join(["risks:", *entries]) + "\n")) == sorted(words)


def test_entries_are_called_by_their_numbers_ids_or_titles() -> None:
    old = """\
recommendations: [{number: "2.1", text: Extend.}]
contracts: [{id: north, title: The north, current_end: 2026-03-31}, {id: south, title: The south}]
timetable: [{title: Award, start: 2026-01-05}]
report: {wards: [Eastgate], authors: [{post: Head of Commissioning}]}
prior_decisions: [{date: 2024-01-05, title: Begin}]
"""
    new = """\
recommendations: [{number: "2.1", text: Extend twice.}]
contracts:
  - {id: south, title: The south}
  - {id: north, title: The north, current_end: 2026-04-30, options: [{months: 12}]}
timetable: [{title: Award, start: 2026-02-05}]
report: {wards: [Eastgate, Westgate], authors: [{post: Head of Commissioning, phone: "1"}]}
prior_decisions: []
"""
    assert told(old, new) == [
        "person “Head of Commissioning”: phone added: “1”",
        "ward “Westgate” added",
        "recommendation 2.1 reworded (2 words of 2: “Extend” to “Extend twice”)",
        "contract south moved from place 2 to 1",
        "contract north: option to extend 1 added",
        "contract north: current_end 31 March 2026 to 30 April 2026",
        "stage “Award”: start 5 January 2026 to 5 February 2026",
        "decision “Begin” removed",
    ]


def test_texts_in_a_list_are_paired_by_their_words_and_called_by_their_places() -> None:
    first = "Each contract began in March and runs for four years, with an option of two more."
    second = "The contracts give no provider exclusive rights, and guarantee no volume of work."
    assert told(f"legal: {{points: [{first!r}, {second!r}]}}", f"legal: {{points: [{second!r}]}}") == [
        "point 1 removed"
    ]
    changed = first.replace("four years", "five years")
    assert told(f"legal: {{points: [{first!r}]}}", f"legal: {{points: [{second!r}, {changed!r}]}}") == [
        "point 1 added (13 words)",
        "point 2 reworded (1 word of 16: “four” to “five”)",
    ]


def test_a_long_line_is_told_as_a_text_is() -> None:
    alt = "Bar chart with one bar for each year, from 2021 to 2025: hours of care bought."
    assert told(
        f"charts: [{{id: hours, alt: {alt!r}}}]", f"charts: [{{id: hours, alt: {alt.replace('Bar', 'Line')!r}}}]"
    ) == ["chart hours: alt reworded (1 word of 16: “Bar” to “Line”)"]


def test_dates_of_a_group_are_told_in_the_order_of_the_days() -> None:
    old = "contracts: [{id: north, title: N, start: 2021-04-01, initial_end: 2025-03-31, current_end: 2026-03-31}]"
    new = "contracts: [{id: north, title: N, start: 2027-04-01, initial_end: 2026-03-31, current_end: 2025-03-31}]"
    assert told(old, new) == [
        "contract north: current_end 31 March 2026 to 31 March 2025",
        "contract north: initial_end 31 March 2025 to 31 March 2026",
        "contract north: start 1 April 2021 to 1 April 2027",
    ]


def test_an_entry_that_gets_another_id_is_still_the_same() -> None:
    old = "contracts: [{id: lot-1, title: Care in the north of the county, service: home care and reablement}]"
    assert told(old, old.replace("lot-1", "north")) == ["contract north: id “lot-1” to “north”"]


def test_meetings_and_councils_have_facts_too() -> None:
    old = "body: Cabinet\nitems: [{title: Apologies}, {motions: [{id: main, vote: {for: 5}}]}]"
    new = "body: Cabinet\nitems: [{title: Apologies}, {motions: [{id: main, vote: {for: 6, against: 1}}]}]"
    assert told(old, new, Meeting) == [
        "item 2: motion main: vote.for 5 to 6",
        "item 2: motion main: vote.against added: 1",
    ]
    assert told("call_in: {days: 5}", "call_in: {days: 10}", Council) == ["call_in.days 5 to 10"]


@pytest.mark.parametrize("path", sorted(DECISIONS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_value_of_every_paper_can_be_told_of(path: Path) -> None:
    kind = Council if path.name == "council.yaml" else Decision
    whole = tree(path.read_text("utf-8"))
    assert differences(whole, whole, kind, STYLE) == ()
    assert isinstance(whole, dict)
    gone = differences(whole, {}, kind, STYLE)
    come = differences({}, whole, kind, STYLE)
    stated = {key for key, value in whole.items() if value != "none"}
    assert {show_path(one.path[:1]) for one in gone} == {show_path(one.path[:1]) for one in come} == stated
    assert not re.search(r"\bNone\b|\w\(\w+=|\{'", "\n".join(one.words for one in (*gone, *come)))


# Which is which -------------------------------------------------------------------------------------------------

_ENTRIES = st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(old=_ENTRIES, new=_ENTRIES)
def test_entries_are_paired_by_their_ids(old: list[str], new: list[str]) -> None:
    pairs = matched([{"id": one, "title": "x"} for one in old], [{"id": one, "title": "y"} for one in new])
    by_id = {(old[one], new[two]) for one, two in pairs if old[one] == new[two]}
    assert by_id == {(one, one) for one in set(old) & set(new)}
    assert len({one for one, _ in pairs}) == len({two for _, two in pairs}) == len(pairs)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(places=st.permutations(range(7)))
def test_what_stays_is_as_much_as_can(places: list[int]) -> None:
    staying = longest_rise(places)
    kept = [place for place in places if place in staying]
    assert kept == sorted(kept)
    best = [1] * len(places)
    for at, place in enumerate(places):
        best[at] += max((best[before] for before in range(at) if places[before] < place), default=0)
    assert len(staying) == max(best)
