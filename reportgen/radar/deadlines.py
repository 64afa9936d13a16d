"""What is due by when, in a decision or meeting file.

For a contract that ends with nothing decided about what comes next, the days on which each step must be taken at the
latest, counted back: the notice that the contract asks for, the end of call-in (Local Government Act 2000, section
9F), the meeting, the agenda's clear days, and the 28 clear days' notice of a key decision (SI 2012/2089, regulation
9). Besides these, every date to come that the file itself sets.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.clear_days import latest_for
from reportgen.check.decided import is_key, was_taken
from reportgen.check.words import counted, listed, months_of, say
from reportgen.law.periods import period
from reportgen.model.calendar import ONE_DAY, add_months
from reportgen.model.call_in import last_call_in_day
from reportgen.model.contracts import Contract
from reportgen.model.council import BodyType, DayBasis, ExecutiveModel, Weekday
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.story import StageKind
from reportgen.model.values import Day
from reportgen.model.working_days import add_working_days, is_working_day

_FURTHEST = 400
"""How many days before a deadline a meeting is looked for."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on a day: what it is about, what is to be done, how the day was found, and the field it rests on.

    `is_last` says that it is the last safe day of a chain that ends with a contract; the others are the file's own.
    """

    due: date
    about: str
    what: str
    how: str
    path: FieldPath
    is_last: bool = False


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Return what is due in a file, in order of date; dates known only to the month are due on its first day."""
    if isinstance(case.subject, Meeting):
        found = list(_of_meeting(case.subject))
    else:
        found = [*_of_contracts(case), *_of_decision(case, case.decision)]
    return tuple(sorted(_together(found), key=lambda one: (one.due, one.about, one.what)))


def _together(found: list[Deadline]) -> list[Deadline]:
    """Return deadlines with those of several contracts that are the same but for the contract told as one."""
    alike: dict[tuple[date, str, str], list[Deadline]] = {}
    for one in found:
        alike.setdefault((one.due, one.what, one.how), []).append(one)
    return [
        replace(same[0], about=listed(dict.fromkeys(one.about for one in same))) if same[0].is_last else one
        for same in alike.values()
        for one in (same[:1] if same[0].is_last else dict.fromkeys(same))
    ]


# Contracts -----------------------------------------------------------------------------------------------------


def _of_contracts(case: Case) -> Iterator[Deadline]:
    decision = case.decision
    covered = {place for place, _ in case.extended} if decision.extension is not None else set()
    for place, contract in enumerate(decision.contracts):
        if contract.held_by is not None:
            continue
        is_extended = place in covered and was_taken(decision)
        path: FieldPath = ("extension", "end") if is_extended else ("contracts", place, "current_end")
        end = case.exact(*path)
        if end is None:
            continue
        left = _months_left(case, place, is_extended=is_extended)
        more = f"; the option allows {months_of(left)} more" if left else "; no option is left" if left == 0 else ""
        extended = ", as extended" if is_extended else ""
        yield Deadline(end, contract.title, "The contract ends", f"on {say(end)}{extended}{more}", path, is_last=True)
        if not was_taken(decision) or is_extended:
            yield from _worked_back(case, contract, end, path, is_pending=not is_extended)


def _months_left(case: Case, place: int, *, is_extended: bool) -> int | None:
    """Return the months that the options of a contract leave, None where the file doesn't tell."""
    left, taken = case.value("contracts", place, "months_left"), case.value("extension", "months")
    used = taken if is_extended and isinstance(taken, int) else 0
    return max(left - used, 0) if isinstance(left, int) else None


def _worked_back(case: Case, contract: Contract, end: date, path: FieldPath, *, is_pending: bool) -> Iterator[Deadline]:
    """Yield the last safe day of each step towards what follows a contract that ends."""
    last, why = end, f"the contract ends on {say(end)}"
    months = contract.notice.months if contract.notice is not None else None
    if months is not None:
        last = _notice_day(case, contract, end, is_pending=is_pending)
        possessive = "'s" if months == 1 else "'"
        why = f"{months_of(months)}{possessive} notice before {say(end)}"
        yield Deadline(last, contract.title, "Last day to give notice to the provider", why, path, is_last=True)
    meeting = last_meeting(case, last)
    if meeting is None:
        return
    takes_effect = effective_from(case, meeting)
    call_in = case.council.call_in
    basis = "working days" if call_in.basis is DayBasis.WORKING else "days"
    how = (
        f"decided on {say(meeting)}, published within {counted(case.council.publication.decision_days, 'working day')}"
        f" and open to call-in for {call_in.days} {basis}, it takes effect on {say(takes_effect)}; {why}"
    )
    yield Deadline(meeting, contract.title, f"Last safe {_body(case)} meeting", how, path, is_last=True)
    if named_meeting(case) is None:
        yield from _before(case, meeting, contract.title, path, is_last=True)


def named_meeting(case: Case) -> date | None:
    """Return the day of the meeting that is to decide, where the file names it and the decision is not taken yet."""
    decision = case.decision
    if was_taken(decision) or decision.meeting.body_type is BodyType.SCRUTINY:
        return None
    return case.exact("meeting", "date")


