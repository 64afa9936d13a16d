"""All that the record says beside what a section tells in its own way: tables whose labels are the house style's.

They are made from the model, so a field that is new to it is printed without anything being written for it: nothing
that an officer enters is left out without a word. A label bears the name of the field's place in the file, as
`contracts.initial_months`; where the style has none the field's own title stands, and where it is blank the field is
one for the checks, and is not printed. `contracts.notice.in_words` says how a group of fields reads on one line.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from reportgen.base.source import FieldPath
from reportgen.compose.grid import cell_blocks, hole_of, sum_words
from reportgen.compose.holes import words_of_hole
from reportgen.compose.say import say
from reportgen.compose.view import View, attributes
from reportgen.compose.wording import worded
from reportgen.document.nodes import (
    Align,
    Block,
    Cell,
    Column,
    Counting,
    Entry,
    Inline,
    List,
    Paragraph,
    Role,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.model.contracts import Contract, Route
from reportgen.model.finance import Bound, Measure, Uplift
from reportgen.model.papers import PAPER
from reportgen.model.people import Person
from reportgen.model.record import Choice, FieldFacts, Record, facts
from reportgen.model.values import Money, Percent, Prose
from reportgen.style.style import Style

NAMES = ("title", "name", "label", "limb", "criterion", "statute", "stage", "kind", "number", "who", "year")
"""The fields that name a record, the best first."""

UNPRINTED = ("id", "exempt")
"""Fields that nobody reads: names for references, and the marks by which something is withheld."""

_MEASURED = ("low", "high", "unit", "per", "approx", "bound", "share")
"""Fields of a figure that are printed together with its value."""

_IN_MONTHS = ("months", "step_max", "exercised", "initial_months", "months_left", "max_months")
"""Counts of months, wherever they stand."""

MOST_COLUMNS = 6
MOST_SIDE_BY_SIDE = 3

IN_WORDS = "in_words"

Line = tuple[Inline, ...]


def place_of(path: FieldPath) -> str:
    """Return the name by which a style words the field at a path: `contracts.options.months`, without the numbers."""
    own = path[path.index(PAPER) + 1 :] if PAPER in path[:3] else path
    return ".".join(step for step in own if isinstance(step, str))


def label_of(record: View, fact: FieldFacts, style: Style) -> str:
    """Return the label of a field: the style's for its place in the file, else the field's title; blank for none."""
    return style.labels.get(place_of((*record.path, fact.key)), fact.title)


def particulars(record: View, style: Style, besides: Collection[str] = ()) -> tuple[Block, ...]:
    """Return labels and values for every field of a record that the file states, beside those told elsewhere."""
    return particulars_together(((record, besides),), style)


def particulars_together(parts: Iterable[tuple[View, Collection[str]]], style: Style) -> tuple[Block, ...]:
    """Return one table of labels and values for several records; a field alone is a line of text."""
    stated = [(record, fact, blocks) for record, besides in parts for fact, blocks in _stated(record, style, besides)]
    if len(stated) == 1:
        record, fact, blocks = stated[0]
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            label = Strong((Text(f"{label_of(record, fact, style)}:"),))
            return (Paragraph((label, Text(" "), *blocks[0].children), origin=blocks[0].origin),)
    rows = tuple(_row(record, fact, blocks, style) for record, fact, blocks in stated)
    return (Table((Column(1.0), Column(2.0)), (), rows, role=Role.HEADER),) if rows else ()


def particular_rows(record: View, style: Style, besides: Collection[str] = ()) -> tuple[Row, ...]:
    """Return a row of label and value for every field of a record that the file states, beside those told elsewhere."""
    return tuple(_row(record, fact, blocks, style) for fact, blocks in _stated(record, style, besides))


def _row(record: View, fact: FieldFacts, blocks: tuple[Block, ...], style: Style) -> Row:
    return Row((_head(label_of(record, fact, style)), Cell(blocks, origin=record.field(fact.attribute).origin)))


def listing(
    rows: Iterable[View], style: Style, besides: Collection[str] = (), *, caption: Line = ()
) -> tuple[Block, ...]:
    """Return a table of records: a column for every field that any of them states.

    Where one field is all that they state, a list of it; where there are too many columns for a page, a table each.
    """
    listed = [(row, dict(_by_name(row, style, besides))) for row in rows]
    kept = [name for name in _names_of(listed) if any(name in cells for _, cells in listed)]
    if not kept:
        return ()
    if len(kept) > MOST_COLUMNS:
        return terms([row for row, _ in listed], style, besides)
    if len(kept) == 1:
        return _plain_list([cells[kept[0]] for _, cells in listed if kept[0] in cells], caption)
    titles = {fact.attribute: label_of(row, fact, style) for row, _ in listed for fact in _known(row)}
    head = Row(tuple(_head(titles[name]) for name in kept))
    is_name = not any(isinstance(row.field(kept[0]).value, Prose) for row, _ in listed)
    body = tuple(
        Row(tuple(Cell(cells.get(name, ()), header=not at and is_name) for at, name in enumerate(kept)), row.origin)
        for row, cells in listed
    )
    columns = tuple(_column([row.field(name).value for row, _ in listed]) for name in kept)
    return (Table(columns, (head,), body, caption),)


def _plain_list(entries: Sequence[tuple[Block, ...]], caption: Line) -> tuple[Block, ...]:
    """Return a list with its caption before it; one entry goes on from the caption."""
    first = entries[0][0]
    label = (Strong((*caption, Text(":"))),) if caption else ()
    if len(entries) == 1 and len(entries[0]) == 1 and isinstance(first, Paragraph) and caption:
        return (Paragraph((*label, Text(" "), *first.children), origin=first.origin),)
    listed = List(Counting.BULLET, tuple(Entry(blocks) for blocks in entries))
    return (Paragraph(label, Role.STEM), listed) if caption else (listed,)


def terms(rows: Iterable[View], style: Style, besides: Collection[str] = ()) -> tuple[Block, ...]:
    """Return what records state, a row for each field: of a few side by side, of more a table each."""
    named_rows = [(row, {*besides, _name_of(row)}) for row in rows]
    told = [(row, dict(stated)) for row, others in named_rows if (stated := list(_by_name(row, style, others)))]
    if len(named_rows) == 1:
        return tuple(chain.from_iterable(particulars(row, style, others) for row, others in named_rows))
    if len(told) == 1 or len(told) > MOST_SIDE_BY_SIDE:
        return tuple(chain.from_iterable(_captioned(row, style, besides) for row, _ in told))
    labels = {fact.attribute: label_of(row, fact, style) for row, _ in told for fact in _known(row)}
    kept = [name for name in labels if any(name in stated for _, stated in told)]
    head = Row((_head(style.label("terms")), *(Cell((Paragraph(_title(row)),), header=True) for row, _ in told)))
    body = tuple(Row((_head(labels[name]), *(_cell(row, name, stated) for row, stated in told))) for name in kept)
    return (Table((Column(1.0), *(Column(1.5) for _ in told)), (head,), body),) if body else ()


def _captioned(row: View, style: Style, besides: Collection[str]) -> tuple[Block, ...]:
    """Return the labels and values of one of many records, under its name."""
    rows = particular_rows(row, style, {*besides, _name_of(row)})
    return (Table((Column(1.0), Column(2.0)), (), rows, _title(row), role=Role.HEADER),) if rows else ()


def _cell(row: View, name: str, stated: Mapping[str, tuple[Block, ...]]) -> Cell:
    return Cell(stated.get(name, ()), origin=row.field(name).origin)


def _title(row: View) -> Line:
    name = _name_of(row)
    return words_of_hole(hole_of(row.field(name))) if name else (Text(_called(row)),)


def _known(row: View) -> Iterable[FieldFacts]:
    kind: type = type(row.value)
    return attributes(kind).values()


def _head(title: str) -> Cell:
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


def _fields(record: View, style: Style, besides: Collection[str]) -> Iterable[FieldFacts]:
    """Yield the fields that the file states, as the audience may see them; what is worked out is told elsewhere."""
    held = record.value
    if not isinstance(held, Record):
        return
    for fact in facts(type(held)):
        value = held.__dict__[fact.attribute]
        left_out = value is None or value == () or fact.attribute not in held.model_fields_set
        if left_out or fact.attribute in besides or fact.attribute in UNPRINTED or _said_otherwise(held, fact):
            continue
        if label_of(record, fact, style):
            yield fact


def _said_otherwise(held: Record, fact: FieldFacts) -> bool:
    """Return whether another field says the same: that work is bought under a framework says that there is one."""
    return fact.attribute == "is_framework" and isinstance(held, Contract) and held.route is Route.FRAMEWORK


def _stated(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[FieldFacts, tuple[Block, ...]]]:
    for fact in _shown_fields(record, style, besides):
        blocks = _blocks(record, fact, style)
        if blocks:
            yield fact, blocks


def _by_name(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[str, tuple[Block, ...]]]:
    for fact, blocks in _stated(record, style, besides):
        yield fact.attribute, blocks


def _lines(record: View, style: Style, besides: Collection[str]) -> Iterable[tuple[FieldFacts, Line]]:
    for fact in _shown_fields(record, style, besides):
        words = _field_words(record, fact, style)
        if words:
            yield fact, words


def _shown_fields(record: View, style: Style, besides: Collection[str]) -> Iterable[FieldFacts]:
    """Yield the stated fields; of a figure its value stands for all that is printed with it."""
    measured = isinstance(record.value, Measure)
    done = False
    for fact in _fields(record, style, besides):
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


def _field_words(record: View, fact: FieldFacts, style: Style) -> Line:
    if isinstance(record.value, Measure) and fact.attribute in ("value", *_MEASURED):
        return figure_words(record, style)
    return _words(record.field(fact.attribute), fact, style)


def _words(view: View, fact: FieldFacts, style: Style, *, capital: bool = True) -> Line:
    """Return a value as words on a line: a record as the style words it, else its name and its fields."""
    value = view.value
    if value is None or value == ():
        return ()
    if isinstance(value, tuple):
        between = "; " if any(isinstance(entry.value, Record | Prose) for entry in view) else ", "
        lines = [_words(entry, fact, style, capital=capital and not at) for at, entry in enumerate(view)]
        return _joined(lines, between)
    if fact.names and isinstance(value, str):
        return _referred(view, fact)
    if isinstance(value, Choice):
        words = style.label(f"{fact.attribute}_{value.value}") or say(value, style)
        return (Value(words[:1].upper() + words[1:] if capital else words, view.origin),)
    if fact.attribute in _IN_MONTHS and isinstance(value, int):
        return (Value(months_in_words(value, style), view.origin),)
    if isinstance(value, Money):
        return sum_words(view)
    if isinstance(value, Person):
        return person_words(view)
    if isinstance(value, Record):
        return record_line(view, style)
    return words_of_hole(hole_of(view))


def months_in_words(months: int, style: Style) -> str:
    """Return a length in months: `12 months`; `none` for no month."""
    if not months:
        return style.label("none_of_it")
    return f"{months:,} {style.label('month' if months == 1 else 'months')}"


def person_words(person: View) -> Line:
    """Return all that is said of a person on one line."""
    if not isinstance(person.value, Person):
        return hole_of(person).inlines if person else ()
    named = ("post", "name", "portfolio", "department", "team", "email", "phone")
    return _joined([hole_of(person.field(name)).inlines for name in named if person.field(name)], ", ")


def record_line(record: View, style: Style) -> Line:
    """Return a record on one line: as the style words it, else its name and then each other field after its label."""
    wording = style.labels.get(f"{place_of(record.path)}.{_worded_as(record)}", "")
    if wording:
        return tidy(worded(wording, _in_a_sentence(record, style)))
    name = _name_of(record) or ("text" if any(f.attribute == "text" for f in _fields(record, style, ())) else "")
    lines = [(Text(f"{label_of(record, fact, style)}: "), *said) for fact, said in _lines(record, style, {name})]
    main = next((fact for fact in _fields(record, style, ()) if fact.attribute == name), None)
    first = [_words(record.field(name), main, style)] if main else []
    return _joined([*first, *lines], "; ")


def _worded_as(record: View) -> str:
    """Return the name of the wording of a record: a rise in prices that is none has one of its own."""
    held = record.value
    return "none_in_words" if isinstance(held, Uplift) and held.percent is None else IN_WORDS


def _in_a_sentence(record: View, style: Style) -> dict[str, Line]:
    """Return the words of each field of a record, as they stand within a sentence."""
    named: dict[str, Line] = {}
    held = record.value
    for fact in facts(type(held)) if isinstance(held, Record) else ():
        measured = isinstance(held, Measure) and fact.attribute == "value"
        stated = isinstance(held, Record) and fact.attribute in held.model_fields_set
        if measured:
            named[fact.attribute] = figure_words(record, style)
        elif stated and fact.attribute not in UNPRINTED:
            named[fact.attribute] = _words(record.field(fact.attribute), fact, style, capital=False)
    return named


def tidy(line: Line) -> Line:
    """Return a line without the comma, colon or semicolon that its first part left, that part being left out."""
    match line:
        case (Text(text, within), *rest) if text[:1] in ",:;.":
            begun = text.lstrip(",:;. ")
            return tidy((Text(begun, within), *rest) if begun else tuple(rest))
        case (Text(text, within), *rest) if text[:1] == " ":
            return (Text(text.lstrip(), within), *rest) if text.strip() else tidy(tuple(rest))
        case _:
            return line


def _name_of(row: View) -> str:
    held = row.value
    stated = held.model_fields_set if isinstance(held, Record) else ()
    return next((name for name in NAMES if name in stated and getattr(held, name, None) is not None), "")


def _referred(view: View, fact: FieldFacts) -> Line:
    """Return the name of the element that a field names by its id; the id where the file has none of that id."""
    decision = View(view.scope.subject, (), view.scope)
    for listed in fact.names:
        if listed not in {known.attribute for known in facts(type(view.scope.subject))}:
            continue
        for element in decision.field(listed):
            if getattr(element.value, "id", None) == view.value and (name := _name_of(element)):
                return words_of_hole(hole_of(element.field(name)))
    return hole_of(view).inlines


def named(record: View, attribute: str, style: Style) -> Line:
    """Return the name of the element that a field of a record names by its id; nothing where it names none."""
    view = record.field(attribute)
    if not isinstance(view.value, str):
        return hole_of(view).inlines if view else ()
    kind: type = type(record.value)
    return _referred(view, attributes(kind)[attribute])


def _joined(lines: Sequence[Line], between: str) -> Line:
    said = [line for line in lines if line]
    return tuple(inline for at, line in enumerate(said) for inline in ((Text(between), *line) if at else line))


def figure_words(row: View, style: Style) -> Line:
    """Return a figure with its unit, its bound and its stated share: `at least 3 out of 5`, `49 people (24%)`."""
    said = measure_words(row, "value", "low", "high")
    measure = row.value
    if not isinstance(measure, Measure) or not said:
        return said
    bound = (Text(f"{_bound_in_words(measure.bound, style)} "),) if measure.bound else ()
    share = row.field("share")
    is_stated = bool(share) and not share.derived and isinstance(share.value, Percent)
    return (*bound, *said, *((Text(" ("), *hole_of(share).inlines, Text(")")) if is_stated else ()))


def _bound_in_words(bound: Bound, style: Style) -> str:
    return style.label(f"bound_{bound.value}") or say(bound, style)


def measure_words(row: View, single: str, low: str, high: str) -> Line:
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
        words += f" {article(measure.per)} {measure.per}" if measure.per else ""
        words = f"about {words}" if measure.approx else words
    return (Value(words, stated[0].origin),)


def article(noun: str) -> str:
    """Return `an` before a noun that begins with the sound of a vowel, `a` before another: an hour, a year."""
    return "an" if noun[:1].lower() in "aeio" or noun.lower().startswith("hour") else "a"
