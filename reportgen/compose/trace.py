"""Where the words of a template stand: the file and the line of every heading, paragraph and figure of a document.

The template is rendered a second time with a mark for each of its lines, and read; the two documents are laid side by
side, and what the marked one knows is told of the other. So to be traced never changes a document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import PurePath

from reportgen.base.source import Source
from reportgen.compose.view import Hole, Scope
from reportgen.document.nodes import (
    NOWHERE,
    Block,
    Figure,
    Heading,
    Inline,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_blocks
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.style.style import Style

Leaf = Heading | Paragraph | Figure

_PREFIX = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+|[0-9]+[.)]\s+|#{1,6}\s+|\|\s*|\[\^[^\]\s]+\]:\s*)?")
_NO_WORDS = re.compile(r"\s*(?::::.*|[-=|:\s>]*)$")


def with_marks(text: str, marks: dict[str, Origin], scope: Scope) -> str:
    """Return a text that a template gives, the marks at the ends of its lines as holes before their words.

    A line without words has none: a mark would make words of it.
    """
    known = re.compile(f"[{''.join(marks)}]") if marks else None
    return "\n".join(_with_mark(line, known, marks, scope) for line in text.split("\n")) if known else text


def _with_mark(line: str, known: re.Pattern[str], marks: dict[str, Origin], scope: Scope) -> str:
    found = known.findall(line)
    plain = known.sub("", line)
    if not found or _NO_WORDS.match(plain):
        return plain
    prefix = _PREFIX.match(plain)
    at = prefix.end() if prefix else 0
    return f"{plain[:at]}{scope.token(Hole(inlines=(Value('', marks[found[-1]]),)))}{plain[at:]}"


def traced(blocks: tuple[Block, ...], marked: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks that know the lines of the template that the same blocks have in a marked document."""
    theirs, ours = list(_lines(marked)), list(_leaves(blocks))
    lines = [NOWHERE] * len(ours)
    same = SequenceMatcher(None, [_sign(leaf) for leaf, _ in theirs], [_sign(leaf) for leaf in ours], autojunk=False)
    for run in same.get_matching_blocks():
        for at in range(run.size):
            lines[run.b + at] = theirs[run.a + at][1]
    return _placed(blocks, iter(lines))


def _leaves(blocks: Sequence[Block]) -> Iterator[Leaf]:
    yield from (block for block in walk(blocks) if isinstance(block, Leaf))


def _lines(marked: Sequence[Block]) -> Iterator[tuple[Leaf, Origin]]:
    """Yield the leaves of a marked document, each with its own line or else the last before it."""
    last = NOWHERE
    for leaf in _leaves(marked):
        last = next(_marks_in(inlines_of(leaf)), last)
        if isinstance(leaf, Figure) or plain_text(inlines_of(leaf)):
            yield leaf, last


def _marks_in(inlines: Sequence[Inline]) -> Iterator[Origin]:
    for inline in inlines:
        if isinstance(inline, Value):
            if not inline.text and inline.origin.template:
                yield inline.origin
        else:
            yield from _marks_in(getattr(inline, "children", ()))


def _sign(leaf: Leaf) -> tuple[str, str]:
    return type(leaf).__name__, " ".join(plain_text(inlines_of(leaf)).split())


def _placed(blocks: tuple[Block, ...], lines: Iterator[Origin]) -> tuple[Block, ...]:
    def place(block: Block) -> Block:
        match block:
            case Heading() | Paragraph() | Figure():
                return _at(block, next(lines))
            case Table():
                return _at(block, next((leaf.origin for leaf in _leaves((block,))), NOWHERE))
            case _:
                return block

    return map_blocks(blocks, place)


def _at(block: Leaf | Table, place: Origin) -> Block:
    if not place.template:
        return block
    return replace(block, origin=replace(block.origin, template=place.template, line=place.line))


# Labels ---------------------------------------------------------------------------------------------------------


def labelled(blocks: tuple[Block, ...], style: Style, sources: Sequence[Source]) -> tuple[Block, ...]:
    """Return blocks whose words are a label of the style, those that no template's line is known of, with its line.

    So is what heads the columns and rows of a table that a template has made by one line, and doesn't spell out.
    """
    places = {words: _label(name, sources) for name, words in reversed(style.labels.items()) if words}

    def label(block: Block) -> Block:
        if not isinstance(block, Leaf) or not all(isinstance(inline, Text) for inline in inlines_of(block)):
            return block
        return _at(block, places.get(plain_text(inlines_of(block)), NOWHERE))

    def change(block: Block) -> Block:
        if isinstance(block, Table) and len({leaf.origin.line for leaf in _leaves((block,))}) == 1:
            return replace(block, head=tuple(map(heads, block.head)), body=tuple(map(heads, block.body)))
        return label(block) if isinstance(block, Leaf) and not block.origin.template else block

    def heads(row: Row) -> Row:
        cells = (replace(cell, blocks=tuple(map(label, cell.blocks))) if cell.header else cell for cell in row.cells)
        return replace(row, cells=tuple(cells))

    return map_blocks(blocks, change)


def _label(name: str, sources: Sequence[Source]) -> Origin:
    """Return the line of a label in the first file of a style that has it."""
    for source in sources:
        if span := source.places.key(("labels", name)):
            return Origin(template=f"styles/{PurePath(source.file).name}", line=source.location(span.start).line)
    return NOWHERE
