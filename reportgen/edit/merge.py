"""Edits made to one state of a file, fitted to another: field by field, and what both sides changed told apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.base.source import FieldPath, Source
from reportgen.edit.differing import edits_between, matched, same_runs
from reportgen.edit.edits import Edit, Insert, Move, Put, Remove, Tree, edited_tree, plan_of
from reportgen.edit.splice import spliced
from reportgen.load.yaml_file import source_from


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands for a field that one side does not have."""


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, each to something else: what it was, and what each has made of it.

    `path` is that of the file as it is now; of an entry that is gone from there, as it was. A side that took the field
    out has `MISSING`.
    """

    path: FieldPath
    base: Tree
    ours: Tree
    theirs: Tree


@dataclass(frozen=True, slots=True)
class Rebased:
    """One edit made to fit: the edit for the file as it is now, or why there is none.

    Neither an edit nor a conflict: the file says already what the edit asks for.
    """

    edit: Edit | None = None
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """A text with both sides' changes, conflicting fields as they stand in theirs.

    `left` are comments of ours that found no place in it, since the lines around them changed on both sides.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    left: tuple[str, ...] = ()


def rebased(base: Source, theirs: Source, edits: Sequence[Edit]) -> tuple[Rebased, ...]:
    """Return for each edit of the base what it comes to in the file as it is now, in the same order.

    Entries of lists are known again by their ids or numbers, else by what they say. A Put of a whole list or group is
    taken apart where its parts can be fitted one by one; it then has the first conflict among them, and no edit.
    """
    fitting = _Fitting(base.tree, theirs.tree)
    return tuple(fitting.fit(edit) for edit in edits)


def merged(base: Source, ours: Source, theirs: Source) -> Merged:
    """Return their text with our changes in it, of two that began with the same base.

    Lines are merged, comments and all, where that gives each field what the merge of the fields does; else our changes
    of fields are spliced into their text.
    """
    changes = () if ours.tree == theirs.tree else edits_between(base.tree, ours.tree)
    fates = rebased(base, theirs, changes)
    conflicts = tuple(fate.conflict for fate in fates if fate.conflict)
    fitting = [fate.edit for fate in fates if fate.edit]
    by_lines = None if conflicts else _merged_lines(base.text, ours.text, theirs.text)
    wanted = edited_tree(theirs.tree, plan_of(theirs.tree, fitting))
    if by_lines is not None:
        read, _ = source_from(by_lines.encode(), theirs.file)
        if read is not None and read.tree == wanted:
            return Merged(by_lines)
    text = spliced(theirs, fitting)
    return Merged(text, conflicts, _left(base.text, ours.text, text))


