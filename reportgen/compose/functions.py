"""The closed list of functions that a template may call, beside filters: lists chosen, tables and figures made."""

import re
from collections.abc import Callable, Iterable, Sequence

from reportgen.base.suggest import did_you_mean
from reportgen.compose.describe import item_prefix, withheld_part
from reportgen.compose.faults import ComposeError
from reportgen.compose.grid import hole_of, sum_words
from reportgen.compose.header import header_table
from reportgen.compose.particulars import (
    listing,
    particulars,
    particulars_together,
    person_words,
    record_line,
    terms,
    tidy,
)
from reportgen.compose.refer import target_of
from reportgen.compose.tables import (
    choice_words,
    contacts_table,
    contracts_table,
    criteria_table,
    delegations_table,
    demand_table,
    extension_table,
    impacts_table,
    length,
    measures_table,
    own_table,
    risk_table,
    split_table,
    stages_table,
    strands_table,
    suppliers_table,
    when,
)
from reportgen.compose.view import Hole, Scope, Shown, View, attributes
from reportgen.compose.withheld_words import heading_words, in_place, told
from reportgen.compose.wording import sentence
from reportgen.document.addresses import in_links
from reportgen.document.nodes import (
    Block,
    Box,
    Chart,
    ChartKind,
    ChartSeries,
    Figure,
    Inline,
    Paragraph,
    Reference,
    Role,
    Text,
    Value,
)
from reportgen.model.decision import Decision
from reportgen.model.duties import Implications, ImplicationStatus
from reportgen.model.record import Record, facts
from reportgen.model.references import PLACES
from reportgen.model.story import Chart as ChartRecord
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
        return Shown(Hole(inlines=in_links(Value(words)) or (Text(words),)), self._scope)


Functions = dict[str, Callable[..., object]]
"""What a template may call, by name."""


def functions(decision: View, style: Style) -> Functions:
    """Return the functions for one rendering."""
    return {
        **_tables(decision, style),
        **_records_in_words(decision, style),
        **_choices(decision, style),
    }


def _tables(decision: View, style: Style) -> Functions:
    """Return the functions that make tables and figures."""

    def shown(made: Block | None) -> Shown | str:
        return Shown(Hole(blocks=(made,)), decision.scope) if made is not None else ""

    return {
        "header_table": lambda: shown(header_table(decision, style)),
        "contacts_table": lambda people: shown(contacts_table(people, style)),
        "risk_table": lambda risks: shown(risk_table(risks, style)),
        "split_table": lambda rows: shown(split_table(rows, style)),
        "contracts_table": lambda rows: shown(contracts_table(rows, style)),
        "extension_table": lambda extension: shown(extension_table(extension, style)),
        "impacts_table": lambda rows: shown(impacts_table(rows, style)),
        "strands_table": lambda rows: shown(strands_table(rows, style)),
        "measures_table": lambda *lists: shown(measures_table(lists, style)),
        "counts_table": lambda rows: shown(measures_table((rows,), style, label="suppliers", value="number")),
        "suppliers_table": lambda rows: shown(suppliers_table(rows, style)),
        "stages_table": lambda rows: shown(stages_table(rows, style)),
        "delegations_table": lambda rows: shown(delegations_table(rows, style)),
        "demand_table": lambda rows: shown(demand_table(rows, style)),
        "table_of": lambda table: shown(own_table(table)),
        "figure_of": lambda chart: shown(figure(chart, style)),
        "criteria_table": lambda options: shown(criteria_table(options, style)),
    }


def _records_in_words(decision: View, style: Style) -> Functions:
    """Return the functions that put records and fields into words."""
    scope = decision.scope

    def all_shown(made: tuple[Block, ...]) -> Shown | str:
        return Shown(Hole(blocks=made), scope) if made else ""

    def line(said: tuple[Inline, ...]) -> Shown:
        return Shown(Hole(inlines=said), scope)

    return {
        "particulars": lambda record, *besides: all_shown(particulars(record, style, " ".join(besides).split())),
        "in_one_table": lambda *parts: all_shown(particulars_together(_parts(parts), style)),
        "listing": lambda rows, *more: all_shown(_listing(rows, more, style)),
        "terms": lambda rows, *besides: all_shown(terms(rows, style, " ".join(besides).split())),
        "sum_of": lambda money: line(sum_words(money)),
        "months_of": lambda months: line(length(months, style)),
        "person_line": lambda person: line(person_words(person)),
        "see": lambda listed: line(see(listed, style)),
        "joined_line": lambda record: line(record_line(record, style)),
        "recommendation_stem": lambda: line(recommendation_stem(decision, style)),
        "told": lambda view, label: told(view, label, style),
        "heading": lambda view: heading_words(view, style),
        "choice": lambda view: line(choice_words(view, style)),
        "when": lambda stage: line(when(stage, style)),
        "operative": lambda verb: line((Value(operative(verb.value, style), verb.origin),)),
    }


