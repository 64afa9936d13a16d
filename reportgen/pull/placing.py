"""Which line of a Word file belongs to which stretch of the document: by its anchors, else by what it says.

LibreOffice keeps bookmarks and the titles of content controls, Google Docs neither: there a line is laid beside the
words that we printed, within its section, and how alike they are is how sure that is. Nothing is placed on less.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reportgen.pull.lines import Printed
from reportgen.pull.matching import likeness, matching
from reportgen.pull.word import Line

LEAST_SURE: Final = 0.6
"""How alike words are, at the least, to be taken for a version of what we printed."""
BUT_FIGURES: Final = 0.7
"""How sure it is that words which are ours but for their figures, as `Cost: £1.2m`, are those with another figure."""
BESIDE: Final = 0.8
"""How sure it is that words that stand right behind those of a field, in their style, belong to it."""
_LONGEST_LABEL: Final = 40
_MOST_PAIRS: Final = 20_000
"""How many pairs of lines are laid side by side in one gap; more are a file of another document."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch to be found: its id, its words, whether it is in a cell, whether words may be added to it.

    `lines` are the texts that we printed, empty where they aren't known; `has_table` tells that a table is among them.
    """

    id: str
    lines: tuple[str, ...]
    in_cell: bool = False
    grows: bool = False
    has_table: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the lines of a Word file stand: their positions by stretch, how sure each stretch is, and those in none.

    `anchored` says that the file has kept its anchors, so that a stretch which isn't there was taken out.
    """

    lines: Mapping[str, tuple[int, ...]]
    sureness: Mapping[str, float]
    loose: tuple[int, ...]
    anchored: bool


def placed(lines: Sequence[Line], stretches: Sequence[Stretch]) -> Placed:
    """Return where each line stands that says anything."""
    worded = [at for at, line in enumerate(lines) if line.text]
    of: dict[int, str] = {}
    known = {stretch.id: stretch for stretch in stretches}
    for at in worded:
        names = [name for name, _ in lines[at].anchors if name in known]
        if names:
            # An editor that joins paragraphs may leave a line in two stretches: it is of the one that says it.
            of[at] = next((name for name in names if lines[at].text in known[name].lines), names[0])
    kept = len(set(of.values()))
    _drop_copies(lines, worded, of, known)
    sure = dict.fromkeys(of.values(), 1.0)
    _by_words(lines, worded, of, stretches, sure)
    _beside(lines, worded, of, known, sure)
    found: dict[str, list[int]] = defaultdict(list)
    for at in worded:
        if at in of:
            found[of[at]].append(at)
    loose = tuple(at for at in worded if at not in of)
    worth = sum(1 for stretch in stretches if stretch.lines)
    return Placed({name: tuple(at) for name, at in found.items()}, sure, loose, kept * 2 > worth)


def _drop_copies(
    lines: Sequence[Line], worded: Sequence[int], of: dict[int, str], known: Mapping[str, Stretch]
) -> None:
    """Take the anchor from copies: a control that was copied bears the same id in two places."""
    runs: dict[str, list[list[int]]] = defaultdict(list)
    before = ""
    for at in worded:
        name = of.get(at, "")
        if name:
            if name == before:
                runs[name][-1].append(at)
            else:
                runs[name].append([at])
        before = name or before
    copied = {name: places for name, places in runs.items() if len(places) > 1}
    likely = {
        (name, run[0]): alike(" ".join(lines[at].text for at in run), " ".join(known[name].lines))
        for name, places in copied.items()
        for run in places
    }
    # LibreOffice copies the controls of a whole row into a row that is put in: the row as a whole tells which is which.
    in_row: dict[tuple[int, int], float] = defaultdict(float)
    for (_, at), score in likely.items():
        in_row[_row(lines[at])] += score
    for name, places in copied.items():

        def sureness(run: list[int], name: str = name) -> tuple[float, bool]:
            line = lines[run[0]]
            score = likely[name, run[0]] if line.cell is None else in_row[_row(line)]
            return score, (name, "bookmark") in line.anchors

        best = max(places, key=sureness)
        for run in places:
            for at in run if run is not best else ():
                del of[at]


def _row(line: Line) -> tuple[int, int]:
    return (line.cell.table, line.cell.row) if line.cell is not None else (-1, -1)


