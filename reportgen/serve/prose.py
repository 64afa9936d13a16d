"""A longer text of the form as it will be printed, while it is being written."""

from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.base.source import FieldPath
from reportgen.compose.faults import ComposeError
from reportgen.compose.shown import shown
from reportgen.load.subjects import load_subject
from reportgen.serve.folder import held, plain
from reportgen.write.html import fragment


def prose(place: Path, file: str, text: str, path: FieldPath, words: str) -> dict[str, Any]:
    """Return words that stand at a path of a text as HTML, or, as `fault`, why a reference in them prints nothing."""
    subject = load_subject(place, file, held(text)).subject
    style = pipeline.style_for(place, file)
    try:
        return {"html": fragment(shown(plain(words), path, subject, style), style), "fault": None}
    except ComposeError as fault:
        return {"html": None, "fault": {"message": fault.message, "hint": fault.hint}}
