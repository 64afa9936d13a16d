"""The figures of a decision, wherever they are held, as rules about numbers see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.model.finance import Measure
from reportgen.model.values import Percent, Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the list that holds it and its path."""

    key: str
    path: FieldPath
    measure: Measure


def figures_in(case: Case) -> Iterator[Figure]:
    """Yield the figures of a decision: numbers, numbers of suppliers, performance."""
    decision = case.decision
    lists: tuple[tuple[str, tuple[Measure, ...]], ...] = (
        ("measures", decision.measures),
        ("supplier_counts", decision.supplier_counts),
        ("performance", decision.performance),
    )
    for key, measures in lists:
        for place, measure in enumerate(measures):
            yield Figure(key, (key, place), measure)


def whole_of(case: Case, figure: Figure) -> Measure | None:
    """Return the figure that another is a part of, if it says so."""
    if figure.measure.part_of is None:
        return None
    wholes = (*case.decision.measures, *case.decision.supplier_counts)
    return next((one for one in wholes if one.id == figure.measure.part_of), None)


def half_of(number: Quantity | Percent) -> Decimal:
    """Return half of the last decimal place of a number, by which rounding may have moved it."""
    return Decimal("0.5").scaleb(-number.places)
