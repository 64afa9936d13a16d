"""A letterhead read once, and kept as what the writer needs of it: static parts ready packed, styles by name, slots.

Any council's own Word file serves. With no slots in it the paper follows what its body holds; an exempt copy's marking
goes into every kind of page header, and a draft's line into every footer, whether the file has slots for them or not.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docx.exceptions import InvalidXmlError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from reportgen.write._ooxml import HEAD, RELATIONSHIPS, R, W, attribute, tag
from reportgen.write._zip import Packed, pack
from reportgen.write.docx.footnotes import Footnotes, no_footnotes, read_footnotes
from reportgen.write.docx.measures import A4_HEIGHT, A4_WIDTH
from reportgen.write.docx.slots import Segments, compile_document, compile_running
from reportgen.write.docx.styles import StyleTable, read_styles, with_footnote_styles
from reportgen.write.writer import LetterheadError

_LARGEST = 64 * 1024 * 1024
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# Of no use in a paper, stale once a style changes, or telling of the computer on which the letterhead was made.
_LEFT_OUT = frozenset(
    {"thumbnail", "stylesWithEffects", "attachedTemplate", "core-properties", "extended-properties", "printerSettings"}
)

# How the files of Word 2003 begin, and those of today's Word once they have a password: these hold such a stream.
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_EMPTY_RUNNING = {
    kind: f'<w:{root} xmlns:w="{W}" xmlns:r="{R}"><w:p/></w:{root}>'
    for kind, root in (("header", "hdr"), ("footer", "ftr"))
}

_NOT_WORD = (
    "The letterhead can't be read as a Word file. Open it in Word, and save it again as “Word Document (.docx)”."
)
_MACROS = "The letterhead holds macros. In Word, save it again as “Word Document (.docx)”."
_STRICT = (
    "The letterhead is not an ordinary Word document. "
    "In Word, save it again as “Word Document (.docx)”, not as Strict Open XML."
)
_LOCKED = (
    "The letterhead is protected by a password. In Word, choose File, Info, Protect Document, take the password away, "
    "and save it again."
)
_OLD_WORD = (
    "The letterhead is a document of an older Word (.doc). "
    "Open it in Word, and save it again as “Word Document (.docx)”."
)
_TOO_LARGE = "The letterhead is larger than 64 MB once unpacked. Take out its large pictures."


# What a spoilt zip file, its XML and its relationships raise in the libraries that read them.
_UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, etree.XMLSyntaxError, InvalidXmlError, KeyError, ValueError,
    AttributeError, TypeError, IndexError, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class TemplateImage:
    """What the writer needs of a letterhead: parts as they are, and those that each document fills.

    `numbering` is the list part in three: up to the last list definition, then up to the last list, then its end.
    `next_own` is the first number that no part of the letterhead's own XML has; `text_width` is in twips.
    """

    static: tuple[Packed, ...]
    content_types: tuple[tuple[str, str], ...]
    main: str
    document: Segments
    relationships: str
    next_relationship: int
    running: tuple[tuple[str, Segments], ...]
    styles: StyleTable
    styles_name: str
    numbering: tuple[str, str, str]
    numbering_name: str
    next_list: int
    next_own: int
    text_width: int
    footnotes: Footnotes


@lru_cache(maxsize=16)
def read_letterhead(content: bytes) -> TemplateImage:
    """Return the image of a letterhead. Raises LetterheadError where the file is not a Word file that can be used."""
    if content.startswith(_COMPOUND):
        raise LetterheadError(_LOCKED if _ENCRYPTED in content else _OLD_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(entry.file_size for entry in file.infolist()) > _LARGEST:
                raise LetterheadError(_TOO_LARGE)
        package = OpcPackage.open(io.BytesIO(content))
        main = package.main_document_part
        root = _parsed(main.blob)
        if "macroEnabled" in main.content_type:
            raise LetterheadError(_MACROS)
        if root.tag != tag("document") or root.find(tag("body")) is None:
            raise LetterheadError(_STRICT)
        return _Reading(package, main, root).image()
    except LetterheadError:
        raise
    except _UNREADABLE as error:
        raise LetterheadError(_NOT_WORD) from error


def _parsed(blob: bytes) -> Any:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _kind(relationship: Any) -> str:
    return str(relationship.reltype).rsplit("/", 1)[-1]


def _kept(part: Part) -> list[Any]:
    return [
        rel
        for _, rel in sorted(part.rels.items(), key=lambda pair: (_digits(pair[0]), pair[0]))
        if _kind(rel) not in _LEFT_OUT
    ]


def _digits(rel_id: str) -> int:
    return int(re.sub(r"\D", "", rel_id) or 0)


def _reachable(part: Part, seen: dict[str, Part] | None = None) -> dict[str, Part]:
    """Return the parts that a part leads to, itself among them, by name."""
    seen = {} if seen is None else seen
    seen[_name(part)] = part
    for rel in _kept(part):
        if not rel.is_external and _name(rel.target_part) not in seen:
            _reachable(rel.target_part, seen)
    return seen


def _name(part: Part) -> str:
    return str(part.partname).lstrip("/")


def _line(rel_id: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{rel_id}" Type="{kind}" Target="{attribute(target)}"{mode}/>'


def relationships_part(lines: str) -> str:
    """Return a relationships part that holds these lines."""
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'


def relationships_name(part: str) -> str:
    """Return the name of the part that holds another part's relationships."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


