"""Changes tried out before anybody is told that they can be made: spliced in, loaded, built, and read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportgen.base.finding import Finding, Severity
from reportgen.base.source import FieldPath, Source, show_path
from reportgen.document.anchors import Source as From
from reportgen.edit.edits import Insert, Move, Remove
from reportgen.edit.splice import CannotSpliceError, spliced
from reportgen.pipeline import Order
from reportgen.pull.changes import Change, What, edits_of
from reportgen.pull.laid import Laid, lay_out
from reportgen.pull.lines import Printed, same
from reportgen.pull.moves import named_by_place
from reportgen.pull.typed import NoValue, days_of, value_of, written_at

_ROUNDS: Final = 4
_HOLE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Tried:
    """Changes, each with an edit that holds or a refusal, and the text of the file with all the edits made."""

    changes: tuple[Change, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    text: str = ""
    laid: Laid | None = None
    reason: str = ""


def tried(changes: Sequence[Change], now: Laid, path: Path, order: Order) -> Tried:
    """Return the changes with those refused that would not hold, and the file's text with all the others made."""
    held = list(changes)
    outcome = _Outcome(now.source.text, now)
    for _ in range(_ROUNDS):
        edits = [change for change in held if change.edit is not None]
        outcome = _attempt(edits, now.source, path, order) if edits else _Outcome(now.source.text, now)
        wrong = _wrong(edits, outcome, now, path, order)
        if not wrong:
            break
        held = [_refuse(change, wrong[id(change)]) if id(change) in wrong else change for change in held]
    else:
        held = [_refuse(change, "It can't be made together with the others.") for change in held]
        outcome = _Outcome(now.source.text, now)
    edits = [change for change in held if change.edit is not None]
    held = [_noted(change, edits, outcome.laid) for change in held]
    settled = [
        change
        for change in held
        if not _follows(change, held, outcome.laid) and not _prints_as_before(change, edits, outcome.laid)
    ]
    return Tried(tuple(settled), outcome.text)


def _attempt(changes: Sequence[Change], source: Source, path: Path, order: Order) -> _Outcome:
    try:
        text = spliced(source, edits_of(changes))
    except CannotSpliceError as fault:
        return _Outcome(reason=str(fault))
    laid = lay_out(path, source.file, replace(order, held=text.encode()), in_word=False)
    if isinstance(laid, Laid):
        return _Outcome(text, laid)
    wrong = [found for found in laid if found.severity is Severity.ERROR]
    if wrong and all(found.rule in _REFERENCES for found in wrong) and (gone := _removals(changes)):
        return _Outcome(reason=_referred_to(gone, wrong, changes, source))
    told = f"{wrong[0].message} {wrong[0].hint}".strip() if wrong else "no document could be made of it."
    return _Outcome(reason=f"With this the file would no longer be right: {told}")


_REFERENCES: Final = ("REFERENCE-UNKNOWN", "FIELD-CONFLICT", "REF-RESOLVES")
"""The findings of which a file has none before an entry goes, where they are of the fields that name it."""
_MOST_PLACES: Final = 4


def _removals(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if isinstance(change.edit, Remove)]


def _referred_to(gone: Sequence[Change], wrong: Sequence[Finding], changes: Sequence[Change], source: Source) -> str:
    """Return that entries can't go as long as others name them, with the fields and lines that do."""
    places = [(_before_edits(found.path, changes), found) for found in wrong]
    named = dict.fromkeys(f"`{show_path(place)}` (line {_line(place, found, source)})" for place, found in places)
    shown = list(named)[:_MOST_PLACES]
    if len(named) > _MOST_PLACES:
        shown.append(f"{len(named) - _MOST_PLACES} more")
    where = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    names, refer = ("names", "is referred to") if len(gone) == 1 else ("name", "are referred to")
    entries = " and ".join(f"`{show_path(change.path)}`" for change in gone)
    it = "it" if len(gone) == 1 else "them"
    return f"{entries} {refer} by {where}: take out what {names} {it} there first, then pull again."


def _line(place: FieldPath, found: Finding, source: Source) -> int:
    """Return the line of the file as it stands in which something is found once an edit is made."""
    span = source.span(place)
    if span is None:
        return found.location.line
    lines = source.text[span.start : span.end].split("\n")
    below = next((at for at, line in enumerate(lines) if found.excerpt and line.strip() == found.excerpt.strip()), 0)
    return source.location(span.start).line + below


