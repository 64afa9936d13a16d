"""Where a field of the file as it was stands in the file as it is: lists gain and lose entries."""

from reportgen.base.source import FieldPath

_NAMES = ("id", "number", "title", "label", "name", "stage")


def moved(path: FieldPath, before: object, now: object) -> FieldPath:
    """Return where a field stands now; entries of lists are known by their id or name, else by what they say."""
    steps: list[str | int] = []
    for step in path:
        held = before[step] if _has(before, step) else None  # type: ignore[index]  # _has has looked
        place = step
        if isinstance(step, int) and isinstance(before, list) and isinstance(now, list):
            place = _place(held, step, now)
        before, now = held, now[place] if _has(now, place) else None  # type: ignore[index]  # _has has looked
        steps.append(place)
    return tuple(steps)


def _has(held: object, step: str | int) -> bool:
    if isinstance(held, dict):
        return step in held
    return isinstance(held, list) and isinstance(step, int) and 0 <= step < len(held)


def _place(entry: object, step: int, now: list[object]) -> int:
    if isinstance(entry, dict):
        for name in _NAMES:
            if name in entry:
                found = [at for at, one in enumerate(now) if isinstance(one, dict) and one.get(name) == entry[name]]
                if len(found) == 1:
                    return found[0]
    same = [at for at, one in enumerate(now) if one == entry]
    return step if step in same or not same else same[0]