class _Fitting:
    """Fits edits of one tree to another."""

    def __init__(self, base: Tree, theirs: Tree) -> None:
        self.base = base
        self.theirs = theirs
        # The lists are held with what was found of them, so that no other list can come to bear their ids.
        self._pairs: dict[tuple[int, int], tuple[Sequence[Tree], Sequence[Tree], dict[int, int]]] = {}

    def fit(self, edit: Edit) -> Rebased:
        """Return what an edit comes to."""
        try:
            match edit:
                case Put():
                    return self._put(edit)
                case Remove():
                    return self._remove(edit)
                case Insert():
                    return self._insert(edit)
                case Move():
                    return self._move(edit)
        except _GoneError:
            base = _at(self.base, edit.path)
            return Rebased(conflict=Conflict(edit.path, base, _asked(edit), MISSING))

    def _put(self, edit: Put) -> Rebased:
        path = self._path(edit.path)
        base, theirs = _at(self.base, edit.path), _at(self.theirs, path)
        if theirs == edit.value:
            return Rebased()
        if theirs == base:
            return Rebased(Put(path, edit.value))
        inner = list(edits_between(base, edit.value)) if _alike(base, edit.value) and _alike(base, theirs) else []
        if not inner or any(isinstance(one, Put) and not one.path for one in inner):
            return Rebased(conflict=Conflict(path, base, edit.value, theirs))
        fates = [_Fitting(base, theirs).fit(one) for one in inner]
        if conflict := next((fate.conflict for fate in fates if fate.conflict), None):
            whole = (*path, *conflict.path)
            return Rebased(conflict=Conflict(whole, conflict.base, conflict.ours, conflict.theirs))
        fitting = [fate.edit for fate in fates if fate.edit]
        return Rebased(Put(path, edited_tree(theirs, plan_of(theirs, fitting))))

    def _remove(self, edit: Remove) -> Rebased:
        try:
            path = self._path(edit.path)
        except _GoneError:
            return Rebased()
        base, theirs = _at(self.base, edit.path), _at(self.theirs, path)
        if theirs is MISSING:
            return Rebased()
        return Rebased(Remove(path)) if base == theirs else Rebased(conflict=Conflict(path, base, MISSING, theirs))

    def _insert(self, edit: Insert) -> Rebased:
        path = self._path(edit.path)
        base, theirs = _at(self.base, edit.path), _at(self.theirs, path)
        if theirs is None or theirs is MISSING:
            return Rebased(Insert(path, 0, edit.value))
        if not isinstance(theirs, list):
            return Rebased(conflict=Conflict(path, base, [edit.value], theirs))
        old = base if isinstance(base, list) else []
        if edit.value in theirs and edit.value not in old:
            return Rebased()
        if (same := _same_name(theirs, edit.value)) is not None and _same_name(old, edit.value) is None:
            return Rebased(conflict=Conflict((*path, same), MISSING, edit.value, theirs[same]))
        return Rebased(Insert(path, self._place(old, theirs, edit.at), edit.value))

    def _move(self, edit: Move) -> Rebased:
        path = self._path(edit.path)
        old, new = _at(self.base, edit.path[:-1]), _at(self.theirs, path[:-1])
        if not isinstance(old, list) or not isinstance(new, list):
            raise _GoneError
        to = self._place(old, new, edit.to)
        return Rebased() if to in (path[-1], int(path[-1]) + 1) else Rebased(Move(path, to))

    def _path(self, path: FieldPath) -> FieldPath:
        """Return the path of a field of the base in the other tree; _GoneError where an entry above it is gone."""
        old, new = self.base, self.theirs
        found: list[str | int] = []
        for step in path:
            if type(old) is not type(new) and not (old in (None, MISSING) and isinstance(new, (dict, Missing))):
                raise _GoneError
            if isinstance(step, int) and isinstance(old, list) and isinstance(new, list):
                if step >= len(old):
                    step = len(new) + step - len(old)
                else:
                    there = self._same(old, new).get(step)
                    if there is None:
                        raise _GoneError
                    old, new, step = old[step], new[there], there
                    found.append(step)
                    continue
            found.append(step)
            old, new = _at(old, (step,)), _at(new, (step,))
        return tuple(found)

    def _same(self, old: Sequence[Tree], new: Sequence[Tree]) -> dict[int, int]:
        """Return which entry of a list of the base is which now; looked up once for each list."""
        lists = id(old), id(new)
        if lists not in self._pairs:
            self._pairs[lists] = old, new, dict(matched(old, new, surely=True))
        return self._pairs[lists][2]

    def _place(self, old: Sequence[Tree], new: Sequence[Tree], at: int) -> int:
        """Return where now that place is which stood before the entry `at`: after what it followed."""
        pairs = self._same(old, new)
        before = next((pairs[place] for place in range(at - 1, -1, -1) if place in pairs), None)
        if before is not None:
            return before + 1
        return next((pairs[place] for place in range(at, len(old)) if place in pairs), 0 if at == 0 else len(new))


class _GoneError(Exception):
    """An entry that an edit is about is no longer there."""


def _at(tree: Tree, path: FieldPath) -> Tree:
    for step in path:
        held = step in tree if isinstance(tree, dict) else isinstance(tree, list) and step in range(len(tree))
        if not held:
            return MISSING
        tree = tree[step]  # type: ignore[index]  # it has been looked for
    return tree


def _asked(edit: Edit) -> Tree:
    match edit:
        case Put() | Insert():
            return edit.value
        case _:
            return MISSING


def _alike(one: Tree, other: Tree) -> bool:
    return isinstance(one, (dict, list)) and type(one) is type(other) and bool(one) and bool(other)


def _same_name(entries: Sequence[Tree], value: Tree) -> int | None:
    """Return the place of the entry that bears the same id or number as a new one."""
    for key in ("id", "number"):
        name = value.get(key) if isinstance(value, dict) else None
        for place, one in enumerate(entries):
            if name is not None and isinstance(one, dict) and one.get(key) == name:
                return place
    return None


# Lines -----------------------------------------------------------------------------------------------------------


def _merged_lines(base: str, ours: str, theirs: str) -> str | None:
    """Return a text with the lines that either side changed; None where both changed lines that touch."""
    lines = base.splitlines(keepends=True)
    changes = sorted([*_line_changes(lines, ours, 0), *_line_changes(lines, theirs, 1)])
    made: list[str] = []
    at = 0
    last: tuple[int, int, int, tuple[str, ...]] | None = None
    for change in changes:
        start, end, side, new = change
        if last is not None and last[2] != side and start <= last[1]:
            if last[:2] == change[:2] and last[3] == new:
                continue
            return None
        made += (*lines[at:start], *new)
        at, last = end, change
    return "".join((*made, *lines[at:]))


def _line_changes(base: Sequence[str], text: str, side: int) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    new = text.splitlines(keepends=True)
    at = to = 0
    for a, b, size in same_runs(base, new):
        if a > at or b > to:
            yield at, a, side, tuple(new[to:b])
        at, to = a + size, b + size


def _left(base: str, ours: str, text: str) -> tuple[str, ...]:
    """Return the comments that ours has, and neither the base nor the text that came of it."""
    known = _comments(base) | _comments(text)
    return tuple(comment for comment in _comments(ours) if comment not in known)


def _comments(text: str) -> dict[str, None]:
    return dict.fromkeys(match[1].strip() for match in re.finditer(r"(?m)(?:^|[ \t])(#[ \t].*)$", text))
