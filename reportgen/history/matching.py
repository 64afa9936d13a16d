"""Which entry of a list is which of a newer version of the list."""

from bisect import bisect_left
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

_NAMED_BY: Final = ("number", "title", "name", "term", "acronym", "post", "member")
_MOST_COMPARED: Final = 900
_MOST_WORDS: Final = 400
_A_SENTENCE: Final = 5
_ALIKE: Final = 0.5
_ALIKE_IN_PLACE: Final = 0.25
_VERY_ALIKE: Final = 0.8
"""How alike entries are that have changed their ids."""


def matched(old: Sequence[object], new: Sequence[object]) -> list[tuple[int, int]]:
    """Return which entry of a list is which of a newer one, in the newer order: by id, by content, by likeness."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def pair(one: int, two: int) -> None:
        pairs[two] = one
        taken.add(one)

    def left() -> tuple[list[int], list[int]]:
        return [at for at in range(len(old)) if at not in taken], [at for at in range(len(new)) if at not in pairs]

    for mark in (_identity, repr, _name):
        ours, theirs = left()
        first: dict[str, list[int]] = {}
        for one in ours:
            first.setdefault(mark(old[one]), []).append(one)
        for two in theirs:
            said = mark(new[two])
            if said and first.get(said):
                pair(first[said].pop(0), two)
    ours, theirs = left()
    if len(ours) * len(theirs) <= _MOST_COMPARED:
        alike = [(_likeness(old[one], new[two]), -abs(one - two), one, two) for one in ours for two in theirs]
        for how, _, one, two in sorted(alike, reverse=True):
            both_named = bool(_identity(old[one]) and _identity(new[two]))
            enough = _VERY_ALIKE if both_named else _ALIKE if one != two else _ALIKE_IN_PLACE
            if how >= enough and one not in taken and two not in pairs:
                pair(one, two)
    return sorted(((one, two) for two, one in pairs.items()), key=lambda both: both[1])


def _identity(entry: object) -> str:
    """Return the id that an entry states; nothing where it states none."""
    said = entry.get("id") if isinstance(entry, dict) else None
    return said.strip() if isinstance(said, str) else ""


def _name(entry: object) -> str:
    """Return the number or title that an entry without an id states; nothing where it states neither."""
    if not isinstance(entry, dict) or _identity(entry):
        return ""
    said = (entry.get(key) for key in _NAMED_BY)
    return next((one.strip() for one in said if isinstance(one, str) and one.strip()), "")


def _likeness(one: object, other: object) -> float:
    """Return how alike two entries are, by their words: 1 for the same; two short texts are never alike."""
    words = _words_in(one), _words_in(other)
    if type(one) is not type(other) or (isinstance(one, str) and min(map(len, words)) < _A_SENTENCE):
        return 0.0
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def _words_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for held in value.values() for word in _words_in(held)][:_MOST_WORDS]
    if isinstance(value, list):
        return [word for held in value for word in _words_in(held)][:_MOST_WORDS]
    return str(value or "").split()[:_MOST_WORDS]


def longest_rise(places: Sequence[int]) -> set[int]:
    """Return the most places that stand in rising order: those of entries that have not been moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    rise: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        rise.add(last)
        last = before[last]
    return rise
