"""The closed list of functions that a template may call, beside filters: lists chosen, tables and figures made."""

import re
from collections.abc import Callable, Iterable, Sequence

from reportgen.base.suggest import did_you_mean
from reportgen.compose.describe import withheld_part
from reportgen.compose.faults import ComposeError
from reportgen.compose.grid import Field, at, cell_blocks, grid, hole_of, pairs, sum_words
from reportgen.compose.header import header_table
from reportgen.compose.particulars import (
    delegations,
    implication_particulars,
    listing,
    measure_words,
    particulars,
    person_words,
    record_line,
    remainder,
)
from reportgen.compose.say import say, say_span
from reportgen.compose.view import Hole, Scope, Shown, View, attributes
from reportgen.compose.withheld_words import heading_words, in_place, told
from reportgen.compose.wording import sentence
from reportgen.document.nodes import (
    Align,
    Block,
    Box,
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Figure,
    Inline,
    Link,
    Origin,
    Paragraph,
    Role,
    Row,
    Table,
    Text,
    Value,
)
from reportgen.model.decision import Decision
from reportgen.model.duties import Implications, ImplicationStatus
from reportgen.model.record import Choice, facts
from reportgen.model.story import Chart as ChartRecord
from reportgen.model.values import Day, DaySpan
from reportgen.model.withheld import Remaining, Withheld
from reportgen.style.style import Style, VerbForm


class Labels:
    """The labels of a style as a template asks for them; printed, they are words, whatever they hold."""

    __slots__ = ("_scope", "_style")

    def __init__(self, style: Style, scope: Scope) -> None:
        self._style, self._scope = style, scope

    def word(self, name: str) -> Shown:
        """Return a label. Raises ComposeError for one that the style does not have."""
        words = self._style.label(name)
        if not words:
            hint = did_you_mean(name, self._style.labels) or "add it under `labels:` in the style"
            raise ComposeError(f"The house style has no label `{name}`.", hint)
        return Shown(Hole(inlines=(Text(words),)), self._scope)


def functions(decision: View, style: Style) -> dict[str, Callable[..., object]]:
    """Return the functions for one rendering."""
    scope = decision.scope

    def shown(made: Block | Table | None) -> Shown | str:
        return Shown(Hole(blocks=(made,)), scope) if made is not None else ""

    return {
        "header_table": lambda: shown(header_table(decision, style)),
        "contacts_table": lambda people: shown(contacts_table(people, style)),
        "risk_table": lambda risks: shown(risk_table(risks, style)),
        "split_table": lambda rows: shown(split_table(rows, style)),
        "contracts_table": lambda rows: shown(contracts_table(rows, style)),
        "extension_table": lambda extension: shown(extension_table(extension, style)),
        "strands_table": lambda rows: shown(strands_table(rows, style)),
        "measures_table": lambda *lists: shown(measures_table(lists, style)),
        "table_of": lambda table: shown(own_table(table)),
        "figure_of": lambda chart: shown(figure(chart, style)),
        "criteria_table": lambda options: shown(criteria_table(options, style)),
        "particulars": lambda record, *besides: shown(particulars(record, style, " ".join(besides).split())),
        "listing": lambda rows, *more: shown(_listing(rows, more, style)),
        "delegations": lambda recommendations: shown(delegations(recommendations, style)),
        "implication_particulars": lambda matters: shown(implication_particulars(matters, style)),
        "remainder": lambda rows, *besides: shown(remainder(rows, style, " ".join(besides).split())),
        "sum_of": lambda money: Shown(Hole(inlines=sum_words(money)), scope),
        "joined_line": lambda record: Shown(Hole(inlines=record_line(record, style)), scope),
        "recommendation_stem": lambda: Shown(Hole(inlines=recommendation_stem(decision, style)), scope),
        "known": lambda view: bool(view) and not isinstance(view.value, Withheld),
        "told": lambda view, label: told(view, label, style),
        "heading": lambda view: heading_words(view, style),
        "in_place": in_place,
        "choice": lambda view: Shown(Hole(inlines=choice_words(view, style)), scope),
        "public_parts": lambda names: public_parts(names, decision),
        "in_columns": lambda rows: [list(rows)[0::2], list(rows)[1::2]],
        "when": lambda stage: Shown(Hole(inlines=when(stage, style)), scope),
        "others": lambda options: [option for option in options if not option.field("is_preferred")],
        "stated": lambda view: bool(view) and not view.derived,
        "hidden_of": lambda listed: hidden_of(listed, style),
        "matching": matching,
        "placeless": lambda rows: placeless(rows, decision),
        "implications": lambda matters: implications(matters, style),
        "considered": lambda matters: [m for m in implications(matters, style) if m["considered"]],
        "held": lambda name: name in _held(decision.field("narrative")),
        "operative": lambda verb: Shown(Hole(inlines=(Value(operative(verb.value, style), verb.origin),)), scope),
    }


