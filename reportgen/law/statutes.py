"""Statutes by their exact titles, and how a citation compares with them."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from reportgen.law.tables import Dated, dates_of, read_rows

CITED: Final = re.compile(
    r"\b(?:[A-Z][\w'’-]*|of|and|the|in|for|to|on|as|etc\.?|public|No\.|\((?:[A-Z][\w'’,. -]*|No\. ?\d+)\))"
    r"(?:,?\s+(?:[A-Z][\w'’-]*|of|and|the|in|for|to|on|as|etc\.?|\((?:[A-Z][\w'’,. -]*|No\. ?\d+)\)))*"
    r"\s+(?:Act|Regulations?|Order|Rules)\s+(?:\([A-Z][\w ]*\)\s+)*(?P<year>(?:19|20)\d\d)\b"
)
"""A citation by title and year: `Care Act 2014`, `public Contracts Regulation 2015`."""
_SMALL: Final = re.compile(r"^(?:(?:the|of|and|in|for|to|on|as|under|by|public(?=\s+(?:the|and)))\s+)+", re.IGNORECASE)
_NEAR: Final = 0.84


@dataclass(frozen=True, slots=True, kw_only=True)
class Statute(Dated):
    """A statute: its exact title with its year, its number, and what took its place, where something did."""

    title: str
    number: str
    replaced_by: str


@cache
def statutes() -> tuple[Statute, ...]:
    """Return the statutes that we know by title."""
    return tuple(
        Statute(title=row["title"], number=row["number"], replaced_by=row.get("replaced_by", ""), **dates_of(row))
        for row in read_rows("statutes")
    )


@cache
def _by_key() -> dict[str, Statute]:
    return {_key(statute.title): statute for statute in statutes()}


@cache
def old_names() -> tuple[Statute, ...]:
    """Return the names for law that is no longer the law which are no title with a year."""
    return tuple(statute for statute in statutes() if not statute.title[-4:].isdigit())


def _key(title: str) -> str:
    """Return a title as it is compared: letters and digits, apostrophes and hyphens alike whatever their form."""
    return " ".join(title.replace("’", "'").replace("‑", "-").split())


def cited_in(text: str) -> list[str]:
    """Return the statutes that a text cites by title and year, as it cites them."""
    return [_SMALL.sub("", " ".join(found[0].split())) for found in CITED.finditer(text)]


@lru_cache(maxsize=512)
def known_as(cited: str) -> Statute | None:
    """Return the statute that a citation names exactly, or by the end of its words: `Under the Care Act 2014`."""
    words = _key(cited).split()
    for start in range(len(words) - 2):
        found = _by_key().get(" ".join(words[start:]))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=512)
def meant_by(cited: str) -> Statute | None:
    """Return the statute that an inexact citation seems to mean, None where none is near.

    One whose title is the same but for the year, or whose words are the same but for a few letters or words left out.
    """
    key = _key(cited)
    by_lower = {known.lower(): statute for known, statute in _by_key().items()}
    words, year = key.lower()[:-5], key[-4:]
    same_year = [known for known in by_lower if known.endswith(year)]
    for known in same_year:
        if _is_shortened(words.split(), known[:-5].split()):
            return by_lower[known]
    same_title = [statute for known, statute in by_lower.items() if known[:-5] == words and known[-4:].isdigit()]
    if same_title:
        return same_title[0] if len(same_title) == 1 else None
    near = get_close_matches(key.lower(), same_year, 1, _NEAR)
    return by_lower[near[0]] if near else None


def _is_shortened(said: list[str], whole: list[str]) -> bool:
    """Return whether a citation has lost words from within a title of some length, and none besides."""
    if len(said) < 5 or len(said) >= len(whole):
        return False
    rest = iter(word.strip("()") for word in whole)
    return all(word.strip("()") in rest for word in said)
