"""Publication: agendas and reports in time, business in private, the papers in the background."""

from collections.abc import Iterator
from typing import Final

from reportgen.base.finding import Severity
from reportgen.base.source import FieldPath
from reportgen.check.case import Case, Stage
from reportgen.check.clear_days import ClearDays, clear_days, latest_for, working_clear_days
from reportgen.check.decided import ONE_PERSON, asks_for_decision, body_of
from reportgen.check.exempt_parts import exempt_parts
from reportgen.check.rule import CannotTell, InForce, Judged, NotApplicable, Problem, Rule, Theme
from reportgen.check.words import listed, say, say_weekday
from reportgen.law.periods import period, since
from reportgen.model.council import DayBasis
from reportgen.model.decision import Decision
from reportgen.model.header import Classification, PrivateAgreement, PrivateMeeting
from reportgen.model.meeting import Meeting
from reportgen.model.story import EngagementStatus
from reportgen.model.values import Day, Prose

_EXECUTIVE_SINCE: Final = InForce(since("agenda of the executive"))
_ANY_BODY_SINCE: Final = InForce(since("agenda of other bodies"))


def _held(case: Case) -> Day:
    """Return the day of the meeting."""
    subject = case.subject
    return subject.date if isinstance(subject, Meeting) else subject.meeting.date


def _open_question(
    path: FieldPath, first: Day, last: Day, days: ClearDays, needed: int, counted: str = ""
) -> CannotTell:
    inexact = first if first.exact is None else last
    told = f"{days.told} that are {counted}" if counted else days.told
    because = f"{say(first)} to {say(last)} leaves {told}, and {needed} are needed."
    return CannotTell(path, f"the day in {say(inexact)}", because)


def _five_clear_days(case: Case, published: Day, path: FieldPath, name: str, what: str, hint: str) -> Iterator[Judged]:
    """Yield what is wrong with clear days of which many councils leave out weekends and bank holidays.

    Too few by the calendar is against the law; too few as working days is a warning, unless the council counts by the
    calendar. `name` is that of the period, `what` begins the sentence, as "The agenda".
    """
    held, needed = _held(case), period(name).days
    days = clear_days(published, held)
    if days.most < needed:
        latest = say_weekday(latest_for(held.latest, needed))
        message = (
            f"{what} published on {say(published)} leaves {days.told} before the meeting of "
            f"{say(held)}; {needed} are needed, so {latest} was the last day for it."
        )
        yield Problem(path, message, hint)
        return
    if days.fewest < needed:
        yield _open_question(path, published, held, days, needed)
        return
    if case.council.publication.clear_days_basis is not DayBasis.WORKING:
        return
    working = working_clear_days(published, held)
    if working.most < needed:
        are = "is a working day" if working.most == 1 else "are working days"
        message = (
            f"{what} published on {say(published)} leaves {days.told} before the meeting of {say(held)}, but "
            f"only {working} of them {are}; the council counts {needed} working days, so "
            f"{say_weekday(latest_for(held.latest, needed, working=True))} was the last day for it."
        )
        yield Problem(path, message, hint, severity=Severity.WARNING)
    elif working.fewest < needed:
        yield _open_question(path, published, held, working, needed, "working days; the council counts those")


# The agenda -----------------------------------------------------------------------------------------------------


