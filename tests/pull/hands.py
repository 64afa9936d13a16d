"""A Word file of ours as a person edits it: words typed, paragraphs put in, taken out and moved, tracked or not."""

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Hand:
    """A Word file that is being edited; with an author, with changes tracked."""

    content: bytes
    author: str = ""
    date: str = "2025-09-12T10:30:00Z"
    parts: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])

    def saved(self) -> bytes:
        """Return the file as it now is."""
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return made.getvalue()

    def paragraph(self, words: str) -> etree._Element:
        """Return the first paragraph that has the words."""
        return next(p for p in self.root.iter(f"{W}p") if words in text_of(p))

    def retype(self, old: str, new: str, within: str = "") -> "Hand":
        """Type over words, in the dress of the first of them."""
        paragraph = self.paragraph(within or old)
        return self.retype_at(paragraph, text_of(paragraph).index(old), len(old), new)

    def retype_at(self, paragraph: etree._Element, start: int, length: int, new: str) -> "Hand":
        """Type over so many characters of a paragraph from a place on."""
        runs = list(_cut(paragraph, start, start + length))
        if new:
            typed = copy.deepcopy(runs[0]) if runs else etree.Element(f"{W}r")
            for words in [*typed.iter(f"{W}t"), *typed.iter(f"{W}br")]:
                typed.remove(words)
            words = etree.SubElement(typed, f"{W}t")
            words.text = new
            words.set(SPACE, "preserve")
            runs[0].addprevious(self._tracked("ins", typed))
        for run in runs:
            self._take_out(run)
        return self

    def embolden(self, words: str) -> "Hand":
        """Make every word of the paragraph with the words bold."""
        for run in self.paragraph(words).iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            etree.SubElement(properties, f"{W}b")
        return self

    def stretch(self, name: str) -> list[etree._Element]:
        """Return the paragraphs of a stretch."""
        controls = (
            c for c in self.root.iter(f"{W}sdt") for tag in c.iter(f"{W}tag") if f":{name}:" in str(tag.get(f"{W}val"))
        )
        return [p for p in next(controls).iter(f"{W}p") if text_of(p)]

    def put_in(self, after: str, words: str) -> "Hand":
        """Put in a paragraph after another, as the Enter key does: in its style, with the number and the indent."""
        before = self.paragraph(after)
        new = etree.Element(f"{W}p")
        if (properties := before.find(f"{W}pPr")) is not None:
            new.append(copy.deepcopy(properties))
        if self.author:
            etree.SubElement(_properties(new), f"{W}rPr").append(self._change("ins"))
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = words
        new.append(self._tracked("ins", run))
        before.addnext(new)
        return self

    def take_out(self, words: str) -> "Hand":
        """Take out the paragraph with the words."""
        paragraph = self.paragraph(words)
        if not self.author:
            above(paragraph).remove(paragraph)
            return self
        for run in list(paragraph.iter(f"{W}r")):
            self._take_out(run)
        etree.SubElement(_properties(paragraph), f"{W}rPr").append(self._change("del"))
        return self

    def move(self, words: str, after: str) -> "Hand":
        """Move the paragraph with the words to after another."""
        paragraph = self.paragraph(words)
        self.paragraph(after).addnext(paragraph)
        return self

    def row(self, words: str) -> etree._Element:
        """Return the first row of a table that has the words in one of its cells."""
        return next(row for row in self.root.iter(f"{W}tr") if any(words in text_of(p) for p in row.iter(f"{W}p")))

    def add_row(self, after: str, *cells: str) -> "Hand":
        """Put in a row under another, as Word does: its cells are plain."""
        model = self.row(after)
        new = etree.Element(f"{W}tr")
        for cell, words in zip(model.iter(f"{W}tc"), cells, strict=True):
            made = etree.SubElement(new, f"{W}tc")
            made.append(copy.deepcopy(next(cell.iter(f"{W}tcPr"))))
            paragraph = etree.SubElement(made, f"{W}p")
            paragraph.append(copy.deepcopy(next(cell.iter(f"{W}pPr"))))
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
        if self.author:
            etree.SubElement(new, f"{W}trPr").append(self._change("ins"))
            new.insert(0, new[-1])
        model.addnext(new)
        return self

    def remove_row(self, words: str) -> "Hand":
        """Take out a row."""
        row = self.row(words)
        if self.author:
            next(row.iter(f"{W}trPr")).append(self._change("del"))
        else:
            above(row).remove(row)
        return self

    def comment(self, on: str, words: str, author: str = "Director of Finance", answers: str = "") -> "Hand":
        """Comment on words."""
        number = str(self.parts.get("word/comments.xml", b"").count(b"<w:comment ") + 1)
        start = text_of(self.paragraph(on)).index(on)
        runs = list(_cut(self.paragraph(on), start, start + len(on)))
        begins, ends = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
        for mark in (begins, ends):
            mark.set(f"{W}id", number)
        runs[0].addprevious(begins)
        runs[-1].addnext(ends)
        reference = etree.Element(f"{W}r")
        etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", number)
        ends.addnext(reference)
        self._comment_part(number, words, author)
        return self

    def _comment_part(self, number: str, words: str, author: str) -> None:
        made = (
            f'<w:comment w:id="{number}" w:author="{author}" w:date="{self.date}" w:initials="DF">'
            f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
        )
        known = self.parts.get("word/comments.xml", b"").decode()
        if known:
            self.parts["word/comments.xml"] = known.replace("</w:comments>", f"{made}</w:comments>").encode()
            return
        self.parts["word/comments.xml"] = f'<w:comments xmlns:w="{W[1:-1]}">{made}</w:comments>'.encode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        leads = f'<Relationship Id="rIdComments" Type="{kind}" Target="comments.xml"/></Relationships>'
        relations = self.parts["word/_rels/document.xml.rels"].decode().replace("</Relationships>", leads)
        self.parts["word/_rels/document.xml.rels"] = relations.encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
        types = self.parts["[Content_Types].xml"].decode().replace("</Types>", override)
        self.parts["[Content_Types].xml"] = types.encode()

    def through_google(self) -> "Hand":
        """Drop what Google Docs drops: content controls, hidden bookmarks, parts of somebody's own."""
        for control in reversed(list(self.root.iter(f"{W}sdt"))):
            for inner in next(control.iter(f"{W}sdtContent")):
                control.addprevious(inner)
            above(control).remove(control)
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(self.root.iter(f"{W}{name}")):
                above(mark).remove(mark)
        self.parts = {name: content for name, content in self.parts.items() if not name.startswith("customXml")}
        return self

    # Tracked changes

    def _change(self, kind: str) -> etree._Element:
        change = etree.Element(f"{W}{kind}")
        change.set(f"{W}id", "9000")
        change.set(f"{W}author", self.author)
        change.set(f"{W}date", self.date)
        return change

    def _tracked(self, kind: str, run: etree._Element) -> etree._Element:
        if not self.author:
            return run
        change = self._change(kind)
        change.append(run)
        return change

    def _take_out(self, run: etree._Element) -> None:
        if not self.author:
            above(run).remove(run)
            return
        change = self._change("del")
        run.addprevious(change)
        change.append(run)
        for words in run.iter(f"{W}t"):
            words.tag = f"{W}delText"


def above(element: etree._Element) -> etree._Element:
    """Return what an element stands in."""
    parent = element.getparent()
    assert parent is not None
    return parent


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties


def text_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph that stand in it, those taken out not among them."""
    return "".join(words.text or "" for words in paragraph.iter(f"{W}t"))


def cut_out(paragraph: etree._Element, start: int, length: int) -> list[etree._Element]:
    """Return the runs of so many characters of a paragraph from a place on, cut from those beside them."""
    return list(_cut(paragraph, start, start + length))


def _cut(paragraph: etree._Element, start: int, end: int) -> Iterator[etree._Element]:
    """Yield runs that hold the words from one place to another and no others, cutting those that hold more."""
    at = 0
    for words in list(paragraph.iter(f"{W}t")):
        text, run = words.text or "", above(words)
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first >= last:
            continue
        for part, before in ((text[:first], True), (text[last:], False)):
            if part:
                other = copy.deepcopy(run)
                next(other.iter(f"{W}t")).text = part
                next(other.iter(f"{W}t")).set(SPACE, "preserve")
                run.addprevious(other) if before else run.addnext(other)
        words.text = text[first:last]
        yield run


Edit = Callable[[Hand], Hand]
