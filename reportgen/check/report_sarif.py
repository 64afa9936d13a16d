"""Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), for code hosts and editors."""

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from reportgen import __version__
from reportgen.base.finding import Finding, Outcome, Severity, sorted_findings

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(findings: Sequence[Finding], explanations: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return findings as one SARIF run. `explanations` say in one line what each rule stands for, where known."""
    ordered = sorted_findings(findings)
    rules = sorted({finding.rule for finding in ordered})
    driver = {
        "name": "reportgen",
        "version": __version__,
        "rules": [_rule(rule, explanations.get(rule, "")) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule)) for finding in ordered],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: str, explanation: str) -> dict[str, Any]:
    return {"id": rule, **({"shortDescription": {"text": explanation}} if explanation else {})}


def _result(finding: Finding, index: int) -> dict[str, Any]:
    judged = finding.outcome is not Outcome.CANNOT_TELL
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": "fail" if judged else "open",
        "level": _LEVELS[finding.severity] if judged else "none",
        "message": {"text": f"{finding.message} ({finding.hint})" if finding.hint else finding.message},
        "locations": [{"physicalLocation": _place(finding)}],
    }
    if finding.outcome is Outcome.WAIVED:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.hint}]
    return result


def _place(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.location.file)}}
    if finding.location.line:
        start = finding.location.column
        place["region"] = {
            "startLine": finding.location.line,
            "startColumn": start,
            "endColumn": start + finding.width,
            "snippet": {"text": finding.excerpt},
        }
    return place


def _uri(file: str) -> str:
    """Return a relative path as a relative URI, an absolute one as a file URI."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