def _agenda(case: Case) -> Iterator[Judged]:
    subject = case.subject
    if body_of(case) in ONE_PERSON:
        yield NotApplicable("one person decides, without a meeting")
        return
    if case.is_executive and case.as_of not in _EXECUTIVE_SINCE:
        yield NotApplicable("it was not in force for the executive on the day of the meeting")
        return
    path: FieldPath = ("agenda_published",)
    if isinstance(subject, Decision):
        path = ("meeting", "agenda_published")
        if subject.meeting.convened_short_notice or subject.meeting.late_item:
            short = "the meeting was called at short notice" if subject.meeting.convened_short_notice else ""
            yield NotApplicable(short or "the item was added late, which has a rule of its own")
            return
    published = subject.meeting.agenda_published if isinstance(subject, Decision) else subject.agenda_published
    name = "agenda of the executive" if case.is_executive else "agenda of other bodies"
    if published is None:
        held, needed = _held(case).earliest, period(name).days
        because = (
            f"For {needed} clear days before {say(held)} it has to be out by {say_weekday(latest_for(held, needed))}, "
            f"or, counting working days, by {say_weekday(latest_for(held, needed, working=True))}."
        )
        yield CannotTell(path, "the date on which the agenda and report were published", because)
        return
    hint = "meet later; or record why the meeting or the item could not wait"
    yield from _five_clear_days(case, published, path, name, "The agenda", hint)


PUB_AGENDA_5: Final = Rule(
    id="PUB-AGENDA-5",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="Agenda and report are public for five clear days",
    checks=(
        "Between the day on which the agenda was published and that of the meeting lie at least five days, neither of "
        "the two counted. Fewer by the calendar is an error; fewer working days is a warning, unless council.yaml says "
        "that the council counts by the calendar. Meetings called at short notice and items added late are left "
        "alone, as are decisions by one person."
    ),
    why="An item that the public could not read about in time may not be considered.",
    source=(
        "The executive: SI 2012/2089, regulations 6(1) and (2) and 7(3). Other bodies: Local Government Act 1972, "
        "sections 100A(6) and 100B(3) and (4), as amended by SI 2002/715. Practice for working days."
    ),
    in_force=_ANY_BODY_SINCE,
    check=_agenda,
    bad="meeting: {agenda_published: 2025-09-12}",
    good="meeting: {agenda_published: 2025-09-09}",
)


def _late_item(case: Case) -> Iterator[Judged]:
    subject = case.subject
    if isinstance(subject, Meeting):
        yield from _late_items(subject)
        return
    meeting, path = subject.meeting, ("meeting", "late_item")
    if not meeting.late_item:
        yield NotApplicable("the item was not added late")
    elif meeting.lateness_reason is None:
        yield Problem(path, "The item is late, and nothing says why.", "add `lateness_reason`")
    elif not case.is_executive and meeting.urgency_reason is None:
        message = (
            "The item is late, and the special circumstances that make it urgent, in the chair's view, are missing."
        )
        yield Problem(path, message, "add `urgency_reason`, and have it minuted")


def _late_items(meeting: Meeting) -> Iterator[Judged]:
    urgent = [(place, item) for place, item in enumerate(meeting.items) if item.urgent]
    if not urgent:
        yield NotApplicable("no item was added late")
    for place, item in urgent:
        if item.urgency_reason is None:
            message = "This was taken as urgent business, and the chair's reason is missing."
            yield Problem(("items", place, "urgent"), message, "add `urgency_reason`")


PUB_LATE_ITEM: Final = Rule(
    id="PUB-LATE-ITEM",
    about=(Decision, Meeting),
    severity=Severity.WARNING,
    title="A late item records why",
    checks=(
        "An item that was added after the agenda was published says why it is late; for bodies other than the "
        "executive it also gives the special circumstances for which the chair thinks it urgent. In a meeting's file "
        "each urgent item gives the chair's reason."
    ),
    why="Without the reason nothing shows that the item could be taken at all.",
    source="The executive: SI 2012/2089, regulation 7(3). Other bodies: Local Government Act 1972, section 100B(4)(b).",
    in_force=_ANY_BODY_SINCE,
    check=_late_item,
    bad="meeting: {late_item: yes}",
    good="meeting: {late_item: yes, lateness_reason: The provider gave notice after the agenda was published.}",
)


# Business in private --------------------------------------------------------------------------------------------


