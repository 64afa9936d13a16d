"""Rows of tables that were put in or taken out, as entries of the lists of the file."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.base.source import FieldPath
from reportgen.document.anchors import Anchor, InCell, Source
from reportgen.edit.edits import Insert, Remove
from reportgen.pull.changes import Change, What
from reportgen.pull.compare import Sides
from reportgen.pull.lacking import kind_of, lacks, required_in, taken
from reportgen.pull.laid import Laid
from reportgen.pull.lines import PLAIN, Printed, words_of
from reportgen.pull.moves import with_moves
from reportgen.pull.placing import Placed
from reportgen.pull.prose import CannotWriteError, as_markdown
from reportgen.pull.typed import NoValue, days_of, entry_at, value_of, written_at
from reportgen.pull.word import Hand, Line, Row, WordFile

_NAMES = ("title", "stage", "name", "label", "line", "contract", "text")


@dataclass(frozen=True, slots=True)
class RowsFound:
    """Changes of whole rows, with the stretches and the lines of the Word file that they account for."""

    changes: tuple[Change, ...]
    stretches: frozenset[str]
    lines: frozenset[int]


def rows_changed(word: WordFile, where: Placed, ids: Mapping[str, Anchor], sides: Sides) -> RowsFound:
    """Return the rows that were added to or taken out of tables whose rows are entries of a list of the file."""
    tables = _tables(sides.base)
    in_word = _word_rows(word, where, ids)
    known = {anchor.id for anchor in ids.values()}
    printed = [word.lines[at].cell for name, places in where.lines.items() if name not in ids for at in places]
    gone = {(cell.table, cell.row) for cell in printed if cell is not None}
    changes: list[Change] = []
    told: set[str] = set()
    lines: set[int] = set()
    for number, rows in tables.items():
        places = in_word.get(number)
        if not places:
            continue
        removed: list[Change] = []
        for row, anchors in rows.items() if where.anchored else ():
            worded = [anchor for anchor in anchors if sides.base.lines[anchor.id]]
            if row not in places.values() and any(anchor.id in known for anchor in worded):
                names = _ids_of(anchors, ids)
                is_whole = all(anchor.id in known for anchor in worded)
                removed += [by_last(change, names, word) for change in _removed(anchors, sides, is_whole=is_whole)]
                told |= names
        added = list(_added(word, rows, places, gone, _headings(number, sides.base), sides))
        lines |= {at for _, own in added for at in own}
        removed_only, others = with_moves(removed, [change for change, _ in added])
        changes += removed_only
        for change in others:
            if change.what is What.MOVED or not is_there(change, sides.current):
                changes.append(change)
            elif _rows_saying(change.after, word) > _entries_saying(change.after, sides.current):
                changes.append(replace(change, edit=None, note="", refusal=THERE_ALREADY))
    return RowsFound(tuple(changes), frozenset(told), frozenset(lines))


def by_last(change: Change, names: Iterable[str], word: WordFile) -> Change:
    """Return a change with who last changed anything in stretches of which no line is left."""
    hand = max((hand for name in names for hand in word.hands.get(name, ())), default=Hand("", ""))
    return replace(change, author=hand.author, date=hand.date)


def is_there(change: Change, laid: Laid) -> bool:
    """Tell whether the file has an entry already that prints just what was typed for a new one."""
    words = [" ".join(cell.split()) for cell in change.after.split(" | ")]
    rows: dict[FieldPath, list[str]] = defaultdict(list)
    for anchor in laid.anchors:
        path = row_path([anchor]) if anchor.cell is not None else anchor.path
        if path[: len(change.path) - 1] == change.path[:-1]:
            rows[path[: len(change.path)]].append(" ".join(line.text for line in laid.lines[anchor.id]))
    return any(all(word in texts for word in words) for texts in rows.values())


THERE_ALREADY: Final = "These words stand in the list already, and the Word file has them once more."


def _rows_saying(words: str, word: WordFile) -> int:
    rows: dict[tuple[int, int], list[str]] = defaultdict(list)
    for line in word.lines:
        if line.cell is not None:
            rows[line.cell.table, line.cell.row] += line.text.split()
    return list(rows.values()).count(words.replace(" | ", " ").split())


def _entries_saying(words: str, laid: Laid) -> int:
    rows: dict[FieldPath, list[str]] = defaultdict(list)
    for anchor in laid.anchors:
        if anchor.cell is not None and not anchor.cell.head:
            for line in laid.lines[anchor.id]:
                rows[row_path([anchor])] += line.text.split()
    return list(rows.values()).count(words.replace(" | ", " ").split())


def _tables(laid: Laid) -> dict[int, dict[int, list[Anchor]]]:
    """Return the cells of each table whose rows are entries of a list, by table and row."""
    tables: dict[int, dict[int, list[Anchor]]] = defaultdict(lambda: defaultdict(list))
    for anchor in laid.anchors:
        cell = anchor.cell
        if (
            cell is not None
            and not cell.head
            and isinstance(anchor.place[-1], InCell)
            and _is_entry(cell.of.origin.path)
        ):
            tables[cell.table][cell.row].append(anchor)
    return {number: dict(rows) for number, rows in tables.items() if _one_list(rows.values())}


def _is_entry(path: FieldPath) -> bool:
    return bool(path) and isinstance(path[-1], int)


def _one_list(rows: object) -> bool:
    lists = {row_path(cells)[:-1] for cells in rows}  # type: ignore[attr-defined]  # rows of a table
    entries = [row_path(cells) for cells in rows]  # type: ignore[attr-defined]
    return len(lists) == 1 and len(set(entries)) == len(entries)


def row_path(cells: Sequence[Anchor]) -> FieldPath:
    """Return the entry that a row of a table prints; empty for words in no table."""
    cell = cells[0].cell
    return cell.of.origin.path if cell is not None else ()


def _ids_of(anchors: Sequence[Anchor], ids: Mapping[str, Anchor]) -> set[str]:
    own = {anchor.id for anchor in anchors}
    return {name for name, anchor in ids.items() if anchor.id in own}


def _word_rows(word: WordFile, where: Placed, ids: Mapping[str, Anchor]) -> dict[int, dict[tuple[int, int], int]]:
    """Return, by table of the document, which row of it each row of the Word file is.

    Labels are alike in many tables: a table is known by the values in it.
    """
    found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    known: set[tuple[int, int]] = set()
    for name, lines in where.lines.items():
        anchor = ids.get(name)
        cell = anchor.cell if anchor is not None else None
        if cell is None:
            continue
        for at in lines:
            place = word.lines[at].cell
            if place is not None:
                found[cell.table].setdefault((place.table, place.row), cell.row)
                known |= {(cell.table, place.table)} if anchor is not None and anchor.path and not cell.head else set()
    return {
        table: {place: row for place, row in rows.items() if (table, place[0]) in known}
        for table, rows in found.items()
    }


def _removed(anchors: Sequence[Anchor], sides: Sides, *, is_whole: bool) -> Iterator[Change]:
    """Yield the removal of a row; none of one that is gone already, a conflict of one that says another thing now.

    `is_whole` tells whether the file says all of what the row said.
    """
    path = row_path(anchors)
    texts = [line.text for anchor in anchors for line in sides.base.lines[anchor.id]]
    yield from removal(path, What.ROW_REMOVED, " | ".join(texts), sides, is_whole=is_whole)


def removal(path: FieldPath, what: What, words: str, sides: Sides, *, is_whole: bool = True) -> Iterator[Change]:
    """Yield the removal of an entry that said `words`; none where it is gone already, a conflict where it has changed.

    `is_whole` is false where the file no longer says all of what the entry said.
    """
    if sides.is_gone(path):
        return
    place = sides.moved(path)
    change = Change(path=place, what=what, before=words, after="", edit=Remove(place))
    if is_whole and not sides.is_changed(path):
        yield change
        return
    reason = "The entry was taken out of the Word file, and has been changed in the file since that was made."
    yield replace(change, before=words_now(place, sides), base=words, edit=None, refusal=reason, conflict=True)


def words_now(path: FieldPath, sides: Sides) -> str:
    """Return what the paper says of an entry now."""
    texts: list[str] = []
    for anchor in sides.current.anchors:
        own = row_path([anchor]) or anchor.path
        if own[: len(path)] == path:
            texts += [line.text for line in sides.current.lines[anchor.id] if line.text not in texts]
    return " | ".join(texts)


def _added(
    word: WordFile,
    rows: Mapping[int, Sequence[Anchor]],
    places: Mapping[tuple[int, int], int],
    gone: Container[tuple[int, int]],
    headings: Mapping[int, str],
    sides: Sides,
) -> Iterator[tuple[Change, tuple[int, ...]]]:
    """Yield the rows that were put in, with their lines; `gone` are those that we printed and the file has no more."""
    tables = {table for table, _ in places}
    for row in word.rows:
        key = (row.table, row.row)
        if row.table not in tables or key in places or key in gone:
            continue
        cells: dict[int, list[tuple[int, Line]]] = defaultdict(list)
        for at, line in enumerate(word.lines):
            if line.cell is not None and (line.cell.table, line.cell.row) == key and line.text:
                cells[line.cell.column].append((at, line))
        before = [places[at] for at in sorted(places) if at < key and places[at] in rows]
        after = [places[at] for at in sorted(places) if at > key and places[at] in rows]
        if not cells or not (before or after):
            continue
        change = _row_added(row, cells, rows, (before, after), headings, sides)
        yield change, tuple(at for lines in cells.values() for at, _ in lines)


def _row_added(
    row: Row,
    cells: Mapping[int, Sequence[tuple[int, Line]]],
    rows: Mapping[int, Sequence[Anchor]],
    neighbours: tuple[Sequence[int], Sequence[int]],
    headings: Mapping[int, str],
    sides: Sides,
) -> Change:
    beside, at = _place_between(rows, neighbours, sides)
    path = beside[:-1]
    texts = " | ".join(" ".join(line.text for _, line in cells[column]) for column in sorted(cells))
    shown = Change(path=(*path, at), what=What.ROW_ADDED, before="", after=texts)
    hand = next((hand for lines in cells.values() for _, line in lines for hand in line.hands), None)
    hand = next(iter(row.hands), hand)
    shown = replace(shown, author=hand.author, date=hand.date) if hand is not None else shown
    record: dict[str, object] = {}
    kind = kind_of(sides.current, beside)
    models = {
        column: [a for cells_of in rows.values() for a in cells_of if a.cell is not None and a.cell.column == column]
        for column in {*headings, *cells}
    }
    for column, lines in sorted(cells.items()):
        model = models[column]
        written = _cell_values(model, [line for _, line in lines], beside, sides, required_in(kind))
        if isinstance(written, str):
            return replace(shown, refusal=written)
        for leaf, value in written:
            _put_in(record, leaf, value)
    if lacking := lacks(kind, record, path, _columns(models, headings, sides.base)):
        return replace(shown, refusal=lacking)
    entry = with_id(record, path, sides)
    return replace(shown, edit=Insert(path, at, entry), note=taken(kind, entry))


def _place_between(
    rows: Mapping[int, Sequence[Anchor]], neighbours: tuple[Sequence[int], Sequence[int]], sides: Sides
) -> tuple[FieldPath, int]:
    """Return an entry that the file still has beside a new row, the one before it first, and the place of the new."""
    before, after = neighbours
    for beside, step in [*((row, 1) for row in reversed(before)), *((row, 0) for row in after)]:
        path = row_path(rows[beside])
        if not sides.is_gone(path):
            place = sides.moved(path)
            return place, int(place[-1]) + step
    list_of = sides.moved(row_path(next(iter(rows.values()))))
    return (*list_of, 0), 0


def _headings(number: int, laid: Laid) -> dict[int, str]:
    """Return the headings of a table by their columns."""
    heads = [
        (anchor, anchor.cell) for anchor in laid.anchors if anchor.cell is not None and anchor.cell.table == number
    ]
    return {cell.column: " ".join(line.text for line in laid.lines[anchor.id]) for anchor, cell in heads if cell.head}


def _columns(models: Mapping[int, Sequence[Anchor]], headings: Mapping[int, str], laid: Laid) -> dict[str, str]:
    """Return the heading of the column that prints each field of an entry."""
    found: dict[str, str] = {}
    for column, model in sorted(models.items()):
        for anchor in model:
            for slot in _slots(anchor, laid):
                for leaf in slot.leaves:
                    found.setdefault(str(leaf[0]), headings.get(column, ""))
    return found


@dataclass(frozen=True, slots=True)
class _Slot:
    """A line of a cell that prints fields of an entry: the fields below the entry, and the words round them.

    There is one more of the `words` than of the fields: those before the first, between two, and after the last.
    """

    leaves: tuple[FieldPath, ...]
    sources: tuple[Source, ...]
    words: tuple[str, ...]


def _cell_values(
    model: Sequence[Anchor], lines: Sequence[Line], row: FieldPath, sides: Sides, required: Sequence[str]
) -> list[tuple[FieldPath, object]] | str:
    """Return the fields that a cell of a new row holds, below its entry, with their values; or why it can't be told.

    Where fewer lines were typed than the column prints fields, those that an entry must have come first.
    """
    slots = max((list(_slots(anchor, sides.base)) for anchor in model), key=len, default=[])
    words = " ".join(line.text for line in lines)
    if not slots:
        return f"“{words}” stands in a column that no field of the entry is printed in."
    if all(slot.words[0].strip() for slot in slots) and not any(Source.PROSE in slot.sources for slot in slots):
        return _labelled_values(slots, words, row, sides)
    if len(lines) < len(slots):
        first = sorted(slots, key=lambda slot: not any(leaf[0] in required for leaf in slot.leaves))[: len(lines)]
        slots = [slot for slot in slots if slot in first or slot.words[0].strip()]
    if slots[-1].sources == (Source.PROSE,) and len(lines) >= len(slots):
        ahead = len(slots) - 1
        pairs = [(slot, [line]) for slot, line in zip(slots[:ahead], lines[:ahead], strict=True)]
        pairs.append((slots[-1], list(lines[ahead:])))
    elif len(lines) > len(slots):
        return f"“{words}” is more than the fields of an entry that this column prints: write the entry in the file."
    else:
        pairs = [(slot, [line]) for slot, line in _in_slots(slots, lines)]
    values: list[tuple[FieldPath, object]] = []
    for slot, own in pairs:
        for leaf, value in _slot_values(slot, own, row, sides):
            if isinstance(value, NoValue):
                return value.reason
            values.append((leaf, value))
    return values


def _labelled_values(
    slots: Sequence[_Slot], words: str, row: FieldPath, sides: Sides
) -> list[tuple[FieldPath, object]] | str:
    """Return the fields of a cell in which the template puts a label before each, or why they can't be told."""
    labels = {slot.words[0].strip(): slot for slot in slots}
    longest = sorted(labels, key=len, reverse=True)
    first, *parts = re.split(f"({'|'.join(re.escape(label) for label in longest)})", words)
    if first.strip():
        shown = " ".join(f"“{label} …”" for label in labels)
        return f"“{words}” stands in a column that says {shown}: say which it is, and pull again."
    values: list[tuple[FieldPath, object]] = []
    for label, part in zip(parts[::2], parts[1::2], strict=True):
        for leaf, value in _values_in(labels[label], f"{label}{part}", row, sides):
            if isinstance(value, NoValue):
                return value.reason
            values.append((leaf, value))
    return values


