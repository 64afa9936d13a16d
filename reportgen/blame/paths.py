"""The way to a field as an officer writes it, `risks[2].mitigation`, and whether a file has such a field."""

import re

from reportgen.base.source import FieldPath, show_path
from reportgen.base.suggest import did_you_mean

_STEPS = re.compile(r"[^\W\d][\w-]*(?:\[[1-9][0-9]*\])*(?:\.[^\W\d][\w-]*(?:\[[1-9][0-9]*\])*)*")
_STEP = re.compile(r"\[([0-9]+)\]|[^.\[\]]+")


def read_path(written: str) -> FieldPath | None:
    """Return the way that is written, entries of lists counted from 1; None for what is none."""
    written = written.strip()
    if not _STEPS.fullmatch(written):
        return None
    return tuple(int(step[1]) - 1 if step[1] else step[0] for step in _STEP.finditer(written))


def lacks(tree: object, path: FieldPath) -> str:
    """Return what of a path a file's tree doesn't have, in a sentence; empty where it has it all."""
    held = tree
    for at, step in enumerate(path):
        before = f"`{show_path(path[:at])}`" if at else "the file"
        if isinstance(step, int):
            count = len(held) if isinstance(held, list) else 0
            if not isinstance(held, list):
                return f"{before} is no list, so that it has no `[{step + 1}]`."
            if step >= count:
                entries = "one entry" if count == 1 else f"{count} entries"
                return f"There is no `{show_path(path[: at + 1])}`: {before} has {entries}."
            held = held[step]
        elif isinstance(held, dict) and step in held:
            held = held[step]
        else:
            meant = did_you_mean(step, [str(key) for key in held]) if isinstance(held, dict) else ""
            where = "in the file" if not at else f"in {before}"
            return f"There is no `{step}` {where}.{f' {meant[:1].upper()}{meant[1:]}' if meant else ''}"
    return ""
