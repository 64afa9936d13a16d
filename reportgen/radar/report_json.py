"""Deadlines as JSON, for other programs."""

import json
from collections.abc import Sequence
from datetime import date

from reportgen.base.source import show_path
from reportgen.radar.found import Found


def report(found: Sequence[Found], as_of: date) -> str:
    """Return `{"as_of", "deadlines": [...]}`, by date; dates are ISO dates."""
    listed = [
        {
            "due": one.deadline.due.isoformat(),
            "past": one.deadline.due < as_of,
            "council": one.council,
            "about": one.deadline.about,
            "what": one.deadline.what,
            "how": one.deadline.how,
            "last_safe_day": one.deadline.is_last,
            "file": one.location.file,
            "line": one.location.line,
            "path": show_path(one.deadline.path),
        }
        for one in found
    ]
    return json.dumps({"as_of": as_of.isoformat(), "deadlines": listed}, indent=2, ensure_ascii=False) + "\n"
