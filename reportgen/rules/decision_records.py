"""Records of decisions, call-in, delegation, and what scrutiny may be asked."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case
from reportgen.check.decided import ONE_PERSON, asks_for_decision, body_of, decided_on, is_key, was_taken
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, listed, say, say_weekday
from reportgen.law.periods import since
from reportgen.model.calendar import ONE_DAY
from reportgen.model.call_in import last_call_in_day, may_be_called_in
from reportgen.model.choices import Delegation, Recommendation
from reportgen.model.council import BodyType, CallInSettings, CountedFrom, DayBasis
from reportgen.model.decision import Decision
from reportgen.model.outcome import CallInWaiver, DecisionOutcome
from reportgen.model.values import Day, Money
from reportgen.model.working_days import add_working_days, count_working_days, is_working_day

_RECORD_SINCE: Final = InForce(since("record of executive decisions"))
_SCRUTINY_SINCE: Final = InForce(since("scrutiny"))


# Records --------------------------------------------------------------------------------------------------------


def _record_lacks(decision: Decision) -> Iterator[str]:
    """Yield what the record of a decision taken lacks."""
    outcome = decision.decision or DecisionOutcome()
    if decided_on(decision).exact is None:
        yield "the date of the decision"
    if decision.reasons is None and outcome.reasons is None:
        yield "the reasons"
    weighed = any(option.rejected_because is not None for option in decision.options)
    if "alternatives_rejected" not in outcome.model_fields_set and not weighed:
        yield "the alternatives considered and rejected (`none` where there were none)"
    if outcome.interests is None:
        yield "the interests declared (`none` where there were none)"
        if outcome.dispensations is None:
            yield "any dispensation granted"
    elif outcome.interests and outcome.dispensations is None and not all(i.dispensation for i in outcome.interests):
        yield "the dispensation granted for each interest, or that there was none"


def _incomplete(decision: Decision) -> Iterator[Judged]:
    lacking = list(_record_lacks(decision))
    if lacking:
        message = f"The record of the decision lacks {listed(lacking)}."
        yield Problem(("decision",), message, "add what lacks under `decision`")


def _record_12(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if not case.is_executive or body_of(case) in ONE_PERSON:
        yield NotApplicable("no meeting of the executive decides this")
    elif not was_taken(decision):
        yield NotApplicable("the file doesn't tell of the decision as taken")
    else:
        yield from _incomplete(decision)


DEC_RECORD_12: Final = Rule(
    id="DEC-RECORD-12",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The record of a decision at a meeting is complete",
    checks=(
        "Once the file tells of a decision of the executive as taken (its date, its publication, or what was "
        "resolved), it holds the date; the reasons; the alternatives considered and rejected; the interests declared, "
        "if only that there were none; and for each of these a dispensation, or that there was none."
    ),
    why="The written statement of the decision has to hold each of them, as soon as it can be made.",
    source="SI 2012/2089, regulation 12(1) and (2)(a) to (e).",
    in_force=_RECORD_SINCE,
    check=_record_12,
    bad="decision: {interests: ~, dispensations: ~}",
    good="decision: {interests: none, dispensations: ~}",
)


def _record_13(case: Case) -> Iterator[Judged]:
    decision = case.decision
    taken = case.is_executive and body_of(case) in ONE_PERSON and was_taken(decision)
    delegations = list(_delegations(decision)) if case.is_executive else []
    planned = [one for one in delegations if one[1].record_planned is not None]
    if not taken and not planned:
        yield NotApplicable("no decision of one person is recorded or planned here")
    if taken:
        yield from _incomplete(decision)
    for path, delegation in planned:
        if delegation.record_planned is False:
            message = f"No written record is planned of what the {_the(delegation.role)} decides."
            yield Problem((*path, "record_planned"), message, "plan a record with date, reasons and alternatives")


def _the(role: str) -> str:
    return role.removeprefix("the ").removeprefix("The ")


def _delegations(decision: Decision) -> Iterator[tuple[FieldPath, Delegation]]:
    for place, one in enumerate(decision.recommendations):
        if one.delegate is not None:
            yield ("recommendations", place, "delegate"), one.delegate


DEC_RECORD_13: Final = Rule(
    id="DEC-RECORD-13",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A decision of one person has a record of its own",
    checks=(
        "Once the file tells of a decision of a member of the executive or an officer as taken, it holds what the "
        "record of a meeting's decision does, with the interests of any member who was consulted. Where a decision is "
        "delegated, the file does not say that no record of it is planned; where it says nothing, DELEG-KEY asks."
    ),
    why="What one person decides is public only through its record.",
    source="SI 2012/2089, regulation 13(1), (2) and (4).",
    in_force=_RECORD_SINCE,
    check=_record_13,
    bad="recommendations: [{id: delegate, delegate: {record_planned: no}}]",
    good="recommendations: [{id: delegate, delegate: {record_planned: yes}}]",
)


def _published(case: Case) -> Iterator[Judged]:
    decision, outcome = case.decision, case.decision.decision
    if not case.is_executive or outcome is None or outcome.published is None:
        yield NotApplicable("no day is given on which a decision of the executive was published")
        return
    taken, published, allowed = decided_on(decision), outcome.published, case.council.publication.decision_days
    path: FieldPath = ("decision", "published")
    if published.latest < taken.earliest:
        message = f"The record was published on {say(published)}, before the decision of {say(taken)}."
        yield Problem(path, message, "mend one of the two dates")
    elif published.earliest > add_working_days(taken.latest, allowed):
        days = count_working_days(taken.latest + ONE_DAY, published.earliest)
        message = (
            f"The record was published on {say(published)}, {counted(days, 'working day')} after the decision of "
            f"{say(taken)}; the council publishes within {allowed}."
        )
        yield Problem(path, message, "check the dates; say in the record why it was late")
    elif published.latest > add_working_days(taken.earliest, allowed):
        inexact = published if published.exact is None else taken
        because = f"The council publishes within {counted(allowed, 'working day')} of the decision."
        yield CannotTell(path, f"the day in {say(inexact)}", because)


DEC_PUBLISHED: Final = Rule(
    id="DEC-PUBLISHED",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The record is published promptly",
    checks=(
        "The record of a decision of the executive is published no earlier than the decision, and within as many "
        "working days as the council sets itself (`decision_days` under `publication` in council.yaml)."
    ),
    why="Call-in runs from publication, and the law asks for it as soon as is reasonably practicable.",
    source="SI 2012/2089, regulation 14(1); the number of days is in the council's constitution.",
    in_force=_RECORD_SINCE,
    check=_published,
    bad="decision: {published: 2025-09-22}\ncall_in: {expires: 2025-09-29}",
    good="decision: {published: 2025-09-19}",
)


# Call-in --------------------------------------------------------------------------------------------------------


def _not_called_in(case: Case) -> str:
    """Return why call-in has no say in a decision, empty where it has."""
    if not case.is_executive:
        return "the executive doesn't decide this"
    if not asks_for_decision(case.decision):
        return "the paper asks for no decision"
    return "" if may_be_called_in(case.decision) else "it can't be called in"


def _publication(case: Case, taken: date) -> tuple[date, date, bool]:
    """Return the first and the last day on which the decision is published, and whether that is stated."""
    outcome = case.decision.decision
    stated = outcome.published if outcome else None
    if stated is not None:
        return stated.earliest, stated.latest, stated.exact is not None
    return taken, add_working_days(taken, case.council.publication.decision_days), False


def _acts(case: Case) -> Iterator[tuple[FieldPath, Day, str]]:
    """Yield the days on which something is done about the decision."""
    outcome = case.decision.decision
    if outcome and outcome.effective_from:
        yield ("decision", "effective_from"), outcome.effective_from, "The decision is said to take effect on"
    for key, words in (
        ("implemented_from", "It is to be carried out from"),
        ("notice_planned", "Notice to providers is planned for"),
        ("deed_planned", "The deed is planned for"),
        ("start", "The extension starts on"),
    ):
        day = case.day("extension", key)
        if day is not None:
            yield ("extension", key), day, words


def _window(case: Case) -> Iterator[Judged]:
    aside = _not_called_in(case)
    acts = list(_acts(case))
    taken = decided_on(case.decision).exact
    if aside:
        yield NotApplicable(aside)
        return
    yield from _expiry(case)
    if taken is None:
        if acts:
            yield CannotTell(("meeting", "date"), "the day of the decision", "The call-in period is counted from it.")
        return
    first, last, stated = _publication(case, taken)
    settings, call_in = case.council.call_in, case.decision.call_in
    said = call_in.expires.exact if call_in and call_in.expires else None
    # A later end of the period, where one is stated, is the one that counts.
    earliest, latest = (max(last_call_in_day(settings, taken, day), said or day) + ONE_DAY for day in (first, last))
    for path, day, words in acts:
        if day.latest < earliest:
            yield Problem(path, f"{words} {say(day)}; {_why(settings, taken, first, earliest, stated)}", _WAIT)
        elif day.earliest < latest and not (stated and day.exact):
            missing = "the date on which the decision was published" if day.exact else f"the day in {say(day)}"
            because = f"{words} {say(day)}; {_why(settings, taken, last, latest, stated)}"
            yield CannotTell(path, missing, because)


_WAIT: Final = "leave it until then; or record under `waived` in `call_in` why the decision can't be called in"


def _why(settings: CallInSettings, taken: date, published: date, effective: date, stated: bool) -> str:
    """Return the computation of the first day on which a decision may be carried out."""
    days = f"{settings.days} {'working days' if settings.basis is DayBasis.WORKING else 'days'}"
    if settings.counted_from is CountedFrom.DECISION:
        begun = f"the decision of {say(taken)}"
    else:
        begun = f"publication {'on' if stated else 'even on' if published == taken else 'as late as'} {say(published)}"
    ends = effective - ONE_DAY
    return f"call-in runs for {days} from {begun}, to {say(ends)}, so that {say_weekday(effective)} is the first day."


def _expiry(case: Case) -> Iterator[Judged]:
    """Yield what is wrong with the end of the call-in period as it is stated, or that nothing tells it."""
    decision, settings = case.decision, case.council.call_in
    call_in, outcome = decision.call_in, decision.decision
    published = outcome.published if outcome else None
    taken = decided_on(decision).exact
    if call_in is None or call_in.expires is None:
        if was_taken(decision) and published is None:
            message = "The decision has been taken, and nothing says until when it may be called in."
            yield Problem(
                ("call_in",) if call_in else ("decision",),
                message,
                "add `published` under `decision`, or `expires` under `call_in`",
                severity=Severity.WARNING,
            )
        return
    expires, on = call_in.expires.exact, published.exact if published else None
    if expires is None or taken is None or on is None:
        return
    due = last_call_in_day(settings, taken, on)
    if expires != due:
        message = (
            f"The call-in period is said to end on {say(expires)}; {_why(settings, taken, on, due + ONE_DAY, True)}"
        )
        hint = f"write {due}, or mend the council's settings"
        yield Problem(("call_in", "expires"), message, hint, severity=None if expires < due else Severity.WARNING)


CALLIN_WINDOW: Final = Rule(
    id="CALLIN-WINDOW",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Nothing is done within the call-in period",
    checks=(
        "No day on which a decision that may be called in is carried out (when it takes effect, notice to providers, "
        "the deed, the start of the extension) lies before the first day after the call-in period, which is counted "
        "as council.yaml says. Until the decision is published, the earliest and the last day for that are both tried. "
        "The end of the period, where it is stated, is the one that follows (later is a warning); once the decision is "
        "taken, that nothing tells it is a warning."
    ),
    why="What is done before scrutiny could call the decision in may have to be undone.",
    source="Local Government Act 2000, section 9F(2)(a); the period is in the council's constitution.",
    in_force=_SCRUTINY_SINCE,
    check=_window,
    bad="extension: {notice_planned: 2025-09-24}",
    good="extension: {notice_planned: 2025-09-26}",
)


def _exempted(case: Case) -> Iterator[Judged]:
    decision, call_in = case.decision, case.decision.call_in
    if not case.is_executive or call_in is None or (call_in.applies and call_in.waived is None):
        yield NotApplicable("nothing here is said to be exempt from call-in")
        return
    if call_in.waived is None:
        # Decisions of officers that are not key are commonly outside call-in altogether.
        if is_key(decision) is True or body_of(case) is not BodyType.OFFICER:
            message = "The decision is said not to be open to call-in, and nothing says why or who agreed."
            yield Problem(("call_in", "applies"), message, "add `waived` with `reason`, `agreed_by` and `on`")
        return
    waived = call_in.waived if isinstance(call_in.waived, CallInWaiver) else CallInWaiver()
    facts = (("the reason", waived.reason), ("who agreed", waived.agreed_by), ("when they agreed", waived.on))
    lacking = [name for name, held in facts if not held]
    if lacking:
        yield Problem(("call_in", "waived"), f"The waiver of call-in lacks {listed(lacking)}.", "add what lacks")


CALLIN_EXEMPT: Final = Rule(
    id="CALLIN-EXEMPT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="A waiver of call-in is reasoned and agreed",
    checks=(
        "A decision of the executive that is said not to be open to call-in gives the reason, who agreed, and when. "
        "Decisions of officers that are not key need not."
    ),
    why="Scrutiny loses its right to look at the decision first, which the constitution allows for urgency alone.",
    source="The council's constitution (its rule on urgency), under Local Government Act 2000, section 9F.",
    in_force=_SCRUTINY_SINCE,
    check=_exempted,
    bad="call_in: {expires: ~, waived: {reason: Care would stop.}}",
    good="call_in: {expires: ~, waived: {reason: Care would stop., agreed_by: Chair of Scrutiny, on: 2025-09-15}}",
)

_SPARE: Final = 10
"""Working days between call-in and a deadline, below which the plan is tight."""


def _deadline(case: Case) -> tuple[FieldPath, Day, str] | None:
    """Return the first day by which something has to be done about a contract that is extended, and what it is."""
    found: list[tuple[FieldPath, Day, str]] = []
    for place, contract in case.extended:
        path: FieldPath = ("contracts", place, "current_end")
        end = case.day(*path)
        notice = case.value("contracts", place, "notice", "deadline")
        if isinstance(notice, Day):
            found.append((("contracts", place, "notice"), notice, f"notice under “{contract.title}” is due"))
        elif end is not None:
            found.append((path, end, f"“{contract.title}” ends"))
    return min(found, key=lambda one: one[1].earliest, default=None)


def _in_time(case: Case) -> Iterator[Judged]:
    aside = _not_called_in(case)
    deadline = None if aside else _deadline(case)
    taken = decided_on(case.decision)
    if aside or deadline is None:
        yield NotApplicable(aside or "no end or notice of a contract that is extended is known")
        return
    settings = case.council.call_in
    lag = case.council.publication.decision_days

    def effective(day: date) -> date:
        _, published, _ = _publication(case, day) if day == taken.exact else (day, add_working_days(day, lag), False)
        return last_call_in_day(settings, day, published) + ONE_DAY

    path, due, words = deadline
    last = effective(taken.latest)
    outcome = case.decision.decision
    done = f"published on {say(outcome.published)}" if outcome and outcome.published else ""
    if effective(taken.earliest) > due.latest:
        yield Problem(path, _late(f"The decision of {say(taken)}", case, last, due, words, done), _SOONER)
    elif last > due.earliest:
        inexact = due if due.exact is None else taken
        yield CannotTell(path, f"the day in {say(inexact)}", _late("The decision", case, last, due, words))
    else:
        yield from _tight(path, due, last, _late(f"The decision of {say(taken)}", case, last, due, words, done))
    for at, delegation in _delegations(case.decision):
        if delegation.by is not None and delegation.is_key is not False:
            first_day = effective(delegation.by.latest)
            if first_day > due.latest:
                what = f"A decision of the {_the(delegation.role)} as late as {say(delegation.by.latest)}"
                hint = f"have it decided by {say_weekday(_last_safe(due.latest, effective))}, or settle that it can't "
                message = _late(what, case, first_day, due, words)
                yield Problem((*at, "by"), message, f"{hint}be called in", severity=Severity.WARNING)


def _tight(path: FieldPath, due: Day, last: date, told: str) -> Iterator[Judged]:
    """Yield a warning where few working days are left between call-in and a deadline."""
    fewest, most = (count_working_days(last + ONE_DAY, day) for day in (due.earliest, due.latest))
    if most <= _SPARE:
        yield Problem(path, f"{told} That leaves {_spare(most)}.", _SOONER, severity=Severity.WARNING)
    elif fewest <= _SPARE:
        yield CannotTell(path, f"the day in {say(due)}", f"{told} That may leave {_spare(fewest)}.")


def _late(what: str, case: Case, effective: date, due: Day, words: str, done: str = "") -> str:
    lag = counted(case.council.publication.decision_days, "working day")
    return (
        f"{what}, {done or f'published within {lag}'} and open to call-in for {case.council.call_in.days} "
        f"{'working days' if case.council.call_in.basis is DayBasis.WORKING else 'days'}, may be carried out from "
        f"{say_weekday(effective)}; {words} {_when(due, words)}."
    )


def _when(day: Day, words: str) -> str:
    return f"in {say(day)}" if day.exact is None else f"{'by' if words.endswith('due') else 'on'} {say(day)}"


def _spare(days: int) -> str:
    return f"only {counted(days, 'working day')}" if days else "no working day to spare"


def _last_safe(due: date, effective: Callable[[date], date]) -> date:
    """Return the last working day on which a decision may be taken that can be carried out by a day."""
    day = due
    while not is_working_day(day) or effective(day) > due:
        day -= ONE_DAY
    return day


_SOONER: Final = "decide earlier, or agree in the constitution's way that the decision can't be called in"

CALLIN_IN_TIME: Final = Rule(
    id="CALLIN-IN-TIME",
    about=(Decision,),
    severity=Severity.ERROR,
    title="There is time for call-in before the contracts or their notice run out",
    checks=(
        "A decision that is published as late as the council allows and called in by nobody may be carried out by the "
        "first end, or the first last day for notice, of a contract that is extended; ten working days or fewer in "
        "between is a warning. That day itself is in time. The same of a decision delegated until a day (a month means "
        "its last day), which is a warning, unless it is said not to be key."
    ),
    why="A decision that can't be carried out in time is no decision: the contract ends, or the option is lost.",
    source="Practice, following SI 2012/2089, regulation 14, and section 9F of the Local Government Act 2000.",
    check=_in_time,
    bad="meeting: {date: 2025-10-22}\ndecision: ~",
    good="meeting: {date: 2025-09-17}\ndecision: ~",
)


# Delegation -----------------------------------------------------------------------------------------------------

_HEAD: Final = re.compile(r"\s*[,(–—-]\s|\s(?:of|for|with|in|to)\s", re.IGNORECASE)
_PLURAL: Final = re.compile(
    r"\b(?:directors|heads|leads|officers|managers|members|leaders|solicitors|commissioners|chiefs|executives|"
    r"councillors|holders|surveyors|treasurers|deputies|chairs|mayors)\b",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(r"\b(?:team|panel|board|group|forum|partnership|department|directorate)s?$", re.IGNORECASE)
_TWO_POSTS: Final = re.compile(
    r"\bjointly\b|\b(?:and|or|and/or) the\b|\bor\b|\b(director|head|manager) of\b.*(?:\band|&|/|,)\s+\1 of\b",
    re.IGNORECASE,
)
_DELEGATES: Final = re.compile(
    r"\s*(?:to\s+|that\s+)?(?:(?:agree|approve|resolve)s?\s+(?:to\s+|that\s+)?)?"
    r"(?:delegat(?:e|es|ed|ion)\b|authority\s+(?:be|is)\s+delegated\b)",
    re.IGNORECASE,
)


def _not_one_post(role: str) -> str:
    """Return why a post is no single one, empty where it is."""
    head = _HEAD.split(_the(role))[0].strip()
    if _TWO_POSTS.search(role):
        return "names more than one post"
    if _PLURAL.search(head):
        return "is several posts"
    return "is a group" if _GROUP.search(head) else ""


def _specific(case: Case) -> Iterator[Judged]:
    decision = case.decision
    delegating = [(place, one) for place, one in enumerate(decision.recommendations) if _hands_on(one)]
    if not delegating:
        yield NotApplicable("nothing is delegated")
    for place, one in delegating:
        path: FieldPath = ("recommendations", place)
        if one.delegate is None:
            message = (
                f"Recommendation {one.number} delegates a decision, and nothing says to whom and within what limits."
            )
            yield Problem(path, message, "add `delegate` with `role`, `scope`, `limit` and `by`")
        else:
            yield from _loose(case, one.delegate, (*path, "delegate"))


def _hands_on(one: Recommendation) -> bool:
    return one.delegate is not None or bool(_DELEGATES.match(f"{one.verb or ''} {one.text.text}"))


def _loose(case: Case, delegation: Delegation, path: FieldPath) -> Iterator[Judged]:
    why = _not_one_post(delegation.role)
    if why:
        message = f"A decision is delegated to one post that answers for it; “{delegation.role}” {why}."
        hint = "name one post, and those to be consulted under `consult`"
        yield Problem((*path, "role"), message, hint, words=delegation.role)
    lacking = [] if delegation.scope else ["what exactly may be decided (`scope`)"]
    if not (delegation.limit or delegation.limit_text or delegation.by):
        lacking.append("a limit in money, in time or in words (`limit`, `by`, `limit_text`)")
    if case.council.delegation_consults and not delegation.consult:
        lacking.append("whom to consult, which the council asks for (`consult`)")
    if delegation.by is not None and delegation.by.latest < decided_on(case.decision).earliest:
        message = (
            f"What is delegated is to be done by {say(delegation.by)}, before the decision of "
            f"{say(decided_on(case.decision))}."
        )
        yield Problem((*path, "by"), message, "mend one of the two dates")
    if lacking:
        message = f"The delegation to the {_the(delegation.role)} lacks {listed(lacking)}."
        yield Problem(path, message, "add what lacks, so that what was handed on can be told from what was not")


DELEG_SPECIFIC: Final = Rule(
    id="DELEG-SPECIFIC",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A delegation names one post, a scope and limits",
    checks=(
        "A recommendation that delegates says to which one post (not several, not a team or board), what may be "
        "decided, and within what limit in money, time or words; and whom to consult, where council.yaml says that "
        "each delegation has to. The day by which it is to be done is not before the decision. “In consultation with” "
        "another post is no joint decision."
    ),
    why="An officer who decides must be able to show what was handed on, and to whom.",
    source="Local Government Act 2000, section 9E; the council's constitution.",
    to_confirm="the present text of section 9E",
    in_force=_SCRUTINY_SINCE,
    check=_specific,
    bad="recommendations: [{id: delegate, delegate: {role: Strategic Leads for Commissioning}}]",
    good="recommendations: [{id: delegate, delegate: {role: Strategic Lead for Commissioning}}]",
)


def _delegated_value(case: Case, delegation: Delegation) -> Money | None:
    """Return the most that a delegated decision can be worth: its own limit, else the whole cost."""
    return delegation.limit or case.money("extension", "cost_max")


def _delegated_key(case: Case) -> Iterator[Judged]:
    delegations = list(_delegations(case.decision))
    if not case.is_executive or not delegations:
        yield NotApplicable("nothing is delegated" if case.is_executive else "the executive doesn't decide this")
        return
    threshold = case.council.key.spend_threshold
    unvalued: list[tuple[FieldPath, Delegation]] = []
    for path, delegation in delegations:
        if delegation.record_planned or delegation.is_key is False:
            continue
        value = _delegated_value(case, delegation)
        if delegation.is_key:
            message = f"What the {_the(delegation.role)} is to decide is key, and no record of it is planned."
            yield Problem(path, message, "publish notice of it, and write `record_planned: yes`")
        elif value is None or threshold is None:
            unvalued.append((path, delegation))
        elif value.amount >= threshold.amount:
            message = (
                f"What the {_the(delegation.role)} is to decide is worth up to {value}, and the council's threshold "
                f"for key decisions is {threshold}; nothing says whether it is key, or that a record is planned."
            )
            yield Problem(path, message, _SAY_WHETHER)
    if unvalued:
        yield _whether_key(case, unvalued)


_SAY_WHETHER: Final = "write `is_key` and `record_planned` under `delegate`"


def _whether_key(case: Case, unvalued: list[tuple[FieldPath, Delegation]]) -> Judged:
    """Return what is to be said of delegations that can't be held against the threshold, once for all of them."""
    roles = listed(dict.fromkeys(f"the {_the(delegation.role)}" for _, delegation in unvalued))
    path = unvalued[0][0]
    if is_key(case.decision):
        message = (
            f"This is a key decision that leaves things to {roles} to decide; nothing says whether that is key as "
            "well, or that a record is planned."
        )
        return Problem(path, message, _SAY_WHETHER)
    missing = _NO_THRESHOLD if case.council.key.spend_threshold is None else "the value of what is delegated"
    return CannotTell(path, missing, f"Whether what {roles} may decide is key depends on it.")


