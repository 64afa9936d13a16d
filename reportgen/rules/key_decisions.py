"""Key decisions: what makes one, and how the public is told beforehand (SI 2012/2089, Part 3)."""

from collections.abc import Iterator
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage
from reportgen.check.clear_days import ClearDays, clear_days, latest_for
from reportgen.check.decided import ONE_PERSON, decided_on, is_key, not_for_the_executive, was_taken
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import counted, days_of, listed, say, say_weekday
from reportgen.law.periods import period, since
from reportgen.model.calendar import add_months
from reportgen.model.decision import Decision
from reportgen.model.exempt_values import leaks_in_record
from reportgen.model.header import (
    Consenter,
    DecisionType,
    GeneralException,
    Key,
    KeyReason,
    SpecialUrgency,
    UrgencyRoute,
    WardEffect,
)
from reportgen.model.values import Day, Money

_SINCE: Final = InForce(since("key decision notice"))
_KEY: Final[FieldPath] = ("key",)


def _aside(case: Case) -> str:
    """Return why a rule about a key decision has no say, empty where the decision is, or may be, key."""
    aside = not_for_the_executive(case)
    return aside or ("it is no key decision" if is_key(case.decision) is False else "")


def _key_path(decision: Decision, *steps: str) -> FieldPath:
    """Return a path in `key`, or the field that calls the decision key where the file has no `key`."""
    return (*_KEY, *steps) if decision.key is not None else ("report", "decision_type")


# Whether it is one ----------------------------------------------------------------------------------------------


def _spending(case: Case) -> tuple[FieldPath, Money] | None:
    """Return what the decision commits and where that stands: the most it can cost, or what the proposal costs."""
    cost = case.money("extension", "cost_max")
    if cost is not None:
        return ("extension", "cost_max"), cost
    for place, option in enumerate(case.decision.options):
        if option.is_preferred and option.cost is not None:
            return ("options", place, "cost"), option.cost
    return None


def _savings(case: Case) -> Money | None:
    key, finance = case.decision.key, case.decision.finance
    return (key.savings if key else None) or (finance.savings if finance else None)


def _wards_affected(case: Case) -> bool:
    """Return whether the file says that the effect on as many wards as the law names is significant."""
    key, wards = case.decision.key, case.decision.report.wards
    if key is None or key.ward_effect is not WardEffect.SIGNIFICANT:
        return False
    return not wards or len(wards) >= case.council.key.wards or "all" in wards[0].casefold()


def _met(case: Case) -> Iterator[str]:
    """Yield each test of a key decision that the figures of the file meet, with the computation."""
    settings, spending, savings = case.council.key, _spending(case), _savings(case)
    spend_from = settings.spend_threshold
    save_from = settings.savings_threshold or spend_from
    if spending and spend_from and spending[1].amount >= spend_from.amount:
        yield f"it costs {spending[1]}, and the council's threshold for spending is {spend_from}"
    if savings and save_from and savings.amount >= save_from.amount:
        yield f"it saves {savings}, and the council's threshold for savings is {save_from}"
    if _wards_affected(case):
        wards = case.decision.report.wards
        named = f" ({listed(wards)})" if wards else ""
        yield f"its effect on {counted(case.council.key.wards, 'ward')} or more{named} is significant"


def _defined(case: Case) -> Iterator[Judged]:
    decision, said = case.decision, is_key(case.decision)
    aside = not_for_the_executive(case)
    if aside:
        yield NotApplicable(aside)
        return
    key, printed = decision.key, decision.report.decision_type
    if key and printed and key.is_key != (printed is DecisionType.KEY):
        words = ("is", "is not") if key.is_key else ("is not", "is")
        message = f"`key` says that this {words[0]} a key decision, and the header says that it {words[1]}."
        yield Problem(("report", "decision_type"), message, "make the two agree")
        return
    met = list(_met(case))
    if said:
        yield from () if met else _key_for_no_reason(case)
    elif met:
        claim = "The decision is said not to be key" if said is False else "Nothing says that the decision is key"
        path = _key_path(decision, "is_key") if said is False else ("report",)
        yield Problem(path, f"{claim}; {listed(met)}.", "write `is_key: yes` under `key`, with the reasons")
    elif case.council.key.spend_threshold is None and (spending := _spending(case)):
        yield CannotTell(
            _key_path(decision, "is_key") if said is False else ("report",),
            "the council's threshold for spending (`spend_threshold` under `key` in council.yaml)",
            f"The decision costs {spending[1]}.",
        )


