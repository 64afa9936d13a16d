"""From the package's element tree to ours."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from xml.etree.ElementTree import Element

from reportgen.compose.markdown.inlines import as_typed
from reportgen.compose.markdown.weight import weighed
from reportgen.document.nodes import (
    Align,
    Block,
    Box,
    Cell,
    Column,
    Counting,
    Emphasis,
    Entry,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Row,
    Strong,
    Table,
    Text,
)

_N = TypeVar("_N")


class TreeReader:
    """Reads elements as nodes. `restored` gives back the characters that the package keeps for itself.

    `notes` hold the words of footnotes, and `tokens` are the characters that stand for their marks, with their names.
    A text that is not `linked` has no marks but bold and italic, which are read here: the package would try each of its
    patterns on each stretch of it, which is most of the time that a report takes it.
    """

    def __init__(
        self, restored: dict[int, str], *, linked: bool, notes: Iterable[Element], tokens: Mapping[str, str]
    ) -> None:
        self._restored = restored | {ord(token): f"[^{name}]" for token, name in tokens.items()}
        self._linked = linked
        self._in_link = False
        self._token = re.compile(f"([{''.join(tokens)}])") if tokens else None
        self._notes: dict[str, Note] = {}
        words = {note.get("name", ""): self.inlines(note) for note in notes}
        self._notes = {token: Note(words[name], name=name) for token, name in tokens.items()}
        self._blocks: dict[str, Callable[[Element], Block]] = {
            "p": self._paragraph,
            "heading": self._heading,
            "list": self._list,
            "quote": lambda element: Quote(self.blocks(element)),
            "box": lambda element: Box(_role(element), self.blocks(element), element.get("id", "")),
            "table": self._table,
            "pagebreak": lambda element: PageBreak(),
        }

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """Return the blocks inside an element."""
        return tuple([self._blocks[child.tag](child) for child in parent])

    def _paragraph(self, element: Element) -> Paragraph:
        return Paragraph(self.inlines(element), _role(element), element.get("id", ""))

    def _heading(self, element: Element) -> Heading:
        return Heading(int(element.get("level", "1")), self.inlines(element), element.get("id", ""))

    def _list(self, element: Element) -> List:
        return List(
            counting=Counting(element.get("counting", "")),
            entries=tuple([Entry(self.blocks(entry) or (Paragraph(()),)) for entry in element]),
            start=int(element.get("start", "1")),
            pattern=element.get("pattern", ""),
            role=_role(element),
        )

    def _table(self, element: Element) -> Table:
        aligns = [Align(name) for name in element.get("align", "").split()]
        widths = element.get("widths", "")
        shares = [float(share) for share in widths.split(",")] if widths else [1.0] * len(aligns)
        caption = element.find("caption")
        return Table(
            columns=tuple([Column(share, align) for share, align in zip(shares, aligns, strict=True)]),
            head=tuple([self._row(row, headers=len(aligns)) for row in element.iterfind("head/row")]),
            body=tuple(
                [self._row(row, headers=int(element.get("header") == "row")) for row in element.iterfind("body/row")]
            ),
            caption=() if caption is None else self.inlines(caption),
            summary=self._words(element.get("summary", "")),
            role=Role(element.get("role", Role.GRID)),
            id=element.get("id", ""),
        )

    def _row(self, element: Element, *, headers: int) -> Row:
        return Row(tuple([self._cell(cell, header=at < headers) for at, cell in enumerate(element)]))

    def _cell(self, element: Element, *, header: bool) -> Cell:
        inlines = self.inlines(element)
        return Cell((Paragraph(inlines),) if inlines else (), header)

    def inlines(self, element: Element) -> tuple[Inline, ...]:
        """Return the words of an element, with their weight, links and breaks."""
        if not self._linked:
            return weighed(element.text or "", self._words)
        return tuple(_joined(self._inlines(element)))

    def _inlines(self, element: Element) -> Iterable[Inline]:
        yield from self._said(element.text or "")
        for child in element:
            yield from self._inline(child)
            yield from self._said(child.tail or "")

    def _said(self, text: str) -> Iterable[Inline]:
        """Yield words and, at their marks, footnotes; in a link, which leads elsewhere, a mark is as it was typed."""
        if self._token is None or self._in_link:
            yield from (Text(self._words(text)),) if text else ()
            return
        for part in filter(None, self._token.split(text)):
            yield self._notes.get(part) or Text(self._words(part))

    def _inline(self, element: Element) -> Iterable[Inline]:
        match element.tag:
            case "strong":
                yield Strong(self.inlines(element))
            case "em":
                yield Emphasis(self.inlines(element))
            case "a":
                self._in_link = True
                yield Link(self.inlines(element), self._words(element.get("href", "")))
                self._in_link = False
            case "br":
                yield LineBreak()
            case _:
                yield from self._inlines(element)

    def _words(self, text: str) -> str:
        words = as_typed(text.replace("\n", " ").replace("\t", " "))
        return words.translate(self._restored) if self._restored else words


def _role(element: Element) -> Role:
    return Role(element.get("role", Role.BODY))


def _joined(inlines: Iterable[Inline]) -> Iterable[Inline]:
    """Yield inlines with neighbouring words in one piece."""
    words = ""
    for inline in inlines:
        if isinstance(inline, Text):
            words += inline.text
            continue
        if words:
            yield Text(words)
            words = ""
        yield inline
    if words:
        yield Text(words)
