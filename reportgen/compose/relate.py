"""The last touches to a filled tree before it is numbered: heading levels, ids of recommendations, unique ids."""

import re
import unicodedata
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.document.nodes import Block, Box, Figure, Heading, List, Paragraph, Strong, Table, Text
from reportgen.document.rewrite import map_blocks
from reportgen.document.walk import plain_text

PROSE_LEVEL = 100
"""Added to the level of a heading that an officer typed in prose, which stands below the heading it comes under."""


def relate_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the headings typed in prose put below the heading of their section, none skipped.

    An officer's `#`, `##` or `###` say which of their own headings belongs under which, not how deep a document is.
    In a list, a cell or a box, where a heading would break the outline, they are bold words.
    """
    related: list[Block] = []
    section = 1
    typed: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            if block.level < PROSE_LEVEL:
                section, typed = block.level, []
            else:
                own = block.level - PROSE_LEVEL
                while typed and typed[-1] >= own:
                    typed.pop()
                typed.append(own)
                block = replace(block, level=min(section + len(typed), 6))
        related.append(block)
    return _without_empty_headings(blocks, related)


def _without_empty_headings(written: Sequence[Block], blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks without the sections under which nothing stands, unless their words are the record's own.

    A section's template may find, after its heading, that all it would say is said elsewhere.
    """
    kept: list[Block] = []
    for was, block in zip(reversed(written), reversed(blocks), strict=True):
        if isinstance(block, Heading) and isinstance(was, Heading) and 1 < was.level < PROSE_LEVEL:
            after = kept[-1] if kept else None
            empty = after is None or (isinstance(after, Heading) and after.level <= block.level)
            if empty and all(isinstance(inline, Text) for inline in block.children):
                continue
        kept.append(block)
    return tuple(reversed(kept))


def identify(blocks: Sequence[Block], entry_name: Callable[[FieldPath], str]) -> tuple[Block, ...]:
    """Return the blocks with an id on every heading, and on the entries and rows that can be referred to.

    An entry's id is `recommendation-2`. No id is there twice: the second `finance` is `finance-2`. One that a template
    or a person gave is never lost to a heading that happens to have the same words. A heading typed inside a list or a
    cell is words in bold.
    """
    given = {block.id for block in blocks if isinstance(block, Heading) and block.id}
    taken: dict[str, int] = {}

    def once(block: Block) -> Block:
        match block:
            case Heading() if block.level >= PROSE_LEVEL:
                return Paragraph((Strong(block.children),), origin=block.origin)
            case Heading():
                name = _free(block.id, taken) if block.id else _free(slug(plain_text(block.children)), taken, given)
                return block if name == block.id else replace(block, id=name)
            case Paragraph() if not block.id and block.origin.path[2:] == ("number",):
                name = entry_name(block.origin.path)
                return replace(block, id=_free(name, taken)) if name else block
            case Paragraph() | Box() | Table() | Figure() if block.id:
                name = _free(block.id, taken)
                return block if name == block.id else replace(block, id=name)
            case List():
                names = [entry.id or entry_name(entry.origin.path) for entry in block.entries]
                return _with_ids(block, [name and _free(name, taken) for name in names])
            case _:
                return block

    return map_blocks(blocks, once)


def _with_ids(block: List, names: Sequence[str]) -> List:
    """Return a list whose entries have these ids: the same list where they have them already."""
    if all(entry.id == name for entry, name in zip(block.entries, names, strict=True)):
        return block
    return replace(
        block, entries=tuple(replace(entry, id=name) for entry, name in zip(block.entries, names, strict=True))
    )


def slug(words: str) -> str:
    """Return words as an id: lower case letters, digits and hyphens, beginning with a letter."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].rstrip("-")
    return joined if joined[:1].isalpha() else f"section-{joined}" if joined else "section"


def _free(name: str, taken: dict[str, int], kept: Set[str] = frozenset()) -> str:
    """Return a name that is not taken and not kept for another, and take it.

    `taken` has the names by the last number that was put behind each, so that a thousand of one name are not counted
    out a thousand times.
    """
    free, at = name, taken.get(name, 1)
    while free in taken or free in kept:
        at += 1
        free = f"{name}-{at}"
    taken.setdefault(free, 1)
    if name in taken:
        taken[name] = at
    return free
