"""The entries of a list or group that indentation holds, with what stands between them: comments and empty lines."""

import re
from dataclasses import dataclass, field

from reportgen.edit.edits import CannotSpliceError
from reportgen.load.layout import Written

_BLANK_LINES_FIRST = re.compile(r"(?:[ \t]*\r?\n)*")
_KEEPING = re.compile(r"(?m)^(?P<indent> *)\S.*[|>][1-9]?\+[1-9]?[ \t]*(?:[ \t]#.*)?\r?$")
_BLOCK_BEGINS = re.compile(r"(?m)[|>][1-9]?[+-]?[1-9]?[ \t]*(?:[ \t]#.*)?\r?$")


def line_start(text: str, at: int) -> int:
    """Return where the line begins on which a place is."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line ends on which a place is, its line end not included."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of a place begins; the end of the text after its last line."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


@dataclass(slots=True)
class Unit:
    """One entry in whole lines, its own comments with it, and what stands before it that is not its own."""

    gap: str
    text: str


@dataclass(slots=True)
class Units:
    """The entries of one list or group, from `start` to `end` of the text, which may be rearranged.

    Texts of entries always end with a line end, and begin with their indentation, wherever they stood.
    """

    start: int
    end: int
    column: int
    follows_dash: bool
    newline: str
    spans: list[tuple[int, int]]
    units: list[Unit] = field(default_factory=list)
    ends_file: bool = False
    """The text ends with the last of them, without a line end."""
    tail: str = ""
    usual: str = ""
    """The empty lines between the last two of them, before any is rearranged."""

    def hold(self, text: str, entries: list[str]) -> None:
        """Take the texts of all entries, and from the file's text what stands between them."""
        before = self.start
        for (start, end), entry in zip(self.spans, entries, strict=True):
            indent = " " * self.column if self.follows_dash and start == self.start else ""
            self.units.append(Unit(text[before:start], f"{indent}{entry}"))
            before = end
        self.usual = blank_last(self.units[-1].gap) if len(self.units) > 1 else ""

    def take_out(self, place: int) -> str:
        """Take an entry out, closing the gap that it leaves, and return its text."""
        unit = self.units.pop(place)
        if place == len(self.units):
            self.tail = without_blank_last(unit.gap) + self.tail
        elif place == 0:
            after = self.units[0]
            after.gap = unit.gap + after.gap[len(blank_first(after.gap)) :]
        else:
            after = self.units[place]
            before, between = blank_last(unit.gap), blank_first(after.gap)
            if len(before) > len(between):
                after.gap = unit.gap + after.gap[len(between) :]
            else:
                after.gap = without_blank_last(unit.gap) + after.gap
        return unit.text

    def put_in(self, place: int, text: str) -> None:
        """Put an entry's text before the one that stands at a place, as far from its neighbours as they are."""
        if place == 0:
            unit = Unit("", text)
            if self.units:
                usual = blank_first(self.units[1].gap) if len(self.units) > 1 else self.usual
                unit.gap, self.units[0].gap = self.units[0].gap, usual
        elif place == len(self.units):
            unit = Unit(blank_last(self.units[-1].gap) if place > 1 else self.usual, text)
        else:
            unit = Unit(blank_first(self.units[place].gap), text)
        self.units.insert(place, unit)

    def joined(self) -> str:
        """Return the text of all entries in their new order."""
        made: list[str] = []
        for unit in self.units:
            kept = bool(made) and _keeps_line_ends(made[-1])
            made += (unit.gap[len(blank_first(unit.gap)) :] if kept else unit.gap, unit.text)
        whole = "".join((*made, self.tail))
        if self.follows_dash:
            whole = whole[len(blank_first(whole)) :].removeprefix(" " * self.column)
        if self.ends_file and not self.tail and not holds_block(self.units[-1].text):
            whole = whole.removesuffix("\n").removesuffix("\r")
        return whole


def units_of(text: str, written: Written, newline: str) -> Units:
    """Return the entries of a list or group without brackets that has some."""
    heads = heads_of(text, written)
    first = heads[0]
    column = first - line_start(text, first)
    follows_dash = bool(text[line_start(text, first) : first].strip(" \t"))
    ends = [_end(text, written.entries[place].value, head, column) for place, head in enumerate(heads)]
    starts = [
        head if follows_dash and not place else _start(text, head, column, ends[place - 1] if place else 0)
        for place, head in enumerate(heads)
    ]
    ends_file = ends[-1] == len(text) and not text.endswith("\n")
    return Units(
        starts[0], ends[-1], column, follows_dash, newline, list(zip(starts, ends, strict=True)), ends_file=ends_file
    )


def heads_of(text: str, written: Written) -> list[int]:
    """Return where the entries of a list or group without brackets begin: their dashes, or their names."""
    if written.shape == "group":
        heads = [entry.key.start for entry in written.entries if entry.key is not None]
        if any(text[line_start(text, head) : head].strip(" \t-") for head in heads):
            raise CannotSpliceError("Here names follow `?`, and such groups are not changed from here.")
        return heads
    heads, at = [], written.span.start
    for entry in written.entries:
        at = _dash(text, at)
        heads.append(at)
        at = max(entry.value.span.end, at + 1)
    return heads


def _dash(text: str, at: int) -> int:
    """Return where the next dash stands, past blanks and comments."""
    while text[at : at + 1] != "-":
        if at >= len(text):
            raise CannotSpliceError("This list's dashes can't be found.")
        at = next_line(text, at) if text[at] == "#" else at + 1
    return at


def _start(text: str, head: int, column: int, lowest: int) -> int:
    """Return where an entry begins with the comments straight above it that are as far in as it."""
    start = line_start(text, head)
    while start > lowest:
        above = line_start(text, start - 1)
        line = text[above:start]
        if above < lowest or len(line) - len(line.lstrip(" ")) != column or line.lstrip(" ")[:1] != "#":
            break
        start = above
    # What a file begins with speaks of the file.
    return line_start(text, head) if start == 0 else start


def _end(text: str, value: Written, head: int, column: int) -> int:
    """Return where an entry ends, with the comments below it that stand further in than it."""
    end = at = next_line(text, max(value.span.end, head))
    while at < len(text):
        line = text[at : next_line(text, at)]
        shown = line.lstrip(" ")
        if shown.strip():
            if shown[0] != "#" or len(line) - len(shown) <= column:
                break
            end = at + len(line)
        at += len(line)
    return end


def blank_first(gap: str) -> str:
    """Return the empty lines with which a gap begins."""
    match = _BLANK_LINES_FIRST.match(gap)
    return match[0] if match else ""


def blank_last(gap: str) -> str:
    """Return the empty lines with which a gap ends."""
    lines = gap.splitlines(keepends=True)
    kept = len(lines)
    while kept and not lines[kept - 1].strip():
        kept -= 1
    return "".join(lines[kept:])


def without_blank_last(gap: str) -> str:
    """Return a gap without the empty lines at its end."""
    return gap[: len(gap) - len(blank_last(gap))]


def holds_block(text: str) -> bool:
    """Return whether a text of YAML may hold one after `|` or `>`, which needs the line end at its end."""
    return _BLOCK_BEGINS.search(text) is not None


def _keeps_line_ends(text: str) -> bool:
    """Return whether an entry ends with text after `|+`, to which any empty lines below it would belong."""
    headers = list(_KEEPING.finditer(text))
    if not headers:
        return False
    indent = len(headers[-1]["indent"])
    below = text[headers[-1].end() :].splitlines()
    return all(len(line) - len(line.lstrip(" ")) > indent for line in below if line.strip())
