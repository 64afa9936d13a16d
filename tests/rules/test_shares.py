"""Which rounded shares can be those of one whole: found by trying every split of it."""

from decimal import Decimal
from itertools import product

import pytest

from reportgen.model.values import Percent
from reportgen.rules.shares import rounds_to_hundred

STEP = 6
"""Into how many parts each percent is divided, so that halves and thirds are among the splits."""


def rounded(parts: int) -> int:
    """Return a number of parts as a whole percentage, a half rounded up."""
    return (2 * parts + STEP) // (2 * STEP)


def sums_reached(count: int) -> set[Decimal]:
    """Return what shares of 100, each rounded to a whole number, can come to."""
    splits = product(range(2 * STEP), repeat=count - 1)
    return {Decimal(sum(map(rounded, (*first, 100 * STEP - sum(first))))) for first in splits}


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_sums_that_rounding_explains_are_those_that_it_reaches(count: int) -> None:
    explained = {
        total
        for total in map(Decimal, range(95, 106))
        if rounds_to_hundred([Percent(total - count + 1), *[Percent(Decimal(1))] * (count - 1)])
    }
    assert explained == sums_reached(count)
