"""The styles of a letterhead: which there are, and which serves for what."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.style.style import Style
from reportgen.write._ooxml import HEAD, W, tag
from reportgen.write.docx.names import CHARACTER_STYLES, PARAGRAPH_STYLES, TABLE_STYLES

_VAL = tag("val")
# The level that says a paragraph is no heading.
_BODY_LEVEL = 9
_EMPTY = (
    f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults></w:styles>'
)


@dataclass(frozen=True, eq=False, slots=True)
class StyleTable:
    """The styles of a letterhead, by kind and by name in small letters (Word does not tell capitals apart either).

    `indents` are the left indents of paragraph styles in twips; `numbered` the paragraph styles that bring a number
    of their own; `conditions` the parts of a table (`firstRow`, `firstCol`) that each table style dresses. `letters`
    are the font (empty where the theme names it) and the size in points of each style; `frames` the rules and the
    ground of paragraph styles, as XML; `after` the space below them in twips.
    """

    content: bytes
    paragraph: Mapping[str, str]
    character: Mapping[str, str]
    table: Mapping[str, str]
    indents: Mapping[str, int]
    numbered: frozenset[str]
    conditions: Mapping[str, frozenset[str]]
    letters: Mapping[str, tuple[str, float]]
    frames: Mapping[str, str]
    after: Mapping[str, int]

    def first(self, kind: Mapping[str, str], names: tuple[str, ...]) -> str:
        """Return the id of the first of some styles that is there; empty where none is."""
        return next((found for name in names if name and (found := kind.get(name.lower()))), "")

    def holds(self, use: str) -> bool:
        """Tell whether the letterhead has the very style for a use, and not one that stands in for it."""
        if use in TABLE_STYLES:
            return TABLE_STYLES[use][0].lower() in self.table
        if use in CHARACTER_STYLES:
            return CHARACTER_STYLES[use][0].lower() in self.character
        return PARAGRAPH_STYLES[use][0].lower() in self.paragraph


def read_styles(content: bytes) -> StyleTable:
    """Return the styles of a styles part; an empty part stands in for one that is missing (empty bytes)."""
    content = content or _EMPTY.encode("utf-8")
    root = parse_styles(content)
    kinds: dict[str, dict[str, str]] = {"paragraph": {}, "character": {}, "table": {}, "numbering": {}}
    styles: dict[str, Any] = {}
    for style in root.iterfind(tag("style")):
        key = style.get(tag("styleId"), "")
        styles[key] = style
        names = [style.find(tag("name")), style.find(tag("aliases"))]
        for name in ",".join(found.get(_VAL, "") for found in names if found is not None).split(","):
            kinds.setdefault(style.get(tag("type"), ""), {}).setdefault(name.strip().lower(), key)
    for level, key in _headings_by_level(styles).items():
        kinds["paragraph"].setdefault(f"heading {level}", key)
    indents: dict[str, int] = {}
    numbered: set[str] = set()
    conditions: dict[str, frozenset[str]] = {}
    letters: dict[str, tuple[str, float]] = {}
    frames: dict[str, str] = {}
    after: dict[str, int] = {}
    usual = root.find(f"{tag('docDefaults')}/{tag('rPrDefault')}")
    spaced = root.find(f"{tag('docDefaults')}/{tag('pPrDefault')}")
    for key in styles:
        line = _ancestry(key, styles)
        indents[key] = next((found for style in line if (found := _indent(style)) is not None), 0)
        if next((number for style in line if (number := _list_of(style))), "0") != "0":
            numbered.add(key)
        conditions[key] = frozenset(
            part.get(tag("type"), "") for style in line for part in style.iterfind(tag("tblStylePr"))
        )
        letters[key] = _letters([*line, usual])
        frames[key] = _frame(line)
        after[key] = _whole(_said([*line, spaced], "pPr", "spacing", "after"), 0)
    return StyleTable(
        content, kinds["paragraph"], kinds["character"], kinds["table"], indents, frozenset(numbered), conditions,
        letters, frames, after,
    )  # fmt: skip


# What Word takes where a file says nothing of the size of its letters.
_USUAL_HALF_POINTS = 20


def _letters(line: list[Any]) -> tuple[str, float]:
    """Return the font and the size in points that a style and those it is based on say, nearest first."""
    named = next((found for style in line if (found := _property(style, "rPr", "rFonts")) is not None), None)
    font = "" if named is None else named.get(tag("ascii"), "")
    return font, _whole(_said(line, "rPr", "sz", "val"), _USUAL_HALF_POINTS) / 2


def _frame(line: list[Any]) -> str:
    """Return the rules and the ground of a paragraph style, in the schema's order."""
    found = [next((f for style in line if (f := _property(style, "pPr", name)) is not None), None)
             for name in ("pBdr", "shd")]  # fmt: skip
    return "".join(_bare(element) for element in found if element is not None)


