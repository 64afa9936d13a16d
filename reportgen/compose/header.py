"""The table at the head of a report: which fields there are for it, and the table that a style makes of them."""

from collections.abc import Mapping, Sequence

from reportgen.base.suggest import did_you_mean
from reportgen.compose.faults import ComposeError
from reportgen.compose.view import Hole, Shown, View
from reportgen.document.nodes import Cell, Column, Inline, LineBreak, Paragraph, Role, Row, Table, Text
from reportgen.style.style import Style

FIELDS: Mapping[str, tuple[str, ...]] = {
    "report_to": ("meeting", "body"),
    "date": ("meeting", "date"),
    "item_no": ("meeting", "item_no"),
    "subject": ("report", "title"),
    "reference": ("report", "ref"),
    "report_of": ("report", "report_of"),
    "introduced_by": ("report", "introduced_by"),
    "lead_member": ("report", "lead_member"),
    "authors": ("report", "authors"),
    "decision_type": ("report", "decision_type"),
    "classification": ("report", "classification"),
    "wards": ("report", "wards"),
    "strategic_priority": ("report", "strategic_links"),
    "key_decision": ("key", "is_key"),
    "key_reasons": ("key", "reasons"),
    "forward_plan_ref": ("key", "forward_plan_ref"),
    "notice_published": ("key", "notice_published"),
}
"""What a style's `header` may name, and where the record holds it."""

LABEL_SHARE, VALUE_SHARE = 1.0, 2.0


def header_table(decision: View, style: Style) -> Table | None:
    """Return the header table of a decision; fields that the record leaves out are left out. None where all are."""
    rows = [found for names in style.header if (found := _fields(names, decision, style))]
    if not rows:
        return None
    pairs = max(len(row) for row in rows)
    columns = (Column(LABEL_SHARE), Column(VALUE_SHARE)) * pairs
    return Table(
        columns,
        (),
        tuple(_row(row, pairs) for row in rows),
        summary=style.label("header_summary"),
        role=Role.HEADER,
        id="header",
    )


def _fields(names: Sequence[str], decision: View, style: Style) -> list[tuple[str, View]]:
    found = []
    for name in names:
        if name not in FIELDS:
            raise ComposeError(f"`{name}` is not a field of the header table", did_you_mean(name, FIELDS))
        view = decision
        for step in FIELDS[name]:
            view = view.field(step)
        if view:
            found.append((style.label(name) or name, view))
    return found


def _row(fields: Sequence[tuple[str, View]], pairs: int) -> Row:
    cells = []
    for at, (label, view) in enumerate(fields):
        last = at == len(fields) - 1
        cells.append(Cell((Paragraph((Text(label),)),), header=True))
        span = 2 * (pairs - at) - 1 if last else 1
        cells.append(Cell((Paragraph(value_line(view), origin=view.origin),), span=span, origin=view.origin))
    return Row(tuple(cells))


def value_line(view: View) -> tuple[Inline, ...]:
    """Return a value as the words of one cell; the entries of a list stand under one another."""
    if isinstance(view.value, tuple):
        line: list[Inline] = []
        for entry in view:
            line.extend([LineBreak()] if line else [])
            line.extend(_hole(entry).inlines)
        return tuple(line)
    return _hole(view).inlines


def _hole(view: View) -> Hole:
    return view.scope.fill(view.value, view.origin, view.scope)


def shown_table(decision: View, style: Style) -> Shown | str:
    """Return the header table for a template to print."""
    table = header_table(decision, style)
    return Shown(Hole(blocks=(table,)), decision.scope) if table else ""
