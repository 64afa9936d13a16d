"""Which parts of two versions belong together: paragraphs, rows and tables by likeness, words by what is the same.

What stands in both versions in the same words is found first. Between such places, parts are paired where they are
like enough, in the order of both versions, so that the likeness of all pairs together is greatest. What was moved is
taken out in one place and put in at the other.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Final

_ALIKE: Final = 0.4
"""The share of words from which two paragraphs are one that was changed, and not two."""
_SAME_NAME: Final = 0.6
_MOST_COMPARED: Final = 250_000
"""The number of pairs from which only what is the same is looked for: some hundred paragraphs written anew."""
_LONG_WORD: Final = 4
_FEW: Final = 3

_WORD: Final = re.compile(r"\w+(?:[.,’'/-]\w+)*")
_TOKEN: Final = re.compile(r"\s*(?:[£€$]?\w+(?:[.,:’'/-]\w+)*%?|[^\w\s])|\s+")


@dataclass(frozen=True)
class Likeness:
    """What a part of a version is compared by.

    Parts of another `kind` are never paired. Those with one of the same `names` (of places that a reference leads to)
    are taken for one unless nothing else speaks for it.
    """

    kind: Hashable
    key: Hashable
    text: str
    names: frozenset[str] = frozenset()

    @cached_property
    def bag(self) -> Counter[str]:
        """The words that tell one paragraph from another, with how often each stands there."""
        words = [word.lower() for word in _WORD.findall(self.text)]
        telling = [word for word in words if len(word) >= _LONG_WORD or word[0].isdigit()]
        return Counter(telling if len(telling) >= _FEW else words)

    def likeness(self, other: "Likeness") -> float:
        """Return how like another part this one is, from 0 to 1."""
        if self.kind != other.kind:
            return 0.0
        if self.key == other.key:
            return 1.0
        mine, theirs = self.bag, other.bag
        least = sum(min(count, theirs[word]) for word, count in mine.items() if word in theirs)
        whole = mine.total() + theirs.total()
        share = 2 * least / whole if whole else 1.0
        return max(share, _SAME_NAME) if self.names & other.names else share


Pair = tuple[int | None, int | None]
"""A place in the older version and one in the newer; None where the part stands in one of them only."""


def aligned(old: Sequence[Likeness], new: Sequence[Likeness]) -> list[Pair]:
    """Return the parts of two versions in one order: pairs, and before each what only one version has, old first."""
    numbers: dict[Hashable, int] = {}
    olds, news = ([numbers.setdefault((part.kind, part.key), len(numbers)) for part in parts] for parts in (old, new))
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    pairs: list[Pair] = []
    at_old = at_new = 0
    for match in matcher.get_matching_blocks():
        pairs += _between(old, new, range(at_old, match.a), range(at_new, match.b))
        pairs += ((match.a + step, match.b + step) for step in range(match.size))
        at_old, at_new = match.a + match.size, match.b + match.size
    return pairs


def _between(old: Sequence[Likeness], new: Sequence[Likeness], olds: range, news: range) -> list[Pair]:
    """Return the parts between two places that are the same in both versions, paired where they are alike."""
    paired = _best(old, new, olds, news) if 0 < len(olds) * len(news) <= _MOST_COMPARED else []
    found: list[Pair] = []
    ends = [(olds.start - 1, news.start - 1), *paired, (olds.stop, news.stop)]
    for (old_from, new_from), (old_to, new_to) in pairwise(ends):
        found += ((at, None) for at in range(old_from + 1, old_to))
        found += ((None, at) for at in range(new_from + 1, new_to))
        found.append((old_to, new_to))
    return found[:-1]


def _best(old: Sequence[Likeness], new: Sequence[Likeness], olds: range, news: range) -> list[tuple[int, int]]:
    """Return the pairs, in the order of both, whose likeness together is greatest."""
    alike = [[_worth(old[i].likeness(new[j])) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(olds) and j < len(news):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(likeness: float) -> float:
    return likeness if likeness >= _ALIKE else 0.0


# Words ---------------------------------------------------------------------------------------------------------


def tokens(text: str) -> list[str]:
    """Return the words and marks of a text, each with the spaces before it; together they are the text."""
    return _TOKEN.findall(text)


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of two lines of tokens: the same in both, or what the newer has in the place of the older's."""

    same: bool
    old: range
    new: range


_TOO_LITTLE: Final = 0.2
"""The share of letters that must be the same for a paragraph to be shown word by word, and not old and new whole."""
_ISLAND: Final = 4
"""The number of letters up to which what is the same between two changes is read as part of them."""


def word_changes(
    old: Sequence[Hashable], new: Sequence[Hashable], letters: Callable[[Hashable], int]
) -> tuple[Change, ...]:
    """Return the changes from one line of tokens to another, as a reader would mark them.

    A stray `the` or comma that two otherwise different stretches share is taken with them; where next to nothing is
    the same, the whole line is one change. `letters` weighs a token.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found = [
        Change(tag == "equal", range(i1, i2), range(j1, j2)) for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]  # fmt: skip
    kept = sum(letters(old[at]) for change in found if change.same for at in change.old)
    whole = max(sum(map(letters, old)), sum(map(letters, new)))
    if old and new and kept < _TOO_LITTLE * whole:
        return (Change(same=False, old=range(len(old)), new=range(len(new))),)
    joined: list[Change] = []
    for at, change in enumerate(found):
        inner = 0 < at < len(found) - 1
        island = change.same and inner and sum(letters(old[place]) for place in change.old) <= _ISLAND
        same = change.same and not (island and _is_wide(found[at - 1]) and _is_wide(found[at + 1]))
        if joined and joined[-1].same == same:
            before = joined.pop()
            change = Change(same, range(before.old.start, change.old.stop), range(before.new.start, change.new.stop))
        joined.append(Change(same, change.old, change.new))
    return tuple(joined)


def _is_wide(change: Change) -> bool:
    """Tell whether a change takes words out and puts others in: one that only adds is read best by itself."""
    return bool(change.old) and bool(change.new)
