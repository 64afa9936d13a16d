"""What the rules must not say of the five papers: matters that look like faults, and are none."""

import pytest

from reportgen.check.runner import Result
from tests.acceptance.test_expected_findings import EXPECTED, verdicts

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