def alike(one: str, other: str) -> float:
    """Return how alike two texts are, word by word, from 0 to 1."""
    if one == other:
        return 1.0
    return likeness(one.split(), other.split(), least=LEAST_SURE)


_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[^\W\d_]{3}")


def _same_but_figures(one: str, other: str) -> bool:
    """Tell whether two texts are the same words with other figures, which by themselves say nothing."""
    words = _FIGURE.sub("0", one)
    return words == _FIGURE.sub("0", other) and "0" in words and _WORD.search(words) is not None


def _label(text: str) -> str:
    """Return the words before a colon with which a short line begins, as `Cost` in `Cost: £1.2m`."""
    label, colon, _ = text.partition(":")
    return label if colon and len(label) <= _LONGEST_LABEL else ""


# By words ----------------------------------------------------------------------------------------------------------


def _by_words(
    lines: Sequence[Line],
    worded: Sequence[int],
    of: dict[int, str],
    stretches: Sequence[Stretch],
    sure: dict[str, float],
) -> None:
    """Place lines without an anchor by what they say, between those that are placed.

    A stretch may have lost some of its lines alone: LibreOffice ends a bookmark in the first cell of a table.
    """
    free = [at for at in worded if at not in of]
    if not free:
        return
    found: dict[str, list[str]] = defaultdict(list)
    for at in worded:
        if at in of:
            found[of[at]].append(lines[at].text)
    wanted = [
        (stretch.id, text, stretch.in_cell) for stretch in stretches for text in _unsaid(stretch, found[stretch.id])
    ]
    if not wanted:
        return
    known = frozenset(sure)
    order = {stretch.id: at for at, stretch in enumerate(stretches)}
    bounds = _bounds(worded, of, order)
    told: dict[int, int] = {}
    for same in matching([text for _, text, _ in wanted], [lines[at].text for at in free]):
        for step in range(same.size):
            at, place = free[same.other + step], same.one + step
            low, high = bounds[at]
            if low <= order[wanted[place][0]] <= high:
                told[same.other + step] = place
    for name, at in [(wanted[place][0], free[step]) for step, place in told.items()]:
        of[at] = name
        sure.setdefault(name, 1.0)
    _alike_between(lines, free, wanted, told, of, sure, bounds, order, known)


def _unsaid(stretch: Stretch, texts: Sequence[str]) -> list[str]:
    """Return which of the texts of a stretch its lines don't say that have been placed."""
    if not texts or len(texts) >= len(stretch.lines):
        return [] if texts else list(stretch.lines)
    said = {same.one + step for same in matching(stretch.lines, texts) for step in range(same.size)}
    return [text for at, text in enumerate(stretch.lines) if at not in said]


def _bounds(worded: Sequence[int], of: Mapping[int, str], order: Mapping[str, int]) -> dict[int, tuple[int, int]]:
    """Return, for each line without an anchor, the first and the last stretch that it may belong to."""
    bounds: dict[int, tuple[int, int]] = {}
    low = 0
    waiting: list[int] = []
    for at in worded:
        if at in of:
            for one in waiting:
                bounds[one] = (low, max(low, order[of[at]]))
            waiting, low = [], order[of[at]]
        else:
            waiting.append(at)
    for one in waiting:
        bounds[one] = (low, len(order))
    return bounds


def _alike_between(
    lines: Sequence[Line],
    free: Sequence[int],
    wanted: Sequence[tuple[str, str, bool]],
    told: Mapping[int, int],
    of: dict[int, str],
    sure: dict[str, float],
    bounds: Mapping[int, tuple[int, int]],
    order: Mapping[str, int],
    known: Collection[str],
) -> None:
    """Place the lines between those that say the very same by how alike they are, in their order.

    Of the stretches that have kept an anchor (`known`), the words that aren't found were taken out or changed there.
    """
    fixed = [(-1, -1), *sorted(told.items()), (len(free), len(wanted))]
    for (left, first), (right, last) in pairwise(fixed):
        rows = range(left + 1, right)
        columns = range(first + 1, last)
        if not rows or not columns or len(rows) * len(columns) > _MOST_PAIRS:
            continue
        scores: dict[tuple[int, int], float] = {}
        for row in rows:
            for column in columns:
                name, text, in_cell = wanted[column]
                line = lines[free[row]]
                low, high = bounds[free[row]]
                if name not in known and low <= order[name] <= high and (line.cell is not None) == in_cell:
                    score = max(alike(line.text, text), BUT_FIGURES if _same_but_figures(line.text, text) else 0.0)
                    if score >= LEAST_SURE:
                        scores[row, column] = score
        for row, column in _best(rows, columns, scores):
            of[free[row]] = wanted[column][0]
            sure[wanted[column][0]] = min(scores[row, column], sure.get(wanted[column][0], 1.0))


