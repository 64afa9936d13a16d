"""Rules found, run, waived; a rule that breaks down keeps no other from speaking."""

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import reportgen.rules
from reportgen.base.discovery import module_names
from reportgen.base.finding import Finding, Outcome, Severity
from reportgen.base.source import FieldPath, Source, Span
from reportgen.check.case import Case, Stage
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule
from reportgen.check.runner import FAULTS, Result, Verdict, judge, run_rules, themes_in

TEXT = "title: Care\nwaive:\n  - rule: X\n"


@dataclass(frozen=True)
class Places:
    """The places of a file in which every field stands on the first line, waivers on the third, and `legal` nowhere."""

    def value(self, path: FieldPath) -> Span | None:
        if path[:1] == ("legal",):
            return None
        return Span(29, 30) if path[:1] == ("waive",) else Span(7, 11)

    def key(self, path: FieldPath) -> Span | None:
        return Span(25, 28) if path[:1] == ("waive",) else Span(0, 5)


SOURCE = Source("d.yaml", TEXT, {}, Places())


@dataclass(frozen=True)
class Paper:
    title: str


@dataclass(frozen=True)
class Waived:
    rule: str
    path: str | None = None
    reason: str | None = "agreed"


TODAY = date(2024, 6, 5)


def case(as_of: date = TODAY, stage: Stage = Stage.DRAFT) -> Case:
    # The runner asks no more of a subject than its kind, and nothing of the council.
    return Case(Paper("Care"), None, as_of, stage)  # type: ignore[arg-type]


def finds(*found: Judged) -> Callable[[Case], Iterator[Judged]]:
    def check(_case: Case) -> Iterator[Judged]:
        yield from found

    return check


def rule(name: str, check: Callable[[Case], Iterator[Judged]] | None = None, **more: Any) -> Rule:
    shown: dict[str, Any] = {
        "about": (Paper,), "severity": Severity.ERROR, "title": "The title is short", "checks": "Its length.",
        "why": "Because.", "source": "practice", "bad": "title: Care at home", "good": "title: Care", **more,
    }  # fmt: skip
    return Rule(id=name, check=check or finds(Problem(("title",), "Too short.")), **shown)


def run(*rules: Rule, waivers: tuple[Waived, ...] = (), as_of: date = TODAY) -> list[tuple[str, str, str]]:
    found = run_rules(rules, case(as_of), SOURCE, waivers)
    return [(f.rule, f.outcome.value, f.message) for f in found]


def verdict(one: Rule, as_of: date = TODAY, stage: Stage = Stage.DRAFT) -> Verdict:
    return judge([one], case(as_of, stage), SOURCE)[0]


def test_a_problem_becomes_a_finding_at_its_field() -> None:
    (found,) = run_rules([rule("TITLE-SHORT")], case(), SOURCE)
    assert isinstance(found, Finding)
    assert (found.location.line, found.location.column, found.rule, found.path) == (1, 1, "TITLE-SHORT", ("title",))


def test_what_cannot_be_judged_says_so_and_names_what_is_missing() -> None:
    assert run(rule("TITLE-SHORT", finds(CannotTell(("title",), "the start date")))) == [
        ("TITLE-SHORT", "cannot_tell", "The title is short: this can't be judged, because the start date is missing.")
    ]


@pytest.mark.parametrize(
    ("missing", "hint"),
    [
        (
            CannotTell(("legal", "notices", 0, "date"), "the day of the notice,"),
            "fill in the day of the notice: `date` under `legal.notices[1]`",
        ),
        (CannotTell(("legal",), "what the law says"), "fill in what the law says: `legal`"),
        (CannotTell(("legal", "date"), "the day (`date`) of the notice"), "fill in the day (`date`) of the notice"),
        (CannotTell(("title",), "the day in June 2024"), "fill in the day in June 2024"),
    ],
)
def test_what_is_missing_is_named_as_the_field_that_it_goes_in(missing: CannotTell, hint: str) -> None:
    (found,) = run_rules([rule("TITLE-SHORT", finds(missing))], case(), SOURCE)
    assert found.hint == hint


def test_a_rule_that_breaks_down_is_named_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(_case: Case) -> Iterator[Judged]:
        yield Problem(("title",), "Before the crash.")
        raise KeyError("oops")

    with caplog.at_level(logging.CRITICAL):
        told = run(rule("A-BREAKS", breaks), rule("TITLE-SHORT"))
    assert {name for name, _, _ in told} == {"A-BREAKS", "RULE-CRASH", "TITLE-SHORT"}
    assert any("A-BREAKS broke down" in message for _, _, message in told)


def test_a_rule_is_silent_before_and_after_it_is_in_force() -> None:
    dated = rule("TITLE-SHORT", in_force=InForce(date(2012, 9, 10), date(2020, 1, 1)))
    silent = [
        run(dated, as_of=day) == [] for day in (date(2012, 9, 9), date(2012, 9, 10), date(2020, 1, 1), date(2020, 1, 2))
    ]
    assert silent == [True, False, False, True]


def test_a_rule_about_another_kind_of_subject_is_not_run() -> None:
    assert run(rule("OTHER", about=(str,))) == []


def test_a_rule_comes_to_a_verdict_for_the_whole_subject() -> None:
    problem, missing, aside = Problem(("title",), "No."), CannotTell(("title",), "it"), NotApplicable("no title")
    results = [
        verdict(rule("A", finds(*said))).result for said in ([], [problem, missing], [missing, aside], [aside], [])
    ]
    assert results == [Result.PASS, Result.FAIL, Result.CANNOT_TELL, Result.NOT_APPLICABLE, Result.PASS]
    assert verdict(rule("A", finds(aside))).why == "no title"
    assert verdict(rule("A", about=(str,))).result is Result.NOT_APPLICABLE


