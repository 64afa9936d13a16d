"""Which rounded shares can be those of one whole: found by trying every split of it."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import pytest

from reportgen.model.values import Percent
from reportgen.rules.shares import rounds_to_hundred

STEP = 4
"""Into how many parts each percent is divided, so that exact halves are among the splits."""


def sums_reached(count: int) -> set[Decimal]:
    """Return what shares of 100, each rounded to a whole number, a half upwards, can come to."""
    reached = set()
    for first in product(range(0, 8 * STEP), repeat=count - 1):
        parts = [Decimal(one) / STEP for one in first]
        parts.append(100 - sum(parts))
        reached.add(sum(part.quantize(Decimal(1), ROUND_HALF_UP) for part in parts))
    return reached


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_sums_that_rounding_explains_are_those_that_it_reaches(count: int) -> None:
    explained = {
        total
        for total in map(Decimal, range(95, 106))
        if rounds_to_hundred([Percent(total - count + 1), *[Percent(Decimal(1))] * (count - 1)])
    }
    assert explained == sums_reached(count)
