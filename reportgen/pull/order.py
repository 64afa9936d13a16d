"""Stretches of an edited Word file that stand elsewhere than they were printed: what was moved as a whole."""

from collections.abc import Mapping, Sequence

from reportgen.history.matching import longest_rise


def out_of_order(printed: Sequence[str], found: Mapping[str, Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """Return the fewest stretches whose removal leaves the others in the order in which they were printed.

    `printed` names them in their order, `found` gives the lines of each in the Word file. Stretches that were moved
    together come as one, in the order of the Word file.
    """
    rank = {name: at for at, name in enumerate(printed)}
    names = sorted((name for name in found if name in rank and found[name]), key=lambda name: min(found[name]))
    kept = longest_rise([rank[name] for name in names])
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
