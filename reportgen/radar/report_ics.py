"""Deadlines as an iCalendar file (RFC 5545), which calendar programs open: an event of a whole day each."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from reportgen import __version__
from reportgen.base.source import show_path
from reportgen.radar.found import Found


def report(found: Sequence[Found], as_of: date) -> str:
    """Return one calendar; an event keeps its identity as long as its file, field and words do, so that it can move."""
    calendar = Calendar()
    calendar.add("prodid", f"-//reportgen//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Decisions: what is due")
    stamp = datetime.combine(as_of, time(0), UTC)
    for one in found:
        deadline = one.deadline
        event = Event()
        event.add("uid", _identity(one))
        event.add("dtstamp", stamp)
        event.add("dtstart", deadline.due)
        event.add("dtend", deadline.due + timedelta(days=1))
        event.add("summary", f"{deadline.what}: {deadline.about}")
        event.add("description", "\n".join(filter(None, (deadline.how, one.council, str(one.location)))))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))


def _identity(one: Found) -> str:
    told = "\x1f".join((one.location.file, show_path(one.deadline.path), one.deadline.about, one.deadline.what))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@reportgen"
