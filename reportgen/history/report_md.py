"""The history of a file as Markdown, to be put into a note or a request for review."""

import re

from reportgen.history.entries import Entry, History
from reportgen.history.report_text import beside_told
from reportgen.history.said import moment

_SIGNS = re.compile(r"([\\`*\[\]<>#|~]|(?<!\w)_|_(?!\w))")


def report(shown: str, history: History) -> str:
    """Return the history of a file, newest first, a heading a commit."""
    notes = (_plain(beside_told(history)), _plain(history.note))
    parts = [f"# History of {_plain(shown)}", *(_entry(one) for one in history.entries), *notes]
    return "\n\n".join(filter(None, parts)) + "\n"


def _entry(entry: Entry) -> str:
    commit = entry.commit
    if commit is None:
        head = "## Not committed yet"
    else:
        head = f"## {_plain(commit.subject) or 'No subject'}\n\n{moment(commit.date)}, {_plain(commit.author)}, "
        head += f"`{commit.short}`"
    lines = [f"- {_plain(one.words)}" for one in entry.differences]
    return "\n\n".join(part for part in (head, "\n".join(lines), _plain(entry.note)) if part)


def _plain(text: str) -> str:
    """Return a text of which nothing is taken for Markdown."""
    return _SIGNS.sub(r"\\\1", text)