def _bare(element: Any) -> str:
    """Return an element as text, without the namespace that whatever it is put into declares."""
    alone = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", alone)


def _property(style: Any, kind: str, name: str) -> Any:
    return None if style is None else style.find(f"{tag(kind)}/{tag(name)}")


def _said(line: list[Any], kind: str, name: str, setting: str) -> str:
    """Return the nearest word for a setting; empty where none of a style's line has one."""
    found = (_property(style, kind, name) for style in line)
    return next((said for element in found if element is not None and (said := element.get(tag(setting)))), "")


def _whole(said: str, usual: int) -> int:
    try:
        return round(float(said))
    except (ValueError, OverflowError):
        return usual


def style_serving(table: StyleTable, use: str, own: str = "") -> str:
    """Return the id of the style for a use: the house style's own name for it, else ours, else the default (empty)."""
    if use in TABLE_STYLES:
        return table.first(table.table, (own, *TABLE_STYLES[use]))
    if use in CHARACTER_STYLES:
        return table.first(table.character, CHARACTER_STYLES[use])
    return table.first(table.paragraph, (own, *(PARAGRAPH_STYLES.get(use, ()) or PARAGRAPH_STYLES["body"])))


def letters_serving(table: StyleTable, style: Style, use: str) -> tuple[str, float]:
    """Return the font and the size in points of what the style for a use sets."""
    serving = style_serving(table, use, style.word_styles.get(use, ""))
    font, size = table.letters.get(serving, ("", style.look.text_size))
    return font or style.look.font, size


def _headings_by_level(styles: Mapping[str, Any]) -> dict[int, str]:
    """Return the first paragraph style of each level (from 1) of the outline: headings, whatever they are called.

    Word keeps `heading 1` as the name of a heading in every language; other programs write their own word for it.
    """
    found: dict[int, str] = {}
    for own_only in (True, False):
        for key, style in styles.items():
            if style.get(tag("type")) != "paragraph":
                continue
            line = _ancestry(key, styles)[: 1 if own_only else None]
            level = next((level for based in line if (level := _outline_level(based)) is not None), None)
            if level is not None and level < _BODY_LEVEL:
                found.setdefault(level + 1, key)
    return found


def _outline_level(style: Any) -> int | None:
    found = style.find(f"{tag('pPr')}/{tag('outlineLvl')}")
    stated = "" if found is None else found.get(_VAL, "")
    return int(stated) if stated.isdecimal() else None