def _before(case: Case, meeting: date, about: str, path: FieldPath, *, is_last: bool) -> Iterator[Deadline]:
    """Yield what has to be public before a meeting; before that which the file names, without what is out."""
    publication = case.council.publication
    if is_last or case.decision.meeting.agenda_published is None:
        working = publication.clear_days_basis is DayBasis.WORKING
        agenda = latest_for(meeting, publication.clear_days, working=working)
        days = f"{publication.clear_days} clear {'working ' if working else ''}days before {say(meeting)}"
        yield Deadline(agenda, about, "Agenda and report to be public", days, path, is_last)
    key, known = is_key(case.decision), case.decision.key
    if key is not False and (is_last or known is None or known.notice_published is None):
        needed = period("key decision notice").days
        notice = latest_for(meeting, needed)
        days = f"{needed} clear days before {say(meeting)}{'' if key and not is_last else ', if the decision is key'}"
        yield Deadline(notice, about, "Notice of the key decision to be public", days, path, is_last)


def _notice_day(case: Case, contract: Contract, end: date, *, is_pending: bool) -> date:
    stated = contract.notice.deadline if contract.notice is not None else None
    months = (contract.notice.months if contract.notice is not None else None) or 0
    return stated.exact if is_pending and stated is not None and stated.exact else add_months(end, -months)


def _body(case: Case) -> str:
    """Return the body that decides: the executive, which a scrutiny paper is about too, or that of the paper."""
    meeting, has_executive = case.decision.meeting, case.council.executive_model is not ExecutiveModel.COMMITTEE
    is_scrutiny = meeting.body_type is BodyType.SCRUTINY and has_executive
    return "Cabinet" if case.is_executive or is_scrutiny else meeting.body


def effective_from(case: Case, taken: date) -> date:
    """Return the first day on which a decision of a day may be carried out, published as late as the council allows."""
    published = add_working_days(taken, case.council.publication.decision_days)
    return last_call_in_day(case.council.call_in, taken, published) + ONE_DAY


def last_meeting(case: Case, deadline: date) -> date | None:
    """Return the last meeting whose decision takes effect on a day or before, None where there is none to be found.

    It is one of the council's meeting dates; where these are not set, or do not reach so far, one of its meeting days
    that is no bank holiday; where neither is set, a working day.
    """
    usual = _usual_meeting(case, deadline)
    fixed = sorted(day.exact for day in case.council.meeting_dates if day.exact)
    if usual is None or not fixed or not fixed[0] <= usual <= fixed[-1]:
        return usual
    return next((day for day in reversed(fixed) if effective_from(case, day) <= deadline), usual)


def _usual_meeting(case: Case, deadline: date) -> date | None:
    """Return the last of the council's meeting days, or of all working days, that is early enough for a deadline."""
    weekdays = {list(Weekday).index(day) for day in case.council.meeting_weekdays}
    for back in range(_FURTHEST):
        day = deadline - timedelta(days=back)
        fits = is_working_day(day) and (not weekdays or day.weekday() in weekdays)
        if fits and effective_from(case, day) <= deadline:
            return day
    return None


# What the file itself sets -------------------------------------------------------------------------------------


def _of_decision(case: Case, decision: Decision) -> Iterator[Deadline]:
    title = decision.report.title
    verb = "meets" if decision.meeting.body_type is BodyType.SCRUTINY else "decides"
    for path, what in (
        (("meeting", "date"), f"{decision.meeting.body} {verb}"),
        (("call_in", "expires"), "Call-in ends"),
        (("extension", "notice_planned"), "Notice of the extension to providers"),
        (("extension", "deed_planned"), "Deed of extension to be made"),
        (("successor", "procurement_start"), "The new procurement begins"),
        (("successor", "start"), "The new contracts begin"),
        (("key", "special_urgency", "council_report_due"), "Report on special urgency to council"),
    ):
        yield from _set(case.day(*path), title, what, path)
    meeting = named_meeting(case)
    if meeting is not None:
        yield from _before(case, meeting, title, ("meeting", "date"), is_last=False)
    for place, one in enumerate(decision.recommendations):
        if one.delegate is not None:
            yield from _set(
                one.delegate.by, title, f"{one.delegate.role} to decide", ("recommendations", place, "delegate", "by")
            )
    for place, commitment in enumerate(decision.report.commitments):
        yield from _set(commitment.by, title, "Promised in the report", ("report", "commitments", place, "by"))
    told = {case.day("successor", name) for name in ("procurement_start", "start")}
    for place, stage in enumerate(decision.timetable):
        if not stage.done and not (stage.kind in (StageKind.TENDER, StageKind.COMMENCEMENT) and stage.start in told):
            yield from _set(stage.start, title, stage.stage, ("timetable", place, "start"))
    for place, risk in enumerate(decision.risks):
        called = risk.title or f"risk {place + 1}"
        yield from _set(risk.review, title, f"Review of the risk “{called}”", ("risks", place, "review"))


def _of_meeting(meeting: Meeting) -> Iterator[Deadline]:
    yield from _set(meeting.date, meeting.body, "The meeting", ("date",))
    if meeting.next_meeting is not None:
        yield from _set(meeting.next_meeting.date, meeting.body, "The next meeting", ("next_meeting", "date"))
    for place, entry in enumerate(meeting.items):
        for at, action in enumerate(entry.actions):
            about = entry.title or f"item {entry.number or place + 1}"
            path: FieldPath = ("items", place, "actions", at, "by")
            yield from _set(action.by, f"{meeting.body}, {about}", f"{action.owner.post}: {action.text.text}", path)


def _set(day: Day | None, about: str, what: str, path: FieldPath) -> Iterator[Deadline]:
    if day is not None:
        how = "" if day.exact else f"some time in {say(day)}"
        yield Deadline(day.earliest, about, " ".join(what.split()), how, path)
