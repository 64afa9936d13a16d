"""Budgets: the cost by financial year, the budgets of those years, whether they are enough, and where money is from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import CannotTell, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.sums import adding_up, differs, step_of, total_of
from reportgen.check.words import days_of, listed, percent, pounds
from reportgen.check.years import days_by_year
from reportgen.model.decision import Decision
from reportgen.model.finance import Budget, Finance, FinanceSplit, SplitMethod
from reportgen.model.header import KeyReason, ReportType
from reportgen.model.values import FinancialYear, Money

NO_EXTENSION: Final = "no extension is proposed"
ONLY_CHANGES: Final = "the contracts are changed, and their term is left as it is"
COST: Final[FieldPath] = ("extension", "cost_max")
SPLIT: Final[FieldPath] = ("finance", "split")
_NO_MERE_POUND: Final = Decimal(1000)
"""From how many pounds apart shares and cost are told of, though rounding may explain it."""

# The cost by year ----------------------------------------------------------------------------------------------


def _split(case: Case) -> Iterator[Judged]:
    finance, cost = case.decision.finance, case.money(*COST)
    if case.decision.extension is None:
        yield NotApplicable(NO_EXTENSION)
        return
    if case.decision.extension.only_changes and (finance is None or not finance.split):
        yield NotApplicable(ONLY_CHANGES)
        return
    stated = finance.split if finance is not None else ()
    if cost is None:
        yield NotApplicable("the extension has no cost to split, which COST-PRESENT tells")
        return
    days = days_by_year(case)
    if finance is not None and stated:
        yield from _stated_split(case, finance, cost, days)
    elif days is None:
        yield CannotTell(("extension",), "the exact first or last day of the extension")
    elif len(days) < 2:
        yield NotApplicable("the extension is in one financial year")
    else:
        yield from _no_split(case, cost, days)


def _by_days(case: Case) -> dict[FinancialYear, Money]:
    """Return the cost of the extension by financial year, in the proportion of days."""
    found = case.worked_out(*SPLIT)
    shares = found if isinstance(found, tuple) else ()
    return {share.year: share.money for share in shares if isinstance(share, FinanceSplit)}


def _shares(shares: dict[FinancialYear, Money], days: dict[FinancialYear, int]) -> str:
    total = sum(days.values())
    return listed(
        f"{shares[year]} in {year} ({days[year]} of {total} days, {percent(Decimal(days[year]) / total, 2)})"
        for year in shares
    )


def _no_split(case: Case, cost: Money, days: dict[FinancialYear, int]) -> Iterator[Judged]:
    message = f"The cost of {cost} falls in {len(days)} financial years and isn't split. By days it is "
    path: FieldPath = SPLIT if case.decision.finance is not None else COST
    hint = "give the sum of each year under `split` of `finance`, and how it was split (`split_method`)"
    yield Problem(path, f"{message}{_shares(_by_days(case), days)}.", hint)


def _stated_split(case: Case, finance: Finance, cost: Money, days: dict[FinancialYear, int] | None) -> Iterator[Judged]:
    sums = [share.money for share in finance.split]
    if differs(cost, total_of(sums), sums):
        message = f"The years' shares don't come to the cost of {cost}: {adding_up(sums)}."
        yield Problem(SPLIT, message, "mend a share or the cost", severity=Severity.ERROR)
    elif finance.split_total is not None and differs(finance.split_total, total_of(sums), sums):
        message = f"The total of the split is stated as {finance.split_total}: {adding_up(sums)}."
        yield Problem(("finance", "split_total"), message, "mend a share or the total", severity=Severity.ERROR)
    else:
        yield from _rounded_apart(cost, sums)
        if days is not None:
            yield from _years_of_split(finance, days)
            yield from _method(case, finance, days)


def _rounded_apart(cost: Money, sums: list[Money]) -> Iterator[Judged]:
    """Yield that shares which may come to the cost, rounded as they are, don't do so as they stand."""
    if not cost.approx and abs(cost.amount - total_of(sums)) >= _NO_MERE_POUND:
        message = f"The years' shares come to the cost of {cost} only if rounding explains it: {adding_up(sums)}."
        yield Problem(SPLIT, message, "give the shares to the pound, or mend one", severity=Severity.INFO)


