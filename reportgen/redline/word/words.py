"""The words of a paragraph of two versions in one line, each marked as put in, taken out or kept."""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from reportgen.redline.align import word_changes
from reportgen.redline.word.marker import DEL, INS, Marker
from reportgen.redline.word.package import element
from reportgen.redline.word.pieces import BREAK, LINK, RUN, TAB, TEXT, Piece, letters, spaced
from reportgen.write._ooxml import tag

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
Marked = tuple[str, Piece, int]
"""A piece of a merged paragraph: put in, taken out or (empty) in both versions; how many of the newer's it passes."""


def changes(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Marked]:
    """Yield the pieces of both versions in one line; what both begin a change with, a space, is in both."""
    keys = [piece.key for piece in old], [piece.key for piece in new]
    if keys[0] == keys[1]:
        yield from (("", piece, 1) for piece in new)
        return
    for change in word_changes(*keys, letters):
        if change.same:
            yield from (("", new[at], 1) for at in change.new)
            continue
        gone, come = [old[at] for at in change.old], [new[at] for at in change.new]
        count = len(come)
        if gone and come and (shared := _shared_space(gone, come)):
            yield "", shared, count - len(come)
        yield from ((DEL, piece, 0) for piece in gone)
        yield from ((INS, piece, 1) for piece in come)


def _shared_space(gone: list[Piece], come: list[Piece]) -> Piece | None:
    """Take the space that two changes both begin with from them, and return it."""
    if gone[0].node != TEXT or come[0].node != TEXT or gone[0].key[1:] != come[0].key[1:]:
        return None
    (space, *word), (other, *instead) = spaced(gone[0]), spaced(come[0])
    if space.text != other.text or space.text.strip() or not (word or instead):
        return None
    gone[:1], come[:1] = word, instead
    return other


@dataclass(eq=False)
class Words:
    """The elements of a paragraph while they are being written."""

    marker: Marker
    renamed: Mapping[str, str]
    out: list[Any] = field(default_factory=list)
    _link: Any = None
    _link_key: str = ""
    _wrapper: Any = None
    _state: str = ""
    _run: Any = None
    _look_key: object = None

    def write(self, pieces: Iterable[Marked], marks: list[tuple[int, Any]]) -> None:
        """Write pieces, and the newer version's bookmarks where they stand between its own pieces."""
        passed = 0
        for state, piece, count in pieces:
            while count and marks and marks[0][0] <= passed:
                self._mark(marks.pop(0)[1])
            passed += count
            self._piece(state, piece)
        for _, mark in marks:
            self._mark(mark)

    def _mark(self, mark: Any) -> None:
        self._link, self._link_key, self._wrapper, self._run = None, "", None, None
        self.out.append(mark)

    def _piece(self, state: str, piece: Piece) -> None:
        place = self._place(state, piece)
        if piece.atom:
            self._run = None
            for whole in piece.atom:
                made = copy.deepcopy(whole)
                self._append(place, self.marker.deleted(made) if state == DEL else made)
            return
        look = piece.key[2]
        if self._run is None or look != self._look_key:
            self._run = element(RUN)
            if piece.look is not None:
                self._run.append(copy.deepcopy(piece.look))
            self._look_key = look
            self._append(place, self._run)
        self._words(state, piece)

    def _place(self, state: str, piece: Piece) -> Any:
        """Return where a piece goes: in its hyperlink, and in the mark of what became of it."""
        if piece.link is None:
            if self._link is not None:
                self._link, self._link_key, self._wrapper, self._run = None, "", None, None
        elif self._link is None or self._link_key != piece.link_key:
            self._link, self._link_key = self._hyperlink(state, piece.link), piece.link_key
            self._wrapper, self._run = None, None
            self.out.append(self._link)
        if state != self._state:
            self._state, self._wrapper, self._run = state, None, None
        if not state:
            return self._link
        if self._wrapper is None:
            self._wrapper = self.marker.mark(state)
            self._append(self._link, self._wrapper)
            self._run = None
        return self._wrapper

    def _append(self, place: Any, element: Any) -> None:
        if place is None:
            self.out.append(element)
        else:
            place.append(element)

    def _hyperlink(self, state: str, link: Any) -> Any:
        made = element(LINK, link.attrib)
        if state == DEL:
            anchor = made.get(tag("anchor"))
            if anchor:
                made.set(tag("anchor"), self.renamed.get(anchor, anchor))
            self.marker.bring_parts(made)
        return made

    def _words(self, state: str, piece: Piece) -> None:
        if piece.node in (TAB, BREAK):
            etree.SubElement(self._run, piece.node)
            return
        name = tag("delText") if state == DEL else TEXT
        last = self._run[-1] if len(self._run) else None
        if last is None or last.tag != name:
            last = etree.SubElement(self._run, name)
            last.set(_SPACE, "preserve")
        last.text = (last.text or "") + piece.text
