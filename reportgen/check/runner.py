"""Rules over a case: what they find, what the file waives, and what they could not judge."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from types import ModuleType
from typing import Final, Protocol

from reportgen.base.discovery import discover
from reportgen.base.finding import Finding, Outcome, Severity, found_at, sorted_findings
from reportgen.base.source import FieldPath, Source, Span, show_path
from reportgen.base.suggest import did_you_mean
from reportgen.check.case import Case, Stage
from reportgen.check.rule import CannotTell, Judged, NotApplicable, Problem, Rule, Theme

RULE_CRASH: Final = "RULE-CRASH"
WAIVER_UNKNOWN: Final = "WAIVER-UNKNOWN"
WAIVER_UNUSED: Final = "WAIVER-UNUSED"
WAIVER_REFUSED: Final = "WAIVER-REFUSED"
WAIVER_REASON: Final = "WAIVER-REASON"

FAULTS: Final[dict[str, str]] = {
    RULE_CRASH: "A rule of reportgen itself broke down: what it looks for was not judged.",
    WAIVER_UNKNOWN: "A waiver names a rule that does not exist.",
    WAIVER_UNUSED: "A waiver names a rule that finds nothing there, so it waives nothing.",
    WAIVER_REFUSED: "A waiver names a rule that can't be waived.",
    WAIVER_REASON: "A waiver gives no reason, only words that stand in for one, so it waives nothing.",
}
"""Rule id to one line of explanation, for what the runner itself finds."""

_NO_REASON: Final = re.compile(
    r"\W*(?:(?:tbc|tba|tbd|todo|n/?a|none|no reason|reason|to be (?:confirmed|advised|agreed|added)|to follow|x+)\W*)?",
    re.IGNORECASE,
)

_log = logging.getLogger(__name__)


class Result(StrEnum):
    """What a rule comes to for a whole subject."""

    PASS = "pass"  # noqa: S105  a verdict, no password
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule comes to for a subject: its findings, and, where it isn't applicable, why."""

    rule: Rule
    result: Result
    findings: tuple[Finding, ...] = ()
    why: str = ""


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


def themes_in(package: ModuleType) -> tuple[Theme, ...]:
    """Return the themes of a catalogue, in the order of their modules; each of these exports a THEME.

    Raises ValueError where two rules have one id.
    """
    themes = tuple(discover(package, "THEME", Theme))
    ids = sorted(rule.id for theme in themes for rule in theme.rules)
    for one, other in pairwise(ids):
        if one == other:
            raise ValueError(f"two rules are called {one}")
    return themes


def run_rules(
    rules: Sequence[Rule], case: Case, source: Source, waivers: Sequence[Waiver] = (), known: Sequence[Rule] = ()
) -> tuple[Finding, ...]:
    """Return what the rules find in a case, what they could not judge, and what is wrong with its waivers.

    `known` are all the rules there are, where only some are run: a waiver of one of the others is none of unknown or
    unused.
    """
    judged = judge(rules, case, source)
    found = [finding for verdict in judged for finding in verdict.findings]
    run = {rule.id: rule for rule in rules}
    waived, used = _waive(found, run, waivers)
    return sorted_findings([*waived, *_wrong_waivers(source, run, known or rules, waivers, used)])


def judge(rules: Sequence[Rule], case: Case, source: Source) -> tuple[Verdict, ...]:
    """Return what each rule comes to, in the order of the rules; nothing is waived yet.

    A rule about other subjects, out of its time, or for papers further on than this one, is not applicable.
    """
    return tuple(_verdict(rule, case, source) for rule in rules)


def _verdict(rule: Rule, case: Case, source: Source) -> Verdict:
    aside = _set_aside(rule, case)
    if aside:
        return Verdict(rule, Result.NOT_APPLICABLE, why=aside)
    said: list[Judged] = []
    crashes: list[Finding] = []
    try:
        for judged in rule.check(case):
            said.append(judged)
    except Exception:
        # Whatever a rule's own bug raises must not keep the other rules from speaking; the traceback goes to the log.
        _log.exception("rule %s", rule.id)
        crashes.append(_crashed(rule, source))
    findings = tuple(_finding(rule, source, one) for one in dict.fromkeys(said) if not isinstance(one, NotApplicable))
    if crashes:
        return Verdict(rule, Result.CRASH, (*findings, *crashes))
    if any(isinstance(one, Problem) for one in said):
        return Verdict(rule, Result.FAIL, findings)
    if findings:
        return Verdict(rule, Result.CANNOT_TELL, findings)
    aside = next((one.why for one in said if isinstance(one, NotApplicable)), "")
    return Verdict(rule, Result.NOT_APPLICABLE if aside else Result.PASS, why=aside)


def _crashed(rule: Rule, source: Source) -> Finding:
    message = f"The rule {rule.id} broke down, so it judged nothing more here. The fault is ours, not the file's."
    hint = "please report it, with what `reportgen --debug check` prints of it, and this file if you may share it"
    return Finding(RULE_CRASH, Severity.ERROR, source.location(0), message, hint)


