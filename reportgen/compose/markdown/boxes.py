"""Boxes, in templates only: what stands between `::: role` and `:::` has that role."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from reportgen.base.suggest import did_you_mean
from reportgen.compose.markdown.blocks import LineParser, LineProcessor
from reportgen.compose.markdown.inlines import inline_text
from reportgen.compose.markdown.lines import TemplateFault, is_blank, number_of
from reportgen.compose.markdown.tables import TableProcessor
from reportgen.document.nodes import Role

_PARAGRAPH_ROLES = frozenset(
    {
        Role.TITLE,
        Role.SUBTITLE,
        Role.BANNER,
        Role.LEAD,
        Role.STEM,
        Role.NOTE,
        Role.CAPTION,
        Role.SIGNATURE,
        Role.CONTACT,
    }
)
_BOX_ROLES = frozenset(
    {
        Role.RECOMMENDATIONS,
        Role.RESOLUTIONS,
        Role.LEGAL,
        Role.OPTIONS,
        Role.WITHHELD,
        Role.EXEMPT,
        Role.REVIEW,
        Role.COLUMNS,
        Role.COLUMN,
        Role.NOTES,
    }
)
_LIST_ROLES = frozenset({Role.RECOMMENDATIONS, Role.RESOLUTIONS, Role.LEGAL, Role.OPTIONS})

_ATTRIBUTE = re.compile(r'\s*([^\s="]+)=(?:"([^"]*)"|([^\s"]+))(?=\s|$)')
_FENCE = ":::"


@dataclass(frozen=True, slots=True)
class _Fence:
    """The first line of a box: its name, and what it says of itself."""

    line: int
    name: str
    attributes: Mapping[str, str]

    def fault(self, message: str, hint: str) -> TemplateFault:
        return TemplateFault(self.line, message, hint)


class BoxProcessor(LineProcessor):
    """Reads boxes."""

    def __init__(self, parser: LineParser, tables: TableProcessor) -> None:
        super().__init__(parser)
        self._tables = tables
        self._boxes: dict[str, Callable[[Element, _Fence, list[str]], None]] = {
            **dict.fromkeys((role.value for role in _PARAGRAPH_ROLES), self._add_paragraphs),
            **dict.fromkeys((role.value for role in _BOX_ROLES), self._add_box),
            "table": self._add_table,
        }

    def starts(self, parent: Element, lines: list[str], at: int) -> bool:
        """Tell whether a line is the first or last of a box."""
        return lines[at].lstrip(" ").startswith(_FENCE)

    def build(self, parent: Element, lines: list[str]) -> None:
        """Add the box, or raise TemplateFault where it is not written well."""
        fence = _read_fence(lines.pop(0))
        if fence.name == "pagebreak":
            _check_attributes(fence, ())
            SubElement(parent, "pagebreak")
            return
        if not fence.name:
            raise fence.fault("`:::` closes a box here, but none is open.", "take the line out, or open a box above it")
        add = self._boxes.get(fence.name)
        if add is None:
            known = [*self._boxes, "pagebreak"]
            hint = did_you_mean(fence.name, known) or f"the boxes are {', '.join(sorted(known))}"
            raise fence.fault(f"There is no box called `{fence.name}`.", hint)
        add(parent, fence, _inside(fence, lines))

    def _add_box(self, parent: Element, fence: _Fence, lines: list[str]) -> None:
        _check_attributes(fence, ("id",))
        box = SubElement(parent, "box", {"role": fence.name, **fence.attributes})
        self.parser.parse_inside("box", box, lines)
        if fence.name in _LIST_ROLES:
            for found in box.findall("list"):
                found.set("role", fence.name)

    def _add_paragraphs(self, parent: Element, fence: _Fence, lines: list[str]) -> None:
        _check_attributes(fence, ("id",))
        box = Element("box")
        self.parser.parse_inside("box", box, lines)
        paragraphs = box.findall("p")
        for paragraph in paragraphs:
            paragraph.set("role", fence.name)
        if "id" in fence.attributes:
            if not paragraphs:
                raise fence.fault(f"The box `{fence.name}` has an id, but no paragraph to carry it.", "take the id out")
            paragraphs[0].set("id", fence.attributes["id"])
        parent.extend(box)

    def _add_table(self, parent: Element, fence: _Fence, lines: list[str]) -> None:
        _check_attributes(fence, ("widths", "caption", "summary", "id", "header", "role"))
        rows = [line for line in lines if not is_blank(line)]
        if not rows or not self._tables.starts(parent, rows, 0):
            raise fence.fault(
                "There is no table in this box.",
                "a table is a row of headings between pipes, a row of dashes under it, and rows of cells",
            )
        self._tables.build(parent, rows)
        if rows:
            raise TemplateFault(
                number_of(rows[0]), "This line stands in a table's box but is no row of it.", "put it after the `:::`"
            )
        _describe_table(parent[-1], fence)


def _describe_table(table: Element, fence: _Fence) -> None:
    attributes = dict(fence.attributes)
    role, header = attributes.get("role", Role.GRID), attributes.get("header", "column")
    if role not in set(Role):
        known = [one.value for one in Role]
        hint = did_you_mean(role, known) or f"the roles are {', '.join(sorted(known))}"
        raise fence.fault(f"There is no role called `{role}`.", hint)
    if header not in ("row", "column"):
        raise fence.fault(f"`header={header}` says nothing that a table can do.", "write `header=row`, or leave it out")
    columns = len(table.get("align", "").split())
    widths = attributes.get("widths", "")
    if widths and not _are_shares(widths, columns):
        raise fence.fault(
            f"`widths={widths}` doesn't fit a table of {columns} columns.",
            "write one number above 0 for each column, with commas between them: `widths=2,5`",
        )
    if caption := attributes.pop("caption", ""):
        SubElement(table, "caption").text = inline_text(caption)
    for name, value in attributes.items():
        table.set(name, value)


def _are_shares(widths: str, columns: int) -> bool:
    shares = widths.split(",")
    return len(shares) == columns and all(
        re.fullmatch(r"[0-9]+(\.[0-9]+)?", share) and float(share) > 0 for share in shares
    )


def _read_fence(line: str) -> _Fence:
    number = number_of(line)
    words = line.strip(" \t").lstrip(":").strip(" \t")
    name = re.match(r"[^\s=]*(?![^\s])", words)
    if name is None:
        raise TemplateFault(number, "This box has no name.", "write the name after the colons: `::: note`")
    attributes: dict[str, str] = {}
    at = name.end()
    while at < len(words):
        found = _ATTRIBUTE.match(words, at)
        if found is None:
            raise TemplateFault(
                number,
                f"`{words[at:].strip()}` can't be read.",
                'after the name of a box, write name=value, several words in quotation marks: caption="The risks"',
            )
        if found[1] in attributes:
            raise TemplateFault(number, f"`{found[1]}` is written twice.", "keep one of the two")
        attributes[found[1]] = found[2] if found[2] is not None else found[3]
        at = found.end()
    return _Fence(number, name[0], attributes)


def _check_attributes(fence: _Fence, known: tuple[str, ...]) -> None:
    for name in fence.attributes:
        if name not in known:
            can = f"it can have {', '.join(known)}" if known else "it can have nothing after its name"
            raise fence.fault(f"The box `{fence.name}` can't have `{name}`.", did_you_mean(name, known) or can)


def _inside(fence: _Fence, lines: list[str]) -> list[str]:
    """Take the lines up to the `:::` that closes the box, and return them without it."""
    depth = 1
    for at, line in enumerate(lines):
        words = line.strip(" \t")
        if not words.startswith(_FENCE):
            continue
        name = words.lstrip(":").strip(" \t")
        if not name:
            depth -= 1
        elif name.split()[0] != "pagebreak":
            depth += 1
        if depth == 0:
            inner = lines[:at]
            del lines[: at + 1]
            return inner
    raise fence.fault(
        f"The box `{fence.name}` is opened here and never closed.",
        "write `:::` after its last line; a box inside it has its own",
    )
