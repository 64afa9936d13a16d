"""What differs between two trees of values, as the fewest edits that lead from one to the other."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.base.source import FieldPath
from reportgen.edit.edits import Edit, Insert, Move, Put, Remove, Tree

_MOST_COMPARED = 10_000

TELLING = ("id", "number", "name", "title", "term", "ref")
"""The fields by which the entries of a list are told apart, the first that all of them have."""


def edits_between(old: Tree, new: Tree, path: FieldPath = ()) -> tuple[Edit, ...]:
    """Return the edits that make of the old values the new, field by field and entry by entry."""
    return tuple(_between(old, new, path))


def _between(old: Tree, new: Tree, path: FieldPath) -> Iterator[Edit]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        for name in [*old, *(name for name in new if name not in old)]:
            if name not in new:
                yield Remove((*path, name))
            elif name not in old:
                yield Put((*path, name), new[name])
            else:
                yield from _between(old[name], new[name], (*path, name))
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _between_lists(old, new, path)
    else:
        yield Put(path, new)


def _between_lists(old: Sequence[Tree], new: Sequence[Tree], path: FieldPath) -> Iterator[Edit]:
    pairs = matched(old, new)
    old_of = {two: one for one, two in pairs}
    staying = _longest_rise([old_of[place] for place in range(len(new)) if place in old_of])
    for one, two in pairs:
        yield from _between(old[one], new[two], (*path, one))
    for gone in sorted(set(range(len(old))) - {one for one, _ in pairs}):
        yield Remove((*path, gone))
    after = [old_of.get(place) for place in range(len(new))]
    for place, stood in enumerate(after):
        if stood in staying:
            continue
        at = next((other for other in after[place:] if other is not None and other in staying), len(old))
        yield Insert(path, at, new[place]) if stood is None else Move((*path, stood), at)


def matched(old: Sequence[Tree], new: Sequence[Tree], *, surely: bool = False) -> list[tuple[int, int]]:
    """Return which entry of one list is which of another: by their ids or numbers where all have one, else by content.

    Of the others, those are the same that say mostly the same; and, unless it must be sure, those that take the same
    place between the same neighbours.
    """
    pairs = dict(_by_name(old, new) or _by_content(old, new))
    pairs |= _by_likeness(old, new, pairs)
    for one, other in _by_place(len(old), len(new), pairs).items():
        # Of a text in its place it shows that it was changed; of a group, nothing says whether it is the same one.
        if not surely or not (isinstance(old[one], (dict, list)) or isinstance(new[other], (dict, list))):
            pairs[one] = other
    return sorted(pairs.items())


def _by_name(old: Sequence[Tree], new: Sequence[Tree]) -> dict[int, int]:
    for step in TELLING:
        ours, theirs = _told(old, step), _told(new, step)
        if ours and theirs and set(ours) & set(theirs):
            places = {said: place for place, said in enumerate(theirs)}
            return {place: places[said] for place, said in enumerate(ours) if said in places}
    return {}


def _by_content(old: Sequence[Tree], new: Sequence[Tree]) -> dict[int, int]:
    return {
        a + n: b + n
        for a, b, size in same_runs([repr(one) for one in old], [repr(one) for one in new])
        for n in range(size)
    }


def same_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the stretches that two lists have in common, in order: where each begins in either, and how long it is.

    What both begin and end with is passed by first, since nearly all of a file is not what was changed in it.
    """
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail]).get_matching_blocks()
    return [
        (0, 0, head),
        *((block.a + head, block.b + head, block.size) for block in middle),
        (len(old) - tail, len(new) - tail, tail),
    ]


def _by_likeness(old: Sequence[Tree], new: Sequence[Tree], known: Mapping[int, int]) -> dict[int, int]:
    """Return the pairs of further entries that have more than half of their words in common, the most alike first."""
    taken = set(known.values())
    ours = {place: _words(one) for place, one in enumerate(old) if place not in known}
    theirs = {place: _words(one) for place, one in enumerate(new) if place not in taken}
    if len(ours) * len(theirs) > _MOST_COMPARED:
        return {}
    found: dict[int, int] = {}
    alike = ((_likeness(one, two), -abs(a - b), a, b) for a, one in ours.items() for b, two in theirs.items())
    for likeness, _, one, other in sorted(alike, reverse=True):
        if likeness > 0.5 and one not in found and other not in found.values():
            found[one] = other
    return found


def _words(value: Tree) -> Counter[str]:
    return Counter(repr(value).split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())


def _by_place(old: int, new: int, known: Mapping[int, int]) -> dict[int, int]:
    """Return the pairs of entries that are as many as each other after the same neighbour."""
    back = {two: one for one, two in known.items()}
    ours, theirs = _runs(range(old), known), _runs(range(new), back)
    found: dict[int, int] = {}
    for before, places in ours.items():
        others = theirs.get(known.get(before, before), [])
        if len(others) == len(places):
            found |= dict(zip(places, others, strict=True))
    return found


def _runs(places: Sequence[int], known: Mapping[int, int]) -> dict[int, list[int]]:
    """Return the entries that are not known, by the known one that they follow (-1: by none)."""
    runs: dict[int, list[int]] = {}
    last = -1
    for place in places:
        if place in known:
            last = place
        else:
            runs.setdefault(last, []).append(place)
    return runs


def _told(entries: Sequence[Tree], step: str) -> list[str]:
    """Return what tells the entries of a list apart under a key; nothing where one has none, or two have the same."""
    said = [str(entry.get(step) or "") if isinstance(entry, Mapping) else "" for entry in entries]
    return said if all(said) and len(set(said)) == len(said) else []


def _longest_rise(places: Sequence[int]) -> set[int]:
    """Return the most places that stand in rising order: those of entries that need not be moved."""
    ends: list[int] = []
    before: dict[int, int] = {}
    for place in places:
        at = bisect_left(ends, place)
        if at:
            before[place] = ends[at - 1]
        ends[at : at + 1] = [place]
    rise = ends[-1:]
    while rise and rise[-1] in before:
        rise.append(before[rise[-1]])
    return set(rise)
