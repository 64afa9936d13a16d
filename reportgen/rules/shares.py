"""Counts and percentages: parts that make up a whole, shares that make up a hundred."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.figures import Figure, figures_in, half_of, whole_of
from reportgen.check.rule import Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import listed, percent
from reportgen.model.contracts import LotStatus
from reportgen.model.decision import Decision
from reportgen.model.values import Percent, Quantity

HUNDRED: Final = Decimal(100)

# Shares that make up a hundred ---------------------------------------------------------------------------------


def _groups(case: Case) -> dict[tuple[str, str, str], list[Figure]]:
    """Return the figures that exclude one another, by their list, the word for their group and their whole."""
    found: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures_in(case):
        if figure.measure.exclusive_group is not None:
            key = (figure.key, figure.measure.exclusive_group, figure.measure.part_of or "")
            found.setdefault(key, []).append(figure)
    return {key: figures for key, figures in found.items() if len(figures) > 1}


def _hundreds(case: Case) -> Iterator[tuple[FieldPath, list[Percent | Quantity], str]]:
    """Yield what should make up a hundred: where it stands, the shares, and what they are shares of."""
    for figures in _groups(case).values():
        named = listed(figure.measure.scope or figure.measure.label for figure in figures)
        shares = [figure.measure.share for figure in figures if figure.measure.share is not None]
        values = [figure.measure.value for figure in figures if figure.measure.value is not None]
        if len(shares) == len(figures):
            yield figures[0].path, list(shares), named
        elif len(values) == len(figures) and all(figure.measure.unit == "%" for figure in figures):
            yield figures[0].path, list(values), f"{figures[0].measure.label}: {named}"
    for place, chart in enumerate(case.decision.charts):
        is_whole = chart.total is not None and chart.total.value == HUNDRED
        if is_whole and chart.unit == "%" and len(chart.series) == 1:
            points = [point.value for point in chart.series[0].points]
            yield ("charts", place, "series"), list(points), chart.title


def rounds_to_hundred(shares: list[Percent | Quantity]) -> bool:
    """Return whether rounded shares can be those of one whole.

    Each stands for what is less than half of its last digit above it, or up to half below, as a half is rounded up.
    """
    total = sum((share.value for share in shares), Decimal(0))
    room = sum((half_of(share) for share in shares), Decimal(0))
    return total - room <= HUNDRED < total + room


def _percentages(case: Case) -> Iterator[Judged]:
    hundreds = list(_hundreds(case))
    if not hundreds:
        yield NotApplicable("no shares are said to make up a whole")
    for path, shares, named in hundreds:
        if not rounds_to_hundred(shares):
            added = " + ".join(f"{str(share).rstrip('%')}%" for share in shares)
            total = Percent(sum((share.value for share in shares), Decimal(0)), max(share.places for share in shares))
            message = f"{added} = {total}, which rounding doesn't explain ({named})."
            yield Problem(path, message, "mend a share, or add the one that is missing")


PCT_SUM: Final = Rule(
    id="PCT-SUM",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The shares of a whole add up to a hundred",
    checks=(
        "Figures in percent with the same `exclusive_group`, the shares of such figures, and the figures in percent of "
        "a chart whose total is 100, come to 100 as nearly as their rounding allows: two shares in whole numbers to "
        "100, or 101 where both are halves rounded up, three to 99, 100 or 101."
    ),
    why="Where shares leave something over, one of them is wrong or one is missing.",
    source="Arithmetic.",
    check=_percentages,
    bad="measures: [{id: north-residents, value: ~, low: 54, high: 56, part_of: ~, share: 54%}, "
    "{id: south-residents, value: ~, low: 44, high: 46, part_of: ~, share: 45%}]",
    good="measures: [{id: north-residents, share: 55%}, {id: south-residents, share: 45%}]",
)

# Percentages worked out ----------------------------------------------------------------------------------------


def _stated_shares(case: Case) -> Iterator[tuple[FieldPath, Percent, Quantity, Quantity, bool]]:
    """Yield each stated percentage with its part and its whole, and whether these are only about right."""
    for figure in figures_in(case):
        part, whole = figure.measure, whole_of(case, figure)
        if part.share is None or part.value is None or whole is None or whole.value is None:
            continue
        if part.bound is None and whole.bound is None:
            yield (*figure.path, "share"), part.share, part.value, whole.value, part.approx or whole.approx
    engagement = case.decision.engagement
    for place, strand in enumerate(engagement.strands if engagement is not None else ()):
        if strand.response_rate is not None and strand.invited is not None and strand.responded is not None:
            path: FieldPath = ("engagement", "strands", place, "response_rate")
            asked, answered = Quantity(Decimal(strand.invited)), Quantity(Decimal(strand.responded))
            yield path, strand.response_rate, answered, asked, False


def _calculated(case: Case) -> Iterator[Judged]:
    stated = [one for one in _stated_shares(case) if one[3].value > 0]
    if not stated:
        yield NotApplicable("no percentage is stated with its part and its whole")
    for path, share, part, whole, is_about in stated:
        slack_part, slack_whole = (_slack(one, is_about) for one in (part, whole))
        least = (part.value - slack_part) / (whole.value + slack_whole) * 100 - half_of(share)
        most = (part.value + slack_part) / max(whole.value - slack_whole, Decimal("0.01")) * 100 + half_of(share)
        if not least <= share.value <= most:
            right = percent(part.value / whole.value, share.places)
            message = f"{part} of {whole} is {right}, not {share}."
            yield Problem(path, message, f"write {right}, or mend the numbers", words=f"{share}")


def _slack(number: Quantity, is_about: bool) -> Decimal:
    """Return by how much a number may be out: half of its last decimal; of a whole number, only where it is about."""
    return half_of(number) if number.places or is_about else Decimal(0)


PCT_CALC: Final = Rule(
    id="PCT-CALC",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A stated percentage is that of its numbers",
    checks=(
        "A share that is stated beside its part and its whole, and a response rate beside the numbers asked and "
        "answered, is what these come to, rounded to as many places as it has; an exact half may go up or down. "
        "Numbers with decimals, or that are about right, may themselves be rounded."
    ),
    why="A percentage is what readers remember.",
    source="Arithmetic.",
    check=_calculated,
    bad="measures: [{id: north-residents, share: 56%}, {id: south-residents, share: 44%}]",
    good="measures: [{id: north-residents, share: 55.0%}, {id: south-residents, share: 45.0%}]",
)

# Counts --------------------------------------------------------------------------------------------------------


def _counts(case: Case) -> Iterator[Judged]:
    judged = False
    for path, parts, total, told in (*_group_counts(case), *_lot_counts(case), *_contract_counts(case)):
        judged = True
        if sum(parts, Decimal(0)) != total:
            added = " + ".join(_plain(part) for part in parts)
            spelt = f"{added} = {_plain(sum(parts, Decimal(0)))}" if len(parts) > 1 else added
            yield Problem(path, f"{told}: {spelt}, but {_plain(total)} is stated.", "mend the total or a part")
    if not judged:
        yield NotApplicable("no count is stated with parts that make it up")


def _plain(number: Decimal) -> str:
    return f"{number.normalize():,f}"


Counted = tuple[FieldPath, list[Decimal], Decimal, str]


def _group_counts(case: Case) -> Iterator[Counted]:
    for figures in _groups(case).values():
        whole = whole_of(case, figures[0])
        every = [figure.measure for figure in figures]
        if whole is None or whole.value is None or any(one.unit == "%" for one in (whole, *every)):
            continue
        exact = all(one.value is not None and one.bound is None and not one.approx for one in (whole, *every))
        if exact:
            values = [one.value.value for one in every if one.value is not None]
            yield figures[0].path, values, whole.value.value, f"{whole.label}, by {listed(one.label for one in every)}"
    for place, chart in enumerate(case.decision.charts):
        if chart.total is not None and chart.unit != "%" and len(chart.series) == 1 and len(chart.series[0].points) > 1:
            values = [point.value.value for point in chart.series[0].points]
            yield ("charts", place, "total"), values, chart.total.value, chart.title


def _lot_counts(case: Case) -> Iterator[Counted]:
    """Yield the suppliers of lots where they can't be those of the contract: one may hold more lots than one."""
    decision = case.decision
    lots = {lot.id: lot for lot in decision.lots if lot.status is LotStatus.CURRENT}
    for place, contract in enumerate(decision.contracts):
        counts = [lots[name].supplier_count for name in contract.lots if name in lots]
        known = [Decimal(count) for count in counts if count is not None]
        if contract.supplier_count is not None and known and len(known) == len(contract.lots):
            path: FieldPath = ("contracts", place, "supplier_count")
            total = Decimal(contract.supplier_count)
            can_be = max(known) <= total <= sum(known)
            yield path, [total] if can_be else known, total, f"Suppliers of {contract.title}, by lot"
    for place, lot in enumerate(decision.lots):
        listed_here = case.worked_out("lots", place, "supplier_count")
        if lot.supplier_count is not None and isinstance(listed_here, int):
            told = f"Suppliers of {lot.title or lot.id} that are listed"
            path = ("lots", place, "supplier_count")
            total = Decimal(lot.supplier_count)
            yield path, [max(Decimal(listed_here), total)], total, told


