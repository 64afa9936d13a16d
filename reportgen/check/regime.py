"""Which procurement law governs a contract."""

from datetime import date

from reportgen.law.tables import regimes
from reportgen.model.contracts import Contract, Regime, Route, ServiceType
from reportgen.model.values import Day


def regime_of(contract: Contract, as_of: date) -> Regime | None:
    """Return the law that governs a contract for life, or None where the file doesn't settle it.

    Health care services are under the Provider Selection Regime from 1 January 2024 (SI 2023/1348). Else it is the law
    in force when the procurement, or that of the framework, began: as stated, by `procurement_started` or `tendered`;
    or by the start of the contract where that leaves no doubt, allowing a year from the one to the other, and four
    more for a call-off, whose framework may be so much older (PCR 2015, regulation 33(3)).
    """
    is_health = contract.health_service or contract.service_type is ServiceType.HEALTH
    if is_health and period_of(Regime.PSR)[0] <= as_of:
        return Regime.PSR
    if contract.procured_under is not None:
        return contract.procured_under
    for began in (contract.procurement_started, contract.tendered):
        if began is not None:
            return _governing(began.earliest, began.latest)
    return _by_start(contract.start, 5 if contract.route is Route.CALL_OFF else 1)


def _by_start(start: Day | None, years: int) -> Regime | None:
    if start is None:
        return None
    return _governing(start.earliest.replace(year=start.year - years, day=1), start.latest)


def _governing(first: date, last: date) -> Regime | None:
    """Return the law in force throughout a stretch of days, or None where it changed in the course of it."""
    for row in regimes():
        if row.regime != Regime.PSR and row.holds_on(first) and row.holds_on(last):
            return Regime(row.regime)
    return None


def period_of(regime: Regime) -> tuple[date, date]:
    """Return the first and the last day of a procurement law: of those on which a procurement under it may begin."""
    row = next(row for row in regimes() if row.regime == regime)
    return row.start or date.min, row.end or date.max


def short_title_of(regime: Regime) -> str:
    """Return the short title of a procurement law, as PCR 2015."""
    return next(row.short for row in regimes() if row.regime == regime)


def title_of(regime: Regime) -> str:
    """Return the title of a procurement law, as Public Contracts Regulations 2015."""
    return next(row.title for row in regimes() if row.regime == regime)
