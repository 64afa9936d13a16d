"""Entries of lists that were put in or taken out, each a line of its own, as entries of the lists of the file."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.base.source import FieldPath
from reportgen.document.anchors import Anchor
from reportgen.edit.edits import Insert
from reportgen.pull.changes import Change, What
from reportgen.pull.compare import Sides
from reportgen.pull.lacking import kind_of, taken
from reportgen.pull.lines import PLAIN, Printed, words_of
from reportgen.pull.placing import Placed, alike
from reportgen.pull.prose import CannotWriteError, as_markdown
from reportgen.pull.rows import RowsFound, by_last, entries_at, is_there, removal, with_id
from reportgen.pull.word import Line, WordFile


def entries_removed(word: WordFile, where: Placed, ids: Mapping[str, Anchor], sides: Sides) -> RowsFound:
    """Return the entries of lists, each a line of its own, that were taken out whole."""
    if not where.anchored:
        return RowsFound((), frozenset(), frozenset())
    entries: dict[FieldPath, list[str]] = defaultdict(list)
    for name, anchor in ids.items():
        path = entry_path(anchor, sides)
        if path and anchor.cell is None and sides.base.lines[anchor.id]:
            entries[path].append(name)
    changes: list[Change] = []
    told: set[str] = set()
    for path, names in entries.items():
        if any(name in where.lines for name in names):
            continue
        texts = " ".join(line.text for name in names for line in sides.base.lines[ids[name].id])
        changes += [by_last(change, names, word) for change in removal(path, What.ENTRY_REMOVED, texts, sides)]
        told |= set(names)
    return RowsFound(tuple(changes), frozenset(told), frozenset())


def entry_path(anchor: Anchor, sides: Sides) -> FieldPath:
    """Return the entry of a list of the file that an entry of the paper's list is; empty where it is none."""
    if anchor.entry is None:
        return ()
    path = _prose_in(anchor, sides) or anchor.path
    numbered = [place for place, step in enumerate(path) if isinstance(step, int)]
    return path[: numbered[-1] + 1] if numbered else ()


@dataclass(frozen=True, slots=True)
class Parted:
    """The lines of an entry, as places in the Word file: its own, and those of entries typed before and behind it."""

    own: tuple[int, ...]
    before: tuple[tuple[int, ...], ...] = ()
    behind: tuple[tuple[int, ...], ...] = ()


def parted(places: Sequence[int], lines: Sequence[Line], ours: Sequence[Line]) -> Parted:
    """Return which of the lines in the stretch of an entry are its own; `ours` are its lines as we would write them.

    The Enter key makes a further entry in the same stretch, with a number or a bullet of its own. Where the entry has a
    list in it whose entries look like it, as where its prose begins with one, all of them are its own.
    """
    if not places or not ours or any(look_alike(line, ours[0]) for line in ours[1:]):
        return Parted(tuple(places))
    first = lines[places[0]]
    heads = [at for at in places if look_alike(lines[at], first)]
    if len(heads) < 2 or not first.counting:
        return Parted(tuple(places))
    head = max(heads, key=lambda at: alike(lines[at].text, ours[0].text))
    said = Counter(line.text for line in ours)
    own: list[int] = []
    others: list[list[int]] = []
    in_own = False
    for at in places:
        if at in heads:
            in_own = at == head
            others += [] if in_own else [[]]
        if in_own or said[lines[at].text]:
            said[lines[at].text] -= 1
            own.append(at)
        else:
            others[-1].append(at)
    groups = [tuple(group) for group in others if group]
    return Parted(
        tuple(own),
        tuple(group for group in groups if group[0] < head),
        tuple(group for group in groups if group[0] > head),
    )


def look_alike(one: Line, other: Line) -> bool:
    """Tell whether two lines are of one style, in lists that count alike, equally deep."""
    return (one.style, one.counting, one.level) == (other.style, other.counting, other.level)


def entry_added(lines: Sequence[Line], anchor: Anchor, sides: Sides, *, before: bool) -> Change | None:
    """Return the entry that lines put in beside one of a list add, or None where that list is no list of the file."""
    path = _prose_in(anchor, sides) or anchor.path
    numbered = [place for place, step in enumerate(path) if isinstance(step, int)]
    if not numbered or anchor.entry is None:
        return None
    last = numbered[-1]
    leaf = path[last + 1 :]
    own = path[: last + 1]
    while sides.is_gone(own) and int(own[-1]):
        own, before = (*own[:-1], int(own[-1]) - 1), False
    entry = (*sides.moved(own), 0) if sides.is_gone(own) else sides.moved(own)
    new = int(entry[-1]) + (0 if before or sides.is_gone(own) else 1)
    after = "\n".join(line.text for line in lines)
    shown = Change(path=(*entry[:-1], new), what=What.ENTRY_ADDED, before="", after=after)
    try:
        text = as_markdown([_in_entry(line, lines[0]) for line in lines])
    except CannotWriteError as fault:
        return replace(shown, refusal=str(fault))
    value: object = text
    if leaf and leaf != ("text",) and len(leaf) == 1:
        value = with_id({str(leaf[0]): text}, entry[:-1], sides)
    elif leaf == ("text",):
        others = entries_at(sides.current, entry[:-1])
        whole = any(isinstance(other, str) for other in others)
        value = text if whole else with_id({"text": text}, entry[:-1], sides)
    change = replace(shown, edit=Insert(entry[:-1], new, value), note=taken(kind_of(sides.current, entry), value))
    return replace(change, edit=None) if is_there(change, sides.current) else change


def _in_entry(line: Line, first: Line) -> Printed:
    """Return a line of an entry that was put in, as it stands in the text of that entry."""
    words = words_of(line)
    deeper = line.level - first.level if line.counting and first.counting else 0
    return replace(words, shape=replace(words.shape, depth=deeper) if deeper > 0 else PLAIN)


def _prose_in(anchor: Anchor, sides: Sides) -> FieldPath:
    """Return the field of prose that a stretch prints, empty where it prints none."""
    tokens = (token for line in sides.base.lines[anchor.id] for token in line.tokens)
    return next((token.source.within for token in tokens if token.source is not None and token.source.within), ())