def _slots(anchor: Anchor, laid: Laid) -> Iterator[_Slot]:
    """Yield the lines of a cell that print fields of its row."""
    own = row_path([anchor])
    for line in laid.lines[anchor.id]:
        leaves: list[FieldPath] = []
        sources: list[Source] = []
        words = [""]
        for token in line.tokens:
            piece = token.source
            field = (piece.within or piece.path) if piece is not None else ()
            leaf = field[len(own) :] if field[: len(own)] == own else ()
            if piece is None or not leaf:
                words[-1] += token.text
            elif not leaves or leaf != leaves[-1]:
                leaves.append(leaf)
                sources.append(Source.PROSE if piece.within else piece.source)
                words.append("")
        if leaves:
            yield _Slot(tuple(leaves), tuple(sources), tuple(words))


def _in_slots(slots: Sequence[_Slot], lines: Sequence[Line]) -> Iterator[tuple[_Slot, Line]]:
    """Yield the lines of a new cell with what each is: by the words that a template puts first, else in order."""
    left = list(slots)
    for line in lines:
        first = [(slot, slot.words[0].strip()) for slot in left]
        labelled = [slot for slot, label in first if label and line.text.startswith(label)]
        slot = labelled[0] if labelled else next((one for one, label in first if not label), left[0])
        left.remove(slot)
        yield slot, line