def _listing(rows: Iterable[View], more: Sequence[object], style: Style) -> Table | None:
    """Return a table of records; `more` are the fields that it leaves out, and a label to stand over it."""
    besides = [name for given in more if isinstance(given, str) for name in given.split()]
    caption = next((given.hole.inlines for given in more if isinstance(given, Shown)), ())
    return listing(rows, style, besides, caption=caption)


def recommendation_stem(decision: View, style: Style) -> tuple[Inline, ...]:
    """Return the words before the recommendations. Raises ComposeError where they name what there is not."""
    known = {"body": decision.field("meeting").field("body")}
    for name in re.findall(r"\{(\w+)\}", style.label("recommendation_stem")):
        if name not in known:
            hint = did_you_mean(name, known) or "it may name {body}"
            raise ComposeError(f"the label `recommendation_stem` of the house style names {{{name}}}", hint)
    return sentence("recommendation_stem", known, style)


NOTICE_PARTS = (
    *("banner", "masthead", "title", "report_of", "header", "withheld"),
    *("contacts", "contact_particulars", "accessible_formats", "review"),
)
"""The sections that the public may have of a report that is exempt as a whole."""


def public_parts(names: Sequence[str], decision: View) -> list[str]:
    """Return the sections to print: of a decision that is withheld as a whole only those that tell of the notice."""
    record = decision.value
    if not isinstance(record, Decision):
        return list(names)
    held = [record.__dict__[fact.attribute] for fact in facts(Decision) if not (fact.notice or fact.internal)]
    stated = [value for value in held if value is not None and (value != () or isinstance(value, Remaining))]
    whole = all(isinstance(value, Withheld) or (value == () and isinstance(value, Remaining)) for value in stated)
    return [name for name in names if not whole or name in NOTICE_PARTS]


def choice_words(view: View, style: Style) -> tuple[Inline, ...]:
    """Return a choice in words that begin with a capital, as in a table."""
    if not isinstance(view.value, Choice):
        return hole_of(view).inlines
    words = say(view.value, style)
    return (Value(words[:1].upper() + words[1:], view.origin),)


def hidden_of(listed: View, style: Style) -> list[Shown]:
    """Return a line for each entry that a copy leaves out of a list because it is exempt."""
    left = listed.value.withheld if isinstance(listed.value, Remaining) else ()
    return [Shown(Hole(inlines=(Text(withheld_part(part, style)),)), listed.scope) for part in left]


def matching(rows: View, name: str, wanted: View) -> list[View]:
    """Return the rows whose field says what another field says; none where it says nothing."""
    if not wanted:
        return []
    return [row for row in rows if row.field(name).value == wanted.value]


def placeless(rows: View, decision: View) -> list[View]:
    """Return the charts, tables or stages that no narrative section claims."""
    names = set(_section_ids(decision.field("narrative")))
    return [row for row in rows if _place(row).value not in names]


