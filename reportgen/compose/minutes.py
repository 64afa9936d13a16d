"""What the templates of minutes, agendas and decision records are given: items, numbers, votes, days that follow.

The minute of an item is the same whether it stands alone or among the others of its meeting: what the meeting's file
says of it comes first, then what its decision's file says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportgen.base.finding import Finding
from reportgen.base.source import Sources
from reportgen.compose.agenda import AgendaNumbers, is_private, minute_number, place_of
from reportgen.compose.describe import item_prefix, paragraphs_in_words
from reportgen.compose.found import found_in_field
from reportgen.compose.grid import pairs
from reportgen.compose.resolutions import in_order, resolutions_box, stands
from reportgen.compose.view import Hole, Shown, View
from reportgen.compose.votes import vote_sentences
from reportgen.compose.wording import inlines_of, joined, sentence, shown_line
from reportgen.document.nodes import Inline, LineBreak, Text, Value
from reportgen.document.walk import plain_text
from reportgen.model.call_in import EXECUTIVE, call_in_dates
from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.papers import PaperedItem
from reportgen.model.record import Record
from reportgen.model.values import Day
from reportgen.model.withheld import Remaining, Withheld
from reportgen.style.style import Style

REPORT: Final = "report"
MINUTES: Final = "minutes"
MINUTE: Final = "minute"
RECORD: Final = "decision-record"

_WORD: Final = re.compile(r"[^\W\d_]{4}")
"""What a number such as CAB/45 has not."""


def sections_name(subject: Decision | Meeting, kind: str) -> str:
    """Return the name under which a style lists the sections of a kind: `minute` for the minutes of one item."""
    return MINUTE if kind == MINUTES and isinstance(subject, Decision) else kind


def lacks(subject: Decision | Meeting, kind: str, sources: Sources) -> tuple[Finding, ...]:
    """Return findings where a decision is to be minuted or recorded, and its file doesn't say what was decided.

    Every recommendation has to be disposed of (SI 2012/2089, regulation 12(2)(a)): nothing is taken for agreed.
    """
    if isinstance(subject, Decision):
        if kind not in (MINUTES, RECORD) or (subject.minutes is not None and bool(subject.minutes.resolutions)):
            return ()
        hint = (
            "add `minutes:` with `resolutions:`, one for each recommendation, each with its `outcome`, here or to the "
            "item of the meeting's file, in the folder `meetings`, that takes this decision"
        )
        message = "This file doesn't say what became of the recommendations."
        return (found_in_field(sources, ("recommendations",), "NO-OUTCOME", message, hint=hint),)
    if kind != MINUTES:
        return ()
    hint = "add `as_recommended: yes`, or `resolutions:` with what became of each recommendation"
    message = "This item takes a decision, and nothing says what became of its recommendations."
    return tuple(
        found_in_field(sources, ("items", place, "decision"), "NO-OUTCOME", message, hint=hint)
        for place, item in enumerate(subject.items)
        if isinstance(item, PaperedItem) and not _disposed(item)
    )


def _disposed(item: PaperedItem) -> bool:
    if item.as_recommended or item.resolutions or item.exempt is not None:
        return True
    return item.paper.minutes is not None and bool(item.paper.minutes.resolutions)


def minute_functions(subject: View, council: Council, style: Style, numbers: AgendaNumbers) -> dict[str, object]:
    """Return what the templates of minutes, agendas and records are given for one rendering."""
    scope, desk = subject.scope, Desk(subject, council, style, numbers)

    def table(rows: Sequence[tuple[str, View | tuple[Inline, ...]]], summary: str) -> Shown | str:
        made = pairs(rows, style, summary=style.label(summary))
        return Shown(Hole(blocks=(made,)), scope) if made.body else ""

    return {
        "minute_sections": style.sections.get(MINUTE, ()),
        "worded": lambda label, things: shown_line(sentence(label, things, style), scope),
        "together": lambda listed: shown_line(joined(list(listed)), scope),
        "given": lambda listed: listed.value is not None,
        "item_minute": lambda: desk.matter(subject, View(None, (), scope)),
        "business": lambda: desk.business(),
        "standing": lambda name: desk.standing(name),
        "loose_events": lambda: desk.loose_events(),
        "interests": lambda listed: desk.interests(listed),
        "votes": lambda motion: [shown_line(said, scope) for said in vote_sentences(motion, style)],
        "meeting_table": lambda: table(desk.meeting_rows(), "meeting_summary"),
        "agenda_table": lambda: table(desk.agenda_rows(), "meeting_summary"),
        "record_table": lambda: table(desk.record_rows(), "record_summary"),
        "call_in": lambda: desk.call_in(),
    }


@dataclass(slots=True)
class Desk:
    """The clerk's desk for one rendering: the subject, and the number of the minute that comes next."""

    subject: View
    council: Council
    style: Style
    agenda: AgendaNumbers
    minutes_so_far: int = 0
    events: list[View] = field(default_factory=list)

    def __post_init__(self) -> None:
        if isinstance(self.subject.value, Meeting):
            self.events = in_order(self.subject.field("events"))

    # One item --------------------------------------------------------------------------------------------------

    def matter(self, decision: View, item: View) -> dict[str, object]:
        """Return what there is to say of one decision: by itself, or as an item of a meeting."""
        report, minutes = decision.field("report"), decision.field("minutes")

        def own(name: str) -> View:
            """Return what the meeting's file says."""
            return _part(item, name)

        def said(name: str) -> View:
            """Return what the meeting's file says, else the minute in the decision's."""
            return own(name) if own(name) or stands(own(name)) else _part(minutes, name)

        return {
            "kind": "item",
            "decision": decision,
            "title": own("title") or report.field("title"),
            "minute_number": own("minute_number") or _part(minutes, "number"),
            "report_of": own("report_of") or report.field("report_of"),
            "introduced_by": said("introduced_by") or report.field("introduced_by"),
            "purpose": report.field("purpose"),
            "text": own("text") or _part(minutes, "note"),
            "urgent": own("urgent").value is True,
            "urgency": own("urgency_reason"),
            "intro": said("intro"),
            "points": said("points"),
            "questions": public(said("questions")),
            "exempt": self._exempt(item, minutes),
            "motions": motions(own("motions")),
            "resolutions": self._resolutions(decision, said("resolutions"), item),
            "reasons": own("reasons") or _part(decision.field("decision"), "reasons") or decision.field("reasons"),
            "options": rejected(decision),
            "alternatives": said("alternatives"),
            "actions": public(own("actions")),
            "documents": public(decision.field("supporting_documents")),
        }

    def _resolutions(self, decision: View, listed: View, item: View) -> Shown | str:
        agreed = _part(item, "as_recommended").value is True
        if not agreed and not stands(listed):
            return ""
        prefix = item_prefix(item.origin.path)
        box = resolutions_box(decision, listed, prefix, self.style)
        return Shown(Hole(blocks=(box,)), self.subject.scope) if box else ""

    def _exempt(self, item: View, minutes: View) -> dict[str, object] | str:
        """Return the exempt information that was considered with an item: its number and paragraphs."""
        considered = _part(minutes, "exempt_considered")
        number = _part(item, "exempt_considered") or _part(considered, "item_no")
        if not number and not considered:
            return ""
        return {"item": number, "paragraphs": paragraphs_words(_part(considered, "paragraphs"))}

    # The meeting -----------------------------------------------------------------------------------------------

    def business(self) -> list[dict[str, object]]:
        """Return the items in order, with resolutions to exclude the public and events where they belong."""
        matters = list(self._business())
        headed = {
            plain_text(inlines_of(matter["agenda_number"])): plain_text(inlines_of(matter["minute_number"]))
            for matter in matters
            if matter["kind"] in ("item", "withheld")
        }
        for matter in matters:
            if matter["kind"] == "exclusion":
                matter["minuted"] = {**matter, "listed": self._minuted(matter["listed"], headed)}
        return matters

    def _minuted(self, listed: object, headed: Mapping[str, str]) -> list[tuple[Inline, ...]]:
        """Return the items that a resolution names by their numbers on the agenda, each with that of its minute."""
        said = []
        for one in listed if isinstance(listed, View) else ():
            number = inlines_of(one)
            minute = headed.get(plain_text(number), "").strip(" .()")
            also = (Text(" ("), *sentence("minuted_as", {"minute": minute}, self.style), Text(")"))
            said.append((*number, *also) if minute and minute != plain_text(number) else number)
        return said

    def _business(self) -> Iterator[dict[str, object]]:
        exclusions = in_order(self.subject.field("exclusions"))
        away: View | None = None
        for item in in_order(self.subject.field("items")):
            if away is not None and not is_private(item):
                yield from self._readmission(away)
                away = None
            for event in self._events_before(item):
                yield {"kind": "event", "words": self.event(event)}
            if exclusions and is_private(item):
                away = exclusions.pop(0)
                yield from self._exclusion(away)
            yield self._item(item)
        if away is not None:
            yield from self._readmission(away)
        for exclusion in exclusions:
            yield from self._exclusion(exclusion)
            yield from self._readmission(exclusion)

    def _readmission(self, exclusion: View) -> Iterator[dict[str, object]]:
        """Yield that press and public came back, where the file says when: after the last item without them."""
        if not isinstance(exclusion.value, Withheld) and exclusion.field("readmitted"):
            words = sentence("readmitted_at", exclusion, self.style)
            yield {"kind": "event", "words": shown_line(words, self.subject.scope)}

    def _events_before(self, item: View) -> list[View]:
        hidden = item.value if isinstance(item.value, Withheld) else None
        names = [hidden.number] if hidden else [item.field(name).value for name in ("number", "id")]
        return [event for event in self.events if _part(event, "before_item").value in [name for name in names if name]]

    def _item(self, item: View) -> dict[str, object]:
        agenda = self.agenda.get(("items", place_of(item)), "")
        if isinstance(item.value, Withheld):
            title = View(item.value.title, item.path, item.scope)
            paragraphs = paragraphs_in_words(item.value.paragraphs)
            number = self._stated_number(item)
            return {"kind": "withheld", "title": title, "paragraphs": paragraphs, **self._numbers(agenda, number)}
        nothing = View(None, item.path, item.scope)
        made = self.matter(item.field("paper") if isinstance(item.value, PaperedItem) else nothing, item)
        numbers = self._numbers(agenda, made["minute_number"] or self._stated_number(item))
        private = item.field("private").value is True
        paragraphs = paragraphs_words(item.field("paragraphs"))
        return {**made, **numbers, "private": private, "paragraphs": paragraphs}

    def _stated_number(self, item: View) -> Shown | str:
        """Return the number that the file states for the minute of an item that this copy may lack.

        One that holds a word is not printed, since that could disclose something; the next minute counts on as it does
        in the members' copy.
        """
        stated = self.agenda.get(("minutes", place_of(item)), "")
        words = () if _WORD.search(stated) else (Value(stated),)
        return Shown(Hole(inlines=words), self.subject.scope) if stated else ""

    def _exclusion(self, exclusion: View) -> Iterator[dict[str, object]]:
        if isinstance(exclusion.value, Withheld):
            return
        agenda = self.agenda.get(("exclusions", exclusion.path[-1]), "")
        names = ("text", "time", "proposer", "seconder")
        yield {
            "kind": "exclusion",
            **{name: exclusion.field(name) for name in names},
            "listed": exclusion.field("items"),
            "noun": self.style.label("items" if len(exclusion.field("items")) > 1 else "item"),
            "wording": "exclusion_executive" if self._is_executive() else "exclusion_other",
            "paragraphs": paragraphs_words(exclusion.field("paragraphs")),
            **self._numbers(agenda, exclusion.field("minute_number")),
        }

    def _is_executive(self) -> bool:
        meeting = self.subject.value
        return isinstance(meeting, Meeting) and meeting.body_type in EXECUTIVE

    def standing(self, name: str) -> dict[str, object]:
        """Return the numbers of a matter that is not an item, as the declarations of interest."""
        return self._numbers(self.agenda.get(name, ""), "")

    def _numbers(self, agenda: str, minute: object) -> dict[str, object]:
        """Return the number on the agenda and that of the minute, which is the next unless it is stated."""
        scope = self.subject.scope
        numbering = self.council.minute_numbering
        first = self.subject.field("first_minute").value if isinstance(self.subject.value, Meeting) else None
        start = first if isinstance(first, int) else numbering.start
        shown: object = minute
        if not minute and not isinstance(minute, Shown):
            words = minute_number(numbering, start + self.minutes_so_far, self.minutes_so_far, agenda, self.subject)
            shown = shown_line((Value(words),) if words else (), scope)
            self.minutes_so_far += 1
        return {"agenda_number": shown_line((Value(agenda),) if agenda else (), scope), "minute_number": shown}

    def loose_events(self) -> list[Shown | str]:
        """Return the events that the file places at no item."""
        return [self.event(event) for event in self.events if not _part(event, "before_item")]

    def event(self, event: View) -> Shown | str:
        """Return what happened in the course of the meeting, in a sentence."""
        if isinstance(event.value, Withheld):
            return ""
        kind = event.field("kind").value
        words = sentence(f"event_{kind}", event, self.style)
        text = inlines_of(event.field("text"))
        return shown_line((*words, Text(" "), *text) if text and words else words or text, self.subject.scope)

    def interests(self, listed: View) -> dict[str, object]:
        """Return the interests declared in sentences, and whether the file says anything of them at all."""
        said = []
        for interest in in_order(listed):
            if isinstance(interest.value, Withheld):
                continue
            kind = interest.field("kind").value
            words = sentence(f"interest_{kind}" if kind else "interest", interest, self.style)
            action = interest.field("action").value
            if action:
                words = (*words, Text(" "), *sentence(f"interest_{action}", interest, self.style))
            if interest.field("dispensation"):
                words = (*words, Text(" "), *sentence("interest_dispensation", interest, self.style))
            said.append(shown_line(words, self.subject.scope))
        return {"known": listed.value is not None, "sentences": said}

    # Tables ----------------------------------------------------------------------------------------------------

    def meeting_rows(self) -> list[tuple[str, View | tuple[Inline, ...]]]:
        """Return the rows of the table at the head of minutes: when and where, and who was there."""
        attendance = self.subject.field("attendance")
        people = ("present", "virtually", "in_attendance", "absent")
        return [
            *self._when_and_where("finish"),
            ("chair", self.subject.field("chair")),
            *((name, self.attendees(_part(attendance, name))) for name in people),
        ]

    def agenda_rows(self) -> list[tuple[str, View | tuple[Inline, ...]]]:
        """Return the rows of the table at the head of an agenda."""
        contact = self.subject.field("contact")
        reach = [_part(contact, name) for name in ("post", "phone", "email")]
        lines = [inlines_of(part) for part in reach if part]
        name = self.subject.field("body").value
        body = next((one for one in self.council.bodies if one.name == name), None)
        members = [(Text(person.post),) for person in body.members] if body else []
        return [
            *self._when_and_where(None),
            ("members", broken(members)),
            ("watch", self.subject.field("virtual_address")),
            ("contact", broken(lines)),
            ("agenda_published", self.subject.field("agenda_published")),
        ]

    def _when_and_where(self, finish: str | None) -> list[tuple[str, View | tuple[Inline, ...]]]:
        start = self.subject.field("start")
        end = self.subject.field(finish) if finish else None
        times = inlines_of(start)
        if end:
            times = (*times, Text(f" {self.style.label('until')} "), *inlines_of(end))
        return [("date", self.subject.field("date")), ("time", times), ("place", self.subject.field("place"))]

    def attendees(self, listed: View) -> tuple[Inline, ...]:
        """Return people under one another, each with their part in the meeting and when they came or went."""
        people = [one for one in in_order(listed) if not isinstance(one.value, Withheld)]
        return broken([sentence("attendee", one, self.style) for one in people])

    def record_rows(self) -> list[tuple[str, View | tuple[Inline, ...]]]:
        """Return the rows of the table at the head of a decision record."""
        decision = self.subject
        report, meeting, outcome = (decision.field(name) for name in ("report", "meeting", "decision"))
        key = decision.field("key")
        return [
            ("decision_maker", _part(outcome, "maker") or meeting.field("body")),
            ("date_of_decision", _part(outcome, "date") or meeting.field("date")),
            ("reference", report.field("ref")),
            ("report_of", report.field("report_of")),
            ("lead_member", report.field("lead_member")),
            ("key_decision", _part(key, "is_key")),
            ("forward_plan_ref", _part(key, "forward_plan_ref")),
            ("classification", report.field("classification")),
            ("published", _part(outcome, "published")),
        ]

    def call_in(self) -> dict[str, object]:
        """Return the days that follow from the decision, and whether it may be called in."""
        decision = self.subject.value
        dates = call_in_dates(decision, self.council) if isinstance(decision, Decision) else None
        if dates is None:
            return {"known": False}
        outcome, call_in = self.subject.field("decision"), self.subject.field("call_in")

        def day(value: object, *path: str) -> View:
            return View(value, path, self.subject.scope, derived=True)

        return {
            "known": True,
            "applies": dates.expires is not None,
            "published": _part(outcome, "published") or "",
            "publish_by": day(Day.of(dates.published), "decision", "published"),
            "expires": day(Day.of(dates.expires), "call_in", "expires") if dates.expires else "",
            "effective": day(Day.of(dates.effective), "decision", "effective_from"),
            "ends_at": View(self.council.call_in.ends_at, (), self.subject.scope, foreign=True),
            "requested_by": View(self.council.call_in.requested_by, (), self.subject.scope, foreign=True),
            "text": View(self.council.call_in.text, (), self.subject.scope, foreign=True),
            "waived": _part(call_in, "waived"),
            "urgent": _part(outcome, "urgent").value is True,
        }


