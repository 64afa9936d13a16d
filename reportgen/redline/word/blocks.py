"""The blocks of a story (the body, a cell) in reading order, out of the content controls that they stand in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.redline.align import Likeness
from reportgen.write._ooxml import tag

P, TBL, TR, TC, SDT = map(tag, ("p", "tbl", "tr", "tc", "sdt"))
BOOKMARKS = frozenset((tag("bookmarkStart"), tag("bookmarkEnd")))
_NO_STORY = frozenset((tag("tcPr"), tag("sectPr")))
ANCHOR = "_rg_"
"""What the names of bookmarks begin with that mark what a block was made from; they are of one version only."""

Drawn = Callable[[Any], str]
"""What tells what the pictures of a paragraph show."""
Controls = tuple[Any, ...]
Mark = tuple[Any, Controls]
"""What stands between blocks, and the content controls that it stands in."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A paragraph or table, the content controls round it from the outside in, and the bookmarks just before it."""

    element: Any
    controls: Controls = ()
    before: tuple[Mark, ...] = ()

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a paragraph, and no table."""
        return bool(self.element.tag == P)


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """A story as its blocks, and the bookmarks after the last."""

    blocks: tuple[Block, ...] = ()
    after: tuple[Mark, ...] = ()


def flat(story: Any) -> Flat:
    """Return the blocks of a body or cell; none where there is no such story."""
    if story is None:
        return Flat()
    blocks: list[Block] = []
    marks: list[Mark] = []
    for element, controls in _inside(story, ()):
        if element.tag in BOOKMARKS:
            marks.append((element, controls))
        else:
            blocks.append(Block(element, controls, tuple(marks)))
            marks = []
    return Flat(tuple(blocks), tuple(marks))


def _inside(story: Any, controls: Controls) -> Iterator[Mark]:
    for child in story:
        if child.tag == SDT:
            content = child.find(tag("sdtContent"))
            if content is not None:
                yield from _inside(content, (*controls, child))
        elif child.tag not in _NO_STORY:
            yield child, controls


def words_of(element: Any) -> str:
    """Return the words of a paragraph, cell or table, as they are printed."""
    return "".join(node.text or "" for node in element.iter(tag("t")))


def names_in(element: Any) -> tuple[str, ...]:
    """Return the names of the places in a paragraph or table that a reference may lead to."""
    names = (mark.get(tag("name"), "") for mark in element.iter(tag("bookmarkStart")))
    return tuple(name for name in names if not name.startswith(ANCHOR))


def style_of(paragraph: Any) -> str:
    """Return the style that a paragraph names; empty where it names none."""
    found = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    return "" if found is None else str(found.get(tag("val"), ""))


def likeness_of(block: Block, drawn: Drawn) -> Likeness:
    """Return what a block is compared by.

    Tables of another number of columns are never one, nor are paragraphs that show another picture: LibreOffice loses
    count of two charts in one line, and keeps the wrong one.
    """
    element = block.element
    if block.is_paragraph:
        text = words_of(element)
        return Likeness((P, drawn(element)), (style_of(element), text), text, frozenset(names_in(element)))
    text = " ".join(words_of(paragraph) for paragraph in element.iter(P))
    columns = len(element.findall(f"{tag('tblGrid')}/{tag('gridCol')}"))
    return Likeness((element.tag, columns), text, text, frozenset(names_in(element)))


def row_likeness(row: Any) -> Likeness:
    """Return what a row is compared by: rows of other spans are never one, and what names a row speaks for it."""
    cells = row.findall(TC)
    spans = tuple(_span(cell) for cell in cells)
    texts = tuple(words_of(cell) for cell in cells)
    head = row.find(f"{tag('trPr')}/{tag('tblHeader')}") is not None
    label = texts[0].strip() if texts else ""
    names = frozenset((label,)) if any(map(str.isalpha, label)) else frozenset[str]()
    return Likeness((spans, head), texts, " ".join(texts), names)


def _span(cell: Any) -> str:
    found = cell.find(f"{tag('tcPr')}/{tag('gridSpan')}")
    return "1" if found is None else str(found.get(tag("val")))
