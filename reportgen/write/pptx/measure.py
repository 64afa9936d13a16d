"""How high paragraphs are: worked out, as no machine that writes a deck has to have its fonts."""

from collections.abc import Iterable, Sequence

from reportgen.write._metrics import width
from reportgen.write.pptx.deck import INDENT, Geometry, Line, Run

LINE_HEIGHT = 1.2
"""From line to line, as a share of the size; Arial asks for 1.15."""

SPACE_BEFORE, SPACE_BEFORE_LEAD = 6.0, 12.0
"""Above each paragraph but the first, and above a sub-heading, in points."""


def pieces(runs: Iterable[Run]) -> list[list[tuple[str, Run]]]:
    """Return runs as words: each a list of the parts it is set in, which differ where the weight changes inside it.

    A word carries the space before it; a new line is a word of its own.
    """
    words: list[list[tuple[str, Run]]] = []
    joined = False
    for run in runs:
        start = 0
        text = run.text
        while start < len(text):
            if text[start] == "\n":
                words.append([("\n", run)])
                joined, start = False, start + 1
                continue
            end = start
            while end < len(text) and text[end] == " ":
                end += 1
            spaced = end > start
            while end < len(text) and text[end] not in " \n":
                end += 1
            if joined and not spaced:
                words[-1].append((text[start:end], run))
            else:
                words.append([(text[start:end], run)])
            joined, start = True, end
    return words


def rows(runs: Sequence[Run], size: float, room: float, *, bold: bool = False, font: str = "Arial") -> list[int]:
    """Return how many words stand on each row of a paragraph that has this much room; 0 for a row that a word fills.

    A word that is wider than the room is broken by letters, and takes as many rows as it needs.
    """
    counts: list[int] = []
    used, held = 0.0, 0
    for word in pieces(runs):
        if word[0][0] == "\n":
            counts.append(held + 1)
            used, held = 0.0, 0
            continue
        wide = sum(width(part, size, bold=bold or run.bold, font=font) for part, run in word)
        if held and used + wide > room:
            counts.append(held)
            used, held = 0.0, 0
            wide = sum(width(part.lstrip(" "), size, bold=bold or run.bold, font=font) for part, run in word)
        while used + wide > room > 0 and not held:
            counts.append(0)
            wide -= room
        used, held = used + wide, held + 1
    return [*counts, held] if held or not counts else counts


class Rule:
    """Measures the paragraphs of one deck: its sizes and font; `bold` where all is, `alike` where all have one size."""

    def __init__(self, geometry: Geometry, font: str, *, bold: bool = False, alike: float = 0.0) -> None:
        self.geometry, self.font, self.bold, self.alike = geometry, font, bold, alike

    def size(self, line: Line) -> float:
        """Return the size of a paragraph's letters."""
        return self.alike or self.geometry.size(line.level)

    def indent(self, line: Line) -> float:
        """Return how far a paragraph's words stand in from the left."""
        marked = line.mark is not None or line.hanging
        return INDENT * (line.level + 1) if marked else INDENT * line.level

    def height(self, line: Line, room: float, *, first: bool = False) -> float:
        """Return the height of a paragraph, with the space above it unless it is the first."""
        size = self.size(line)
        number = len(self.rows(line, room))
        above = SPACE_BEFORE_LEAD if line.lead else SPACE_BEFORE
        return number * size * LINE_HEIGHT + (0.0 if first else above)

    def rows(self, line: Line, room: float) -> list[int]:
        """Return how many words stand on each row of a paragraph."""
        bold = self.bold or line.lead
        return rows(line.runs, self.size(line), room - self.indent(line), bold=bold, font=self.font)

    def total(self, lines: Sequence[Line], room: float) -> float:
        """Return the height of paragraphs one below the other."""
        return sum(self.height(line, room, first=place == 0) for place, line in enumerate(lines))
