"""What follows from what is written: ends from lengths, totals from parts, years' shares from days.

A derived value never replaces a stated one: it stands beside it, with how it was found, for rules to compare.
Nothing is derived from what is withheld; what would need it is withheld too.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import TypeVar

from reportgen.base.source import FieldPath
from reportgen.model.calendar import ONE_DAY, add_months, days_by_financial_year, months_in, term_end, term_start
from reportgen.model.choices import Risk
from reportgen.model.contracts import Contract, Extension, Supplier
from reportgen.model.decision import Decision
from reportgen.model.finance import Finance, FinanceSplit, Measure, Uplift
from reportgen.model.record import Record
from reportgen.model.story import Chart, Engagement
from reportgen.model.values import Day, FinancialYear, Money, Percent, Quantity
from reportgen.model.walk import value_at
from reportgen.model.withheld import Withheld, hidden_in

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that was worked out, and how, in words; of a withheld value, only that."""

    value: object
    how: str


Worked = tuple[object, str] | None


_LAST: list[tuple[Decision, Mapping[FieldPath, Derived]]] = []
"""What was worked out last: reading a file, its rules and its document ask for the same, one after another."""


def derive(decision: Decision) -> Mapping[FieldPath, Derived]:
    """Return every value that can be worked out, by the path at which it would be written."""
    for known, derived in _LAST:
        if known is decision:
            return derived
    derived = MappingProxyType(_derived(decision))
    _LAST[:] = [(decision, derived)]
    return derived


def _derived(decision: Decision) -> dict[FieldPath, Derived]:
    working = _Working(decision)
    for place, contract in enumerate(decision.contracts):
        _contract(working, contract, ("contracts", place))
    _lots(working)
    _extension(working)
    _finance(working)
    for key in ("measures", "supplier_counts", "performance"):
        _shares(working, key)
    for place, chart in enumerate(decision.charts):
        _chart(working, chart, ("charts", place))
    if isinstance(decision.engagement, Engagement):
        _responses(working, decision.engagement)
    for place, risk in enumerate(decision.risks):
        _score(working, risk, ("risks", place))
    return working.found


def stated_or_derived(record: Record, derived: Mapping[FieldPath, Derived], path: FieldPath) -> object:
    """Return what is written at a path; where nothing is, what was worked out for it; else None."""
    stated = value_at(record, path)
    if stated is None or (stated == () and hidden_in(stated) is None):
        worked = derived.get(path)
        return worked.value if worked else stated
    return stated


