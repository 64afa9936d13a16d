"""Money and numbers: what is spent and from where, and every figure that the report rests on."""

from typing import ClassVar

from reportgen.model.people import Comment
from reportgen.model.record import Brief, Choice, Many, Record, naming, optional, required, several
from reportgen.model.values import (
    Count,
    Day,
    Exemptible,
    FinancialYear,
    Line,
    Money,
    Percent,
    Prose,
    Quantity,
    Ref,
    VatBasis,
    YesNo,
)


class Bound(Choice):
    """Whether a figure is exact or a limit."""

    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Measure(Exemptible):
    """A figure: what it counts, how much, for whom, in what time, as at when, from where."""

    called: ClassVar[str] = "Measure"

    id: Ref | None = optional("Id", "A short name to refer to it by, as hours.")
    label: Line = required("Label", "What the figure counts, as hours of care delivered.")
    value: Quantity | None = optional("Value", "The number, as 1,200. For a range give `low` and `high` instead.")
    low: Quantity | None = optional("Low", "The lower end of a range, as 70.")
    high: Quantity | None = optional("High", "The upper end of a range, as 80.")
    unit: Line | None = optional("Unit", "What is counted or measured in, as hours, people, % or £.")
    per: Line | None = optional("Per", "The time or thing it is for each of, as year or person.")
    scope: Line | None = optional("Scope", "Whom or what it covers, as framework providers.")
    as_at: Day | None = optional("As at", "The date of the figure, as 2024-03.")
    source: Line | None = optional("Source", "Where it comes from, as the case management system.")
    approx: YesNo = optional("Approximate", "yes where the figure is an estimate.", False)
    bound: Bound | None = optional("Bound", "over, under, at_least or at_most, where the figure is a limit.")
    part_of: Ref | None = optional(
        "Part of", "The id of the figure that this one is a part of.", **naming("measures", "supplier_counts")
    )
    share: Percent | None = optional("Share", "Its share of the whole. Left out, it is worked out from `part_of`.")
    exclusive_group: Ref | None = optional(
        "Exclusive group", "Figures with the same word here exclude one another and add up to their whole."
    )
    lot: Ref | None = optional("Lot", "The id of the lot that it is about.", **naming("lots"))
    note: Line | None = optional("Note", "A few words on the figure.")


class Performance(Measure):
    """A figure of how well the service does, with what is aimed at."""

    called: ClassVar[str] = "Performance measure"

    target_low: Quantity | None = optional("Target, low", "What is aimed at; the lower end where it is a range.")
    target_high: Quantity | None = optional("Target, high", "The upper end of what is aimed at.")
    text: Prose | None = optional("Text", "What the figure shows.")


class YearMoney(Record):
    """A sum in a financial year."""

    money: Money = required("Sum", "How much, as £9,139,875.")
    year: FinancialYear | None = optional("Financial year", "The year, as 2023/24.")
    scope: Line | None = optional("Scope", "What it covers, as care at home for adults.")
    source: Line | None = optional("Source", "Where the figure comes from.")


class Budget(Exemptible):
    """A budget that bears the cost."""

    called: ClassVar[str] = "Budget"

    id: Ref | None = optional("Id", "A short name to refer to it by.")
    line: Line = required("Budget line", "The name of the budget, as Care in the Community.")
    year: FinancialYear | None = optional("Financial year", "The year it is for, as 2024/25.")
    money: Money | None = optional("Sum", "How much it is.")
    scope: Line | None = optional("Scope", "What it has to pay for.")


class Uplift(Record):
    """A rise in prices."""

    percent: Percent | None = optional("Percentage", "The rise, as 8.24%. Leave it out where there is none.")
    year: FinancialYear | None = optional("Financial year", "The year it is for, as 2024/25.")
    applies_to: Line | None = optional("Applies to", "What it is applied to, as all care at home fees.")
    result: Money | None = optional(
        "Result", "The base spend with the rise. Leave it out to have it worked out, to the nearest pound."
    )
    statement: Prose | None = optional("Statement", "What the report says of it.")


class PriceBasis(Record):
    """How prices are set in a financial year."""

    called: ClassVar[str] = "Price basis"

    year: FinancialYear = required("Financial year", "The year, as 2025/26.")
    percent: Percent | None = optional("Percentage", "The rise from the year before, where it is known.")
    statement: Line = required("Statement", "How prices are set, or what is assumed, as the fee round of March 2025.")


