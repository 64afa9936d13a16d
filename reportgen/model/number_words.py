"""Numbers in words: `six hundred and twelve thousand`, `nought point six million`, `one and a half million`."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Final

_SMALL: Final = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = {9: "billion", 6: "million", 3: "thousand"}
_NOUGHT: Final = "(?:nought|naught|zero|nil|oh|o)"
_ONE: Final = "(?:one|an?)"
BETWEEN: Final = r"(?:[\s,_\-‐‑–]|%20)+"
"""What may stand between the words of a number."""

_PARTS: Final = {
    Decimal("0.25"): f"(?:{_ONE}{BETWEEN})?quarter",
    Decimal("0.5"): f"(?:{_ONE}{BETWEEN})?half",
    Decimal("0.75"): f"three{BETWEEN}quarters?",
}
_ANY_SMALL: Final = "|".join((*_SMALL[1:], *filter(None, _TENS)))
_FIRST_WORDS: Final = "|".join((_ANY_SMALL, "an?", "half", "quarter", "point", _NOUGHT))


def _not_behind(words: Iterable[str], after: str) -> str:
    """Return a pattern for a place that none of some words stands before; a look behind is of one length."""
    by_length = groupby(sorted(words, key=len), key=len)
    return "".join(f"(?<!(?:{'|'.join(same)}){after})" for _, same in by_length)


BEGINS: Final = (
    _not_behind((*_SMALL[1:], *filter(None, _TENS), *_SCALES.values(), "hundred", "point"), r"[\s\-]")
    + _not_behind(_SCALES.values(), r",\s")
    + _not_behind((*_SCALES.values(), "hundred"), r"\sand\s")
    + rf"(?=(?:{_FIRST_WORDS})(?![^\W_]))"
)
"""What holds where a number in words may begin, and not in the middle of a longer one."""
ENDS: Final = (
    rf"(?![^\W_])(?![\s\-]+(?:and\s+)?(?:{_ANY_SMALL})(?:[\s\-]+(?:{_ANY_SMALL}))?[\s\-]+(?:hundred|thousand|pounds)\b)"
)
"""What holds where a number in words ends: it isn't said on, as in `two thousand five hundred`."""


def in_words(number: int) -> str:
    """Return a pattern for a whole number in words, from one to below a thousand billion; `and` may be left out."""
    said: list[str] = []
    rest = number
    for power, scale in _SCALES.items():
        many, rest = divmod(rest, 10**power)
        if many:
            said += [*_below_thousand(many, is_first=not said), scale]
    if rest:
        said += _below_thousand(rest, is_first=not said)
    if number < 10_000 and number % 100 == 0 and number // 100 % 10:
        hundreds = BETWEEN.join((*_below_thousand(number // 100, is_first=True), "hundred"))
        return f"(?:{BETWEEN.join(said)}|{hundreds})"
    return BETWEEN.join(said)


def _below_thousand(number: int, *, is_first: bool) -> list[str]:
    """Return the words of a number from 1 to 999, each a pattern."""
    hundreds, rest = divmod(number, 100)
    said = [_ONE if hundreds == 1 else _SMALL[hundreds], "hundred"] if hundreds else []
    if not rest:
        return said
    words = [_SMALL[rest]] if rest < len(_SMALL) else [_TENS[rest // 10], *([_SMALL[rest % 10]] if rest % 10 else [])]
    if is_first and rest == 1 and not hundreds:
        return [_ONE]
    if hundreds or not is_first:
        words[0] = f"(?:and{BETWEEN})?{words[0]}"
    return [*said, *words]


def point_in_words(number: Decimal) -> str:
    """Return a pattern for a number with decimals in words: `six point nine five`, `point six one two`."""
    whole, _, part = f"{number:f}".partition(".")
    digits = BETWEEN.join(_NOUGHT if digit == "0" else _SMALL[int(digit)] for digit in part.rstrip("0"))
    before = f"{in_words(int(whole))}{BETWEEN}" if int(whole) else f"(?:{_NOUGHT}{BETWEEN})?"
    return f"{before}point{BETWEEN}{digits}(?:{BETWEEN}{_NOUGHT})*"


def scaled_in_words(number: Decimal, power: int) -> Iterator[str]:
    """Yield patterns for so many thousands, millions or billions (by their power of ten) in words."""
    scale = _SCALES[power]
    whole = int(number)
    if number == whole:
        yield f"{in_words(whole)}{BETWEEN}{scale}"
        return
    yield f"{point_in_words(number)}{BETWEEN}{scale}"
    part = _PARTS.get((number - whole).normalize())
    if part is not None and whole:
        yield f"{in_words(whole)}{BETWEEN}and{BETWEEN}{part}{BETWEEN}{scale}"
        yield f"{in_words(whole)}{BETWEEN}{scale}{BETWEEN}and{BETWEEN}{part}"
    elif part is not None:
        yield f"{part}{BETWEEN}(?:of{BETWEEN})?(?:{_ONE}{BETWEEN})?{scale}"


_VALUES: Final = (
    {word: Decimal(value) for value, word in enumerate(_SMALL)}
    | {word: Decimal(value * 10) for value, word in enumerate(_TENS) if word}
    | {"zero": Decimal(0), "half": Decimal("0.5"), "quarter": Decimal("0.25"), "three quarters": Decimal("0.75")}
)
_POWERS: Final = {word: power for power, word in _SCALES.items()}
_WORD: Final = "|".join(
    sorted((*_VALUES, *_POWERS, "three quarters", "hundred", "point", "of", "and", "an", "a"), key=len, reverse=True)
).replace(" ", r"[\s\-]+")
_NUMBER: Final = re.compile(rf"\b(?:{_WORD})\b(?:[\s,\-‐‑–]+(?:{_WORD})\b)*", re.IGNORECASE)
_EACH_WORD: Final = re.compile(rf"\b(?:{_WORD})\b", re.IGNORECASE)


def numbers_in_words(text: str) -> Iterator[Decimal]:
    """Yield each number that a text says in words, of a thousand or more."""
    for found in _NUMBER.finditer(text):
        number = _read([re.sub(r"[\s\-]+", " ", word).lower() for word in _EACH_WORD.findall(found.group())])
        if number >= 1000:
            yield number


def _read(words: list[str]) -> Decimal:
    """Return what the words of a number come to."""
    total = group = Decimal(0)
    places = 0
    for word in words:
        if word in _POWERS:
            total += (group or Decimal(1)).scaleb(_POWERS[word])
            group, places = Decimal(0), 0
        elif word == "hundred":
            group = (group or Decimal(1)) * 100
        elif word == "point":
            places = 1
        elif places and word in _VALUES:
            group += _VALUES[word].scaleb(-places)
            places += 1
        else:
            group += _VALUES.get(word, 0)
    return total + group
