"""What stands where something was taken out: never the thing itself, only under which paragraph it is exempt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from reportgen.base.source import FieldPath

Element = TypeVar("Element", covariant=True)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A value or record that was taken out: the paragraphs of Schedule 12A, the path it had, what to call it.

    It prints nothing itself. Whatever is asked of it by name is withheld too, so that a template or a derivation
    that goes on into a withheld group meets this and nothing else.
    """

    paragraphs: tuple[int, ...]
    path: FieldPath
    title: str
    reason: str = ""
    number: str = ""
    public_title: str = ""
    """What the public may call it, where the file says so."""
    titles: tuple[str, ...] = ()
    """The titles that lead to it, outermost first, none of them its own words."""

    def __str__(self) -> str:
        return ""

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __getattr__(self, name: str) -> "Withheld":
        if name.startswith("_"):
            raise AttributeError(name)
        return self


class Remaining(tuple[Element, ...]):
    """What is left of a list after elements were withheld; `positions` says where each stood before."""

    positions: tuple[int, ...]
    withheld: tuple[Withheld, ...]

    def __new__(
        cls, elements: Iterable[Element], positions: Iterable[int], withheld: Iterable[Withheld]
    ) -> "Remaining[Element]":
        """Return a list of what remains; `positions` has one place, from 0, for each element."""
        made = super().__new__(cls, tuple(elements))
        made.positions = tuple(positions)
        made.withheld = tuple(withheld)
        return made


def neutral_id(path: FieldPath) -> str:
    """Return an id for what is withheld at a path that tells nothing of it: `withheld-3`, of what stands in it too."""
    return "-".join(("withheld", *(str(step + 1) for step in path if isinstance(step, int))))


def hidden_in(value: object) -> Withheld | None:
    """Return what is withheld of a value: the value itself, or the first that a list has lost; None if nothing is."""
    if isinstance(value, Withheld):
        return value
    if isinstance(value, Remaining) and value.withheld:
        return value.withheld[0]
    return None


_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_BARE = ("Sum", "Text", "Value")
"""Titles of fields that say too little by themselves."""


def named_by(titles: tuple[str, ...]) -> str:
    """Return what a clerk calls a part of a record by the titles that lead to it, outermost first.

    `Reasons` and its second passage are `Second passage of the reasons`; a cost and an option, `Cost of option 2`.
    """
    *within, last = titles
    outer = [title for title in within if title != "Report"]
    if not outer:
        return last
    is_passage = last in _PASSAGES
    if is_passage and outer[-1] in _BARE and len(outer) > 1:
        outer.pop()
    *rest, owner = outer
    if owner.startswith("A ") or any(letter.isdigit() for letter in owner):
        named = f"{last} of {_in_sentence(owner)}"
    elif is_passage or last in _BARE:
        named = f"{last} of the {_in_sentence(owner)}"
    else:
        named, rest = last, outer
    return f"{named} ({', '.join(rest[:1] + [_in_sentence(title) for title in rest[1:]])})" if rest else named


def passage_title(place: int) -> str:
    """Return what a passage of a text is called by its place from 0: `Second passage`."""
    return f"{_ORDINALS[place]} passage" if place < len(_ORDINALS) else f"Passage {place + 1}"


_PASSAGES = frozenset(passage_title(place) for place in range(1000))


def is_passage(part: Withheld) -> bool:
    """Return whether what is withheld is one passage of a text that has others."""
    return part.titles[-1:] != () and part.titles[-1] in _PASSAGES


def _in_sentence(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