def _is_private(case: Case) -> bool:
    """Return whether part of the meeting, or of the item, is to be taken in private."""
    subject = case.subject
    if isinstance(subject, Meeting):
        items = any(item.private or item.exempt is not None for item in subject.items)
        return items or bool(subject.exclusions) or any(_holds_exempt(paper) for _, paper in case.papers)
    return bool(case.exempt_parts) or subject.report.classification is Classification.EXEMPT


def _holds_exempt(paper: Decision) -> bool:
    return paper.report.classification is Classification.EXEMPT or bool(exempt_parts(paper))


def _not_private(case: Case) -> str:
    """Return why a rule about private meetings of the executive has no say, empty where it has."""
    if not case.is_executive or body_of(case) in ONE_PERSON:
        return "the executive doesn't meet on this"
    if not _is_private(case):
        return "nothing here is private"
    if case.subject.private_meeting is None and any(paper.private_meeting is not None for _, paper in case.papers):
        return "the notices stand in the file of the decision"
    return ""


def _lacks_of(agreement: PrivateAgreement, stage: Stage) -> list[str]:
    """Return what is missing of the agreement to meet in private at shorter notice."""
    facts: tuple[tuple[str, object], ...] = (
        ("who agreed that the meeting is urgent", agreement.by),
        ("why it is urgent and can't reasonably be deferred", agreement.reasons),
    )
    if stage is Stage.PUBLISH:
        facts = (*facts, ("the day on which those reasons were published", agreement.reasons_published))
    return [name for name, held in facts if not held]


def _first_notice(case: Case) -> Iterator[Judged]:
    aside = _not_private(case)
    if aside:
        yield NotApplicable(aside)
        return
    told, path = case.subject.private_meeting or PrivateMeeting(), ("private_meeting",)
    if told.agreement is not None:
        lacking = _lacks_of(told.agreement, case.stage)
        if lacking:
            message = f"The agreement to meet in private without 28 clear days' notice lacks {listed(lacking)}."
            yield Problem((*path, "agreement"), message, "add what lacks")
        return
    needed, held = period("first notice of a private meeting").days, _held(case)
    if told.notice1_published is None:
        latest = say_weekday(latest_for(held.earliest, needed))
        because = f"For {needed} clear days before {say(held)} it has to be out by {latest}."
        missing = "the date of the first notice of a meeting in private"
        yield CannotTell((*path, "notice1_published"), missing, because)
    else:
        yield from _in_28_days(told.notice1_published, held, needed)
    if told.notice1_published is not None and told.notice1_reasons is None:
        yield Problem(path, "The first notice of the private part gives no reasons.", "add `notice1_reasons`")


def _in_28_days(published: Day, held: Day, needed: int) -> Iterator[Judged]:
    path, days = ("private_meeting", "notice1_published"), clear_days(published, held)
    if days.most < needed:
        message = (
            f"The first notice of the private part, published on {say(published)}, leaves {days.told} before "
            f"the meeting of {say(held)}; {needed} are needed, so "
            f"{say_weekday(latest_for(held.latest, needed))} was the last day for it."
        )
        hint = "take the item later; or record under `agreement` who agreed that the meeting is urgent, and why"
        yield Problem(path, message, hint)
    elif days.fewest < needed:
        yield _open_question(path, published, held, days, needed)


PRIV_28: Final = Rule(
    id="PRIV-28",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="28 clear days' notice of business in private",
    checks=(
        "Where the executive is to take anything in private, between the day of the first notice and that of the "
        "meeting lie at least 28 days, neither of the two counted, and the notice gives reasons; or the agreement of "
        "the scrutiny chair, or of the chair or vice-chair of the council, is recorded with its reasons and their "
        "publication. What is marked exempt in a decision is taken to be dealt with in private."
    ),
    why="A meeting that was closed to the public without notice was not lawfully closed.",
    source="SI 2012/2089, regulation 5(2), (3), (6) and (7).",
    in_force=InForce(since("first notice of a private meeting")),
    check=_first_notice,
    bad="private_meeting: {notice1_published: 2025-08-20}",
    good="private_meeting: {notice1_published: 2025-08-19}",
)