def _contract_counts(case: Case) -> Iterator[Counted]:
    extension = case.decision.extension
    if extension is None or extension.number_of_contracts is None:
        return
    path: FieldPath = ("extension", "number_of_contracts")
    total = Decimal(extension.number_of_contracts)
    counts = [entry.count for entry in extension.scope]
    if counts and None not in counts:
        yield path, [Decimal(count) for count in counts if count is not None], total, "Contracts that are extended"
        return
    if any(entry.condition is not None or entry.count is not None for entry in extension.scope):
        return
    of_each = [contract.number_of_contracts for _, contract in case.extended]
    if of_each and None not in of_each:
        known = [Decimal(count) for count in of_each if count is not None]
        yield path, known, total, "Contracts that are listed and extended"


COUNT_SUM: Final = Rule(
    id="COUNT-SUM",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Parts of a count add up to it",
    checks=(
        "Figures with the same `exclusive_group` and the same whole come to that whole; the contracts that are "
        "extended to their number; the figures of a chart to its total. The suppliers of a contract's lots are enough "
        "for those of the contract, and no lot has more; no more are listed for a lot than it has. Figures that may "
        "overlap, that are about right or that are limits are left alone."
    ),
    why="A count that its parts don't make up puts every figure beside it in doubt.",
    source="Arithmetic.",
    check=_counts,
    bad="measures: [{id: residents, value: 601}]",
    good="measures: [{id: residents, value: 601}, {id: north-residents, value: 331}]",
)

THEME: Final = Theme("shares", "Counts and percentages", (PCT_SUM, PCT_CALC, COUNT_SUM))
