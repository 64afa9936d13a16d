"""The home page's list: every decision and meeting of the folder, with what a person wants to know of it first.

A row is worked out once and kept until its file, its council's file, or, for a meeting, a file beside it changes.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from reportgen import pipeline
from reportgen.base.finding import Finding, Outcome, Severity
from reportgen.check.decided import was_taken
from reportgen.check.words import counted, say
from reportgen.load.subjects import find_council_file, load_subject
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.pipeline import Order
from reportgen.serve.folder import Folder, stamp_of
from reportgen.serve.refused import Refused
from reportgen.serve.spoken import hint_told
from reportgen.serve.told import counts_told, title_told

Stamp = tuple[object, ...]

_log = logging.getLogger(__name__)
_STUMBLED: Final = {"message": "reportgen stumbled over this file, and the fault is ours.", "hint": "please report it"}


@dataclass(frozen=True, slots=True)
class _Row:
    stamp: Stamp
    told: dict[str, Any]


class Home:
    """The rows of a folder, as far as they have been worked out."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._rows: dict[str, _Row] = {}
        self._asked: set[tuple[str, Stamp]] = set()
        self._lock = threading.Lock()

    def told(self, today: date) -> tuple[dict[str, Any], list[Callable[[], None]]]:
        """Return the list as it stands, and what is to be done for the rows that are missing; each is given once."""
        rows: list[dict[str, Any]] = []
        missing: list[Callable[[], None]] = []
        pending = 0
        councils: dict[Path, Stamp] = {}
        with self._lock:
            for file in self._folder.files():
                stamp = (today, *self._stamp(file, councils))
                held = self._rows.get(file)
                if held is not None and held.stamp == stamp:
                    rows.append(held.told)
                    continue
                if (refused := self._folder.closed(file)) is not None:
                    rows.append(_closed(file, refused))
                    continue
                pending += 1
                rows.append(held.told if held is not None else _bare(file))
                if (file, stamp) not in self._asked:
                    self._asked.add((file, stamp))
                    missing.append(self._work(file, stamp, today))
        told = {"folder": self._folder.path.name, "today": today.isoformat(), "pending": pending, "rows": rows}
        return told, missing

    def _stamp(self, file: str, councils: dict[Path, Stamp]) -> Stamp:
        """Return what changes when the row has to be worked out anew."""
        path = self._folder.path / file
        if path.parent not in councils:
            council = find_council_file(path)
            own = (str(council), *stamp_of(council)) if council is not None else ()
            beside = _beside(council.parent) if council is not None and path.parent.name == "meetings" else ()
            councils[path.parent] = (*own, *beside)
        return (*stamp_of(path), *councils[path.parent])

    def _work(self, file: str, stamp: Stamp, today: date) -> Callable[[], None]:
        def work() -> None:
            path = self._folder.path / file
            try:
                row = _row(path, file, today)
            except Exception:
                _log.exception("the row of %s", file)
                row = {**_bare(file), "fault": {**_STUMBLED, "line": 0, "file": file}}
            told = {**row, "changed": stamp_of(path)[0] // 1_000_000}
            with self._lock:
                self._asked.discard((file, stamp))
                self._rows[file] = _Row(stamp, told)

        return work


def _beside(folder: Path) -> Stamp:
    """Return the stamps of the files of a council, whose decisions a meeting takes."""
    return tuple(stamp_of(path) for path in sorted(folder.glob("*.yaml")))


def _bare(file: str) -> dict[str, Any]:
    """Return a row of which nothing is known yet but its file."""
    return {
        "file": file, "subject": "", "council": "", "body": "", "title": Path(file).stem, "date": "", "date_words": "",
        "stage": "", "counts": None, "deadline": None, "fault": None, "begun": False, "changed": 0, "opens": True,
    }  # fmt: skip


def _closed(file: str, refused: Refused) -> dict[str, Any]:
    """Return the row of a file that is told of, and can't be opened."""
    shown = file.encode("utf-8", "replace").decode()
    fault = {"message": refused.message, "hint": refused.hint, "line": 0, "file": shown}
    return {**_bare(shown), "opens": False, "fault": fault}


def _row(path: Path, file: str, today: date) -> dict[str, Any]:
    findings = pipeline.check(path, file, Order(formats=()))
    loaded = load_subject(path, file)
    row = {**_bare(file), "counts": counts_told(findings), "council": loaded.council.name if loaded.council else ""}
    subject, tree = loaded.subject, loaded.source.tree if loaded.source is not None else None
    row["title"] = title_told(tree) or row["title"]
    if subject is None or loaded.source is None:
        return {**row, "fault": _fault(findings), "begun": tree is not None}
    day = subject.date if isinstance(subject, Meeting) else subject.meeting.date
    return {
        **row,
        "subject": "meeting" if isinstance(subject, Meeting) else "decision",
        "body": str(subject.body if isinstance(subject, Meeting) else subject.meeting.body),
        "date": str(day),
        "date_words": say(day),
        "stage": _stage(subject, today),
        "deadline": _deadline(path, file, today),
    }


def _stage(subject: Decision | Meeting, today: date) -> str:
    """Return how far a paper has come, in a few words."""
    if isinstance(subject, Meeting):
        if subject.attendance is not None:
            return "Minutes"
        return "Agenda" if subject.date.earliest >= today else "Held, without minutes"
    if was_taken(subject):
        return "Decided"
    return "Draft" if subject.meeting.date.earliest >= today else "Meeting over, no outcome noted"


def _deadline(path: Path, file: str, today: date) -> dict[str, Any] | None:
    """Return the next thing that is due, if there is one."""
    ahead = [one.deadline for one in pipeline.due(path, file) if one.deadline.due >= today]
    if not ahead:
        return None
    first = min(ahead, key=lambda deadline: (deadline.due, deadline.about, deadline.what))
    days = (first.due - today).days
    when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {counted(days, 'day')}"
    return {
        "due": first.due.isoformat(), "due_words": say(first.due), "when": when, "days": days,
        "what": first.what, "about": first.about,
    }  # fmt: skip


def _fault(findings: tuple[Finding, ...]) -> dict[str, Any] | None:
    """Return why a file can't be read: the first error in it."""
    errors = [one for one in findings if one.severity is Severity.ERROR and one.outcome is Outcome.FAIL]
    if not errors:
        return None
    first = errors[0]
    return {
        "message": first.message,
        "hint": hint_told(first.hint),
        "line": first.location.line,
        "file": first.location.file,
    }
