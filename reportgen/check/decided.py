"""Who decides, when, whether the decision has been taken, and whether it is a key decision: as a file tells."""

from reportgen.check.case import Case
from reportgen.model.council import BodyType
from reportgen.model.decision import Decision
from reportgen.model.header import DecisionType, ReportType
from reportgen.model.meeting import Meeting
from reportgen.model.values import Day

ONE_PERSON = (BodyType.INDIVIDUAL_MEMBER, BodyType.OFFICER)
"""Who decides without a meeting."""


def decided_on(decision: Decision) -> Day:
    """Return the day of the decision: that of the decision as taken, else of the meeting that is to take it."""
    taken = decision.decision.date if decision.decision is not None else None
    return taken or decision.meeting.date


def was_taken(decision: Decision) -> bool:
    """Return whether the file tells of the decision as taken: its date, its publication, or what was resolved."""
    outcome, minutes = decision.decision, decision.minutes
    told = outcome is not None and (outcome.date is not None or outcome.published is not None)
    return told or (minutes is not None and bool(minutes.resolutions))


def is_key(decision: Decision) -> bool | None:
    """Return whether the file calls the decision key, None where it says neither."""
    if decision.key is not None:
        return decision.key.is_key
    stated = decision.report.decision_type
    return None if stated is None else stated is DecisionType.KEY


def body_of(case: Case) -> BodyType:
    """Return what kind of body or person decides."""
    subject = case.subject
    return subject.body_type if isinstance(subject, Meeting) else subject.meeting.body_type


def asks_for_decision(decision: Decision) -> bool:
    """Return whether a paper asks for a decision, rather than telling of how things stand."""
    return decision.report.type in (ReportType.DECISION, ReportType.MINUTES)


def not_for_the_executive(case: Case) -> str:
    """Return why a rule about key decisions has no say, empty where it has: only the executive takes them."""
    if not case.is_executive:
        return "the executive doesn't decide this"
    return "" if asks_for_decision(case.decision) else "the paper asks for no decision"
