"""A paragraph as a line of pieces: words with the look that they have, and what can't be cut (a field, a picture)."""

import copy
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from reportgen.redline.align import tokens
from reportgen.redline.word.blocks import BOOKMARKS
from reportgen.redline.word.lists import canonical
from reportgen.redline.word.package import Package
from reportgen.write._ooxml import R, tag

RUN, TEXT, TAB, BREAK, LINK = map(tag, ("r", "t", "tab", "br", "hyperlink"))
_RUN_PROPERTIES, _FIELD, _CODE = map(tag, ("rPr", "fldChar", "instrText"))
_TARGET: Final = re.compile(r"(?<=REF )\S+")
_NUMBERED: Final = frozenset(("docPr", "cNvPr"))
_UNCUT: Final = 5
"""What a field or picture weighs in letters: enough for it not to be read as part of the changes beside it."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A word, a tab or break (`text` is then that character, `node` its element), or what can't be cut (`atom`).

    `look` are the properties of its run, None where it has none; `link` the hyperlink that it stands in.
    """

    key: Key
    text: str = ""
    node: str = TEXT
    look: Any = None
    link: Any = None
    link_key: str = ""
    atom: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The pieces of a paragraph, and its bookmarks with the number of pieces before each."""

    pieces: tuple[Piece, ...]
    marks: tuple[tuple[int, Any], ...]


def letters(key: Any) -> int:
    """Return how much a piece weighs, by its key."""
    return sum(map(str.isalnum, key[0])) if key[1] == TEXT else _UNCUT if not key[1] else 0


@dataclass(slots=True, eq=False)
class Reader:
    """What reads the paragraphs of one version. `renamed` says how the places in it are called in the merged file."""

    package: Package
    renamed: Mapping[str, str] = field(default_factory=dict)
    _looks: dict[bytes, str] = field(default_factory=dict)

    def line(self, paragraph: Any) -> Line:
        """Return a paragraph as a line of pieces."""
        gathered = _Gathered(self)
        marks: list[tuple[int, Any]] = []
        for child in paragraph:
            if child.tag in BOOKMARKS:
                gathered.end_words()
                marks.append((len(gathered.pieces), child))
            elif child.tag == LINK:
                gathered.enter(child, self._link_key(child))
                for run in child:
                    gathered.take(run)
                gathered.enter(None, "")
            elif child.tag != tag("pPr"):
                gathered.take(child)
        gathered.end_words()
        return Line(tuple(gathered.pieces), tuple(marks))

    def _link_key(self, link: Any) -> str:
        if anchor := link.get(tag("anchor"), ""):
            return f"#{self.renamed.get(anchor, anchor)}"
        return str(self.package.shown_by(link.get(f"{{{R}}}id", "")))

    def look_key(self, look: Any) -> str:
        """Return the properties of a run as text: the same text for the same look."""
        if look is None:
            return ""
        raw = etree.tostring(look)
        if raw not in self._looks:
            self._looks[raw] = canonical(look)
        return self._looks[raw]

    def atom(self, elements: list[Any]) -> tuple[str, tuple[Any, ...]]:
        """Return what can't be cut, with its references leading to where they lead, and the text it is compared by."""
        whole = tuple(copy.deepcopy(element) for element in elements)
        for element in whole:
            element.tail = None
            for code in element.iter(_CODE):
                code.text = _TARGET.sub(lambda found: self.renamed.get(found[0], found[0]), code.text or "")
        return "".join(map(self._compared, whole)), whole

    def drawn(self, paragraph: Any) -> str:
        """Return what the pictures and charts of a paragraph show, as text to compare them by; empty without any."""
        return "".join(self._compared(run) for run in paragraph.iter(RUN) if run.find(tag("drawing")) is not None)

    def _compared(self, element: Any) -> str:
        """Return an element as text in which pictures and footnotes are what they show, whatever their numbers are."""
        if (mark := element.find(tag("footnoteReference"))) is not None:
            return self.package.note_text(mark.get(tag("id"), ""))
        if element.find(f".//{tag('drawing')}") is None:
            return canonical(element)
        element = copy.deepcopy(element)
        for node in element.iter(etree.Element):
            name = etree.QName(node).localname
            if name in _NUMBERED:
                node.attrib.pop("id", None)
                node.attrib.pop("name", None)
            for attribute in [found for found in node.attrib if found.startswith(f"{{{R}}}")]:
                shown = self.package.shown_by(node.get(attribute))
                digest = hashlib.sha256(shown if isinstance(shown, bytes) else shown.encode()).hexdigest()
                node.set(attribute, digest)
        return canonical(element)


@dataclass(slots=True, eq=False)
class _Gathered:
    """The pieces of a paragraph while it is being read: runs of one look are one text, however they were cut."""

    reader: Reader
    pieces: list[Piece] = field(default_factory=list)
    _words: str = ""
    _look: Any = None
    _look_key: str = ""
    _link: Any = None
    _link_key: str = ""
    _field: list[Any] = field(default_factory=list)
    _depth: int = 0

    def enter(self, link: Any, key: str) -> None:
        """Begin what stands in a hyperlink, or (with none) end it."""
        self.end_words()
        self._link, self._link_key = link, key

    def take(self, child: Any) -> None:
        """Read a run, or whatever else stands in a paragraph."""
        if child.tag == RUN and (self._depth or child.find(_FIELD) is not None):
            self._take_field(child)
        elif child.tag == RUN and all(node.tag in (_RUN_PROPERTIES, TEXT, TAB) or _is_break(node) for node in child):
            self._take_words(child)
        else:
            self._uncut([child])

    def _take_field(self, run: Any) -> None:
        self._field.append(run)
        for mark in run.iter(_FIELD):
            self._depth += {"begin": 1, "end": -1}.get(mark.get(tag("fldCharType")), 0)
        if self._depth <= 0:
            self._depth = 0
            runs, self._field = self._field, []
            self._uncut(runs)

    def _take_words(self, run: Any) -> None:
        look = run.find(_RUN_PROPERTIES)
        key = self.reader.look_key(look)
        if key != self._look_key:
            self.end_words()
        self._look, self._look_key = look, key
        for node in run:
            if node.tag == TEXT:
                self._words += node.text or ""
            elif node.tag != _RUN_PROPERTIES:
                self.end_words()
                self.pieces.append(self._piece("", node.tag))

    def _uncut(self, elements: list[Any]) -> None:
        self.end_words()
        compared, whole = self.reader.atom(elements)
        key = (compared, "", "", self._link_key)
        self.pieces.append(Piece(key, "", "", None, self._link, self._link_key, whole))

    def end_words(self) -> None:
        """End a text: what follows has another look, or is no text."""
        words, self._words = self._words, ""
        self.pieces += (self._piece(word, TEXT) for word in tokens(words))

    def _piece(self, text: str, node: str) -> Piece:
        key = (text, node, self._look_key, self._link_key)
        return Piece(key, text, node, self._look, self._link, self._link_key)


def _is_break(node: Any) -> bool:
    return bool(node.tag == BREAK and not node.attrib)


def spaced(piece: Piece) -> Iterator[Piece]:
    """Yield the spaces that a word begins with, and the word."""
    word = piece.text.lstrip()
    for text in (piece.text[: len(piece.text) - len(word)], word):
        if text:
            yield Piece((text, *piece.key[1:]), text, piece.node, piece.look, piece.link, piece.link_key)
