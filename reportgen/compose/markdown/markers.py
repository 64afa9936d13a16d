"""What stands before the entry of a list: a bullet or a number, and what it may mean."""

import re
from dataclasses import dataclass
from functools import lru_cache

from reportgen.compose.markdown.lines import indent_of, is_blank
from reportgen.document.nodes import Counting

_GAP = "[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_MARKER = re.compile(
    rf"""
    (?P<indent>[ \u00a0]*)
    (?: (?P<tight>[•●■▪◦‣\uf0b7\uf0a7\uf0d8])
      | (?P<glyph>[-*+–·o]) (?={_GAP}|$)
      | (?P<open>\(?) (?P<count>[1-9][0-9]{{0,2}}|[ivx]{{1,7}}|[IVX]{{1,7}}|[a-zA-Z]) (?P<close>[.)]) (?={_GAP}|$)
    )
    (?P<gap>{_GAP}*) (?P<words>.*)
    """,
    re.VERBOSE | re.DOTALL,
)
_RANKS = {"o": 1, "◦": 1, "–": 1, "▪": 2, "\uf0a7": 2}
_ASCII_BULLETS = "-*+"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_LOOK_AHEAD = 100

_FINER = {Counting.DECIMAL: 0, Counting.UPPER_ALPHA: 1, Counting.LOWER_ALPHA: 2}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number may mean: `i` is the first roman number and the ninth letter."""

    counting: Counting
    value: int

    @property
    def fineness(self) -> int:
        """Return how far down this way of counting usually stands: 1, then A, then a, then i."""
        return _FINER.get(self.counting, 3)


@dataclass(frozen=True, slots=True)
class Marker:
    """A bullet or number at the start of a line, and the words after it.

    `pattern` says how a number is written, `%1` standing for the count; it is empty for a bullet, as is `glyph` for a
    number. `wide` is true where a tab or several spaces follow, as in a paste from Word. The marker stands `indent`
    columns in, its words `column`.
    """

    indent: int
    glyph: str
    pattern: str
    readings: tuple[Reading, ...]
    wide: bool
    words: str
    column: int

    @property
    def rank(self) -> int:
        """Return the level at which Word uses such a bullet, from 0."""
        return _RANKS.get(self.glyph, 0)

    @property
    def typographic(self) -> bool:
        """Tell whether the bullet is a word processor's, not one that is typed."""
        return bool(self.glyph) and self.glyph not in _ASCII_BULLETS

    @property
    def doubtful(self) -> bool:
        """Tell whether the bullet may as well be a dash, a plus sign or a word."""
        if self.glyph == "+":
            return self.words[:1].isdigit() or self.words[:1] in ("£", "€", "$")
        return self.glyph == "–" or (self.glyph == "o" and not self.wide)

    def may_mean(self, counting: Counting, value: int) -> bool:
        """Tell whether the number may be this one."""
        return Reading(counting, value) in self.readings


@lru_cache(maxsize=2048)
def read_marker(line: str) -> Marker | None:
    """Return the bullet or number at the start of a line, or None where there is none."""
    match = _MARKER.match(line)
    if not match:
        return None
    glyph = match["tight"] or match["glyph"] or ""
    if not glyph and match["open"] and match["close"] == ".":
        return None
    return Marker(
        indent=len(match["indent"]),
        glyph=glyph,
        pattern="" if glyph else f"{match['open']}%1{match['close']}",
        readings=() if glyph else _readings(match["count"]),
        wide=len(match["gap"]) > 1 or match["gap"] == "\t",
        words=match["words"],
        column=len(line[: match.start("words")].expandtabs(4)),
    )


def _readings(count: str) -> tuple[Reading, ...]:
    if count.isdigit():
        return (Reading(Counting.DECIMAL, int(count)),)
    upper = count.isupper()
    readings = []
    roman = _roman_value(count.lower())
    if roman:
        readings.append(Reading(Counting.UPPER_ROMAN if upper else Counting.LOWER_ROMAN, roman))
    if len(count) == 1:
        letter = ord(count.lower()) - ord("a") + 1
        readings.append(Reading(Counting.UPPER_ALPHA if upper else Counting.LOWER_ALPHA, letter))
    return tuple(readings)


