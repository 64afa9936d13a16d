"""Findings as a person reads them in a terminal: place, what is wrong, the line with carets, how to mend it."""

from collections.abc import Sequence
from typing import Final
from unicodedata import category, east_asian_width

from reportgen.base.finding import Finding, Outcome, sorted_findings
from reportgen.check.summary import Summary, summary_of

_WIDEST: Final = 96
_LEAD: Final = 24
_TAB: Final = 4


def report(findings: Sequence[Finding]) -> str:
    """Return findings in order of file and line, a blank line between files, ending in a line that counts them."""
    shown = told(findings)
    return f"{shown}\n\n{closing(summary_of(findings))}\n" if shown else f"{closing(summary_of(findings))}\n"


def told(findings: Sequence[Finding]) -> str:
    """Return findings in order of file and line, a blank line between files; empty where there are none."""
    parts: list[str] = []
    file: str | None = None
    for finding in sorted_findings(findings):
        if file is not None and finding.location.file != file:
            parts.append("")
        file = finding.location.file
        parts.append(_told(finding))
    return "\n".join(parts)


def closing(summary: Summary) -> str:
    """Return the line that counts findings, which ends a report of them."""
    counted = str(summary)
    return f"{counted[0].upper()}{counted[1:]}."


def _told(finding: Finding) -> str:
    word = {
        Outcome.FAIL: finding.severity.value,
        Outcome.CANNOT_TELL: "not judged",
        Outcome.WAIVED: "waived",
    }[finding.outcome]
    lines = [_printable(f"{finding.location}: {finding.rule} {word}: {finding.message}")]
    if finding.location.line and finding.excerpt.strip():
        number = str(finding.location.line)
        shown, carets = _excerpt(finding.excerpt, finding.location.column - 1, finding.width)
        lines += [f"  {number} | {shown}", f"  {' ' * len(number)} | {carets}"]
    if finding.hint:
        lines.append(_printable(f"  {finding.hint}"))
    return "\n".join(lines)


def _excerpt(line: str, start: int, width: int) -> tuple[str, str]:
    """Return a line as it can be printed, cut where it is long, and carets that stand under a stretch of it."""
    cells: list[str] = []
    column = [0]
    for character in line:
        cell = " " * (_TAB - column[-1] % _TAB) if character == "\t" else _printable(character)
        cells.append(cell)
        column.append(column[-1] + _columns(cell))
    end = max(start + 1, start + width)
    first, last = 0, len(cells)
    if column[-1] > _WIDEST:
        while first < min(start, last) and column[min(start, last)] - column[first] > _LEAD:
            first += 1
        while last > first + 1 and column[last] - column[first] > _WIDEST:
            last -= max(1, (column[last] - column[first] - _WIDEST) // 2)
    before, after = "…" if first else "", "…" if last < len(cells) else ""
    shown = before + "".join(cells[first:last]) + after
    carets = " " * _columns(before + "".join(cells[first:start]))
    return shown.rstrip(), carets + "^" * max(1, _columns("".join(cells[start : min(end, last)])))


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in ("W", "F") else 1 for c in text)


def _printable(text: str) -> str:
    """Return a text with a picture for every character that would do something to the terminal instead of printing."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _picture(c) for c in text)


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if character.isspace():
        return "␤" if character in "\x85\u2028\u2029" else " "
    # A soft hyphen or a joiner does no harm and takes no room; marks that turn the direction of writing mislead.
    return "" if category(character) == "Cf" and code not in range(0x202A, 0x206A) else "\ufffd"
