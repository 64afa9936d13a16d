"""The numbers of a meeting: of what is on its agenda, and of its minutes by the council's own pattern."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.compose.faults import ProseError
from reportgen.compose.view import View
from reportgen.model.audience import marked_exempt
from reportgen.model.council import MinuteNumbering
from reportgen.model.meeting import AgendaItem, Meeting
from reportgen.model.papers import PaperedItem
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style

BUSINESS: Final = "business"
PRIVATE_NOTICE: Final = "private_notice"
MEMBER_QUESTIONS: Final = "member_questions"
STANDING: Final = (
    "apologies",
    "urgent_business",
    "declarations",
    PRIVATE_NOTICE,
    "previous_minutes",
    "public_questions",
    MEMBER_QUESTIONS,
    "deputations",
    "petitions",
    "public_business",
)
"""The matters that a meeting deals with besides its items, by the names of their sections."""


AgendaNumbers = Mapping[object, str]
"""The number of everything on an agenda: of a standing matter by its name, else by list and position.

Under `minutes` and the position of an item stands the number of its minute, where the file states it.
"""


def agenda_numbers(meeting: Meeting, style: Style) -> AgendaNumbers:
    """Return the number of everything on the agenda of a whole meeting, so that all its copies number alike.

    They run on from one to the next in the order of the style's agenda; a stated number is kept, and where it is a
    plain number the next follows it. What is not on the agenda takes no number.
    """
    counter = _Counter()
    found: dict[object, str] = {}
    for part in style.sections.get("agenda", ()):
        if part == PRIVATE_NOTICE and meeting.private_meeting is None:
            continue
        if part == MEMBER_QUESTIONS and not meeting.member_questions:
            continue
        if part in STANDING:
            found[part] = counter.next(meeting.declarations_item if part == "declarations" else None)
        elif part == BUSINESS:
            exclusions = list(enumerate(meeting.exclusions))
            for place, item in enumerate(meeting.items):
                if exclusions and _is_private(item):
                    at, exclusion = exclusions.pop(0)
                    found["exclusions", at] = counter.next(exclusion.number)
                found["items", place] = counter.next(item.number)
                if stated := stated_minute(item):
                    found["minutes", place] = stated
            for at, exclusion in exclusions:
                found["exclusions", at] = counter.next(exclusion.number)
    return found


def twice_numbered(meeting: Meeting, numbers: AgendaNumbers) -> Iterator[tuple[FieldPath, str]]:
    """Yield the items and exclusions whose number something before them on the agenda has, and what is wrong."""
    taken: dict[str, str] = {}
    for what, number in numbers.items():
        if isinstance(what, tuple) and what[0] == "minutes":
            continue
        other = taken.setdefault(number, _called(meeting, what))
        if other != _called(meeting, what) and isinstance(what, tuple):
            yield (*what, "number"), f"The number {number} stands twice on the agenda: here, and at “{other}”."


def _called(meeting: Meeting, what: object) -> str:
    """Return what a part of the agenda is called, as the file has it."""
    if not isinstance(what, tuple):
        return str(what).replace("_", " ")
    kind, at = what
    if kind == "exclusions":
        return "the exclusion of press and public" if at == 0 else f"exclusion {at + 1} of press and public"
    item = meeting.items[at]
    paper = item.paper.report.title if isinstance(item, PaperedItem) else None
    return item.title or paper or item.id or f"entry {at + 1} of `items`"


def stated_minute(item: AgendaItem) -> str:
    """Return the number that a file states for the minute of an item; empty where it is worked out."""
    paper = item.paper.minutes if isinstance(item, PaperedItem) else None
    return item.minute_number or (paper.number if paper else None) or ""


def with_numbers(meeting: Meeting, numbers: AgendaNumbers) -> Meeting:
    """Return a meeting whose items bear their numbers on the agenda, by which all that names an item by its id does so.

    Raises ProseError where a resolution to exclude the public names what is no item, or one that is taken in public.
    """
    if ("items", 0) not in numbers:
        return meeting
    by_id = {item.id: numbers["items", at] for at, item in enumerate(meeting.items) if item.id}

    def named(name: str) -> str:
        return by_id.get(name, name)

    for at, exclusion in enumerate(meeting.exclusions):
        for place, name in enumerate(exclusion.items):
            wrong = _misnamed(named(name), meeting, numbers)
            if wrong:
                raise ProseError(("exclusions", at, "items", place), wrong, _in_private(meeting, numbers))
    changed: dict[str, object] = {
        "items": tuple(
            item.model_copy(
                update={
                    "number": numbers["items", at],
                    "exempt_considered": named(item.exempt_considered or "") or None,
                }
            )
            for at, item in enumerate(meeting.items)
        ),
        "exclusions": tuple(
            one.model_copy(update={"items": tuple(named(name) for name in one.items)}) for one in meeting.exclusions
        ),
    }
    if meeting.declarations:
        changed["declarations"] = tuple(
            one.model_copy(update={"item": named(one.item or "") or None}) for one in meeting.declarations
        )
    return meeting.model_copy(update=changed)


def _misnamed(name: str, meeting: Meeting, numbers: AgendaNumbers) -> str:
    """Return what is wrong with a number in a resolution to exclude the public; nothing where it names such an item."""
    on_it = {numbers["items", at]: item for at, item in enumerate(meeting.items)}
    if name not in numbers.values():
        return f"No item is called or numbered `{name}`."
    if name not in on_it:
        return f"Number {name} on the agenda is none of the items of business: nothing is taken there in private."
    item = on_it[name]
    if _is_private(item) or item.exempt_considered or next(marked_exempt(item), None) is not None:
        return ""
    return f"Item {name} is taken in public, and nothing of it is exempt."


def _in_private(meeting: Meeting, numbers: AgendaNumbers) -> str:
    """Return how to name the items that a resolution to exclude the public may be for."""
    places = [at for at, item in enumerate(meeting.items) if _is_private(item)] or range(len(meeting.items))
    on_it = ", ".join(f"`{numbers['items', at]}`" for at in places)
    return f"name the `id` of an item, or its number on the agenda: {on_it}"


def _is_private(item: AgendaItem) -> bool:
    """Return whether an item is taken without press and public, or not published as a whole."""
    return item.private or item.exempt is not None or (isinstance(item, PaperedItem) and item.paper.exempt is not None)


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
    return isinstance(item.value, Withheld) or (isinstance(item.value, AgendaItem) and _is_private(item.value))