def _roman_value(count: str) -> int:
    """Return the value of a roman number below 40, or 0 where it is none."""
    tens = len(count) - len(count.lstrip("x"))
    if tens > 3 or count[tens:] not in _ROMAN:
        return 0
    return tens * 10 + _ROMAN.index(count[tens:])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line that may start a list stands.

    `after_words`: straight after a line of a paragraph. `introduced`: what stands before ends in a colon.
    `in_entry`: the line starts an entry, after its own marker. `nested`: it is further in than the entry it is in.
    `earlier`: the last numbers of the lists that stand before it, with their patterns.
    """

    after_words: bool = False
    introduced: bool = False
    in_entry: bool = False
    nested: bool = False
    earlier: frozenset[tuple[str, Reading]] = frozenset()


BULLET = Reading(Counting.BULLET, 1)


def opening(lines: list[str], at: int, place: Place) -> Reading | None:
    """Return how the list that starts at a line counts, or None where the line only looks like an entry."""
    marker = read_marker(lines[at])
    if marker is None or not (marker.words or _words_follow(lines, at, marker)):
        return None
    if marker.glyph:
        return BULLET if _is_bullet(marker, lines, at, place) else None
    return _number(marker, lines, at, place)


def _words_follow(lines: list[str], at: int, marker: Marker) -> bool:
    if at + 1 >= len(lines) or is_blank(lines[at + 1]):
        return False
    return indent_of(lines[at + 1]) >= marker.indent + 2


def _is_bullet(marker: Marker, lines: list[str], at: int, place: Place) -> bool:
    if not marker.doubtful and not place.in_entry:
        return True
    return place.introduced or place.nested or is_followed(lines, at, marker, None)


def _number(marker: Marker, lines: list[str], at: int, place: Place) -> Reading | None:
    if _is_date(marker):
        return None
    fresh = not (place.after_words or place.in_entry)
    for reading in marker.readings:
        if (fresh or reading.value == 1) and is_followed(lines, at, marker, reading):
            return reading
    if fresh:
        for reading in marker.readings:
            if (marker.pattern, Reading(reading.counting, reading.value - 1)) in place.earlier:
                return reading
    for reading in marker.readings:
        if _stands_alone(reading, marker, place):
            return reading
    return None


_MONTH = re.compile(
    r"(January|February|March|April|May|June|July|August|September|October|November|December)\b(?P<year> \d{4}\b)?"
)


def _is_date(marker: Marker) -> bool:
    """Tell whether a number and the words after it are a date, as `31. March` or `1. March 2025`."""
    month = _MONTH.match(marker.words) if marker.pattern == "%1." else None
    days = [reading.value for reading in marker.readings if reading.counting is Counting.DECIMAL]
    return bool(month and days and days[0] <= 31 and (days[0] > 12 or month["year"]))


def _stands_alone(reading: Reading, marker: Marker, place: Place) -> bool:
    """Tell whether a number that none follows is the number of an entry.

    Wrapped prose may bring "(a) of the Act", "30. After" or "A. Name" to the start of a line.
    """
    plain = marker.pattern == "%1."
    if reading.counting is Counting.DECIMAL:
        if reading.value != 1:
            return not (place.after_words or place.in_entry)
        return marker.pattern != "(%1)" or not place.after_words or place.introduced
    if reading.value != 1 or (place.after_words and not place.introduced):
        return False
    upper = reading.counting in (Counting.UPPER_ALPHA, Counting.UPPER_ROMAN)
    return not (plain and (upper or place.in_entry))


def is_followed(lines: list[str], at: int, marker: Marker, reading: Reading | None) -> bool:
    """Tell whether the list goes on: another such bullet, or the next number, before the list would end."""
    after_blank = False
    for line in lines[at + 1 : at + 1 + _LOOK_AHEAD]:
        if is_blank(line):
            after_blank = True
            continue
        other = read_marker(line)
        if other and abs(other.indent - marker.indent) < 2:
            if reading is None and other.glyph == marker.glyph:
                return True
            if reading and other.pattern == marker.pattern and other.may_mean(reading.counting, reading.value + 1):
                return True
        if not other and after_blank and indent_of(line) < marker.indent + 2:
            return False
        after_blank = False
    return False
