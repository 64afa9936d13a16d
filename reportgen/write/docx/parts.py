"""The parts that a document's body leads to (charts, pictures, addresses), and the counters that name things in it."""

import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from reportgen.document.nodes import Chart, Picture
from reportgen.style.style import Look
from reportgen.write._office_chart import chart_part, workbook
from reportgen.write._ooxml import HEAD, RELATIONSHIPS, R, attribute, legal
from reportgen.write._zip import Packed, pack
from reportgen.write.docx.footnotes import KIND, Footnotes

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OWN_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
_SCHEMES = ("http", "https", "mailto")

# Above any number that a letterhead's own header or cover is likely to use.
_FIRST_DRAWING, _FIRST_BOOKMARK = 1001, 1001


def safe_address(address: str) -> str:
    """Return an address fit to be followed; empty where it is malformed, or none of http, https and mailto."""
    address = legal(address).strip()
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return ""
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


@dataclass(slots=True)
class Parts:
    """What the body of one document needs beside itself, gathered while it is being written, in tree order."""

    folder: str
    next_relationship: int
    footnotes: Footnotes
    packed: list[Packed] = field(default_factory=list)
    types: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    _links: dict[str, str] = field(default_factory=dict)
    _notes: list[str] = field(default_factory=list)
    _note_links: dict[str, str] = field(default_factory=dict)
    _pictures: dict[str, str] = field(default_factory=dict)
    _charts: int = 0
    _drawings: int = _FIRST_DRAWING
    _bookmarks: int = _FIRST_BOOKMARK

    def next_drawing(self) -> int:
        """Return a number that no other drawing has."""
        self._drawings += 1
        return self._drawings - 1

    def next_bookmark(self) -> int:
        """Return a number that no other bookmark has."""
        self._bookmarks += 1
        return self._bookmarks - 1

    def add_link(self, address: str) -> str:
        """Return the relationship to an address; empty where it isn't fit to be followed."""
        target = safe_address(address)
        if target and target not in self._links:
            self._links[target] = self._relate("hyperlink", target, external=True)
        return self._links.get(target, "")

    def add_note(self, words: str) -> int:
        """Add a footnote, given as what stands in its element, and return its number in the file."""
        number = self.footnotes.next_note + len(self._notes)
        self._notes.append(f'<w:footnote w:id="{number}">{words}</w:footnote>')
        return number

    def add_note_link(self, address: str) -> str:
        """Return the relationship of the footnotes to an address; empty where it isn't fit to be followed."""
        target = safe_address(address)
        if target and target not in self._note_links:
            self._note_links[target] = f"rId{self.footnotes.next_relationship + len(self._note_links)}"
        return self._note_links.get(target, "")

    def add_footnotes(self) -> None:
        """Add the part that holds the footnotes, where there are any."""
        whole = self.footnotes
        if not self._notes and not whole.is_there:
            return
        self.packed.append(pack(whole.name, "".join((whole.before, *self._notes, whole.after)).encode("utf-8")))
        if not whole.is_there:
            self.types.append((whole.name, KIND))
            self._relate("footnotes", whole.name.rpartition("/")[2])
        lines = whole.relationships + "".join(
            f'<Relationship Id="{number}" Type="{R}/hyperlink" Target="{attribute(target)}" TargetMode="External"/>'
            for target, number in self._note_links.items()
        )
        if lines:
            folder, _, name = whole.name.rpartition("/")
            content = f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'
            self.packed.append(pack(f"{folder}/_rels/{name}.rels", content.encode("utf-8")))

    def add_picture(self, picture: Picture) -> str:
        """Return the relationship to a picture, which is kept once however often it is shown."""
        digest = hashlib.sha256(picture.content).hexdigest()
        if digest not in self._pictures:
            suffix = _SUFFIXES.get(picture.media_type)
            if suffix is None:
                raise ValueError(f"a picture of type {picture.media_type} has no place in a Word file")
            name = f"media/rg-image{len(self._pictures) + 1}.{suffix}"
            self._add(f"{self.folder}/{name}", picture.content, picture.media_type)
            self._pictures[digest] = self._relate("image", name)
        return self._pictures[digest]

    def add_chart(self, chart: Chart, look: Look, *, titled: bool) -> str:
        """Return the relationship to a chart, kept with a workbook of its figures."""
        self._charts += 1
        name, book = f"rg-chart{self._charts}.xml", f"rg-chart{self._charts}.xlsx"
        self._add(f"{self.folder}/charts/{name}", chart_part(chart, look, titled=titled), _CHART)
        self._add(f"{self.folder}/embeddings/{book}", workbook(chart), _WORKBOOK)
        link = f'<Relationship Id="rId1" Type="{R}/package" Target="../embeddings/{book}"/>'
        lines = f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>'
        self.packed.append(pack(f"{self.folder}/charts/_rels/{name}.rels", lines.encode("utf-8")))
        return self._relate("chart", f"charts/{name}")

    def add_own(self, content: str, properties: str, number: int) -> None:
        """Add a part of our own, which Word keeps as it is, with what Word asks for beside it."""
        name, beside = f"item{number}.xml", f"itemProps{number}.xml"
        self.packed.append(pack(f"customXml/{name}", content.encode("utf-8")))
        self._add(f"customXml/{beside}", properties.encode("utf-8"), _OWN_PROPERTIES)
        link = f'<Relationship Id="rId1" Type="{R}/customXmlProps" Target="{beside}"/>'
        lines = f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{link}</Relationships>'
        self.packed.append(pack(f"customXml/_rels/{name}.rels", lines.encode("utf-8")))
        self._relate("customXml", f"{'../' * (self.folder.count('/') + bool(self.folder))}customXml/{name}")

    def _add(self, name: str, content: bytes, kind: str) -> None:
        self.packed.append(pack(name, content))
        self.types.append((name, kind))

    def _relate(self, kind: str, target: str, *, external: bool = False) -> str:
        number = f"rId{self.next_relationship}"
        self.next_relationship += 1
        mode = ' TargetMode="External"' if external else ""
        self.lines.append(f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{attribute(target)}"{mode}/>')
        return number
