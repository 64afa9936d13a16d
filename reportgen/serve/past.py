"""What git keeps of a paper: its commits in words, and two of its versions beside one another."""

from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.base.source import show_path
from reportgen.check.words import say
from reportgen.history.entries import Entry, history_of
from reportgen.history.facts import Difference
from reportgen.history.report_text import beside_told
from reportgen.history.repository import HistoryError, repository_of
from reportgen.serve.refused import Refused


def history(place: Path, file: str) -> dict[str, Any]:
    """Return the commits that changed a file, newest first, and what each changed; what is not committed is told of."""
    repository = repository_of(place)
    if repository is None:
        return {"in_git": False, "commits": [], "uncommitted": False, "now": None, "note": "", "beside": ""}
    try:
        found = history_of(repository, place, pipeline.style_for(place, file), titles=True)
    except HistoryError as fault:
        raise Refused(422, str(fault)) from fault
    now = next((entry for entry in found.entries if entry.commit is None), None)
    return {
        "in_git": True,
        "commits": [_commit(entry) for entry in found.entries if entry.commit is not None],
        "uncommitted": now is not None,
        "now": _changed(now) if now is not None else None,
        "note": found.note,
        "beside": beside_told(found),
    }


def _commit(entry: Entry) -> dict[str, Any]:
    commit = entry.commit
    if commit is None:
        raise ValueError("an entry without a commit")
    return {
        "hash": commit.hash,
        "short": commit.short,
        "author": commit.author,
        "date": commit.date.isoformat(),
        "date_words": _at(commit.date),
        "subject": commit.subject,
        **_changed(entry),
    }


def _at(moment: datetime) -> str:
    return f"{say(moment.date())}, {moment:%H:%M}"


def _changed(entry: Entry) -> dict[str, Any]:
    return {"differences": differences_told(entry.differences), "note": entry.note}


def differences_told(differences: tuple[Difference, ...]) -> list[dict[str, Any]]:
    """Return facts that changed as the browser is told them."""
    return [{"path": show_path(one.path), "at": list(one.path), "words": one.words} for one in differences]
