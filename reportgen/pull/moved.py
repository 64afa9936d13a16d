"""Where a field of the file as it was stands in the file as it is: lists gain, lose and change entries."""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.base.source import FieldPath
from reportgen.pull.matching import likeness

_NAMES = ("id", "number", "title", "label", "name", "stage")
_ALIKE = 0.5
"""The share of what an entry says that another must say to be taken for the same, reworded."""
_MOST_PAIRS = 10_000
"""Beyond so many pairs of entries to compare, they are known by their names and words alone."""


class Moved:
    """Tells where fields stand now, None where an entry that one stood in has been taken out of the file.

    Entries of lists are known by their id or name, else by what they say, else by their place between two known ones.
    """

    def __init__(self, before: object, now: object) -> None:
        self._before, self._now = before, now
        self._places: dict[FieldPath, Mapping[int, int]] = {}

    def __call__(self, path: FieldPath) -> FieldPath | None:
        """Return where a field of the file as it was stands now."""
        before, now = self._before, self._now
        steps: list[str | int] = []
        for depth, step in enumerate(path):
            place = step
            if isinstance(step, int) and isinstance(before, list) and isinstance(now, list):
                if path[:depth] not in self._places:
                    self._places[path[:depth]] = places_now(before, now)
                found = self._places[path[:depth]].get(step)
                if found is None:
                    return None
                place = found
            before = before[step] if _has(before, step) else None  # type: ignore[index]  # _has has looked
            now = now[place] if _has(now, place) else None  # type: ignore[index]  # _has has looked
            steps.append(place)
        return tuple(steps)


def _has(held: object, step: str | int) -> bool:
    if isinstance(held, dict):
        return step in held
    return isinstance(held, list) and isinstance(step, int) and 0 <= step < len(held)


def places_now(before: Sequence[object], now: Sequence[object]) -> Mapping[int, int]:
    """Return where the entries of a list stand now; those that are there no more have no place."""
    found: dict[int, int] = {}
    for name in _NAMES:
        _pair(found, _named(before, name), _named(now, name))
    taken = set(found.values())
    says: dict[str, list[int]] = {}
    for place, entry in enumerate(now):
        if place not in taken:
            says.setdefault(repr(entry), []).append(place)
    for at, entry in enumerate(before):
        if at not in found and says.get(repr(entry)):
            found[at] = says[repr(entry)].pop(0)
    for gap in _gaps(found, len(before), len(now)):
        _pair_in_gap(found, before, now, gap)
    return found


def _named(entries: Sequence[object], name: str) -> dict[object, int]:
    """Return the entries that bear a name of their own, by it."""
    names = [entry.get(name) if isinstance(entry, dict) else None for entry in entries]
    return {one: at for at, one in enumerate(names) if isinstance(one, str) and names.count(one) == 1}


def _pair(found: dict[int, int], before: Mapping[object, int], now: Mapping[object, int]) -> None:
    taken = set(found.values())
    for name, at in before.items():
        if name in now and at not in found and now[name] not in taken:
            found[at] = now[name]


_Gap = tuple[Sequence[int], Sequence[int]]


def _gaps(found: Mapping[int, int], before: int, now: int) -> Iterator[_Gap]:
    """Yield the entries before and now that have no fellow, those between the same two known ones together."""
    taken = set(found.values())
    start = place = 0
    for at in range(before + 1):
        end = now if at == before else found.get(at, -1)
        if end < place:
            continue
        yield (
            [one for one in range(start, at) if one not in found],
            [one for one in range(place, end) if one not in taken],
        )
        start, place = at + 1, end + 1


def _pair_in_gap(found: dict[int, int], before: Sequence[object], now: Sequence[object], gap: _Gap) -> None:
    """Pair the entries that say alike, and if as many are left on both sides, those that nothing tells apart."""
    left, free = list(gap[0]), list(gap[1])
    for at in gap[0] if len(left) * len(free) <= _MOST_PAIRS else ():
        best = max(free, key=lambda place: _likeness(before[at], now[place]), default=None)
        if best is not None and _likeness(before[at], now[best]) >= _ALIKE:
            found[at] = best
            left.remove(at)
            free.remove(best)
    if len(left) == len(free):
        pairs = zip(left, free, strict=True)
        found.update((at, place) for at, place in pairs if not _are_named_apart(before[at], now[place]))


def _are_named_apart(one: object, other: object) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    return any(name in one and name in other and one[name] != other[name] for name in _NAMES)


def _likeness(one: object, other: object) -> float:
    """Return how much of what two entries say is alike, from 0 to 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {*one, *other} - {"id"}
        return len([key for key in keys if one.get(key) == other.get(key)]) / max(1, len(keys))
    if isinstance(one, str) and isinstance(other, str):
        return likeness(one.split(), other.split())
    return float(one == other)
