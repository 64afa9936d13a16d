"""One line of Markdown from inlines: every character of the text comes out as itself, and weight stays weight.

CommonMark decides by the characters on both sides of `**` or `_` whether it opens or closes (section 6.2, "flanking").
Where the text would have it decided wrongly, the character beside it is written as a numeric entity, which counts as
punctuation there and is still the same character to a reader.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import assert_never
from unicodedata import category

from reportgen.document.addresses import in_links, leads_by_itself
from reportgen.document.nodes import Emphasis, Inline, LineBreak, Link, Note, Reference, Strong, Text, Value
from reportgen.document.walk import plain_text

_SCHEMES = ("http://", "https://", "mailto:")


class Place(Enum):
    """Where a line stands: what starts a block or ends a cell there is escaped."""

    PARAGRAPH = auto()
    HEADING = auto()
    CELL = auto()


class _Kind(Enum):
    WORDS = auto()
    OPEN = auto()
    CLOSE = auto()
    SOURCE = auto()
    BREAK = auto()


_Piece = tuple[_Kind, str]
_BREAK: _Piece = (_Kind.BREAK, "")


def line(inlines: Iterable[Inline], place: Place = Place.PARAGRAPH, *, label: str = "", strong: bool = False) -> str:
    """Return inlines as Markdown, after a label (a number) where there is one; `strong` gives all of them weight."""
    pieces = _Pieces()
    whole = tuple(inlines)
    if strong and plain_text(whole).strip():
        whole = (Strong(whole),)
    if label:
        pieces.words(f"{label} ")
    pieces.add(whole)
    return _joined(pieces.pieces, place)


@dataclass(slots=True)
class _Pieces:
    """The pieces of a line in order: words as they are, marks that open and close, Markdown that is ready, breaks."""

    pieces: list[_Piece] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    linked: int = -1
    """How many marks were open when the link began; -1 outside a link."""

    def add(self, inlines: Iterable[Inline]) -> None:
        for inline in inlines:
            match inline:
                case Value() if self.linked < 0 and (pieces := in_links(inline)):
                    self.add(pieces)
                case Text() | Value() | Reference():
                    self.words(inline.text)
                case Strong():
                    self.weighted("**", inline.children)
                case Emphasis():
                    self.weighted("_", inline.children)
                case Link():
                    self.link(inline)
                case LineBreak():
                    self.line_break()
                case Note():
                    self.pieces.append((_Kind.SOURCE, f"[^{inline.number}]"))
                case _:
                    assert_never(inline)

    def words(self, text: str) -> None:
        if not text:
            return
        if self.pieces and self.pieces[-1][0] is _Kind.WORDS:
            text = self.pieces.pop()[1] + text
        self.pieces.append((_Kind.WORDS, text))

    def weighted(self, mark: str, children: tuple[Inline, ...]) -> None:
        if mark in self.marks or not plain_text(children).strip():
            self.add(children)
            return
        self.open(mark)
        self.add(children)
        self.close(mark)

    def open(self, mark: str) -> None:
        """Open a mark; straight after the same mark closed, the two stretches are one."""
        self.marks.append(mark)
        if self.pieces and self.pieces[-1] == (_Kind.CLOSE, mark):
            self.pieces.pop()
        else:
            self.pieces.append((_Kind.OPEN, mark))

    def close(self, mark: str) -> None:
        self.marks.remove(mark)
        if self.pieces[-1] == (_Kind.OPEN, mark):
            self.pieces.pop()
        else:
            self.pieces.append((_Kind.CLOSE, mark))

    def link(self, link: Link) -> None:
        words = plain_text(link.children)
        if self.linked >= 0 or not words.strip() or not link.address.lower().startswith(_SCHEMES):
            self.add(link.children)
            return
        address = _address(link.address)
        if words in (link.address, link.address.removeprefix("mailto:")) and _BARE.fullmatch(words):
            self.pieces.append((_Kind.SOURCE, f"<{words}>"))
            return
        if f"https://{words}" == link.address and _BARE_WEB.fullmatch(words) and leads_by_itself(words, link.address):
            # Most readers of Markdown know such an address; in `<>` none does.
            self.pieces.append((_Kind.SOURCE, words))
            return
        self.linked = len(self.marks)
        self.pieces.append((_Kind.SOURCE, "["))
        self.add(link.children)
        self.pieces.append((_Kind.SOURCE, f"]({address})"))
        self.linked = -1

    def line_break(self) -> None:
        """Break the line outside all marks, since no mark may open before a break or close after one."""
        around = self.marks[max(self.linked, 0) :]
        for mark in reversed(around):
            self.close(mark)
        self.pieces.append(_BREAK)
        for mark in around:
            self.open(mark)


_BARE = re.compile(r"https?://[\w./?=%&#:+,-]+|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_BARE_WEB = re.compile(r"www\.[A-Za-z0-9./?=%&#:+,-]+", re.ASCII)
_SIMPLE_ADDRESS = re.compile(r"[\w./:?=&%#+,;@~!$'-]+", re.ASCII)
_ODD = re.compile(r"[\s<>\\|\x00-\x1f]")


def _address(address: str) -> str:
    if _SIMPLE_ADDRESS.fullmatch(address) and not _ENTITY.search(address):
        return address
    spelt = _ODD.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
    return f"<{_ENTITY.sub('&amp;', spelt)}>"


# Joining -------------------------------------------------------------------------------------------------------

_ENTITY = re.compile(r"&(?=#|\w+;)")
_SPECIAL = re.compile(r"[\\`*\[\]~$]|<(?=[A-Za-z/!?]|\Z)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#|\w+;)|!\Z")
_SPACES = re.compile(r"[\t\n\r]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_STARTS_BLOCK = re.compile(r"(?:#{1,6}|[-+])(?= |\Z)|>|[-=:|][-=:| ]*\Z")
_STARTS_COUNT = re.compile(r"([0-9]{1,9})([.)])(?= |\Z)")
_CLOSES_HEADING = re.compile(r"(\A|\s)(#+\s*)\Z")


def _joined(pieces: list[_Piece], place: Place) -> str:
    if len(pieces) == 1 and pieces[0][0] is _Kind.WORDS:
        source = _escaped(pieces[0][1], place, starts=True).strip(" ")
    else:
        source = _joined_pieces(pieces, place)
    return _CLOSES_HEADING.sub(r"\1\\\2", source) if place is Place.HEADING else source


def _joined_pieces(pieces: list[_Piece], place: Place) -> str:
    while pieces and _says_nothing(pieces[0]):
        pieces.pop(0)
    while pieces and _says_nothing(pieces[-1]):
        pieces.pop()
    sources: list[str] = []
    starts = True
    for kind, text in pieces:
        match kind:
            case _Kind.WORDS:
                words = _escaped(text, place, starts=starts)
                # A mark at the start of a line, and a colon, would be the words of a footnote.
                defines = words.startswith(":") and len(sources) == 1 and sources[0].startswith("[^")
                sources.append(f"\\{words}" if defines else words)
            case _Kind.BREAK:
                sources.append({Place.PARAGRAPH: "\\\n", Place.HEADING: " ", Place.CELL: "<br>"}[place])
            case _:
                sources.append(text)
        starts = kind is _Kind.BREAK
    if any(kind in (_Kind.OPEN, _Kind.CLOSE) for kind, _ in pieces):
        _keep_marks(pieces, sources)
    return "".join(sources).strip(" ")


def _says_nothing(piece: _Piece) -> bool:
    return piece == _BREAK or (piece[0] is _Kind.WORDS and not piece[1].strip())


def _escaped(text: str, place: Place, *, starts: bool) -> str:
    """Return words with each character that Markdown would act on escaped; `starts` at the start of a line."""
    if not text.isprintable():
        text = _CONTROL.sub("\ufffd", _SPACES.sub(" ", text))
    source = _SPECIAL.sub(r"\\\g<0>", text)
    if place is Place.CELL:
        return source.replace("|", "\\|")
    if starts and place is Place.PARAGRAPH:
        source = source.lstrip(" ")
        if _STARTS_BLOCK.match(source):
            return f"\\{source}"
        return _STARTS_COUNT.sub(r"\1\\\2", source, count=1) if _STARTS_COUNT.match(source) else source
    return source


def _keep_marks(pieces: list[_Piece], sources: list[str]) -> None:
    """Write as entities the characters beside a mark that would stop it from opening or closing."""
    for at, (kind, mark) in enumerate(pieces):
        if kind is _Kind.OPEN:
            inner, outer = at + 1, at - 1
        elif kind is _Kind.CLOSE:
            inner, outer = at - 1, at + 1
        else:
            continue
        opens = kind is _Kind.OPEN
        if pieces[inner][0] is _Kind.WORDS and _edge(sources[inner], first=opens).isspace():
            sources[inner] = _with_entity(sources[inner], first=opens)
        beside = _edge(sources[outer], first=not opens) if 0 <= outer < len(pieces) else ""
        if not beside or beside.isspace() or _is_punctuation(beside):
            continue
        if mark == "_" or _may_be_punctuation(_edge(sources[inner], first=opens)):
            sources[outer] = _with_entity(sources[outer], first=not opens)


def _edge(source: str, *, first: bool) -> str:
    return source[:1] if first else source[-1:]


def _with_entity(source: str, *, first: bool) -> str:
    """Return Markdown with its first or last character as a numeric entity.

    An underscore beside it was plain between two letters, and now is not.
    """
    if first:
        rest = f"\\{source[1:]}" if source[1:2] == "_" else source[1:]
        return f"&#{ord(source[0])};{rest}"
    rest = source[:-1]
    if rest.endswith("_") and not rest.endswith("\\_"):
        rest = f"{rest[:-1]}\\_"
    return f"{rest}&#{ord(source[-1])};"


def _is_punctuation(char: str) -> bool:
    """Return whether every version of CommonMark takes a character for punctuation."""
    return category(char).startswith("P") or (char.isascii() and category(char).startswith("S"))


def _may_be_punctuation(char: str) -> bool:
    """Return whether some version of CommonMark takes a character for punctuation (0.31 does so for all symbols)."""
    return category(char)[0] in "PS"