def _slot_values(
    slot: _Slot, lines: Sequence[Line], row: FieldPath, sides: Sides
) -> Iterator[tuple[FieldPath, object | NoValue]]:
    """Yield the fields of a line of a new cell with their values, what is worked out aside."""
    if slot.sources == (Source.PROSE,):
        try:
            yield slot.leaves[0], as_markdown([Printed(PLAIN, words_of(line).tokens) for line in lines])
        except CannotWriteError as fault:
            yield slot.leaves[0], NoValue(str(fault))
        return
    yield from _values_in(slot, " ".join(line.text for line in lines), row, sides)


def _values_in(slot: _Slot, words: str, row: FieldPath, sides: Sides) -> Iterator[tuple[FieldPath, object | NoValue]]:
    """Yield the fields that the words of a line say, without the words that the template puts round them."""
    words = words.removeprefix(slot.words[0].strip()).removesuffix(slot.words[-1].strip()).strip()
    parts = _parts(words, slot.words[1:-1])
    for leaf, source, part in zip(slot.leaves, slot.sources, parts, strict=False):
        days = days_of(part) if leaf == ("start",) else None
        if days is not None and ("end",) not in slot.leaves:
            yield leaf, value_of(sides.current, (*row, "start"), days[0])
            yield ("end",), value_of(sides.current, (*row, "end"), days[1])
        elif source is not Source.WORKED_OUT and part:
            own = written_at(sides.current, (*row, *leaf))
            yield own[len(row) :], value_of(sides.current, own, part)


