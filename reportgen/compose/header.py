"""The table at the head of a report: which fields there are for it, and the table that a style makes of them."""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.compose.view import Hole, View
from reportgen.document.nodes import Cell, Column, Inline, LineBreak, Link, Paragraph, Role, Row, Table, Text, Value
from reportgen.model.people import Person
from reportgen.model.record import Brief
from reportgen.style.style import HeaderLayout, Style

FIELDS: Mapping[str, tuple[str, ...]] = {
    "report_to": ("meeting", "body"),
    "date": ("meeting", "date"),
    "time": ("meeting", "time"),
    "place": ("meeting", "place"),
    "item_no": ("meeting", "item_no"),
    "subject": ("report", "title"),
    "reference": ("report", "ref"),
    "report_of": ("report", "report_of"),
    "introduced_by": ("report", "introduced_by"),
    "lead_member": ("report", "lead_member"),
    "authors": ("report", "authors"),
    "decision_type": ("report", "decision_type"),
    "classification": ("report", "classification"),
    "exempt_information": ("report", "classification"),
    "wards": ("report", "wards"),
    "strategic_priority": ("report", "strategic_links"),
    "key_decision": ("key", "is_key"),
    "key_reasons": ("key", "reasons"),
    "forward_plan_ref": ("key", "forward_plan_ref"),
    "notice_published": ("key", "notice_published"),
}
"""What a style's `header` may name, and where the record holds it."""

LABEL_SHARE, VALUE_SHARE = 1.0, 2.0


_WORDED = {"exempt_information": "exempt_information_"}
"""Fields that the header words in its own way: what their labels begin with, before the value of the record."""


def header_table(decision: View, style: Style) -> Table | None:
    """Return the header table of a decision; fields that the record leaves out are left out. None where all are."""
    rows = [found for names in style.header if (found := _fields(names, decision, style))]
    if not rows:
        return None
    if style.header_layout is HeaderLayout.THREE_COLUMNS:
        columns: tuple[Column, ...] = (Column(LABEL_SHARE), Column(1.4), Column(1.4))
        body = tuple(line for row in rows for line in _three_columns(row))
    else:
        pairs = max(len(row) for row in rows)
        columns = (Column(LABEL_SHARE), Column(VALUE_SHARE)) * pairs
        body = tuple(_row(row, pairs) for row in rows)
    return Table(columns, (), body, summary=style.label("header_summary"), role=Role.HEADER, id="header")


Shows = tuple[str, View, tuple[Inline, ...]]
"""A field of the header: its label, where the record holds it, and its words."""


def _fields(names: Sequence[str], decision: View, style: Style) -> list[Shows]:
    found: list[Shows] = []
    for name in names:
        view = decision
        for step in FIELDS[name]:
            view = view.field(step)
        label = style.label(name) or name
        if view or isinstance(view.value, bool):
            found.append((label, view, _words(name, view, style)))
        elif found and style.header_layout is HeaderLayout.THREE_COLUMNS:
            found.append((label, view, (Text(style.label("not_given")),)))
    return found


def _words(name: str, view: View, style: Style) -> tuple[Inline, ...]:
    if name in _WORDED:
        return (Value(style.label(_WORDED[name] + str(view.value)), view.origin),)
    return value_line(view)


def _row(fields: Sequence[Shows], pairs: int) -> Row:
    cells = []
    for at, (label, view, words) in enumerate(fields):
        last = at == len(fields) - 1
        cells.append(Cell((Paragraph((Text(label),)),), header=True))
        span = 2 * (pairs - at) - 1 if last else 1
        cells.append(Cell((Paragraph(words, origin=view.origin),), span=span, origin=view.origin))
    return Row(tuple(cells))


def _three_columns(fields: Sequence[Shows]) -> Iterator[Row]:
    """Yield the rows of one line of a header of three columns.

    A field alone has its value across two; two fields stand side by side, each after its label; people with how to
    reach them have a row each.
    """
    (label, view, words), *others = fields
    if others:
        first = Cell((Paragraph((Text(f"{label}: "), *words), origin=view.origin),), header=True, origin=view.origin)
        second = tuple(inline for name, _, said in others for inline in (Text(f"{name}: "), *said))
        yield Row((first, Cell((Paragraph(second, origin=others[0][1].origin),), span=2)))
    elif isinstance(view.value, tuple) and any(_reach(person) for person in view):
        for person in view:
            # Each row has its label, so that a screen reader can say whose row it is.
            name = Cell((Paragraph((Text(label),)),), header=True)
            post, reach = _line_of(person), _reach(person)
            told = (Cell((Paragraph(reach, origin=person.origin),), origin=person.origin),) if reach else ()
            yield Row((name, Cell((Paragraph(post),), span=2 - len(told), origin=person.origin), *told))
    else:
        value = Cell((Paragraph(words, origin=view.origin),), span=2, origin=view.origin)
        yield Row((Cell((Paragraph((Text(label),)),), header=True), value))


def _reach(person: View) -> tuple[Inline, ...]:
    """Return how a person can be reached, telephone and e-mail under one another; nothing for what is no person."""
    if not isinstance(person.value, Person):
        return ()
    phone, email = person.field("phone"), person.field("email")
    lines = [_hole(phone).inlines] if phone else []
    lines += [(Link(_hole(email).inlines, f"mailto:{email.value}"),)] if email else []
    return _broken(lines)


def _broken(lines: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    return tuple(inline for at, line in enumerate(lines) for inline in ((LineBreak(), *line) if at else line))


def value_line(view: View) -> tuple[Inline, ...]:
    """Return a value as the words of one cell; the entries of a list stand under one another."""
    if isinstance(view.value, tuple):
        return _broken([_line_of(entry) for entry in view])
    return _line_of(view)


def _line_of(view: View) -> tuple[Inline, ...]:
    """Return one value in words: a person as name, post, department or team; a record of one line as that line."""
    if isinstance(view.value, Person):
        named = [part for name in ("name", "post", "portfolio", "department", "team") if (part := view.field(name))]
        words = [_hole(part).inlines for part in named]
        return tuple(inline for at, line in enumerate(words) for inline in ((Text(", "), *line) if at else line))
    if isinstance(view.value, Brief):
        return _hole(view.field(view.value.main)).inlines
    return _hole(view).inlines


def _hole(view: View) -> Hole:
    return view.scope.fill(view.value, view.origin, view.scope)
