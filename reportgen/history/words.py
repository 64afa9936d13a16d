"""How much of a text changed, counted in words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_FEW_WORDS: Final = 8
_FEW_PARTS: Final = 3
_MOST_SHOWN: Final = 12
"""How many words may be shown of several changes together."""
_LONG: Final = 4000
_WORD: Final = re.compile(r"(?:\{\{[^{}]*\}\}|\S)+")
"""A word; a reference is one, with all that stands between its braces."""
_END: Final = re.compile(r"[.,;:]+$")


@dataclass(frozen=True, slots=True)
class Reworded:
    """How many words of a text are other than before, of how many there are now (before, where it was longer).

    `shown` is the change itself where it is small: `“five” to “six”; “and better” put in`; the beginnings of what went
    and came where it is in one place; else in how many places it is.
    """

    changed: int
    total: int
    shown: str


def reworded(old: str, new: str) -> Reworded | None:
    """Return how a text changed; None where its words are the same, however they are laid out."""
    before, after = _words(old), _words(new)
    if before == after:
        return None
    # Very long texts are compared without their commonest words, which would take too long.
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > _LONG)
    parts = [(before[a:b], after[c:d]) for sort, a, b, c, d in matcher.get_opcodes() if sort != "equal"]
    changed = sum(max(len(gone), len(come)) for gone, come in parts)
    return Reworded(changed, max(len(before), len(after)), _shown(parts))


def _words(text: str) -> list[str]:
    return [" ".join(word.split()) for word in _WORD.findall(text)]


def _shown(parts: list[tuple[list[str], list[str]]]) -> str:
    together = sum(len(gone) + len(come) for gone, come in parts)
    if len(parts) > 1 and (len(parts) > _FEW_PARTS or together > _MOST_SHOWN):
        return f"in {len(parts)} places"
    return "; ".join(_change(_begun(gone), _begun(come)) for gone, come in parts)


def _begun(words: list[str]) -> str:
    return " ".join(words[:_FEW_WORDS]) + (" …" if len(words) > _FEW_WORDS else "")


def _change(gone: str, come: str) -> str:
    if not gone:
        return f"“{come}” put in"
    if not come:
        return f"“{gone}” taken out"
    ends = _END.search(gone), _END.search(come)
    if ends[0] and ends[1] and ends[0][0] == ends[1][0] and ends[0].start() and ends[1].start():
        gone, come = gone[: ends[0].start()], come[: ends[1].start()]
    return f"“{gone}” to “{come}”"