def _second_notice(case: Case) -> Iterator[Judged]:
    aside = _not_private(case)
    told, path = case.subject.private_meeting or PrivateMeeting(), ("private_meeting",)
    if aside or told.agreement is not None:
        yield NotApplicable(aside or "the agreement to meet without notice stands in for it")
        return
    if told.notice2_published is None:
        held, needed = _held(case), period("second notice of a private meeting").days
        because = (
            f"For {needed} clear days before {say(held)} it has to be out by "
            f"{say_weekday(latest_for(held.earliest, needed))}."
        )
        missing = "the date of the second notice of a meeting in private"
        yield CannotTell((*path, "notice2_published"), missing, because)
        return
    hint = "take the item later; or record under `agreement` who agreed that the meeting is urgent, and why"
    name, what = "second notice of a private meeting", "The second notice of the private part"
    yield from _five_clear_days(case, told.notice2_published, (*path, "notice2_published"), name, what, hint)
    facts: list[tuple[str, str, object]] = [("the reasons", "notice2_reasons", told.notice2_reasons)]
    if case.stage is Stage.PUBLISH:  # In a draft nobody can know what will be said against it.
        received = "the representations received (`None received` where there were none)"
        facts.append((received, "representations", told.representations))
        facts.append(("the answer to them", "response", told.response or _none_received(told.representations)))
    lacking = [(name, field) for name, field, held in facts if not held]
    if lacking:
        message = f"The second notice of the private part lacks {listed(name for name, _ in lacking)}."
        yield Problem(path, message, f"add {listed(f'`{field}`' for _, field in lacking)}")


def _none_received(representations: Prose | None) -> bool:
    """Return whether no representations are said to have been made, or nothing is said of them."""
    return representations is None or representations.text.casefold().startswith(("no ", "no.", "none", "nil"))


PRIV_5: Final = Rule(
    id="PRIV-5",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="A second notice of business in private, five clear days before",
    checks=(
        "The second notice of a private part of a meeting of the executive is published at least five clear days "
        "before it (fewer working days is a warning, as for agendas) and gives the reasons, the representations "
        "received, and the answer to them where there were any. Of a draft, representations are not asked for."
    ),
    why="It shows that objections to meeting in private were weighed before the doors closed.",
    source="SI 2012/2089, regulation 5(4) and (5). Practice for working days.",
    in_force=InForce(since("second notice of a private meeting")),
    check=_second_notice,
    bad="private_meeting: {notice2_published: 2025-09-09, representations: ~, response: ~}",
    good="private_meeting: {notice2_published: 2025-09-09, representations: None received, response: ~}",
)


def _exclusion(case: Case) -> Iterator[Judged]:
    subject = case.subject
    if isinstance(subject, Decision):
        yield from _exempt_elsewhere(subject)
        return
    closed = [
        (place, item)
        for place, item in enumerate(subject.items)
        if item.private or item.exempt is not None or item.exempt_considered
    ]
    if subject.attendance is None or not closed:
        yield NotApplicable("nothing was taken in private" if subject.attendance else "the meeting has not been held")
        return
    numbers = _private_numbers(subject)
    for place, item in closed:
        if item.exempt_considered in numbers:
            continue  # The item at which it was considered is judged itself.
        # A number that is left out is worked out from the agenda, so any resolution may mean it.
        wanted = [item.exempt_considered] if item.exempt_considered else [item.number, item.id] if item.number else []
        yield from _excluded(subject, ("items", place), [name for name in wanted if name])


def _private_numbers(meeting: Meeting) -> frozenset[str]:
    """Return the numbers and ids of the items that were taken in private."""
    closed = [item for item in meeting.items if item.private or item.exempt is not None]
    return frozenset(name for item in closed for name in (item.number, item.id) if name)


