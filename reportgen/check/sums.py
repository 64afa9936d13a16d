"""Sums of money as they are stated: how far rounding can explain a difference, and sums that look mistyped."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from reportgen.check.words import pounds
from reportgen.model.record import Record
from reportgen.model.values import Money

FEWEST_FOR_SWAPPED: Final = 5
"""Significant digits from which two digits that have changed places are taken for a slip of the hand."""

FEWEST_FOR_WRONG: Final = 6
"""Significant digits from which one digit that differs is taken for a slip of the hand."""

_KEPT_OF_APPROX: Final = 2


def step_of(money: Money) -> Decimal:
    """Return what one in the last digit that is meant is worth, in pounds.

    The last noughts of an approximate sum written out, as about £12,300,000, are not meant; two digits always are.
    """
    if not money.approx or money.scale or money.places:
        return money.step
    digits = str(abs(int(money.amount)))
    noughts = min(len(digits) - len(digits.rstrip("0")), max(len(digits) - _KEPT_OF_APPROX, 0))
    return Decimal(1).scaleb(noughts)


def differs(stated: Money, worked: Decimal, parts: Iterable[Money] = ()) -> bool:
    """Return whether a stated sum differs from one worked out of others by more than their rounding explains.

    Each stated sum may be out by less than half of its last digit: two years' shares may so come to £1 less than their
    total.
    """
    rounding = sum((step_of(part) for part in parts), step_of(stated)) / 2
    return abs(stated.amount - worked) >= rounding


def total_of(sums: Iterable[Money]) -> Decimal:
    """Return the sum of sums, in pounds."""
    return sum((one.amount for one in sums), Decimal(0))


def adding_up(sums: Iterable[Money]) -> str:
    """Return a sum as it is worked out, as `£14,011,000 + £350,000 = £14,361,000`."""
    found = tuple(sums)
    return f"{' + '.join(str(one) for one in found)} = {pounds(total_of(found))}"


def looks_mistyped(typed: Money, meant: Money) -> bool:
    """Return whether a sum is another with two digits that have changed places, or one that differs.

    The other is rounded as the first is stated. Short and round sums are never taken for one another.
    """
    if typed.step == 0 or (typed.amount < 0) != (meant.amount < 0):
        return False
    one = str(int(abs(typed.amount) / typed.step))
    other = str(int((abs(meant.amount) / typed.step).quantize(Decimal(1))))
    if len(one) != len(other):
        return False
    wrong = [n for n in range(len(one)) if one[n] != other[n]]
    significant = min(len(one.rstrip("0")), len(other.rstrip("0")))
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        swapped = one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        return swapped and significant >= FEWEST_FOR_SWAPPED
    return len(wrong) == 1 and significant >= FEWEST_FOR_WRONG


def holds_money(record: Record) -> bool:
    """Return whether a record states a sum anywhere."""
    for value in record.__dict__.values():
        elements = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, Money) or (isinstance(one, Record) and holds_money(one)) for one in elements):
            return True
    return False