_FOOTNOTE_STYLES = (
    (
        "paragraph",
        "FootnoteText",
        "footnote text",
        '<w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    ),
    ("character", "FootnoteReference", "footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
)


def with_footnote_styles(content: bytes) -> bytes:
    """Return a styles part with Word's styles for footnotes, which a letterhead has only where it has had footnotes."""
    content = content or _EMPTY.encode("utf-8")
    root = parse_styles(content)
    named = {found.get(_VAL, "").lower() for found in root.iterfind(f"{tag('style')}/{tag('name')}")}
    taken = {style.get(tag("styleId"), "") for style in root.iterfind(tag("style"))}
    lacking = [one for one in _FOOTNOTE_STYLES if one[2] not in named]
    for kind, key, name, properties in lacking:
        while key in taken:
            key += "0"
        style = (
            f'<w:style xmlns:w="{W}" w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>'
            f'<w:uiPriority w:val="99"/>{properties}</w:style>'
        )
        root.append(etree.fromstring(style))
    return etree.tostring(root) if lacking else content


def parse_styles(content: bytes) -> Any:
    """Return the root of a styles part."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _ancestry(key: str, styles: Mapping[str, Any]) -> list[Any]:
    """Return a style and those that it is based on, nearest first."""
    line: list[Any] = []
    while key in styles and styles[key] not in line:
        line.append(styles[key])
        based = styles[key].find(tag("basedOn"))
        key = "" if based is None else based.get(_VAL, "")
    return line


def _indent(style: Any) -> int | None:
    found = style.find(f"{tag('pPr')}/{tag('ind')}")
    left = None if found is None else found.get(tag("left"), found.get(tag("start")))
    try:
        return None if left is None else round(float(left))
    except ValueError:
        return None


def _list_of(style: Any) -> str:
    found = style.find(f"{tag('pPr')}/{tag('numPr')}/{tag('numId')}")
    return "" if found is None else found.get(_VAL, "")


def link_styles(table: StyleTable, links: tuple[tuple[str, int, int], ...], language: str) -> bytes:
    """Return the styles part with the document's language, and with each linked style on its list.

    A style that brings a level of the outline gets its list here, so that an officer who adds a heading in Word gets
    the next number. The level is named here for LibreOffice's sake: Word takes it from the list, which names the style.
    """
    root = parse_styles(table.content)
    wanted = {style: (level, number) for style, level, number in links}
    for style in root.iterfind(tag("style")):
        if (place := wanted.get(style.get(tag("styleId"), ""))) is not None:
            _set_list(style, *place)
    _set_language(root, language)
    return HEAD.encode("utf-8") + etree.tostring(root)


_BEFORE_LIST = frozenset(map(tag, ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")))
_BEFORE_PARAGRAPH = frozenset(
    map(tag, ("name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
              "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid"))
)  # fmt: skip


def _set_list(style: Any, level: int, number: int) -> None:
    properties = _child(style, "pPr", _BEFORE_PARAGRAPH)
    old = properties.find(tag("numPr"))
    if old is not None:
        properties.remove(old)
    inside = _child(properties, "numPr", _BEFORE_LIST)
    etree.SubElement(inside, tag("ilvl")).set(_VAL, str(level))
    etree.SubElement(inside, tag("numId")).set(_VAL, str(number))


def _child(parent: Any, name: str, earlier: frozenset[str]) -> Any:
    """Return a child by name; a new one stands after those that the schema puts before it."""
    found = parent.find(tag(name))
    if found is None:
        found = etree.Element(tag(name))
        parent.insert(sum(1 for child in parent if child.tag in earlier), found)
    return found


def _set_language(root: Any, language: str) -> None:
    defaults = root.find(tag("docDefaults"))
    if defaults is None:
        defaults = etree.Element(tag("docDefaults"))
        root.insert(0, defaults)
    words = _child(_child(defaults, "rPrDefault", frozenset()), "rPr", frozenset())
    found = words.find(tag("lang"))
    if found is None:
        # Only these may follow the language; a letterhead's defaults have none of them.
        later = frozenset(map(tag, ("eastAsianLayout", "specVanish", "oMath")))
        found = etree.Element(tag("lang"))
        words.insert(sum(1 for child in words if child.tag not in later), found)
    found.set(_VAL, language)
    for own in root.iterfind(f"{tag('style')}/{tag('rPr')}/{tag('lang')}"):
        if own.get(_VAL) is not None:
            own.set(_VAL, language)
