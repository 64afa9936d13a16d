"""Edits of a document, as an officer makes them between two versions: any tree, and what became of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from reportgen.compose.number import number_blocks, targets
from reportgen.compose.refer import resolve_references
from reportgen.document.nodes import (
    Block,
    Box,
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Counting,
    Document,
    Emphasis,
    Entry,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)  # fmt: skip
from reportgen.document.rewrite import map_blocks
from reportgen.document.specimen import Outline, Unnumbered, cell, para, row, specimen_blocks, specimen_document, text
from reportgen.document.walk import walk
from reportgen.style.style import Numbering, Style

Edit = tuple[str, int, int]
"""What is done, to which of the places where it can be, and with what: numbers are taken as far as they go."""

WORDS = (
    "providers", "the", "extension of", "£12,345.60", "12 months", "30 November 2026", "not", "and (where it applies)",
    "<b> & “quotes”", "re-tender", "care at home", "1.2", "a",
)  # fmt: skip

Blocks = tuple[Block, ...]

NUMBERED = Style(numbering=Numbering(sections="1", subsections="1.1", paragraphs="1.1"))


def specimen_edited(edits: Sequence[Edit], style: Style = NUMBERED) -> Document:
    """Return the document of every node and role after some edits, numbered and referred to anew."""
    blocks = edited(specimen_blocks(Unnumbered(), Outline()), edits)
    numbered, series = number_blocks(blocks, style, lambda _: None)
    resolved, _ = resolve_references(numbered, targets(numbered), {}, style)
    return specimen_document(resolved, series)


def edited(blocks: Blocks, edits: Sequence[Edit]) -> Blocks:
    """Return blocks after some edits; one that nothing can be done to does nothing."""
    for kind, at, what in edits:
        blocks = EDITS[kind](blocks, at, what)
    return blocks


# Places: every list of blocks, entries, rows or inlines in a tree can be edited where it stands.


def _everywhere(tree: Blocks, kind: Any, change: Callable[[Any], Any], at: int) -> Blocks:
    """Return the tree with `change` done to one of the tuples that hold nodes of a kind, counted round by `at`."""
    count = sum(1 for _ in _tuples(tree, kind))
    made: Blocks = _changed(tree, kind, change, [at % count])[0] if count else tree
    return made


def _tuples(tree: Any, kind: Any) -> Any:
    if isinstance(tree, tuple):
        if tree and all(isinstance(node, kind) for node in tree):
            yield tree
        for node in tree:
            yield from _tuples(node, kind)
    else:
        for name in _FIELDS:
            if isinstance(inner := getattr(tree, name, None), tuple):
                yield from _tuples(inner, kind)


_FIELDS = ("blocks", "entries", "children", "caption", "head", "body", "cells")


def _changed(tree: Any, kind: Any, change: Callable[[Any], Any], left: list[int]) -> tuple[Any, bool]:
    if isinstance(tree, tuple):
        if tree and all(isinstance(node, kind) for node in tree):
            if left[0] == 0:
                left[0] -= 1
                return change(tree), True
            left[0] -= 1
        made = tuple(_changed(node, kind, change, left)[0] for node in tree)
        return made, True
    for name in _FIELDS:
        if isinstance(inner := getattr(tree, name, None), tuple):
            tree = replace(tree, **{name: _changed(inner, kind, change, left)[0]})
    return tree, True


_BLOCK = Heading | Paragraph | List | Quote | Box | Table | Figure
_INLINE = Inline


def _words(what: int) -> str:
    return WORDS[what % len(WORDS)]


def change_words(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        place = what % len(inlines)
        node = inlines[place]
        if not isinstance(node, Text | Value):
            return inlines
        words = node.text.split(" ")
        start = what % (len(words) + 1)
        taken = [*words[:start], _words(what), *words[start + what % 3 :]]
        return (*inlines[:place], replace(node, text=" ".join(taken)), *inlines[place + 1 :])

    return _everywhere(blocks, _INLINE, change, at)


def change_look(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        looks = (
            lambda words: Strong(words), lambda words: Emphasis(words),
            lambda words: Link(words, f"https://example.org/{what % 3}"),
        )  # fmt: skip
        return (*inlines[:-1], looks[what % 3]((inlines[-1],)))

    return _everywhere(blocks, _INLINE, change, at)


def _fresh(what: int) -> Block:
    words = f"A new paragraph says {_words(what)} and what follows."
    made: tuple[Block, ...] = (
        para(words),
        para(words, id=f"new-{what % 4}"),
        Heading(2 + what % 2, text(f"New heading on {_words(what)}"), f"new-{what % 4}"),
        Unnumbered().list(Counting.DECIMAL, (para("first;"),), (para(words),)),
        Unnumbered().list(Counting.BULLET, (para(words),)),
        Box(Role.NOTE, (para(words),)),
        Table((Column(), Column(2)), (row("Zone", "Hours", header=True),), (row("East", _words(what)),), text("New")),
        Figure(_chart(what), f"Chart of {what % 5}.", text("A new chart")),
    )
    return made[what % len(made)]


def _chart(what: int) -> Chart:
    value = float(what % 5)
    return Chart(ChartKind.BAR, "New", ("One", "Two"), (ChartSeries("S", (value, 2.0), (f"{value:g}", "2")),))


def add_block(blocks: Blocks, at: int, what: int) -> Blocks:
    return _everywhere(
        blocks, _BLOCK, lambda held: (*held[: (p := what % (len(held) + 1))], _fresh(what), *held[p:]), at
    )


def remove_block(blocks: Blocks, at: int, what: int) -> Blocks:
    return _everywhere(blocks, _BLOCK, lambda held: _without(held, what) or (para("Left."),), at)


def move_block(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(held: Blocks) -> Blocks:
        left = _without(held, what)
        place = at % (len(left) + 1)
        return (*left[:place], held[what % len(held)], *left[place:])

    return _everywhere(blocks, _BLOCK, change, at)


def replace_block(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(held: Blocks) -> Blocks:
        place = (what // 7) % len(held)
        return (*held[:place], _fresh(what), *held[place + 1 :])

    return _everywhere(blocks, _BLOCK, change, at)


def change_role(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(held: Blocks) -> Blocks:
        place = what % len(held)
        node = held[place]
        if isinstance(node, Paragraph):
            node = replace(node, role=(Role.NOTE, Role.STEM, Role.BODY, Role.LEAD)[what % 4])
        elif isinstance(node, Heading) and node.level > 1:
            node = replace(node, level=2 + what % 3)
        elif isinstance(node, List):
            node = replace(
                node, counting=(Counting.BULLET, Counting.LOWER_ALPHA, Counting.DECIMAL)[what % 3], pattern=""
            )
        elif isinstance(node, Figure) and isinstance(node.image, Chart):
            node = replace(node, image=_chart(what))
        return (*held[:place], node, *held[place + 1 :])

    return _everywhere(blocks, _BLOCK, change, at)


def change_entries(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        if what % 2 and len(entries) > 1:
            return _without(entries, what)
        place = what % (len(entries) + 1)
        return (*entries[:place], Entry((para(f"a new entry on {_words(what)};"),)), *entries[place:])

    return _everywhere(blocks, Entry, change, at)


def change_rows(blocks: Blocks, at: int, what: int) -> Blocks:
    def change(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        if what % 2 and len(rows) > 1:
            return _without(rows, what)
        place = what % (len(rows) + 1)
        cells = [Cell((para(_words(what)),), one.header, one.span) for one in rows[0].cells]
        return (*rows[:place], Row(tuple(cells)), *rows[place:])

    return _everywhere(blocks, Row, change, at)


def change_notes(blocks: Blocks, at: int, what: int) -> Blocks:
    """Put a footnote behind a paragraph, or take its first out."""
    paragraphs = [block for block in walk(blocks) if isinstance(block, Paragraph) and block.children]
    chosen = paragraphs[at % len(paragraphs)] if paragraphs else None

    def change(block: Block) -> Block:
        if block is not chosen or not isinstance(block, Paragraph):
            return block
        had = next((inline for inline in block.children if isinstance(inline, Note)), None)
        if had is not None and what % 2:
            return replace(block, children=tuple(one for one in block.children if one is not had) or text("Left."))
        source = Link(text("source"), f"https://example.org/{what % 3}")
        return replace(block, children=(*block.children, Note(text(f"Noted: {_words(what)}, ", source))))

    return map_blocks(blocks, change)


def change_columns(blocks: Blocks, at: int, what: int) -> Blocks:
    tables = [block for block in walk(blocks) if isinstance(block, Table)]
    add = cell(_words(what))

    def change(block: Block) -> Block:
        if not tables or block != tables[at % len(tables)] or not isinstance(block, Table):
            return block
        return replace(
            block,
            columns=(*block.columns, Column()),
            head=tuple(replace(one, cells=(*one.cells, replace(add, header=True))) for one in block.head),
            body=tuple(replace(one, cells=(*one.cells, add)) for one in block.body),
        )

    return map_blocks(blocks, change)


def _without(held: tuple[Any, ...], what: int) -> tuple[Any, ...]:
    place = what % len(held)
    return (*held[:place], *held[place + 1 :])


EDITS: dict[str, Callable[[Blocks, int, int], Blocks]] = {
    made.__name__: made
    for made in (
        change_words, change_look, add_block, remove_block, move_block, replace_block, change_role, change_entries,
        change_rows, change_columns, change_notes,
    )
}  # fmt: skip

EDIT: st.SearchStrategy[Edit] = st.tuples(
    st.sampled_from(sorted(EDITS)), st.integers(0, 500), st.integers(0, 500)
)  # fmt: skip
SEVERAL = st.lists(EDIT, min_size=1, max_size=8)
