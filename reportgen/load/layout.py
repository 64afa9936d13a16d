"""How the values of a YAML file are laid out in its text: what each is written as, and where it begins and ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.base.source import FieldPath, Span

Shape = Literal["text", "list", "group"]


@dataclass(frozen=True, slots=True)
class Written:
    r"""One value as it stands in the text.

    `style` is, for a text, the sign that it opens with (`|`, `>`, a quotation mark, `{{` for a reference that lacks
    quotation marks) and empty for a plain one; for a list or group `[` or `{` where brackets hold it and empty where
    indentation does. `span` ends with the last character that counts: text after `|` without its last line end.
    """

    shape: Shape
    style: str
    span: Span
    entries: "tuple[Entry, ...]" = ()

    def at(self, path: FieldPath) -> "Written | None":
        """Return the value at a path below this one, or None where there is none."""
        here: Written | None = self
        for step in path:
            here = next((entry.value for entry in here.named() if entry.name == step), None) if here else None
        return here

    def named(self) -> "Iterator[Entry]":
        """Yield the entries that can be named, each name once: the first of two that are alike is the one read."""
        seen: set[str | int] = set()
        for entry in self.entries:
            if entry.name not in seen and entry.name != "":
                seen.add(entry.name)
                yield entry

    def within(self) -> "Iterator[Written]":
        """Yield this value and every value in it, outermost first."""
        yield self
        for entry in self.entries:
            yield from entry.value.within()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list (named by its place, from 0) or of a group (by its key, empty where that can't be read)."""

    name: str | int
    key: Span | None
    value: Written
