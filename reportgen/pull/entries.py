"""Entries of lists that were put in or taken out, each a line of its own, as entries of the lists of the file."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.document.anchors import Anchor
from reportgen.edit.edits import Insert, Remove
from reportgen.pull.changes import Change, What
from reportgen.pull.compare import Sides
from reportgen.pull.lines import PLAIN, Printed, words_of
from reportgen.pull.placing import Placed
from reportgen.pull.prose import CannotWriteError, as_markdown
from reportgen.pull.rows import RowsFound, by_last, entries_at, is_there, with_id
from reportgen.pull.word import Line, WordFile


def entries_removed(word: WordFile, where: Placed, ids: Mapping[str, Anchor], sides: Sides) -> RowsFound:
    """Return the entries of lists, each a line of its own, that were taken out whole."""
    if not where.anchored:
        return RowsFound((), frozenset(), frozenset())
    entries: dict[FieldPath, list[str]] = defaultdict(list)
    for name, anchor in ids.items():
        path = _entry_path(anchor, sides)
        if path and anchor.cell is None and sides.base.lines[anchor.id]:
            entries[path].append(name)
    changes: list[Change] = []
    told: set[str] = set()
    for path, names in entries.items():
        if any(name in where.lines for name in names):
            continue
        texts = [line.text for name in names for line in sides.base.lines[ids[name].id]]
        place = sides.moved(path)
        change = Change(path=place, what=What.ENTRY_REMOVED, before=" ".join(texts), after="", edit=Remove(place))
        changes.append(by_last(change, names, word))
        told |= set(names)
    return RowsFound(tuple(changes), frozenset(told), frozenset())


def _entry_path(anchor: Anchor, sides: Sides) -> FieldPath:
    """Return the entry of a list of the file that an entry of the paper's list is; empty where it is none."""
    if anchor.entry is None:
        return ()
    path = _prose_in(anchor, sides) or anchor.path
    numbered = [place for place, step in enumerate(path) if isinstance(step, int)]
    return path[: numbered[-1] + 1] if numbered else ()


def entry_added(
    line: Line, at: int, anchor: Anchor, sides: Sides, position: Callable[[FieldPath], int]
) -> Change | None:
    """Return the entry that a line put in after one of a list adds, or None where that list is no list of the file."""
    path = _prose_in(anchor, sides) or anchor.path
    numbered = [place for place, step in enumerate(path) if isinstance(step, int)]
    if not numbered or anchor.entry is None:
        return None
    last = numbered[-1]
    leaf = path[last + 1 :]
    entry = sides.moved(path[: last + 1])
    new = position(entry)
    shown = Change(path=(*entry[:-1], new), what=What.ENTRY_ADDED, before="", after=line.text)
    try:
        text = as_markdown([Printed(PLAIN, words_of(line).tokens)])
    except CannotWriteError as fault:
        return replace(shown, refusal=str(fault))
    value: object = text
    if leaf and leaf != ("text",) and len(leaf) == 1:
        value = with_id({str(leaf[0]): text}, entry[:-1], sides)
    elif leaf == ("text",):
        others = entries_at(sides.current, entry[:-1])
        whole = any(isinstance(other, str) for other in others)
        value = text if whole else with_id({"text": text}, entry[:-1], sides)
    change = replace(shown, edit=Insert(entry[:-1], new, value))
    return replace(change, edit=None) if is_there(change, sides.current) else change


def _prose_in(anchor: Anchor, sides: Sides) -> FieldPath:
    """Return the field of prose that a stretch prints, empty where it prints none."""
    tokens = (token for line in sides.base.lines[anchor.id] for token in line.tokens)
    return next((token.source.within for token in tokens if token.source is not None and token.source.within), ())
