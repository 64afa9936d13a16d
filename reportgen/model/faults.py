"""What can't be so in a record as a whole: two of one id, a name that nothing bears, a term with too little said.

These are faults of the file, not questions of law or arithmetic, which are for the rules. All are found at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from reportgen.base.source import FieldPath
from reportgen.base.suggest import nearest
from reportgen.model.contracts import Contract, Extension, ExtensionScope
from reportgen.model.decision import Decision
from reportgen.model.derive import Derived, derive, stated_or_derived
from reportgen.model.fault import ModelFault
from reportgen.model.finance import Measure
from reportgen.model.meeting import AgendaItem, Attendance, Meeting, Vote
from reportgen.model.meeting_faults import resolution_faults
from reportgen.model.outcome import Resolution
from reportgen.model.record import Record, by_attribute, naming_fields
from reportgen.model.references import check_references
from reportgen.model.story import Chart, Stage, Table
from reportgen.model.values import Day, Money
from reportgen.model.walk import records


def faults(subject: Decision | Meeting) -> tuple[ModelFault, ...]:
    """Return everything in a record that contradicts itself or names what isn't there, in the order of the record."""
    ids = _Ids(subject)
    found = [fault for path, record in records(subject) for fault in _of_record(ids, record, path)]
    if isinstance(subject, Decision):
        derived = derive(subject)
        found += _extension(subject, derived)
        found += check_references(subject, derived)
        found += resolution_faults(subject)
    return tuple(found)


def _of_record(ids: "_Ids", record: Record, path: FieldPath) -> Iterator[ModelFault]:
    for attribute, value in record.__dict__.items():
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            yield from _duplicates(value, (*path, by_attribute(type(record))[attribute].key))
    yield from _dangling(ids, record, path)
    check = _CHECKS.get(type(record))
    if check is None and isinstance(record, Measure):
        check = _measure
    if check is not None:
        yield from check(record, path)


def _duplicates(elements: tuple[Record, ...], path: FieldPath) -> Iterator[ModelFault]:
    """Yield what bears an id or a number that an element before it in the list bears."""
    for attribute, called in (("id", "id"), ("number", "number")):
        if called == "number" and isinstance(elements[0], Resolution):
            continue  # Nothing names a resolution by its number; that two have one is for a rule to say.
        first: dict[str, int] = {}
        for place, element in enumerate(elements):
            name = element.__dict__.get(attribute)
            if not isinstance(name, str):
                continue
            if name in first:
                message = f"The {called} `{name}` stands twice in `{path[-1]}`: entry {first[name] + 1} has it too."
                yield ModelFault((*path, place, attribute), message, f"give each entry {_its(called)} of its own")
            first.setdefault(name, place)


def _its(called: str) -> str:
    return f"an {called}" if called == "id" else f"a {called}"


def _dangling(ids: "_Ids", record: Record, path: FieldPath) -> Iterator[ModelFault]:
    """Yield names of elements of other lists that no element bears."""
    for fact in naming_fields(type(record)):
        held = record.__dict__.get(fact.attribute)
        if not held or not ids.are_of(fact.names):
            continue
        known = ids.of(fact.names)
        names = ((held, ()),) if isinstance(held, str) else tuple((name, (n,)) for n, name in enumerate(held))
        for name, step in names:
            if isinstance(name, str) and name not in known:
                lists = " or ".join(f"`{key}`" for key in fact.names)
                guess = nearest(name, known)
                hint = f"did you mean `{guess}`?" if guess else _known(known, lists)
                yield ModelFault((*path, fact.key, *step), f"No entry of {lists} has the id `{name}`.", hint)


def _known(known: Iterable[str], lists: str) -> str:
    shown = ", ".join(f"`{name}`" for name in islice(known, 8))
    return f"its ids are {shown}" if shown else f"add it to {lists}"


class _Ids:
    """What the elements of a subject's lists are called, gathered once for all that name them."""

    def __init__(self, subject: Record) -> None:
        self._subject = subject
        self._found: dict[tuple[str, ...], dict[str, None]] = {}

    def are_of(self, lists: tuple[str, ...]) -> bool:
        """Return whether the subject may hold one of these lists."""
        return any(name in by_attribute(type(self._subject)) for name in lists)

    def of(self, lists: tuple[str, ...]) -> Mapping[str, None]:
        """Return the ids and numbers of the elements of some lists, in their order."""
        if lists not in self._found:
            elements = [element for key in lists for element in (self._subject.__dict__.get(key) or ())]
            names = [element.__dict__.get(called) for called in ("id", "number") for element in elements]
            self._found[lists] = dict.fromkeys(name for name in names if isinstance(name, str))
        return self._found[lists]


# One record ----------------------------------------------------------------------------------------------------


