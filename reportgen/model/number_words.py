"""Numbers in words: `six hundred and twelve thousand`, `nought point six million`, `one and a half million`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SMALL: Final = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NOUGHTS: Final = ("zero", "naught", "nil", "oh")
_VALUES: Final = (
    {word: Decimal(value) for value, word in enumerate(_SMALL)}
    | {word: Decimal(value * 10) for value, word in enumerate(_TENS, 2)}
    | {word: Decimal(0) for word in _NOUGHTS}
)
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_POWERS: Final = {"thousand": 3, "million": 6, "billion": 9}
_LINKS: Final = ("and", "of", "an", "a")
_WORD: Final = "|".join(sorted((*_VALUES, *_PARTS, *_POWERS, *_LINKS, "hundred", "point"), key=len, reverse=True))
_EACH_WORD: Final = re.compile(rf"(?<![^\W_])(?=[abefhmnopqstz])(?:{_WORD})(?![^\W_])", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?:[\s_\-‐‑–]|%20)+")
"""What stands between the words of one number."""
_AFTER_A_SCALE: Final = re.compile(r",\s+")
"""What may stand there behind `million`."""


@dataclass(slots=True)
class NumberInWords:
    """A number that a text says in words, and where it stands."""

    start: int
    end: int
    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    """What is said since the last thousand, million or billion."""
    places: int = 0
    """How many decimals were said since `point`, and one."""
    last_power: int = 99
    is_number: bool = False

    @property
    def value(self) -> Decimal:
        """Return what all its words come to."""
        return self.total + self.group

    def takes(self, word: str) -> bool:
        """Return whether a word goes on with the number; where it doesn't, another begins: `lot one six hundred`."""
        if word in _POWERS:
            return _POWERS[word] < self.last_power
        if word == "hundred":
            return not self.places and self.group < 100
        if word == "point":
            return not self.places
        if word in _VALUES and not self.places and self.is_number:
            rest, value = self.group % 100, _VALUES[word]
            return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)
        return word not in _VALUES or not self.places or _VALUES[word] < 10

    def take(self, word: str, end: int) -> None:
        """Go on with the number by a word."""
        if word in _LINKS:
            return
        self.end, self.is_number = end, True
        if word in _POWERS:
            self.total += (self.group or Decimal(1)).scaleb(_POWERS[word])
            self.group, self.places, self.last_power = Decimal(0), 0, _POWERS[word]
        elif word == "hundred":
            self.group = (self.group or Decimal(1)) * 100
        elif word == "point":
            self.places = 1
        elif word == "quarters":
            self.group = self.group // 10 * 10 + self.group % 10 * _PARTS[word]
        elif word in _PARTS:
            self.group += _PARTS[word]
        elif self.places:
            self.group += _VALUES[word].scaleb(-self.places)
            self.places += 1
        else:
            self.group += _VALUES[word]


def numbers_in_words(text: str) -> Iterator[NumberInWords]:
    """Yield each number that a text says in words."""
    number: NumberInWords | None = None
    last = 0
    for found in _EACH_WORD.finditer(text):
        word = found[0].lower()
        if number is not None and not (_joins(text[last : found.start()], number) and number.takes(word)):
            if number.is_number:
                yield number
            number = None
        if number is None and word not in ("and", "of"):
            number = NumberInWords(found.start(), found.end())
        if number is not None:
            number.take(word, found.end())
        last = found.end()
    if number is not None and number.is_number:
        yield number


def _joins(between: str, number: NumberInWords) -> bool:
    """Return whether two words of a number may stand so far apart."""
    if _BETWEEN.fullmatch(between):
        return True
    return number.group == 0 and number.total > 0 and _AFTER_A_SCALE.fullmatch(between) is not None


def in_words(number: int) -> str:
    """Return a whole number from one to below a million million in words: `twenty-four`, `one hundred and five`."""
    for name, power in sorted(_POWERS.items(), key=lambda scale: -scale[1]):
        many, rest = divmod(number, 10**power)
        if many:
            joint = "" if not rest else " and " if rest < 100 else " "
            return f"{in_words(many)} {name}{joint}{in_words(rest) if rest else ''}"
    hundreds, rest = divmod(number, 100)
    if hundreds:
        return f"{_SMALL[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if rest < len(_SMALL):
        return _SMALL[rest]
    tens, ones = divmod(rest, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
