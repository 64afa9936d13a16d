"""A document with every node, role and number scheme, for the tests of the writers.

`specimen()` gives it in one scheme, `SCHEMES` names them all. The council, its services and its figures are invented.
Numbers are counted here by a counter of their own, so that no writer and no composer is judged by itself.
"""

from dataclasses import dataclass, field
from functools import partial

from reportgen.document.nodes import Block, Counting, Document, Entry, Level, List, Number, Role, Series
from reportgen.document.specimen import (
    LIST_FORMS,
    Outline,
    cell,
    para,
    png,
    row,
    specimen_blocks,
    specimen_document,
    text,
)

__all__ = ["LIST_FORMS", "SCHEMES", "Counter", "Scheme", "cell", "counted", "para", "png", "row", "specimen", "text"]


@dataclass(frozen=True)
class Scheme:
    """How a document is numbered: the levels of its outline, and the level of each kind of place (None: no number)."""

    levels: tuple[Level, ...] = ()
    section: int | None = None
    subsection: int | None = None
    paragraph: int | None = None
    under_subsection: int | None = None


def _decimal(*patterns: str) -> tuple[Level, ...]:
    return tuple(Level(Counting.DECIMAL, pattern) for pattern in patterns)


SCHEMES = {
    "none": Scheme(),
    "sections": Scheme(_decimal("%1"), 0),
    "sections-dot": Scheme(_decimal("%1."), 0),
    "subsections": Scheme(_decimal("%1", "%1.%2"), 0, 1),
    "paragraphs": Scheme(_decimal("%1.", "%1.%2"), 0, None, 1, 1),
    "below-subsections": Scheme(_decimal("%1", "%1.%2", "%1.%2.%3"), 0, 1, 1, 2),
    "shared-run": Scheme(_decimal("%1", "%1.%2"), 0, 1, 1, 1),
    "letters": Scheme(
        (Level(Counting.UPPER_ALPHA, "%1."), Level(Counting.DECIMAL, "%1%2"), Level(Counting.LOWER_ROMAN, "(%3)")),
        0,
        1,
        1,
        2,
    ),
}

ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def counted(counting: Counting, count: int) -> str:
    """Return a count (1 to 12) as a level writes it."""
    match counting:
        case Counting.DECIMAL:
            return str(count)
        case Counting.LOWER_ALPHA:
            return "abcdefghijkl"[count - 1]
        case Counting.UPPER_ALPHA:
            return "ABCDEFGHIJKL"[count - 1]
        case Counting.LOWER_ROMAN:
            return ROMANS[count - 1]
        case Counting.UPPER_ROMAN:
            return ROMANS[count - 1].upper()
        case Counting.BULLET:
            return "•"


@dataclass
class Counter:
    """Hands out the numbers of a document, a series at a time."""

    series: list[Series] = field(default_factory=list)
    counts: dict[int, list[int]] = field(default_factory=dict)

    def open(self, series: Series) -> int:
        """Add a series and return its position."""
        self.series.append(series)
        self.counts[len(self.series) - 1] = [level.start - 1 for level in series.levels]
        return len(self.series) - 1

    def next(self, position: int, level: int | None) -> Number | None:
        """Return the next number at a level of a series; None where the level is None."""
        if level is None:
            return None
        levels, counts = self.series[position].levels, self.counts[position]
        counts[level] += 1
        for deeper in range(level + 1, len(levels)):
            counts[deeper] = levels[deeper].start - 1
        text = levels[level].pattern
        for shown in range(level + 1):
            text = text.replace(f"%{shown + 1}", counted(levels[shown].counting, counts[shown]))
        return Number(position, level, text)

    def list(
        self,
        counting: Counting,
        *entries: "tuple[Block, ...]",
        pattern: str = "%1.",
        start: int = 1,
        depth: int = 0,
        role: Role = Role.BODY,
        ids: tuple[str, ...] = (),
    ) -> List:
        """Return a list of entries, each numbered in a series of its own."""
        if counting is Counting.BULLET:
            pattern = "•"
        position = self.open(Series((Level(counting, pattern, start),), depth))
        names = ids + ("",) * len(entries)
        return List(
            counting,
            tuple(Entry(blocks, name, self.next(position, 0)) for blocks, name in zip(entries, names, strict=False)),
            start,
            "" if counting is Counting.BULLET else pattern,
            role,
        )


def specimen(scheme: str = "below-subsections") -> Document:
    """Return the document with every node and role, in a scheme of `SCHEMES`."""
    form = SCHEMES[scheme]
    counter = Counter()
    series = counter.open(Series(form.levels, outline=True)) if form.levels else -1
    outline = Outline(
        *(
            partial(counter.next, series, level)
            for level in (form.section, form.subsection, form.paragraph, form.under_subsection)
        )
    )
    blocks = specimen_blocks(counter, outline)
    return specimen_document(blocks, tuple(counter.series))