def _key_for_no_reason(case: Case) -> Iterator[Judged]:
    """Yield a note where a decision is key for its money alone, and the money is below the threshold."""
    key, spending, threshold = case.decision.key, _spending(case), case.council.key.spend_threshold
    if key is None or spending is None or threshold is None:
        return
    for_money = bool(key.reasons) and KeyReason.TWO_WARDS not in key.reasons
    if for_money or key.ward_effect is WardEffect.NOT_SIGNIFICANT:
        message = (
            f"The decision costs {spending[1]}, less than the council's threshold of {threshold}, and no other test "
            "of a key decision is met. A council may treat more decisions as key."
        )
        yield Problem((*_KEY, "is_key"), message, "check that it is meant to be key", severity=Severity.INFO)


KEY_DEFINED: Final = Rule(
    id="KEY-DEFINED",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Key decision or not agrees with the figures",
    checks=(
        "A decision of the executive is called key where it costs at least the council's threshold for spending (the "
        "most that an extension can cost, else the cost of the preferred option), saves at least its threshold for "
        "savings, or has a significant effect on as many wards as the council's settings name; what `key` and the "
        "header say agree. One called key for money below the threshold gets a note, since a council may treat more "
        "decisions as key."
    ),
    why="A key decision that is not treated as one is taken without the public notice that the law asks for.",
    source=(
        "SI 2012/2089, regulation 8(1) and (2); the threshold is the council's own, in its constitution under section "
        "9Q guidance of the Local Government Act 2000."
    ),
    in_force=_SINCE,
    check=_defined,
    bad="key: {is_key: no}\nreport: {decision_type: non_key}",
    good="key: {is_key: yes, reasons: [spend, two_wards]}",
)


def _reason(case: Case) -> Iterator[Judged]:
    decision = case.decision
    aside = not_for_the_executive(case)
    if aside or not is_key(decision):
        yield NotApplicable(aside or "it is not called a key decision")
    elif decision.key is None or not decision.key.reasons:
        yield Problem(
            _key_path(decision, "is_key"),
            "This is a key decision, and nothing says what makes it one: spending, savings, or its effect on two or "
            "more wards.",
            "add `reasons:` under `key` with spend, savings or two_wards",
        )


KEY_REASON: Final = Rule(
    id="KEY-REASON",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A key decision says why it is key",
    checks="A decision of the executive that is called key names at least one reason: spend, savings or two_wards.",
    why="Readers, and scrutiny members who may call it in, are told why the decision matters.",
    source="SI 2012/2089, regulation 8(1). Practice for where it is said.",
    in_force=_SINCE,
    check=_reason,
    bad="key: {reasons: none}",
    good="key: {reasons: [spend]}",
)


# The notice -----------------------------------------------------------------------------------------------------


def _notice_28(case: Case) -> Iterator[Judged]:
    decision, key = case.decision, case.decision.key
    aside = _aside(case)
    if aside:
        yield NotApplicable(aside)
    elif key is not None and key.urgency_route is not None:
        yield NotApplicable("the decision goes by a route for urgent decisions, which has a rule of its own")
    else:
        yield from _notice_in_time(decision, key.notice_published if key else None)


def _notice_in_time(decision: Decision, published: Day | None) -> Iterator[Judged]:
    needed, held = period("key decision notice").days, decided_on(decision)
    latest = say_weekday(latest_for(held.earliest, needed))
    if is_key(decision) is None:
        missing = "a word on whether this is a key decision"
        yield CannotTell(("report",), missing, f"If it is, notice of it had to be published by {latest}.")
        return
    path = _key_path(decision, "notice_published")
    if published is None:
        because = f"For {needed} clear days before {say(held)} it has to be out by {latest}."
        yield CannotTell(path, "the date on which notice of the key decision was published", because)
        return
    days = clear_days(published, held)
    if days.most < needed:
        yield Problem(path, _too_late(published, held, days, needed), _LATE_NOTICE)
    elif days.fewest < needed:
        inexact = published if published.exact is None else held
        because = f"{say(published)} to {say(held)} leaves {days.told}, and {needed} are needed."
        yield CannotTell(path, f"the day in {say(inexact)}", because)