def _measure(measure: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(measure, Measure):
        return
    low, high = measure.low, measure.high
    if measure.value is not None and (low is not None or high is not None):
        yield ModelFault(path, "This figure has both a value and a range.", "keep `value`, or `low` and `high`")
    elif measure.value is None and (low is None or high is None):
        hint = "write `value`, or both `low` and `high`"
        yield ModelFault(path, f"This figure ({measure.label}) has no value.", hint)
    elif low is not None and high is not None and low.value > high.value:
        yield ModelFault((*path, "low"), f"The range runs from {low} down to {high}.", "put the lower number in `low`")


def _span(record: Record, path: FieldPath) -> Iterator[ModelFault]:
    start, end = record.__dict__.get("start"), record.__dict__.get("end") or record.__dict__.get("current_end")
    key = "end" if record.__dict__.get("end") else "current_end"
    if isinstance(start, Day) and isinstance(end, Day) and end.latest < start.earliest:
        yield ModelFault((*path, key), f"This ends ({end}) before it begins ({start}).", "put the two in order")


def _contract(contract: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(contract, Contract):
        return
    yield from _span(contract, path)
    for place, option in enumerate(contract.options):
        if option.exercised > option.months:
            message = f"{option.exercised} months are used of an option of {option.months}."
            yield ModelFault((*path, "options", place, "exercised"), message, "mend one of the two")


def _scope(entry: Record, path: FieldPath) -> Iterator[ModelFault]:
    if isinstance(entry, ExtensionScope) and entry.contract is None and entry.lot is None:
        yield ModelFault(path, "This entry names neither a contract nor a lot.", "add `contract` or `lot` with an id")


def _chart(chart: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(chart, Chart):
        return
    if not any(series.points for series in chart.series):
        if chart.no_figures is None:
            hint = "write them under `series`; where they are not to be had, say so under `no_figures`"
            yield ModelFault(path, "This chart has no figures.", hint)
        return
    for place, series in enumerate(chart.series):
        if not series.points:
            hint = "write them under `points`, or take the series out"
            yield ModelFault((*path, "series", place), f"The series `{series.name}` has no figures.", hint)
            return
    labels = [point.label for point in chart.series[0].points]
    for place, series in enumerate(chart.series[1:], 1):
        if [point.label for point in series.points] != labels:
            message = f"`{series.name}` has other labels than `{chart.series[0].name}`."
            yield ModelFault((*path, "series", place), message, "give every series the same labels in the same order")


def _table(table: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(table, Table) or not table.columns:
        return
    width = len(table.columns)
    for place, row in enumerate(table.rows):
        if len(row.cells) != width:
            message = f"This row has {len(row.cells)} cells; the table has {width} columns."
            yield ModelFault((*path, "rows", place), message, "give each row one cell for each column")


def _resolution(resolution: Record, path: FieldPath) -> Iterator[ModelFault]:
    if isinstance(resolution, Resolution) and resolution.outcome is None and not resolution.moved_at_meeting:
        hint = "add `outcome`: agreed, amended, rejected, deferred, withdrawn or noted"
        yield ModelFault(path, "This resolution doesn't say what became of the recommendation.", hint)


def _attendance(attendance: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(attendance, Attendance):
        return
    here = {one.member for one in (*attendance.present, *attendance.virtually, *attendance.in_attendance)}
    for key in ("apologies", "absent"):
        for place, one in enumerate(getattr(attendance, key)):
            if one.member in here:
                message = f"`{one.member}` is both at the meeting and under `{key}`."
                yield ModelFault((*path, key, place), message, "take the name out of one of the two")


def _vote(vote: Record, path: FieldPath) -> Iterator[ModelFault]:
    if not isinstance(vote, Vote):
        return
    sides = (
        ("for", vote.in_favour, vote.names_for),
        ("against", vote.against, vote.names_against),
        ("abstained", vote.abstained, vote.names_abstained),
    )
    for key, count, names in sides:
        if names and count is not None and count != len(names):
            message = f"{count} are counted under `{key}`, and {len(names)} are named."
            yield ModelFault((*path, key), message, "make the number and the names agree")
    seen: set[str] = set()
    for key, _, names in sides:
        for place, name in enumerate(names):
            if name.casefold() in seen:
                message = f"`{name}` is named more than once in this vote."
                yield ModelFault((*path, f"names_{key}", place), message, "leave each member on one side, once")
            seen.add(name.casefold())


def _agenda(element: Record, path: FieldPath) -> Iterator[ModelFault]:
    if isinstance(element, AgendaItem) and element.title is None and element.decision is None:
        yield ModelFault(path, "This item has no title.", "add `title`, or `decision` with the name of its file")


_CHECKS = {
    Contract: _contract,
    Stage: _span,
    ExtensionScope: _scope,
    Extension: _span,
    Chart: _chart,
    Table: _table,
    Resolution: _resolution,
    Attendance: _attendance,
    Vote: _vote,
    AgendaItem: _agenda,
}


def _extension(decision: Decision, derived: Mapping[FieldPath, Derived]) -> Iterator[ModelFault]:
    extension = decision.extension
    if not isinstance(extension, Extension):
        return
    if not extension.only_changes and stated_or_derived(decision, derived, ("extension", "end")) is None:
        hint = (
            "write two of `start`, `months` and `end`; the start follows from the contracts where they say their end; "
        )
        hint += "for a change that leaves the term as it is, write `other_changes` alone"
        yield ModelFault(("extension",), "The extension doesn't say when it ends, and it can't be worked out.", hint)
    cost, likely = extension.cost_max, extension.cost_likely
    for key, money in (("cost_max", cost), ("cost_likely", likely)):
        if isinstance(money, Money) and money.amount < 0:
            yield ModelFault(("extension", key), f"A cost can't be less than nothing: {money}.", "take the minus away")