def _best(rows: range, columns: range, scores: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, that are most alike taken together."""
    best = {(row, column): 0.0 for row in (*rows, rows.stop) for column in (*columns, columns.stop)}
    for row in reversed(rows):
        for column in reversed(columns):
            taken = scores.get((row, column), 0.0)
            best[row, column] = max(
                best[row + 1, column], best[row, column + 1], taken + best[row + 1, column + 1] if taken else 0.0
            )
    pairs: list[tuple[int, int]] = []
    row, column = rows.start, columns.start
    while row < rows.stop and column < columns.stop:
        taken = scores.get((row, column), 0.0)
        if taken and best[row, column] == taken + best[row + 1, column + 1]:
            pairs.append((row, column))
            row, column = row + 1, column + 1
        elif best[row, column] == best[row + 1, column]:
            row += 1
        else:
            column += 1
    return pairs


# Beside ------------------------------------------------------------------------------------------------------------


def _beside(
    lines: Sequence[Line],
    worded: Sequence[int],
    of: dict[int, str],
    known: Mapping[str, Stretch],
    sure: dict[str, float],
) -> None:
    """Place a line that was put in right behind, or before, a field of prose in the style of its paragraphs.

    What stands between two lines of one stretch is of that stretch, as is a cell of a table that stands in it.
    """
    _between(worded, of)
    # A line with the label of a field that was not found is that field, however it was changed, and no one else's text.
    labels = {label for name, one in known.items() if name not in sure for text in one.lines if (label := _label(text))}
    tables = {cell.table for at in of if (cell := lines[at].cell) is not None}
    for around, backwards in ((worded, False), (worded[::-1], True)):
        for before, at in pairwise(around):
            if at in of or before not in of:
                continue
            name = of[before]
            line, other = lines[at], lines[before]
            inside = name in {one for one, _ in line.anchors}
            if _label(line.text) in labels and not inside:
                continue
            alike_in_kind = line.cell == other.cell and (line.style, line.counting) == (other.style, other.counting)
            in_its_table = known[name].has_table and not known[name].in_cell and _of_one_table(line, other)
            listed = _listed(line) and line.cell == other.cell
            behind = not backwards and (listed or _in_new_table(line, other, tables))
            if known[name].grows and (inside or in_its_table or alike_in_kind or behind):
                of[at] = name
                sure[name] = min(sure.get(name, 1.0), BESIDE)


def _between(worded: Sequence[int], of: dict[int, str]) -> None:
    last, waiting = "", []
    for at in worded:
        if at not in of:
            waiting.append(at)
            continue
        if of[at] == last:
            of.update(dict.fromkeys(waiting, last))
        last, waiting = of[at], []


def _in_new_table(line: Line, before: Line, known: Collection[int]) -> bool:
    """Tell whether a line stands in a table that was put in behind another line, or goes on in such a table."""
    if line.cell is None or line.cell.table in known:
        return False
    return _of_one_table(line, before) or line.cell.depth == (before.cell.depth if before.cell is not None else 0) + 1


def _of_one_table(one: Line, other: Line) -> bool:
    return one.cell is not None and other.cell is not None and one.cell.table == other.cell.table


def _listed(line: Line) -> bool:
    """Tell whether a line is an entry of a list, and no numbered paragraph or heading of ours."""
    return bool(line.counting) and not line.outline and not line.style.startswith(("heading", "numbered"))


def texts_of(lines: Sequence[Printed]) -> tuple[str, ...]:
    """Return the texts of lines that we printed, as they are laid beside those of a Word file."""
    return tuple(line.text for line in lines if line.text)
