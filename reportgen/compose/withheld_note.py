"""The note of a public copy that says what was left out of it, where a house style has no place for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.compose.describe import withheld_part
from reportgen.document.nodes import (
    Block,
    Box,
    Counting,
    Entry,
    Heading,
    Inline,
    List,
    Paragraph,
    Role,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_blocks, map_inlines
from reportgen.document.walk import walk
from reportgen.model.withheld import Withheld, named_by
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


def with_section_numbers(blocks: tuple[Block, ...], withheld: Sequence[Withheld], style: Style) -> tuple[Block, ...]:
    """Return numbered blocks whose note calls a section by its number in the document, not by its place in the file."""
    numbers = {
        block.origin.path[: block.origin.path.index("title")] if "title" in block.origin.path else block.origin.path:
        block.number.text.rstrip(".") if block.number else ""
        for block in blocks if isinstance(block, Heading) and "narrative" in block.origin.path
    }  # fmt: skip
    renamed = {
        withheld_part(part, style): withheld_part(replace(part, title=_named(part, numbers)), style)
        for part in withheld if "narrative" in part.path
    }  # fmt: skip

    def rename(inline: Inline) -> Inline:
        return (
            replace(inline, text=renamed.get(inline.text, inline.text)) if isinstance(inline, Text | Value) else inline
        )

    def in_note(block: Block) -> Block:
        is_note = isinstance(block, Box) and block.role is Role.WITHHELD
        return map_inlines((block,), rename)[0] if is_note else block

    return map_blocks(blocks, in_note) if renamed else blocks


def _named(part: Withheld, numbers: Mapping[FieldPath, str]) -> str:
    """Return what to call what is withheld of a section: the deepest section round it that has a number, and the rest.

    One that has none has no name either, as its place among the sections of the file is not what a reader sees.
    """
    top = part.path.index("narrative") + 2
    ends = [top, *(at + 2 for at in range(top, len(part.path), 2) if part.path[at] == "sections")]
    for depth in range(len(ends), 0, -1):
        if number := numbers.get(part.path[: ends[depth - 1]]):
            section = f"Section {number}"
            return f"{section}: {part.public_title}" if part.public_title else named_by((section, *part.titles[depth:]))
    return part.public_title or named_by(("A section", *part.titles[1:]))
