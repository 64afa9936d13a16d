"""Rules over a subject: what they find, what the file waives, and what they could not judge."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from types import ModuleType
from typing import Final, Protocol

from reportgen.base.discovery import discover
from reportgen.base.finding import Finding, Outcome, Severity, found_at, sorted_findings
from reportgen.base.source import FieldPath, Source, show_path
from reportgen.base.suggest import did_you_mean
from reportgen.check.rule import CannotTell, Circumstances, Problem, Rule, Theme

RULE_CRASH: Final = "RULE-CRASH"
WAIVER_UNKNOWN: Final = "WAIVER-UNKNOWN"
WAIVER_UNUSED: Final = "WAIVER-UNUSED"
WAIVER_REFUSED: Final = "WAIVER-REFUSED"

FAULTS: Final[dict[str, str]] = {
    RULE_CRASH: "A rule of reportgen itself broke down: what it looks for was not judged.",
    WAIVER_UNKNOWN: "A waiver names a rule that does not exist.",
    WAIVER_UNUSED: "A waiver names a rule that finds nothing there, so it waives nothing.",
    WAIVER_REFUSED: "A waiver names a rule that can't be waived.",
}
"""Rule id to one line of explanation, for what the runner itself finds."""

_log = logging.getLogger(__name__)


class Waiver(Protocol):
    """An entry of `waive:` in a file: which rule, where if not everywhere, and the reason, the person and the day."""

    @property
    def rule(self) -> str:
        """Return the rule's id."""

    @property
    def path(self) -> str | None:
        """Return the field as findings show it, or None for the whole file."""

    @property
    def reason(self) -> str | None:
        """Return why the fault is let stand."""


def rules_in(package: ModuleType) -> tuple[Rule, ...]:
    """Return the rules of a catalogue, by id; each of its modules exports a THEME.

    Raises ValueError where two rules have one id.
    """
    rules = sorted((rule for theme in discover(package, "THEME", Theme) for rule in theme.rules), key=lambda r: r.id)
    for one, other in pairwise(rules):
        if one.id == other.id:
            raise ValueError(f"two rules are called {one.id}")
    return tuple(rules)


def run_rules(
    rules: Sequence[Rule], subject: object, source: Source, circumstances: Circumstances, waivers: Sequence[Waiver] = ()
) -> tuple[Finding, ...]:
    """Return what the rules find in a subject, what they could not judge, and what is wrong with its waivers."""
    fit = [rule for rule in rules if isinstance(subject, rule.about)]
    found = [finding for rule in fit for finding in _run(rule, subject, source, circumstances)]
    waived, used = _waive(found, {rule.id: rule for rule in rules}, waivers)
    return sorted_findings([*waived, *_wrong_waivers(source, rules, waivers, used)])


def _run(rule: Rule, subject: object, source: Source, circumstances: Circumstances) -> Iterator[Finding]:
    if circumstances.as_of is not None and circumstances.as_of not in rule.in_force:
        return
    try:
        for found in rule.check(subject, circumstances):
            yield _finding(rule, source, found)
    except Exception as crash:
        # Whatever a rule's own bug raises must not keep the other rules from speaking; the traceback goes to the log.
        _log.exception("rule %s", rule.id)
        message = (
            f"The rule {rule.id} broke down ({type(crash).__name__}), so it judged nothing here. This is our fault."
        )
        hint = "please report it, with this file if you may"
        yield Finding(RULE_CRASH, Severity.ERROR, source.location(0), message, hint)


def _finding(rule: Rule, source: Source, found: Problem | CannotTell) -> Finding:
    if isinstance(found, CannotTell):
        message = f"{rule.title}: this can't be judged, because {found.missing} is missing."
        hint, outcome = f"fill in {found.missing}", Outcome.CANNOT_TELL
    else:
        message, hint, outcome = found.message, found.hint, Outcome.FAIL
    span = source.span(found.path, key=True)
    return found_at(source, span, rule.id, message, hint=hint, severity=rule.severity, path=found.path, outcome=outcome)


def _waive(
    found: Iterable[Finding], rules: dict[str, Rule], waivers: Sequence[Waiver]
) -> tuple[list[Finding], set[int]]:
    """Return the findings with those waived that a waiver names, and which waivers were of use."""
    judged, used = [], set()
    for finding in found:
        rule = rules.get(finding.rule)
        for place, waiver in enumerate(waivers):
            if rule and rule.can_be_waived and finding.outcome is Outcome.FAIL and _covers(waiver, finding):
                used.add(place)
                hint = f"waived: {waiver.reason}" if waiver.reason else finding.hint
                finding = replace(finding, outcome=Outcome.WAIVED, hint=hint)
        judged.append(finding)
    return judged, used


def _covers(waiver: Waiver, finding: Finding) -> bool:
    if waiver.rule != finding.rule:
        return False
    shown = show_path(finding.path)
    return not waiver.path or shown == waiver.path or shown.startswith((f"{waiver.path}.", f"{waiver.path}["))


def _wrong_waivers(
    source: Source, rules: Sequence[Rule], waivers: Sequence[Waiver], used: set[int]
) -> Iterator[Finding]:
    by_id = {rule.id: rule for rule in rules}
    for place, waiver in enumerate(waivers):
        path: FieldPath = ("waive", place, "rule")
        at = source.places.value(path) or source.span(path)
        rule = by_id.get(waiver.rule)
        if rule is None:
            hint = did_you_mean(waiver.rule, by_id) or "`reportgen check` names the rule with each finding"
            message = f"There is no rule `{waiver.rule}` to waive."
            yield found_at(source, at, WAIVER_UNKNOWN, message, hint=hint, path=path)
        elif not rule.can_be_waived:
            message = f"`{waiver.rule}` can't be waived."
            yield found_at(source, at, WAIVER_REFUSED, message, hint="mend what it finds", path=path)
        elif place not in used:
            where = f" at {waiver.path}" if waiver.path else ""
            message = f"`{waiver.rule}` finds nothing wrong{where}, so this waives nothing."
            yield found_at(
                source, at, WAIVER_UNUSED, message, hint="delete the waiver", severity=Severity.WARNING, path=path
            )
