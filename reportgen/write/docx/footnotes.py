"""Footnotes in a Word file: the part that holds their words, begun by the letterhead where that has footnotes."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.write._ooxml import HEAD, R, W, tag

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{mark}/></w:r></w:p></w:footnote>"
    for kind, number, mark in (
        ("separator", -1, "separator"),
        ("continuationSeparator", 0, "continuationSeparator"),
    )
)
"""The lines between the text and its footnotes, which Word wants in every such part."""


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a letterhead: the part up to where ours begin, its end, and what it leads to.

    `is_there` tells that the letterhead has such a part; where it has none, this is an empty one.
    """

    name: str
    before: str
    after: str
    next_note: int = 1
    relationships: str = ""
    next_relationship: int = 1
    is_there: bool = False


def no_footnotes(folder: str) -> Footnotes:
    """Return the footnotes of a letterhead that has none."""
    return Footnotes(
        f"{folder}/footnotes.xml", f'{HEAD}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{_SEPARATORS}', "</w:footnotes>"
    )


def read_footnotes(name: str, root: Any, relationships: str, next_relationship: int) -> Footnotes:
    """Return the footnotes of a letterhead."""
    numbers = [int(found.get(tag("id"), 0)) for found in root.iterfind(tag("footnote"))]
    root.append(etree.ProcessingInstruction("rg-notes"))
    before, _, after = etree.tostring(root, encoding="unicode").partition("<?rg-notes ?>")
    return Footnotes(
        name, HEAD + before, after, max((0, *numbers)) + 1, relationships, next_relationship, is_there=True
    )