def _excluded(meeting: Meeting, path: FieldPath, names: list[str]) -> Iterator[Judged]:
    covering = [
        (place, one)
        for place, one in enumerate(meeting.exclusions)
        if not names or any(name in one.items for name in names)
    ]
    shown = f"Item {names[0]}" if names else "An item"
    if not covering:
        message = f"{shown} was taken in private, and no resolution to exclude press and public names it."
        yield Problem(path, message, "add it to `items` of an entry of `exclusions`, with the paragraphs")
    elif not any(one.paragraphs for _, one in covering):
        message = f"{shown} was taken in private, and the resolution gives no paragraph of Schedule 12A for it."
        yield Problem(("exclusions", covering[0][0]), message, "add `paragraphs`, as [3]")


def _exempt_elsewhere(decision: Decision) -> Iterator[Judged]:
    """Yield whether the minute of one item tells under which paragraph exempt matter was considered at another."""
    considered = decision.minutes.exempt_considered if decision.minutes else None
    if considered is None:
        yield NotApplicable("no minutes here speak of exempt information")
    elif not considered.paragraphs:
        at = f"item {considered.item_no}" if considered.item_no else "another item"
        yield CannotTell(
            ("minutes", "exempt_considered"),
            "the paragraph of Schedule 12A under which press and public were excluded",
            f"Exempt information was considered at {at}; the resolution stands in the minutes of the meeting.",
        )


PRIV_RESOLUTION: Final = Rule(
    id="PRIV-RESOLUTION",
    about=(Decision, Meeting),
    severity=Severity.ERROR,
    title="A resolution to exclude the public names each item and the exemption",
    checks=(
        "In the minutes of a meeting each item that was taken in private, or at which exempt information was "
        "considered, is named by a resolution to exclude press and public that gives a paragraph of Schedule 12A. The "
        "minute of a single item names the paragraphs of the exempt information considered with it; without them it "
        "can't be told."
    ),
    why="The public is lawfully excluded by a resolution alone, and for the business that it describes.",
    source="SI 2012/2089, regulation 4(2)(b) and (3); Local Government Act 1972, section 100A(4) and (5).",
    in_force=_EXECUTIVE_SINCE,
    check=_exclusion,
    bad="exclusions: none",
    good="exclusions: [{number: 10, items: [11], paragraphs: [3]}]",
)


# Background papers ----------------------------------------------------------------------------------------------

_RESULTS: Final = ("survey", "questionnaire", "consult", "interview", "feedback", "engagement", "responses", "views")


def _words(title: str) -> frozenset[str]:
    """Return the words of a title that tell it from others."""
    plain = "".join(letter if letter.isalnum() else " " for letter in title.casefold())
    return frozenset(word for word in plain.split() if len(word) > 3)


def _is_listed(title: str, titles: list[frozenset[str]]) -> bool:
    words = _words(title)
    return any(len(words & known) >= min(2, len(words)) for known in titles)


def _relied_on(decision: Decision) -> Iterator[str]:
    """Yield the papers that the decision says it rests on, and that neither are published works nor attached."""
    listed_papers = (*decision.background_papers, *decision.linked_reports, *decision.supporting_documents)
    titles = [paper.title for paper in listed_papers]
    titles += [appendix.title for appendix in decision.appendices]
    known = [_words(title) for title in titles]
    for one in decision.evidence:
        if not one.is_published_work and one.exempt is None and not _is_listed(one.title, known):
            yield one.title
    plain = " ".join(titles).casefold()
    evidence = " ".join(one.title for one in decision.evidence).casefold()
    if any(word in plain or word in evidence for word in _RESULTS):
        return
    for strand in decision.engagement.strands if decision.engagement else ():
        method = (strand.method or "").casefold()
        if strand.status is EngagementStatus.DONE and any(word in method for word in _RESULTS):
            yield f"the results of {strand.method} ({strand.who})"


