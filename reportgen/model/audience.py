"""Who a document is for, and what is taken out of the record before it is composed for them.

The public gets nothing that is marked exempt (Local Government Act 1972, section 100A and Schedule 12A; SI 2012/2089,
regulations 7 and 20); members' exempt copies hold it; officers' notes to one another are in neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from reportgen.base.source import FieldPath
from reportgen.model.decision import Decision
from reportgen.model.header import Classification, Report
from reportgen.model.papers import PAPER, PaperedItem
from reportgen.model.record import Record, by_key, facts, stated_fields
from reportgen.model.references import ProseReference, split
from reportgen.model.story import Held, Section
from reportgen.model.values import Exemptible, Exemption, Money, Passage, Prose
from reportgen.model.walk import SINGLE, value_at
from reportgen.model.withheld import Remaining, Withheld, named_by, neutral_id, passage_title

Subject = TypeVar("Subject", bound=Record)

_HOLDERS = (Record, tuple, Prose, Money)
"""The types of value that can be exempt or hold something that is."""


class Audience(StrEnum):
    """Who a copy is for."""

    PUBLIC = "public"
    EXEMPT = "exempt"
    INTERNAL = "internal"


@dataclass(frozen=True)
class Withholding(Generic[Subject]):
    """A record as an audience may see it, and what was taken out, in the order of the record."""

    subject: Subject
    withheld: tuple[Withheld, ...] = ()

    def path_of(self, path: FieldPath) -> FieldPath:
        """Return the path, in the record as it was written, of what stands at a path of `subject`."""
        if not self.withheld:
            return path
        value: object = self.subject
        steps: list[str | int] = []
        for place, step in enumerate(path):
            if isinstance(value, Prose):
                return (*steps, *path[place:])
            if isinstance(value, tuple) and isinstance(step, int):
                known = step < len(value)
                steps.append(value.positions[step] if known and isinstance(value, Remaining) else step)
                value = value[step] if known else None
            else:
                steps.append(step)
                value = _field(value, step)
        return tuple(steps)


def _field(value: object, key: str | int) -> object:
    if isinstance(value, Record) and isinstance(key, str):
        fact = by_key(type(value)).get(key)
        return value.__dict__.get(fact.attribute) if fact else None
    return None


def withhold(subject: Subject, audience: Audience) -> Withholding[Subject]:
    """Return a record as an audience may see it. Nothing that is taken out can be reached from what is returned.

    Each of the decisions in a meeting is dealt with as it would be by itself.
    """
    if is_open(subject):
        return Withholding(subject)
    made, withheld = _withheld(subject, audience, (), ())
    return Withholding(made, tuple(withheld))


def is_open(subject: Record) -> bool:
    """Return whether nothing in a record is exempt or internal, so that every audience may see it as it is."""
    waiting: list[object] = [subject]
    while waiting:
        held = waiting.pop()
        if isinstance(held, Record):
            values = held.__dict__
            internal = [values[name] for name in _internal_names(type(held))]
            if values.get("exempt") is not None or _whole_exemption(held) or any(v not in (None, ()) for v in internal):
                return False
            waiting += [value for value in values.values() if type(value) not in SINGLE]
        elif isinstance(held, tuple):
            waiting += held
        elif isinstance(held, Money) and held.exempt is not None:
            return False
        elif isinstance(held, Prose):
            for passage in held.passages:
                if passage.exempt is not None:
                    return False
    return True


@cache
def _internal_names(kind: type[Record]) -> tuple[str, ...]:
    return tuple(fact.attribute for fact in facts(kind) if fact.internal)


def _withheld(
    subject: Subject, audience: Audience, path: FieldPath, titles: tuple[str, ...]
) -> tuple[Subject, list[Withheld]]:
    walk = _Walk(audience, _marks_of(subject, path) if audience is Audience.PUBLIC else _Marks())
    whole = _whole_exemption(subject) if audience is Audience.PUBLIC else None
    made = walk.notice(subject, whole, path, titles) if whole else walk.record(subject, path, titles)
    return made, walk.withheld


def _whole_exemption(subject: Record) -> Exemption | None:
    """Return the exemption of a decision whose whole report is not for publication."""
    if not isinstance(subject, Decision):
        return None
    if subject.exempt is not None:
        return subject.exempt
    return Exemption() if subject.report.classification is Classification.EXEMPT else None


def _exemption_of(value: object) -> Exemption | None:
    return value.exempt if isinstance(value, (Money, Exemptible)) else None


def marked_exempt(value: object) -> Iterator[Record | Money | Passage]:
    """Yield the records, sums and passages that are exempt in a value, none that is marked within another that is."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, Record):
            if held.__dict__.get("exempt") is not None:
                yield held
            else:
                waiting += [value for value in held.__dict__.values() if type(value) not in SINGLE]
                if isinstance(held, Decision):
                    yield from _held_by_exempt_sections(held)
        elif isinstance(held, tuple):
            waiting += held
        elif isinstance(held, Money):
            if held.exempt is not None:
                yield held
        elif isinstance(held, Prose):
            yield from (passage for passage in held.passages if passage.exempt is not None)


