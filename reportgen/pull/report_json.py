"""What was pulled, as JSON, for other programs."""

import json

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.pull.changes import Pulled
from reportgen.pull.comments import sentence


def report(pulled: Pulled, word_file: str, *, applying: bool) -> str:
    """Return what was pulled as one object; lines count from 1, and are 0 for what has no place in the file."""
    source = pulled.source
    shown = {
        "word": word_file,
        "file": source.file,
        "saved_by": pulled.saved_by,
        "saved_on": pulled.saved_on,
        "applied": applying,
        "changes": [
            {
                "path": show_path(change.path),
                "line": _line(change.path, source),
                "what": change.what.value,
                "before": change.before,
                "after": change.after,
                "base": change.base,
                "author": change.author,
                "date": change.date,
                "sureness": round(change.sureness, 3),
                "can_be_applied": change.edit is not None,
                "conflict": change.conflict,
                "refusal": change.refusal,
                "note": change.note,
            }
            for change in pulled.changes
        ],
        "comments": [
            {
                "path": show_path(remark.path),
                "line": _line(remark.path, source),
                "author": remark.author,
                "date": remark.date,
                "text": remark.text,
                "words": remark.words,
                "resolved": remark.resolved,
                "answers": remark.answers,
                "message": sentence(remark),
            }
            for remark in pulled.remarks
        ],
        "unplaced": [
            {"text": passage.text, "where": passage.where, "author": passage.author, "date": passage.date}
            for passage in pulled.unplaced
        ],
        "notes": [{"rule": found.rule, "message": found.message, "hint": found.hint} for found in pulled.findings],
    }
    return json.dumps(shown, indent=2, ensure_ascii=False) + "\n"


def _line(path: FieldPath, source: Source) -> int:
    span = source.span(path) if path else None
    return source.location(span.start).line if span is not None else 0
