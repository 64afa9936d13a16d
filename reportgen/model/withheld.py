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
