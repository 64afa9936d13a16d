"""Deadlines as a person reads them in a terminal: by date, each with what it is about and how it was found."""

from collections.abc import Sequence
from datetime import date
from textwrap import fill

from reportgen.check.words import counted, say
from reportgen.radar.found import Found

_WIDTH = 100
_INDENT = " " * 18


def report(found: Sequence[Found], as_of: date) -> str:
    """Return what is overdue on a day and what is due after it, a line or more each."""
    late = [one for one in found if one.deadline.due < as_of]
    ahead = [one for one in found if one.deadline.due >= as_of]
    parts = []
    if late:
        parts.append(
            "\n".join([f"Past on {say(as_of)}, with nothing decided that the file tells of", "", *_lines(late)])
        )
    if ahead:
        parts.append("\n".join([f"Due from {say(as_of)}", "", *_lines(ahead)]))
    if not parts:
        return f"Nothing is due from {say(as_of)}. `--all` lists what is past as well.\n"
    counts = f"{counted(len(ahead), 'date')} ahead" + (f", {len(late)} past" if late else "")
    return "\n\n".join([*parts, f"{counts}."]) + "\n"


def _lines(found: Sequence[Found]) -> list[str]:
    lines = []
    for one in found:
        deadline = one.deadline
        day = f"{deadline.due:%a} {deadline.due.day:>2} {deadline.due:%b %Y}"
        lines.append(
            fill(f"{deadline.what}: {deadline.about}", _WIDTH, initial_indent=f"{day:<18}", subsequent_indent=_INDENT)
        )
        if deadline.how:
            lines.append(fill(deadline.how, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT))
        lines.append(f"{_INDENT}{one.location}")
    return lines
