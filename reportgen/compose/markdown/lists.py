"""Lists, as officers type and paste them: nested by two, three or four spaces, a tab, or another kind of marker."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from reportgen.compose.markdown.blocks import LineProcessor, is_indented
from reportgen.compose.markdown.lines import Line, is_blank, number_of
from reportgen.compose.markdown.markers import Marker, Place, Reading, is_followed, opening, read_marker
from reportgen.document.nodes import Counting

_SLIP = 3
"""A gap in typed numbers of up to this is a slip or a cut; a greater one is a figure at the start of a wrapped line."""

_LOOK_BACK = 20
"""How many blocks may stand between a list and its going on."""


@dataclass(slots=True)
class _Run:
    """The entries of one list so far: where its markers stand, how they are written, its first and last number."""

    indent: int
    glyph: str
    rank: int
    pattern: str
    counting: Counting
    first: int
    last: int

    @classmethod
    def starting(cls, marker: Marker, reading: Reading) -> "_Run":
        return cls(
            marker.indent, marker.glyph, marker.rank, marker.pattern, reading.counting, reading.value, reading.value
        )

    def goes_on(self, marker: Marker, lines: list[str], at: int) -> bool:
        """Tell whether a marker is the next of this list."""
        if self.counting is Counting.BULLET:
            same = marker.glyph == self.glyph or not marker.doubtful
            return bool(marker.glyph) and marker.rank <= self.rank and same
        if marker.pattern != self.pattern:
            return False
        if not marker.may_mean(self.counting, self.last + 1):
            return self._repeats(marker)
        # After (h), an (i) that (ii) follows starts a list of its own.
        roman = Reading(Counting.LOWER_ROMAN, 1)
        return not (
            self.counting is Counting.LOWER_ALPHA and roman in marker.readings and is_followed(lines, at, marker, roman)
        )

    def _repeats(self, marker: Marker) -> bool:
        """Tell whether every entry is typed with the same number, as Markdown allows."""
        return self.first == self.last and Reading(Counting.DECIMAL, self.last) in marker.readings

    def add(self, marker: Marker) -> None:
        """Count another entry."""
        self.indent = marker.indent
        if marker.may_mean(self.counting, self.last + 1):
            self.last += 1

    def starts_over(self, marker: Marker) -> bool:
        """Tell whether a marker starts another list of this kind: at one again, or a little further on."""
        return marker.pattern == self.pattern and any(
            reading.counting is self.counting and (reading.value == 1 or 0 < reading.value - self.last <= _SLIP)
            for reading in marker.readings
        )


class ListProcessor(LineProcessor):
    """Reads lists."""

    ends_entry = False

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a list starts at a line."""
        return self.parser.may_nest and self._opening(parent, lines, at) is not None

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the list, each entry with the blocks that belong to it."""
        marker, reading = read_marker(lines[0]), self._opening(parent, lines, 0)
        if marker is None or reading is None:
            return
        run = _Run.starting(marker, reading)
        found = SubElement(parent, "list", counting=run.counting, pattern=run.pattern, start=str(run.first))
        self._add_entry(found, run, marker, lines)
        while lines:
            following = read_marker(lines[0])
            if following is None or not run.goes_on(following, lines, 0):
                break
            run.add(following)
            self._add_entry(found, run, following, lines)
        found.set("last", str(run.last))

    def _opening(self, parent: Element, lines: list[str], at: int) -> Reading | None:
        marker = read_marker(lines[at])
        return opening(lines, at, _place(parent, lines, at, marker)) if marker else None

    def _add_entry(self, found: Element, run: _Run, marker: Marker, lines: list[str]) -> None:
        first = Line(" " * marker.column + marker.words, number_of(lines[0]))
        end, rest = self._entry(found, run, lines)
        del lines[:end]
        if run.glyph and is_blank("".join([first, *rest])):
            return
        entry = SubElement(found, "entry", indent=str(marker.indent), glyph=marker.glyph)
        self.parser.parse_inside("list", entry, [first, *rest])

    def _entry(self, found: Element, run: _Run, lines: list[str]) -> tuple[int, list[str]]:
        """Return how many lines the entry takes with the blank ones after it, and those after its first."""
        inner: list[_Run] = []
        rest: list[str] = []
        at = 1
        while at < len(lines):
            blanks = at
            while at < len(lines) and is_blank(lines[at]):
                at += 1
            after_blank = at > blanks
            if at == len(lines):
                break
            if not is_indented(lines[at], run.indent):
                if self.parser.ends_entry(found, lines, at):
                    break
                marker = read_marker(lines[at])
                if marker is None:
                    if after_blank:
                        break
                elif marker.indent < run.indent + 2:
                    if not _belongs(run, inner, marker, lines, at, after_blank=after_blank):
                        break
                    _follow(inner, marker, lines, at)
            rest += lines[blanks : at + 1]
            at += 1
        return at, rest


def _belongs(run: _Run, inner: list[_Run], marker: Marker, lines: list[str], at: int, *, after_blank: bool) -> bool:
    """Tell whether a marker that is not further in belongs to the entry before it: a list of another kind."""
    if run.goes_on(marker, lines, at):
        return False
    if any(deeper.goes_on(marker, lines, at) for deeper in inner):
        return True
    if run.glyph and marker.glyph and marker.rank > run.rank and (run.glyph not in "-*+" or not after_blank):
        return True
    if run.pattern and marker.readings:
        reading = opening(lines, at, Place())
        if reading and reading.value == 1 and reading.fineness > Reading(run.counting, 1).fineness:
            return True
    return not after_blank and not run.starts_over(marker)


def _follow(inner: list[_Run], marker: Marker, lines: list[str], at: int) -> None:
    """Count a marker among the lists inside the entry, each inside the one before it."""
    for depth in reversed(range(len(inner))):
        if inner[depth].goes_on(marker, lines, at):
            inner[depth].add(marker)
            del inner[depth + 1 :]
            return
    if reading := opening(lines, at, Place()):
        inner.append(_Run.starting(marker, reading))


def _place(parent: Element, lines: list[str], at: int, marker: Marker) -> Place:
    in_entry = parent.tag == "entry"
    starts_entry = in_entry and at == 0 and len(parent) == 0
    return Place(
        after_words=at > 0,
        introduced=_is_introduced(parent, lines, at),
        in_entry=starts_entry,
        nested=in_entry and not starts_entry and _is_nested(parent, marker),
        earlier=frozenset(
            (child.get("pattern", ""), Reading(Counting(child.get("counting", "")), int(child.get("last", "0"))))
            for child in (parent[-_LOOK_BACK:] if marker.readings else ())
            if child.tag == "list"
        ),
    )


def _is_introduced(parent: Element, lines: list[str], at: int) -> bool:
    before = lines[at - 1] if at else (parent[-1].text or "" if len(parent) and parent[-1].tag == "p" else "")
    return before.rstrip().endswith(":")


def _is_nested(entry: Element, marker: Marker) -> bool:
    if marker.indent >= int(entry.get("indent", "0")) + 2:
        return True
    outer = read_marker(f"{entry.get('glyph', '')} ")
    if outer is None or not outer.glyph or marker.rank <= outer.rank:
        return False
    return outer.typographic or marker.glyph == "o"
