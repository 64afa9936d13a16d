"""Until when a decision may be called in, and when it takes effect (Local Government Act 2000, section 9F(2) and (4)).

The number of days and the day that they are counted from stand in the council's constitution, so in council.yaml.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.model.calendar import ONE_DAY
from reportgen.model.council import BodyType, CallInSettings, Council, CountedFrom, DayBasis
from reportgen.model.decision import Decision
from reportgen.model.outcome import CallInWaiver
from reportgen.model.values import Day
from reportgen.model.working_days import add_working_days

EXECUTIVE = (BodyType.EXECUTIVE, BodyType.EXECUTIVE_COMMITTEE, BodyType.INDIVIDUAL_MEMBER, BodyType.OFFICER)
"""The bodies and people who take decisions of the executive."""


@dataclass(frozen=True, slots=True)
class CallInDates:
    """The days that follow from a decision; `expires` is None where it can't be called in.

    `taken` is the day of the decision, `published` that of its publication or the last on which the council's rules
    allow it, `expires` the last day for a call-in, `effective` the first on which the decision may be carried out.
    """

    taken: date
    published: date
    expires: date | None
    effective: date


def call_in_dates(decision: Decision, council: Council) -> CallInDates | None:
    """Return the days that follow from a decision, or None where its own day is not known.

    What the file states is kept; the rest is worked out from the council's settings and England's bank holidays.
    """
    outcome = decision.decision
    taken = _exact(outcome.date if outcome else None) or _exact(decision.meeting.date)
    if taken is None:
        return None
    published = _exact(outcome.published if outcome else None)
    published = published or add_working_days(taken, council.publication.decision_days)
    expires = _last_day(decision, council.call_in, taken, published) if may_be_called_in(decision) else None
    stated = _exact(outcome.effective_from if outcome else None)
    return CallInDates(taken, published, expires, stated or (expires + ONE_DAY if expires else taken))


def may_be_called_in(decision: Decision) -> bool:
    """Return whether a decision may be called in: one of the executive's may, unless its file says otherwise."""
    call_in = decision.call_in
    if call_in is None:
        return decision.meeting.body_type in EXECUTIVE
    return call_in.applies and not isinstance(call_in.waived, CallInWaiver)


def _last_day(decision: Decision, settings: CallInSettings, taken: date, published: date) -> date:
    stated = _exact(decision.call_in.expires) if decision.call_in else None
    return stated or last_call_in_day(settings, taken, published)


def last_call_in_day(settings: CallInSettings, taken: date, published: date) -> date:
    """Return the last day for a call-in by the council's own settings."""
    begins = taken if settings.counted_from is CountedFrom.DECISION else published
    if settings.basis is DayBasis.WORKING:
        return add_working_days(begins, settings.days)
    return begins + timedelta(days=settings.days)


def _exact(day: object) -> date | None:
    return day.exact if isinstance(day, Day) else None