def _choices(decision: View, style: Style) -> Functions:
    """Return the functions that choose from lists, and those that ask something of a field."""
    return {
        "known": lambda view: bool(view) and not isinstance(view.value, Withheld),
        "in_place": in_place,
        "public_parts": lambda names: public_parts(names, decision),
        "in_columns": lambda rows: [list(rows)[0::2], list(rows)[1::2]],
        "others": lambda options: [option for option in options if not option.field("is_preferred")],
        "stated": lambda view: bool(view) and not view.derived,
        "hidden_of": lambda listed: hidden_of(listed, style),
        "matching": matching,
        "placeless": lambda rows: placeless(rows, decision),
        "implications": lambda matters: implications(matters, style),
        "idle_implications": lambda matters: idle_implications(matters, style),
        "considered": lambda matters: [m for m in implications(matters, style) if m["considered"]],
        "held": lambda name: name in _held(decision.field("narrative")),
    }


def _parts(parts: Sequence[object]) -> list[tuple[View, list[str]]]:
    """Return records with the names of the fields that are told elsewhere, each as a text after its record."""
    found: list[tuple[View, list[str]]] = []
    for part in parts:
        if isinstance(part, View):
            found.append((part, []))
        elif found:
            found[-1][1].extend(str(part).split())
    return found


_PLACE = re.compile(rf"({'|'.join(sorted(PLACES))})\s*[:.]\s*(\S+)")


def see(listed: View, style: Style) -> tuple[Inline, ...]:
    """Return the places that a recommendation bids to see, as `(see section 4 and Appendix A)`."""
    words = [_seen(entry, style) for entry in listed]
    return sentence("see", {"places": words}, style) if words else ()


def _seen(entry: View, style: Style) -> tuple[Inline, ...]:
    found = _PLACE.fullmatch(str(entry.value)) if isinstance(entry.value, str) else None
    if found is None:
        return hole_of(entry).inlines
    kind, name = found.groups()
    word = () if kind == "appendix" else (Text(f"{style.label(f'place_{kind}') or kind} "),)
    return (*word, Reference(item_prefix(entry.path) + target_of(kind, name), origin=entry.origin))


def _listing(rows: Iterable[View], more: Sequence[object], style: Style) -> tuple[Block, ...]:
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
    whole = bool(stated) and all(
        isinstance(value, Withheld) or (value == () and isinstance(value, Remaining)) for value in stated
    )
    return [name for name in names if not whole or name in NOTICE_PARTS]


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


_KINDS = {"column": ChartKind.COLUMN, "line": ChartKind.LINE}


def figure(chart: View, style: Style) -> Figure | Box:
    """Return a chart of the record.

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


def implications(matters: View, style: Style) -> list[dict[str, object]]:
    """Return the matters that a report has implications for, in the order of the record.

    One that is `idle` has nothing said of it but that nothing arises, or that it does not apply.
    """
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
        assessed = _assessed(matter, style)
        considered = matter.field("status") == ImplicationStatus.CONSIDERED.value
        idle = not text and not considered and not assessed
        if not text:
            status = matter.field("status").value
            text = Shown(Hole(inlines=(Text(style.label(f"implication_{status}")),)), scope)
        found.append(
            {
                "name": name.replace("_", "-"),
                "title": title,
                "text": text,
                "considered": considered,
                "idle": idle,
                "assessed": Shown(Hole(inlines=assessed), scope) if assessed else "",
            }
        )
    for at_place, other in enumerate(matters.field("other")):
        named = {"title": other.field("title"), "text": other.field("text")}
        found.append({"name": f"other-{at_place + 1}", **named, "considered": True, "idle": False, "assessed": ""})
    return found


def _assessed(matter: View, style: Style) -> tuple[Inline, ...]:
    """Return who says what is said of a matter, under which number and when; nothing where the file tells none."""
    if not isinstance(matter.value, Record) or not any(matter.field(name) for name in ("ref", "date", "author")):
        return ()
    return tidy(sentence("assessed", matter, style))


def idle_implications(matters: View, style: Style) -> list[dict[str, object]]:
    """Return the matters of which nothing is said but that nothing arises;"""
    return [matter for matter in implications(matters, style) if matter["idle"]]
