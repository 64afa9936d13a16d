"""Word's own lists: one for the outline of a document, one for each of its lists.

Word counts by list definition, not by list, so every counted list has a definition of its own: it starts again where
it should, and one list inside another's entry never moves its numbers on. Bullets don't count, and share one.
"""

import zlib
from dataclasses import dataclass, field

from reportgen.document.nodes import Counting, Level, Number, Series
from reportgen.write._ooxml import attribute
from reportgen.write.docx.measures import CELL_LIST_STEP, LIST_STEP, NUMBER_WIDTH

_FORMATS = {
    Counting.DECIMAL: "decimal",
    Counting.LOWER_ALPHA: "lowerLetter",
    Counting.UPPER_ALPHA: "upperLetter",
    Counting.LOWER_ROMAN: "lowerRoman",
    Counting.UPPER_ROMAN: "upperRoman",
    Counting.BULLET: "bullet",
}
_DEEPEST = 8
_DEEPER = (Level(Counting.LOWER_ALPHA, "(%1)"), Level(Counting.LOWER_ROMAN, "(%1)"))

NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
"""Takes away the number that a paragraph's style would bring."""


def number_of(level: int, list_number: int) -> str:
    """Return the property that puts a paragraph in a list at a level."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'


@dataclass(frozen=True, slots=True)
class Marked:
    """How an entry is marked: the property for its paragraph, its level, and the indent of its words in twips."""

    properties: str
    level: int
    indent: int


@dataclass(slots=True)
class Lists:
    """The lists of one document, in the order in which they are met. `base` is the indent that bullets start from."""

    series: tuple[Series, ...]
    bullets: tuple[str, ...]
    font: str
    next_list: int
    definitions: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    _of_series: dict[tuple[int, int], int] = field(default_factory=dict)
    _bullets: dict[tuple[int, bool, int, str], int] = field(default_factory=dict)

    def outline(self, series: int, links: dict[int, str]) -> int:
        """Return the number of the list that an outline's series is, with the styles that its levels are linked to."""
        if (series, 0) not in self._of_series:
            levels = [
                _level(at, level, level.pattern, _outline_indent(at), NUMBER_WIDTH, style=links.get(at, ""))
                for at, level in enumerate(self.series[series].levels[: _DEEPEST + 1])
            ]
            self._of_series[series, 0] = self._list(self._definition(levels), {})
        return self._of_series[series, 0]

    def entry(self, number: Number, base: int, in_cell: bool) -> Marked:
        """Return how an entry of a list is marked, `base` twips from the margin, or in a cell of a table."""
        series = self.series[number.series]
        own = series.levels[min(number.level, len(series.levels) - 1)]
        offset = min(series.depth, _DEEPEST + 1 - len(series.levels))
        level = min(offset + number.level, _DEEPEST)
        if own.counting is Counting.BULLET:
            return self.bullet(level, base, in_cell, own.pattern, key=number.series)
        step = _step(in_cell, counted=True)
        if (number.series, base) not in self._of_series:
            self._of_series[number.series, base] = self._counted(series, offset, base, step)
        return Marked(number_of(level, self._of_series[number.series, base]), level, base + step * (level + 1))

    def bullet(self, level: int, base: int, in_cell: bool, shown: str = "", key: int = -1) -> Marked:
        """Return how an entry with a bullet is marked; `shown` is the bullet where it isn't the style's own."""
        level = min(level, _DEEPEST)
        usual = self.bullets[min(level, len(self.bullets) - 1)]
        shown = shown or usual
        step = _step(in_cell, counted=False)
        kind = (base, in_cell, -1, "") if shown == usual else (base, in_cell, level, shown)
        if kind not in self._bullets:
            levels = []
            for at in range(_DEEPEST + 1):
                mark = shown if at == level else self.bullets[min(at, len(self.bullets) - 1)]
                levels.append(
                    _level(at, Level(Counting.BULLET, mark), mark, base + step * (at + 1), step, font=self.font)
                )
            self._bullets[kind] = self._definition(levels)
        if key < 0:
            return Marked(number_of(level, self._list(self._bullets[kind], {})), level, base + step * (level + 1))
        if (key, base) not in self._of_series:
            self._of_series[key, base] = self._list(self._bullets[kind], {})
        return Marked(number_of(level, self._of_series[key, base]), level, base + step * (level + 1))

    def _counted(self, series: Series, offset: int, base: int, step: int) -> int:
        """Define a counted list, with the levels above and below its own that an officer may want to move to."""
        own = range(offset, offset + len(series.levels))
        levels = []
        for at in range(min(own.stop + 1, _DEEPEST + 1)):
            if at in own:
                level = series.levels[at - offset]
                pattern = _moved(level.pattern, offset)
            else:
                level = _DEEPER[at % len(_DEEPER)]
                pattern = _moved(level.pattern, at)
            levels.append(_level(at, level, pattern, base + step * (at + 1), step))
        return self._list(self._definition(levels), {at: series.levels[at - offset].start for at in own})

    def _definition(self, levels: list[str]) -> int:
        number = self.next_list + len(self.definitions)
        # Word takes two definitions with the same mark for one list when text is pasted between files.
        mark = zlib.crc32(f"{number} {''.join(levels)}".encode())
        self.definitions.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{mark:08X}"/>'
            '<w:multiLevelType w:val="multilevel"/>'
            f"{''.join(levels)}</w:abstractNum>"
        )
        return number

    def _list(self, definition: int, starts: dict[int, int]) -> int:
        number = self.next_list + len(self.lists)
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for at, start in starts.items()
        )
        self.lists.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>')
        return number


def _step(in_cell: bool, *, counted: bool) -> int:
    if in_cell:
        return CELL_LIST_STEP + (114 if counted else 0)
    return LIST_STEP


def outline_indent() -> int:
    """Return the indent of the words of a numbered heading or paragraph, in twips."""
    return NUMBER_WIDTH


def _outline_indent(level: int) -> int:
    """Sections, sub-headings and paragraphs stand in one line; only what is deeper than a paragraph moves in."""
    return NUMBER_WIDTH + LIST_STEP * max(0, level - 2)


def _moved(pattern: str, by: int) -> str:
    """Return a pattern whose levels stand deeper: Word counts levels from the outermost, a series from its own."""
    if by == 0:
        return pattern
    for at in range(9 - by, 0, -1):
        pattern = pattern.replace(f"%{at}", f"%{at + by}")
    return pattern


def _level(at: int, level: Level, pattern: str, indent: int, hanging: int, *, style: str = "", font: str = "") -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = (
        f'<w:rPr><w:rFonts w:ascii="{attribute(font)}" w:hAnsi="{attribute(font)}" w:cs="{attribute(font)}"/></w:rPr>'
        if font
        else ""
    )
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{level.start}"/><w:numFmt w:val="{_FORMATS[level.counting]}"/>{linked}'
        f'<w:suff w:val="tab"/><w:lvlText w:val="{attribute(pattern)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr>{look}</w:lvl>'
    )
