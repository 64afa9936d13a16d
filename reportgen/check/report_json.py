"""Findings as JSON, for other programs."""

import json
from collections.abc import Sequence

from reportgen.base.finding import Finding, sorted_findings
from reportgen.base.source import show_path
from reportgen.check.summary import summary_of


def report(findings: Sequence[Finding]) -> str:
    """Return `{"findings": [...], "summary": {...}}`; line and column count from 1, and are 0 for a file as a whole."""
    listed = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "outcome": finding.outcome.value,
            "file": finding.location.file,
            "line": finding.location.line,
            "column": finding.location.column,
            "path": show_path(finding.path),
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in sorted_findings(findings)
    ]
    return (
        json.dumps({"findings": listed, "summary": summary_of(findings)._asdict()}, indent=2, ensure_ascii=False) + "\n"
    )
