"""How much of a text changed, counted in words."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_FEW_WORDS: Final = 8
_LONG: Final = 4000


@dataclass(frozen=True, slots=True)
class Reworded:
    """How many words of a text are other than before, of how many there are now (before, where it was longer).

    `shown` is the change itself where it is small and in one place: `“five” to “six”`.
    """

    changed: int
    total: int
    shown: str = ""


def reworded(old: str, new: str) -> Reworded | None:
    """Return how a text changed; None where its words are the same, however they are laid out."""
    before, after = old.split(), new.split()
    if before == after:
        return None
    # Very long texts are compared without their commonest words, which would take too long.
    matcher = SequenceMatcher(None, before, after, autojunk=max(len(before), len(after)) > _LONG)
    parts = [(a, b, c, d) for sort, a, b, c, d in matcher.get_opcodes() if sort != "equal"]
    changed = sum(max(b - a, d - c) for a, b, c, d in parts)
    shown = _shown(before, after, parts[0]) if len(parts) == 1 else ""
    return Reworded(changed, max(len(before), len(after)), shown)


def _shown(before: list[str], after: list[str], part: tuple[int, int, int, int]) -> str:
    a, b, c, d = part
    if max(b - a, d - c) > _FEW_WORDS:
        return ""
    gone, come = " ".join(before[a:b]), " ".join(after[c:d])
    if not gone:
        return f"“{come}” put in"
    return f"“{gone}” to “{come}”" if come else f"“{gone}” taken out"
