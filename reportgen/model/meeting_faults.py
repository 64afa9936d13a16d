"""What can't be so in a meeting: votes that don't add up, an event at no item, a resolution on nothing."""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.base.source import FieldPath
from reportgen.base.suggest import nearest
from reportgen.model.decision import Decision
from reportgen.model.fault import ModelFault
from reportgen.model.meeting import AgendaItem, Attendance, Meeting, MeetingEvent, Motion, MotionOutcome, Vote
from reportgen.model.outcome import RecommendationOutcome, Resolution
from reportgen.model.papers import PAPER, Owner, PaperedItem, owners_in
from reportgen.model.references import ProseReference, ReferenceFault, resolve, split
from reportgen.model.walk import passages


def meeting_faults(meeting: Meeting) -> tuple[ModelFault, ...]:
    """Return what contradicts itself between the parts of a meeting, or between it and the decisions it takes."""
    found: list[ModelFault] = []
    for place, item in enumerate(meeting.items):
        path: FieldPath = ("items", place)
        found += _item(item, path)
        found += _motions(item, path)
    for place, event in enumerate(meeting.events):
        found += _event(event, meeting, ("events", place))
    found += _substitutes(meeting.attendance) if isinstance(meeting.attendance, Attendance) else ()
    return (*found, *_references(meeting))


def _item(item: AgendaItem, path: FieldPath) -> Iterator[ModelFault]:
    if item.as_recommended and item.resolutions:
        message = "This item is as recommended, and has resolutions of its own as well."
        yield ModelFault((*path, "as_recommended"), message, "keep `as_recommended: yes`, or the resolutions")
    if item.decision is None and item.as_recommended:
        hint = "add `decision` with the name of the file, or write the resolutions"
        yield ModelFault((*path, "as_recommended"), "This item has no decision file to take them from.", hint)
    paper = item.paper if isinstance(item, PaperedItem) else None
    for place, resolution in enumerate(item.resolutions):
        yield from _resolution(resolution, paper, (*path, "resolutions", place))


def resolution_faults(decision: Decision) -> Iterator[ModelFault]:
    """Yield what is wrong with the resolutions in the minute of one item."""
    for place, resolution in enumerate(decision.minutes.resolutions if decision.minutes else ()):
        yield from _resolution(resolution, None, ("minutes", "resolutions", place))


def _resolution(resolution: Resolution, paper: Decision | None, path: FieldPath) -> Iterator[ModelFault]:
    if resolution.outcome is RecommendationOutcome.AMENDED and resolution.text is None:
        hint = "add `text`: the resolution as it was passed"
        yield ModelFault(path, "A recommendation was amended, and the words that were agreed are missing.", hint)
    if resolution.recommendation is None:
        if resolution.text is None:
            hint = "add `recommendation` with its number, or `text` and `moved_at_meeting: yes`"
            yield ModelFault(path, "This resolution names no recommendation and has no text.", hint)
        return
    if paper is None:
        return
    known = {name for one in paper.recommendations for name in (one.number, one.id) if isinstance(name, str)}
    if resolution.recommendation not in known:
        guess = nearest(resolution.recommendation, known)
        those = ", ".join(f"`{name}`" for name in sorted(known))
        hint = f"did you mean `{guess}`?" if guess else f"those of the report are {those}"
        message = f"There is no recommendation `{resolution.recommendation}` in the report."
        yield ModelFault((*path, "recommendation"), message, hint)


# Votes ---------------------------------------------------------------------------------------------------------


def _motions(item: AgendaItem, path: FieldPath) -> Iterator[ModelFault]:
    ids = [motion.id for motion in item.motions if motion.id]
    for place, motion in enumerate(item.motions):
        own = (*path, "motions", place)
        if motion.amends is not None and (motion.amends not in ids or motion.amends == motion.id):
            guess = nearest(motion.amends, ids)
            hint = f"did you mean `{guess}`?" if guess else "give the motion that it changes an `id`, and name that"
            yield ModelFault((*own, "amends"), f"There is no other motion `{motion.amends}` in this item.", hint)
        if motion.vote is not None:
            yield from _result(motion, motion.vote, own)


def _result(motion: Motion, vote: Vote, path: FieldPath) -> Iterator[ModelFault]:
    """Yield what can't be so in a result: the majority of those voting decides, and the chair where votes are equal.

    Local Government Act 1972, Schedule 12, paragraph 39.
    """
    given, against = _count(vote.in_favour, vote.names_for), _count(vote.against, vote.names_against)
    if vote.casting_vote is not None and given is not None and against is not None and given != against:
        message = f"The votes were not equal ({given} for, {against} against), so there was no casting vote."
        yield ModelFault((*path, "vote", "casting_vote"), message, "take the casting vote out, or mend the numbers")
    if given is None or against is None or motion.outcome not in (MotionOutcome.CARRIED, MotionOutcome.LOST):
        return
    lead = Decimal(given - against)
    if lead == 0 and vote.casting_vote is not None:
        lead = Decimal(1 if vote.casting_vote.value == "for" else -1)
    carried = motion.outcome is MotionOutcome.CARRIED
    if (carried and lead <= 0) or (not carried and lead > 0):
        message = f"The motion is said to be {motion.outcome.value}, with {given} for and {against} against."
        hint = "mend the outcome or the numbers; where votes were equal, add `casting_vote`"
        yield ModelFault((*path, "outcome"), message, hint)


def _count(count: int | None, names: tuple[str, ...]) -> int | None:
    return count if count is not None else len(names) or None


# Attendance and events -----------------------------------------------------------------------------------------


def _substitutes(attendance: Attendance) -> Iterator[ModelFault]:
    here = {one.member for one in (*attendance.present, *attendance.virtually)}
    for place, substitute in enumerate(attendance.substitutes):
        if substitute.replaces in here:
            message = f"`{substitute.replaces}` was at the meeting, so nobody stood in for them."
            hint = "take the substitute out, or the member out of those present"
            yield ModelFault(("attendance", "substitutes", place, "replaces"), message, hint)


def _event(event: MeetingEvent, meeting: Meeting, path: FieldPath) -> Iterator[ModelFault]:
    if event.before_item is None:
        return
    known = [name for item in meeting.items for name in (item.number, item.id) if name]
    if event.before_item not in known:
        guess = nearest(event.before_item, known)
        hint = f"did you mean `{guess}`?" if guess else "name the `id` or the `number` of an item"
        yield ModelFault((*path, "before_item"), f"No item has the number or id `{event.before_item}`.", hint)


# References ----------------------------------------------------------------------------------------------------


def _references(meeting: Meeting) -> Iterator[ModelFault]:
    """Yield what is wrong with references in the meeting's own texts; those of its decisions are judged with them."""
    top, *others = owners_in(meeting)
    by_item = {owner.path[:2]: owner for owner in others}
    for path, passage in passages(meeting):
        if path[2:3] == (PAPER,):
            continue
        owner = by_item.get(path[:2], top)
        for piece in split(passage.text):
            fault = _fault(piece, owner)
            if fault is not None:
                yield ModelFault(path, fault.message, fault.hint, fault.start, fault.end)


def _fault(piece: str | ProseReference | ReferenceFault, owner: Owner) -> ReferenceFault | None:
    if isinstance(piece, ReferenceFault):
        return piece
    if isinstance(piece, str) or piece.is_place:
        return None
    found = resolve(piece, owner.record, owner.derived)
    return found if isinstance(found, ReferenceFault) else None