def _wrong(edits: Sequence[Change], outcome: _Outcome, now: Laid, path: Path, order: Order) -> dict[int, str]:
    """Return why each change that doesn't hold doesn't."""
    if outcome.laid is not None:
        laid = outcome.laid
        beside = _besides(now), _besides(laid)
        others = {id(change): _OTHER_WORDS for change in edits if not _holds(change, edits, laid, *beside)}
        return others or {id(change): why for change in edits if (why := _named_by_place(change, now))}
    if len(edits) == 1:
        return {id(edits[0]): outcome.reason}

    def reason(changes: Sequence[Change]) -> str:
        chosen = {id(change) for change in changes}
        return _attempt([change for change in edits if id(change) in chosen], now.source, path, order).reason

    alone = {id(change): reason([change]) for change in edits}
    held = [change for change in edits if not alone[id(change)]]
    together = reason(held) if held else ""
    if together:
        held, first = [], held
    else:
        first = []
    # What can't be made alone may be right beside another change: an entry goes, and the words that name it.
    wrong: dict[int, str] = {}
    for change in [*first, *(one for one in edits if alone[id(one)])]:
        if why := reason([*held, change]):
            wrong[id(change)] = alone[id(change)] or why
        else:
            held.append(change)
    return wrong


def _named_by_place(change: Change, now: Laid) -> str:
    """Return why a list must keep its order, where words of the file name one of its entries by its place."""
    found = named_by_place(now.source.tree, change)
    if found is None:
        return ""
    span = now.source.span(found.path)
    line = f" (line {now.source.location(span.start).line})" if span is not None else ""
    return (
        f"`{show_path(found.path)}`{line} names an entry of this list by its place, as `{{{{ {found.words} }}}}`, "
        "which would then be another entry: name it by its `id` there, then pull again."
    )


_OTHER_WORDS: Final = "Building the paper with this change would print other words here than the Word file has."


def _refuse(change: Change, reason: str) -> Change:
    if change.edit is not None and change.otherwise is not None and reason == _OTHER_WORDS:
        return replace(change, edit=change.otherwise, otherwise=None)
    return change if change.edit is None else replace(change, edit=None, refusal=reason, otherwise=None)


# Proof -------------------------------------------------------------------------------------------------------------


_Besides = Mapping[FieldPath, list[str]]


def _holds(change: Change, edits: Sequence[Change], laid: Laid, before: _Besides, after: _Besides) -> bool:
    """Tell whether the paper, built anew, says what the Word file says; nothing beside a field may be driven out."""
    place = _place_of(change, edits)
    match change.what:
        case What.PROSE if isinstance(change.edit, Remove):
            return place not in laid.prose
        case What.PROSE:
            alone = before.get(change.path, []) == after.get(place, [])
            return alone and same(_masked(laid.prose.get(place, ())), _masked(change.wanted))
        case What.VALUE:
            return _prints(change, place, laid) or (change.otherwise is None and _reads_alike(change, place, laid))
        case What.ROW_ADDED | What.ENTRY_ADDED:
            return _says(change, place, laid)
        case What.MOVED:
            own = [one for one in edits if one is not change and one.path[: len(change.path)] == change.path]
            return bool(own) or _says(change, place, laid)
        case _:
            return True


def _besides(laid: Laid) -> _Besides:
    """Return, by field of prose, what stands beside it in the first of its stretches."""
    found: dict[FieldPath, list[str]] = {}
    for anchor in laid.anchors:
        sources = [(token.piece, token.source) for line in laid.lines[anchor.id] for token in line.tokens]
        others = {piece: source for piece, source in sources if source is not None and not source.within}
        beside = [str(source.source) for source in others.values() if source.text.strip()]
        for _, source in sources:
            if source is not None and source.within:
                found.setdefault(source.within, beside)
    return found


def _prints(change: Change, place: FieldPath, laid: Laid) -> bool:
    """Tell whether a value is printed in the very words that were typed."""
    return _flat(laid.values.get(place, "")) == _flat(change.after)


def _reads_alike(change: Change, place: FieldPath, laid: Laid) -> bool:
    """Tell whether what is printed for a value means what was typed: 24 June 2026, and 24/06/2026."""
    printed = laid.values.get(place, "")
    own = written_at(laid, place)
    typed, read = (_read(laid, own, words) for words in (change.after, printed))
    return typed == read and not any(isinstance(value, NoValue) for value in typed)


def _read(laid: Laid, path: FieldPath, words: str) -> list[object]:
    """Return the value that words are, of a stretch of time its first and its last day."""
    parts = days_of(words) if path[-1] == "start" else None
    return [value_of(laid, path, part) if part else NoValue("") for part in parts or (words,)]


def _noted(change: Change, edits: Sequence[Change], laid: Laid | None) -> Change:
    """Return a change of a value with how it will be printed, where that is in other words than were typed."""
    place = _place_of(change, edits)
    if laid is None or change.what is not What.VALUE or change.edit is None or _prints(change, place, laid):
        return change
    note = f"It will print as {laid.values.get(place, '')}."
    return replace(change, note=f"{change.note} {note}".strip())