def _years_of_split(finance: Finance, days: dict[FinancialYear, int]) -> Iterator[Judged]:
    without = [year for year in days if year not in {share.year for share in finance.split}]
    if without:
        message = f"The extension has {listed(f'{days_of(days[year])} in {year}' for year in without)}, with no share."
        yield Problem(SPLIT, message, "give each year that the extension touches its share")


def _method(case: Case, finance: Finance, days: dict[FinancialYear, int]) -> Iterator[Judged]:
    """Yield that a split is not by days though it is said to be, or that it isn't and nobody says what it is by."""
    shares = _by_days(case)
    parts = {share.year: share.money for share in finance.split}
    if set(parts) != set(shares) or all(
        abs(parts[year].amount - shares[year].amount) <= step_of(parts[year]) for year in parts
    ):
        return
    stated = "split_method" in finance.model_fields_set
    if stated and finance.split_method is not SplitMethod.DAYS:
        return
    begin = "The split is said to be by days" if stated else "It isn't said how the cost is split"
    message = f"{begin}. By days it is {_shares(shares, days)}."
    hint = "mend the shares, or say under `split_method` whether they are by months or by a profile of spending"
    yield Problem(SPLIT, message, hint)


FY_SPLIT: Final = Rule(
    id="FY-SPLIT",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The cost is split by financial year and adds up",
    checks=(
        "An extension that touches more than one financial year, 1 April to 31 March, has its cost split by year. The "
        "shares come to the cost and to the total that is stated, but for rounding (an error if not; and told of, if "
        "they are £1,000 apart), each year that is touched has one, and they are in the proportion of days, or said to "
        "be by months or by a profile."
    ),
    why="Each year has a budget of its own, and is charged with what is spent in it.",
    source="Practice. Each year's budget is set before it begins (Local Government Finance Act 1992, section 31A).",
    to_confirm="section 31A, from memory",
    check=_split,
    bad="finance: {split: ~, split_total: ~, statement: ~}",
    good='finance: {split: [{year: 2025/26, money: "£1,452,000"}, {year: 2026/27, money: "£2,928,000"}]}',
)

# The budgets of those years ------------------------------------------------------------------------------------