def _place(row: View) -> View:
    kind: type = type(row.value)
    return row.field("part" if "part" in attributes(kind) else "section")


def _section_ids(sections: View) -> list[object]:
    found: list[object] = []
    for section in sections:
        found.append(section.field("id").value)
        found.extend(_section_ids(section.field("sections")))
    return [name for name in found if name is not None]


def _held(sections: View) -> set[str]:
    """Return the names of what the narrative holds, or tells of under an id of that name: it has no other section."""
    found: set[str] = set()
    for section in sections:
        found.add(str(section.field("id").value))
        found.update(str(name.value) for name in section.field("holds"))
        found |= _held(section.field("sections"))
    return found


def operative(verb: str, style: Style) -> str:
    """Return the verb of a recommendation as a style prints it: `Note and approve`, or `Notes and approves`."""
    if style.print.verbs is VerbForm.PLAIN:
        return verb
    return " and ".join(_third_person(part) for part in verb.split(" and "))


def _third_person(phrase: str) -> str:
    verb, space, rest = phrase.partition(" ")
    if verb.endswith("s") and not verb.endswith("ss"):
        said = verb
    elif verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        said = f"{verb[:-1]}ies"
    else:
        said = f"{verb}{'es' if verb.endswith(('s', 'x', 'z', 'ch', 'sh', 'o')) else 's'}"
    return said + space + rest


def when(stage: View, style: Style) -> tuple[Inline, ...]:
    """Return the time of a stage in words: one date, or a stretch."""
    start, end = stage.field("start"), stage.field("end")
    if not start and not end:
        return ()
    days = [day.value for day in (start, end) if isinstance(day.value, Day)]
    return (Value(say_span(DaySpan(days[0], days[-1]), style.print.dates), (start or end).origin),) if days else ()


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


def length(extension: View) -> tuple[Inline, ...]:
    """Return the length of an extension in months."""
    months = extension.field("months")
    if not isinstance(months.value, int):
        return hole_of(months).inlines if months else ()
    return (Value(f"{months.value} {'month' if months.value == 1 else 'months'}", months.origin),)


