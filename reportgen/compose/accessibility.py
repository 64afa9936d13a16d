"""What every format needs of a tree to be accessible, judged before any writer runs.

The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 (SI 2018/952)
ask for WCAG; WCAG 2.2 success criteria 1.1.1 (text alternatives) and 1.3.1 (structure) are judged here.
"""

from collections.abc import Iterator, Sequence

from reportgen.document.nodes import Block, Figure, Heading, Origin, Role, Table
from reportgen.document.walk import plain_text, walk


def judge_access(blocks: Sequence[Block]) -> Iterator[tuple[Origin, str, str]]:
    """Yield what a screen reader could not make sense of: origin, message, hint."""
    level = 0
    for block in walk(blocks):
        match block:
            case Heading():
                if block.level > level + 1:
                    yield (
                        block.origin,
                        f"The heading “{plain_text(block.children)}” skips a level.",
                        f"a heading of level {block.level} may only follow one of level {block.level - 1} or deeper",
                    )
                level = block.level
            case Figure() if not block.alternative.strip():
                hint = "add `alt`: what it shows, in a sentence, for readers who can't see it"
                yield block.origin, "This chart or picture has no alternative text.", hint
            case Table(role=Role.GRID) if not block.head:
                yield block.origin, "This table has no header row.", "give each column a name in the table's first row"
            case _:
                pass
