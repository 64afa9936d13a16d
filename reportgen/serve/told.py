"""Findings, fields and changes of a text as the browser is told them: plain JSON, places in UTF-16 units."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from reportgen.base.finding import Finding, Outcome
from reportgen.base.source import FieldPath, Source, Span, show_path
from reportgen.check.summary import summary_of
from reportgen.serve.spoken import hint_told
from reportgen.serve.units import Units

MOST_TOLD: Final = 1000
"""How many findings a browser is told of, the worst first: nobody reads more, and each takes time to show."""


def findings_told(findings: Iterable[Finding], text: str, file: str) -> list[dict[str, Any]]:
    """Return findings in the order of their places, those of the file itself first; `file` is its name in them."""
    units = Units(text)
    found = list(findings)
    if len(found) > MOST_TOLD:
        found = sorted(found, key=lambda one: (one.outcome is Outcome.WAIVED, one.severity.rank))[:MOST_TOLD]
    ordered = sorted(found, key=lambda found: (found.location.file != file, found.location, found.severity.rank))
    return [_told(found, units, here=found.location.file == file) for found in ordered]


def _told(found: Finding, units: Units, *, here: bool) -> dict[str, Any]:
    line, column = found.location.line, found.location.column
    start = units.at(line, column) if here and line else 0
    end = start + found.width if here and line else 0
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "outcome": found.outcome.value,
        "message": found.message,
        "hint": hint_told(found.hint),
        "file": found.location.file,
        "here": here,
        "path": show_path(found.path),
        "at": list(found.path),
        "line": line,
        "column": units.column(line, column) if here and line else column,
        "start": units.offset(start),
        "end": units.offset(end),
    }


def counts_told(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, and of what could not be judged or is waived."""
    return dict(summary_of(tuple(findings))._asdict())


def fields_told(source: Source) -> list[dict[str, Any]]:
    """Return every field of a file, groups and lists among them, with where its value and its name stand."""
    units = Units(source.text)
    told = []
    for path in _paths(source.tree, ()):
        value, key = source.places.value(path), source.places.key(path)
        if value is not None:
            told.append({"path": show_path(path), **_stretch(value, key, units)})
    return sorted(told, key=lambda field: (field["start"], -field["end"]))


def _stretch(value: Span, key: Span | None, units: Units) -> dict[str, int]:
    named = key if key is not None else Span(value.start, value.start)
    return {
        "start": units.offset(value.start),
        "end": units.offset(value.end),
        "key_start": units.offset(named.start),
        "key_end": units.offset(named.end),
    }


def _paths(tree: object, path: FieldPath) -> Iterator[FieldPath]:
    if path:
        yield path
    steps: Iterable[tuple[str | int, object]] = ()
    if isinstance(tree, dict):
        steps = tree.items()
    elif isinstance(tree, list):
        steps = enumerate(tree)
    for step, held in steps:
        yield from _paths(held, (*path, step))


def change_told(before: str, after: str) -> dict[str, Any]:
    """Return the one stretch in which two texts differ: from, to (in the text before) and what stands there now."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    same = shorter - start
    end = next((at for at in range(same) if before[-1 - at] != after[-1 - at]), same)
    units = Units(before)
    return {
        "from": units.offset(start),
        "to": units.offset(len(before) - end),
        "insert": after[start : len(after) - end],
    }


def title_told(tree: object) -> str:
    """Return what a file calls its paper, as far as it does, whatever else is missing in it; empty where it doesn't."""
    report = tree.get("report") if isinstance(tree, dict) else None
    title = report.get("title") if isinstance(report, dict) else None
    if title is None and isinstance(tree, dict):
        title = tree.get("body")
    return " ".join(title.split()) if isinstance(title, str) else ""
