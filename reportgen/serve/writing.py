"""Changes to the text that is being written, asked for field by field: by the form, and by an edited Word file."""

from typing import Any

from reportgen.base.source import Source, show_path
from reportgen.edit.merge import Missing, merged
from reportgen.edit.splice import CannotSpliceError, Edit, Insert, Move, Put, Remove, spliced
from reportgen.load.yaml_file import source_from
from reportgen.serve.asked import field, path_of
from reportgen.serve.folder import held, plain
from reportgen.serve.refused import Refused
from reportgen.serve.told import change_told


def splice(file: str, text: str, edits: list[Any]) -> dict[str, Any]:
    """Return a text with edits made to it, and the stretch that changes. Raises Refused where they can't be made."""
    before = plain(text)
    try:
        after = spliced(source_of(file, before), [_edit(asked) for asked in edits])
    except CannotSpliceError as fault:
        raise Refused(422, str(fault)) from fault
    return {"text": after, "change": change_told(before, after)}


def merge(file: str, base: str | None, ours: str, theirs: str) -> dict[str, Any] | None:
    """Return their text with our changes in it, and the fields that both have changed, which stand as theirs.

    None where it can't be told: what both began with is no longer remembered, or one of the texts can't be read.
    """
    if base is None:
        return None
    sources = [source_from(held(text), file)[0] for text in (base, ours, theirs)]
    before, mine, now = sources
    if before is None or mine is None or now is None:
        return None
    try:
        found = merged(before, mine, now)
    except CannotSpliceError:
        return None
    conflicts = [
        {
            "path": show_path(one.path),
            "at": list(one.path),
            "base": _said(one.base),
            "yours": _said(one.ours),
            "theirs": _said(one.theirs),
        }
        for one in found.conflicts
    ]
    return {"text": found.text, "conflicts": conflicts, "left": list(found.left)}


def _said(value: object) -> object:
    """Return a value of a conflict; a field that one side does not have has none."""
    return None if isinstance(value, Missing) else value


def source_of(file: str, text: str) -> Source:
    """Return a text with the places of its fields. Raises Refused for one that can't be read."""
    source, findings = source_from(held(text), file)
    if source is None:
        first = min(findings, key=lambda found: found.location)
        line = f"line {first.location.line}: " if first.location.line else ""
        message = "The text can't be read as it stands, so its fields can't be changed one by one."
        raise Refused(422, message, f"mend this first: {line}{first.message}")
    return source


def _edit(asked: object) -> Edit:
    if not isinstance(asked, dict):
        raise Refused(400, "This change can't be read.")
    match asked.get("do"):
        case "put":
            return Put(path_of(asked, "at"), _value(asked.get("value")))
        case "insert":
            return Insert(path_of(asked, "at"), field(asked, "index", int), _value(asked.get("value")))
        case "remove":
            return Remove(path_of(asked, "at"))
        case "move":
            return Move(path_of(asked, "at"), field(asked, "to", int))
        case _:
            raise Refused(400, "This change can't be read.")


def _value(value: object, depth: int = 0) -> object:
    """Return a value as a file holds it. Raises Refused for a number or anything else that isn't text."""
    if value is None or isinstance(value, str):
        return plain(value) if value else value
    if isinstance(value, list) and depth < _DEEPEST:
        return [_value(one, depth + 1) for one in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {name: _value(one, depth + 1) for name, one in value.items()}
    raise Refused(400, "This change holds something that is neither text nor a list or group of it.")


_DEEPEST = 40
