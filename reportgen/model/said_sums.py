"""The sums that a text says in any notation: `£612,000`, `0.612m`, `612 000 GBP`, `six hundred thousand pounds`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reportgen.model.number_words import numbers_in_words

LONGEST_SUM: Final = 30
"""Characters of a sum in figures."""

MOST: Final = 10**15
"""A larger number is no sum."""

FEWEST_POUNDS_BARE: Final = 10_000
"""A smaller sum is known for one by its pound sign, its unit or the word `pounds`: `2,024` may be a year."""

_POWERS: Final = {
    "k": 3, "thousand": 3, "thou": 3, "grand": 3,
    "m": 6, "mn": 6, "mln": 6, "mill": 6, "million": 6,
    "bn": 9, "billion": 9,
}  # fmt: skip
_UNIT: Final = "|".join(sorted(_POWERS, key=len, reverse=True))
_SUM: Final = re.compile(
    r"(?P<sign>£\s*|\bGBP\s*)?(?<![\d.,])(?P<number>(?P<whole>\d{1,3}(?:[,'’\s]\d{3})+(?!\d)|\d+|(?=\.\d))(?P<part>\.\d+)?"
    rf"(?:(?P<space>\s?)(?P<unit>{_UNIT}))?)(?!\w|[.,]\d)(?P<after>\s?(?:pounds|GBP|sterling)\b)?",
    re.IGNORECASE,
)
_POUNDS: Final = re.compile(r"\s+(?:pounds|GBP|sterling)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SaidSum:
    """A number of pounds, and where it stands; `is_bare` where nothing there says that it is pounds."""

    start: int
    end: int
    amount: Decimal
    is_bare: bool = False
    has_unit: bool = False

    @property
    def step(self) -> Decimal:
        """Return what one in the last digit that is not nought is worth, in pounds."""
        return Decimal(1).scaleb(max(0, int(self.amount.normalize().as_tuple().exponent)))


def said_sums(text: str) -> Iterator[SaidSum]:
    """Yield the sums that a text says in figures or words, and the numbers that may be sums."""
    for found in _SUM.finditer(text):
        if len(found["number"]) > LONGEST_SUM:
            continue
        unit = (found["unit"] or "").lower()
        number = Decimal(re.sub(r"[,'’\s]", "", found["whole"]) + (found["part"] or ""))
        if number > MOST:
            continue
        amount = round(number.scaleb(_POWERS.get(unit, 0)), 2)
        is_bare = not (found["sign"] or found["after"])
        if is_bare and unit in ("m", "k") and found["space"]:
            continue  # `6.95 m` is a length.
        if not is_bare or unit or amount >= FEWEST_POUNDS_BARE:
            yield SaidSum(*found.span("number"), amount, is_bare, bool(unit))
    for said in numbers_in_words(text):
        is_bare = _POUNDS.match(text, said.end) is None
        if said.value >= (FEWEST_POUNDS_BARE if is_bare else 1):
            yield SaidSum(said.start, said.end, round(said.value, 2), is_bare, has_unit=True)
