"""What the styles and lists of a Word file say of a paragraph or a run: its style's name, how it counts, its weight."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from reportgen.pull.package import Package, W

_W: Final = f"{{{W}}}"
_OFF = ("0", "false", "off", "none")
_FURTHEST = 20
"""How many styles may be based on one another; a file may tie them into a ring."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style: the name that a reader sees, in small letters, what it is based on, its list and its weight."""

    name: str = ""
    based_on: str = ""
    list_number: str = ""
    level: int | None = None
    bold: bool | None = None
    italic: bool | None = None
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """How a paragraph is listed: Word's name for how it counts, its level, whether its number holds several counts."""

    counting: str = ""
    level: int = 0
    outline: bool = False


_PLAIN = Style()
_UNLISTED = Listed()


@dataclass(frozen=True, slots=True)
class Sheets:
    """The styles of a Word file by their ids, and the levels of its lists by number."""

    styles: dict[str, Style] = field(default_factory=dict)
    usual: str = ""
    levels: dict[tuple[str, int], Listed] = field(default_factory=dict)

    def style(self, properties: etree._Element | None) -> Style:
        """Return the style of a paragraph."""
        named = _value(properties, "pStyle")
        return self.styles.get(named or self.usual, _PLAIN)

    def listed(self, properties: etree._Element | None, style: Style) -> Listed:
        """Return how a paragraph is listed, by itself or by its style."""
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        number, level = _value(numbering, "numId"), _level(_value(numbering, "ilvl"))
        for _ in range(_FURTHEST):
            if number:
                break
            number, level = style.list_number, style.level if level is None else level
            if not style.based_on:
                break
            style = self.styles.get(style.based_on, _PLAIN)
        if not number or number == "0":
            return _UNLISTED
        return self.levels.get((number, level or 0), _UNLISTED)

    def dress(self, properties: etree._Element | None) -> tuple[bool, bool, bool]:
        """Return whether a run is bold, italic and hidden, by itself or by its character style."""
        if properties is None:
            return False, False, False
        bold, italic = _switch(properties, "b"), _switch(properties, "i")
        named = self.styles.get(_value(properties, "rStyle"), _PLAIN)
        for _ in range(_FURTHEST):
            bold = named.bold if bold is None else bold
            italic = named.italic if italic is None else italic
            if not named.based_on:
                break
            named = self.styles.get(named.based_on, _PLAIN)
        return bool(bold), bool(italic), bool(_switch(properties, "vanish"))

    def strikes(self, properties: etree._Element | None) -> bool:
        """Tell whether a run is struck through, by itself or by its character style."""
        own = _struck(properties)
        return bool(self.styles.get(_value(properties, "rStyle"), _PLAIN).struck if own is None else own)


def read_sheets(package: Package) -> Sheets:
    """Return the styles and lists of a Word file."""
    sheets = Sheets()
    usual = ""
    for name in package.led_to("styles")[:1]:
        root = package.part(name)
        for element in root.iter(f"{_W}style") if root is not None else ():
            key = element.get(f"{_W}styleId") or ""
            sheets.styles[key] = _style(element)
            if element.get(f"{_W}type") == "paragraph" and element.get(f"{_W}default") in ("1", "true"):
                usual = key
    for name in package.led_to("numbering")[:1]:
        root = package.part(name)
        if root is not None:
            sheets.levels.update(_levels(root))
    return Sheets(sheets.styles, usual, sheets.levels)


def _style(element: etree._Element) -> Style:
    paragraph, run = element.find(f"{_W}pPr"), element.find(f"{_W}rPr")
    numbering = paragraph.find(f"{_W}numPr") if paragraph is not None else None
    return Style(
        (_value(element, "name")).lower(),
        _value(element, "basedOn"),
        _value(numbering, "numId"),
        _level(_value(numbering, "ilvl")),
        _switch(run, "b") if run is not None else None,
        _switch(run, "i") if run is not None else None,
        _struck(run),
    )


def _struck(run: etree._Element | None) -> bool | None:
    """Return whether a run or a style strikes words through, with one line or two; None where nothing is said of it."""
    said = [_switch(run, name) for name in ("strike", "dstrike")] if run is not None else [None]
    return None if all(one is None for one in said) else any(said)


def _levels(root: etree._Element) -> dict[tuple[str, int], Listed]:
    kinds: dict[str, dict[int, Listed]] = {}
    for definition in root.iter(f"{_W}abstractNum"):
        kinds[definition.get(f"{_W}abstractNumId") or ""] = _levels_of(definition)
    found: dict[tuple[str, int], Listed] = {}
    for number in root.iter(f"{_W}num"):
        levels = dict(kinds.get(_value(number, "abstractNumId"), {}))
        for override in number.iter(f"{_W}lvlOverride"):
            levels.update(_levels_of(override))
        for at, listed in levels.items():
            found[number.get(f"{_W}numId") or "", at] = listed
    return found


def _levels_of(parent: etree._Element) -> dict[int, Listed]:
    found = {}
    for element in parent.findall(f"{_W}lvl"):
        at = _level(element.get(f"{_W}ilvl") or "") or 0
        counting, pattern = _value(element, "numFmt"), _value(element, "lvlText")
        found[at] = _UNLISTED if counting == "none" else Listed(counting or "decimal", at, pattern.count("%") > 1)
    return found


def _value(parent: etree._Element | None, name: str) -> str:
    child = parent.find(f"{_W}{name}") if parent is not None else None
    return (child.get(f"{_W}val") or "") if child is not None else ""


def _level(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 else None


def _switch(parent: etree._Element, name: str) -> bool | None:
    """Return whether a switch such as bold is on; None where nothing is said of it."""
    child = parent.find(f"{_W}{name}")
    if child is None:
        return None
    return (child.get(f"{_W}val") or "1") not in _OFF