def _too_late(published: Day, held: Day, days: ClearDays, needed: int) -> str:
    if published.earliest >= held.latest:
        return f"Notice was published on {say(published)}, not before the decision of {say(held)}."
    latest = say_weekday(latest_for(held.latest, needed))
    return (
        f"Notice published on {say(published)} leaves {days.told} before the decision of {say(held)}; {needed} "
        f"are needed, so {latest} was the last day for it."
    )


_LATE_NOTICE: Final = (
    "decide at a later meeting; or, where that is impracticable, record the general exception or special urgency "
    "under `urgency_route`"
)

KEY_NOTICE_28: Final = Rule(
    id="KEY-NOTICE-28",
    about=(Decision,),
    severity=Severity.ERROR,
    title="28 clear days' public notice",
    checks=(
        "Between the day on which notice of a key decision was published and the day of the decision lie at least 28 "
        "days, neither of the two counted, weekends and holidays counted. The day of the decision is that stated under "
        "`decision`, else that of the meeting. Decisions by general exception or special urgency are left to the rules "
        "on those."
    ),
    why="A key decision taken on shorter notice, without one of the two routes for urgent ones, may be quashed.",
    source="SI 2012/2089, regulation 9(2).",
    in_force=_SINCE,
    check=_notice_28,
    bad="key: {notice_published: 2025-08-20}",
    good="key: {notice_published: 2025-08-19}",
)


def _notice_ref(case: Case) -> Iterator[Judged]:
    decision, key = case.decision, case.decision.key
    aside = not_for_the_executive(case)
    if aside or not is_key(decision):
        yield NotApplicable(aside or "it is not called a key decision")
    elif key is not None and key.urgency_route is not None:
        yield NotApplicable("the decision goes by a route for urgent decisions")
    elif key is None or (key.forward_plan_ref is None and key.notice_published is None):
        yield Problem(
            _key_path(decision),
            "This is a key decision, with neither the number of its entry in the forward plan nor the date of its "
            "notice, so nothing shows that the public was told of it.",
            "add `forward_plan_ref`, `notice_published` or both under `key`",
            severity=Severity.ERROR if was_taken(decision) else None,
        )


KEY_NOTICE_REF: Final = Rule(
    id="KEY-NOTICE-REF",
    about=(Decision,),
    severity=Severity.WARNING,
    title="A key decision carries the reference or date of its notice",
    checks=(
        "A key decision states the number of its entry in the forward plan or the date of its notice. Once the file "
        "tells of the decision as taken, that neither is there is an error, because the record can't then show that "
        "notice was given."
    ),
    why="Without either nobody can find the notice, or show that it was given.",
    source="SI 2012/2089, regulation 9(1) and (2).",
    in_force=_SINCE,
    check=_notice_ref,
    bad="key: {forward_plan_ref: ~, notice_published: ~}",
    good="key: {forward_plan_ref: FP/2025/031}",
)


def _particulars(case: Case, key: Key) -> Iterator[tuple[str, bool]]:
    """Yield each particular that a notice has to give, and whether it does."""
    notice, meeting = key.notice, case.decision.meeting
    if notice is None:
        return
    yield "(a) the statement that a key decision is to be made", notice.statement is not None
    yield "(b) the matter", notice.matter is not None
    if meeting.body_type in ONE_PERSON:
        yield "(c) the decision maker's title", notice.decision_maker_title is not None
    else:
        named = (notice.decision_maker, meeting.body)
        listed_members = any(body.members for body in case.council.bodies if body.name in named)
        yield "(c) the members of the body", bool(notice.members) or listed_members
    yield "(d) the date or period of the decision", notice.decision_date is not None
    yield "(e) the documents to be submitted", bool(notice.documents)
    yield "(f) the address where copies are to be had", notice.address is not None
    yield "(g) that other documents may be submitted", notice.other_documents is not None
    yield "(h) how to ask for those", notice.how_to_request is not None


