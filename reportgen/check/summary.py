"""Findings counted, as every report of them ends."""

from collections.abc import Sequence
from typing import NamedTuple

from reportgen.base.finding import Finding, Outcome, Severity


class Summary(NamedTuple):
    """How many findings there are of each severity that fail, then of each other outcome, in the same words."""

    error: int
    warning: int
    info: int
    cannot_tell: int
    waived: int

    def plus(self, other: "Summary") -> "Summary":
        """Return the counts of two lots of findings together."""
        return Summary(*(one + more for one, more in zip(self, other, strict=True)))

    def __str__(self) -> str:
        parts = [
            _count(self.error, "error"),
            _count(self.warning, "warning"),
            f"{self.info} info" if self.info else "",
            f"{self.cannot_tell} not judged" if self.cannot_tell else "",
            f"{self.waived} waived" if self.waived else "",
        ]
        return ", ".join(filter(None, parts)) or "nothing wrong found"


def summary_of(findings: Sequence[Finding]) -> Summary:
    """Return the counts of some findings."""
    failed = [finding.severity for finding in findings if finding.outcome is Outcome.FAIL]
    return Summary(
        failed.count(Severity.ERROR),
        failed.count(Severity.WARNING),
        failed.count(Severity.INFO),
        sum(finding.outcome is Outcome.CANNOT_TELL for finding in findings),
        sum(finding.outcome is Outcome.WAIVED for finding in findings),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