@dataclass(slots=True)
class _Reading:
    """A letterhead while it is being read."""

    package: OpcPackage
    main: Part
    root: Any
    relationships: list[str] = field(default_factory=list)
    running: dict[str, Segments] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    next_relationship: int = 1

    def image(self) -> TemplateImage:
        """Return what the writer needs."""
        kept = _kept(self.main)
        self.relationships += (_line(rel.rId, rel.reltype, rel.target_ref, rel.is_external) for rel in kept)
        self.next_relationship = 1 + max((_digits(rel.rId) for rel in kept), default=0)
        folder = _name(self.main).rpartition("/")[0]
        styles_part, styles_name = self._of_kind("styles", folder)
        numbering_part, numbering_name = self._of_kind("numbering", folder)
        styles = read_styles(with_footnote_styles(b"" if styles_part is None else styles_part.blob))
        numbering, next_list = _read_numbering(None if numbering_part is None else _parsed(numbering_part.blob))
        section = _final_section(self.root)
        self._read_running(styles, folder)
        footnotes = self._footnotes(folder)
        written_anew = {_name(self.main), styles_name, numbering_name, footnotes.name, *self.running}
        reachable = _reachable(self.main)
        static = {name: part for name, part in reachable.items() if name not in written_anew}
        self.types |= {name: part.content_type for name, part in static.items()}
        self.types[_name(self.main)] = f"{_TYPE}.document.main+xml"
        packed = [pack(name, _without_template(part)) for name, part in static.items()]
        for name, part in reachable.items():
            if part is not self.main and name != footnotes.name and (lines := _lines_of(part)):
                packed.append(pack(relationships_name(name), relationships_part(lines).encode("utf-8")))
        return TemplateImage(
            static=tuple(packed),
            content_types=tuple(sorted(self.types.items())),
            main=_name(self.main),
            document=compile_document(self.root),
            relationships="".join(self.relationships),
            next_relationship=self.next_relationship,
            running=tuple(self.running.items()),
            styles=styles,
            styles_name=styles_name,
            numbering=numbering,
            numbering_name=numbering_name,
            next_list=next_list,
            next_own=1 + max((_digits(name) for name in reachable if name.startswith("customXml/")), default=0),
            text_width=_text_width(section),
            footnotes=footnotes,
        )

    def _footnotes(self, folder: str) -> Footnotes:
        for rel in _kept(self.main):
            if _kind(rel) == "footnotes" and not rel.is_external:
                part = rel.target_part
                self.types[_name(part)] = part.content_type
                following = 1 + max((_digits(led.rId) for led in _kept(part)), default=0)
                return read_footnotes(_name(part), _parsed(part.blob), _lines_of(part), following)
        return no_footnotes(folder)

    def _of_kind(self, kind: str, folder: str) -> tuple[Part | None, str]:
        """Return the part of a kind and its name; where there is none, make room for one."""
        self_parts = [rel.target_part for rel in _kept(self.main) if _kind(rel) == kind and not rel.is_external]
        name = _name(self_parts[0]) if self_parts else f"{folder}/{kind}.xml"
        if not self_parts:
            self._relate(kind, f"{kind}.xml")
        self.types[name] = f"{_TYPE}.{kind}+xml"
        return (self_parts[0] if self_parts else None), name

    def _relate(self, kind: str, target: str) -> str:
        rel_id = f"rId{self.next_relationship}"
        self.next_relationship += 1
        self.relationships.append(_line(rel_id, f"{R}/{kind}", target))
        return rel_id

    def _read_running(self, styles: StyleTable, folder: str) -> None:
        """Read the headers and footers, and add an empty one for each kind of page that has none."""
        for rel in _kept(self.main):
            if (kind := _kind(rel)) in ("header", "footer") and not rel.is_external:
                name = _name(rel.target_part)
                self.running[name] = compile_running(_parsed(rel.target_part.blob), kind, styles)
                self.types[name] = f"{_TYPE}.{kind}+xml"
        sections = list(self.root.iter(tag("sectPr")))
        for at, (kind, page) in enumerate(_pages_without(sections, self._facing()), 1):
            target = f"reportgen-{kind}{at}.xml"
            name = f"{folder}/{target}"
            empty = etree.fromstring(_EMPTY_RUNNING[kind])
            self.running[name] = compile_running(empty, kind, styles)
            self.types[name] = f"{_TYPE}.{kind}+xml"
            reference = etree.Element(tag(f"{kind}Reference"))
            reference.set(tag("type"), page)
            reference.set(f"{{{R}}}id", self._relate(kind, target))
            sections[0].insert(0, reference)

    def _facing(self) -> bool:
        """Tell whether left and right pages have headers of their own."""
        settings = [rel.target_part for rel in _kept(self.main) if _kind(rel) == "settings" and not rel.is_external]
        return any(_parsed(part.blob).find(tag("evenAndOddHeaders")) is not None for part in settings)