def _held_by_exempt_sections(decision: Decision) -> Iterator[Record | Passage]:
    """Yield the records and texts that stand in sections marked exempt, and so are exempt with them."""
    marks = _Marks()
    for exempt in _exempt_sections(decision.narrative, ()):
        _claim(decision, (), exempt, marks)
    for path in marks.claimed:
        held = value_at(decision, path)
        if isinstance(held, Prose):
            yield from held.passages
        else:
            yield from held if isinstance(held, tuple) else (held,) if isinstance(held, Record) else ()


@dataclass(frozen=True, slots=True)
class _Marks:
    """What in a record a public copy may not name, gathered before anything is taken out."""

    ids: dict[str, dict[str, Withheld]] = field(default_factory=dict)
    """Of each list, the ids of its exempt elements with what stands for each."""
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of each kind of place that a text refers to, the ids of those withheld with the ids that they have instead."""
    claimed: dict[FieldPath, Exemption] = field(default_factory=dict)
    """What exempt sections hold that is written elsewhere in the file, by its path."""

    def __bool__(self) -> bool:
        return bool(self.ids or self.places or self.claimed)


def _marks_of(subject: Record, path: FieldPath) -> _Marks:
    """Return what is marked exempt in the record at a path."""
    marks = _Marks()
    if isinstance(subject, Decision):
        for at, section, exemption in _exempt_sections(subject.narrative, (*path, "narrative")):
            _claim(subject, path, (at, section, exemption), marks)
    for fact in facts(type(subject)):
        held = subject.__dict__.get(fact.attribute)
        for place, element in enumerate(held if isinstance(held, tuple) else ()):
            own = (*path, fact.key, place)
            mark = _exemption_of(element) or marks.claimed.get(own)
            name = element.__dict__.get("id") if mark and isinstance(element, Record) else None
            if mark and name:
                made = _stand_in(mark, own, (_called(element, place),), element)
                marks.ids.setdefault(fact.key, {})[name] = made
                if kind := _PLACES.get(fact.key):
                    marks.places.setdefault(kind, {})[_plain_id(name)] = neutral_id(own)
    return marks


_PLACES = {"tables": "table", "charts": "figure"}


def _plain_id(name: str) -> str:
    return name.replace("_", "-")


_ExemptSection = tuple[FieldPath, Section, Exemption]


def _exempt_sections(sections: tuple[Section, ...], path: FieldPath) -> Iterator[_ExemptSection]:
    """Yield the sections that are marked exempt, with their paths; not those within them, which are so too."""
    for place, section in enumerate(sections):
        if section.exempt is not None:
            yield (*path, place), section, section.exempt
        else:
            yield from _exempt_sections(section.sections, (*path, place, "sections"))


def _claim(decision: Decision, path: FieldPath, exempt: _ExemptSection, marks: _Marks) -> None:
    """Gather the ids of an exempt section and those within it, and all that stands in them."""
    at, section, exemption = exempt
    own = [section, *_within(section)]
    ids = {one.id for one in own if one.id}
    marks.places.setdefault("section", {}).update((_plain_id(name), neutral_id(at)) for name in ids)
    for key, names in (("tables", "section"), ("charts", "section"), ("timetable", "part")):
        for place, row in enumerate(getattr(decision, key)):
            if getattr(row, names) in ids:
                marks.claimed[(*path, key, place)] = exemption
    for held in _told_in(own):
        where = ("engagement", held.value) if held in _OF_ENGAGEMENT else (held.value,)
        if value_at(decision, where):
            marks.claimed[(*path, *where)] = exemption


_OF_ENGAGEMENT = (Held.THEMES, Held.LIMITS)
"""What sections may hold that is a part of the engagement."""


def _told_in(sections: list[Section]) -> tuple[Held, ...]:
    """Return what stands in sections and so nowhere else: what they hold, or are called by their id."""
    named = [held for held in Held for one in sections if held in one.holds or (one.id or "").replace("-", "_") == held]
    return tuple(dict.fromkeys(named))


def _within(section: Section) -> Iterator[Section]:
    for inner in section.sections:
        yield inner
        yield from _within(inner)


def _called(element: object, place: int) -> str:
    name = type(element).called if isinstance(element, Record) else "Entry"
    number = getattr(element, "number", None) or place + 1
    head, of, tail = (name or "Entry").partition(" of ")
    return f"{head} {number}{of}{tail}"


def _stand_in(exemption: Exemption, path: FieldPath, titles: tuple[str, ...], value: object = None) -> Withheld:
    number = getattr(value, "number", None) if isinstance(value, Record) else None
    title = exemption.public_title or named_by(titles)
    reason = exemption.public_reason or ""
    return Withheld(exemption.paragraphs, path, title, reason, str(number or ""), exemption.public_title or "", titles)


class _Walk:
    """One pass over a record, that gathers what it takes out."""

    def __init__(self, audience: Audience, marks: _Marks) -> None:
        self.audience = audience
        self.marks = marks
        self.withheld: list[Withheld] = []

    @property
    def public(self) -> bool:
        return self.audience is Audience.PUBLIC

    def record(self, record: Subject, path: FieldPath, titles: tuple[str, ...]) -> Subject:
        changed: dict[str, Any] = {}
        for fact, held in stated_fields(record):
            if fact.internal and self.audience is not Audience.INTERNAL:
                changed[fact.attribute] = _empty(held)
                continue
            if fact.names and self.marks.ids:
                made = self._names(held, fact.names)
            elif isinstance(held, _HOLDERS):
                made = self._value(held, (*path, fact.key), (*titles, fact.title))
            else:
                continue
            if made is not held:
                changed[fact.attribute] = made
        return _with(record, changed) if changed else record

    def _value(self, value: Any, path: FieldPath, titles: tuple[str, ...]) -> Any:
        exemption = self._exemption(value, path)
        if exemption is not None:
            taken = self._take(_stand_in(exemption, path, titles, value))
            if isinstance(value, Section):
                return _place_of_section(value, taken)
            return Remaining((), (), (taken,)) if isinstance(value, tuple) else taken
        if isinstance(value, Decision):
            made, inner = _withheld(value, self.audience, path, titles[:1])
            self.withheld += inner
            return made
        if isinstance(value, PaperedItem):
            return self._papered(value, path, titles)
        if isinstance(value, Record):
            return self.record(value, path, titles)
        if isinstance(value, tuple):
            return self._elements(value, path, titles)
        if isinstance(value, Prose) and self.public:
            return self._prose(value, path, titles)
        return value

    def _exemption(self, value: object, path: FieldPath) -> Exemption | None:
        if not self.public or isinstance(value, Decision):
            return None
        return _exemption_of(value) or self.marks.claimed.get(path)

    def _papered(self, item: PaperedItem, path: FieldPath, titles: tuple[str, ...]) -> PaperedItem:
        """Return an item of a meeting, whose texts refer to the fields of the decision that it takes."""
        inner = _Walk(self.audience, _marks_of(item.paper, (*path, PAPER)) if self.public else _Marks())
        made = inner.record(item, path, titles)
        self.withheld += inner.withheld
        return made

    def _elements(self, elements: tuple[Any, ...], path: FieldPath, titles: tuple[str, ...]) -> tuple[Any, ...]:
        kept: list[Any] = []
        positions: list[int] = []
        taken: list[Withheld] = []
        for place, element in enumerate(elements):
            own_titles = (*titles[:-1], _called(element, place)) if isinstance(element, Record) else titles
            made = self._value(element, (*path, place), own_titles)
            if isinstance(made, Withheld) and not isinstance(element, Withheld):
                taken.append(made)
            else:
                kept.append(made)
                positions.append(place)
        if taken:
            return Remaining(kept, positions, taken)
        return elements if all(a is b for a, b in zip(kept, elements, strict=True)) else tuple(kept)

    def _prose(self, prose: Prose, path: FieldPath, titles: tuple[str, ...]) -> Prose | Withheld:
        kept: list[Passage] = []
        positions: list[int] = []
        taken: list[Withheld] = []
        alone = all(passage.exempt for passage in prose.passages)
        for place, passage in enumerate(prose.passages):
            if passage.exempt is None:
                kept.append(self._masked(passage))
                positions.append(place)
            else:
                named = titles if alone else (*titles, passage_title(place))
                taken.append(self._take(_stand_in(passage.exempt, (*path, *passage.steps), named)))
        if not kept:
            paragraphs = sorted({number for one in taken for number in one.paragraphs})
            return Withheld(tuple(paragraphs), path, taken[0].title, taken[0].reason)
        if not taken and all(a is b for a, b in zip(kept, prose.passages, strict=True)):
            return prose
        return Prose(Remaining(kept, positions, taken) if taken else tuple(kept))

    def _masked(self, passage: Passage) -> Passage:
        """Return a passage in which no reference spells the id of something exempt; its length stays the same."""
        if not self.marks or "{{" not in passage.text:
            return passage
        text = "".join(
            self._masked_reference(passage.text, piece) if isinstance(piece, ProseReference) else piece
            for piece in _pieces(passage.text)
        )
        return passage if text == passage.text else Passage(text, None, passage.steps)

    def _masked_reference(self, text: str, reference: ProseReference) -> str:
        written = text[reference.start : reference.end]
        if len(reference.names) < 2:
            return written
        kind, name = reference.names[:2]
        place = self.marks.places.get(kind, {}).get(_plain_id(name))
        if stand_in := self.marks.ids.get(kind, {}).get(name):
            place = stand_in.number or str(int(stand_in.path[-1]) + 1)
        if place is None:
            return written
        names = ".".join((kind, place, *reference.names[2:]))
        shown = " | ".join((names, *reference.filters))
        return "{{ " + shown.ljust(len(written) - 6) + " }}"

    def _names(self, held: Any, lists: tuple[str, ...]) -> Any:
        """Return a field that names elements of lists, without the ids of those that are withheld."""
        marked = {name: one for key in lists for name, one in self.marks.ids.get(key, {}).items()}
        if isinstance(held, str):
            return marked.get(held, held)
        if not any(name in marked for name in held):
            return held
        kept = [(place, name) for place, name in enumerate(held) if name not in marked]
        taken = [marked[name] for name in held if name in marked]
        return Remaining((name for _, name in kept), (place for place, _ in kept), taken)

    def notice(self, subject: Subject, exemption: Exemption, path: FieldPath, titles: tuple[str, ...]) -> Subject:
        """Return what a public notice may say of a record that is exempt as a whole."""
        self._take(_stand_in(exemption, path, (*titles, "The report")))
        return self._notice_only(subject, exemption, path)

    def _notice_only(self, record: Subject, exemption: Exemption, path: FieldPath) -> Subject:
        changed: dict[str, Any] = {}
        for fact in facts(type(record)):
            held = record.__dict__.get(fact.attribute)
            own = (*path, fact.key)
            if held is None or held == ():
                continue
            if fact.internal:
                changed[fact.attribute] = _empty(held)
            elif not fact.notice:
                changed[fact.attribute] = None if fact.attribute == "exempt" else _nothing(held, exemption, own)
            elif isinstance(held, Record) and any(f.notice for f in facts(type(held))):
                changed[fact.attribute] = self._notice_only(held, exemption, own)
            else:
                changed[fact.attribute] = self._value(held, own, (fact.title,))
        if isinstance(record, Report) and exemption.public_title:
            changed["title"] = exemption.public_title
        return _with(record, changed)

    def _take(self, withheld: Withheld) -> Withheld:
        self.withheld.append(withheld)
        return withheld


def _place_of_section(section: Section, taken: Withheld) -> Section:
    """Return a section with its place and nothing else, so that those after it keep their numbers.

    What it holds is named, since that would otherwise get a section of its own; what that says is withheld.
    """
    stands_for: dict[str, Any] = {"id": neutral_id(taken.path), "title": taken.public_title or taken, "text": taken}
    return Section.model_construct(**stands_for, holds=_told_in([section, *_within(section)]))


def _reason(exemption: Exemption) -> str:
    return exemption.public_reason or ""


def _empty(held: object) -> object:
    return () if isinstance(held, tuple) else None


def _nothing(held: object, exemption: Exemption, path: FieldPath) -> object:
    stand_in = Withheld(exemption.paragraphs, path, exemption.public_title or "The report", _reason(exemption))
    return Remaining((), (), (stand_in,)) if isinstance(held, tuple) else stand_in


def _with(record: Subject, changed: dict[str, Any]) -> Subject:
    """Return a copy of a record with some fields changed, unchecked: what stands in is not of the field's type."""
    made = record.model_copy()
    made.__dict__.update(changed)
    return made


def _pieces(text: str) -> Iterator[str | ProseReference]:
    for piece in split(text):
        yield piece if isinstance(piece, (str, ProseReference)) else text[piece.start : piece.end]
