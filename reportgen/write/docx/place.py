"""Where in a page blocks are being written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are being written: the room and the indent in twips, and what plain paragraphs are here."""

    width: int
    indent: int = 0
    depth: int = 0
    in_cell: bool = False
    body: str = "body"
    entries: str = ""
    weight: str = ""
    align: str = ""
