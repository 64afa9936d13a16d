"""What a Word file of ours says, without what says nothing: the cut of runs, the numbers that parts and marks go by.

Two files of one meaning hold the same words in the same look, the same numbers, tables, pictures and references.
What a redline does not track is left out: widths of columns, content controls and the marks of what a block was made
from, and places that nothing refers to.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.office import R, numbers_of, parts_of, root_of, w

WIDTHS = {w(name) for name in ("tblW", "tcW", "tblCellMar", "tblGrid")}
_RELATIONS = "word/_rels/document.xml.rels"


def meaning(content: bytes) -> list[str]:
    """Return what a Word file says, a line a paragraph, row or cell; the numbers that Word shows come last."""
    parts = parts_of(content)
    shown = {}
    for found in etree.fromstring(parts[_RELATIONS]):
        name = posixpath.normpath(posixpath.join("word", found.get("Target")))
        shown[found.get("Id")] = (
            found.get("Target")
            if found.get("TargetMode") == "External"
            else hashlib.sha256(parts.get(name, b"")).hexdigest()[:8]
        )
    body = root_of(content).find(w("body"))
    places = {
        mark.get(w("name")): str(at)
        for at, paragraph in enumerate(body.iter(w("p")))
        for mark in paragraph.iter(w("bookmarkStart"))
    }
    lists = {found.get(w("numId")): found for found in root_of(content, "word/numbering.xml").iter(w("num"))}
    reading = _Reading(shown, places, set(lists))
    reading.notes = dict(_notes(parts))
    assert sorted(reading.notes) == sorted(mark.get(w("id")) for mark in body.iter(w("footnoteReference")))
    return [*reading.story(body, ""), *(f"{number} {words}" for number, words in numbers_of(content))]


def _notes(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the number of each footnote, and its words with their look and the addresses that they lead to."""
    if "word/footnotes.xml" not in parts:
        return
    lines = parts.get("word/_rels/footnotes.xml.rels")
    led = {} if lines is None else {found.get("Id"): found.get("Target") for found in etree.fromstring(lines)}
    for note in etree.fromstring(parts["word/footnotes.xml"]):
        if note.get(w("type")) is None:
            text = "".join(etree.tostring(child, method="c14n", with_tail=False).decode() for child in note)
            text = re.sub(r'r:id="(\w+)"', lambda found: f'r:id="{led[found[1]]}"', text)
            yield note.get(w("id")), re.sub(r' xmlns:\w+="[^"]*"', "", text)


class _Reading:
    def __init__(self, shown: dict[str, str], places: dict[str, str], lists: set[str]) -> None:
        self.shown, self.places, self.lists = shown, places, lists
        self.notes: dict[str, str] = {}

    def story(self, story: Any, margin: str) -> Iterator[str]:
        for child in story:
            if child.tag == w("sdt"):
                yield from self.story(child.find(w("sdtContent")), margin)
            elif child.tag == w("p"):
                yield margin + self.paragraph(child)
            elif child.tag == w("tbl"):
                yield f"{margin}table {self.properties(child.find(w('tblPr')))}"
                for row in child.findall(w("tr")):
                    yield f"{margin}  row {self.properties(row.find(w('trPr')))}"
                    for cell in row.findall(w("tc")):
                        yield f"{margin}    cell {self.properties(cell.find(w('tcPr')))}"
                        yield from self.story(cell, margin + " " * 6)
            elif child.tag not in (w("bookmarkStart"), w("bookmarkEnd"), w("tcPr")):
                yield f"{margin}{self.plain(child)}"

    def properties(self, holder: Any) -> str:
        # Which list a number is of is told by the numbers themselves.
        children = [] if holder is None else [child for child in holder if child.tag not in (*WIDTHS, w("numPr"))]
        return " ".join(self.plain(child) for child in children)

    def paragraph(self, paragraph: Any) -> str:
        runs: list[tuple[str, str]] = []
        for child in paragraph:
            link = ""
            if child.tag == w("hyperlink"):
                anchor = child.get(w("anchor"))
                link = f"-> {self.place(anchor)}" if anchor else f"-> {self.shown[child.get(f'{{{R}}}id')]}"
            for run in child if child.tag == w("hyperlink") else [child]:
                if run.tag != w("r"):
                    if run.tag not in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd")):
                        runs.append(("", self.plain(run)))
                    continue
                look = link + "".join(self.plain(found) for found in run.findall(w("rPr")))
                for node in run:
                    if node.tag != w("rPr"):
                        words = (node.text or "") if node.tag == w("t") else self.plain(node)
                        if runs and runs[-1][0] == look:
                            words = runs.pop()[1] + words
                        runs.append((look, words))
        return f"{self.properties(paragraph.find(w('pPr')))} | " + "".join(f"{look}[{words}]" for look, words in runs)

    def place(self, name: str) -> str:
        return f"paragraph {self.places[name]}"

    def plain(self, element: Any) -> str:
        text = etree.tostring(element, method="c14n", with_tail=False).decode()
        text = re.sub(r"(REF) (\S+)", lambda found: f"{found[1]} {self.place(found[2])}", text)
        text = re.sub(r'(r:(?:id|embed))="(\w+)"', lambda found: f'{found[1]}="{self.shown[found[2]]}"', text)
        text = re.sub(r' xmlns:\w+="[^"]*"', "", text)
        text = re.sub(r'footnoteReference w:id="(\d+)"', lambda found: f"note {self.notes[found[1]]}", text)
        return re.sub(r'(<(?:wp:docPr|pic:cNvPr)[^>]*?) id="\d+" name="[^"]*"', r"\1", _attributes_first(text))


def _attributes_first(text: str) -> str:
    """Put `id` and `name` of a drawing's properties first, wherever the canonical order has them."""

    def moved(found: re.Match[str]) -> str:
        inside = found[2]
        taken = "".join(re.findall(r' (?:id|name)="[^"]*"', inside))
        return found[1] + taken + re.sub(r' (?:id|name)="[^"]*"', "", inside)

    return re.sub(r"(<(?:wp:docPr|pic:cNvPr))((?: [\w:]+=\"[^\"]*\")*)", moved, text)
