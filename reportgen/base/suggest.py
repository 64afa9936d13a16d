"""Did you mean: the known name nearest to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], *, closeness: float = 0.6) -> str | None:
    """Return the known name that is nearest to a mistyped one, or None where none is near (1 is the same)."""
    by_plain_form = {_plain(candidate): candidate for candidate in sorted(known)}
    matches = get_close_matches(_plain(name), by_plain_form, n=1, cutoff=closeness)
    return by_plain_form[matches[0]] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint naming the nearest known name, or an empty text."""
    match = nearest(name, known)
    return f"did you mean `{match}`?" if match else ""


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")
