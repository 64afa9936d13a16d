"""Footnotes of edited prose: taken out of its lines before these are written, and their words written after them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import Final, NamedTuple

from reportgen.model.notes import MARK, read_notes
from reportgen.pull.lines import Printed, Token, weighed
from reportgen.pull.matching import matching
from reportgen.pull.word import NOTE_BEGINS, NOTE_ENDS

MARKED: Final = re.compile(f"{NOTE_BEGINS}([^{NOTE_ENDS}]*){NOTE_ENDS}")
"""The mark of a footnote as one word of a line, with its name."""

_BEGUN: Final = re.compile(r"[ \t]*\[\^[^\]\s]+\]:")

BETWEEN: Final = "\n"
"""What stands before the words of a footnote that is new, where others are."""

Words = tuple[Token, ...]


class Apart(NamedTuple):
    """Lines in which each footnote is one word, its mark, and the words of the footnotes in order."""

    lines: tuple[Printed, ...]
    words: tuple[Words, ...]


def have_notes(lines: Sequence[Printed]) -> bool:
    """Tell whether any footnote is marked in lines."""
    return any(token.text == NOTE_BEGINS for line in lines for token in line.tokens)


def apart(lines: Sequence[Printed]) -> Apart:
    """Return lines and the words of their footnotes apart from one another."""
    shown: list[Printed] = []
    words: list[Words] = []
    for line in lines:
        kept: list[Token] = []
        inside: list[Token] | None = None
        for token in line.tokens:
            if token.text == NOTE_BEGINS:
                inside = []
                kept.append(Token(NOTE_BEGINS))
            elif token.text == NOTE_ENDS:
                words.append(tuple(_trimmed(inside or [])))
                inside = None
            else:
                (kept if inside is None else inside).append(token)
        shown.append(replace(line, tokens=tuple(kept)))
    return Apart(tuple(shown), tuple(words))


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].text.isspace():
        tokens = tokens[1:]
    while tokens and tokens[-1].text.isspace():
        tokens = tokens[:-1]
    return tokens


def named(lines: Sequence[Printed], names: Sequence[str]) -> tuple[Printed, ...]:
    """Return lines whose footnotes are apart with each mark saying its name."""
    following = iter(names)

    def told(token: Token) -> Token:
        return Token(f"{NOTE_BEGINS}{next(following)}{NOTE_ENDS}") if token.text == NOTE_BEGINS else token

    return tuple(replace(line, tokens=tuple([told(token) for token in line.tokens])) for line in lines)


def names_after(old: Sequence[Words], names: Sequence[str], new: Sequence[Words], taken: Sequence[str]) -> list[str]:
    """Return the names of footnotes after an edit: that of each before it, and the next free number for a new one.

    `taken` are all names that the text has. Footnotes of one name say the same.
    """
    before, after = [weighed(words) for words in old], [weighed(words) for words in new]
    pairs = dict(_pairs(before, after))
    free = (str(number) for number in count(1) if str(number) not in {*names, *taken})
    found: list[str] = []
    said: dict[str, object] = {}
    for at, words in enumerate(after):
        name = names[pairs[at]] if at in pairs else ""
        if not name or said.get(name, words) != words:
            name = next(free)
        said[name] = words
        found.append(name)
    return found


def _pairs(before: Sequence[object], after: Sequence[object]) -> dict[int, int]:
    """Return which footnote before an edit each one after it is: those that say the same, then those between."""
    pairs: dict[int, int] = {}
    last, other = 0, 0
    for block in (*matching([*map(repr, after)], [*map(repr, before)]), None):
        at, old, size = (len(after), len(before), 0) if block is None else block
        pairs |= dict(zip(range(last, at), range(other, old), strict=False))
        pairs |= {at + step: old + step for step in range(size)}
        last, other = at + size, old + size
    return pairs


class Parted(NamedTuple):
    """A text without the words of its footnotes, these as they were typed, by name, and the space round them."""

    body: str
    typed: Mapping[str, str]
    names: tuple[str, ...]
    before: str = "\n\n"
    between: Mapping[str, str] = MappingProxyType({})
    after: str = ""


def parted(written: str) -> Parted:
    """Return a text as an author wrote it, with the words of its footnotes apart."""
    noted = read_notes(written)
    if not noted.words:
        end = len(written.rstrip())
        return Parted(written[:end], {}, (), after=written[end:])
    there, kept = written.split("\n"), noted.text.split("\n")
    body: list[str] = []
    typed: dict[str, str] = {}
    gaps: dict[str, str] = {}
    gap = ""
    name = ""
    for line, left in zip(there, kept, strict=True):
        if line == left and line.strip():
            body.append(f"{gap}{line}" if body else line)
            gap, name = "\n", ""
        elif line == left:
            gap, name = f"{gap}{line}\n", ""
        elif _BEGUN.match(line) and (found := MARK.search(line)) and found[1] in noted.words and found[1] not in typed:
            name = found[1]
            gaps[name] = gap
            typed[name], gap = line.strip(), "\n"
        else:
            typed[name] += f"\n{line}"
    before = next(iter(gaps.values()))
    names = tuple(name for *_, name in noted.marks)
    return Parted("".join(body), typed, names, before or "\n\n", gaps, gap[:-1])


def together(text: Parted, body: str, definitions: Mapping[str, str]) -> str:
    """Return a text with the words of its footnotes after it again, where there are any."""
    if not definitions:
        return body + text.after
    shown = [f"{text.between.get(name, BETWEEN)}{words}" for name, words in definitions.items()]
    first = next(iter(definitions.values()))
    return f"{body}{text.before}{first}{''.join(shown[1:])}{text.after}"
