"""Lists of two versions in one numbering part, so that numbers are right whether changes are accepted or rejected.

A list that both versions have is one list in the merged file, or what was added would start again at 1. A list that
only the older version has keeps its own definition, brought over, so that it counts by itself when it comes back.
"""

import copy
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from reportgen.redline.word.package import Package, element
from reportgen.write._ooxml import tag

Numbered = tuple[str, int]
"""The list that a paragraph is in, and its level there."""

_BEFORE_NUMBER = frozenset(
    map(tag, ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
)  # fmt: skip
_VAL, _NUM_ID, _LEVEL = tag("val"), tag("numId"), tag("ilvl")


def canonical(element: Any) -> str:
    """Return an element as text that is the same for what means the same: order of attributes, empty elements."""
    return str(etree.tostring(element, method="c14n", exclusive=True, with_tail=False), "utf-8")


@dataclass(frozen=True, eq=False)
class Numbering:
    """The lists of one file: which a paragraph is in, by itself or by its style, and how each list counts."""

    package: Package

    @cached_property
    def lists(self) -> dict[str, Any]:
        """The lists, by number."""
        return {found.get(_NUM_ID): found for found in self.package.numbering.iter(tag("num"))}

    @cached_property
    def definitions(self) -> dict[str, Any]:
        """What says how lists count, by number; several lists may share one."""
        return {found.get(tag("abstractNumId")): found for found in self.package.numbering.iter(tag("abstractNum"))}

    @cached_property
    def styles(self) -> dict[str, Any]:
        """The styles, by id."""
        return {found.get(tag("styleId")): found for found in self.package.styles.iter(tag("style"))}

    def definition(self, number: str) -> Any:
        """Return how a list counts, as an element; None where the file doesn't say."""
        found = self.lists.get(number)
        return None if found is None else self.definitions.get(found.find(tag("abstractNumId")).get(_VAL))

    def style_numbered(self, style: str) -> Numbered | None:
        """Return the list that a style puts its paragraphs in; the list says which of its levels is the style's."""
        number, seen = "", set()
        at = style
        while at in self.styles and at not in seen and not number:
            seen.add(at)
            number = _stated(self.styles[at].find(f"{tag('pPr')}/{tag('numPr')}"), _NUM_ID)
            at = _stated(self.styles[at], tag("basedOn"))
        definition = self.definition(number) if number not in ("", "0") else None
        if definition is None:
            return None
        for level in definition.iter(tag("lvl")):
            if _stated(level, tag("pStyle")) == style:
                return number, int(level.get(_LEVEL))
        return number, 0

    def numbered(self, properties: Any) -> Numbered | None:
        """Return the list and level of a paragraph with these properties; None where it has no number."""
        own = None if properties is None else properties.find(tag("numPr"))
        if own is None or not _stated(own, _NUM_ID):
            return self.style_numbered(_stated(properties, tag("pStyle")))
        number = _stated(own, _NUM_ID)
        return None if number == "0" or number not in self.lists else (number, int(_stated(own, _LEVEL) or 0))

    def shape(self, number: str) -> tuple[str, ...]:
        """Return how a list counts and looks, whatever it is called and whatever styles are tied to it."""
        definition = self.definition(number)
        if definition is None:
            return ()
        levels = [copy.deepcopy(level) for level in definition.iter(tag("lvl"))]
        for level in levels:
            for linked in level.findall(tag("pStyle")):
                level.remove(linked)
        starts = [canonical(override) for override in self.lists[number].iter(tag("lvlOverride"))]
        return (*map(canonical, levels), *starts)

    def counts(self, number: str) -> bool:
        """Tell whether a list counts: bullets do not."""
        definition = self.definition(number)
        return definition is not None and any(found.get(_VAL) != "bullet" for found in definition.iter(tag("numFmt")))


def _stated(element: Any, name: str) -> str:
    found = None if element is None else element.find(name)
    return "" if found is None else str(found.get(_VAL, ""))


@dataclass(eq=False)
class Lists:
    """The lists of the older version in the newer file: which of its lists each is, brought over where it is none."""

    old: Numbering
    new: Numbering
    same: dict[str, str] = field(default_factory=dict)

    def match(self, kept: Iterable[tuple[Any, Any]]) -> None:
        """Find the lists that both versions have: those of paragraphs (by their properties) that both have."""
        votes = Counter(
            (before[0], after[0])
            for one, other in kept
            if (before := self.old.numbered(one)) and (after := self.new.numbered(other))
        )
        for (theirs, ours), _ in votes.most_common():
            self._join(theirs, ours)

    def _join(self, before: str, after: str) -> bool:
        taken = after in self.same.values() and self.new.counts(after)
        if before not in self.same and not taken and self.old.shape(before) == self.new.shape(after):
            self.same[before] = after
        return self.same.get(before) == after

    def number_of(self, properties: Any) -> Numbered | None:
        """Return the list in the merged file, and the level, of a paragraph of the older version."""
        found = self.old.numbered(properties)
        if found is None:
            return None
        number, level = found
        if number not in self.same:
            styled = self.new.style_numbered(_stated(properties, tag("pStyle")))
            if styled is None or not self._join(number, styled[0]):
                self.same[number] = self._brought(number)
        return self.same[number], level

    def set_number(self, properties: Any) -> None:
        """Give properties of a paragraph of the older version the number that they mean, in the merged file."""
        wanted = self.number_of(properties)
        for stated in properties.findall(tag("numPr")):
            properties.remove(stated)
        if wanted == self.new.style_numbered(_stated(properties, tag("pStyle"))):
            return
        number, level = wanted or ("0", 0)
        shown = element(tag("numPr"))
        etree.SubElement(shown, _LEVEL).set(_VAL, str(level))
        etree.SubElement(shown, _NUM_ID).set(_VAL, number)
        properties.insert(sum(child.tag in _BEFORE_NUMBER for child in properties), shown)

    def _brought(self, number: str) -> str:
        """Bring over a list with its definition, tied to no style: a style is tied to one list only."""
        root = self.new.package.numbering
        definition = copy.deepcopy(self.old.definition(number))
        for level in definition.iter(tag("lvl")):
            for linked in level.findall(tag("pStyle")):
                level.remove(linked)
        free = _free(self.new.definitions)
        definition.set(tag("abstractNumId"), free)
        for mark in definition.iter(tag("nsid")):
            mark.set(_VAL, f"{zlib.crc32(f'before {free}'.encode()):08X}")
        listed = copy.deepcopy(self.old.lists[number])
        free_list = _free(self.new.lists)
        listed.set(_NUM_ID, free_list)
        listed.find(tag("abstractNumId")).set(_VAL, free)
        # All definitions stand before the first list.
        first = next((at for at, child in enumerate(root) if child.tag == tag("num")), len(root))
        root.insert(first, definition)
        last = max(at for at, child in enumerate(root) if child.tag in (tag("num"), tag("abstractNum")))
        root.insert(last + 1, listed)
        self.new.definitions[free], self.new.lists[free_list] = definition, listed
        return free_list


def _free(taken: Iterable[str]) -> str:
    return str(max((int(number) for number in taken), default=0) + 1)