_NO_THRESHOLD: Final = "the council's threshold for spending (`spend_threshold` under `key` in council.yaml)"

DELEG_KEY: Final = Rule(
    id="DELEG-KEY",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A delegated decision that is itself key is treated as one",
    checks=(
        "Where an executive delegates a decision worth the council's key-decision threshold or more (its own limit, "
        "else the most that the extension can cost), the file says that it is not key, or that a record of it is "
        "planned; so it does where that can't be valued and the decision itself is key. One that is said to be key "
        "has a record planned."
    ),
    why="Officers who take key decisions are bound by the same notice and record as a cabinet.",
    source="SI 2012/2089, regulations 8, 9 and 13(4).",
    in_force=_RECORD_SINCE,
    check=_delegated_key,
    bad="recommendations: [{id: delegate, delegate: {is_key: ~, record_planned: ~}}]",
    good="recommendations: [{id: delegate, delegate: {is_key: ~, record_planned: yes}}]",
)


# Scrutiny -------------------------------------------------------------------------------------------------------

_DECIDES: Final = re.compile(
    r"\s*(?:to\s+|that\s+(?:the\s+)?(?:committee|commission|panel|board|members)\s+)?"
    r"(?:[a-z]+(?:\s+(?:on|upon))?(?:,\s+|\s+and\s+|,\s+and\s+))*(?P<verb>approve|agree|authori[sz]e)s?\b"
    r"|\s*that\b.*?\bbe\s+(?P<passive>approve|agree|authori[sz]e)d\b",
    re.IGNORECASE | re.DOTALL,
)
"""The verbs of a recommendation that decide, at its beginning: Comment on and approve; That the model be approved."""
_OWN_BUSINESS: Final = re.compile(
    r"\b(?:minutes|work(?:ing)? programme|work plan|terms of reference|scope|task (?:and finish )?group|working group|"
    r"recommendations?|recommends?|(?:its|the committee'?s|final|further) (?:report|response|findings|comments|update)|"
    r"receive)\b",
    re.IGNORECASE,
)


