"""The changes that can be made to a file's values, and what the values are once they are made."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from reportgen.base.source import FieldPath, show_path

Tree = object
"""Dicts, lists, texts and None, as `Source.tree` holds them."""


class CannotSpliceError(Exception):
    """A change that can't be made to the file; its text is one sentence for the officer."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set a value: in place of the one that stands at the path, or as a new field with whatever groups it lacks.

    A list or group put in place of another changes only what differs in it.
    """

    path: FieldPath
    value: Tree


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an entry to the list at the path, before the one that stands at `at` (from 0; its length: at the end)."""

    path: FieldPath
    at: int
    value: Tree


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out a field or an entry of a list, with the comment above it."""

    path: FieldPath


@dataclass(frozen=True, slots=True)
class Move:
    """Take an entry of a list, with its comments, to before the one that stands at `to` (its length: to the end)."""

    path: FieldPath
    to: int


Edit = Put | Insert | Remove | Move


@dataclass(slots=True)
class Placed:
    """What is to stand before the entry at `at` of a list: the entry that stands at `moved`, or else a new value."""

    at: int
    moved: int | None = None
    value: Tree = None
    made: bool = False
    """It is put only to hold what other changes put into it."""


@dataclass(slots=True)
class Plan:
    """What is to become of one value: of what stands in it (`within`), or of the whole of it (`is_put`)."""

    is_put: bool = False
    made: bool = False
    """It is put only to hold what other changes put into it, so that more may be put there."""
    value: Tree = None
    removed: bool = False
    within: dict[str | int, "Plan"] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)

    @property
    def reshapes(self) -> bool:
        """Return whether entries come, go or change their order."""
        return bool(self.placed) or any(plan.removed for plan in self.within.values())

    def leaving(self) -> set[str | int]:
        """Return the entries that no longer stand where they stood."""
        gone = {step for step, plan in self.within.items() if plan.removed}
        return gone | {place.moved for place in self.placed if place.moved is not None}


def plan_of(tree: Tree, edits: Sequence[Edit]) -> Plan:
    """Return what edits come to, all of them on the tree as it stands; raise CannotSpliceError for what can't be."""
    plan = Plan()
    for edit in edits:
        match edit:
            case Put(path, value):
                _put(plan, tree, path, value)
            case Insert(path, at, value):
                _insert(plan, tree, path, at, value)
            case Remove(path):
                _remove(plan, tree, path)
            case Move(path, to):
                _move(plan, tree, path, to)
    return plan


def edited_tree(tree: Tree, plan: Plan) -> Tree:
    """Return the values that a plan leads to; the given ones stay as they are."""
    if plan.is_put:
        return deepcopy(plan.value)
    if isinstance(tree, dict):
        kept = {key: edited_tree(value, plan.within.get(key, _NO_PLAN)) for key, value in tree.items()}
        new = {key: edited_tree(None, inner) for key, inner in plan.within.items() if key not in tree}
        gone = {key for key, inner in plan.within.items() if inner.removed}
        return {key: value for key, value in (kept | new).items() if key not in gone}
    if isinstance(tree, list):
        entries = [edited_tree(value, plan.within.get(place, _NO_PLAN)) for place, value in enumerate(tree)]
        return [entries[one] if isinstance(one, int) else deepcopy(one.value) for one in order_of(len(entries), plan)]
    return tree


def order_of(length: int, plan: Plan) -> list[int | Placed]:
    """Return the entries of a list in their new order: those that stay by their old place, new ones as placed."""
    leaving = plan.leaving()
    order: list[int | Placed] = []
    for at in range(length + 1):
        order += [one if one.moved is None else one.moved for one in plan.placed if one.at == at]
        if at < length and at not in leaving:
            order.append(at)
    return order


_NO_PLAN = Plan()


def _reach(plan: Plan, tree: Tree, path: FieldPath, whole: FieldPath) -> tuple[Plan, Tree, FieldPath]:
    """Return the plan and value nearest to a path that the file holds, and the steps that it lacks."""
    for place, step in enumerate(path):
        if plan.removed or (plan.is_put and not plan.made):
            raise CannotSpliceError(f"`{show_path(path[:place])}` is changed as a whole, so not also within.")
        if plan.is_put or not (_has(tree, step) or step in plan.within):
            return plan, tree, path[place:]
        tree = tree[step] if _has(tree, step) else None  # type: ignore[index]  # _has has looked
        plan = plan.within.setdefault(step, Plan())
    if plan.removed or (plan.is_put and not plan.made):
        raise CannotSpliceError(f"`{show_path(whole)}` is changed twice at once.")
    return plan, tree, ()


def _has(tree: Tree, step: str | int) -> bool:
    if isinstance(tree, dict):
        return step in tree
    return isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree)


def _put(plan: Plan, tree: Tree, path: FieldPath, value: Tree) -> None:
    near, held, lacking = _reach(plan, tree, path, path)
    if lacking:
        _make(near, held, path, lacking, value)
    elif near.is_put or near.within or near.placed:
        raise CannotSpliceError(f"`{show_path(path)}` is changed twice at once.")
    else:
        near.is_put, near.value = True, deepcopy(value)


