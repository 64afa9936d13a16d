"""Dates and times in words, as documents print them, to what a file holds."""

import re

from pydantic_core import PydanticCustomError

from reportgen.edit.refused import Refused, sentence_of
from reportgen.model.values import Day, DaySpan, read_clock

_SLASHES = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_BETWEEN = re.compile(r"\s+(?:to|until|and)\s+|\s*[–—]\s*")
_PART_OF_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?(?: [A-Z][a-z]+)?|[A-Z][a-z]+")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def day_written(words: str, old: Day | None, old_text: str) -> str | Refused:
    """Return a date as the file's author writes dates there; refused where the words say less than the file knows."""
    day = read_day(words)
    if isinstance(day, Refused):
        return day
    if day.weekday and day.exact and _WEEKDAYS[day.exact.weekday()] != day.weekday:
        right = _WEEKDAYS[day.exact.weekday()]
        return Refused(f"`{words}` is a {right}, not a {day.weekday}: put the date or the day of the week right.")
    if old is not None and (day.year, day.month, day.day) == (old.year, old.month, old.day):
        return old_text
    if old is not None and _closeness(day) < _closeness(old):
        return Refused(f"`{words}` says less than the file, which holds `{old}`: write the {old.precision} as well.")
    if old_text and not _ISO.fullmatch(old_text.strip()):
        return day_in_words(day)
    return str(day)


def span_written(words: str, old: DaySpan | None, old_tree: object) -> object:
    """Return a stretch of time as the file's author wrote it there: in one text, or as `from` and `to`."""
    first, _, last = _parted(words)
    start = read_day(_with_rest(first, last))
    end = read_day(last)
    if isinstance(start, Refused):
        return start
    if isinstance(end, Refused):
        return end
    if old is not None and (start, end) == (old.start, old.end):
        return old_tree
    for day, held in ((start, old.start), (end, old.end)) if old is not None else ():
        if _closeness(day) < _closeness(held):
            return Refused(f"`{words}` says less than the file, which holds `{old}`: write the whole dates.")
    if isinstance(old_tree, dict):
        return {"from": str(start), "to": str(end)}
    return str(start) if start == end else f"{start} to {end}"


def read_day(words: str) -> Day | Refused:
    """Return the date that words mean; figures with strokes are read as here they are: the day, the month, the year."""
    if found := _SLASHES.fullmatch(words):
        day, month, year = (int(part) for part in found.groups())
        words = f"{year:04}-{month:02}-{day:02}"
    try:
        return Day.read(words)
    except PydanticCustomError as error:
        return Refused(sentence_of(error))


def clock_written(words: str, old_text: str) -> str | Refused:
    """Return a time of day as the file's author writes it there."""
    try:
        clock = read_clock("00:00" if words.lower() == "midnight" else words)
    except PydanticCustomError as error:
        return Refused(sentence_of(error))
    if old_text and read_clock(old_text) == clock:
        return old_text
    in_figures = not old_text or re.fullmatch("[0-9]{1,2}:[0-9]{2}", old_text) or words.lower() == "midnight"
    return f"{clock.hour:02}:{clock.minute:02}" if in_figures else words


def day_in_words(day: Day) -> str:
    """Return a date as `24 October 2024`, or as much of it as is known."""
    if not day.month:
        return str(day.year)
    month = f"{day.earliest:%B} {day.year}"
    return f"{day.day} {month}" if day.day else month


def _closeness(day: Day) -> int:
    return ("year", "month", "day").index(day.precision)


def _parted(words: str) -> tuple[str, str, str]:
    found = _BETWEEN.search(words)
    return (words[: found.start()], found[0], words[found.end() :]) if found else (words, "", words)


def _with_rest(first: str, last: str) -> str:
    """Return the first of two dates with the month and year that it shares with the second and is printed without."""
    if not _PART_OF_DAY.fullmatch(first):
        return first
    rest = last.split(" ")
    return " ".join([first, *rest[-1 if " " in first or not first[0].isdigit() else -2 :]])
