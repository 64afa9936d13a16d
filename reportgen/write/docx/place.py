"""Where in a page blocks are being written."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are being written: the room and the indent in twips, and what plain paragraphs are here.

    `frame` is the use of the style whose rules and ground stand round all that is here; `begins` and `ends` mark what
    comes first and last in it, and `ends` the end of a list too. What is `kept` stands on the page of what follows.
    """

    width: int
    indent: int = 0
    depth: int = 0
    in_cell: bool = False
    body: str = "body"
    entries: str = ""
    weight: str = ""
    align: str = ""
    frame: str = ""
    begins: bool = False
    ends: bool = False
    kept: bool = False

    def part(self, *, first: bool, last: bool) -> "Place":
        """Return the place of one of the things that stand here."""
        if (self.begins and not first) or (self.ends and not last):
            return replace(self, begins=self.begins and first, ends=self.ends and last)
        return self
