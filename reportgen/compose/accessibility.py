"""What every format needs of a tree to be accessible, judged before any writer runs.

The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (SI 2018/952)
ask for WCAG; WCAG 2.2 success criteria 1.1.1 (text alternatives) and 1.3.1 (structure) are judged here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportgen.document.nodes import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Link,
    Note,
    Origin,
    Role,
    Strong,
    Table,
)
from reportgen.document.walk import inlines_of, place_of, plain_text, walk


class Barred(NamedTuple):
    """What a screen reader could not make sense of, and a pattern of the words that it is about."""

    origin: Origin
    message: str
    hint: str
    words: str = ""


def judge_access(blocks: Sequence[Block]) -> Iterator[Barred]:
    """Yield what a screen reader could not make sense of."""
    level = 0
    for block in walk(blocks):
        match block:
            case Heading():
                if block.level > level + 1:
                    words = plain_text(block.children)
                    yield Barred(
                        block.origin,
                        f"The heading “{words}” skips a level.",
                        f"a heading of level {block.level} may only follow one of level {block.level - 1} or deeper",
                        re.escape(words),
                    )
                level = block.level
            case Figure() if not block.alternative.strip():
                hint = "add `alt`: what it shows, in a sentence, for readers who can't see it"
                yield Barred(block.origin, "This chart or picture has no alternative text.", hint)
            case Table(role=Role.GRID) if not block.head:
                hint = "give each column a name in the table's first row"
                yield Barred(place_of(block), "This table has no header row.", hint, _first_row(block))
            case _:
                pass
        for link in _links(inlines_of(block)):
            if not plain_text(link.children).strip():
                message = f"The link to {link.address} has no words, so nobody is told what it leads to."
                hint = "write what it leads to between the square brackets"
                yield Barred(place_of(block), message, hint, re.escape(link.address))


def _first_row(table: Table) -> str:
    """Return a pattern of the first row as it is typed in a text."""
    cells = (
        [plain_text(inlines_of(block)) for cell in table.body[0].cells for block in cell.blocks] if table.body else []
    )
    return r"[\s|*_]*\|[\s|*_]*".join(re.escape(words) for words in cells if words)


def _links(inlines: Iterable[Inline]) -> Iterator[Link]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield inline
        elif isinstance(inline, (Strong, Emphasis, Note)):
            yield from _links(inline.children)
