"""Tables made straight into the tree, for lists of records whose columns depend on what the records say."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from reportgen.compose.say import say
from reportgen.compose.view import Hole, View
from reportgen.document.nodes import (
    NOWHERE,
    Align,
    Block,
    Cell,
    Column,
    Inline,
    Origin,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import plain_text
from reportgen.model.values import Money
from reportgen.style.style import Style

Shown = View | tuple[Inline, ...] | tuple[Block, ...] | None
"""What a cell shows: a view of the record, words, blocks, or nothing."""

Shows = Callable[[View], Shown]
"""What a column shows of a row."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: the name of its label, what it shows, its share of the width, how its cells stand."""

    label: str
    shows: Shows
    share: float = 1.0
    align: Align = Align.LEFT
    header: bool = False


def at(*steps: str) -> Shows:
    """Return what shows the field at the end of these steps."""

    def show(row: View) -> View:
        for step in steps:
            row = row.field(step)
        return row

    return show


def grid(
    fields: Sequence[Field], rows: Iterable[View], style: Style, *, caption: tuple[Inline, ...] = (), name: str = ""
) -> Table:
    """Return a table with a row for each view.

    A column that no row has anything for is left out, and so is one for which the style's label is blank.
    """
    listed = list(rows)
    fields = [column for column in fields if style.label(column.label)]
    filled = [[cell_blocks(column.shows(row)) for column in fields] for row in listed]
    kept = [place for place in range(len(fields)) if any(cells[place] for cells in filled)]
    head = Row(tuple(Cell((Paragraph((Text(style.label(fields[place].label)),)),), header=True) for place in kept))
    body = tuple(
        Row(tuple(Cell(cells[place], header=fields[place].header, origin=row.origin) for place in kept), row.origin)
        for row, cells in zip(listed, filled, strict=True)
    )
    columns = tuple(Column(fields[place].share, fields[place].align) for place in kept)
    return Table(columns, (head,), body, caption, id=name)


def pairs(
    rows: Iterable[tuple[str, View | tuple[Inline, ...]]], style: Style, *, summary: str = "", role: Role = Role.HEADER
) -> Table:
    """Return a table of two columns, a label and a value.

    A value that is not there takes its label with it, and a label that is blank its value.
    """
    body = tuple(
        Row(
            (
                Cell((Paragraph((Text(style.label(label)),)),), header=True),
                Cell(cell_blocks(shown), origin=origin_of(shown)),
            )
        )
        for label, shown in rows
        if shown and style.label(label)
    )
    return Table((Column(1.0), Column(2.0)), (), body, summary=summary, role=role)


def origin_of(shown: View | tuple[Inline, ...]) -> Origin:
    """Return the field that a cell or a line comes from: that of its first value."""
    if isinstance(shown, View):
        return shown.origin
    return next((inline.origin for inline in shown if isinstance(inline, Value)), NOWHERE)


def cell_blocks(shown: Shown) -> tuple[Block, ...]:
    """Return the blocks of a cell; one that has nothing to show has none."""
    if isinstance(shown, View):
        if not shown:
            return ()
        if isinstance(shown.value, Money):
            return (Paragraph(sum_words(shown), origin=shown.origin),)
        if isinstance(shown.value, tuple):
            listed = [hole_of(entry).inlines for entry in shown]
            line = tuple(inline for at, said in enumerate(listed) for inline in ((Text(", "), *said) if at else said))
            return (Paragraph(line, origin=shown.origin),)
        hole = hole_of(shown)
        if isinstance(shown.value, Enum):
            words = plain_text(hole.inlines)
            return (Paragraph((Value(words[:1].upper() + words[1:], shown.origin),), origin=shown.origin),)
        return hole.blocks if hole.blocks is not None else (Paragraph(hole.inlines, origin=shown.origin),)
    blocks = tuple(piece for piece in shown or () if not isinstance(piece, Inline))
    inlines = tuple(piece for piece in shown or () if isinstance(piece, Inline))
    return (*blocks, Paragraph(inlines)) if inlines else blocks


def sum_words(view: View) -> tuple[Inline, ...]:
    """Return a sum with whether VAT is in it and what is noted on it; another value as it prints."""
    money, style = view.value, view.scope.style
    if not isinstance(money, Money):
        return hole_of(view).inlines
    said = (style.label(f"vat_{money.vat.value}") if money.vat else "", money.note or "")
    return (Value(say(money, style) + "".join(f" ({part})" for part in said if part), view.origin),)


def hole_of(view: View) -> Hole:
    """Return what a view prints."""
    return view.scope.fill(view.value, view.origin, view.scope)