def test_a_rule_for_publication_leaves_a_draft_alone() -> None:
    late = rule("A", from_stage=Stage.PUBLISH)
    assert verdict(late).result is Result.NOT_APPLICABLE
    assert verdict(late, stage=Stage.PUBLISH).result is Result.FAIL


def test_a_finding_points_at_the_words_it_is_about_and_weighs_what_the_problem_says() -> None:
    found = finds(Problem(("title",), "No.", words="are", severity=Severity.INFO), Problem(("title",), "x", words="y"))
    at = [(f.location.column, f.width, f.severity.value) for f in verdict(rule("A", found)).findings]
    assert at == [(9, 3, "info"), (1, 5, "error")]


@pytest.mark.parametrize("path", [None, "title"])
def test_a_waiver_turns_a_fail_into_a_note_with_its_reason(path: str | None) -> None:
    (found,) = run_rules([rule("TITLE-SHORT")], case(), SOURCE, (Waived("TITLE-SHORT", path),))
    assert (found.outcome, found.hint) == (Outcome.WAIVED, "waived: agreed")


def test_a_waiver_elsewhere_does_not_count_and_is_reported() -> None:
    told = run(rule("TITLE-SHORT"), waivers=(Waived("TITLE-SHORT", "risks[1]"),))
    assert [(name, outcome) for name, outcome, _ in told] == [
        ("TITLE-SHORT", "fail"), ("WAIVER-UNUSED", "fail"),
    ]  # fmt: skip


def test_a_waiver_of_a_list_covers_its_entries_and_no_namesake() -> None:
    found = finds(Problem(("risks", 0, "owner"), "1"), Problem(("risks_log",), "2"))
    assert [outcome for _, outcome, _ in run(rule("A", found), waivers=(Waived("A", "risks"),))] == ["waived", "fail"]


def test_a_waiver_of_an_unknown_rule_is_reported_with_the_nearest() -> None:
    found = run_rules([rule("TITLE-SHORT")], case(), SOURCE, (Waived("TITLE-SHROT"),))
    (wrong,) = [f for f in found if f.rule == "WAIVER-UNKNOWN"]
    assert (wrong.location.line, wrong.hint) == (3, "did you mean `TITLE-SHORT`?")


def test_a_rule_that_keeps_secrets_can_not_be_waived() -> None:
    told = run(rule("EXM-LEAK", can_be_waived=False), waivers=(Waived("EXM-LEAK"),))
    assert [(name, outcome) for name, outcome, _ in told] == [("EXM-LEAK", "fail"), ("WAIVER-REFUSED", "fail")]


@pytest.mark.parametrize("reason", ["tbc", "TBC.", "To be confirmed", "n/a", "-", "?", "xxx"])
def test_a_waiver_without_a_reason_waives_nothing(reason: str) -> None:
    told = run_rules([rule("A")], case(), SOURCE, (Waived("A", reason=reason),))
    assert [(f.rule, f.outcome.value) for f in told] == [("A", "fail"), ("WAIVER-REASON", "fail")]


def test_a_waiver_does_not_hide_what_could_not_be_judged() -> None:
    told = run(rule("A", finds(CannotTell(("title",), "it"))), waivers=(Waived("A"),))
    assert {outcome for name, outcome, _ in told if name == "A"} == {"cannot_tell"}


def test_rules_are_found_in_the_modules_of_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = tmp_path / "catalogue_of_a_test"
    catalogue.mkdir()
    (catalogue / "__init__.py").write_text("")
    (catalogue / "_private.py").write_text("raise RuntimeError('not to be read')")
    head = "from reportgen.check.rule import Theme\nfrom tests.check.test_runner import rule\n"
    (catalogue / "titles.py").write_text(head + "THEME = Theme('titles', 'Titles', (rule('B'), rule('A')))\n")
    (catalogue / "dates.py").write_text(head + "THEME = Theme('dates', 'Dates', (rule('C'),))\n")
    monkeypatch.syspath_prepend(tmp_path)
    package = import_module("catalogue_of_a_test")
    assert [r.id for theme in themes_in(package) for r in theme.rules] == ["C", "B", "A"]
    (catalogue / "more.py").write_text(head + "THEME = Theme('more', 'More', (rule('A'),))\n")
    with pytest.raises(ValueError, match="two rules are called A"):
        themes_in(package)
    for name in [name for name in sys.modules if name.startswith("catalogue_of_a_test")]:
        del sys.modules[name]


def test_a_waiver_of_a_rule_that_is_not_run_this_time_is_left_alone() -> None:
    known = [rule("TITLE-SHORT"), rule("OTHER")]
    found = run_rules([known[1]], case(), SOURCE, (Waived("TITLE-SHORT"),), known)
    assert [f.rule for f in found] == ["OTHER"]


def test_the_shipped_catalogue_is_sound() -> None:
    themes = themes_in(reportgen.rules)
    rules = [rule for theme in themes for rule in theme.rules]
    for one in rules:
        assert all((one.title, one.checks, one.why, one.source, one.bad, one.good)), one.id
        assert one.id not in FAULTS
    assert [theme.name for theme in themes] == [name.replace("_", "-") for name in module_names(reportgen.rules)]
