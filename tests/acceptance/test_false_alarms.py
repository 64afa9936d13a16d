"""What the rules must not say of the five papers: matters that look like faults, and are none.

Where no paper has such a matter, one is given it, and what is found must stay as it was.
"""

import shutil
from pathlib import Path

import pytest

from reportgen.check.case import Case, Stage
from reportgen.check.runner import Result, judge
from reportgen.load.subjects import load_subject
from reportgen.pipeline import Order, all_rules, build, date_judged
from tests.acceptance.test_expected_findings import DECISIONS, EXPECTED, verdicts

SILENT = [
    ("an option of any size is free of the limit on increases", "haringey", "PCR72-BC-50"),
    ("a law that came later: subsidies", "rutland", "SUBSIDY-FLAG"),
    ("a law that came later: subsidies", "tower-hamlets", "SUBSIDY-FLAG"),
    ("a law that came later: accessible documents", "rutland", "OUTPUT-ACCESS"),
    ("a law that came later: accessible charts", "rutland", "CHART-ALT"),
    ("services that four years do not limit", "rutland", "FRAME-4"),
    ("a term that ends at the weekend", "haringey", "DATE-WEEKDAY"),
    ("a term that ends at the weekend", "rutland", "DATE-WEEKDAY"),
    ("a term that ends at the weekend", "tower-hamlets", "DATE-WEEKDAY"),
    ("doing nothing in other words", "rutland", "OPT-DO-NOTHING"),
    ("doing nothing in other words", "tower-hamlets", "OPT-DO-NOTHING"),
    ("£14.011m and £14,011,000", "tower-hamlets", "MONEY-SAME"),
    ("a sum with pence, rounded to pounds", "bury", "UPLIFT-CALC"),
    ("counts of other groups, areas and lots", "hackney", "COUNT-SUM"),
    ("ways of taking part that overlap", "bury", "COUNT-SUM"),
    ("the council's own standing paragraph", "tower-hamlets", "TEMPLATE-RESIDUE"),
    ("a list that a page break splits", "rutland", "NUM-UNIQUE"),
    ("a list that a page break splits", "bury", "NUM-UNIQUE"),
    ("slides that go on under one title", "hackney", "NUM-UNIQUE"),
    ("a key decision that no sum makes one", "rutland", "KEY-DEFINED"),
    ("scrutiny does not decide: notice", "hackney", "KEY-NOTICE-28"),
    ("scrutiny does not decide: record", "hackney", "DEC-RECORD-12"),
    ("scrutiny does not decide: call-in", "hackney", "CALLIN-WINDOW"),
    ("weekends count in 28 clear days", "tower-hamlets", "KEY-NOTICE-28"),
    ("budgets for adults and for children beside one sum", "tower-hamlets", "FUND-SOURCE"),
    ("the last day for notice is in time", "bury", "DATE-NOTICE"),
    ("a mean of 4.22 out of 5 is no share", "bury", "PCT-CALC"),
    ("a mean of 4.22 out of 5 is no share", "bury", "PCT-SUM"),
]

NOT_SAID = [
    ("two statements differ; that care stopped is not known", "haringey", "DATE-CONTINUITY", ("lapse", "without care")),
    ("stages whose names end in a figure", "tower-hamlets", "DATE-ORDER", ("1 February", "2 June")),
    ("an acronym that stands behind its words", "bury", "GLOS-ACRONYM", ("CQC",)),
    ("a screening may be enough", "rutland", "PSED-PRESENT", ("full assessment", "impact assessment")),
    ("section 149 in every way of writing it", "tower-hamlets", "STAT-TITLE", ("149",)),
]


@pytest.mark.parametrize(("what", "paper", "rule"), SILENT, ids=lambda text: text.replace(" ", "-"))
def test_a_rule_is_silent_where_nothing_is_wrong(what: str, paper: str, rule: str) -> None:
    verdict = verdicts(paper)[rule]
    assert verdict.result in (Result.PASS, Result.NOT_APPLICABLE, Result.CANNOT_TELL), (what, verdict.findings)


@pytest.mark.parametrize(("what", "paper", "rule", "words"), NOT_SAID)
def test_a_rule_does_not_say_more_than_it_knows(what: str, paper: str, rule: str, words: tuple[str, ...]) -> None:
    verdict = verdicts(paper)[rule]
    assert verdict.findings
    assert not [found.message for found in verdict.findings if any(word in found.message for word in words)], what


@pytest.mark.parametrize("paper", EXPECTED)
def test_no_paper_is_judged_by_the_act_of_2023_or_for_a_threshold(paper: str) -> None:
    told = {
        rule: verdict.result for rule, verdict in verdicts(paper).items() if rule.startswith(("PA7", "PA-", "THRESH"))
    }
    assert set(told.values()) == {Result.NOT_APPLICABLE}, told