def _scrutiny(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if body_of(case) is not BodyType.SCRUTINY:
        yield NotApplicable("it does not go to scrutiny")
        return
    asked: list[tuple[FieldPath, str]] = []
    for place, one in enumerate(decision.recommendations):
        path: FieldPath = ("recommendations", place, "verb" if one.verb else "text")
        asked.append((path, f"{one.verb or ''} {one.text.text}"))
    purpose = decision.report.purpose
    if purpose is not None and not any(_DECIDES.match(text) for _, text in asked):
        asked.append((("report", "purpose"), purpose.text))
    for path, text in asked:
        found = _DECIDES.match(text)
        if found and not _OWN_BUSINESS.search(text):
            verb = found["verb"] or found["passive"]
            message = (
                f"Scrutiny is asked to {verb.lower()} what the executive decides; it may review it, comment, and make "
                "recommendations."
            )
            hint = "write `Comment on`, `Note` or `Make recommendations to Cabinet on`"
            yield Problem(path, message, hint, words=verb)


SCRUT_NO_APPROVE: Final = Rule(
    id="SCRUT-NO-APPROVE",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Scrutiny is not asked to approve what the executive decides",
    checks=(
        "No recommendation to a scrutiny committee begins with approve, agree or authorise, by itself or beside "
        "another verb (nor does the purpose, where no recommendation does), unless it is about the committee's "
        "own business: its minutes, work programme, reviews, reports and recommendations."
    ),
    why="A scrutiny committee can't take a decision of the executive, and can't scrutinise one that it took.",
    source="Local Government Act 2000, section 9F(2).",
    in_force=_SCRUTINY_SINCE,
    check=_scrutiny,
    bad="meeting: {body: Scrutiny Committee, body_type: scrutiny}",
    good=(
        "meeting: {body: Scrutiny Committee, body_type: scrutiny}\n"
        "recommendations: [{id: extend, verb: Comment on}, {id: delegate, verb: Note that}]"
    ),
)

THEME: Final = Theme(
    "decision-records",
    "Decision records, call-in, delegation and scrutiny",
    (
        DEC_RECORD_12,
        DEC_RECORD_13,
        DEC_PUBLISHED,
        CALLIN_WINDOW,
        CALLIN_EXEMPT,
        CALLIN_IN_TIME,
        DELEG_SPECIFIC,
        DELEG_KEY,
        SCRUT_NO_APPROVE,
    ),
)