def _part(record: View, name: str) -> View:
    """Return a field of a record that may not be there."""
    return record.field(name) if isinstance(record.value, (Record, Withheld)) else View(None, record.path, record.scope)


def motions(listed: View) -> list[dict[str, object]]:
    """Return each motion with the amendments to it, and to those, in the order in which they were moved."""
    moved = public(listed)
    by_name = {motion.field("id").value: motion for motion in moved if motion.field("id")}

    def subject_of(motion: View) -> object:
        """Return the path of the motion that a motion is, or in the end amends."""
        seen: list[View] = []
        while (above := by_name.get(motion.field("amends").value)) is not None and above not in seen:
            seen.append(motion := above)
        return motion.path

    first = [motion for motion in moved if subject_of(motion) == motion.path]
    return [
        {"motion": top, "amendments": [one for one in moved if one is not top and subject_of(one) == top.path]}
        for top in first
    ]


def public(listed: View) -> list[View]:
    """Return the entries of a list that the copy may show."""
    return [entry for entry in listed if not isinstance(entry.value, Withheld)]


def paragraphs_words(paragraphs: View) -> str:
    """Return paragraphs of Schedule 12A in words; empty for none."""
    held = paragraphs.value if isinstance(paragraphs.value, tuple) else ()
    return paragraphs_in_words(int(number) for number in held)


def rejected(decision: View) -> list[View]:
    """Return the options considered and rejected: those that the outcome names, else all but the preferred one."""
    options = [option for option in decision.field("options") if not option.field("is_preferred")]
    named = _part(decision.field("decision"), "alternatives_rejected").value
    if not isinstance(named, tuple) or (not named and not isinstance(named, Remaining)):
        return options
    return [one for one in options if one.field("id").value in named or one.field("number").value in named]


def broken(lines: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """Return lines under one another."""
    return tuple(inline for place, line in enumerate(lines) for inline in ((LineBreak(), *line) if place else line))