@pytest.mark.parametrize("paper", EXPECTED)
def test_words_that_everybody_knows_are_no_acronyms_to_explain(paper: str) -> None:
    found = [finding.message for finding in verdicts(paper)["GLOS-ACRONYM"].findings]
    assert not [one for one in found if any(f"“{word}”" in one for word in ("NHS", "GP", "N/A", "NONE", "RESOLVED"))]


# Matters that a paper is given -----------------------------------------------------------------------------------

BURY, HARINGEY, NORTHSHIRE = (
    *("bury/care-at-home-2024.yaml", "haringey/home-support-2024.yaml"),
    "northshire/home-care-2025.yaml",
)

PASTED = {
    "question marks for bullets": "? Every provider was asked.\n\n? Residents were asked as well.",
    "ordinals as marks": "Written by 4<sup>th</sup> April 2018, approved on the 17 th, to run to the 31 st of March.",
    "a sum with a space in it": "It costs £ 9,893,001, which is £9,893 ,001.",
    "headings with hashes": "## The providers\n\nThey were asked.",
    "a list numbered anew after a page": "1. Providers were asked.\n2. Residents were.\n\nA page.\n\n1. Carers were.",
    "a list whose numbers are all 1": "1. Providers were asked.\n1. Residents were asked.",
    "labels and dates in two columns": "Start End Review\n\nApril 2021 March 2022 June 2022",
    "what residents said": "Residents said:\n\n> the the carers is lovly. ABC never come. TBC! It cost £99,999 in 2017",
}


def found_in(paper: str, folder: Path, changes: dict[str, str]) -> set[tuple[str, str]]:
    """Return the rules that a paper fails or can't be judged by, with their messages, after changes of its text."""
    copied = shutil.copytree((DECISIONS / paper).parent, folder / f"{len(list(folder.iterdir()))}") / Path(paper).name
    text = copied.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    copied.write_text(text, "utf-8")
    loaded = load_subject(copied, paper)
    assert loaded.subject and loaded.council and loaded.source and not loaded.findings
    case = Case(loaded.subject, loaded.council, date_judged(loaded.subject), Stage.PUBLISH)
    judged = judge(all_rules(), case, loaded.source)
    return {(verdict.rule.id, found.message) for verdict in judged for found in verdict.findings}


@pytest.mark.parametrize("what", PASTED)
def test_marks_that_pasting_leaves_are_no_faults(what: str, tmp_path: Path) -> None:
    summary = "  summary: |\n"
    pasted = summary + "".join(f"    {line}\n" for line in PASTED[what].splitlines()) + "\n"
    assert found_in(BURY, tmp_path, {summary: pasted}) == found_in(BURY, tmp_path, {})


def test_that_there_are_none_can_be_true(tmp_path: Path) -> None:
    nothing_listed = "supporting_documents: none"
    told = found_in(HARINGEY, tmp_path, {nothing_listed: f"{nothing_listed}\nbackground_papers: none"})
    assert {rule for rule, _ in found_in(HARINGEY, tmp_path, {}) - told} == {"BGP-LIST"}


def test_one_post_in_consultation_with_others_is_one_post(tmp_path: Path) -> None:
    one = "in consultation with the Cabinet Member for Adult Social Care, to settle"
    more = "in consultation with the Cabinet Member for Adult Social Care and the Director of Finance, to settle"
    assert found_in(NORTHSHIRE, tmp_path, {one: more}) == set()


SIGNING = """
body: Cabinet Member Signing
date: 2025-12-05
attendance: {present: [Cabinet Member for Adult Social Care]}
items:
  - title: "Home care: extension of contracts"
    resolutions: [{text: To leave the contracts to end.}]
"""


def test_a_signing_under_nearly_the_same_title_is_another_matter(tmp_path: Path) -> None:
    folder = shutil.copytree((DECISIONS / NORTHSHIRE).parent, tmp_path / "northshire")
    paper, meeting = folder / Path(NORTHSHIRE).name, folder / "meetings/2025-09-17-cabinet.yaml"
    text = paper.read_text("utf-8")
    before, _, after = text.partition("  resolutions:\n")
    paper.write_text(before + after[after.index("\nappendices:") :], "utf-8")
    taken = "    decision: home-care-2025\n"
    meeting.write_text(meeting.read_text("utf-8").replace(taken, taken + "    as_recommended: yes\n"), "utf-8")
    order = Order(kind="decision-record", formats=("md",))
    alone = build(paper, "home-care-2025.yaml", order)
    (folder / "meetings/2025-12-05-signing.yaml").write_text(SIGNING, "utf-8")
    assert alone.files and build(paper, "home-care-2025.yaml", order) == alone
