"""Rules found, run, waived; a rule that breaks down keeps no other from speaking."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import reportgen.rules
from reportgen.base.finding import Finding, Outcome, Severity
from reportgen.base.source import FieldPath, Source, Span
from reportgen.check.rule import CannotTell, Circumstances, InForce, Problem, Rule, Theme
from reportgen.check.runner import FAULTS, rules_in, run_rules

TEXT = "title: Care\nwaive:\n  - rule: X\n"


@dataclass(frozen=True)
class Places:
    """The places of a file in which every field stands on the first line, and waivers on the third."""

    def value(self, path: FieldPath) -> Span | None:
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


def finds(*found: Problem | CannotTell) -> object:
    def check(_subject: Paper, _circumstances: Circumstances) -> Iterator[Problem | CannotTell]:
        yield from found

    return check


def rule(name: str, check: object = None, **more: object) -> Rule:
    return Rule(
        id=name, about=Paper, severity=Severity.ERROR, theme="titles", title="The title is short", why="Because.",
        source="practice", check=check or finds(Problem(("title",), "Too short.")), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def run(*rules: Rule, waivers: tuple[Waived, ...] = (), as_of: date | None = None) -> list[tuple[str, str, str]]:
    found = run_rules(rules, Paper("Care"), SOURCE, Circumstances(as_of=as_of), waivers)
    return [(f.rule, f.outcome.value, f.message) for f in found]


def test_a_problem_becomes_a_finding_at_its_field() -> None:
    (found,) = run_rules([rule("TITLE-SHORT")], Paper("Care"), SOURCE, Circumstances())
    assert isinstance(found, Finding)
    assert (found.location.line, found.location.column, found.rule, found.path) == (1, 1, "TITLE-SHORT", ("title",))


def test_what_cannot_be_judged_says_so_and_names_what_is_missing() -> None:
    assert run(rule("TITLE-SHORT", finds(CannotTell(("title",), "the start date")))) == [
        ("TITLE-SHORT", "cannot_tell", "The title is short: this can't be judged, because the start date is missing.")
    ]


def test_a_rule_that_breaks_down_is_named_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    def breaks(_subject: Paper, _circumstances: Circumstances) -> Iterator[Problem]:
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
    other = Rule(
        id="OTHER", about=str, severity=Severity.ERROR, theme="t", title="t", why="w", source="s",
        check=finds(Problem((), "No.")),  # type: ignore[arg-type]
    )  # fmt: skip
    assert run(other) == []


@pytest.mark.parametrize("path", [None, "title"])
def test_a_waiver_turns_a_fail_into_a_note_with_its_reason(path: str | None) -> None:
    (found,) = run_rules([rule("TITLE-SHORT")], Paper("x"), SOURCE, Circumstances(), (Waived("TITLE-SHORT", path),))
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
    found = run_rules([rule("TITLE-SHORT")], Paper("x"), SOURCE, Circumstances(), (Waived("TITLE-SHROT"),))
    (wrong,) = [f for f in found if f.rule == "WAIVER-UNKNOWN"]
    assert (wrong.location.line, wrong.hint) == (3, "did you mean `TITLE-SHORT`?")


def test_a_rule_that_keeps_secrets_can_not_be_waived() -> None:
    told = run(rule("EXM-LEAK", can_be_waived=False), waivers=(Waived("EXM-LEAK"),))
    assert [(name, outcome) for name, outcome, _ in told] == [("EXM-LEAK", "fail"), ("WAIVER-REFUSED", "fail")]


def test_a_waiver_does_not_hide_what_could_not_be_judged() -> None:
    told = run(rule("A", finds(CannotTell(("title",), "it"))), waivers=(Waived("A"),))
    assert {outcome for name, outcome, _ in told if name == "A"} == {"cannot_tell"}


def test_rules_are_found_in_the_modules_of_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = tmp_path / "catalogue_of_a_test"
    catalogue.mkdir()
    (catalogue / "__init__.py").write_text("")
    (catalogue / "_private.py").write_text("raise RuntimeError('not to be read')")
    head = "from tests.check.test_runner import rule, Theme\n"
    (catalogue / "titles.py").write_text(head + "THEME = Theme('titles', (rule('B'), rule('A')))\n")
    (catalogue / "dates.py").write_text(head + "THEME = Theme('dates', (rule('C'),))\n")
    monkeypatch.syspath_prepend(tmp_path)
    package = import_module("catalogue_of_a_test")
    assert [r.id for r in rules_in(package)] == ["A", "B", "C"]
    (catalogue / "more.py").write_text(head + "THEME = Theme('more', (rule('A'),))\n")
    with pytest.raises(ValueError, match="two rules are called A"):
        rules_in(package)
    for name in [name for name in sys.modules if name.startswith("catalogue_of_a_test")]:
        del sys.modules[name]


def test_the_shipped_catalogue_is_sound() -> None:
    rules = rules_in(reportgen.rules)
    assert all(r.title and r.why and r.source and r.theme for r in rules)
    assert all(r.id not in FAULTS for r in rules)


def test_a_theme_without_rules_holds_none() -> None:
    assert Theme("empty", ()).rules == ()