def _parts(words: str, between: Sequence[str]) -> list[str]:
    """Return words cut at those that a template puts between two values."""
    parts = [words]
    for separator in between:
        if not separator.strip():
            break
        last, found, rest = parts[-1].partition(separator)
        parts[-1:] = [last.strip(), rest.strip()] if found else [last]
    return parts


def _put_in(record: dict[str, object], leaf: FieldPath, value: object) -> None:
    inner = record
    for step in leaf[:-1]:
        if not isinstance(step, str):
            return
        inner = inner.setdefault(step, {})  # type: ignore[assignment]  # groups all the way
    if isinstance(leaf[-1], str):
        inner[leaf[-1]] = value


def with_id(record: dict[str, object], path: FieldPath, sides: Sides) -> dict[str, object]:
    """Return an entry with an id of its own where the others of its list have one, made from its name."""
    others = entries_at(sides.current, path)
    if "id" in record or not others or not all(isinstance(other, dict) and "id" in other for other in others):
        return record
    taken = {str(other["id"]) for other in others if isinstance(other, dict)}
    name = next((str(record[key]) for key in _NAMES if key in record), "entry")
    return {"id": unused_id(name, taken), **record}


def entries_at(laid: Laid, path: FieldPath) -> list[object]:
    """Return the entries of a list as they stand in the file; none where it has no such list."""
    held = entry_at(laid, path)
    return held if isinstance(held, list) else []


def unused_id(name: str, taken: set[str]) -> str:
    """Return an id made from the first words of a name, which no other entry has."""
    words = re.findall(r"[a-z0-9]+", name.lower())[:3]
    made = "-".join(words) or "entry"
    made = made if made[0].isalpha() else f"entry-{made}"
    count = 2
    shown = made
    while shown in taken:
        shown, count = f"{made}-{count}", count + 1
    return shown
