"""The numbers of a meeting: of what is on its agenda, and of its minutes by the council's own pattern."""

from dataclasses import dataclass
from typing import Final

from reportgen.compose.resolutions import in_order
from reportgen.compose.view import View
from reportgen.model.council import MinuteNumbering
from reportgen.model.meeting import Meeting
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style

BUSINESS: Final = "business"
STANDING: Final = (
    "apologies",
    "urgent_business",
    "declarations",
    "private_notice",
    "previous_minutes",
    "public_questions",
    "deputations",
    "petitions",
)
"""The matters that a meeting deals with besides its items, by the names of their sections."""


def agenda_numbers(meeting: View, style: Style) -> dict[object, str]:
    """Return the number of everything on the agenda: of a standing matter by its name, else by list and position.

    They run on from one to the next in the order of the style's agenda; a stated number is kept, and where it is a
    plain number the next follows it.
    """
    counter = _Counter()
    found: dict[object, str] = {}
    for part in style.sections.get("agenda", ()):
        if part in STANDING:
            stated_number = meeting.field("declarations_item").value if part == "declarations" else None
            found[part] = counter.next(stated_number)
        elif part == BUSINESS:
            exclusions = in_order(meeting.field("exclusions"))
            for item in in_order(meeting.field("items")):
                if exclusions and is_private(item):
                    _number_exclusion(exclusions.pop(0), counter, found)
                own = item.value.number if isinstance(item.value, Withheld) else item.field("number").value
                found["items", place_of(item)] = counter.next(own)
            for exclusion in exclusions:
                _number_exclusion(exclusion, counter, found)
    return found


def _number_exclusion(exclusion: View, counter: "_Counter", found: dict[object, str]) -> None:
    if not isinstance(exclusion.value, Withheld):
        found["exclusions", exclusion.path[-1]] = counter.next(exclusion.field("number").value)


@dataclass(slots=True)
class _Counter:
    last: int = 0

    def next(self, stated_number: object) -> str:
        """Return the next number, or the one that is stated."""
        if isinstance(stated_number, str) and stated_number:
            self.last = int(stated_number) if stated_number.isdecimal() else self.last
            return stated_number
        self.last += 1
        return str(self.last)


def minute_number(numbering: MinuteNumbering, running: int, place: int, agenda: str, meeting: View) -> str:
    """Return the number of a minute by the council's pattern; a part that is not known is left out."""
    if not isinstance(meeting.value, Meeting):
        return ""
    year = str(meeting.value.date.year)
    parts = {
        "n": str(running),
        "letter": chr(ord("a") + place % 26) * (place // 26 + 1),
        "item": agenda,
        "meeting": meeting.value.number or "",
        "year": year,
        "yy": year[-2:],
    }
    words = numbering.pattern
    for name, part in parts.items():
        words = words.replace(f"{{{name}}}", part)
    return words


def place_of(item: View) -> int:
    """Return the position of an item in the file, from 0."""
    path = item.value.path if isinstance(item.value, Withheld) else item.origin.path
    return next(step for step in path if isinstance(step, int))


def is_private(item: View) -> bool:
    """Return whether an item is taken without press and public."""
    return isinstance(item.value, Withheld) or item.field("private").value is True
