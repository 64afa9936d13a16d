"""What the lines of a Word file are: told by the lines that still say what we printed, which know it.

Styles and lists have other names in every council's letterhead, and LibreOffice renames what it saves. So nothing is
looked up: a line is what the lines are that look like it in the same file, or in the file as we would write it now.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from reportgen.pull.lines import (
    JOINED,
    NESTED,
    PLAIN,
    Printed,
    Shape,
    Token,
    bare_addresses,
    usual_shape,
    words_of,
)
from reportgen.pull.word import CellPlace, Line

_ENOUGH: Final = 0.25
"""The share of the lines that look like one which must be of a kind for it to be taken as of that kind itself."""

_Look = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Dressing:
    """The weight that a template gives to all words of a stretch, which is not the author's."""

    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Shapes:
    """What lines of each look are, as far as is known: in cells, in entries of a template's list, and elsewhere."""

    _seen: dict[tuple[bool, bool, _Look], Counter[Shape]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, printed: Sequence[Printed], lines: Sequence[Line], *, is_within: bool) -> None:
        """Take note of lines that say the same as lines that we printed."""
        for ours, theirs in _pairs(printed, lines):
            line = lines[theirs]
            self._seen[line.cell is not None, is_within, _look(line)][_without_place(printed[ours].shape)] += 1

    def shaped(
        self,
        lines: Sequence[Line],
        printed: Sequence[Printed],
        own: Sequence[Line],
        dressing: Dressing,
        *,
        is_within: bool,
    ) -> tuple[Printed, ...]:
        """Return lines of a stretch as what they are; `own` are its lines in a file as we would write it now."""
        bare = bare_addresses(own)
        worded = [words_of(line, bare) for line in lines]
        partner = {theirs: ours for ours, theirs in _pairs(printed, lines)}
        around = _tables_around(printed, own, lines)
        bold_heads = _tables_with_bold_heads(lines, worded, partner)
        tables: dict[int, int] = {}
        shaped: list[Printed] = []
        for at, (line, words) in enumerate(zip(lines, worded, strict=True)):
            shape = self._shape(line, at, printed, own, partner, is_within)
            own_dressing = dressing
            if line.cell is not None and line.cell.depth > around:
                count = tables.setdefault(line.cell.table, len(tables))
                shape = _in_table(line.cell, count, around)
                # A style's first row is bold, and some programs write that out: of every cell of the row.
                weighed = at in partner and any(token.bold for token in printed[partner[at]].tokens)
                bold = not weighed and line.cell.row == 0 and line.cell.table in bold_heads and _is_bold(words)
                own_dressing = replace(dressing, bold=dressing.bold or bold)
            shaped.append(Printed(shape, _undressed(words.tokens, own_dressing), words.signature))
        return tuple(line for line in shaped if line.tokens)

    def _shape(
        self,
        line: Line,
        at: int,
        printed: Sequence[Printed],
        own: Sequence[Line],
        partner: Mapping[int, int],
        is_within: bool,
    ) -> Shape:
        seen = self._seen.get((line.cell is not None, is_within, _look(line)), Counter())
        if at in partner:
            shape = printed[partner[at]].shape
            if len(own) == len(printed) and _look(own[partner[at]]) == _look(line):
                return shape
            if seen[_without_place(shape)] >= _ENOUGH * seen.total():
                return shape
        if seen:
            return max(seen, key=lambda shape: (seen[shape], shape.kind))
        return usual_shape(line) if line.cell is None and not is_within else PLAIN


def dressing_of(printed: Sequence[Printed], own: Sequence[Line]) -> Dressing:
    """Return the weight that a stretch has in the file and not in the document: a template's or a table's own."""
    if len(printed) != len(own) or not printed:
        return Dressing()
    if not any(run.bold or run.italic for line in own for run in line.runs):
        return Dressing()
    told = [
        (mine, other)
        for line, own_line in zip(printed, own, strict=True)
        for mine, other in zip(line.tokens, words_of(own_line).tokens, strict=False)
        if not mine.is_space
    ]
    return Dressing(
        bool(told) and all(other.bold and not mine.bold for mine, other in told),
        bool(told) and all(other.italic and not mine.italic for mine, other in told),
    )


def as_written(lines: Sequence[Line], own: Sequence[Line]) -> bool:
    """Tell whether lines are those that we would write, in words, weight, style, list and place in their tables."""
    if len(lines) != len(own):
        return False
    return all(
        one.runs == other.runs and _look(one) == _look(other) for one, other in zip(lines, own, strict=True)
    ) and (_cells(lines) == _cells(own))


def _cells(lines: Sequence[Line]) -> list[tuple[int, int, int] | None]:
    """Return in which cell each line stands, counted from the first of them."""
    first = next((line.cell for line in lines if line.cell is not None), None)
    if first is None:
        return []
    return [
        (cell.table - first.table, cell.row - (first.row if cell.table == first.table else 0), cell.column)
        if (cell := line.cell) is not None
        else None
        for line in lines
    ]


def _tables_around(printed: Sequence[Printed], own: Sequence[Line], lines: Sequence[Line]) -> int:
    """Return how many tables stand round a stretch: what stands in one more is in a table of its own prose."""
    least = min((line.cell.depth if line.cell is not None else 0 for line in own or lines), default=0)
    if own and printed:
        only_tables = all(line.shape.kind == "cell" for line in printed)
    else:
        only_tables = len({(cell.table, cell.row, cell.column) for line in lines if (cell := line.cell)}) > 1
    return max(0, least - only_tables)


def _in_table(cell: CellPlace, count: int, around: int) -> Shape:
    why = NESTED if cell.depth > around + 1 else JOINED if cell.is_joined else ""
    return Shape("cell", count, why, (cell.row, cell.column), cell.width)


def _tables_with_bold_heads(
    lines: Sequence[Line], worded: Sequence[Printed], partner: Mapping[int, int]
) -> frozenset[int]:
    """Return the tables whose first row is bold wherever it says what we printed, or where nothing of it does."""
    heads: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.cell is not None and line.cell.row == 0:
            heads[line.cell.table].append(at)
    known = {table: [at for at in row if at in partner] or row for table, row in heads.items()}
    return frozenset(table for table, row in known.items() if all(_is_bold(worded[at]) for at in row))


def _is_bold(words: Printed) -> bool:
    return all(token.bold or token.is_space for token in words.tokens)


def _pairs(printed: Sequence[Printed], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return the lines that say the same, as positions in both: those before and behind what was edited first."""
    ours, theirs = [line.text for line in printed], [line.text for line in lines]
    most = min(len(ours), len(theirs))
    before = next((at for at in range(most) if ours[at] != theirs[at]), most)
    behind = next((at for at in range(most - before) if ours[-1 - at] != theirs[-1 - at]), most - before)
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(ours) - behind - 1, before - 1, -1):
        places[ours[at]].append(at)
    between = range(before, len(theirs) - behind)
    return [
        *((at, at) for at in range(before)),
        *((places[theirs[at]].pop(), at) for at in between if places.get(theirs[at])),
        *((len(ours) - at, len(theirs) - at) for at in range(behind, 0, -1)),
    ]


def _look(line: Line) -> _Look:
    return (line.style, line.counting, line.level, line.outline)


def _without_place(shape: Shape) -> Shape:
    return replace(shape, cell=None) if shape.cell is not None else shape


def _undressed(tokens: Sequence[Token], dressing: Dressing) -> tuple[Token, ...]:
    if dressing == Dressing():
        return tuple(tokens)
    return tuple(
        replace(token, bold=token.bold and not dressing.bold, italic=token.italic and not dressing.italic)
        for token in tokens
    )
