"""Entries of lists that stand elsewhere in an edited Word file: rows and paragraphs cut, dragged and pasted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.base.source import FieldPath, show_path
from reportgen.edit.edits import Insert, Move, Remove
from reportgen.model.references import ProseReference, split
from reportgen.pull.changes import Change, What

_SINGULAR: Final = {"recommendations": "recommendation", "appendices": "appendix"}


def with_moves(removed: Sequence[Change], added: Sequence[Change]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return removals and additions of entries, each pair of one list that says the same as a move."""
    left = list(removed)
    found = [as_move(change, left) or change for change in added]
    return tuple(left), tuple(found)


def as_move(added: Change, left: list[Change]) -> Change | None:
    """Return the move that an addition is, where it says just what an entry of its list does that was taken out.

    That removal is then no longer among those `left`.
    """
    gone = next((one for one in left if _is_moved(one, added)), None)
    if gone is None:
        return None
    left.remove(gone)
    to = added.path[-1]
    author, when = (added.author, added.date) if added.author else (gone.author, gone.date)
    return entry_moved(replace(gone, author=author, date=when), to if isinstance(to, int) else 0)


def _is_moved(removed: Change, added: Change) -> bool:
    return (
        isinstance(removed.edit, Remove)
        and removed.path[:-1] == added.path[:-1]
        and _words(removed.before) == _words(added.after)
    )


def entry_moved(entry: Change, to: int) -> Change:
    """Return the move of an entry of a list to before the one that stands at `to` now."""
    words = entry.before
    return replace(entry, what=What.MOVED, after=words, edit=Move(entry.path, to), note=_to(entry.path, to))


def without_settled(changes: Sequence[Change]) -> list[Change]:
    """Return changes without the moves of a list that leave it in the order which it has in the file now."""
    by_list: dict[FieldPath, list[Move]] = defaultdict(list)
    for change in changes:
        if isinstance(change.edit, Move):
            by_list[change.edit.path[:-1]].append(change.edit)
    settled = {path for path, moves in by_list.items() if _is_in_order(moves)}
    return [one for one in changes if not (isinstance(one.edit, Move) and one.edit.path[:-1] in settled)]


def _is_in_order(moves: Sequence[Move]) -> bool:
    """Tell whether moves of entries of one list leave them all where they are."""
    leaving = [move.path[-1] for move in moves]
    order: list[str | int] = []
    for at in range(max([*(move.to for move in moves), *(at for at in leaving if isinstance(at, int))]) + 1):
        order += [move.path[-1] for move in moves if move.to == at]
        order += [at] if at not in leaving else []
    return order == sorted(order, key=int)


def _words(text: str) -> list[str]:
    return text.replace("|", " ").split()


def _to(path: FieldPath, to: int) -> str:
    at = path[-1]
    new = to + 1 if isinstance(at, int) and to <= at else to
    return f"It is moved to place {new} of `{show_path(path[:-1])}`."


# References by place ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByPlace:
    """A reference in the file that names an entry by its place: `words` as written, in the field at `path`."""

    path: FieldPath
    words: str


def named_by_place(tree: object, change: Change) -> ByPlace | None:
    """Return a reference that would name another entry once a list has its entries come, go or change their order."""
    edit = change.edit
    match edit:
        case Insert(path, at):
            key, low, high = path, at, None
        case Remove(path) if path and isinstance(path[-1], int):
            key, low, high = path[:-1], path[-1], None
        case Move(path, to) if isinstance(path[-1], int):
            key, low, high = path[:-1], min(path[-1], to), max(path[-1], to - 1)
        case _:
            return None
    names = {str(key[-1]), _SINGULAR.get(str(key[-1]), "")} if len(key) == 1 else set()
    for path, text in _texts(tree, ()):
        if "{{" not in text:
            continue
        for reference in (piece for piece in split(text) if isinstance(piece, ProseReference)):
            steps = reference.names
            if len(steps) < 2 or steps[0] not in names or not steps[1].isdecimal():
                continue
            place = int(steps[1]) - 1
            if place >= low and (high is None or place <= high):
                return ByPlace(path, str(reference))
    return None


def _texts(tree: object, path: FieldPath) -> Iterable[tuple[FieldPath, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, held in tree.items():
            yield from _texts(held, (*path, key))
    elif isinstance(tree, list):
        for at, held in enumerate(tree):
            yield from _texts(held, (*path, at))
