"""What has to be known of a whole document before its first paragraph is written: targets, and linked styles."""

import re
import zlib
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import assert_never

from reportgen.document.nodes import (
    Block,
    Box,
    Cell,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    Number,
    PageBreak,
    Paragraph,
    Quote,
    Role,
    Table,
)

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a reference can lead to: its bookmark, its number where it has one, the words that it holds."""

    bookmark: str
    number: Number | None
    words: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """Targets by name, and what styles are used for: by the numbered places of each level, and by the rest."""

    targets: dict[str, Target]
    uses: dict[tuple[int, int], set[str]]
    unnumbered: set[str]


def bookmark_name(name: str, taken: Set[str]) -> str:
    """Return a name that Word takes for a bookmark: letters, digits and `_`, 40 at most, used by no other."""
    plain = "_Ref_" + re.sub(r"[^A-Za-z0-9_]", "_", name)
    if len(plain) > _LONGEST_NAME:
        plain = f"{plain[: _LONGEST_NAME - 9]}_{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    found, again = plain, 2
    while found.lower() in taken:
        found = f"{plain[: _LONGEST_NAME - 5]}_{again}"
        again += 1
    return found


def survey(document: Document) -> Survey:
    """Return what the writer has to know first. Where two places have the same name, the first is meant."""
    seen = Survey({}, {}, set())
    _visit(document.blocks, seen, set())
    return seen


def _visit(blocks: Iterable[Block], seen: Survey, taken: set[str]) -> None:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                if block.id:
                    _note(block.id, block.number, block.children, seen, taken)
                if block.number is not None:
                    seen.uses.setdefault((block.number.series, block.number.level), set()).add(style_use(block))
                else:
                    seen.unnumbered.add(style_use(block))
            case List():
                for entry in block.entries:
                    _note(entry.id, entry.number, (), seen, taken)
                    _visit(entry.blocks, seen, taken)
            case Quote():
                _visit(block.blocks, seen, taken)
            case Box():
                _note(block.id, None, (), seen, taken)
                _visit(block.blocks, seen, taken)
            case Table():
                _note(block.id, None, block.caption, seen, taken)
                _visit_cells(block, seen, taken)
            case Figure():
                _note(block.id, None, block.caption, seen, taken)
            case PageBreak():
                pass
            case _:
                assert_never(block)


def _visit_cells(table: Table, seen: Survey, taken: set[str]) -> None:
    for row in (*table.head, *table.body):
        for cell in row.cells:
            if _holds_more_than_words(cell):
                _visit(cell.blocks, seen, taken)


def _holds_more_than_words(cell: Cell) -> bool:
    """Tell whether a cell has anything to survey: most hold one plain paragraph, and tables have many."""
    if len(cell.blocks) != 1:
        return True
    block = cell.blocks[0]
    return not (isinstance(block, Paragraph) and not block.id and block.number is None)


def _note(name: str, number: Number | None, words: tuple[Inline, ...], seen: Survey, taken: set[str]) -> None:
    if name and name not in seen.targets:
        bookmark = bookmark_name(name, taken)
        taken.add(bookmark.lower())
        seen.targets[name] = Target(bookmark, number, words)


def style_use(block: Heading | Paragraph, *, body: str = "body") -> str:
    """Return what the style of a heading or paragraph is used for; `body` is what plain paragraphs are here."""
    if isinstance(block, Heading):
        return "title" if block.level <= 1 else f"heading_{min(block.level - 1, 4)}"
    if block.role is Role.BODY and block.number is not None and body == "body":
        return f"numbered_{min(block.number.level, 2) + 1}"
    return body if block.role is Role.BODY else block.role.value
