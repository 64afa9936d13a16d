"""What a copy says of what is exempt: the public one what was left out of it, the members' one why.

The public is told in the place that a house style has for it, else in a note.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.compose.describe import paragraphs_in_words, withheld_part
from reportgen.compose.say import say
from reportgen.compose.wording import sentence
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
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_blocks, map_inlines
from reportgen.document.walk import walk
from reportgen.model.values import Exemption, PublicInterest
from reportgen.model.withheld import Withheld, is_passage, named_by
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


EXEMPT_NOTE: Final = "exempt-note"
"""The id of the note in a members' copy."""


def with_exempt_note(
    blocks: tuple[Block, ...], exempt: Sequence[tuple[Withheld, Exemption]], style: Style
) -> tuple[Block, ...]:
    """Return the blocks of a members' copy with a note that says why what it holds is exempt, where the file does.

    The reasons, and the balance of the public interest (Local Government Act 1972, Schedule 12A, paragraph 10), are for
    members: they may disclose what they are about.
    """
    entries = tuple(
        Entry((Paragraph((Strong((Text(part.title),)), *said)),))
        for part, exemption in exempt if (said := _why(part, exemption, style))
    )  # fmt: skip
    if not entries:
        return blocks
    stem = Paragraph((Text(style.label("exempt_note_stem")),))
    at = _after_header(blocks)
    return (*blocks[:at], Box(Role.NOTE, (stem, List(Counting.BULLET, entries)), EXEMPT_NOTE), *blocks[at:])


def _why(part: Withheld, exemption: Exemption, style: Style) -> tuple[Inline, ...]:
    test = exemption.public_interest or PublicInterest()
    words = (exemption.reason, test.in_favour, test.against, test.conclusion)
    things = dict(zip(("reason", "for", "against", "conclusion"), map(_sentence, words), strict=True))
    if not any(things.values()):
        return ()
    until = say(exemption.until, style) if exemption.until else ""
    return sentence(
        "exempt_note", {**things, "paragraphs": paragraphs_in_words(part.paragraphs), "until": until}, style
    )


def _sentence(words: str | None) -> str:
    return f"{words.rstrip().removesuffix('.')}." if words else ""


def _after_header(blocks: Sequence[Block]) -> int:
    """Return the place after the header table, else after the title, else the first: before the first section."""
    found = 0
    for at, block in enumerate(blocks, 1):
        if isinstance(block, Heading) and block.level > 1:
            break
        if isinstance(block, Heading) or (isinstance(block, Table) and block.role is Role.HEADER):
            found = at
    return found


def with_section_numbers(blocks: tuple[Block, ...], withheld: Sequence[Withheld], style: Style) -> tuple[Block, ...]:
    """Return numbered blocks whose note calls a section by its number in the document, not by its place in the file.

    A passage of a text has the number of its paragraph beside it, where paragraphs have numbers.
    """
    numbers = {
        block.origin.path[: block.origin.path.index("title")] if "title" in block.origin.path else block.origin.path:
        block.number.text.rstrip(".") if block.number else ""
        for block in blocks if isinstance(block, Heading) and "narrative" in block.origin.path
    }  # fmt: skip
    renamed: dict[str, str] = {}
    for part in withheld:
        name = _named(part, numbers) if "narrative" in part.path else part.title
        if is_passage(part) and (counted := _paragraphs_at(blocks, part.path)):
            label = style.label("withheld_passages" if " " in counted else "withheld_passage")
            name = label.replace("{what}", name).replace("{number}", counted)
        if name != part.title:
            renamed[part.title] = name
            renamed[withheld_part(part, style)] = withheld_part(replace(part, title=name), style)

    def rename(inline: Inline) -> Inline:
        return (
            replace(inline, text=renamed.get(inline.text, inline.text)) if isinstance(inline, Text | Value) else inline
        )

    def in_note(block: Block) -> Block:
        is_note = isinstance(block, Box) and (block.role is Role.WITHHELD or block.id == EXEMPT_NOTE)
        return map_inlines((block,), rename)[0] if is_note else block

    return map_blocks(blocks, in_note) if renamed else blocks


def _paragraphs_at(blocks: Sequence[Block], path: FieldPath) -> str:
    """Return the number of the paragraph that comes from a field, or of the first and last: `4.2`, `4.2 to 4.4`."""
    counted = [
        block.number.text
        for block in walk(blocks)
        if isinstance(block, Paragraph) and block.number and block.origin.path == path
    ]
    return " to ".join(dict.fromkeys((counted[0], counted[-1]))) if counted else ""


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
