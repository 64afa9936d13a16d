"""All that the record says beside what a section tells in its own way: tables whose labels are the fields' own titles.

They are made from the model, so a field that is new to it is printed without anything being written for it: nothing
that an officer enters is left out without a word.
"""

from collections.abc import Collection, Iterable, Sequence

from reportgen.compose.grid import cell_blocks, hole_of, origin_of, sum_words
from reportgen.compose.holes import words_of_hole
from reportgen.compose.say import say
from reportgen.compose.view import View, attributes
from reportgen.document.nodes import Align, Block, Cell, Column, Inline, Paragraph, Role, Row, Table, Text, Value
from reportgen.model.finance import Measure
from reportgen.model.people import Person
from reportgen.model.record import Choice, FieldFacts, Record, facts
from reportgen.model.values import Money, Prose
from reportgen.style.style import Style

NAMES = ("title", "name", "label", "limb", "criterion", "statute", "stage", "kind", "number", "who", "year")
"""The fields that name a record, the best first."""

UNPRINTED = ("id", "exempt")
"""Fields that nobody reads: names for references, and the marks by which something is withheld."""

_MEASURED = ("low", "high", "unit", "per", "approx")
"""Fields of a figure that are printed together with its value."""

MOST_COLUMNS = 6


def particulars(record: View, style: Style, besides: Collection[str] = ()) -> Table | None:
    """Return labels and values for every field of a record that the file states; None where it states no other."""
    rows = [
        Row((_label(fact.title), Cell(blocks, origin=record.field(fact.attribute).origin)), record.origin)
        for fact, blocks in _stated(record, style, besides)
    ]
    return Table((Column(1.0), Column(2.0)), (), tuple(rows), role=Role.HEADER) if rows else None


def listing(
    rows: Iterable[View], style: Style, besides: Collection[str] = (), *, caption: tuple[Inline, ...] = ()
) -> Table | None:
    """Return a table of records: a column for every field that any of them states.

    Where there are too many columns for a page, each record has one row: its name, and a line for each field.
    """
    listed = [(row, dict(_by_name(row, style, besides))) for row in rows]
    kept = [name for name in _names_of(listed) if any(name in cells for _, cells in listed)]
    if not kept:
        return None
    if len(kept) > MOST_COLUMNS:
        return remainder([row for row, _ in listed], style, besides, caption=caption)
    titles = {fact.attribute: fact.title for row, _ in listed for fact in _known(row)}
    head = Row(tuple(_label(titles[name]) for name in kept))
    body = tuple(Row(tuple(Cell(cells.get(name, ())) for name in kept), row.origin) for row, cells in listed)
    columns = tuple(_column([row.field(name).value for row, _ in listed]) for name in kept)
    return Table(columns, (head,), body, caption)


def remainder(
    rows: Iterable[View], style: Style, besides: Collection[str] = (), *, caption: tuple[Inline, ...] = ()
) -> Table | None:
    """Return, for each record that states more than is printed elsewhere, its name and a line for every field."""
    named = []
    for row in rows:
        name = _name_of(row)
        title = words_of_hole(hole_of(row.field(name))) if name else (Text(_called(row)),)
        named.append((title, row, _titled(_lines(row, style, {*besides, name}))))
    return _named_rows(named, caption)


def delegations(recommendations: View, style: Style) -> Table | None:
    """Return to whom each decision is handed on, within what limits, and what else a recommendation names."""
    named = []
    for entry in recommendations:
        handed = entry.field("delegate")
        others = _lines(entry, style, ("number", "verb", "text", "delegate", "contracts", "lots"))
        title = (Text(f"{style.label('recommendation')} "), *words_of_hole(hole_of(entry.field("number"))))
        withheld = (words_of_hole(hole_of(handed)),) if handed and not isinstance(handed.value, Record) else ()
        named.append((title, entry, [*withheld, *_titled(_lines(handed, style, ())), *_titled(others)]))
    return _named_rows(named)