class SplitMethod(Choice):
    """How a sum is shared among financial years."""

    DAYS = "days"
    MONTHS = "months"
    PROFILE = "profile"


class FinanceSplit(Exemptible):
    """The part of a cost that falls in one financial year."""

    called: ClassVar[str] = "Year's share"

    year: FinancialYear = required("Financial year", "The year, as 2024/25.")
    money: Money = required("Sum", "How much falls in it.")


class FundingSource(Exemptible):
    """Where money comes from."""

    called: ClassVar[str] = "Funding source"

    name: Line = required("Name", "The fund, grant or budget, as Better Care Fund.")
    use: Prose | None = optional("Use", "What it pays for.")
    money: Money | None = optional("Sum", "How much.")
    is_grant: YesNo = optional("Grant", "yes where it is a grant.", False)
    until: Day | None = optional("Until", "When it ends.")


class SupplierSupport(Brief):
    """Help for suppliers beyond the price of what they supply. Plain text is the help itself."""

    called: ClassVar[str] = "Support for suppliers"

    text: Prose = required("Text", "What is given, as a sustainability grant or rooms free of charge.")
    money: Money | None = optional("Sum", "How much it is worth.")


class WageCommitment(Record):
    """What providers undertake to pay or observe."""

    standard: Line | None = optional("Standard", "The standard, as the London Living Wage.")
    text: Prose | None = optional("Text", "What is undertaken.")


class Finance(Record):
    """The money: what is spent now, what it will cost, from which budget, in which year."""

    base_spend: YearMoney | None = optional("Base spend", "What was spent in the last full year.")
    annual_spend: YearMoney | None = optional("Annual spend", "What is spent in a year, in round figures.")
    budgets: Many[Budget] = several("Budgets", "The budgets that bear the cost, each with its year.")
    uplift: Uplift | None = optional("Uplift", "The rise in prices that the cost allows for.")
    price_basis: Many[PriceBasis] = several(
        "Price basis", "How prices are set in each year that the extension touches."
    )
    split: Many[FinanceSplit] = several(
        "Split by year", "The cost by financial year. Left out, it is worked out by days."
    )
    split_method: SplitMethod = optional("How it is split", "days, months or profile.", SplitMethod.DAYS)
    split_total: Money | None = optional("Total of the split", "The sum of the years. Left out, it is worked out.")
    savings: Money | None = optional("Savings", "What the proposal saves.")
    funding_sources: Many[FundingSource] = several("Funding sources", "Where the money comes from.")
    supplier_support: Many[SupplierSupport] = several(
        "Support for suppliers", "Grants to suppliers, free premises and other help beyond the price of the service."
    )
    statement: Prose | None = optional("Statement", "The financial implications, in Markdown.")
    no_extra_cost: YesNo = optional("No extra cost", "yes where the report says that it costs nothing more.", False)
    wage_commitment: WageCommitment | None = optional("Wages", "What providers undertake to pay.")
    unit_rate: Measure | None = optional("Unit rate", "What an hour or visit costs, and what that covers.")
    vat: VatBasis | None = optional("VAT", "Whether sums here are exclusive or inclusive of VAT, or exempt from it.")
    s151_comment: Comment | None = optional(
        "Chief finance officer's comment", "The comment of the officer under section 151 of the LGA 1972."
    )


class DemandForecast(Brief):
    """How much of a service is expected to be needed in a year."""

    main: ClassVar[str] = "label"
    called: ClassVar[str] = "Forecast"

    year: Day = required("Year", "The year, as 2035.")
    value: Quantity = required("Value", "How many, as 9,935.")
    label: Line | None = optional("Label", "What is counted, as older people who need help at home.")
    source: Line | None = optional("Source", "Where the forecast comes from.")


class Monitoring(Brief):
    """What is done to see that a contract is kept."""

    main: ClassVar[str] = "activity"
    called: ClassVar[str] = "Monitoring"

    activity: Line = required("Activity", "What is done, as contract monitoring meetings.")
    per_year: Count | None = optional("Times a year", "How often in a year, as 2.")
    start: Day | None = optional("Start", "From when.")
    text: Prose | None = optional("Text", "More about it.")