def _budget_years(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    budgets = finance.budgets if finance is not None else ()
    if case.decision.extension is None or not budgets:
        yield NotApplicable(NO_EXTENSION if case.decision.extension is None else "no budget is named")
        return
    if case.decision.extension.only_changes:
        yield NotApplicable(ONLY_CHANGES)
        return
    days = days_by_year(case)
    cited = {budget.year for budget in budgets if budget.year is not None}
    without_year = next((place for place, budget in enumerate(budgets) if budget.year is None), None)
    if days is None:
        yield CannotTell(("extension",), "the exact first or last day of the extension")
    elif without_year is not None:
        if len(days) > 1 and set(days) - cited:
            path: FieldPath = ("finance", "budgets", without_year, "year")
            spelt = listed(f"{days_of(count)} in {year}" for year, count in days.items())
            line = budgets[without_year].line
            yield CannotTell(path, f"the year of the budget `{line}`", f"The extension has {spelt}.")
    elif set(days) - cited:
        yield _outside(case, days, cited)


def _outside(case: Case, days: dict[FinancialYear, int], cited: set[FinancialYear]) -> Problem:
    outside = [year for year in days if year not in cited]
    total, count = sum(days.values()), sum(days[year] for year in outside)
    cited_for = listed(str(year) for year in sorted(cited))
    message = (
        f"Budgets are cited for {cited_for} alone; {count} of the {total} days of the extension "
        f"({percent(Decimal(count) / total)}) {'is' if count == 1 else 'are'} in {listed(map(str, outside))}"
    )
    shares, cost = _by_days(case), case.money(*COST)
    if cost is not None and shares:
        amount = pounds(total_of(shares[year] for year in outside if year in shares))
        message += f", by days {amount} of {cost}"
    place = next(n for n, budget in enumerate(_budgets(case)) if budget.year is not None)
    hint = "cite the budget of each year, or say that it is still to be set and on what assumption"
    return Problem(("finance", "budgets", place, "year"), f"{message}.", hint)


def _budgets(case: Case) -> tuple[Budget, ...]:
    finance = case.decision.finance
    return finance.budgets if finance is not None else ()


FY_BUDGET: Final = Rule(
    id="FY-BUDGET",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The budgets cited are those of the years in which money is spent",
    checks=(
        "For every financial year that the extension touches a budget of that year is cited. A budget without a year "
        "is taken to be that of an extension within one year; of one that touches two, the rule can't tell."
    ),
    why="Last year's budget pays for nothing this year; spending without a budget is for the section 151 officer.",
    source="Practice. Local Government Act 1972, section 151; Local Government Finance Act 1988, section 114A.",
    check=_budget_years,
    bad="finance: {budgets: [{id: care-2026, year: 2025/26}]}",
    good="finance: {budgets: [{id: care-2026, year: 2026/27}]}",
)

# Whether they are enough ---------------------------------------------------------------------------------------

ALLOWED_OVER: Final = Decimal("0.01")
"""The part of a budget by which the cost of a year may exceed it before that is worth a word."""

NEAR_SHARE: Final = Decimal("0.10")
"""The part of an extension's share of a year within which a budget is taken to be for that share alone."""

ALLOWED_APART: Final = Decimal("0.05")
"""The part by which two figures for one year's spending may differ before that is worth a word."""


def _covers(case: Case) -> Iterator[Judged]:
    finance = case.decision.finance
    yearly = _by_budget_year(finance) if finance is not None else {}
    if finance is None or not yearly:
        yield NotApplicable("no budget has both a sum and a year")
        return
    days = days_by_year(case) or {}
    shares = {share.year: share.money for share in finance.split} or _by_days(case)
    for year, place in yearly.items():
        budgets = [budget for budget in finance.budgets if budget.year == year]
        total = total_of(budget.money for budget in budgets if budget.money is not None)
        touched = not days or year in days
        extension = _extension_in(year, shares, total) or _extension_yearly(case)
        spends = [spend for spend in (_annual_spend(finance), extension) if spend is not None]
        over = [spend for spend in spends if touched and spend.least > total * (1 + ALLOWED_OVER)]
        if over:
            told = listed(spend.over(total) for spend in over)
            message = f"The budget of {year} is {pounds(total)}; {told}.{_scopes(finance, budgets[0])}"
            hint = "explain the difference, or say which covers what"
            yield Problem(("finance", "budgets", place, "money"), message, hint)
    yield from _apart(finance)


def _scopes(finance: Finance, budget: Budget) -> str:
    spend = finance.annual_spend
    if spend is None or spend.scope is None or budget.scope is None or spend.scope == budget.scope:
        return ""
    return f" The spending is that for {spend.scope}, the budget that for {budget.scope}."


def _by_budget_year(finance: Finance) -> dict[FinancialYear, int]:
    """Return the years all of whose budgets have a sum, each with the place of its first."""
    found: dict[FinancialYear, int] = {}
    for place, budget in enumerate(finance.budgets):
        if budget.year is not None:
            found.setdefault(budget.year, place)
    unknown = {budget.year for budget in finance.budgets if budget.money is None}
    return {} if None in unknown else {year: place for year, place in found.items() if year not in unknown}


@dataclass(frozen=True, slots=True)
class _Spending:
    """What is spent in a year: in words, how much, and the least that its rounding allows."""

    told: str
    amount: Decimal
    least: Decimal

    def over(self, budget: Decimal) -> str:
        """Return by how much it is above a budget."""
        share = f" ({percent(self.amount / budget - 1, 2)})" if budget > 0 else ""
        return f"{self.told}, {pounds(self.amount - budget)} more{share}"


def _annual_spend(finance: Finance) -> _Spending | None:
    spend = finance.annual_spend
    if spend is None:
        return None
    money, about = spend.money, "about " if spend.money.approx else ""
    return _Spending(f"{about}{money} a year is spent", money.amount, money.amount - money.step / 2)


def _extension_in(year: FinancialYear, shares: dict[FinancialYear, Money], budget: Decimal) -> _Spending | None:
    """Return the extension's share of a year where the budget is near it, and so for that alone."""
    share = shares.get(year)
    if share is None or abs(budget - share.amount) > share.amount * NEAR_SHARE:
        return None
    return _Spending(f"the extension costs {share} in that year", share.amount, share.amount - step_of(share) / 2)


def _extension_yearly(case: Case) -> _Spending | None:
    cost, months = case.money(*COST), case.value("extension", "months")
    if cost is None or not isinstance(months, int) or months == 0:
        return None
    yearly = (cost.amount * 12 / months).quantize(Decimal(1), ROUND_HALF_UP)
    told = f"the extension costs {cost}" if months == 12 else f"the extension costs {pounds(yearly)} a year"
    return _Spending(told, yearly, yearly - step_of(cost) * 6 / months)


def _apart(finance: Finance) -> Iterator[Judged]:
    """Yield that two figures for what is spent in one year differ."""
    base, annual = finance.base_spend, finance.annual_spend
    if base is None or annual is None or base.year is None or base.year != annual.year or base.scope != annual.scope:
        return
    apart = abs(base.money.amount - annual.money.amount) - (base.money.step + annual.money.step) / 2
    if base.money.amount > 0 and apart > base.money.amount * ALLOWED_APART:
        message = f"For {base.year} the spending is given as {base.money} and as {annual.money}."
        yield Problem(("finance", "annual_spend", "money"), message, "say what each of them covers (`scope`)")


BUDGET_COVERS: Final = Rule(
    id="BUDGET-COVERS",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The budgets are big enough",
    checks=(
        "What is said to be spent in a year, and the cost of the extension reckoned for twelve months, are no more "
        "than one per cent above the budgets of each year that it touches, where all budgets of the year have a sum; a "
        "budget within ten per cent of the extension's share of the year is compared with that share. "
        "Two figures for the spending of one year and scope are within five per cent of one another. Where the two "
        "figures are for different things, the finding says so."
    ),
    why="A cost above its budget is met from somewhere, and the report should say from where.",
    source="Practice.",
    check=_covers,
    bad="finance: {budgets: [{id: care-2025, money: £4.3m}]}",
    good="finance: {budgets: [{id: care-2025, money: £4.34m}]}",
)

# Where the money comes from ------------------------------------------------------------------------------------


def _sources(case: Case) -> Iterator[Judged]:
    decision = case.decision
    spends = decision.extension is not None or (decision.key is not None and KeyReason.SPEND in decision.key.reasons)
    if not spends or decision.report.type is ReportType.MINUTES:
        yield NotApplicable("nothing is to be spent" if not spends else "minutes don't say where money comes from")
        return
    finance = decision.finance
    if finance is None or not (finance.budgets or finance.funding_sources):
        path: FieldPath = ("finance",) if finance is not None else ("extension",) if decision.extension else ("key",)
        yield Problem(path, "No budget and no other source of the money is named.", "add `budgets` under `finance`")
        return
    for place, budget in enumerate(finance.budgets):
        missing = [words for words, value in (("sum", budget.money), ("year", budget.year)) if value is None]
        if missing:
            message = f"The budget `{budget.line}` is named without its {listed(missing, 'or')}."
            yield Problem(("finance", "budgets", place), message, f"add the {listed(missing)}")
    for place, source in enumerate(finance.funding_sources):
        here: FieldPath = ("finance", "funding_sources", place)
        if source.is_grant and source.until is None:
            yield Problem(here, f"`{source.name}` is a grant, and nobody says when it ends.", "add `until`")
        elif not finance.budgets and source.money is None:
            yield Problem(here, f"`{source.name}` is named without a sum, and no budget with it.", "add the sum")


FUND_SOURCE: Final = Rule(
    id="FUND-SOURCE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="It is said where the money comes from, and how much there is",
    checks=(
        "A decision to extend, or one that is key because of what it spends, names a budget with its sum and year, or "
        "another source with its sum; a grant has the day on which it ends."
    ),
    why="“Existing budget” tells a member nothing: not whether it is enough, nor which year's it is.",
    source="Practice.",
    check=_sources,
    bad="finance: {budgets: [{id: care-2026, money: ~}], s151_comment: ~}",
    good='finance: {budgets: [{id: care-2026, money: "£4,700,000"}]}',
)

THEME: Final = Theme("budgets", "Budgets and financial years", (FY_SPLIT, FY_BUDGET, BUDGET_COVERS, FUND_SOURCE))
