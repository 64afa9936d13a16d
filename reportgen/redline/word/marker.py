"""What marks a change: who made it and when, numbers of its own, and what the older version's words bring with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from reportgen.redline.word.package import Package, element
from reportgen.write._ooxml import R, tag

INS, DEL = "ins", "del"
_ID = tag("id")
_IN_DELETED: Final = {tag("t"): tag("delText"), tag("instrText"): tag("delInstrText")}
_DRAWN: Final = frozenset(("docPr", "cNvPr"))
# Below it are the numbers that letterheads use.
_FIRST_NUMBER = 1000


@dataclass(eq=False)
class Marker:
    """The author of the changes, and what each change needs from the newer of the two files."""

    author: str
    date: str
    old: Package
    new: Package
    _next: int = 0
    _next_drawing: int = 0

    def __post_init__(self) -> None:
        nodes = list(self.new.document.iter(etree.Element))
        self._next = _beyond(node.get(_ID, "") for node in nodes)
        self._next_drawing = _beyond(node.get("id", "") for node in nodes if etree.QName(node).localname in _DRAWN)

    def mark(self, name: str, parent: Any = None) -> Any:
        """Return the element that says who changed something and when."""
        made = element(tag(name)) if parent is None else etree.SubElement(parent, tag(name))
        made.set(_ID, self.next_id())
        made.set(tag("author"), self.author)
        if self.date:
            made.set(tag("date"), self.date)
        return made

    def next_id(self) -> str:
        """Return a number that no other mark in the file has."""
        self._next += 1
        return str(self._next - 1)

    def deleted(self, element: Any) -> Any:
        """Return what can't be cut as it stands where it was taken out: its words as deleted ones, its parts here."""
        self.bring_parts(element)
        for node in element.iter(*_IN_DELETED):
            node.tag = _IN_DELETED[node.tag]
        return element

    def bring_parts(self, element: Any) -> None:
        """Bring over what an element of the older version leads to, and give its drawings numbers of their own."""
        for mark in element.iter(tag("footnoteReference")):
            mark.set(_ID, self.new.bring_note(self.old, mark.get(_ID, "")))
        for node in element.iter(etree.Element):
            for name in [found for found in node.attrib if found.startswith(f"{{{R}}}")]:
                if node.get(name) in self.old.targets:
                    node.set(name, self.new.bring(self.old, node.get(name)))
            if etree.QName(node).localname in ("docPr", "cNvPr") and node.get("id"):
                # LibreOffice takes two drawings of one name for one.
                node.set("id", str(self._next_drawing))
                node.set("name", f"{node.get('name', '').rstrip('0123456789')}{self._next_drawing}")
                self._next_drawing += 1


def _beyond(numbers: Iterable[str]) -> int:
    """Return a number above all of these."""
    return max((int(number) for number in numbers if number.isdecimal()), default=_FIRST_NUMBER) + 1
