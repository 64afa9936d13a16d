"""What an officer wrote, as blocks: Markdown with references to the record in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.compose.describe import item_prefix, withheld_value
from reportgen.compose.faults import ComposeError, ProseError
from reportgen.compose.filters import FILTERS
from reportgen.compose.holes import fill_blocks
from reportgen.compose.markdown import read_blocks
from reportgen.compose.refer import target_of
from reportgen.compose.relate import PROSE_LEVEL
from reportgen.compose.say import say
from reportgen.compose.view import FIRST_TOKEN, Hole, Scope
from reportgen.document.nodes import (
    Block,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    Origin,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.rewrite import map_blocks
from reportgen.model.derive import Derived
from reportgen.model.record import Record
from reportgen.model.references import ProseReference, ReferenceFault, resolve, split
from reportgen.model.values import Passage, Prose
from reportgen.model.withheld import Remaining, Withheld
from reportgen.style.style import Style


def prose_blocks(prose: Prose, origin: Origin, scope: Scope) -> tuple[Block, ...]:
    """Return the blocks of a prose field; every one of them knows the field it comes from."""
    blocks: list[Block] = []
    for passage in _in_order(prose):
        if isinstance(passage, Withheld):
            place = Origin(passage.path, withheld=True)
            blocks.append(Paragraph(scope.fill(passage, place, scope).inlines, origin=place))
        else:
            place = replace(origin, path=(*origin.path, *passage.steps)) if passage.steps else origin
            blocks.extend(_passage_blocks(passage, place, scope))
    return tuple(blocks)


def _in_order(prose: Prose) -> list[Passage | Withheld]:
    """Return the passages of a prose field, and what stands for those withheld at the places where they stood."""
    passages = prose.passages
    if not isinstance(passages, Remaining):
        return list(passages)
    placed: list[tuple[int, Passage | Withheld]] = list(zip(passages.positions, passages, strict=True))
    placed += [(_position(withheld), withheld) for withheld in passages.withheld]
    return [passage for _, passage in sorted(placed, key=lambda both: both[0])]


def _position(withheld: Withheld) -> int:
    """Return the position of a withheld passage in its field: the last number of its path."""
    return next((step for step in reversed(withheld.path) if isinstance(step, int)), 0)


def _passage_blocks(passage: Passage, origin: Origin, scope: Scope) -> tuple[Block, ...]:
    text = passage.text
    holes: list[Hole] = []
    if "{{" in text:
        parts = []
        for part in split(text):
            if isinstance(part, str):
                parts.append(part)
            else:
                parts.append(chr(FIRST_TOKEN + len(holes)))
                holes.append(Hole(inlines=(_said(part, origin, scope),)))
        text = "".join(parts)
    blocks = read_blocks(text)
    if holes:
        blocks = fill_blocks(blocks, holes)

    def place(block: Block) -> Block:
        return _place(block, origin)

    return tuple([place(b) if isinstance(b, Paragraph) else map_blocks((b,), place)[0] for b in blocks])


def _said(reference: ProseReference | ReferenceFault, place: Origin, scope: Scope) -> Inline:
    """Return what a reference in prose prints. Raises ProseError, at the text that it stands in."""
    try:
        return _referred(reference, place, scope)
    except ComposeError as fault:
        raise ProseError(place.path, fault.message, fault.hint) from fault


def _referred(reference: ProseReference | ReferenceFault, place: Origin, scope: Scope) -> Inline:
    if isinstance(reference, ReferenceFault):
        raise ComposeError(reference.message, reference.hint)
    if reference.is_place:
        written = f"{{{{ {reference} }}}}"
        return Reference(item_prefix(place.path) + target_of(*reference.names), origin=replace(place, template=written))
    owner = scope.owner_of(place.path)
    found = resolve(reference, owner.record, owner.derived)
    if isinstance(found, ReferenceFault):
        raise ComposeError(found.message, found.hint)
    withheld = isinstance(found.value, Withheld)
    written = f"{{{{ {reference} }}}}"
    origin = Origin(
        scope.original((*owner.path, *found.path)), template=written, derived=found.derived, withheld=withheld
    )
    if reference.filters and not isinstance(found.value, Withheld):
        words = found.value
        for name in reference.filters:
            words = FILTERS[name](words, scope.style)
        return Value(str(words), origin)
    return scope.fill(found.value, origin, scope).inlines[0]


def _place(block: Block, origin: Origin) -> Block:
    """Say of a block which field it comes from; a heading typed in prose is marked for relating."""
    match block:
        case Paragraph():
            return Paragraph(_within(block.children, origin.path), block.role, block.id, block.number, origin)
        case Heading():
            words = _within(block.children, origin.path)
            return replace(block, level=block.level + PROSE_LEVEL, children=words, origin=origin)
        case List():
            entries = tuple(replace(entry, origin=origin) for entry in block.entries)
            return replace(block, entries=entries, origin=origin)
        case Quote() | Table():
            return replace(block, origin=origin)
        case _:
            return block


def _within(inlines: tuple[Inline, ...], path: FieldPath) -> tuple[Inline, ...]:
    """Return the inlines of a prose field with its path on them: a template may put words of its own beside them."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                found.append(Text(inline.text, path))
            case Value() | Reference():
                found.append(replace(inline, within=path))
            case Strong() | Emphasis() | Link():
                found.append(replace(inline, children=_within(inline.children, path)))
            case Note():
                found.append(replace(inline, children=_within(inline.children, path), within=path))
            case LineBreak():
                found.append(inline)
    return tuple(found)


Said = Callable[[str, str], str]
"""Tells what a reference to a place prints, by its kind and name: `section`, `legal`."""


def spoken(value: object, subject: Record, derived: Mapping[FieldPath, Derived], style: Style, places: Said) -> object:
    """Return plain values with each reference in their texts given way to what it prints, for the JSON record."""
    match value:
        case str() if "{{" in value:
            return "".join(_spoken(piece, subject, derived, style, places) for piece in split(value))
        case dict():
            return {key: spoken(held, subject, derived, style, places) for key, held in value.items()}
        case list():
            return [spoken(held, subject, derived, style, places) for held in value]
        case _:
            return value


def _spoken(
    piece: str | ProseReference | ReferenceFault,
    subject: Record,
    derived: Mapping[FieldPath, Derived],
    style: Style,
    places: Said,
) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, ReferenceFault):
        return ""
    if piece.is_place:
        return places(*piece.names)
    found = resolve(piece, subject, derived)
    if isinstance(found, ReferenceFault):
        return f"{{{{ {piece} }}}}"
    if isinstance(found.value, Withheld):
        return withheld_value(found.value, style)
    words = found.value
    for name in piece.filters:
        words = FILTERS[name](words, style)
    return say(words, style)
