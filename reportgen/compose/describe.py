"""What a document says of itself: title, council, banner, markings, properties."""

from collections.abc import Iterable, Mapping
from datetime import date

from reportgen.base.source import FieldPath
from reportgen.compose.say import say
from reportgen.model.audience import is_open, marked_exempt
from reportgen.model.decision import Decision
from reportgen.model.header import Classification
from reportgen.model.meeting import Meeting
from reportgen.model.papers import PAPER, PaperedItem
from reportgen.model.record import Record
from reportgen.model.withheld import Withheld
from reportgen.style.style import Style


def paragraphs_in_words(paragraphs: Iterable[int]) -> str:
    """Return paragraphs of Schedule 12A in words: `paragraph 3`, `paragraphs 1 and 3`; empty for none."""
    numbers = [str(number) for number in sorted(set(paragraphs))]
    if len(numbers) < 2:
        return f"paragraph {numbers[0]}" if numbers else ""
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"


def withheld_value(withheld: Withheld, style: Style) -> str:
    """Return what a public copy prints in place of an exempt value."""
    words = paragraphs_in_words(withheld.paragraphs) or style.label("no_paragraph")
    return style.label("withheld_value").replace("{paragraphs}", words)


def withheld_part(withheld: Withheld, style: Style) -> str:
    """Return the line that says what was withheld and under which paragraph."""
    words = paragraphs_in_words(withheld.paragraphs) or style.label("no_paragraph")
    return style.label("withheld_part").replace("{what}", withheld.title).replace("{paragraphs}", words)


def marking(paragraphs: Iterable[int], style: Style) -> str:
    """Return what an exempt copy says on every page (SI 2012/2089, regulation 7(5); LGA 1972, section 100B(5))."""
    words = paragraphs_in_words(paragraphs)
    under = f"{words} of Part 1 of Schedule 12A" if words else "Schedule 12A"
    return style.label("marking").replace("{paragraphs}", under)


def date_carried(subject: Decision | Meeting, as_of: date | None) -> str:
    """Return the ISO date that a document carries: the one asked for, or the first that its meeting can be on."""
    if as_of is not None:
        return as_of.isoformat()
    meeting = subject.meeting if isinstance(subject, Decision) else subject
    return meeting.date.earliest.isoformat()


def title_of(subject: Decision | Meeting, style: Style) -> str:
    """Return the title of the document: the report's, or the body and date of the meeting."""
    if isinstance(subject, Decision):
        title = subject.report.title
        return title if isinstance(title, str) else style.label("not_for_publication")
    return f"{subject.title or subject.body}, {say(subject.date, style)}"


def subject_of(subject: Decision | Meeting, kind: str, style: Style) -> str:
    """Return what a document's properties say it is about: the kind of document, and the body and date it is for."""
    meeting = subject.meeting if isinstance(subject, Decision) else subject
    words = style.label(f"kind_{kind.replace('-', '_')}") or kind.replace("-", " ").capitalize()
    return f"{words}, {meeting.body}, {say(meeting.date, style)}"


def keywords_of(subject: Decision | Meeting) -> tuple[str, ...]:
    """Return the words under which a published file should be found, each once, however it is written first."""
    if not isinstance(subject, Decision):
        return (subject.body,)
    service = subject.report.service
    first: dict[str, str] = {}
    for word in (*subject.report.keywords, *((service,) if isinstance(service, str) else ())):
        first.setdefault(word.casefold(), word)
    return tuple(first.values())


def classification_of(subject: Decision | Meeting, style: Style) -> str:
    """Return the classification as the style words it; a meeting has none of its own."""
    return say(subject.report.classification, style) if isinstance(subject, Decision) else ""


NUMBERED: Mapping[str, str] = {
    "recommendations": "recommendation",
    "appendices": "appendix",
    "options": "option",
    "risks": "risk",
    "resolutions": "resolution",
}
"""The lists of a decision or item whose entries carry numbers, and what one of them is called when referred to."""


def item_prefix(path: FieldPath) -> str:
    """Return what parts the places of one item of a meeting from those of another, as `item4-`; empty elsewhere."""
    match path:
        case ("items", int(place), *_):
            return f"item{place + 1}-"
        case _:
            return ""


def _numbered(subject: Record, path: FieldPath) -> tuple[str, str] | None:
    """Return what the numbered entry that a path leads to is called, and its number."""
    match path:
        case ("items", int(place), *rest) if isinstance(subject, Meeting):
            item = subject.items[place]
            inner = item.paper if rest[:1] == [PAPER] and isinstance(item, PaperedItem) else item
            return _numbered(inner, tuple(rest[1:] if inner is not item else rest))
        case ("minutes", *rest) if isinstance(subject, Decision) and subject.minutes is not None:
            return _numbered(subject.minutes, tuple(rest))
        case (str(name), int(place), *_) if name in NUMBERED:
            listed = getattr(subject, name, ())
            number = getattr(listed[place], "number", None) if place < len(listed) else None
            return (NUMBERED[name], number) if isinstance(number, str) else None
        case _:
            return None


def entry_name(subject: Record, path: FieldPath) -> str:
    """Return the id of the entry that a path leads to, as `recommendation-2`; empty where it has none."""
    found = _numbered(subject, path)
    return f"{item_prefix(path)}{found[0]}-{found[1]}".lower().replace(" ", "-") if found else ""


def stated_number(subject: Record, path: FieldPath) -> int | None:
    """Return the number that the record gives the entry that a path leads to, where it is a plain number."""
    found = _numbered(subject, path)
    return int(found[1]) if found and found[1].isdecimal() else None


def classed(subject: Decision | Meeting) -> Decision | Meeting:
    """Return a decision that is classed as open, or not at all, as exempt or part exempt where it is."""
    if not isinstance(subject, Decision) or subject.report.classification is not Classification.OPEN:
        return subject
    if is_open(subject) or not any(True for _ in marked_exempt(subject)):
        return subject
    whole = subject.exempt is not None
    classed_as = Classification.EXEMPT if whole else Classification.PART_EXEMPT
    report = subject.report.model_copy(update={"classification": classed_as})
    return subject.model_copy(update={"report": report})
