"""What fits on a slide: paragraphs and rows of tables shared out over as many slides as they need, evenly."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from reportgen.write.pptx.deck import Line, Run
from reportgen.write.pptx.measure import Rule

Part = TypeVar("Part")
_SENTENCE_ENDS = (". ", "; ", "? ", "! ", ".” ")


def pages(lines: Sequence[Line], rule: Rule, room: float, height: float) -> list[tuple[Line, ...]]:
    """Return paragraphs shared out over slides whose text has this much room across and down.

    A paragraph that is higher than a slide is cut, at the end of a sentence where there is one.
    """
    short = [part for line in lines for part in _cut_to_fit(line, rule, room, height)]
    grouped = _fill(short, rule, room, height, grouped=True)
    if all(page[0].lead for page in grouped[1:]) and len(grouped) == len(_fill(short, rule, room, height)):
        return grouped
    return _evenly(lambda most: _fill(short, rule, room, most), height)


def side_by_side(
    sides: Sequence[Sequence[Line]], rule: Rule, room: float, height: float
) -> list[tuple[tuple[Line, ...], ...]]:
    """Return columns of paragraphs shared out over slides, those that stand beside one another kept so."""
    level = max((len(side) for side in sides), default=0)
    if any(len(side) < level - 1 for side in sides):
        columns = [pages(side, rule, room, height) for side in sides]
        return [tuple(page[at] if at < len(page) else () for page in columns) for at in range(max(map(len, columns)))]
    short = [[_cut_to_fit(line, rule, room, height) for line in side] for side in sides]
    if any(len(parts) > 1 for side in short for parts in side):
        return side_by_side([[part for parts in side for part in parts] for side in short], rule, room, height)
    shared: list[list[list[Line]]] = [[[] for _ in sides]]
    for at in range(level):
        beside = [side[at : at + 1] for side in sides]
        held = [[*column, *more] for column, more in zip(shared[-1], beside, strict=True)]
        if any(shared[-1]) and any(rule.total(column, room) > height for column in held):
            held = [list(more) for more in beside]
            shared.append(held)
        else:
            shared[-1] = held
    return [tuple(tuple(column) for column in page) for page in shared]


def row_pages(heights: Sequence[float], head: float, first: float, rest: float) -> list[tuple[int, ...]]:
    """Return the rows of a table (by position) shared out over slides; each slide repeats the head, of this height.

    `first` and `rest` are what the first slide and the others have room for. A row that is higher than a slide stands
    alone.
    """

    def fill(most: float) -> list[tuple[int, ...]]:
        shared: list[list[int]] = [[]]
        used = head
        for place, height in enumerate(heights):
            limit = min(most, first) if len(shared) == 1 else most
            if used + height > limit and (shared[-1] or (len(shared) == 1 and first < rest)):
                shared.append([])
                used = head
            shared[-1].append(place)
            used += height
        return [tuple(rows) for rows in shared]

    return _evenly(fill, rest)


def _evenly(fill: Callable[[float], list[tuple[Part, ...]]], height: float) -> list[tuple[Part, ...]]:
    """Return what fills the fewest slides, with about as much on each: the least height that needs no more of them."""
    best = fill(height)
    if len(best) < 2:
        return best
    low, high = height * 0.4, height
    for _ in range(7):
        middle = (low + high) / 2
        tried = fill(middle)
        if len(tried) > len(best):
            low = middle
        else:
            best, high = tried, middle
    return best


def _fill(
    lines: Sequence[Line], rule: Rule, room: float, height: float, *, grouped: bool = False
) -> list[tuple[Line, ...]]:
    """Return paragraphs put on one slide until it is full, then on the next; `grouped` parts them at sub-headings."""
    shared: list[list[Line]] = [[]]
    used = 0.0
    for line in lines:
        wanted = rule.height(line, room, first=not shared[-1])
        if shared[-1] and used + wanted > height:
            moved = _group(shared[-1]) if grouped else _kept(shared[-1])
            del shared[-1][len(shared[-1]) - len(moved) :]
            shared.append(moved)
            used = rule.total(moved, room)
            wanted = rule.height(line, room, first=not moved)
        shared[-1].append(line)
        used += wanted
    return [tuple(page) for page in shared]


def _kept(page: Sequence[Line]) -> list[Line]:
    """Return the paragraphs at the end of a slide that may not part from what follows; none where all would move."""
    start = len(page)
    while start and page[start - 1].keep:
        start -= 1
    return list(page[start:]) if start else []


def _group(page: Sequence[Line]) -> list[Line]:
    """Return the sub-heading at which the last group of a slide begins, with what follows it; as `_kept` if none."""
    start = next((at for at in range(len(page) - 1, 0, -1) if page[at].lead), 0)
    return list(page[start:]) if start else _kept(page)


def _cut_to_fit(line: Line, rule: Rule, room: float, height: float) -> list[Line]:
    parts = []
    while rule.height(line, room) > height and len(line.text) > 1:
        cut = _cut_place(line, rule, room, height)
        parts.append(replace(line, runs=_stretch(line.runs, 0, cut)))
        rest = _stretch(line.runs, cut, len(line.text))
        line = replace(line, runs=_trimmed(rest), mark=None, hanging=line.hanging or line.mark is not None)
    return [*parts, line] if line.text or not parts else parts


def _cut_place(line: Line, rule: Rule, room: float, height: float) -> int:
    """Return the place, counted in letters, where a paragraph is cut so that its first part fits."""
    low, high = 1, len(line.text) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if rule.height(replace(line, runs=_stretch(line.runs, 0, middle)), room) <= height:
            low = middle
        else:
            high = middle - 1
    text = line.text[:low]
    sentence = max(text.rfind(end) + len(end) for end in _SENTENCE_ENDS)
    if sentence > low // 2 and any(end in text for end in _SENTENCE_ENDS):
        return sentence
    word = text.rfind(" ") + 1
    return word if word > low // 2 else low


def _stretch(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs of a stretch of a paragraph, by letters."""
    found = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return (replace(runs[0], text=runs[0].text.lstrip(" \n")), *runs[1:]) if runs else runs