def _prints_as_before(change: Change, edits: Sequence[Change], laid: Laid | None) -> bool:
    """Tell whether a value was typed in another form alone: £18 million, where the paper prints £18m either way."""
    if laid is None or change.what is not What.VALUE or change.edit is None or not change.before:
        return False
    return _flat(laid.values.get(_place_of(change, edits), "")) == _flat(change.before)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _says(change: Change, place: FieldPath, laid: Laid) -> bool:
    """Tell whether an entry that was put in is printed with every word that was typed for it."""
    printed: list[str] = []
    for anchor in laid.anchors:
        cell = anchor.cell
        row = cell.of.origin.path if cell is not None else anchor.path
        if row[: len(place)] == place:
            printed += [line.text for line in laid.lines[anchor.id]]
    whole = " ".join(printed)
    return all(part in whole for part in change.after.split(" | "))


def _masked(lines: Iterable[Printed]) -> list[Printed]:
    """Return lines with one sign for each reference, whatever it prints by now."""
    masked = []
    for line in lines:
        tokens = []
        said = -1
        for token in line.tokens:
            if token.source is not None and token.source.within and token.source.source is not From.PROSE:
                if token.piece != said:
                    tokens.append(replace(token, text=_HOLE))
                said = token.piece
            else:
                said = -1
                tokens.append(token)
        masked.append(replace(line, tokens=tuple(tokens)))
    return masked


def after_edits(path: FieldPath, edits: Sequence[Change]) -> FieldPath:
    """Return where a field of the file stands once entries have come and gone before it."""
    steps = list(path)
    for depth, step in enumerate(path):
        if isinstance(step, int):
            steps[depth] = _after(step, path[:depth], edits)
    return tuple(steps)


def _before_edits(path: FieldPath, edits: Sequence[Change]) -> FieldPath:
    """Return where a field stood before entries came and went before it."""
    steps: list[str | int] = []
    for step in path:
        place = step
        if isinstance(step, int):
            places = range(step + len(edits) + 1)
            gone = {change.edit.path for change in edits if isinstance(change.edit, Remove)}
            left = (at for at in places if (*steps, at) not in gone)
            place = next((at for at in left if after_edits((*steps, at), edits)[-1] == step), step)
        steps.append(place)
    return tuple(steps)


def _place_of(change: Change, edits: Sequence[Change]) -> FieldPath:
    """Return where a change is found once all are made: of an entry put in, its own place among those put in there."""
    edit = change.edit
    if not isinstance(edit, Insert):
        return after_edits(change.path, edits)
    earlier = edits[: next((at for at, one in enumerate(edits) if one is change), 0)]
    return (*after_edits(edit.path, edits), _placed_at(edit.at, edit.path, edits, earlier))


def _after(place: int, above: FieldPath, edits: Sequence[Change]) -> int:
    """Return where an entry of a list stands once entries have come, gone and changed their order."""
    for at, change in enumerate(edits):
        if isinstance(change.edit, Move) and change.edit.path == (*above, place):
            return _placed_at(change.edit.to, above, edits, edits[:at])
    return place - _leaving(place, above, edits) + sum(at <= place for at in _put_in(above, edits))


def _placed_at(at: int, above: FieldPath, edits: Sequence[Change], earlier: Sequence[Change]) -> int:
    """Return where an entry stands that is put before the one at `at`, behind those that `earlier` edits put there."""
    before = sum(one < at for one in _put_in(above, edits)) + sum(one == at for one in _put_in(above, earlier))
    return at - _leaving(at, above, edits) + before


def _leaving(place: int, above: FieldPath, edits: Sequence[Change]) -> int:
    """Return how many entries before a place of a list no longer stand where they stood."""
    paths = [change.edit.path for change in edits if isinstance(change.edit, Remove | Move)]
    return sum(isinstance(path[-1], int) and path[-1] < place for path in paths if path[:-1] == above)


def _put_in(above: FieldPath, edits: Sequence[Change]) -> list[int]:
    """Return the places of a list before which entries are put."""
    found = []
    for change in edits:
        match change.edit:
            case Insert(path, at) if path == above:
                found.append(at)
            case Move(path, to) if path[:-1] == above:
                found.append(to)
    return found


def _follows(change: Change, changes: Sequence[Change], laid: Laid | None) -> bool:
    """Tell whether what was typed over a reference is what it prints by itself, once the other changes are made."""
    if change.what not in (What.REFERENCE, What.COMPUTED) or laid is None or not change.after:
        return False
    printed = {
        _flat(token.source.text)
        for lines in laid.lines.values()
        for line in lines
        for token in line.tokens
        if token.source is not None and token.source.path == change.path
    }
    # Without another change it is so where the file has come to print that itself since the Word file was made.
    moved_on = any(other.edit is not None for other in changes) or _flat(change.before) not in printed
    return moved_on and change.after in printed
