"""What a Word file offers as a letterhead, and what it lacks: for whoever keeps a house style."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.opc.package import OpcPackage
from lxml import etree

from reportgen.write._ooxml import R, tag
from reportgen.write.docx.measures import A4_HEIGHT, A4_WIDTH
from reportgen.write.docx.names import CHARACTER_STYLES, PARAGRAPH_STYLES, TABLE_STYLES
from reportgen.write.docx.styles import StyleTable, parse_styles, style_serving
from reportgen.write.docx.template import read_letterhead

SLOTS = ("body", "title", "council", "classification", "marking", "draft")
"""The slots that are filled, by name."""

USES: Mapping[str, tuple[str, ...]] = {**PARAGRAPH_STYLES, **TABLE_STYLES, **CHARACTER_STYLES}
"""What styles are used for, and the names of the styles that serve, the best first."""

CHOSEN: Mapping[str, str] = {**dict.fromkeys(PARAGRAPH_STYLES, "paragraph"), **dict.fromkeys(TABLE_STYLES, "table")}
"""The uses for which a house style may choose a style of its own (`word_styles`), and the kind of style that serves."""

_PREFIX = "rg/slot/"
_VAL = tag("val")
_PAGES = ("default", "first", "even")
_TWIPS_IN_CENTIMETRE = 1440 / 2.54


@dataclass(frozen=True, slots=True)
class StyleUse:
    """What a style is used for, the style's name in the file (empty: none), and the name of the one wanted.

    `by_outline` tells that it is a heading of another name, known by its level in the outline.
    """

    use: str
    style: str
    wanted: str
    by_outline: bool = False

    @property
    def stands_in(self) -> bool:
        """Tell whether another style serves than the one wanted."""
        return self.style.lower() != self.wanted.lower()


@dataclass(frozen=True, slots=True)
class Running:
    """A header or footer: the pages that it is for (default, first, even), whether it is there, whether it shows."""

    kind: str
    page: str
    is_there: bool
    is_shown: bool
    words: str = ""
    slots: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: the number or bullet that its first entry has, and the style that it is linked to."""

    example: str
    style: str


@dataclass(frozen=True, slots=True)
class PageSize:
    """Paper and margins in centimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    text: float


@dataclass(frozen=True, slots=True)
class Examination:
    """What a Word file holds, and which of its styles serves for what.

    `words` are those that the file's body holds already; `sections` counts its stretches of pages.
    """

    language: str
    page: PageSize
    sections: int
    words: str
    slots: tuple[str, ...]
    fields: tuple[str, ...]
    running: tuple[Running, ...]
    lists: tuple[tuple[ListLevel, ...], ...]
    uses: tuple[StyleUse, ...]
    found: tuple[str, ...]


def style_uses(table: StyleTable, word_styles: Mapping[str, str]) -> tuple[StyleUse, ...]:
    """Return which style of a letterhead serves for what, where a house style names styles of its own."""
    names = _style_names(table.content)
    default = _default_paragraph(table.content)

    def serving(use: str) -> str:
        found = names.get(style_serving(table, use, word_styles.get(use, "")), "")
        return found or (default if use in PARAGRAPH_STYLES else "")

    uses = []
    for use, names_wanted in USES.items():
        wanted, style = word_styles.get(use, names_wanted[0]), serving(use)
        by_outline = use.startswith("heading_") and table.holds(use) and style.lower() != names_wanted[0].lower()
        uses.append(StyleUse(use, style, wanted, by_outline and wanted == names_wanted[0]))
    return tuple(uses)


def style_names(content: bytes, kind: str) -> tuple[str, ...]:
    """Return the names of the styles of a kind (`paragraph`, `table`) in a letterhead. Raises LetterheadError."""
    root = parse_styles(read_letterhead(content).styles.content)
    return tuple(_name_of(style) for style in root.iterfind(tag("style")) if style.get(tag("type")) == kind)


def examine(content: bytes, word_styles: Mapping[str, str]) -> Examination:
    """Return what a Word file offers and lacks. Raises LetterheadError where it can't be used at all."""
    image = read_letterhead(content)
    main = OpcPackage.open(io.BytesIO(content)).main_document_part
    parts = {rel.rId: rel.target_part for rel in main.rels.values() if not rel.is_external}
    by_kind = {rel.reltype.rsplit("/", 1)[-1]: rel.target_part for rel in main.rels.values() if not rel.is_external}
    root = _parsed(main.blob)
    sections = list(root.iter(tag("sectPr")))
    facing = "settings" in by_kind and _parsed(by_kind["settings"].blob).find(tag("evenAndOddHeaders")) is not None
    styles = image.styles
    names = _style_names(styles.content)
    numbering = _parsed(by_kind["numbering"].blob) if "numbering" in by_kind else None
    return Examination(
        language=_language(styles.content),
        page=_page(sections, image.text_width),
        sections=max(len(sections), 1),
        words=_words(root),
        slots=_slots(root),
        fields=_fields(root),
        running=tuple(_running(sections, parts, facing)),
        lists=() if numbering is None else tuple(_lists(numbering, names)),
        uses=style_uses(styles, word_styles),
        found=tuple(sorted(set(names.values()), key=str.lower)),
    )


