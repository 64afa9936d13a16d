"""The financial years that an extension touches."""

from reportgen.check.case import Case
from reportgen.model.calendar import days_by_financial_year
from reportgen.model.values import FinancialYear


def days_by_year(case: Case) -> dict[FinancialYear, int] | None:
    """Return the days of the extension in each financial year, None where it isn't known to the day."""
    first, last = case.exact("extension", "start"), case.exact("extension", "end")
    if first is None or last is None or last < first:
        return None
    return {FinancialYear(year): days for year, days in days_by_financial_year(first, last).items()}