def _background(case: Case) -> Iterator[Judged]:
    decision, path = case.decision, ("background_papers",)
    if not asks_for_decision(decision):
        yield NotApplicable("the paper asks for no decision")
        return
    if "background_papers" not in decision.model_fields_set:
        others = decision.model_fields_set & {"supporting_documents", "linked_reports"}
        message = (
            "The list of background papers is missing: it names the papers relied on, or says that there are none."
        )
        hint = "add `background_papers:` with the papers, or `background_papers: none`"
        yield Problem(path, message, hint, severity=Severity.WARNING if others else Severity.ERROR)
        return
    relied_on = list(_relied_on(decision))
    if relied_on:
        said = "none is listed" if not decision.background_papers else "they are not listed"
        message = f"The report relies on papers, and {said} as background papers: {listed(relied_on)}."
        hint = "list them with an address or location; mark evidence that is a published work `is_published_work: yes`"
        yield Problem(path, message, hint)


BGP_LIST: Final = Rule(
    id="BGP-LIST",
    about=(Decision,),
    severity=Severity.WARNING,
    title="The background papers are listed",
    checks=(
        "A report that asks for a decision has `background_papers`, if only to say that there are none; that it is "
        "left out is an error (a warning where other papers are listed). What stands under `evidence`, and surveys, "
        "questionnaires, interviews and consultations that are done, are listed there, attached, or linked; a paper "
        "is taken for listed where two words of its title are. Published works need not be."
    ),
    why="The public may read what a report relies on to a material extent, and needs the list to ask for it.",
    source="SI 2012/2089, regulations 2 and 15; Local Government Act 1972, section 100D.",
    in_force=_EXECUTIVE_SINCE,
    check=_background,
    bad="background_papers: none",
    good="background_papers: [{title: Survey of residents 2025, url: 'https://www.example.org/survey'}]",
)


def _available(case: Case) -> Iterator[Judged]:
    decision = case.decision
    papers = [(place, paper) for place, paper in enumerate(decision.background_papers) if not paper.is_published_work]
    if not papers:
        yield NotApplicable("no background papers are listed")
    for place, paper in papers:
        path: FieldPath = ("background_papers", place)
        if paper.exempt is not None:
            message = (
                f"“{paper.title}” is listed as a background paper, which is open to the public, and marked exempt."
            )
            yield Problem((*path, "exempt"), message, "take it off the list: exempt papers don't belong there")
        elif not (paper.url or paper.location or decision.report.contacts_for_documents):
            message = f"Nothing says where “{paper.title}” can be read."
            yield Problem(path, message, "add `url` or `location`, or `contacts_for_documents` under `report`")


BGP_AVAILABLE: Final = Rule(
    id="BGP-AVAILABLE",
    about=(Decision,),
    severity=Severity.WARNING,
    title="Background papers can be had, and none is exempt",
    checks=(
        "Each paper listed has an address on the web or a location, unless the report names whom to ask for documents; "
        "and none of them is marked exempt. Published works are left alone."
    ),
    why="Background papers are open to inspection for years; exempt ones are not to be listed at all.",
    source="SI 2012/2089, regulations 15 and 20; Local Government Act 1972, section 100D(1) and (4).",
    in_force=_EXECUTIVE_SINCE,
    check=_available,
    bad="report: {contacts_for_documents: ~}\nbackground_papers: [{title: Survey of residents 2025}]",
    good=(
        "report: {contacts_for_documents: ~}\n"
        "background_papers: [{title: Survey of residents 2025, location: County Hall}]"
    ),
)

THEME: Final = Theme(
    "publication",
    "Publication, private business and background papers",
    (PUB_AGENDA_5, PUB_LATE_ITEM, PRIV_28, PRIV_5, PRIV_RESOLUTION, BGP_LIST, BGP_AVAILABLE),
)