def _notice_content(case: Case) -> Iterator[Judged]:
    key = case.decision.key
    aside = not_for_the_executive(case)
    if aside or not is_key(case.decision):
        yield NotApplicable(aside or "it is not called a key decision")
    elif key is None or key.notice is None:
        yield NotApplicable("the particulars of the notice are not kept in this file")
    else:
        lacking = [name for name, is_there in _particulars(case, key) if not is_there]
        if lacking:
            yield Problem(
                (*_KEY, "notice"), f"The notice of the key decision lacks {listed(lacking)}.", "add what lacks"
            )


KEY_NOTICE_CONTENT: Final = Rule(
    id="KEY-NOTICE-CONTENT",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The notice of a key decision holds the eight particulars",
    checks=(
        "Where the file keeps the notice (`notice` under `key`), it gives all of: that a key decision is to be made; "
        "the matter; the decision maker, with the title of a single person or the members of a body (there, or under "
        "`bodies` in council.yaml); the date or period; the documents to be submitted; where copies are to be had; "
        "that other documents may be submitted; and how to ask for those."
    ),
    why="A notice that lacks one of them is not the notice that the law asks for.",
    source="SI 2012/2089, regulation 9(1)(a) to (h).",
    in_force=_SINCE,
    check=_notice_content,
    bad="key: {notice: {address: ~}}",
    good="key: {notice: {address: 'County Hall, Northshire'}}",
)


def _notice_clean(case: Case) -> Iterator[Judged]:
    decision = case.decision
    if decision.key is None or decision.key.notice is None:
        yield NotApplicable("the particulars of the notice are not kept in this file")
    elif not case.exempt_parts:
        yield NotApplicable("nothing here is exempt")
    else:
        for path, words in leaks_in_record(case.secrets, decision.key.notice):
            message = f"The notice of the key decision would publish “{words}”, which is exempt elsewhere in this file."
            yield Problem((*_KEY, "notice", *path), message, "describe the matter without it", words=words)


KEY_NOTICE_CLEAN: Final = Rule(
    id="KEY-NOTICE-CLEAN",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The notice of a key decision discloses nothing exempt",
    checks=(
        "No sum, name, percentage or figure that is marked exempt in the file stands in the notice under `key`, in "
        "whatever way a sum is written. That a notice of a private matter gives no particulars is told by "
        "KEY-NOTICE-CONTENT; exempt matter in other public texts by EXM-LEAK."
    ),
    why="The notice of a private matter must describe it, and must not give away what is private about it.",
    source="SI 2012/2089, regulation 9(3).",
    in_force=_SINCE,
    check=_notice_clean,
    can_be_waived=False,
    bad=(
        "suppliers: [{name: Hillside Care, value: {amount: £2.1504m, exempt: 3}}]\n"
        "key: {notice: {matter: A contract of £2.15m with one provider.}}"
    ),
    good=(
        "suppliers: [{name: Hillside Care, value: {amount: £2.1504m, exempt: 3}}]\n"
        "key: {notice: {matter: A contract with one provider.}}"
    ),
)


# Urgent decisions -----------------------------------------------------------------------------------------------


def _route(case: Case, route: UrgencyRoute) -> str:
    """Return why a rule about a route for urgent decisions has no say, empty where it has."""
    key = case.decision.key
    aside = not_for_the_executive(case)
    return aside or ("" if key and key.urgency_route is route else f"it does not go by {_ROUTES[route]}")


_ROUTES: Final = {
    UrgencyRoute.GENERAL_EXCEPTION: "the general exception",
    UrgencyRoute.SPECIAL_URGENCY: "special urgency",
}


def _lacking(case: Case, facts: tuple[tuple[str, object, bool], ...]) -> list[str]:
    """Return what is not there of some steps; of a draft, only those that are no date yet to come."""
    return [name for name, held, is_date in facts if not held and not (is_date and case.stage is Stage.DRAFT)]


