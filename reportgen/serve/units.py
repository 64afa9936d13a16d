"""Places in a text as JavaScript counts them: in UTF-16 units, of which a character beyond U+FFFF takes two."""

from bisect import bisect_left
from itertools import accumulate


class Units:
    """The way from character offsets of one text to offsets in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"] if not _is_narrow(text) else []
        self._length = len(text)
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def offset(self, characters: int) -> int:
        """Return a character offset in UTF-16 units; one outside the text is brought to its end."""
        within = min(max(characters, 0), self._length)
        return within + bisect_left(self._wide, within)

    def at(self, line: int, column: int) -> int:
        """Return the character offset of a line and column, both from 1; one outside the text is brought to its end."""
        start = self._starts[min(max(line, 1), len(self._starts) - 1) - 1]
        return min(start + max(column, 1) - 1, self._length)

    def column(self, line: int, column: int) -> int:
        """Return a column, from 1, in UTF-16 units from the start of its line."""
        start = self.at(line, 1)
        return self.offset(self.at(line, column)) - self.offset(start) + 1


def _is_narrow(text: str) -> bool:
    return not text or max(text) <= "\uffff"
