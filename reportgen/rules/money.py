"""Sums: totals and parts, what a decision costs, what prices are raised by."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import CannotTell, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.sums import adding_up, differs, holds_money, looks_mistyped, step_of, total_of
from reportgen.check.words import days_of, listed, percent, pounds
from reportgen.check.years import days_by_year
from reportgen.model.contracts import Contract, Extension
from reportgen.model.decision import Decision
from reportgen.model.finance import Finance, Measure, Uplift, YearMoney
from reportgen.model.header import KeyReason
from reportgen.model.values import Money

NO_EXTENSION: Final = "no extension is proposed"
COST: Final[FieldPath] = ("extension", "cost_max")

# Totals and parts ----------------------------------------------------------------------------------------------


def _totals(case: Case) -> Iterator[Judged]:
    judged = False
    for place, contract in enumerate(case.decision.contracts):
        if contract.value_total is not None and _is_fully_valued(contract):
            judged = True
            yield from _contract_total(("contracts", place, "value_total"), contract, contract.value_total)
    extension = case.decision.extension
    if extension is not None and (extension.total_after is not None or extension.total_before is not None):
        judged = True
        yield from _extension_totals(case, extension)
    if not judged:
        yield NotApplicable("no total value is stated")


def _is_fully_valued(contract: Contract) -> bool:
    """Return whether a contract's total can be worked out: its first value, and that of every change since."""
    used = any(option.exercised for option in contract.options)
    return (
        contract.value_original is not None
        and all(change.value is not None for change in contract.modifications)
        and (bool(contract.modifications) or not used)
    )


def _contract_total(path: FieldPath, contract: Contract, stated: Money) -> Iterator[Judged]:
    parts = [sum_ for sum_ in (contract.value_original, *(change.value for change in contract.modifications)) if sum_]
    if differs(stated, total_of(parts), parts):
        message = f"The value of {contract.title} is stated as {stated}: {adding_up(parts)}."
        yield Problem(path, message, "mend the total or its parts")


def _extension_totals(case: Case, extension: Extension) -> Iterator[Judged]:
    before, cost, after = extension.total_before, case.money(*COST), extension.total_after
    worked = _worth_before(case)
    if before is not None and worked is not None and differs(before, total_of(worked), worked):
        message = f"The value of the contracts so far is stated as {before}: {adding_up(worked)}."
        yield Problem(("extension", "total_before"), message, "mend the total or the values of the contracts")
        before = None
    elif before is None:
        before = case.money("extension", "total_before")
    if after is None:
        return
    if cost is None:
        yield CannotTell(COST, "the cost of the extension")
    elif before is not None:
        if differs(after, total_of((before, cost)), (before, cost)):
            message = f"The value with the extension is stated as {after}: {adding_up((before, cost))}."
            yield Problem(("extension", "total_after"), message, "mend the total or its parts")
    elif extension.total_before is None:
        left = after.amount - cost.amount
        share = f", of which the extension is {percent(cost.amount / left, 2)}" if left > 0 else ""
        because = f"{after} less {cost} leaves {pounds(left)}{share}."
        yield CannotTell(("extension", "total_before"), "the value of the contracts before the extension", because)


def _worth_before(case: Case) -> list[Money] | None:
    """Return the values that make up the value so far, None where one may be missing."""
    own = [contract for contract in case.decision.contracts if contract.held_by is None]
    if not own or len(own) != len(case.extended) or not all(_is_fully_valued(contract) for contract in own):
        return None
    changes = [change.value for contract in own for change in contract.modifications]
    return [sum_ for sum_ in (*(contract.value_original for contract in own), *changes) if sum_ is not None]


SUM_TOTAL: Final = Rule(
    id="SUM-TOTAL",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The total value is what its parts come to",
    checks=(
        "The value with the extension is the value before it and the cost of the extension; the value before it is "
        "that of the contracts at award with all later changes; the value to date of a contract is that at award with "
        "its later changes. Sums may differ by what rounding in the last digit of each explains. Values at award are "
        "not added up where an earlier extension has none stated."
    ),
    why="The total decides whether a threshold is passed and what members have committed.",
    source="Arithmetic.",
    check=_totals,
    bad='extension: {total_before: "£2,196,000", cost_max: "£4,380,000", total_after: "£6,756,000"}',
    good='extension: {total_before: "£2,196,000", cost_max: "£4,380,000", total_after: "£6,576,000"}',
)


