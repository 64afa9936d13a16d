"""Each rule proves itself: its case file, its documented examples, and that it is silent where nothing is wrong."""

from typing import Any

import pytest

from reportgen.base.source import show_path
from reportgen.check.rule import Rule
from reportgen.check.runner import Result, Verdict
from reportgen.pipeline import all_rules
from tests.rules.cases import HERE, MEETING, RuleFile, plain_yaml, rule_files, verdict_of, verdicts

RULES = {rule.id: rule for rule in all_rules()}
FILES = {one.rule: one for one in rule_files()}
CASES = [(one, case) for one in FILES.values() for case in one.cases]


def shown(verdict: Verdict) -> list[dict[str, str]]:
    """Return what a verdict found, as case files write it."""
    return [
        {"at": show_path(found.path), "says": found.message, "severity": found.severity.value}
        for found in verdict.findings
    ]


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{one.rule}: {case['says']}" for one, case in CASES])
def test_case(file: RuleFile, case: dict[str, Any]) -> None:
    rule = RULES[file.rule]
    verdict = verdict_of(rule, case, file.base)
    assert verdict.result.value == case["outcome"], (verdict.why, shown(verdict))
    wanted = [{"severity": rule.severity.value, **one} for one in case.get("found") or []]
    if wanted or verdict.result is Result.FAIL:
        assert shown(verdict) == wanted


ALONE = [(one, case) for one, case in CASES if case.get("alone") == "yes"]


@pytest.mark.parametrize(("file", "case"), ALONE, ids=[f"{one.rule}: {case['says']}" for one, case in ALONE])
def test_a_planted_fault_is_found_by_its_rule_and_by_no_other(file: RuleFile, case: dict[str, Any]) -> None:
    found = {one.rule.id for one in verdicts(case, file.base) if one.result in (Result.FAIL, Result.CRASH)}
    before = {one.rule.id for one in verdicts({}, case.get("base", file.base)) if one.result is Result.FAIL}
    assert found - before == {file.rule}


def test_the_catalogue_is_whole() -> None:
    assert sorted(RULES) == sorted((HERE / "catalogue.txt").read_text().split())
    assert sorted(FILES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_has_cases_of_each_kind(rule: Rule) -> None:
    assert rule.id in FILES, f"write tests/rules/{rule.id}.yaml"
    outcomes = {case["outcome"] for case in FILES[rule.id].cases}
    assert {"fail", "pass"} <= outcomes
    assert FILES[rule.id].never or outcomes & {"not_applicable", "cannot_tell"}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_documented_examples_do_what_they_say(rule: Rule) -> None:
    base = FILES[rule.id].base
    bad, good = (verdict_of(rule, {"change": plain_yaml(text)}, base) for text in (rule.bad, rule.good))
    assert bad.result is Result.FAIL, (bad.result, bad.why, shown(bad))
    assert good.result is Result.PASS, (good.result, good.why, shown(good))


@pytest.mark.parametrize("base", ["decision", MEETING])
def test_nothing_is_found_where_nothing_is_wrong(base: str) -> None:
    assert {
        one.rule.id: shown(one) for one in verdicts({}, base) if one.result not in (Result.PASS, Result.NOT_APPLICABLE)
    } == {}
