"""Footnotes as they are typed: `[^ons]` in a line marks the place, `[^ons]: words` on a line of its own says the words.

What is no right footnote stays as it was typed, and is told of: nothing that somebody wrote is dropped.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

NAME = r"[^\W_](?:[\w.-]{0,38}[^\W_])?"
"""What a footnote may be called: letters and digits, with dots, dashes and lines between them."""

MARK = re.compile(rf"(?<!\\)\[\^({NAME})\]")
_DEFINITION = re.compile(rf"[ \t]*\[\^({NAME})\]:[ \t]*(.*)", re.DOTALL)
_BEGINS = re.compile(r"[ \t]*(?:[-+*•–]\s|#{1,6}\s|>|\||:::|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_RULE_OF_TABLE = re.compile(r"[ \t]*\|?[ \t]*:?-[-:| \t]*")
_STEP = 12
_LINKED = re.compile(rf"\[(?:[^\[\]]|\[\^{NAME}\])*\]\((?=[^\s()])")


@dataclass(frozen=True, slots=True)
class NoteFault:
    """What is wrong with a footnote, how to mend it, its line from 1, and the words there that are in no other place.

    `message` is a sentence without its full stop, and `outcome` what becomes of it in prose.
    """

    written: str
    line: int
    message: str
    hint: str
    outcome: str = "it is printed as it stands"


@dataclass(frozen=True, slots=True)
class Noted:
    """A text without the words of its footnotes, as many lines as before; the words by name, and each mark's place."""

    text: str
    words: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[tuple[int, int, str], ...] = ()
    faults: tuple[NoteFault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Definition:
    name: str
    words: str
    start: int
    end: int


def read_notes(text: str) -> Noted:
    """Return a text with its footnotes apart: those that have a mark and words, once each."""
    if "[^" not in text:
        return Noted(text)
    lines = text.split("\n")
    definitions = tuple(_definitions(lines))
    inside = {at for one in definitions for at in range(one.start, one.end)}
    marked = {at: list(_marks(lines, at)) for at in range(len(lines)) if at not in inside}
    used = {name for marks in marked.values() for _, _, name, wrong in marks if not wrong}
    words: dict[str, str] = {}
    faults: list[NoteFault] = []
    for one in definitions:
        if fault := _wrong_words(one, used, words):
            faults.append(fault)
            continue
        if not one.words:
            continue
        words[one.name] = one.words
        faults += (_nested(mark[0], one.start) for mark in MARK.finditer(one.words))
        lines[one.start : one.end] = [""] * (one.end - one.start)
    places, at_offset = [], 0
    for at, line in enumerate(lines):
        for start, end, name, wrong in marked.get(at, ()):
            if not wrong and name in words:
                places.append((at_offset + start, at_offset + end, name))
            else:
                faults.append(wrong or _without_words(name, at, {one.name for one in definitions}))
        at_offset += len(line) + 1
    told = (replace(fault, written=_found_by(fault, text)) for fault in sorted(faults, key=lambda fault: fault.line))
    return Noted("\n".join(lines), words, tuple(places), tuple(told))


def _found_by(fault: NoteFault, text: str) -> str:
    """Return the words by which a fault is found: what is wrong, with what stands round it where that stands twice."""
    written = fault.written
    line = text.split("\n")[fault.line - 1]
    at = line.find(written)
    while text.count(written) > 1 and written != line:
        written = line[max(at - _STEP, 0) : at + len(written) + _STEP]
        at = max(at - _STEP, 0)
    return written.strip()


def _definitions(lines: Sequence[str]) -> Iterator[_Definition]:
    """Yield the words of footnotes, each up to an empty line or what begins another block."""
    at = 0
    while at < len(lines):
        found = _DEFINITION.fullmatch(lines[at])
        if found is None:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end].strip() and not (_BEGINS.match(lines[end]) or _is_definition(lines[end])):
            end += 1
        # Two spaces at the end of a line break it.
        rest = (line.lstrip() for line in lines[at + 1 : end])
        yield _Definition(found[1], "\n".join((found[2], *rest)).strip(), at, end)
        at = end


def _is_definition(line: str) -> bool:
    return _DEFINITION.fullmatch(line) is not None


def _marks(lines: Sequence[str], at: int) -> Iterator[tuple[int, int, str, NoteFault | None]]:
    """Yield the marks of a line: where each begins and ends, its name, and what is wrong with its place."""
    line = lines[at]
    if "[^" not in line:
        return
    linked = [found.span() for found in _LINKED.finditer(line)]
    for found in MARK.finditer(line):
        where = ""
        if _HEADING.match(line) or line.lstrip().startswith(":::"):
            where = "a heading"
        elif "|" in line and at + 1 < len(lines) and "-" in lines[at + 1] and _RULE_OF_TABLE.fullmatch(lines[at + 1]):
            where = "the first row of a table"
        elif any(start < found.start() and found.end() < end for start, end in linked):
            where = "the words of a link"
        yield (*found.span(), found[1], _misplaced(found[0], at, where) if where else None)


def _misplaced(written: str, at: int, where: str) -> NoteFault:
    return NoteFault(
        written,
        at + 1,
        f"The footnote “{written}” can't stand in {where}",
        "put the mark behind a sentence of the text" if where != "the words of a link" else "put it behind the link",
    )


def _nested(written: str, at: int) -> NoteFault:
    return NoteFault(
        written,
        at + 1,
        f"The footnote “{written}” can't stand in the words of another",
        "say it in the words of the first, or begin each footnote's words on a line of their own, "
        "with an empty line between",
    )


def _without_words(name: str, at: int, defined: set[str]) -> NoteFault:
    written = f"[^{name}]"
    if name in defined:
        return NoteFault(
            written,
            at + 1,
            f"The footnote “{written}” has a mark and no words",
            f"write its words behind `{written}:`",
        )
    return NoteFault(
        written,
        at + 1,
        f"No words are given for the footnote “{written}” in this text",
        f"add a line of its own at the end of this text, after an empty line: `{written}: …`",
    )


def _wrong_words(one: _Definition, used: set[str], words: Mapping[str, str]) -> NoteFault | None:
    written = f"[^{one.name}]:"
    if one.name in words:
        return NoteFault(
            written,
            one.start + 1,
            f"The words of the footnote “[^{one.name}]” are given twice in this text",
            "take one of them out, or give the second another name, here and at its mark",
            "the second are printed as they stand",
        )
    return None if one.name in used else _never_marked(one)


def _never_marked(one: _Definition) -> NoteFault:
    return NoteFault(
        f"[^{one.name}]:",
        one.start + 1,
        f"No place in this text is marked for the footnote “[^{one.name}]”",
        f"put `[^{one.name}]` where the footnote belongs, or take its words out",
        "its words are printed as they stand",
    )