def _general_exception(case: Case) -> Iterator[Judged]:
    aside = _route(case, UrgencyRoute.GENERAL_EXCEPTION)
    key = case.decision.key
    if aside or key is None:
        yield NotApplicable(aside)
        return
    steps, path = key.general_exception or GeneralException(), (*_KEY, "general_exception")
    told = steps.chair_notified or steps.members_notified
    lacking = _lacking(
        case,
        (
            ("the day on which the scrutiny chair (or, without one, each of its members) was told", told, True),
            ("the day on which the notice was published", steps.notice_published, True),
            ("why 28 clear days' notice was impracticable", steps.reasons, False),
            ("the day on which those reasons were published", steps.reasons_published, True),
        ),
    )
    if lacking:
        yield Problem(path, f"The general exception lacks {listed(lacking)}.", "add what lacks")
    if steps.notice_published is not None:
        yield from _five_days(case, steps.notice_published, (*path, "notice_published"))
    if told is not None and told.earliest > decided_on(case.decision).latest:
        when = "chair_notified" if steps.chair_notified else "members_notified"
        message = f"Scrutiny was told on {say(told)}, after the decision of {say(decided_on(case.decision))}."
        yield Problem((*path, when), message, "scrutiny has to be told before the decision")


def _five_days(case: Case, published: Day, path: FieldPath) -> Iterator[Judged]:
    needed, held = period("general exception").days, decided_on(case.decision)
    days = clear_days(published, held)
    if days.most < needed:
        yield Problem(
            path,
            f"The notice of the general exception of {say(published)} leaves {days.told} before the decision of "
            f"{say(held)}; {needed} have to pass.",
            f"publish it by {say_weekday(latest_for(held.latest, needed))}, decide later, or use special urgency",
        )
    elif days.fewest < needed:
        because = f"{say(published)} to {say(held)} leaves {days.told}, and {needed} are needed."
        yield CannotTell(path, f"the day in {say(published if published.exact is None else held)}", because)


KEY_GENERAL_EXC: Final = Rule(
    id="KEY-GENERAL-EXC",
    about=(Decision,),
    severity=Severity.ERROR,
    title="The general exception is complete",
    checks=(
        "A key decision by the general exception records when the scrutiny chair (or each of its members) was told, "
        "when the notice was published, the reasons why 28 clear days were impracticable and when these were "
        "published; five clear days, weekends counted, lie between the day of the notice and that of the decision, "
        "and scrutiny was not told after it. Of a draft, dates that are still to come are not asked for."
    ),
    why="Only the whole of these steps stands in for 28 clear days' notice.",
    source="SI 2012/2089, regulation 10(1)(a) to (c) and (3).",
    in_force=_SINCE,
    check=_general_exception,
    bad=(
        "key: {urgency_route: general_exception, general_exception: {chair_notified: 2025-09-11, notice_published: "
        "2025-09-12, reasons: The provider gave notice in August., reasons_published: 2025-09-12}}"
    ),
    good=(
        "key: {urgency_route: general_exception, general_exception: {chair_notified: 2025-09-10, notice_published: "
        "2025-09-11, reasons: The provider gave notice in August., reasons_published: 2025-09-11}}"
    ),
)

_CONSENTERS: Final = {
    Consenter.SCRUTINY_CHAIR: "the scrutiny chair",
    Consenter.COUNCIL_CHAIR: "the chair of the council",
    Consenter.COUNCIL_VICE_CHAIR: "the vice-chair of the council",
}


def _special_urgency(case: Case) -> Iterator[Judged]:
    aside = _route(case, UrgencyRoute.SPECIAL_URGENCY)
    key = case.decision.key
    if aside or key is None:
        yield NotApplicable(aside)
        return
    steps, path = key.special_urgency or SpecialUrgency(), (*_KEY, "special_urgency")
    lacking = _lacking(
        case,
        (
            ("who agreed that the decision is urgent", steps.agreed_by, False),
            ("when they agreed", steps.agreed_on, True),
            ("why the decision is urgent and can't reasonably be deferred", steps.reasons, False),
            ("the day on which those reasons were published", steps.reasons_published, True),
        ),
    )
    if lacking:
        yield Problem(path, f"Special urgency lacks {listed(lacking)}.", "add what lacks")
    if steps.agreed_by not in (None, Consenter.SCRUTINY_CHAIR) and steps.why_not_chair is None:
        who = _CONSENTERS[steps.agreed_by] if steps.agreed_by else ""
        message = (
            f"{who[0].upper()}{who[1:]} agreed that this is urgent, and nothing says why the scrutiny chair didn't."
        )
        hint = "add `why_not_chair`: there was none, or they could not act"
        yield Problem((*path, "agreed_by"), message, hint)
    held = decided_on(case.decision)
    if steps.agreed_on is not None and steps.agreed_on.earliest > held.latest:
        late = days_of((steps.agreed_on.earliest - held.latest).days)
        message = f"That the decision is urgent was agreed on {say(steps.agreed_on)}, {late} after it ({say(held)})."
        yield Problem((*path, "agreed_on"), message, "agreement has to come before the decision")