def implication_particulars(matters: View, style: Style) -> Table | None:
    """Return the reference, date and author of what is said of each matter."""
    if not isinstance(matters.value, Record):
        return None
    named = []
    for fact in facts(type(matters.value)):
        matter = matters.field(fact.attribute)
        title = style.label(f"implication_{fact.attribute}") or fact.title
        named.append(((Text(title),), matter, _titled(_lines(matter, style, ("status", "text")))))
    return _named_rows(named)


def _titled(lines: Iterable[tuple[FieldFacts, tuple[Inline, ...]]]) -> list[tuple[Inline, ...]]:
    return [(Text(f"{fact.title}: "), *words) for fact, words in lines]


def _named_rows(
    named: Sequence[tuple[tuple[Inline, ...], View, Sequence[tuple[Inline, ...]]]], caption: tuple[Inline, ...] = ()
) -> Table | None:
    """Return a table with the name of each record that has lines, and its lines under one another."""
    body = tuple(
        Row(
            (
                Cell((Paragraph(title),), header=True),
                Cell(tuple(Paragraph(line, origin=origin_of(line)) for line in lines), origin=row.origin),
            ),
            row.origin,
        )
        for title, row, lines in named
        if lines
    )
    return Table((Column(1.0), Column(2.5)), (), body, caption, role=Role.HEADER) if body else None


def _known(row: View) -> Iterable[FieldFacts]:
    kind: type = type(row.value)
    return attributes(kind).values()


def _label(title: str) -> Cell:
    return Cell((Paragraph((Text(title),)),), header=True)


def _names_of(listed: Sequence[tuple[View, object]]) -> list[str]:
    return list(dict.fromkeys(fact.attribute for row, _ in listed for fact in _known(row)))


def _column(values: Sequence[object]) -> Column:
    if any(isinstance(value, Prose) for value in values):
        return Column(3.0)
    if any(isinstance(value, Money) for value in values):
        return Column(1.5, Align.RIGHT)
    return Column(1.5)


def _called(row: View) -> str:
    kind = type(row.value)
    return kind.called if issubclass(kind, Record) and kind.called else "–"


def _fields(record: View, besides: Collection[str]) -> Iterable[FieldFacts]:
    """Yield the fields that the file states, as the audience may see them; what is worked out is told elsewhere."""
    held = record.value
    if not isinstance(held, Record):
        return
    for fact in facts(type(held)):
        value = held.__dict__[fact.attribute]
        left_out = value is None or value == () or fact.attribute not in held.model_fields_set
        if not left_out and fact.attribute not in besides and fact.attribute not in UNPRINTED:
            yield fact


def _by_name(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[str, tuple[Block, ...]]]:
    for fact, blocks in _stated(record, style, besides):
        yield fact.attribute, blocks


def _stated(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[FieldFacts, tuple[Block, ...]]]:
    for fact in _shown_fields(record, besides):
        blocks = _blocks(record, fact, style)
        if blocks:
            yield fact, blocks


def _lines(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[FieldFacts, tuple[Inline, ...]]]:
    for fact in _shown_fields(record, besides):
        words = _field_words(record, fact, style)
        if words:
            yield fact, words


def _shown_fields(record: View, besides: Collection[str]) -> Iterable[FieldFacts]:
    """Yield the stated fields; of a figure its value stands for all that is printed with it."""
    measured = isinstance(record.value, Measure)
    done = False
    for fact in _fields(record, besides):
        if measured and fact.attribute in ("value", *_MEASURED):
            if done or "value" in besides:
                continue
            done = True
        yield fact


def _blocks(record: View, fact: FieldFacts, style: Style) -> tuple[Block, ...]:
    """Return what a cell holds for a field."""
    view = record.field(fact.attribute)
    if isinstance(view.value, Prose):
        return cell_blocks(view)
    if isinstance(view.value, tuple) and any(isinstance(entry.value, Record | Prose) for entry in view):
        lines = [Paragraph(words, origin=entry.origin) for entry in view if (words := _words(entry, fact, style))]
        return tuple(lines)
    words = _field_words(record, fact, style)
    return (Paragraph(words, origin=view.origin),) if words else ()


