"""The tables that a report makes of the lists of the record: contracts, what is proposed, risks, figures, people."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.compose.faults import ComposeError
from reportgen.compose.grid import Field, at, cell_blocks, grid, hole_of, pairs, sum_words
from reportgen.compose.particulars import (
    figure_words,
    measure_words,
    months_in_words,
    named,
    particular_rows,
    person_words,
)
from reportgen.compose.say import say, say_span
from reportgen.compose.view import View, attributes
from reportgen.document.nodes import (
    Align,
    Block,
    Cell,
    Column,
    Inline,
    Link,
    Origin,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
    Value,
)
from reportgen.document.walk import plain_text
from reportgen.model.choices import Risk, RiskKind
from reportgen.model.record import Choice
from reportgen.model.values import Day, DaySpan
from reportgen.model.withheld import Remaining
from reportgen.style.style import Style


def when(stage: View, style: Style) -> tuple[Inline, ...]:
    """Return the time of a stage in words: one date, or a stretch."""
    start, end = stage.field("start"), stage.field("end")
    if not start and not end:
        return ()
    days = [day.value for day in (start, end) if isinstance(day.value, Day)]
    return (Value(say_span(DaySpan(days[0], days[-1]), style.print.dates), (start or end).origin),) if days else ()


def choice_words(view: View, style: Style) -> tuple[Inline, ...]:
    """Return a choice in words that begin with a capital, as in a table."""
    if not isinstance(view.value, Choice):
        return hole_of(view).inlines
    words = say(view.value, style)
    return (Value(words[:1].upper() + words[1:], view.origin),)


def _sum(label: str, *steps: str) -> Field:
    return Field(label, at(*steps), 1.5, Align.RIGHT)


def contacts_table(people: View, style: Style) -> Table:
    """Return a table of posts with how to reach them: one column of labels for one person, a row each for more."""
    if len(people) == 1:
        person = people.entry(0)
        named = ("name", "post", "portfolio", "department", "team", "email", "phone")
        rows = [(name, mail(person) if name == "email" else person.field(name)) for name in named]
        return pairs(rows, style, summary=style.label("contacts"))
    return grid(
        (
            Field("post", at("post"), 2.5, header=True),
            Field("name", at("name"), 2),
            Field("portfolio", at("portfolio"), 2),
            Field("department", at("department"), 2),
            Field("team", at("team"), 2),
            Field("email", mail, 2.5),
            Field("phone", at("phone"), 1.5),
        ),
        people,
        style,
    )


def mail(person: View) -> tuple[Inline, ...]:
    """Return an e-mail address that can be clicked; nothing where there is none."""
    address = person.field("email")
    if not isinstance(address.value, str):
        return hole_of(address).inlines if address else ()
    return (Link((Value(address.value, address.origin),), f"mailto:{address.value}"),)


def length(months: View, style: Style) -> tuple[Inline, ...]:
    """Return a length of time in months."""
    if not isinstance(months.value, int):
        return hole_of(months).inlines if months else ()
    return (Value(months_in_words(months.value, style), months.origin),)


MOST_RISK_COLUMNS = 5


_RATINGS = {name: name for name in ("likelihood", "impact", "score")}


def risk_table(risks: View, style: Style) -> Table:
    """Return the table of risks and opportunities. One that would crowd the page has all ratings in one column."""
    rated = [name for name in _RATINGS if any(risk.field(name) for risk in risks)]
    others = [name for name in ("mitigation", "residual", "owner", "review") if any(r.field(name) for r in risks)]
    risk = Field("risk", lambda risk: _risk_blocks(risk, style), 3)
    if 1 + len(rated) + len(others) <= MOST_RISK_COLUMNS:
        ratings = [Field(name, at(name), 1.0 if name != "score" else 0.8) for name in rated]
        kept = (
            Field("residual", at("residual"), 0.9),
            Field("owner", _owner, 1.5),
            Field("review_date", at("review"), 1.2),
        )
        return grid((risk, *ratings, Field("mitigation", at("mitigation"), 4), *kept), risks, style)
    return grid(
        (
            risk,
            Field("rating", lambda risk: _labelled(risk, _RATINGS, style), 1.6),
            Field("mitigation", at("mitigation"), 3.2),
            Field("residual", at("residual"), 1),
            Field("owner", lambda risk: _owner_blocks(risk, style), 1.6),
        ),
        risks,
        style,
    )


def _risk_blocks(risk: View, style: Style) -> tuple[Block, ...]:
    """Return what may happen, after its title where it has one; an opportunity is called so."""
    title = risk.field("title")
    kind = risk.field("kind")
    is_opportunity = kind.value is RiskKind.OPPORTUNITY and isinstance(risk.value, Risk)
    named = (Text(f"{style.label('kind_opportunity')}: "),) if is_opportunity else ()
    head = (*named, *hole_of(title).inlines) if title else named
    text = cell_blocks(risk.field("text"))
    if not head:
        return text
    if not title and text and isinstance(text[0], Paragraph):
        return (replace(text[0], children=(Strong(head), *text[0].children)), *text[1:])
    return (Paragraph((Strong(head),), origin=title.origin), *text)


def _owner(risk: View) -> tuple[Inline, ...]:
    return person_words(risk.field("owner"))


def _owner_blocks(risk: View, style: Style) -> tuple[Block, ...]:
    """Return who answers for a risk and, on a line of its own, when it is looked at again."""
    owner = _owner(risk)
    first = (Paragraph(owner, origin=risk.field("owner").origin),) if owner else ()
    return (*first, *_labelled(risk, {"review_date": "review"}, style))


def _labelled(row: View, named: Mapping[str, str], style: Style) -> tuple[Block, ...]:
    """Return fields of a record under one another, each after its label: labels with the fields that they stand for."""
    return tuple(
        Paragraph((Text(f"{style.label(label)}: "), *hole_of(view).inlines), origin=view.origin)
        for label, name in named.items()
        if (view := row.field(name))
    )


def contracts_table(contracts: View, style: Style) -> Table:
    """Return the table of contracts as they stand."""
    return grid(
        (
            Field("contract", at("title"), 3, header=True),
            Field("starts", at("start"), 1.4),
            Field("ends", at("current_end"), 1.4),
            Field("latest_end", at("max_end"), 1.4),
            _sum("value", "value_total"),
        ),
        contracts,
        style,
    )


def extension_table(extension: View, style: Style) -> Table:
    """Return what is proposed, as labels and values: what is worked out too, and all else that is stated in a line."""
    first = (
        ("extension_start", "start"),
        ("extension_end", "end"),
        ("extension_months", "months"),
        ("cost_likely", "cost_likely"),
        ("cost_max", "cost_max"),
        ("total_after", "total_after"),
    )
    rows = [(label, _of_extension(extension, name, style)) for label, name in first]
    made = pairs(rows, style, summary=style.label("proposal"))
    told = [name for _, name in first] + ["purpose", "instrument", "sealed", "other_changes", "scope", "cost_parts"]
    others = particular_rows(extension, style, told)
    deed = pairs([("instrument", _instrument(extension, style))], style).body
    return replace(made, body=(*made.body, *others, *deed))


def _of_extension(extension: View, name: str, style: Style) -> View | tuple[Inline, ...]:
    return length(extension.field(name), style) if name == "months" else extension.field(name)


def _instrument(extension: View, style: Style) -> tuple[Inline, ...]:
    """Return how an extension is made, as `Deed, under seal`."""
    instrument, sealed = extension.field("instrument"), extension.field("sealed")
    how = choice_words(instrument, style) if instrument else ()
    seal = (Value(style.label("under_seal"), sealed.origin),) if sealed.value is True else ()
    return (*how, Text(", "), *seal) if how and seal else how or seal


def split_table(rows: View, style: Style) -> Table:
    """Return the cost in each financial year."""
    return grid((Field("year", at("year"), header=True), _sum("sum", "money")), rows, style)


def impacts_table(impacts: View, style: Style) -> Table:
    """Return how people who share each protected characteristic are affected, and what is done about it."""
    return grid(
        (
            Field("characteristic", lambda impact: choice_words(impact.field("characteristic"), style), 2),
            Field("effect", lambda impact: choice_words(impact.field("effect"), style), 1.5),
            Field("impact", at("text"), 4),
            Field("mitigation", at("mitigation"), 4),
        ),
        impacts,
        style,
    )


def strands_table(strands: View, style: Style) -> Table:
    """Return the table of whom the council asked."""
    return grid(
        (
            Field("who", at("who"), 3, header=True),
            Field("method", at("method"), 3),
            Field("when", lambda strand: _when_asked(strand, style), 2),
            Field("population", at("population"), 1, Align.RIGHT),
            Field("invited", at("invited"), 1, Align.RIGHT),
            Field("responded", at("responded"), 1, Align.RIGHT),
            Field("response_rate", at("response_rate"), 1, Align.RIGHT),
        ),
        strands,
        style,
    )


def _when_asked(strand: View, style: Style) -> tuple[Inline, ...]:
    """Return when people are asked, and how far that has come where it is not done: `June 2024 (planned)`."""
    said, status = when(strand, style), strand.field("status")
    words = style.label(f"status_{status.value}") if status else ""
    if not words:
        return said
    return (*said, Text(" ("), Value(words, status.origin), Text(")")) if said else choice_words(status, style)


def delegations_table(recommendations: View, style: Style) -> Table | None:
    """Return to whom decisions are handed on, with whom they consult, and within what limits."""
    handed = [entry for entry in recommendations if entry.field("delegate")]
    if not handed:
        return None
    caption = (Text(style.label("delegations")),)
    return grid(
        (
            Field("recommendation", at("number"), 1.3, header=True),
            Field("delegated_to", at("delegate", "role"), 1.9),
            Field("consulted", at("delegate", "consult"), 1.9),
            Field("delegated", at("delegate", "scope"), 2.3),
            Field("limit", lambda entry: _limit(entry.field("delegate")), 2.2),
            Field("by_when", at("delegate", "by"), 1.8),
        ),
        handed,
        style,
        caption=caption,
    )


def _limit(handed: View) -> tuple[Block, ...]:
    """Return the limits of a decision that is handed on: a sum, words, and whether it is a key decision itself."""
    limits = [handed.field(name) for name in ("limit", "limit_text")]
    said = [Paragraph(sum_words(limit), origin=limit.origin) for limit in limits if limit]
    key = handed.field("is_key")
    style = handed.scope.style
    if key.value is True and style.label("delegated_key"):
        said.append(Paragraph((Value(style.label("delegated_key"), key.origin),), origin=key.origin))
    return tuple(said)


def demand_table(forecast: View, style: Style) -> Table | None:
    """Return how much of the service is expected to be needed, year by year."""
    if not forecast:
        return None
    return grid(
        (
            Field("year_of_forecast", at("year"), 1.2, header=True),
            Field("forecast", at("label"), 4),
            Field("number", at("value"), 1.2, Align.RIGHT),
            Field("source", at("source"), 2),
        ),
        forecast,
        style,
    )


def stages_table(rows: Sequence[View], style: Style) -> Table | None:
    """Return the steps of a plan: when each is, which it is, and what is done in it.

    Where none says what is done, or the style has no word for the stage, one column says what is known.
    """
    if not rows:
        return None
    told = style.label("stage") and any(row.field("actions") for row in rows)
    stage = (Field("stage", at("stage"), 2, header=True),) if told else ()
    shows = at("actions") if told else _actions
    time = Field("when", lambda row: when(row, style), 2.4)
    return grid((time, *stage, Field("actions", shows, 4 if told else 5)), rows, style)


def _actions(stage: View) -> View:
    return stage.field("actions") or stage.field("stage")


_OF_SUPPLIERS = ("suspended", "suspension_lifted", "meets_obligations", "local")


def suppliers_table(suppliers: View, style: Style) -> Table | None:
    """Return the suppliers that are held one by one, with what is known of each."""
    if not suppliers:
        return None
    return grid(
        (
            Field("supplier", at("name"), 2.4, header=True),
            Field("lot", lambda row: named(row, "lot", style), 1.4),
            Field("contract", lambda row: named(row, "contract", style), 1.6),
            Field("cqc_rating", lambda row: _rating(row, style), 1.8),
            Field("value", at("value"), 1.4, Align.RIGHT),
            Field("unit_price", at("unit_price"), 1.2, Align.RIGHT),
            Field("zones", at("zones"), 1.6),
            Field("notes", lambda row: _noted(row, style), 2),
        ),
        suppliers,
        style,
    )


def _rating(supplier: View, style: Style) -> tuple[Inline, ...]:
    """Return the latest rating of a supplier and when it was given: `Good (March 2024)`."""
    rating, rated_on = supplier.field("cqc_rating"), supplier.field("rated_on")
    said = choice_words(rating, style) if rating else ()
    if not rated_on:
        return said
    return (*said, Text(" ("), *hole_of(rated_on).inlines, Text(")")) if said else hole_of(rated_on).inlines


def _noted(supplier: View, style: Style) -> tuple[Block, ...]:
    """Return what is so of a supplier, a line for each: `Suspended`, `Local`, `Does not meet its obligations`."""
    said = []
    for name in _OF_SUPPLIERS:
        answer = supplier.field(name)
        is_no = answer.value is False and name == "meets_obligations"
        words = style.label(f"supplier_{name}_no" if is_no else f"supplier_{name}")
        if (answer.value is True or is_no) and words:
            said.append(Paragraph((Value(words, answer.origin),), origin=answer.origin))
    return tuple(said)


def measures_table(
    lists: Sequence[View], style: Style, *, label: str = "measure", value: str = "value"
) -> Table | None:
    """Return the table of figures, with what is aimed at where that is known; the first columns under these labels."""
    rows = [row for listed in lists for row in listed]
    if not rows:
        return None
    return grid(
        (
            Field(label, lambda row: _measured(row, style), 4, header=True),
            Field(value, lambda row: figure_words(row, style), 1.5, Align.RIGHT),
            Field("target", lambda row: measure_words(row, "", "target_low", "target_high"), 1.5, Align.RIGHT),
            Field("as_at", at("as_at"), 1.5),
            Field("findings", lambda row: _finding(row), 3),
            Field("source", at("source"), 2),
        ),
        rows,
        style,
    )


def _measured(row: View, style: Style) -> tuple[Inline, ...]:
    """Return what a figure counts, for whom, and what is noted on it: `Hours of care, Lot 1 (see below)`."""
    lot = named(row, "lot", style) if row.field("lot") else ()
    said = [hole_of(row.field(name)).inlines for name in ("label", "scope") if row.field(name)]
    note = row.field("note")
    noted = (Text(" ("), *hole_of(note).inlines, Text(")")) if note else ()
    line = [*said, lot] if lot and plain_text(lot) not in plain_text(said[0]) else said
    return (*(i for place, words in enumerate(line) for i in ((Text(", "), *words) if place else words)), *noted)


def _finding(row: View) -> View | None:
    kind: type = type(row.value)
    return row.field("text") if "text" in attributes(kind) else None


def own_table(table: View) -> Table:
    """Return a table that the report brings itself."""
    columns = table.field("columns")
    width = len(columns)
    head = Row(tuple(Cell((Paragraph(hole_of(name).inlines),), header=True) for name in columns))
    body = []
    for row in table.field("rows"):
        blocks = _in_columns(row.field("cells"), width)
        body.append(Row(tuple(Cell(inner, origin=row.origin) for inner in blocks), row.origin))
    title = table.field("title")
    name = f"table-{table.field('id').value}"
    return Table((Column(),) * width, (head,), tuple(body), hole_of(title).inlines, id=name, origin=table.origin)


def _in_columns(cells: View, width: int) -> list[tuple[Block, ...]]:
    """Return the blocks of each cell of a row; one that is withheld says so in its own column."""
    listed = cells.value
    placed = dict(enumerate(map(cell_blocks, cells)))
    if isinstance(listed, Remaining):
        placed = dict(zip(listed.positions, placed.values(), strict=True))
        for part in listed.withheld:
            origin = Origin(part.path, withheld=True)
            notice = cells.scope.fill(part, origin, cells.scope).inlines
            placed[int(part.path[-1])] = (Paragraph(notice, origin=origin),)
    if max(placed, default=0) >= width:
        raise ComposeError(
            f"A row of a table has {max(placed) + 1} cells, and the table {width} columns.",
            "give each row one cell for each column",
        )
    return [placed.get(place, ()) for place in range(width)]


def criteria_table(options: View, style: Style) -> Table | None:
    """Return options side by side: a row for each yardstick, a column for each option that is judged by any."""
    judged = [option for option in options if len(option.field("criteria"))]
    names = list(dict.fromkeys(_yardstick(found) for option in judged for found in option.field("criteria")))
    if not judged:
        return None
    head = (
        Cell((Paragraph((Text(style.label("criterion")),)),), header=True),
        *(Cell((Paragraph(hole_of(option.field("title")).inlines),), header=True) for option in judged),
    )
    body = []
    for name in names:
        found = [next((one for one in option.field("criteria") if _yardstick(one) == name), None) for option in judged]
        first = next(one for one in found if one is not None)
        label = Cell((Paragraph(hole_of(first.field("criterion")).inlines),), header=True, origin=first.origin)
        body.append(Row((label, *(_answer(one) for one in found)), first.origin))
    columns = (Column(2.0), *(Column(1.2) for _ in judged))
    return Table(columns, (Row(head),), tuple(body), summary=style.label("comparison"), id="comparison-table")


def _yardstick(criterion: View) -> str:
    return str(criterion.field("criterion").value)


def _answer(criterion: View | None) -> Cell:
    if criterion is None:
        return Cell(())
    answer, note = hole_of(criterion.field("answer")).inlines, criterion.field("note")
    said = (*answer, Text(" ("), *hole_of(note).inlines, Text(")")) if note else answer
    return Cell((Paragraph(said),), origin=criterion.origin)