KEY_SPECIAL_URG: Final = Rule(
    id="KEY-SPECIAL-URG",
    about=(Decision,),
    severity=Severity.ERROR,
    title="Special urgency is agreed and reasoned",
    checks=(
        "A key decision by special urgency records who agreed that it is urgent and can't reasonably be deferred: the "
        "scrutiny chair, or, with the reason why not the chair, the chair of the council or its vice-chair; that they "
        "agreed no later than the day of the decision; the reasons, and when these were published. Of a draft, dates "
        "that are still to come are not asked for."
    ),
    why="Without that agreement a key decision can't be taken on less than five days' notice at all.",
    source="SI 2012/2089, regulation 11(1) and (2).",
    in_force=_SINCE,
    check=_special_urgency,
    bad=(
        "key: {urgency_route: special_urgency, special_urgency: {agreed_by: council_chair, agreed_on: 2025-09-15, "
        "reasons: Care would stop on 20 September., reasons_published: 2025-09-15, council_report_due: 2026-02-25}}"
    ),
    good=(
        "key: {urgency_route: special_urgency, special_urgency: {agreed_by: scrutiny_chair, agreed_on: 2025-09-15, "
        "reasons: Care would stop on 20 September., reasons_published: 2025-09-15, council_report_due: 2026-02-25}}"
    ),
)


def _urgency_report(case: Case) -> Iterator[Judged]:
    aside = _route(case, UrgencyRoute.SPECIAL_URGENCY)
    key = case.decision.key
    if aside or key is None:
        yield NotApplicable(aside)
        return
    steps = key.special_urgency or SpecialUrgency()
    path, held = (*_KEY, "special_urgency", "council_report_due"), decided_on(case.decision)
    last = add_months(held.latest, period("report of urgent decisions").months)
    if steps.council_report_due is None:
        message = "This is taken as specially urgent, and nothing says when it is reported to council."
        yield Problem(path, message, f"add `council_report_due`, no later than {say(last)}")
    elif steps.council_report_due.earliest > last:
        due = say(steps.council_report_due)
        message = f"The report to council is due on {due}; a year from the decision of {say(held)} ends on {say(last)}."
        yield Problem(path, message, "list the decision in an earlier report")


KEY_URG_REPORT: Final = Rule(
    id="KEY-URG-REPORT",
    about=(Decision,),
    severity=Severity.INFO,
    title="A specially urgent decision is due for the leader's report to council",
    checks=(
        "A key decision by special urgency says when it is reported to council, and that is within twelve months of "
        "the decision."
    ),
    why="The leader has to report such decisions to council at least once a year.",
    source="SI 2012/2089, regulation 19(1) to (3).",
    in_force=_SINCE,
    check=_urgency_report,
    bad=(
        "key: {urgency_route: special_urgency, special_urgency: {agreed_by: scrutiny_chair, agreed_on: 2025-09-15, "
        "reasons: Care would stop on 20 September., reasons_published: 2025-09-15}}"
    ),
    good=(
        "key: {urgency_route: special_urgency, special_urgency: {agreed_by: scrutiny_chair, agreed_on: 2025-09-15, "
        "reasons: Care would stop on 20 September., reasons_published: 2025-09-15, council_report_due: 2026-02-25}}"
    ),
)

THEME: Final = Theme(
    "key-decisions",
    "Key decisions and the forward plan",
    (
        KEY_DEFINED,
        KEY_REASON,
        KEY_NOTICE_28,
        KEY_NOTICE_REF,
        KEY_NOTICE_CONTENT,
        KEY_NOTICE_CLEAN,
        KEY_GENERAL_EXC,
        KEY_SPECIAL_URG,
        KEY_URG_REPORT,
    ),
)
