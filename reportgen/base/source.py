"""Places in the files that people write: a path to a field, a line and column, a file with its positions."""

import os
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Protocol

FieldPath = tuple[str | int, ...]
"""The way to a field: names of keys and positions in lists (from 0), as ("risks", 2, "mitigation")."""


def show_path(path: FieldPath) -> str:
    """Return a path as an officer reads it; list positions count from 1: `risks[3].mitigation`."""
    shown = ""
    for step in path:
        if isinstance(step, int):
            shown += f"[{step + 1}]"
        else:
            shown += f".{step}" if shown else step
    return shown


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. Line and column count from 1, in characters; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: character offsets, the end not included."""

    start: int
    end: int


class Places(Protocol):
    """Where the fields of a file stand in its text."""

    def value(self, path: FieldPath) -> Span | None:
        """Return the stretch of the value at the path, or None where the file has no such value."""

    def key(self, path: FieldPath) -> Span | None:
        """Return the stretch of the key that names the value at the path, or None where it has none."""


class _Nowhere:
    """The places of a file that has no fields."""

    def value(self, path: FieldPath) -> Span | None:
        return None

    def key(self, path: FieldPath) -> Span | None:
        return None


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its author wrote it: its text, what it says as plain text values, and where each of them stands.

    `tree` holds dicts, lists, strings and None only: nothing is guessed from how a value looks.
    """

    file: str
    text: str
    tree: object = None
    places: Places = field(default_factory=_Nowhere, repr=False, compare=False)

    def location(self, offset: int) -> Location:
        """Return the line and column of a character offset."""
        starts, _ = _lines(self.text)
        line = bisect_right(starts, max(offset, 0))
        return Location(self.file, line, offset - starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return the text of a line (from 1), without its end; empty where there is no such line."""
        _, lines = _lines(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def holding(self, path: FieldPath) -> "tuple[Source, FieldPath]":
        """Return the file that holds a field, which is this one, and the field's path there."""
        return self, path

    def span(self, path: FieldPath, *, key: bool = False) -> Span | None:
        """Return the stretch of a field, or of the nearest field above it that the file holds."""
        for length in range(len(path), -1, -1):
            near = path[:length]
            exact = length == len(path)
            found = (self.places.key(near) if key or not exact else None) or self.places.value(near)
            if found is not None:
                return found
        return None


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[Sequence[int], Sequence[str]]:
    """Return where the lines of a text begin, and the lines. A few texts are remembered: each has many findings."""
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return starts[:-1], [line.rstrip("\r") for line in lines] if "\r" in text else lines


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of one subject: its own, and those of what stands in it, by the paths at which they stand."""

    own: Source
    within: Mapping[FieldPath, Source] = field(default_factory=dict)

    def holding(self, path: FieldPath) -> tuple[Source, FieldPath]:
        """Return the file that holds a field, and the field's path there."""
        for above, source in self.within.items():
            if path[: len(above)] == above:
                return source, path[len(above) :]
        return self.own, path


def real_path(path: Path) -> Path:
    """Return a whole path with its links followed; one that leads back to itself is left as it stands."""
    return Path(os.path.realpath(path))