def _parsed(blob: bytes) -> Any:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _style_names(content: bytes) -> dict[str, str]:
    """Return the names of styles by their ids."""
    return {style.get(tag("styleId"), ""): _name_of(style) for style in parse_styles(content).iterfind(tag("style"))}


def _name_of(style: Any) -> str:
    found = style.find(tag("name"))
    return "" if found is None else str(found.get(_VAL, ""))


def _default_paragraph(content: bytes) -> str:
    """Return the name of the style of paragraphs that name none: the one marked so, else Word's own name for it."""
    styles = [found for found in parse_styles(content).iterfind(tag("style")) if found.get(tag("type")) == "paragraph"]
    marked = [_name_of(style) for style in styles if style.get(tag("default")) in ("1", "true", "on")]
    return next(iter(marked), next((name for style in styles if (name := _name_of(style)).lower() == "normal"), ""))


def _language(styles: bytes) -> str:
    found = parse_styles(styles).find("/".join(map(tag, ("docDefaults", "rPrDefault", "rPr", "lang"))))
    return "" if found is None else str(found.get(_VAL, ""))


def _page(sections: list[Any], text_width: int) -> PageSize:
    """Return the paper and margins of the last pages, which are those of the paper; A4 where the file says nothing."""

    def length(name: str, side: str, usual: int) -> float:
        found = sections[-1].find(tag(name)) if sections else None
        try:
            twips = usual if found is None else abs(float(found.get(tag(side), usual)))
        except ValueError:
            twips = usual
        return round(twips / _TWIPS_IN_CENTIMETRE, 1)

    top, right, bottom, left = (length("pgMar", side, 1247) for side in ("top", "right", "bottom", "left"))
    text = round(text_width / _TWIPS_IN_CENTIMETRE, 1)
    return PageSize(length("pgSz", "w", A4_WIDTH), length("pgSz", "h", A4_HEIGHT), top, right, bottom, left, text)


def _words(root: Any) -> str:
    """Return the words of a part, its paragraphs apart; what stands in slots makes way, and is left out."""
    lines = []
    for paragraph in root.iter(tag("p")):
        shown = (text for text in paragraph.iter(tag("t"), tag("tab")) if not _in_slot(text))
        lines.append("".join(text.text or "" if text.tag == tag("t") else " " for text in shown))
    return " ".join(" ".join(lines).split())


def _in_slot(element: Any) -> bool:
    return any(_slot_of(control) for control in element.iterancestors(tag("sdt")))


def _slot_of(control: Any) -> str:
    found = control.find(f"{tag('sdtPr')}/{tag('tag')}")
    name = "" if found is None else str(found.get(_VAL, ""))
    return name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else ""


def _slots(root: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slot for control in root.iter(tag("sdt")) if (slot := _slot_of(control))))


def _fields(root: Any) -> tuple[str, ...]:
    """Return the names of the fields of a part: PAGE, NUMPAGES, DOCPROPERTY."""
    codes = [found.text or "" for found in root.iter(tag("instrText"))]
    codes += [found.get(tag("instr"), "") for found in root.iter(tag("fldSimple"))]
    return tuple(dict.fromkeys(code.split()[0].upper() for code in codes if code.strip() and code.split()[0].isalpha()))


def _running(sections: list[Any], parts: Mapping[str, Any], facing: bool) -> Iterator[Running]:
    """Yield the header and footer of each kind of page, there or not: those of the first section that has one."""
    first = any(section.find(tag("titlePg")) is not None for section in sections)
    for kind in ("header", "footer"):
        for page in _PAGES:
            shows = {"default": True, "first": first, "even": facing}[page]
            references = [
                found.get(f"{{{R}}}id", "")
                for section in sections
                for found in section.iterfind(tag(f"{kind}Reference"))
                if found.get(tag("type"), "default") == page
            ]
            part = next((parts[name] for name in references if name in parts), None)
            if part is None:
                yield Running(kind, page, False, shows)
            else:
                root = _parsed(part.blob)
                yield Running(kind, page, True, shows, _words(root), _slots(root), _fields(root))


def _lists(numbering: Any, names: Mapping[str, str]) -> Iterator[tuple[ListLevel, ...]]:
    for definition in numbering.iterfind(tag("abstractNum")):
        levels = list(definition.iterfind(tag("lvl")))
        forms = [_value(level, "numFmt") or "decimal" for level in levels]
        yield tuple(
            ListLevel(_example(level, forms), names.get(_value(level, "pStyle"), _value(level, "pStyle")))
            for level in levels
        )


def _value(level: Any, name: str) -> str:
    found = level.find(tag(name))
    return "" if found is None else str(found.get(_VAL, ""))


_FIRST = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01"}


def _example(level: Any, forms: list[str]) -> str:
    """Return what stands before the first entry of a level; symbol fonts have bullets of no character of their own."""
    text, form = _value(level, "lvlText"), _value(level, "numFmt")
    if form == "bullet":
        return "•" if not text.strip() or "\ue000" <= text[0] <= "\uf8ff" else text
    for at, counted in enumerate(forms[:9], start=1):
        text = text.replace(f"%{at}", _FIRST.get(counted, "1"))
    return text
