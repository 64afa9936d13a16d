"""Stretches of an edited Word file that stand elsewhere than they were printed: what was moved as a whole."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def out_of_order(printed: Sequence[str], found: Mapping[str, Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """Return the fewest stretches whose removal leaves the others in the order in which they were printed.

    `printed` names them in their order, `found` gives the lines of each in the Word file. Stretches that were moved
    together come as one, in the order of the Word file.
    """
    rank = {name: at for at, name in enumerate(printed)}
    names = sorted((name for name in found if name in rank and found[name]), key=lambda name: min(found[name]))
    kept = set(_longest_rising([rank[name] for name in names]))
    moved: list[list[str]] = []
    last = None
    for name in names:
        if rank[name] in kept:
            last = None
        elif last is not None and rank[name] > last:
            moved[-1].append(name)
            last = rank[name]
        else:
            moved.append([name])
            last = rank[name]
    return tuple(tuple(together) for together in moved)


def _longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return a longest part of some numbers, all different, in which each is greater than the one before."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    chain: list[int] = []
    number_at = ends[-1] if ends else None
    while number_at is not None:
        chain.append(number_at)
        number_at = before[number_at]
    return chain
