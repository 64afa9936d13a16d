"""The history of a file as JSON, for other programs."""

import json
from typing import Any

from reportgen.base.source import show_path
from reportgen.history.entries import Entry, History


def report(shown: str, history: History) -> str:
    """Return the history of a file, newest first; `commit` is null for what is not committed yet."""
    held = {
        "file": shown,
        "entries": [entry_record(one) for one in history.entries],
        "beside": [{"file": name, "commits": number} for name, number in history.beside],
        "note": history.note,
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def entry_record(entry: Entry) -> dict[str, Any]:
    """Return one entry as JSON can hold it."""
    commit = entry.commit
    return {
        "commit": commit.hash if commit else None,
        "author": commit.author if commit else None,
        "date": commit.date.isoformat() if commit else None,
        "subject": commit.subject if commit else None,
        "file": commit.name if commit else None,
        "differences": [
            {
                "path": show_path(one.path),
                "what": one.what,
                "words": one.words,
                "before": one.before,
                "after": one.after,
            }
            for one in entry.differences
        ],
        "note": entry.note,
    }
