"""The plan: whether new contracts follow in time, its steps in order, engagement early; the day of the meeting."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.spans import days_between, on, say_days, span_of
from reportgen.check.words import listed, say, say_weekday
from reportgen.law.elections import NOTICE_DAYS, Election, elections
from reportgen.model.council import BodyType
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.record import Record, by_attribute
from reportgen.model.story import Stage, StageKind
from reportgen.model.values import Day
from reportgen.model.walk import records
from reportgen.model.working_days import is_working_day, subtract_working_days

TIMETABLE: Final[FieldPath] = ("timetable",)
PROCUREMENT: Final = (
    StageKind.TENDER,
    StageKind.EVALUATION,
    StageKind.AWARD,
    StageKind.STANDSTILL,
    StageKind.MOBILISATION,
    StageKind.COMMENCEMENT,
)
"""The steps by which a plan is known to be one for new contracts, in the order in which they come."""


def _stages(case: Case, *kinds: StageKind) -> list[tuple[int, Stage]]:
    return [(place, stage) for place, stage in enumerate(case.decision.timetable) if stage.kind in kinds]


# New contracts in time -----------------------------------------------------------------------------------------


def _replacements(case: Case) -> list[tuple[FieldPath, Day]]:
    """Return when new contracts begin, once for each day that is stated: in the plan, or else with the successor."""
    found: dict[Day, FieldPath] = {}
    for place, stage in _stages(case, StageKind.COMMENCEMENT):
        if stage.start is not None:
            found.setdefault(stage.start, ("timetable", place, "start"))
    successor = case.decision.successor
    if successor is not None and successor.start is not None:
        found.setdefault(successor.start, ("successor", "start"))
    return [(path, day) for day, path in found.items()]


def _last_day(case: Case) -> tuple[Day | None, str]:
    """Return the last day of the extension, or of the present contracts where none is proposed, and what it is of."""
    if case.decision.extension is not None:
        return case.day("extension", "end"), "the extension"
    ends = [
        end
        for place, contract in enumerate(case.decision.contracts)
        if contract.held_by is None and (end := case.day("contracts", place, "current_end")) is not None
    ]
    return max(ends, key=lambda day: day.latest, default=None), "the present term"


def _new_contracts(case: Case) -> Iterator[Judged]:
    decision = case.decision
    planned = _stages(case, *PROCUREMENT)
    if decision.successor is None and not planned:
        yield NotApplicable("nothing is said of what comes after")
        return
    if decision.extension is None and not decision.contracts:
        yield NotApplicable("there is no present contract that ends")
        return
    last, called = _last_day(case)
    starts = _replacements(case)
    if not starts:
        path: FieldPath = ("successor",) if decision.successor is not None else TIMETABLE
        because = f"{called.capitalize()} ends {on(last)}." if last is not None else ""
        yield CannotTell(path, "the day on which the new contracts begin", because)
    if last is None:
        yield CannotTell(("contracts",), f"the last day of {called}")
        return
    for path, start in starts:
        yield from _uncovered(path, last, start, called)


def _uncovered(path: FieldPath, last: Day, start: Day, called: str) -> Iterator[Judged]:
    fewest, most = days_between(span_of(last), span_of(start))
    told = f"{called.capitalize()} ends {say(last)} and the new contracts start {_when(start)}"
    if fewest > 0:
        yield Problem(
            path,
            f"{told}: {say_days(fewest, most)} uncovered.",
            "extend to the day before they start, or start earlier",
        )
    elif most > 0:
        loose = "the exact day on which the new contracts begin" if last.exact else f"the exact last day of {called}"
        yield CannotTell(path, loose, f"{told}: up to {say_days(most, most)} uncovered.")


def _when(day: Day) -> str:
    return say(day) if day.exact else on(day)


DATE_REPROC_GAP: Final = Rule(
    id="DATE-REPROC-GAP",
    about=(Decision,),
    severity=Severity.ERROR,
    title="New contracts begin by the day after the extension",
    checks=(
        "Each day on which new contracts begin, in a step of the timetable of the kind commencement or at "
        "`successor.start`, is no later than the day after the last day of the extension; without an extension, of "
        "the present contracts. Where a date is known only to the month, the rule fails if no day of it will do."
    ),
    why="Between the end of the extension and the new contracts nobody is bound to give care.",
    source="Arithmetic.",
    check=_new_contracts,
    bad="successor: {start: 2026-12-02}\ntimetable: [{id: start, start: 2026-12-02}]",
    good="successor: {start: 2026-12-01}",
)


# The order of the plan -----------------------------------------------------------------------------------------


def _order(case: Case) -> Iterator[Judged]:
    stages = case.decision.timetable
    if not stages:
        yield NotApplicable("there is no timetable")
        return
    by_id = {stage.id: stage for stage in stages if stage.id}
    for place, stage in enumerate(stages):
        path: FieldPath = ("timetable", place)
        if stage.start is None and stage.end is None:
            yield Problem(path, f"`{stage.stage}` has no date.", "give the day or the month in which it begins")
            continue
        yield from _before_others(path, stage, [by_id[name] for name in stage.depends_on if name in by_id])
        yield from _before_decision(case, path, stage)
    yield from _out_of_turn(stages)
    yield from _missing_steps(stages)


def _first(stage: Stage) -> Day | None:
    return stage.start or stage.end


def _last(stage: Stage) -> Day | None:
    return stage.end or stage.start


def _before_others(path: FieldPath, stage: Stage, needed: list[Stage]) -> Iterator[Judged]:
    start = _first(stage)
    for other in needed:
        end = _last(other)
        if start is not None and end is not None and start.latest < end.earliest:
            message = (
                f"`{stage.stage}` begins {on(start)} and depends on `{other.stage}`, which ends only {on(end)}: "
                f"{say_days((end.earliest - start.latest).days, (end.latest - start.earliest).days)} later."
            )
            yield Problem((*path, "start"), message, "let it begin later, or end the other earlier")


def _before_decision(case: Case, path: FieldPath, stage: Stage) -> Iterator[Judged]:
    start = _first(stage)
    if stage.needs_approval and start is not None and start.latest < case.as_of:
        message = f"`{stage.stage}` needs this decision and begins {on(start)}; the decision is of {say(case.as_of)}."
        yield Problem((*path, "start"), message, "let it begin after the decision")


def _out_of_turn(stages: tuple[Stage, ...]) -> Iterator[Judged]:
    """Yield a step of a procurement that is wholly over before the step that comes before it has begun."""
    for place, stage in enumerate(stages):
        end = _last(stage)
        if stage.kind not in PROCUREMENT or end is None or stage.depends_on:
            continue
        before = [
            (other, begins)
            for other in stages
            if other.kind in PROCUREMENT[: PROCUREMENT.index(stage.kind)]
            and other.part == stage.part
            and (begins := _first(other)) is not None
        ]
        if before and all(end.latest < begins.earliest for _, begins in before):
            other, begins = min(before, key=lambda found: found[1].earliest)
            message = f"`{stage.stage}` is over {on(end)}, before `{other.stage}` begins {on(begins)}."
            yield Problem(("timetable", place), message, "put the steps in the order in which they are taken")


_STEPS: Final = {
    StageKind.AWARD: "award",
    StageKind.MOBILISATION: "time to mobilise",
    StageKind.COMMENCEMENT: "start of the new contracts",
}


def _missing_steps(stages: tuple[Stage, ...]) -> Iterator[Judged]:
    kinds = {stage.kind for stage in stages}
    missing = [words for kind, words in _STEPS.items() if kind not in kinds]
    if StageKind.TENDER in kinds and missing:
        message = f"The timetable has a tender, but no {listed(missing, 'or')}."
        yield Problem(TIMETABLE, message, "add each step, with its `kind`: award, mobilisation, commencement")


DATE_ORDER: Final = Rule(
    id="DATE-ORDER",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The timetable is in order and complete",
    checks=(
        "Each step has a date; none begins before the end of one that it depends on; none that needs this decision "
        "begins before it; no step of a procurement is over before the earlier steps of the same part begin; a "
        "timetable with a tender has an award, a time to mobilise and a start of the new contracts. Dates known to "
        "the month count against it only where no day of the month will do."
    ),
    why="A plan with a hole in it is how an extension comes to be too short.",
    source="Practice.",
    check=_order,
    bad="timetable: [{id: evaluation, start: 2026-03-30}]",
    good="timetable: [{id: evaluation, start: 2026-03-31}]",
)


# Engagement before what it feeds -------------------------------------------------------------------------------

_FED: Final = re.compile(r"specif|\bmodel|\bdesign", re.IGNORECASE)


def _tender_out(case: Case) -> Day | None:
    """Return when the tender goes out, if that is said."""
    starts = [stage.start for _, stage in _stages(case, StageKind.TENDER) if stage.start is not None]
    successor = case.decision.successor
    if not starts and successor is not None and successor.procurement_start is not None:
        return successor.procurement_start
    return min(starts, key=lambda day: day.earliest, default=None)


def _engaged_first(case: Case) -> Iterator[Judged]:
    engagement = case.decision.engagement
    feeding = [
        (place, strand)
        for place, strand in enumerate(engagement.strands if engagement is not None else ())
        if strand.feeds is not None and _FED.search(strand.feeds)
    ]
    tender = _tender_out(case)
    if not feeding or tender is None:
        yield NotApplicable("no engagement is said to feed a tender" if not feeding else "no tender has a date")
        return
    for place, strand in feeding:
        path: FieldPath = ("engagement", "strands", place, "end")
        end = strand.end or strand.start
        told = f"The tender goes out {on(tender)}"
        if end is None:
            yield CannotTell(path, f"the end of the engagement with {strand.who}", f"{told}.")
        elif end.earliest > tender.latest:
            message = f"Engagement that is to feed {strand.feeds} ends {on(end)}. {told}, before that."
            yield Problem(path, message, "end the engagement before the tender, or let the tender go out later")
        elif end.latest > tender.earliest:
            told = f"Engagement that is to feed {strand.feeds} ends {on(end)}. {told}."
            yield CannotTell(path, "the exact day of the one or the other", told)


DATE_ENGAGE_FIRST: Final = Rule(
    id="DATE-ENGAGE-FIRST",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Engagement ends before what it feeds",
    checks=(
        "Engagement that is said, under `feeds`, to inform a specification, a model or a design ends no "
        "later than the tender goes out: the first step of the kind tender, or else the start of the procurement."
    ),
    why="People asked for their views after the matter is settled were not consulted.",
    source="Practice. Consultation is to take place while proposals are at a formative stage (R v Brent LBC ex p "
    "Gunning (1985) 84 LGR 168).",
    to_confirm="the case, from memory",
    check=_engaged_first,
    bad="engagement: {strands: [{id: groups, who: residents, feeds: the specification, end: 2026-02-03}]}",
    good="engagement: {strands: [{id: groups, who: residents, feeds: the specification, end: 2026-02-02}]}",
)


# The day of the meeting ----------------------------------------------------------------------------------------

_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAY_TYPED: Final = re.compile(
    r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    rf"\s+(?:of\s+)?(?P<month>{_MONTHS}),?\s+(?P<year>[0-9]{{4}})\b"
)


def _weekday(case: Case) -> Iterator[Judged]:
    subject = case.subject
    is_meeting = isinstance(subject, Meeting)
    path: FieldPath = ("date",) if is_meeting else ("meeting", "date")
    day = subject.date if isinstance(subject, Meeting) else subject.meeting.date
    body = subject.body_type if isinstance(subject, Meeting) else subject.meeting.body_type
    yield from _weekdays_written(subject)
    yield from _weekdays_typed(case)
    if day.exact is None:
        yield CannotTell(path, "the exact day of the meeting")
    elif body not in (BodyType.INDIVIDUAL_MEMBER, BodyType.OFFICER):
        yield from _meeting_day(case, path, day.exact, body)


def _meeting_day(case: Case, path: FieldPath, day: date, body: BodyType) -> Iterator[Judged]:
    days = case.council.meeting_weekdays
    if not is_working_day(day):
        kind = "" if day.weekday() > 4 else ", a bank holiday"
        yield Problem(path, f"The meeting is on {say_weekday(day)}{kind}.", "check the date of the meeting")
    elif days and body is BodyType.EXECUTIVE and f"{day:%A}".lower() not in days:
        usual = listed((f"{one.value.capitalize()}s" for one in days), "or")
        message = f"The meeting is on {say_weekday(day)}; the executive of this council meets on {usual}."
        yield Problem(path, message, "check the date, or add the day to `meeting_weekdays` in council.yaml")


def _weekdays_written(subject: Record) -> Iterator[Judged]:
    """Yield the dates in the fields of a subject that stand beside the name of another day of the week."""
    for path, record in records(subject):
        for attribute, value in record.__dict__.items():
            if type(value) is Day and value.weekday and value.exact is not None:
                here = (*path, by_attribute(type(record))[attribute].key)
                yield from _wrong_weekday(here, value.weekday, value.exact, "")


def _weekdays_typed(case: Case) -> Iterator[Judged]:
    for text in case.texts:
        if "day" not in text.written or not text.has_digits:
            continue
        for found in _WEEKDAY_TYPED.finditer(text.plain):
            month = _MONTHS.split("|").index(found["month"]) + 1
            try:
                day = date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                message = f"`{found[0]}` is no date: {found['month']} {found['year']} has no day {found['day']}."
                yield Problem(text.path, message, "mend the date", words=found[0])
            else:
                yield from _wrong_weekday(text.path, found["weekday"], day, found[0])


def _wrong_weekday(path: FieldPath, written: str, day: date, words: str) -> Iterator[Judged]:
    if f"{day:%A}" != written:
        message = f"{say(day)} is a {day:%A}, not a {written}."
        yield Problem(path, message, "mend the date or the day of the week", words=words)


DATE_WEEKDAY: Final = Rule(
    id="DATE-WEEKDAY",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="The meeting is on a day on which there are meetings",
    checks=(
        "The date of the meeting is no Saturday, Sunday or bank holiday, and for the executive one of the council's "
        "`meeting_weekdays`, where they are set. A day of the week written beside a date, in a field or in the text, "
        "is the right one. The day on which an officer or one member decides may be any."
    ),
    why="A wrong weekday is the commonest sign of a wrong date, and a notice with a wrong date is no notice.",
    source="Practice. Bank holidays: Banking and Financial Dealings Act 1971, section 1.",
    check=_weekday,
    bad="meeting: {date: Tuesday 17 September 2025}",
    good="meeting: {date: Wednesday 17 September 2025}",
)


# Elections -----------------------------------------------------------------------------------------------------

_ELECTION: Final = re.compile(r"\b(?:pre-?\s?)?elections?\b|\bpurdah\b", re.IGNORECASE)
_BY_ITSELF: Final = "notice of it is published no later than 25 working days before"


def _election(case: Case) -> Iterator[Judged]:
    day = _day_judged(case)
    if any("lection" in text.written and _ELECTION.search(text.plain) for text in case.texts):
        yield NotApplicable("the report speaks of the election period")
        return
    path: FieldPath = ("meeting", "date")
    local = {polling.exact for polling in case.council.polling_days} - {None}
    for election in (*elections(), *_others(local)):
        fewest, most = election.holds_on(day.earliest), election.holds_on(day.latest)
        if not (fewest or most):
            continue
        if election.is_local and not local:
            yield CannotTell(
                path,
                "whether there is an election in the council's area (`polling_days` in council.yaml)",
                f"There were local elections on {say(election.polling_day)}.",
            )
        elif not election.is_local or election.polling_day in local:
            yield from _in_period(path, day, election)


def _day_judged(case: Case) -> Day:
    outcome = case.decision.decision
    taken = outcome.date if outcome is not None else None
    return taken or case.decision.meeting.date


def _others(polling_days: set[date | None]) -> Iterator[Election]:
    """Yield the elections in the council's area that no table holds, as by-elections."""
    known = {election.polling_day for election in elections()}
    for day in sorted(day for day in polling_days if day is not None and day not in known):
        yield Election(
            start=subtract_working_days(day, NOTICE_DAYS), end=day, title="election", is_local=True, source=_BY_ITSELF
        )