def risk_table(risks: View, style: Style) -> Table:
    """Return the table of risks and opportunities."""
    return grid(
        (
            Field("risk", at("text"), 3),
            Field("likelihood", at("likelihood"), 1),
            Field("impact", at("impact"), 1),
            Field("score", at("score"), 0.8),
            Field("mitigation", at("mitigation"), 4),
            Field("residual", at("residual"), 0.9),
            Field("owner", lambda risk: person_words(risk.field("owner")), 1.5),
            Field("review", at("review"), 1.2),
        ),
        risks,
        style,
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
    """Return what is proposed, as labels and values."""
    named = (
        ("extension_start", "start"),
        ("extension_end", "end"),
        ("extension_months", "months"),
        ("cost_likely", "cost_likely"),
        ("cost_max", "cost_max"),
        ("total_after", "total_after"),
        ("instrument", "instrument"),
    )
    rows = [(label, length(extension) if name == "months" else extension.field(name)) for label, name in named]
    return pairs(rows, style, summary=style.label("proposal"))


def split_table(rows: View, style: Style) -> Table:
    """Return the cost in each financial year."""
    return grid((Field("year", at("year"), header=True), _sum("sum", "money")), rows, style)


def strands_table(strands: View, style: Style) -> Table:
    """Return the table of whom the council asked."""
    return grid(
        (
            Field("who", at("who"), 3, header=True),
            Field("method", at("method"), 3),
            Field("when", lambda strand: when(strand, style), 2),
            Field("invited", at("invited"), 1, Align.RIGHT),
            Field("responded", at("responded"), 1, Align.RIGHT),
            Field("response_rate", at("response_rate"), 1, Align.RIGHT),
        ),
        strands,
        style,
    )


def measures_table(lists: Sequence[View], style: Style) -> Table | None:
    """Return the table of figures, with what is aimed at where that is known."""
    rows = [row for listed in lists for row in listed]
    if not rows:
        return None
    return grid(
        (
            Field("measure", at("label"), 4, header=True),
            Field("value", lambda row: measure_words(row, "value", "low", "high"), 1.5, Align.RIGHT),
            Field("target", lambda row: measure_words(row, "", "target_low", "target_high"), 1.5, Align.RIGHT),
            Field("as_at", at("as_at"), 1.5),
            Field("source", at("source"), 2),
        ),
        rows,
        style,
    )


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
            origin = Origin(part.path)
            notice = cells.scope.fill(part, origin, cells.scope).inlines
            placed[int(part.path[-1])] = (Paragraph(notice, origin=origin),)
    if max(placed, default=0) >= width:
        raise ComposeError(
            f"A row of a table has {max(placed) + 1} cells, and the table {width} columns.",
            "give each row one cell for each column",
        )
    return [placed.get(place, ()) for place in range(width)]


_KINDS = {"column": ChartKind.COLUMN, "line": ChartKind.LINE}


def figure(chart: View, style: Style) -> Figure | Box:
    """Return a chart of the record. What is asked for as a pie is drawn as bars, which can be read and compared.

    One whose figures are not to be had is a note that says why.
    """
    record = chart.value
    if not isinstance(record, ChartRecord):
        raise ComposeError("`figure_of` is for charts.", "give it an entry of `decision.charts`")
    name = f"figure-{record.id}"
    title = hole_of(chart.field("title")).inlines
    if not any(run.points for run in record.series):
        reason = hole_of(chart.field("no_figures")).inlines
        said = [Paragraph(title, Role.CAPTION), Paragraph(reason)]
        said += [Paragraph(source) for source in (_source(chart, style),) if source]
        return Box(Role.NOTE, tuple(said), name, chart.origin)
    labels = list(dict.fromkeys(point.label for series in record.series for point in series.points))
    series = []
    for run in record.series:
        by_label = {point.label: point.value for point in run.points}
        values = tuple(float(by_label[label].value) if label in by_label else None for label in labels)
        series.append(ChartSeries(run.name, values, tuple(str(by_label.get(label, "")) for label in labels)))
    drawn = Chart(
        _KINDS.get(record.kind.value, ChartKind.BAR), record.title, tuple(labels), tuple(series), record.unit or ""
    )
    source = _source(chart, style)
    caption = (*title, Text(". "), *source) if source else title
    return Figure(drawn, record.alt or "", caption, name, chart.origin)


def _source(chart: View, style: Style) -> tuple[Inline, ...]:
    """Return where the figures of a chart come from, and when they were taken."""
    source, as_at = chart.field("source"), chart.field("as_at")
    if not source:
        return ()
    dated = (Text(", "), *hole_of(as_at).inlines) if as_at else ()
    return (Text(f"{style.label('source')}: "), *hole_of(source).inlines, *dated)


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


def implications(matters: View, style: Style) -> list[dict[str, object]]:
    """Return the matters that a report has implications for, in the order of the record."""
    record = matters.value
    if not isinstance(record, Implications):
        return []
    scope = matters.scope
    found: list[dict[str, object]] = []
    for name, fact in attributes(Implications).items():
        matter = matters.field(name)
        if not matter or name == "other":
            continue
        title = Shown(Hole(inlines=(Text(style.label(f"implication_{name}") or fact.title),)), scope)
        text: object = matter.field("text")
        if not text:
            status = matter.field("status").value
            text = Shown(Hole(inlines=(Text(style.label(f"implication_{status}")),)), scope)
        considered = matter.field("status") == ImplicationStatus.CONSIDERED.value
        found.append({"name": name.replace("_", "-"), "title": title, "text": text, "considered": considered})
    for at_place, other in enumerate(matters.field("other")):
        named = {"title": other.field("title"), "text": other.field("text")}
        found.append({"name": f"other-{at_place + 1}", **named, "considered": True})
    return found
