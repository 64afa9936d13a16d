"""Findings: something wrong with a file that a person wrote. Values, never exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reportgen.base.source import FieldPath, Location, Source, Span


class Severity(StrEnum):
    """How much it matters: an error stops publication, a warning wants a judgement, info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for an error, 1 for a warning, 2 for info."""
        return ("error", "warning", "info").index(self.value)


class Outcome(StrEnum):
    """What was found: a fault, something that could not be judged, or a fault that the file waives with a reason."""

    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which rule, where, what is wrong, how to mend it; with the line it stands in for the excerpt."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    path: FieldPath = ()
    outcome: Outcome = Outcome.FAIL
    excerpt: str = ""
    width: int = 1


def found_at(
    source: Source,
    span: Span | None,
    rule: str,
    message: str,
    *,
    hint: str = "",
    severity: Severity = Severity.ERROR,
    path: FieldPath = (),
    outcome: Outcome = Outcome.FAIL,
) -> Finding:
    """Return a finding at a stretch of a file, with the line it stands in; with no stretch, of the file as a whole."""
    if span is None:
        return Finding(rule, severity, Location(source.file), message, hint, path, outcome)
    location = source.location(span.start)
    excerpt = source.line(location.line)
    width = max(1, min(span.end - span.start, len(excerpt) - location.column + 1))
    return Finding(rule, severity, location, message, hint, path, outcome, excerpt, width)


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line, column and rule, each once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.location, f.severity.rank, f.rule, f.message)))
