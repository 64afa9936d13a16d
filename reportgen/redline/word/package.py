"""A Word file as its parts: what leads from the main part to others, and parts brought over from another version."""

import copy
import io
import itertools
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from reportgen.write._ooxml import CONTENT_TYPES, HEAD, RELATIONSHIPS, R, W, tag
from reportgen.write._zip import archive, pack

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_RELATIONSHIP = f"{{{RELATIONSHIPS}}}Relationship"
_OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
# LibreOffice reads no relationships whose names have a prefix.
_NO_LINES = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
_LED = f"{{{R}}}id"
_DEFAULT = f"{{{CONTENT_TYPES}}}Default"


def element(name: str, attributes: Mapping[str, str] | None = None) -> Any:
    """Return a new element, in whose words prefixes are those of the writer's own XML."""
    return etree.Element(name, dict(attributes or {}), nsmap={"w": W})


def parsed(content: bytes) -> Any:
    """Return the root of an XML part; entities are not resolved, and nothing is fetched."""
    return etree.fromstring(content, _PARSER)


def written(root: Any) -> bytes:
    """Return an XML part as bytes, with the declaration that Word writes."""
    return HEAD.encode() + etree.tostring(root, encoding="UTF-8")


@dataclass
class Package:
    """The parts of one Word file. `parts` may be added to; what is parsed is written back by `content`."""

    parts: dict[str, bytes]
    _brought: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def read(cls, content: bytes) -> "Package":
        """Return the parts of a Word file that our writer made."""
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return cls({name: file.read(name) for name in file.namelist()})

    @cached_property
    def main(self) -> str:
        """The name of the main part."""
        for found in parsed(self.parts["_rels/.rels"]).iter(_RELATIONSHIP):
            if found.get("Type", "").endswith("/officeDocument"):
                return str(found.get("Target")).lstrip("/")
        raise ValueError("a Word file without a main part")

    @cached_property
    def document(self) -> Any:
        """The root of the main part."""
        return parsed(self.parts[self.main])

    @cached_property
    def relationships(self) -> Any:
        """The root of the part that says what the main part leads to."""
        return parsed(self.parts[_relationships_of(self.main)])

    @cached_property
    def targets(self) -> dict[str, Any]:
        """What the main part leads to, by the id that it is called by."""
        return {found.get("Id"): found for found in self.relationships}

    @cached_property
    def content_types(self) -> Any:
        """The root of the part that says what each part is."""
        return parsed(self.parts["[Content_Types].xml"])

    @cached_property
    def numbering(self) -> Any:
        """The root of the lists; an empty one where the file has none."""
        return self._led_to("numbering")

    @cached_property
    def styles(self) -> Any:
        """The root of the styles."""
        return self._led_to("styles")

    @cached_property
    def footnotes(self) -> Any:
        """The root of the footnotes; an empty one where the file has none."""
        return self._led_to("footnotes")

    def note_text(self, number: str) -> str:
        """Return a footnote as text to compare it by: the same for the same words in the same look and links."""
        note = self._note(number)
        if note is None:
            return ""
        links = self._note_links()
        note = copy.deepcopy(note)
        for node in note.iter(etree.Element):
            node.attrib.pop(tag("id"), None)
            if led := node.get(_LED):
                node.set(_LED, links.get(led, ""))
        return etree.tostring(note, method="c14n", with_tail=False).decode()

    def bring_note(self, other: "Package", number: str) -> str:
        """Return the number here of another file's footnote, brought over with the addresses that it leads to."""
        note = other._note(number)
        if note is None:
            return number
        note = copy.deepcopy(note)
        name = self._name_of("footnotes") or self._begin_footnotes(other)
        links = other._note_links()
        for node in note.iter(etree.Element):
            if led := node.get(_LED):
                node.set(_LED, self._relate_note(name, links.get(led, "")))
        free = str(max(int(found.get(tag("id"), "0")) for found in self.footnotes) + 1)
        note.set(tag("id"), free)
        self.footnotes.append(note)
        return free

    def order_notes(self) -> None:
        """Put the footnotes in the order of their marks, counted anew; those that have no mark any more are taken out.

        LibreOffice 7.4 gives the marks the footnotes in the order of their numbers, whatever number a mark asks for.
        """
        special = [int(note.get(tag("id"), "0")) for note in self.footnotes if note.get(tag("type")) is not None]
        held = {note.get(tag("id")): note for note in self.footnotes if note.get(tag("type")) is None}
        for note in held.values():
            self.footnotes.remove(note)
        placed: dict[str, str] = {}
        for mark in self.document.iter(tag("footnoteReference")):
            number = mark.get(tag("id"))
            if number in held and number not in placed:
                placed[number] = str(max((0, *special)) + len(placed) + 1)
                self.footnotes.append(held[number])
            mark.set(tag("id"), placed.get(number, number))
        for number, count in placed.items():
            held[number].set(tag("id"), count)

    def _note(self, number: str) -> Any:
        return next((note for note in self.footnotes if note.get(tag("id")) == number), None)

    def _note_links(self) -> dict[str, str]:
        lines = self.parts.get(_relationships_of(self._name_of("footnotes")))
        return {} if lines is None else {found.get("Id"): found.get("Target") for found in parsed(lines)}

    def _begin_footnotes(self, other: "Package") -> str:
        """Add a part for footnotes as another file has it, with no footnote but the lines above them."""
        name = other._name_of("footnotes")
        root = parsed(other.parts[name])
        for note in [note for note in root if note.get(tag("type")) is None]:
            root.remove(note)
        self.parts[name] = written(root)
        etree.SubElement(self.content_types, _OVERRIDE, PartName=f"/{name}", ContentType=_kind_of(other, name))
        path = posixpath.relpath(name, posixpath.dirname(self.main))
        self._relate(f"{R}/footnotes", path, external=False)
        self.__dict__.pop("footnotes", None)
        return name

    def _relate_note(self, name: str, target: str) -> str:
        """Return the id by which the footnotes lead to an address."""
        lines = _relationships_of(name)
        root = parsed(self.parts[lines]) if lines in self.parts else parsed(_NO_LINES)
        for found in root:
            if found.get("Target") == target:
                return str(found.get("Id"))
        taken = {found.get("Id") for found in root}
        free = next(f"rId{count}" for count in itertools.count(1) if f"rId{count}" not in taken)
        etree.SubElement(root, _RELATIONSHIP, Id=free, Type=f"{R}/hyperlink", Target=target, TargetMode="External")
        self.parts[lines] = written(root)
        return free

    def _led_to(self, kind: str) -> Any:
        name = self._name_of(kind)
        return parsed(self.parts[name]) if name else element(tag(kind))

    def _name_of(self, kind: str) -> str:
        for found in self.relationships:
            if found.get("Type") == f"{R}/{kind}":
                return self.part_at(found)
        return ""

    def part_at(self, relationship: Any) -> str:
        """Return the name of the part that a relationship of the main part leads to; empty where it leads outside."""
        if relationship.get("TargetMode") == "External":
            return ""
        target = str(relationship.get("Target"))
        folder = posixpath.dirname(self.main)
        return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))

    def shown_by(self, number: str) -> str | bytes:
        """Return what a relationship stands for: an address, or the content of a part."""
        found = self.targets.get(number)
        if found is None:
            return ""
        name = self.part_at(found)
        return self.parts.get(name, b"") if name else str(found.get("Target"))

    def bring(self, other: "Package", number: str) -> str:
        """Return the id here of what another file's relationship leads to, brought over where this one lacks it."""
        wanted = other.targets[number]
        name = other.part_at(wanted)
        if not name:
            for known, found in self.targets.items():
                if found.get("TargetMode") == "External" and found.get("Target") == wanted.get("Target"):
                    return known
            return self._relate(wanted.get("Type"), wanted.get("Target"), external=True)
        key = (str(wanted.get("Type")), name)
        if key not in self._brought:
            path = posixpath.relpath(self._bring_part(other, name), posixpath.dirname(self.main))
            self._brought[key] = self._relate(wanted.get("Type"), path, external=False)
        return self._brought[key]

    def _relate(self, kind: str, target: str, *, external: bool) -> str:
        taken = {found.get("Id") for found in self.relationships}
        count = len(taken) + 1
        while f"rId{count}" in taken:
            count += 1
        found = etree.SubElement(self.relationships, _RELATIONSHIP, Id=f"rId{count}", Type=kind, Target=target)
        if external:
            found.set("TargetMode", "External")
        self.targets[f"rId{count}"] = found
        return f"rId{count}"

    def _bring_part(self, other: "Package", name: str) -> str:
        """Bring over a part and what it leads to itself, each under a name that no part here has."""
        free = self._free_name(name)
        self.parts[free] = other.parts[name]
        kind = _kind_of(other, name)
        if kind:
            etree.SubElement(self.content_types, _OVERRIDE, PartName=f"/{free}", ContentType=kind)
        lines = other.parts.get(_relationships_of(name))
        if lines is not None:
            root = parsed(lines)
            for found in root:
                if found.get("TargetMode") != "External":
                    inner = posixpath.normpath(posixpath.join(posixpath.dirname(name), found.get("Target")))
                    found.set("Target", posixpath.relpath(self._bring_part(other, inner), posixpath.dirname(free)))
            self.parts[_relationships_of(free)] = written(root)
        return free

    def _free_name(self, name: str) -> str:
        stem, suffix = posixpath.splitext(name)
        free, count = f"{stem}-before{suffix}", 2
        while free in self.parts:
            free, count = f"{stem}-before{count}{suffix}", count + 1
        return free

    def content(self) -> bytes:
        """Return the file, with what was changed in its main part, lists, styles and relationships."""
        changed = {
            self.main: self.document,
            _relationships_of(self.main): self.relationships,
            "[Content_Types].xml": self.content_types,
        }
        for kind, root in (("numbering", self.numbering), ("styles", self.styles), ("footnotes", self.footnotes)):
            if name := self._name_of(kind):
                changed[name] = root
        parts = self.parts | {name: written(root) for name, root in changed.items()}
        return archive(pack(name, content) for name, content in parts.items())


def _relationships_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def _kind_of(package: Package, name: str) -> str:
    for found in package.content_types.iter(_OVERRIDE):
        if found.get("PartName") == f"/{name}":
            return str(found.get("ContentType"))
    suffix = posixpath.splitext(name)[1].lstrip(".").lower()
    for found in package.content_types.iter(_DEFAULT):
        if found.get("Extension", "").lower() == suffix:
            return str(found.get("ContentType"))
    return ""