def _pages_without(sections: list[Any], facing: bool) -> Iterator[tuple[str, str]]:
    """Yield each kind of page that some section has and for which the first section names no header or footer."""
    pages = ["default"]
    if any(section.find(tag("titlePg")) is not None for section in sections):
        pages.append("first")
    if facing:
        pages.append("even")
    for kind in ("header", "footer"):
        there = {reference.get(tag("type")) for reference in sections[0].iterfind(tag(f"{kind}Reference"))}
        yield from ((kind, page) for page in pages if page not in there)


def _lines_of(part: Part) -> str:
    return "".join(_line(rel.rId, rel.reltype, rel.target_ref, rel.is_external) for rel in _kept(part))


def _without_template(part: Part) -> bytes:
    """Return a part's bytes; the settings without the path of the template that the letterhead was made from."""
    if not part.content_type.endswith("settings+xml"):
        return bytes(part.blob)
    root = _parsed(part.blob)
    for name in ("attachedTemplate", "updateFields", "rsids"):
        for found in root.findall(tag(name)):
            root.remove(found)
    return HEAD.encode("utf-8") + etree.tostring(root)


_BEFORE_PAPER = frozenset(map(tag, ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")))


def _final_section(root: Any) -> Any:
    """Return the settings of the last pages; plain A4 where the file says nothing, where Word may take US Letter."""
    body = root.find(tag("body"))
    section = body.find(tag("sectPr"))
    if section is None:
        section = etree.SubElement(body, tag("sectPr"))
    place = sum(1 for child in section if child.tag in _BEFORE_PAPER)
    if section.find(tag("pgSz")) is None:
        size = etree.Element(tag("pgSz"))
        size.set(tag("w"), str(A4_WIDTH))
        size.set(tag("h"), str(A4_HEIGHT))
        section.insert(place, size)
    if section.find(tag("pgMar")) is None:
        margins = etree.Element(tag("pgMar"))
        section.insert(place + 1, margins)
        for side in ("top", "right", "bottom", "left", "header", "footer", "gutter"):
            margins.set(tag(side), {"header": "708", "footer": "708", "gutter": "0"}.get(side, "1247"))
    return section


def _text_width(section: Any) -> int:
    def length(name: str, side: str, usual: int) -> int:
        found = section.find(tag(name))
        try:
            return usual if found is None else abs(round(float(found.get(tag(side), usual))))
        except ValueError:
            return usual

    used = length("pgMar", "left", 1247) + length("pgMar", "right", 1247) + length("pgMar", "gutter", 0)
    return max(length("pgSz", "w", A4_WIDTH) - used, 1440)


def _read_numbering(root: Any) -> tuple[tuple[str, str, str], int]:
    """Return the list part in three, and the first number that no list or list definition in it has."""
    if root is None:
        return (f'{HEAD}<w:numbering xmlns:w="{W}" xmlns:r="{R}">', "", "</w:numbering>"), 1
    taken = [int(found.get(tag("abstractNumId"), 0)) for found in root.iterfind(tag("abstractNum"))]
    taken += [int(found.get(tag("numId"), 0)) for found in root.iterfind(tag("num"))]
    definitions = sum(1 for child in root if child.tag in (tag("numPicBullet"), tag("abstractNum")))
    lists = definitions + sum(1 for child in root if child.tag == tag("num"))
    root.insert(lists, etree.ProcessingInstruction("rg-lists"))
    root.insert(definitions, etree.ProcessingInstruction("rg-definitions"))
    before, _, rest = etree.tostring(root, encoding="unicode").partition("<?rg-definitions ?>")
    between, _, after = rest.partition("<?rg-lists ?>")
    return (HEAD + before, between, after), max(taken, default=0) + 1