def _parts(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    parts = [part.money for part in extension.cost_parts] if extension is not None else []
    if extension is None or not parts:
        yield NotApplicable("no parts of the cost are given")
    elif extension.cost_max is not None:
        if differs(extension.cost_max, total_of(parts), parts):
            message = f"The cost is stated as {extension.cost_max}, and its parts come to another sum: "
            yield Problem(COST, f"{message}{adding_up(parts)}.", "mend the total or a part")
    elif len(parts) > 1:
        message = f"{len(parts)} parts of the cost are given and no total: {adding_up(parts)}."
        hint = f"add `cost_max: {pounds(total_of(parts))}`"
        yield Problem(("extension", "cost_parts"), message, hint, severity=Severity.WARNING)


SUM_PARTS: Final = Rule(
    id="SUM-PARTS",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The parts of the cost add up, and their total is stated",
    checks=(
        "The parts of the cost of the extension come to its maximum cost, but for rounding. Two or more parts without "
        "a total are a warning."
    ),
    why="Members approve one sum; they should not have to work it out, nor be able to come to another.",
    source="Arithmetic.",
    check=_parts,
    bad='extension: {cost_parts: [{label: North, money: "£2,190,000"}, {label: South, money: "£2,109,000"}]}',
    good='extension: {cost_parts: [{label: North, money: "£2,280,000"}, {label: South, money: "£2,100,000"}]}',
)

# What it costs -------------------------------------------------------------------------------------------------


def _cost(case: Case) -> Iterator[Judged]:
    extension, key = case.decision.extension, case.decision.key
    for_spend = key is not None and KeyReason.SPEND in key.reasons
    if extension is None and not for_spend:
        yield NotApplicable("nothing is extended, and the decision is not key because of what it spends")
    elif extension is not None and case.money(*COST) is None:
        if extension.cost_likely is not None:
            message = f"The extension is likely to cost {extension.cost_likely}; the most that it can cost is not said."
            hint = "add `cost_max`"
            yield Problem(("extension", "cost_likely"), message, hint, severity=Severity.WARNING)
        else:
            message = "The extension has no cost: no sum is stated, and no parts of one."
            yield Problem(("extension",), message, "add `cost_max`; mark it exempt if it may not be public")
    elif extension is None and not holds_money(case.decision):
        message = "The decision is key because of what it spends, and no sum is stated anywhere."
        yield Problem(("key", "reasons"), message, "say what it costs; mark it exempt if it may not be public")


COST_PRESENT: Final = Rule(
    id="COST-PRESENT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A decision to spend says how much",
    checks=(
        "An extension has a maximum cost, or parts that make it up; a likely cost alone is a warning. A decision that "
        "is key because of what it spends states a sum somewhere. Figures in an appendix count where they stand in "
        "this file too, marked as exempt."
    ),
    why="Whether the decision is key depends on the sum, and nobody can approve spending without knowing it.",
    source="SI 2012/2089, regulation 8(1)(a), which can't be applied without it. Practice.",
    check=_cost,
    bad="extension: {cost_max: ~, cost_likely: ~, cost_parts: ~}",
    good='extension: {cost_max: "£4,380,000", cost_likely: ~, cost_parts: ~}',
)

_USED: Final = re.compile(
    r"(?=.*\b(?:hours?|capacity|volume|budget|contracts?|care)\b)(?:.*\bus(?:ed|age)\b|.*\butili[sz])", re.IGNORECASE
)


def _usage(case: Case) -> Measure | None:
    """Return the one figure that says what share of the hours is used, if there is just one."""
    figures = (*case.decision.performance, *case.decision.measures)
    found = [one for one in figures if one.unit == "%" and _USED.match(one.label)]
    return found[0] if len(found) == 1 else None


def _likely(case: Case) -> Iterator[Judged]:
    extension = case.decision.extension
    likely = extension.cost_likely if extension is not None else None
    cost = case.money(*COST)
    if likely is None or cost is None or cost.amount <= 0:
        yield NotApplicable("there are not both a likely and a maximum cost")
        return
    path: FieldPath = ("extension", "cost_likely")
    half = step_of(likely) / 2
    if likely.amount - half > cost.amount:
        message = f"The likely cost, {likely}, is more than the maximum, {cost}."
        yield Problem(path, message, "mend one of the two", severity=Severity.ERROR)
        return
    usage = _usage(case)
    if usage is not None:
        yield from _fits_usage(path, likely, cost, usage)


def _fits_usage(path: FieldPath, likely: Money, cost: Money, usage: Measure) -> Iterator[Judged]:
    """Yield that a likely cost is outside the range of what is used. One figure for it may be out by one point."""
    low, high = usage.low or usage.value, usage.high or usage.value
    if low is None or high is None:
        return
    slack = Decimal(1) if usage.value is not None else Decimal(0)
    least, most = (low.value - slack) / 100 * cost.amount, (high.value + slack) / 100 * cost.amount
    half = step_of(likely) / 2
    if likely.amount + half < least or likely.amount - half > most:
        shares = [percent((likely.amount + off) / cost.amount) for off in (-half, half)]
        between = f" ({shares[0]} to {shares[1]} with rounding)" if shares[0] != shares[1] else ""
        used = f"{low}%" if low == high else f"{low}% to {high}%"
        sums = pounds(_whole(least)) if low == high else f"{pounds(_whole(least))} to {pounds(_whole(most))}"
        message = (
            f"The likely cost, {likely}, is {percent(likely.amount / cost.amount)} of the maximum, {cost}{between}; "
            f"{usage.label}: {used}, which would be {sums}."
        )
        yield Problem(path, message, "say why it is more or less, or mend one of the figures")


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP)


