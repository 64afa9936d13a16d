"""What the rules must say of the five papers, whole: what fails, can't be told, passes, is not applicable.

`expected-findings.yaml` names the rules; `tests/golden/<council>/findings.txt` holds every finding with its message, so
that a change of one is read in the diff.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.base.finding import Finding
from reportgen.check.case import Case, Stage
from reportgen.check.report_text import report
from reportgen.check.runner import Result, Verdict, judge
from reportgen.load.subjects import load_subject
from reportgen.pipeline import all_rules, date_judged
from tests.golden import check_golden

HERE = Path(__file__).parent
DECISIONS = HERE.parent.parent / "decisions"
EXPECTED: dict[str, Any] = yaml.safe_load((HERE / "expected-findings.yaml").read_text())
WORST = (Result.CRASH, Result.FAIL, Result.CANNOT_TELL, Result.PASS, Result.NOT_APPLICABLE)
OUTCOMES = ("fail", "cannot_tell", "pass", "not_applicable")
WANTED = [(paper, outcome, rule) for paper, told in EXPECTED.items() for outcome in OUTCOMES for rule in told[outcome]]


@cache
def verdicts(paper: str) -> dict[str, Verdict]:
    """Return what each rule comes to for a paper: the worst of what it comes to for each of its files."""
    worst: dict[str, Verdict] = {}
    for name in EXPECTED[paper]["files"]:
        loaded = load_subject(DECISIONS / name, f"decisions/{name}")
        assert loaded.subject and loaded.council and loaded.source
        case = Case(loaded.subject, loaded.council, date_judged(loaded.subject), Stage.PUBLISH)
        for verdict in judge(all_rules(), case, loaded.source):
            other = worst.get(verdict.rule.id)
            if other is None or WORST.index(verdict.result) < WORST.index(other.result):
                worst[verdict.rule.id] = verdict
    return worst


@pytest.mark.parametrize(("paper", "outcome", "rule"), WANTED, ids=["-".join(one) for one in WANTED])
def test_a_rule_says_of_a_paper_what_it_must(paper: str, outcome: str, rule: str) -> None:
    verdict = verdicts(paper)[rule]
    assert verdict.result.value == outcome, [finding.message for finding in verdict.findings]


@pytest.mark.parametrize("paper", EXPECTED)
def test_every_finding_of_a_paper_with_its_working(paper: str) -> None:
    found: list[Finding] = [finding for verdict in verdicts(paper).values() for finding in verdict.findings]
    check_golden(f"{paper}/findings.txt", report(found).encode())


@pytest.mark.parametrize("paper", EXPECTED)
def test_what_came_to_something_else_has_a_reason(paper: str) -> None:
    told = EXPECTED[paper]
    named = {rule for outcome in OUTCOMES for rule in told[outcome]}
    for rule, why in (told.get("instead") or {}).items():
        assert rule in verdicts(paper) and rule not in named and why