def _make(near: Plan, held: Tree, path: FieldPath, lacking: FieldPath, value: Tree) -> None:
    """Put a value where the file has no field, with the groups and lists above it that the file lacks."""
    step = lacking[0]
    if near.is_put:
        _put_into(near.value, lacking, value, path)
    elif isinstance(held, dict) and isinstance(step, str):
        made = Plan(is_put=True, made=len(lacking) > 1, value=_nested(lacking[1:], value, path))
        near.within[step] = made
    elif isinstance(held, list) and step == len(held):
        last = near.placed[-1] if near.placed else None
        if last is not None and last.made:
            _put_into(last.value, lacking[1:], value, path)
        else:
            near.placed.append(Placed(len(held), None, _nested(lacking[1:], value, path), made=len(lacking) > 1))
    elif _says_nothing(held):
        near.is_put, near.made, near.value = True, True, _nested(lacking, value, path)
    else:
        raise CannotSpliceError(_no_such(path))


def _nested(steps: FieldPath, value: Tree, path: FieldPath) -> Tree:
    made = deepcopy(value)
    for step in reversed(steps):
        if isinstance(step, int) and step != 0:
            raise CannotSpliceError(_no_such(path))
        made = {step: made} if isinstance(step, str) else [made]
    return made


def _put_into(made: Tree, steps: FieldPath, value: Tree, path: FieldPath) -> None:
    """Put a value into one that is itself new."""
    for place, step in enumerate(steps):
        rest = steps[place + 1 :]
        if isinstance(made, dict) and isinstance(step, str):
            if step not in made:
                made[step] = _nested(rest, value, path)
                return
            made = made[step]
        elif isinstance(made, list) and isinstance(step, int) and step <= len(made):
            if step == len(made):
                made.append(_nested(rest, value, path))
                return
            made = made[step]
        else:
            raise CannotSpliceError(_no_such(path))
    raise CannotSpliceError(f"`{show_path(path)}` is changed twice at once.")


def _insert(plan: Plan, tree: Tree, path: FieldPath, at: int, value: Tree) -> None:
    near, held, lacking = _reach(plan, tree, path, path)
    if lacking:
        if near.is_put and isinstance(found := _found_in(near.value, lacking), list):
            found.append(deepcopy(value))
        elif at == 0:
            _make(near, held, path, lacking, [value])
            if not near.is_put:
                near.within[lacking[0]].made = True
        else:
            raise CannotSpliceError(_no_such(path))
    elif near.is_put and isinstance(near.value, list):
        near.value.append(deepcopy(value))
    elif _says_nothing(held) and not near.is_put and at == 0:
        near.is_put, near.made, near.value = True, True, [deepcopy(value)]
    elif not isinstance(held, list):
        raise CannotSpliceError(f"`{show_path(path)}` is no list, so nothing can be added to it.")
    elif not 0 <= at <= len(held):
        raise CannotSpliceError(f"`{show_path(path)}` has {len(held)} entries, so nothing can stand at {at + 1}.")
    else:
        near.placed.append(Placed(at, value=deepcopy(value)))


def _found_in(made: Tree, steps: FieldPath) -> Tree:
    for step in steps:
        if not _has(made, step):
            return None
        made = made[step]  # type: ignore[index]  # _has has looked
    return made


def _remove(plan: Plan, tree: Tree, path: FieldPath) -> None:
    if not path:
        raise CannotSpliceError("A file can't be taken out of itself.")
    near, _, lacking = _reach(plan, tree, path, path)
    if lacking:
        raise CannotSpliceError(_no_such(path))
    if near.is_put or near.within or near.placed or _is_moved(plan, tree, path):
        raise CannotSpliceError(f"`{show_path(path)}` is both changed and taken out.")
    near.removed = True


def _move(plan: Plan, tree: Tree, path: FieldPath, to: int) -> None:
    if not path or not isinstance(path[-1], int):
        raise CannotSpliceError(f"`{show_path(path)}` is no entry of a list, so it has no place to change.")
    near, held, lacking = _reach(plan, tree, path[:-1], path)
    if lacking or near.is_put or not isinstance(held, list) or not 0 <= path[-1] < len(held):
        raise CannotSpliceError(_no_such(path))
    if not 0 <= to <= len(held):
        raise CannotSpliceError(f"`{show_path(path[:-1])}` has {len(held)} entries, so none can stand at {to + 1}.")
    if path[-1] in near.leaving():
        raise CannotSpliceError(f"`{show_path(path)}` is moved or taken out twice at once.")
    near.placed.append(Placed(to, moved=path[-1]))


def _is_moved(plan: Plan, tree: Tree, path: FieldPath) -> bool:
    above, _, lacking = _reach(plan, tree, path[:-1], path)
    return not lacking and any(one.moved == path[-1] for one in above.placed)


def _says_nothing(held: Tree) -> bool:
    """Return whether a blank stands where a list or group may, or `none`, which says that a list has no entries."""
    return held is None or (isinstance(held, str) and held.strip().lower() in ("", "none", "n/a"))


def _no_such(path: FieldPath) -> str:
    return f"The file has no place for `{show_path(path)}`."
