"""The history of a file as text for a terminal."""

from reportgen.history.entries import Entry, History
from reportgen.history.said import broken, moment


def report(shown: str, history: History, width: int | None = None) -> str:
    """Return the history of a file, newest first, a paragraph a commit; no line is longer than a width."""
    parts = [shown, *(_entry(one) for one in history.entries), beside_told(history), history.note]
    return "".join(f"{broken(line, width)}\n" for line in "\n\n".join(filter(None, parts)).split("\n"))


def beside_told(history: History) -> str:
    """Return which other files changed that this one takes words from; empty where none did."""
    if not history.beside:
        return ""
    files = ", ".join(f"{name} in {number} commit{'s' if number > 1 else ''}" for name, number in history.beside)
    return f"It takes words from other files, which have changed too: {files}. Their own history tells what."


def _entry(entry: Entry) -> str:
    commit = entry.commit
    head = ["Not committed yet"] if commit is None else []
    if commit is not None:
        head = [f"{moment(commit.date)}  {commit.author}  {commit.short}", commit.subject]
    lines = [one.words for one in entry.differences]
    return "\n".join([*filter(None, head), *(f"  {line}" for line in [*lines, entry.note] if line)])
