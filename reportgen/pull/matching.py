"""Which parts of two sequences are the same: what `difflib` finds, in the time that texts nearly alike allow.

`difflib` looks through both texts anew for every word that it has matched. Here one look finds all matches of the
greatest length together, so that a paragraph with one word changed is looked through as often as there are lengths.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

_MOST_PAIRS: Final = 2_000_000
"""How often words of the one may stand in the other, all taken together, before the most frequent begin no match."""

_Range = tuple[int, int, int, int]


class Same(NamedTuple):
    """A stretch that stands in both: where it begins in one and in the other, and how long it is."""

    one: int
    other: int
    size: int


class Step(NamedTuple):
    """A stretch of one sequence and of the other, and whether both say the same."""

    is_same: bool
    one: int
    one_end: int
    other: int
    other_end: int


def matching(one: Sequence[str], other: Sequence[str], is_junk: Callable[[str], bool] | None = None) -> list[Same]:
    """Return the stretches that two sequences share, in their order, none beside another on both sides.

    They are those of `difflib.SequenceMatcher(is_junk, one, other, autojunk=False)`, without the empty one at its end:
    the longest, of several the first, then the same on either side. Nothing begins with junk, and a match takes in the
    junk beside it. In texts of millions of pairs of words the most frequent are junk too.
    """
    places: dict[str, list[int]] = {}
    for at, text in enumerate(other):
        places.setdefault(text, []).append(at)
    junk = {text for text in places if is_junk(text)} if is_junk is not None else set()
    junk |= _too_frequent(one, places) if len(one) * len(other) > _MOST_PAIRS else set()
    for text in junk:
        del places[text]
    found: list[Same] = []
    waiting: list[_Range] = [(0, len(one), 0, len(other))]
    while waiting:
        bounds = waiting.pop()
        start, end, from_, to = bounds
        if start >= end or from_ >= to:
            continue
        if end - start == to - from_ and one[start:end] == other[from_:to]:
            found.append(Same(start, from_, end - start))
            continue
        low, low_other = start, from_
        for same in _longest(one, other, bounds, places, junk):
            waiting.append((low, same.one, low_other, same.other))
            found.append(same)
            low, low_other = same.one + same.size, same.other + same.size
        if (low, low_other) != (start, from_):
            waiting.append((low, end, low_other, to))
    return list(_joined(sorted(found)))


def in_steps(one: Sequence[str], other: Sequence[str], is_junk: Callable[[str], bool] | None = None) -> Iterator[Step]:
    """Yield both sequences from their beginnings to their ends, cut where they begin or cease to be the same."""
    at = at_other = 0
    for same in matching(one, other, is_junk):
        if (at, at_other) != (same.one, same.other):
            yield Step(False, at, same.one, at_other, same.other)
        at, at_other = same.one + same.size, same.other + same.size
        yield Step(True, same.one, at, same.other, at_other)
    if (at, at_other) != (len(one), len(other)):
        yield Step(False, at, len(one), at_other, len(other))


def likeness(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """Return the share of two sequences that both have, in the same order, from 0 to 1; 0 where it is under `least`."""
    whole = len(one) + len(other)
    if not whole:
        return 1.0
    if least and 2 * _in_both(one, other) < least * whole:
        return 0.0
    return 2 * sum(same.size for same in matching(one, other)) / whole


def _too_frequent(one: Sequence[str], places: dict[str, list[int]]) -> set[str]:
    """Return the words to be left aside, the most frequent first, so that the pairs of all others are few enough."""
    pairs = {text: count * len(places[text]) for text, count in Counter(one).items() if text in places}
    left = sum(pairs.values())
    found: set[str] = set()
    for text in sorted(pairs, key=lambda text: (-pairs[text], text)):
        if left <= _MOST_PAIRS:
            break
        left -= pairs[text]
        found.add(text)
    return found


def _in_both(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many the two share in any order, which is the most that they can in the same."""
    left: dict[str, int] = {}
    for text in other:
        left[text] = left.get(text, 0) + 1
    count = 0
    for text in one:
        if left.get(text, 0):
            left[text] -= 1
            count += 1
    return count


def _longest(
    one: Sequence[str], other: Sequence[str], bounds: _Range, places: dict[str, list[int]], junk: set[str]
) -> Iterator[Same]:
    """Yield the longest matches between bounds that follow one another, the first first, each with the junk beside it.

    Where there is none, the junk that both begin with is one.
    """
    start, end, from_, to = bounds
    ends, size = _ends_of_longest(one, bounds, places)
    if not size:
        while start < end and from_ < to and one[start] in junk and one[start] == other[from_]:
            start, from_ = start + 1, from_ + 1
        if start > bounds[0]:
            yield Same(bounds[0], bounds[2], start - bounds[0])
        return
    for at, at_other in ends:
        first, first_other = at - size + 1, at_other - size + 1
        if first < start or first_other < from_:
            continue
        last, last_other = at + 1, at_other + 1
        while first > start and first_other > from_ and _is_same_junk(one[first - 1], other[first_other - 1], junk):
            first, first_other = first - 1, first_other - 1
        while last < end and last_other < to and _is_same_junk(one[last], other[last_other], junk):
            last, last_other = last + 1, last_other + 1
        yield Same(first, first_other, last - first)
        start, from_ = last, last_other


def _is_same_junk(one: str, other: str, junk: set[str]) -> bool:
    return one == other and other in junk


def _ends_of_longest(
    one: Sequence[str], bounds: _Range, places: dict[str, list[int]]
) -> tuple[list[tuple[int, int]], int]:
    """Return where the longest matches between bounds end, in their order, and how long they are."""
    start, end, from_, to = bounds
    longest = 0
    ends: list[tuple[int, int]] = []
    lengths: dict[int, int] = {}
    for at in range(start, end):
        longer: dict[int, int] = {}
        for at_other in places.get(one[at], ()):
            if at_other < from_:
                continue
            if at_other >= to:
                break
            length = longer[at_other] = lengths.get(at_other - 1, 0) + 1
            if length > longest:
                longest, ends = length, [(at, at_other)]
            elif length == longest:
                ends.append((at, at_other))
        lengths = longer
    return ends, longest


def _joined(found: Sequence[Same]) -> Iterator[Same]:
    """Yield stretches in their order, those that stand beside one another on both sides as one."""
    open_: Same | None = None
    for same in found:
        if open_ is not None and (open_.one + open_.size, open_.other + open_.size) == (same.one, same.other):
            open_ = Same(open_.one, open_.other, open_.size + same.size)
            continue
        if open_ is not None:
            yield open_
        open_ = same
    if open_ is not None:
        yield open_
