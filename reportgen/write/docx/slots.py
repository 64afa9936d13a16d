"""Slots: content controls of a letterhead, tagged `rg/slot/` and a name, that the writer fills.

A part is compiled to the XML between its slots, so that filling it is joining strings. A slot with nothing to say
leaves no trace, nor does a paragraph that holds nothing but that slot.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.write._ooxml import HEAD, MC, W15, R, W, tag
from reportgen.write.docx.names import PARAGRAPH_STYLES
from reportgen.write.docx.styles import StyleTable

BODY = "body"
_IGNORABLE = f"{{{MC}}}Ignorable"
_PREFIX = "rg/slot/"
_MARK = re.compile(r"<\?rg-slot (\d+)\?>")
_DECLARATION = re.compile(r' xmlns:(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: the XML before and after the words."""

    name: str
    before: str
    after: str


Segments = tuple[str | Slot, ...]
"""A part of a file as the XML between its slots, and the slots."""


def fill(segments: Segments, values: Mapping[str, str]) -> str:
    """Return the XML of a part with its slots filled; the values are XML already."""
    parts: list[str] = []
    for segment in segments:
        if isinstance(segment, str):
            parts.append(segment)
        elif value := values.get(segment.name, ""):
            parts += (segment.before, value, segment.after)
    return "".join(parts)


def compile_running(root: Any, kind: str, styles: StyleTable) -> Segments:
    """Return a header or footer as segments. One with no slot for the marking (the draft line) gets one on top."""
    name = "marking" if kind == "header" else "draft"
    root = _declaring(root)
    slots = _take_slots(root)
    if all(slot.name != name for slot in slots):
        slots.append(_added(name, styles))
        root.insert(0, etree.ProcessingInstruction("rg-slot", str(len(slots) - 1)))
    return _cut(root, slots)


def compile_document(root: Any) -> Segments:
    """Return the main part as segments, with a slot for the body: the letterhead's own, or one after all it holds."""
    root = _with_later_names(_declaring(root))
    slots = _take_slots(root)
    if all(slot.name != BODY for slot in slots):
        body = root.find(tag("body"))
        section = body.find(tag("sectPr"))
        while (last := section.getprevious()) is not None and _is_blank(last):
            body.remove(last)
        slots.append(Slot(BODY, "", ""))
        section.addprevious(etree.ProcessingInstruction("rg-slot", str(len(slots) - 1)))
    return _cut(root, slots)


def _is_blank(block: Any) -> bool:
    """Tell whether a block is a paragraph with nothing in it, and no end of a section either."""
    return block.tag == tag("p") and all(
        child.tag == tag("pPr") and child.find(tag("sectPr")) is None for child in block
    )


def _declaring(root: Any) -> Any:
    """Return the root with the prefixes that the writer's own XML uses."""
    if root.nsmap.get("w") == W and root.nsmap.get("r") == R:
        return root
    declaring = etree.Element(root.tag, attrib=root.attrib, nsmap={**root.nsmap, "w": W, "r": R})
    declaring.extend(list(root))
    return declaring


def _with_later_names(root: Any) -> Any:
    """Return the root with the prefix of what only Word 2013 and later know, which earlier readers are told to pass."""
    ignored = root.get(_IGNORABLE, "").split()
    wanted = {"mc": MC, "w15": W15}
    if all(root.nsmap.get(prefix) == name for prefix, name in wanted.items()) and "w15" in ignored:
        return root
    declaring = etree.Element(root.tag, attrib=root.attrib, nsmap={**root.nsmap, **wanted})
    declaring.set(_IGNORABLE, " ".join(dict.fromkeys((*ignored, "w15"))))
    declaring.extend(list(root))
    return declaring


def _take_slots(root: Any) -> list[Slot]:
    """Replace every slot of a part by a mark, and return the slots in the order of their marks."""
    slots: list[Slot] = []
    for control in list(root.iter(tag("sdt"))):
        found = control.find(f"{tag('sdtPr')}/{tag('tag')}")
        name = "" if found is None else found.get(tag("val"), "")
        if not name.startswith(_PREFIX) or control.getparent() is None:
            continue
        scope, slot = _slot(control, name.removeprefix(_PREFIX), root)
        mark = etree.ProcessingInstruction("rg-slot", str(len(slots)))
        mark.tail = scope.tail
        slots.append(slot)
        scope.getparent().replace(scope, mark)
    return slots


def _slot(control: Any, name: str, root: Any) -> tuple[Any, Slot]:
    """Return what a slot replaces, and the slot: its words look as the control's first words do."""
    if name == BODY:
        return control, Slot(name, "", "")
    run = next(control.iter(tag("r")), None)
    look = _xml(run.find(tag("rPr")), root) if run is not None else ""
    before, after = f'<w:r>{look}<w:t xml:space="preserve">', "</w:t></w:r>"
    paragraph = control.getparent()
    if paragraph.tag != tag("p"):
        inner = next(control.iter(tag("p")), None)
        properties = "" if inner is None else _xml(inner.find(tag("pPr")), root)
        return control, Slot(name, f"<w:p>{properties}{before}", f"{after}</w:p>")
    alone = all(sibling is control or sibling.tag in (tag("pPr"), tag("proofErr")) for sibling in paragraph)
    if alone and sum(1 for block in paragraph.getparent() if block.tag in (tag("p"), tag("tbl"))) > 1:
        return paragraph, Slot(name, f"<w:p>{_xml(paragraph.find(tag('pPr')), root)}{before}", f"{after}</w:p>")
    return control, Slot(name, before, after)


def _xml(element: Any, root: Any) -> str:
    """Return the XML of a small element, without the declarations that its root makes already."""
    if element is None:
        return ""
    element = copy.deepcopy(element)
    element.tail = None
    declared = root.nsmap
    return _DECLARATION.sub(
        lambda found: "" if declared.get(found[1]) == found[2] else found[0],
        etree.tostring(element, encoding="unicode"),
    )


def _added(name: str, styles: StyleTable) -> Slot:
    """Return the slot for a marking or draft line in a letterhead that has none."""
    style = styles.first(styles.paragraph, PARAGRAPH_STYLES[name])
    ours = style and style == styles.paragraph.get(name)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = "" if ours else "<w:rPr><w:b/></w:rPr>"
    centred = "" if ours else '<w:jc w:val="center"/>'
    return Slot(
        name, f'<w:p><w:pPr>{named}{centred}</w:pPr><w:r>{look}<w:t xml:space="preserve">', "</w:t></w:r></w:p>"
    )


def _cut(root: Any, slots: list[Slot]) -> Segments:
    pieces = _MARK.split(HEAD + etree.tostring(root, encoding="unicode"))
    return tuple(piece if at % 2 == 0 else slots[int(piece)] for at, piece in enumerate(pieces))