COST_LIKELY: Final = Rule(
    id="COST-LIKELY",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The likely cost fits the maximum and what is used",
    checks=(
        "The likely cost is no more than the maximum (an error if it is). Where one figure, in percent, says how much "
        "is used, the likely cost is such a share of the maximum, within its range and the rounding of the sum; a "
        "single share may be out by one percentage point."
    ),
    why="Two figures for the same use of a service give two forecasts, and the budget can rest on only one.",
    source="Arithmetic.",
    check=_likely,
    bad="extension: {cost_likely: £3.8m}",
    good="extension: {cost_likely: £3.9m}",
)

_NO_MORE: Final = re.compile(
    r"\bno\s+(?:additional|extra|further)\s+(?:cost|costs|expenditure|spend|spending|financial\s+implications)\b"
    r"|\bcost[- ]neutral\b",
    re.IGNORECASE,
)


def _claim(case: Case, finance: Finance) -> tuple[FieldPath, str] | None:
    """Return where it is claimed that nothing more is spent, and in which words."""
    if finance.no_extra_cost:
        return ("finance", "no_extra_cost"), ""
    for text in case.texts:
        if text.path[:2] in (("finance", "statement"), ("finance", "s151_comment")):
            found = _NO_MORE.search(text.plain)
            if found:
                return text.path, found[0]
    return None


