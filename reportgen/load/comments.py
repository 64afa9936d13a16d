"""Comments that look like the end of a text: YAML reads nothing after a space and `#`, and says so to nobody."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reportgen.base.finding import Finding, Severity, found_at
from reportgen.base.source import Source, Span
from reportgen.load import faults

_DOUBTFUL = re.compile(r"\S[ \t]+#(?:[^\W_]|[ \t]+[^\W_A-Z])")
_BEGINS = re.compile(r"(?<=\S)[ \t]+(#[^\r\n]*)")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_ENDS_IN_WORD = re.compile(r"(?:^|[\s(])[^\W\d_]{2,}$")
_PROSE_WORDS = 4
_LONG = 60


class Scalar(NamedTuple):
    """Where one value or name stands, its end not included, and whether it stands without marks of its own."""

    start: int
    end: int
    plain: bool


def cut_texts(source: Source, text: str, scalars: Callable[[], Sequence[Scalar]]) -> Iterator[Finding]:
    """Yield a warning for each comment that its author more likely meant to be read.

    Such is one whose `#` touches what follows (`#1`, `#00594F`), or which goes on after a word with a figure, or after
    several words in lower case. `scalars` are asked for only where they are needed.
    """
    if not ((" #" in text or "\t#" in text) and _DOUBTFUL.search(text)):
        return
    known = scalars()
    starts = [scalar.start for scalar in known]
    commented = -1
    for match in _BEGINS.finditer(text):
        at = match.start(1)
        line = text.rfind("\n", 0, at) + 1
        before = known[place - 1] if (place := bisect_right(starts, at)) else None
        if line == commented or text[line:at].lstrip().startswith("#") or (before and at < before.end):
            continue
        commented = line
        value = text[max(before.start, line) : match.start()] if before and before.end == match.start() else ""
        marked = not value and text[match.start() - 1] not in ":-"
        if marked or (before is not None and value and not before.plain) or not _looks_cut(value, match[1], match):
            continue
        yield _finding(source, value, match[1].rstrip(), at)


def _looks_cut(value: str, comment: str, match: re.Match[str]) -> bool:
    if re.match(r"#[^\W_]", comment):
        return True
    if not _ENDS_IN_WORD.search(value):
        return False
    goes_on = comment[1:].lstrip()[:1]
    one_space = match.start(1) - match.start() == 1
    return goes_on.isdigit() or (one_space and goes_on.islower() and len(value.split()) >= _PROSE_WORDS)


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
