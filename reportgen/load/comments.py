"""Comments that look like the end of a text: YAML reads nothing after a space and `#`, and says so to nobody."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import Source, Span
from reportgen.load import faults

_COMMENT = re.compile(r"#(?<=[ \t]#)[^\r\n]*")
_DOUBTFUL = re.compile(r"#(?:[^\W_]|[ \t]+[^\W_A-Z])")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_ENDS_IN_WORD = re.compile(r"(?:^|[\s(])[^\W\d_]{2,}$")
_PROSE_WORDS = 4
_LONG = 60


class Scalar(NamedTuple):
    """Where one value or name stands, its end not included, and whether it stands without marks of its own."""

    start: int
    end: int
    plain: bool


def cut_texts(source: Source, text: str, last_scalar: Callable[[int], Scalar | None]) -> Iterator[Finding]:
    """Yield a warning for each comment that its author more likely meant to be read.

    Such is one whose `#` touches what follows (`#1`, `#00594F`), or which goes on after a word with a figure, or after
    several words in lower case. `last_scalar` returns the last value or name that begins before an offset.
    """
    for match in _COMMENT.finditer(text):
        at, comment = match.start(), match[0]
        line = text.rfind("\n", 0, at) + 1
        begun = text[line:at].rstrip(" \t")
        if not begun or begun[-1].isspace() or begun.lstrip().startswith("#") or not _DOUBTFUL.match(comment):
            continue
        before, end = last_scalar(at), line + len(begun)
        if before and at < before.end:
            continue
        value = text[max(before.start, line) : end] if before and before.end == end else ""
        marked = not value and begun[-1] not in ":-"
        if not marked and (not value or (before and before.plain)) and _looks_cut(value, comment, at - end):
            yield _finding(source, value, comment.rstrip(), at)


def _looks_cut(value: str, comment: str, gap: int) -> bool:
    """Return whether a comment, so many spaces after a value, seems to go on with it."""
    if re.match(r"#[^\W_]", comment):
        return True
    if not _ENDS_IN_WORD.search(value):
        return False
    goes_on = comment[1:].lstrip()[:1]
    return goes_on.isdigit() or (gap == 1 and goes_on.islower() and len(value.split()) >= _PROSE_WORDS)


def _finding(source: Source, value: str, comment: str, at: int) -> Finding:
    message = "A comment begins at this `#`, so nothing from here to the end of the line is read."
    whole = f"{value} {comment}" if value else comment
    hint = "put the whole text in quotation marks, or begin it on a new line after `|`"
    if not value and (colour := _COLOUR.match(comment)):
        hint = f'put the colour in quotation marks: "{colour[0]}"'
    elif len(whole) <= _LONG and '"' not in whole and "\\" not in whole:
        hint = f'put the whole text in quotation marks: "{whole}"; or, if it is a comment, write a space after `#`'
        if comment[1:2].isspace():
            hint = f'put the whole text in quotation marks: "{whole}"; or, if it is a comment, put it on its own line'
    span = Span(at, at + len(comment))
    return found_at(source, span, faults.YAML_COMMENT, message, hint=hint, severity=Severity.WARNING)
