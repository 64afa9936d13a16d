"""The note of a public copy that says what was left out of it, where a house style has no place for it."""

from collections.abc import Sequence

from reportgen.compose.describe import withheld_part
from reportgen.document.nodes import Block, Box, Counting, Entry, Heading, List, Paragraph, Role, Table, Text
from reportgen.document.walk import walk
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style


def with_withheld_note(blocks: tuple[Block, ...], withheld: Sequence[Withheld], style: Style) -> tuple[Block, ...]:
    """Return blocks that say what was withheld: as they are where they do, else with a note after their header.

    The public may know that something was left out and under which paragraph, whatever a style chooses to print
    (SI 2012/2089, regulation 7).
    """
    if not withheld or any(isinstance(block, Box) and block.role is Role.WITHHELD for block in walk(blocks)):
        return blocks
    named = tuple(Entry((Paragraph((Text(withheld_part(part, style)),)),)) for part in withheld)
    stem = Paragraph((Text(style.label("withheld_stem")),))
    note = Box(Role.WITHHELD, (stem, List(Counting.BULLET, named)))
    at = _after_header(blocks)
    return (*blocks[:at], note, *blocks[at:])


def _after_header(blocks: Sequence[Block]) -> int:
    """Return the place after the header table, else after the title, else the first."""
    places = [at for at, block in enumerate(blocks, 1) if isinstance(block, Table) and block.role is Role.HEADER]
    places += [at for at, block in enumerate(blocks, 1) if isinstance(block, Heading) and block.level == 1]
    return next(iter(places), 0)