def _set_aside(rule: Rule, case: Case) -> str:
    """Return why a rule has no say in a case, empty where it has."""
    if not isinstance(case.subject, rule.about):
        return "it judges another kind of file"
    if case.as_of not in rule.in_force:
        return "it is not in force on the day of the decision"
    if rule.from_stage is Stage.PUBLISH and case.stage is Stage.DRAFT:
        return "it is judged when the paper is to be published"
    return ""


def _finding(rule: Rule, source: Source, found: Problem | CannotTell) -> Finding:
    if isinstance(found, CannotTell):
        because = f" {found.because}" if found.because else ""
        message = f"{rule.title}: this can't be judged, because {found.missing} is missing.{because}"
        hint, outcome, severity = _filling(source, found), Outcome.CANNOT_TELL, rule.severity
        span = source.span(found.path, key=True)
    else:
        message, hint, outcome, severity = found.message, found.hint, Outcome.FAIL, found.severity or rule.severity
        span = _span_of(found.words, source, found.path) or source.span(found.path, key=True)
    return found_at(source, span, rule.id, message, hint=hint, severity=severity, path=found.path, outcome=outcome)


def _filling(source: Source, found: CannotTell) -> str:
    """Return what to fill in, and as which field where the file hasn't that one yet and the words don't name it."""
    missing = found.missing.rstrip(",")
    *above, name = found.path or ("",)
    if not isinstance(name, str) or "`" in missing or source.places.value(found.path) is not None:
        return f"fill in {missing}"
    return f"fill in {missing}: `{name}`" + (f" under `{show_path(tuple(above))}`" if above else "")


def _span_of(words: str, source: Source, path: FieldPath) -> Span | None:
    """Return where words stand in the value at a path, None where they can't be found as they are."""
    if not words:
        return None
    # A group that is written as its text alone, as `best_value: Prices were compared`, has no place for `text`.
    field = source.places.value(path) or (source.places.value(path[:-1]) if path[-1:] == ("text",) else None)
    if field is None:
        return None
    at = source.text.find(words, field.start, field.end)
    return Span(at, at + len(words)) if at >= 0 else None


def _waive(
    found: Iterable[Finding], rules: dict[str, Rule], waivers: Sequence[Waiver]
) -> tuple[list[Finding], set[int]]:
    """Return the findings with those waived that a waiver names, and which waivers were of use."""
    # By rule and field: the first waiver of each is the one that counts.
    at: dict[tuple[str, str], int] = {}
    for place, waiver in enumerate(waivers):
        rule = rules.get(waiver.rule)
        if rule is not None and rule.can_be_waived and not _is_empty(waiver):
            at.setdefault((waiver.rule, waiver.path or ""), place)
    judged, used = [], set()
    for finding in found:
        fields = _fields_above(finding.path) if at and finding.outcome is Outcome.FAIL else ()
        places = [at[finding.rule, field] for field in fields if (finding.rule, field) in at]
        if places:
            place = min(places)
            used.add(place)
            reason = waivers[place].reason
            hint = f"waived: {reason}" if reason else finding.hint
            judged.append(replace(finding, outcome=Outcome.WAIVED, hint=hint))
        else:
            judged.append(finding)
    return judged, used


def _fields_above(path: FieldPath) -> tuple[str, ...]:
    """Return a field and all that it stands in as findings show them, down from the whole file."""
    return tuple(show_path(path[:length]) for length in range(len(path) + 1))


def _is_empty(waiver: Waiver) -> bool:
    return waiver.reason is not None and _NO_REASON.fullmatch(waiver.reason) is not None


def _wrong_waivers(
    source: Source, run: dict[str, Rule], known: Sequence[Rule], waivers: Sequence[Waiver], used: set[int]
) -> Iterator[Finding]:
    by_id = {rule.id: rule for rule in known}
    for place, waiver in enumerate(waivers):
        path: FieldPath = ("waive", place, "rule")
        at = source.places.value(path) or source.span(path)
        rule = by_id.get(waiver.rule)
        if rule is None:
            hint = did_you_mean(waiver.rule, by_id) or "`reportgen rules` lists them all"
            message = f"There is no rule `{waiver.rule}` to waive."
            yield found_at(source, at, WAIVER_UNKNOWN, message, hint=hint, path=path)
        elif not rule.can_be_waived:
            message = f"`{waiver.rule}` can't be waived."
            yield found_at(source, at, WAIVER_REFUSED, message, hint="mend what it finds", path=path)
        elif _is_empty(waiver):
            path = ("waive", place, "reason")
            message = f"“{waiver.reason}” is no reason, so `{waiver.rule}` is not waived."
            hint = "say why the decision may go on all the same"
            yield found_at(source, source.places.value(path) or at, WAIVER_REASON, message, hint=hint, path=path)
        elif place not in used and waiver.rule in run:
            where = f" at {waiver.path}" if waiver.path else ""
            message = f"`{waiver.rule}` finds nothing wrong{where}, so this waives nothing."
            yield found_at(
                source, at, WAIVER_UNUSED, message, hint="delete the waiver", severity=Severity.WARNING, path=path
            )
