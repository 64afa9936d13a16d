"""Findings as workflow commands, which GitHub shows beside the lines of a change."""

from collections.abc import Sequence
from typing import Final

from reportgen.base.finding import Finding, Outcome, Severity, sorted_findings

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_WORDS: Final = {Outcome.FAIL: "", Outcome.CANNOT_TELL: " (not judged)", Outcome.WAIVED: " (waived)"}


def report(findings: Sequence[Finding]) -> str:
    """Return one `::error file=…,line=…,col=…,title=…::message` a finding; what is not judged or waived is a notice."""
    return "".join(f"{_command(finding)}\n" for finding in sorted_findings(findings))


def _command(finding: Finding) -> str:
    command = _COMMANDS[finding.severity] if finding.outcome is Outcome.FAIL else "notice"
    location = finding.location
    properties = {"file": location.file}
    if location.line:
        end = location.column + finding.width
        properties |= {"line": str(location.line), "col": str(location.column), "endColumn": str(end)}
    properties["title"] = f"{finding.rule}{_WORDS[finding.outcome]}"
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{command} {written}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
