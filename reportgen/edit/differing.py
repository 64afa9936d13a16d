"""What differs between two trees of values, as the fewest edits that lead from one to the other."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.base.source import FieldPath
from reportgen.edit.edits import Edit, Insert, Move, Put, Remove, Tree

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


def matched(old: Sequence[Tree], new: Sequence[Tree]) -> list[tuple[int, int]]:
    """Return which entry of one list is which of another: by their ids or numbers where all have one, else by content.

    Entries that differ and stand in the same place between others that match are taken for one that was changed.
    """
    for step in TELLING:
        ours, theirs = _told(old, step), _told(new, step)
        if ours and theirs and set(ours) & set(theirs):
            return [(place, theirs.index(said)) for place, said in enumerate(ours) if said in theirs]
    marks = [repr(one) for one in old], [repr(one) for one in new]
    pairs: list[tuple[int, int]] = []
    for sort, a, b, c, d in SequenceMatcher(None, *marks, autojunk=False).get_opcodes():
        if sort == "equal" or sort == "replace":
            pairs += zip(range(a, b), range(c, d), strict=False)
    return pairs


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