class _Working:
    """The values found so far."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.found: dict[FieldPath, Derived] = {}

    def value(self, *path: str | int) -> object:
        return stated_or_derived(self.decision, self.found, path)

    def put(self, path: FieldPath, needs: Iterable[object], work: Callable[[], Worked]) -> None:
        """Put what a derivation finds at a path, if all that it needs is there; if some is withheld, that.

        What is withheld at the path itself is not worked out again from what is public.
        """
        hidden = hidden_in(value_at(self.decision, path))
        for need in needs:
            if need is None:
                return
            hidden = hidden or hidden_in(need)
        if hidden is not None:
            self.found[path] = Derived(hidden, "")
            return
        worked = work()
        if worked is not None:
            self.found[path] = Derived(*worked)


def _exact(value: object) -> date | None:
    return value.exact if isinstance(value, Day) else None


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"


# Contracts -----------------------------------------------------------------------------------------------------


def _ends_after(start: object, months: object) -> Worked:
    first = _exact(start)
    if first is None or not isinstance(months, int) or months == 0:
        return None
    return Day.of(term_end(first, months)), f"{_say(first)} plus {_months(months)}, less a day"


def _contract(working: _Working, contract: Contract, path: FieldPath) -> None:
    start, initial, options = contract.start, contract.initial_months, contract.options
    working.put((*path, "initial_end"), (start, initial), lambda: _ends_after(start, initial))
    if options or hidden_in(options):
        working.put((*path, "months_left"), (options,), lambda: _months_left(contract))
        working.put((*path, "max_months"), (initial, options), lambda: _longest(contract))
    longest = working.value(*path, "max_months")
    working.put((*path, "max_end"), (start, longest), lambda: _ends_after(start, longest))
    needs = (start, initial, options, contract.modifications)
    working.put((*path, "current_end"), needs, lambda: _current_end(contract))
    notice = contract.notice
    if notice is not None:
        end = working.value(*path, "current_end")
        working.put((*path, "notice", "deadline"), (end, notice.months), lambda: _deadline(end, notice.months))


def _months_left(contract: Contract) -> Worked:
    allowed = sum(option.months for option in contract.options)
    used = sum(option.exercised for option in contract.options)
    return max(allowed - used, 0), f"{_months(allowed)} allowed, {used} used"


def _longest(contract: Contract) -> Worked:
    initial = contract.initial_months or 0
    allowed = sum(option.months for option in contract.options)
    return initial + allowed, f"{_months(initial)} and options of {_months(allowed)}"


def _current_end(contract: Contract) -> Worked:
    used = sum(option.exercised for option in contract.options)
    added = sum(change.months or 0 for change in contract.modifications)
    worked = _ends_after(contract.start, (contract.initial_months or 0) + used + added)
    if worked is None or not (used or added):
        return worked
    return worked[0], f"{worked[1]}, {_months(used + added)} of it by extension"


def _deadline(end: object, months: object) -> Worked:
    last = _exact(end)
    if last is None or not isinstance(months, int):
        return None
    return Day.of(add_months(last, -months)), f"{_months(months)} before {_say(last)}"


def _lots(working: _Working) -> None:
    suppliers = working.decision.suppliers
    for place, lot in enumerate(working.decision.lots):
        members = [supplier for supplier in suppliers if supplier.lot == lot.id]
        if members or hidden_in(suppliers):
            needs = (suppliers, *(supplier.lot or "" for supplier in suppliers))
            working.put(("lots", place, "supplier_count"), needs, _counted(members))


def _counted(suppliers: list[Supplier]) -> Callable[[], Worked]:
    return lambda: (len(suppliers), "suppliers listed for this lot")


# The extension -------------------------------------------------------------------------------------------------


def _extension(working: _Working) -> None:
    extension = working.decision.extension
    if not isinstance(extension, Extension):
        return
    if not extension.only_changes:
        _extension_term(working, extension)
    _extension_cost(working, extension)


def _extension_term(working: _Working, extension: Extension) -> None:
    months, end = extension.months, extension.end
    ends = _current_ends(working, extension)
    if ends:
        working.put(("extension", "start"), ends, lambda: _day_after(ends))
    if ("extension", "start") not in working.found:
        working.put(("extension", "start"), (end, months), lambda: _starts_before(end, months))
    start = working.value("extension", "start")
    working.put(("extension", "end"), (start, months), lambda: _ends_after(start, months))
    working.put(("extension", "months"), (start, end), lambda: _whole_months(start, end))


def _current_ends(working: _Working, extension: Extension) -> list[object]:
    """Return the current ends of the contracts that the extension covers, or what is withheld of them."""
    contracts = working.decision.contracts
    hidden = hidden_in(extension.scope) or (hidden_in(contracts) if not extension.scope else None)
    if hidden:
        return [hidden]
    covered: list[object] = []
    names = {entry.contract for entry in extension.scope} | {entry.lot for entry in extension.scope}
    covered += [name for name in names if isinstance(name, Withheld)]
    for place, contract in enumerate(contracts):
        in_scope = contract.id in names or any(lot in names for lot in contract.lots)
        if in_scope or (not extension.scope and contract.held_by is None):
            covered.append(working.value("contracts", place, "current_end"))
    return covered


def _day_after(ends: list[object]) -> Worked:
    last = _exact(ends[0])
    if last is None or any(_exact(end) != last for end in ends):
        return None
    return Day.of(last + ONE_DAY), f"the day after the contracts end on {_say(last)}"


def _starts_before(end: object, months: object) -> Worked:
    last = _exact(end)
    if last is None or not isinstance(months, int) or months == 0:
        return None
    return Day.of(term_start(last, months)), f"{_months(months)} that end on {_say(last)}"


def _whole_months(start: object, end: object) -> Worked:
    first, last = _exact(start), _exact(end)
    months = months_in(first, last) if first and last else None
    return (months, f"{_say(first)} to {_say(last)}") if months and first and last else None


def _extension_cost(working: _Working, extension: Extension) -> None:
    parts = extension.cost_parts
    if parts or hidden_in(parts):
        needs = (parts, *(part.money for part in parts))
        working.put(("extension", "cost_max"), needs, lambda: _total([part.money for part in parts]))
    contracts = [contract for contract in working.decision.contracts if contract.held_by is None]
    if contracts or hidden_in(working.decision.contracts):
        values = [contract.value_original for contract in contracts]
        needs = (working.decision.contracts, *values, *(contract.modifications for contract in contracts))
        changes = [change.value for contract in contracts for change in contract.modifications if change.value]
        sums = [*values, *changes]
        working.put(("extension", "total_before"), (*needs, *changes), lambda: _total(sums))
    before, cost = working.value("extension", "total_before"), working.value("extension", "cost_max")
    working.put(("extension", "total_after"), (before, cost), lambda: _total([before, cost]))


def _total(sums: Iterable[object]) -> Worked:
    money = [one for one in sums if isinstance(one, Money)]
    if not money:
        return None
    total = Money.of(
        sum((one.amount for one in money), Decimal(0)),
        approx=any(one.approx for one in money),
        vat=money[0].vat if len({one.vat for one in money}) == 1 else None,
    )
    return total, " + ".join(str(one) for one in money)


# Money ---------------------------------------------------------------------------------------------------------


def _finance(working: _Working) -> None:
    finance = working.decision.finance
    if isinstance(finance, Finance):
        _uplift(working, finance)
        if finance.split or hidden_in(finance.split):
            needs = (finance.split, *(share.money for share in finance.split))
            working.put(("finance", "split_total"), needs, lambda: _total([share.money for share in finance.split]))
    elif hidden_in(finance):
        return
    if isinstance(working.decision.extension, Extension):
        names = ("cost_max", "start", "end")
        needs = tuple(working.value("extension", name) for name in names)
        working.put(("finance", "split"), needs, lambda: _split(*needs))


def _uplift(working: _Working, finance: Finance) -> None:
    uplift, base = finance.uplift, finance.base_spend
    if not isinstance(uplift, Uplift) or base is None:
        return
    money, percent = base.money, uplift.percent
    working.put(("finance", "uplift", "result"), (money, percent), lambda: _raised(money, percent))


def _raised(money: Money, percent: Percent | None) -> Worked:
    if percent is None:
        return None
    raised = (money.amount * (1 + percent.factor)).quantize(Decimal(1), ROUND_HALF_UP)
    return Money.of(raised, approx=True, vat=money.vat), f"{money} plus {percent}, to the nearest pound"


def _split(cost: object, start: object, end: object) -> Worked:
    first, last = _exact(start), _exact(end)
    if not isinstance(cost, Money) or first is None or last is None or last < first:
        return None
    days = days_by_financial_year(first, last)
    shares = _shared_out(cost.amount, list(days.values()))
    split = tuple(
        FinanceSplit(year=FinancialYear(year), money=Money.of(share, approx=cost.approx, vat=cost.vat))
        for year, share in zip(days, shares, strict=True)
    )
    spelt = " and ".join(f"{count} days in {FinancialYear(year)}" for year, count in days.items())
    return split, f"{cost} by days: {spelt}"


def _shared_out(amount: Decimal, weights: list[int]) -> list[Decimal]:
    """Return an amount shared out by weight so that the shares add up to it: in pounds, or in pence if it has any.

    What rounding down leaves over goes, a unit each, to the shares that lost most by it.
    """
    unit = Decimal(1) if amount == amount.to_integral_value() else Decimal("0.01")
    units, total = int(amount / unit), sum(weights)
    whole = [units * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda n: (-(units * weights[n] % total), n))
    for place in by_loss[: units - sum(whole)]:
        whole[place] += 1
    return [share * unit for share in whole]


# Numbers -------------------------------------------------------------------------------------------------------


def _shares(working: _Working, key: str) -> None:
    decision = working.decision
    wholes = {measure.id: measure for measure in (*decision.measures, *decision.supplier_counts) if measure.id}
    parts: tuple[Measure, ...] = getattr(decision, key)
    for place, part in enumerate(parts):
        if part.part_of is None:
            continue
        whole = part.part_of if isinstance(part.part_of, Withheld) else wholes.get(part.part_of)
        path = (key, place, "share")
        if isinstance(whole, Measure):
            value, of, places = part.value, whole.value, part.share.places if part.share else 0
            work = _share_work(value, of, places)
            working.put(path, (value, of), work)
        else:
            working.put(path, (whole,), lambda: None)


def _share_work(part: Quantity | None, whole: Quantity | None, places: int) -> Callable[[], Worked]:
    def work() -> Worked:
        if part is None or whole is None or whole.value == 0:
            return None
        share = (part.value / whole.value * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return Percent(share, places), f"{part} of {whole}"

    return work


def _chart(working: _Working, chart: Chart, path: FieldPath) -> None:
    if len(chart.series) == 1 and len(chart.series[0].points) > 1:
        values = [point.value for point in chart.series[0].points]
        places = max(value.places for value in values)
        total = Quantity(sum((value.value for value in values), Decimal(0)), places)
        working.put((*path, "total"), (), lambda: (total, " + ".join(str(value) for value in values)))


def _responses(working: _Working, engagement: Engagement) -> None:
    for place, strand in enumerate(engagement.strands):
        if strand.invited is None or strand.responded is None:
            continue
        asked, answered = Quantity(Decimal(strand.invited)), Quantity(Decimal(strand.responded))
        places = strand.response_rate.places if strand.response_rate else 0
        path = ("engagement", "strands", place, "response_rate")
        working.put(path, (asked, answered), _share_work(answered, asked, places))


def _score(working: _Working, risk: Risk, path: FieldPath) -> None:
    likelihood, impact = risk.likelihood, risk.impact
    if likelihood and impact and likelihood.isdecimal() and impact.isdecimal():
        score = str(int(likelihood) * int(impact))
        working.put((*path, "score"), (), lambda: (score, f"{likelihood} × {impact}"))