def _field_words(record: View, fact: FieldFacts, style: Style) -> tuple[Inline, ...]:
    if isinstance(record.value, Measure) and fact.attribute in ("value", *_MEASURED):
        return _figure(record)
    return _words(record.field(fact.attribute), fact, style)


def _figure(record: View) -> tuple[Inline, ...]:
    return measure_words(record, "value", "low", "high")


def _words(view: View, fact: FieldFacts, style: Style) -> tuple[Inline, ...]:
    """Return a value as words on a line: a record as its name and its fields, each after its label."""
    value = view.value
    if value is None or value == ():
        return ()
    if isinstance(value, tuple):
        between = "; " if any(isinstance(entry.value, Record | Prose) for entry in view) else ", "
        return _joined([_words(entry, fact, style) for entry in view], between)
    if fact.names and isinstance(value, str):
        return _referred(view, fact)
    if isinstance(value, Choice):
        words = style.label(f"{fact.attribute}_{value.value}") or say(value, style)
        return (Value(words[:1].upper() + words[1:], view.origin),)
    if isinstance(value, Money):
        return sum_words(view)
    if isinstance(value, Person):
        return person_words(view)
    if isinstance(value, Record):
        return record_line(view, style)
    return words_of_hole(hole_of(view))


def person_words(person: View) -> tuple[Inline, ...]:
    """Return all that is said of a person on one line."""
    if not isinstance(person.value, Person):
        return hole_of(person).inlines if person else ()
    named = ("post", "name", "portfolio", "department", "team", "email", "phone")
    return _joined([hole_of(person.field(name)).inlines for name in named if person.field(name)], ", ")


def record_line(record: View, style: Style) -> tuple[Inline, ...]:
    """Return a record on one line: its name, then each other field after its label."""
    name = _name_of(record) or ("text" if any(f.attribute == "text" for f in _fields(record, ())) else "")
    lines = _titled(_lines(record, style, {name}))
    main = next((fact for fact in _fields(record, ()) if fact.attribute == name), None)
    first = [_words(record.field(name), main, style)] if main else []
    return _joined([*first, *lines], "; ")


def _name_of(record: View) -> str:
    stated = {fact.attribute for fact in _fields(record, ())}
    return next((name for name in NAMES if name in stated), "")


def _referred(view: View, fact: FieldFacts) -> tuple[Inline, ...]:
    """Return the name of the element that a field names by its id; the id where the file has none of that id."""
    decision = View(view.scope.subject, (), view.scope)
    for listed in fact.names:
        if listed not in {known.attribute for known in facts(type(view.scope.subject))}:
            continue
        for element in decision.field(listed):
            if getattr(element.value, "id", None) == view.value and (name := _name_of(element)):
                return words_of_hole(hole_of(element.field(name)))
    return hole_of(view).inlines


def _joined(lines: Sequence[tuple[Inline, ...]], between: str) -> tuple[Inline, ...]:
    said = [line for line in lines if line]
    return tuple(inline for at, line in enumerate(said) for inline in ((Text(between), *line) if at else line))


def measure_words(row: View, single: str, low: str, high: str) -> tuple[Inline, ...]:
    """Return a figure with its unit, or a range of it: `72,000 hours a year`, `70 to 80%`."""
    kind: type = type(row.value)
    known = attributes(kind)
    ends = [row.field(name) for name in (single, low, high) if name in known]
    stated = [view for view in ends if view]
    if not stated:
        return ()
    measure = row.value
    unit = measure.unit if isinstance(measure, Measure) else None
    words = " to ".join(str(view.value) for view in stated)
    if unit == "£":
        words = f"£{words}"
    elif unit:
        words += unit if unit == "%" else f" {unit}"
    if isinstance(measure, Measure):
        words += f" a {measure.per}" if measure.per else ""
        words = f"about {words}" if measure.approx else words
    return (Value(words, stated[0].origin),)
