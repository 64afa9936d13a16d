"""What was found, told: as a run goes on, or as a report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.cli.endings import CLEAN, FOUND
from reportgen.cli.places import shown_name
from reportgen.cli.printing import print_utf8, say

if TYPE_CHECKING:
    from reportgen.base.finding import Finding
    from reportgen.check.rule import Theme
    from reportgen.check.summary import Summary


class Telling:
    """Findings told on standard error as each file is done, and counted at the end: a long run keeps none of them."""

    def __init__(self) -> None:
        self._counts: Summary | None = None
        self._elsewhere: set[Finding] = set()

    def tell(self, findings: Iterable["Finding"], shown: str) -> None:
        """Tell what was found over one file; what was told before of another, such as the council's, only once."""
        from reportgen.check.report_text import told
        from reportgen.check.summary import summary_of

        fresh = [one for one in dict.fromkeys(located(findings)) if one not in self._elsewhere]
        if not fresh:
            return
        self._elsewhere.update(one for one in fresh if one.location.file != shown)
        if self._counts is not None:
            say("")
        say(told(fresh))
        counts = summary_of(fresh)
        self._counts = self._counts.plus(counts) if self._counts is not None else counts

    def close(self) -> None:
        """Count what was found, if anything was."""
        from reportgen.check.report_text import closing

        if self._counts is not None:
            say(f"\n{closing(self._counts)}")


def tell_findings(found: Sequence["Finding"], form: str, fail_on: str) -> int:
    """Print what a check found, and return the exit code."""
    from reportgen.base.finding import Outcome, Severity

    print_utf8(report_of(form, found))
    level = Severity(fail_on).rank
    failing = any(f.outcome is Outcome.FAIL and f.severity.rank <= level for f in found)
    return FOUND if failing else CLEAN


def report_of(form: str, found: Iterable["Finding"]) -> str:
    """Return findings, sorted and each once, in one of the forms of report."""
    from importlib import import_module

    from reportgen.base.finding import sorted_findings

    placed = tuple(located(found))
    report = import_module(f"reportgen.check.report_{form}").report
    if form != "sarif":
        return str(report(sorted_findings(placed))).rstrip("\n")
    titles = {rule.id: rule.title for theme in catalogue() for rule in theme.rules}
    return str(report(sorted_findings(placed), titles)).rstrip("\n")


def located(found: Iterable["Finding"]) -> Iterator["Finding"]:
    """Yield findings with the names of their files as people read them."""
    return (replace(f, location=replace(f.location, file=shown_name(f.location.file))) for f in found)


def catalogue() -> tuple["Theme", ...]:
    """Return the themes of the rule catalogue."""
    from reportgen.pipeline import themes

    return themes()


def rule_ids() -> frozenset[str]:
    """Return the ids of all rules."""
    from reportgen.pipeline import all_rules

    return frozenset(rule.id for rule in all_rules())