def _no_extra(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    claim = _claim(case, finance) if finance is not None else None
    if finance is None or claim is None:
        yield NotApplicable("nobody says that nothing more is spent")
        return
    path, words = claim
    base = finance.base_spend or finance.annual_spend
    rise = _rise(case, base) if base is not None else ""
    unnamed = [budget.line for budget in finance.budgets if budget.money is None]
    without = f"The budget {listed(f'`{line}`' for line in unnamed)} has no sum to show it by." if unnamed else ""
    if rise or without:
        message = f"No extra cost is claimed. {rise}{' ' if rise and without else ''}{without}"
        hint = "say how much more it is than last year, and in which budget that is held"
        yield Problem(path, message, hint, words=words)
    elif base is None:
        yield CannotTell(("finance", "base_spend"), "what was spent before, with its year")


def _rise(case: Case, base: YearMoney) -> str:
    """Return how the cost of a year goes beyond what was spent before, nothing where it doesn't."""
    cost, months = case.money(*COST), case.value("extension", "months")
    if cost is None or not isinstance(months, int) or months == 0:
        return ""
    yearly = _whole(cost.amount * 12 / months)
    more = yearly - base.money.amount
    if more <= (step_of(cost) + step_of(base.money)) / 2:
        return ""
    a_year = f"{cost}" if months == 12 else f"{pounds(yearly)} a year ({cost} in {months} months)"
    year = f" in {base.year}" if base.year else ""
    return f"{a_year} is {pounds(more)} more than the {base.money} spent{year}."


NO_EXTRA_COST: Final = Rule(
    id="NO-EXTRA-COST",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A claim of no extra cost is true",
    checks=(
        "Where `no_extra_cost` is yes, or the financial statement or comment says that there is no additional cost, "
        "the cost of a year of the extension is no more than the base spend, and each budget that is named has a sum."
    ),
    why="A rise that the budget already allows for is still a rise, and members should know of it.",
    source="Practice.",
    check=_no_extra,
    bad="finance: {no_extra_cost: yes}",
    good='finance: {no_extra_cost: yes, base_spend: {money: "£4,380,000"}, uplift: ~}',
)

# Uplifts -------------------------------------------------------------------------------------------------------


def _uplift(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    uplift = finance.uplift if finance is not None else None
    base = finance.base_spend if finance is not None else None
    if uplift is None or base is None or uplift.percent is None:
        yield NotApplicable("there are not both a base spend and an uplift in percent")
        return
    stated = uplift.result
    path: FieldPath = ("finance", "uplift", "result")
    if stated is None:
        stated, path = case.money(*COST), COST
        if stated is None or not _is_meant(case, stated):
            yield NotApplicable("the result of the uplift is not stated")
            return
    yield from _raised(path, base.money, uplift, stated)


def _is_meant(case: Case, cost: Money) -> bool:
    """Return whether the cost is the uplift's result: that sum, or that sum mistyped."""
    worked = case.worked_out("finance", "uplift", "result")
    return isinstance(worked, Money) and (cost.agrees_with(worked) or looks_mistyped(cost, worked))


def _raised(path: FieldPath, base: Money, uplift: Uplift, stated: Money) -> Iterator[Judged]:
    if uplift.percent is None:
        return
    exact = base.amount * (1 + uplift.percent.factor)
    out = abs(exact - stated.amount)
    rounding = (step_of(base) * (1 + uplift.percent.factor) + step_of(stated)) / 2
    if out <= rounding:
        return
    by_percent = base.amount * Decimal("0.005").scaleb(-uplift.percent.places)
    message = f"{base} raised by {uplift.percent} is {pounds(exact)}; {stated} is stated, {pounds(_whole(out))} out."
    if out <= rounding + by_percent:
        message += " A percentage that is itself rounded would explain it."
        yield Problem(path, message, "give the percentage more exactly", severity=Severity.WARNING)
    else:
        yield Problem(path, message, "mend the result, the base or the percentage")


UPLIFT_CALC: Final = Rule(
    id="UPLIFT-CALC",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The uplift is worked out rightly",
    checks=(
        "The base spend raised by the percentage is the result that is stated, to the last digit of it. A difference "
        "that a rounded percentage would explain is a warning. Where no result is stated, a cost of the extension "
        "that is that sum with digits swapped or one of them wrong is found too."
    ),
    why="Every sum that follows rests on it.",
    source="Arithmetic.",
    check=_uplift,
    bad='finance: {base_spend: {money: "£9,139,875"}, uplift: {percent: 8.24%, result: "£9,983,001"}}',
    good='finance: {base_spend: {money: "£9,139,875"}, uplift: {percent: 8.24%, result: "£9,893,001"}}',
)


def _uplift_years(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    if case.decision.extension is None or finance is None:
        yield NotApplicable(NO_EXTENSION)
        return
    years = {basis.year for basis in finance.price_basis}
    if finance.uplift is not None and finance.uplift.year is not None:
        years.add(finance.uplift.year)
    days = days_by_year(case)
    if not years or days is None or len(days) < 2:
        yield NotApplicable("no prices are given for a year" if not years else "the extension is in one financial year")
        return
    without = [year for year in days if year not in years]
    if without:
        total = sum(days.values())
        share = Decimal(sum(days[year] for year in without)) / total
        spelt = listed(f"{days_of(days[year])} in {year}" for year in days)
        message = (
            f"The extension has {spelt}. Prices are given for {listed(str(year) for year in sorted(years))} alone; "
            f"{percent(share)} of its days are in {listed(str(year) for year in without)}."
        )
        cost = case.money(*COST)
        if cost is not None:
            message += f" Each 1% on prices then is about {pounds(_whole(cost.amount * share / 100))}."
        path: FieldPath = ("finance", "uplift" if finance.uplift is not None else "price_basis")
        hint = "say for each year how prices are set, or what is assumed, under `price_basis`"
        yield Problem(path, message, hint)


UPLIFT_YEARS: Final = Rule(
    id="UPLIFT-YEARS",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Every year of the extension has its prices",
    checks=(
        "Where an uplift or a price basis is given for a financial year, one is given for every financial year that "
        "the extension touches; a stated assumption is enough. Where none is given at all, there is nothing to compare."
    ),
    why="Prices rise each April: a cost at one year's prices leaves out the next rise.",
    source="Practice.",
    check=_uplift_years,
    bad="finance: {price_basis: ~}",
    good="finance: {price_basis: [{year: 2026/27, statement: prices held for the term}]}",
)

THEME: Final = Theme(
    "money",
    "Sums and costs",
    (SUM_TOTAL, SUM_PARTS, COST_PRESENT, COST_LIKELY, UPLIFT_CALC, UPLIFT_YEARS, NO_EXTRA_COST),
)