def _in_period(path: FieldPath, day: Day, election: Election) -> Iterator[Judged]:
    told = f"the {election.title} of {say(election.polling_day)}, of which notice is given by {say(election.notice)}"
    if election.holds_on(day.earliest) and election.holds_on(day.latest):
        message = f"The decision is taken {on(day)}, in the time before {told}, and the report says nothing of it."
        yield Problem(path, message, "say why it is right to decide now, as that it is ordinary business")
    else:
        yield CannotTell(path, "the exact day of the decision", f"It may fall in the time before {told}.")


DATE_PREELECTION: Final = Rule(
    id="DATE-PREELECTION",
    about=(Decision,),
    severity=Severity.INFO,
    title="A decision before an election says why it is taken then",
    checks=(
        "The day of the decision is not between the last day for notice of an election in the area and polling day, "
        "both counted, or the report speaks of the election. A general election is in every area; a local one where "
        "the council lists its polling day in `polling_days`."
    ),
    why="Publicity about matters in dispute at an election is restricted, and a decision then is open to attack.",
    source="Local Government Act 1986, sections 2 and 4; Code of Recommended Practice on Local Authority Publicity, "
    "2011, paragraphs 33 to 35",
    to_confirm="the code and the dates of notices of election were not read in the originals",
    in_force=InForce(date(2011, 3, 31)),
    check=_election,
    bad="meeting: {date: 2024-06-05}\ndecision: {date: 2024-06-05}",
    good="meeting: {date: 2024-06-03}\ndecision: {date: 2024-06-03}",
)

THEME: Final = Theme(
    "timetable",
    "The timetable and the day of the meeting",
    (DATE_REPROC_GAP, DATE_ORDER, DATE_ENGAGE_FIRST, DATE_WEEKDAY, DATE_PREELECTION),
)
