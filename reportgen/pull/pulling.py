"""One Word file laid beside the document it was made from: what changed in which field, and what has no place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from reportgen.base.source import FieldPath, show_path
from reportgen.document.anchors import Anchor, Holds, InEntry, InQuote
from reportgen.edit.edits import Insert
from reportgen.pull.blocks import hash_of, text_of
from reportgen.pull.changes import Change, Unplaced, What
from reportgen.pull.compare import Sides, compared, over_prose
from reportgen.pull.entries import Parted, entries_removed, entry_added, entry_path, look_alike, parted
from reportgen.pull.forms import forms_changed
from reportgen.pull.laid import Laid
from reportgen.pull.lines import Printed
from reportgen.pull.manifest import Manifest, Said
from reportgen.pull.moves import as_move, entry_moved, without_settled
from reportgen.pull.order import out_of_order
from reportgen.pull.placing import BESIDE, Placed, alike
from reportgen.pull.rows import THERE_ALREADY, row_path, rows_changed
from reportgen.pull.shapes import Dressing, Shapes, as_written, dressing_of
from reportgen.pull.stretches import successor
from reportgen.pull.typed import entry_at
from reportgen.pull.word import Hand, Line, WordFile

_OF_ANOTHER_TEMPLATE: Final = (
    "The template prints this otherwise since the Word file was made, so that what was changed here isn't known."
)
_IN_NO_COMMIT: Final = (
    "The file has been changed here since the Word file was made, and which of the two changed which words isn't "
    "known: that version of the file is in no commit. Choose the words by hand."
)
_LIST_OF_TEMPLATE: Final = "This was typed into a list that the template makes: the file has no place for it there."


@dataclass(slots=True)
class Pulling:
    """One Word file laid beside the document it was made from."""

    word: WordFile
    where: Placed
    manifest: Manifest | None
    ids: Mapping[str, Anchor]
    sides: Sides
    base_known: bool
    _told: set[int] | None = None
    _changed: set[str] = field(default_factory=set)
    _unedited: set[str] = field(default_factory=set)
    _moves: set[str] = field(default_factory=set)
    _says: str = ""

    def changes(self) -> tuple[Change, ...]:
        """Return every change, those of one field that were made twice alike as one."""
        rows = rows_changed(self.word, self.where, self.ids, self.sides)
        entries = entries_removed(self.word, self.where, self.ids, self.sides)
        self._told = set(rows.lines)
        self._changed = {*rows.stretches, *entries.stretches}
        shapes = self._shapes()
        found: list[Change] = [*rows.changes, *self._entries_moved()]
        for name, lines in self._by_stretch():
            if name in rows.stretches or name in entries.stretches:
                continue
            of_stretch = list(self._of_stretch(name, lines, shapes))
            found += of_stretch
            self._changed |= {name} if any(one.edit is not None or one.refusal for one in of_stretch) else set()
        found += self._entries(entries.changes)
        self._says = "\n".join(change.after for change in found)
        settled = list(_once(_counted_on(without_settled(found))))
        return tuple(_with_other_entries(settled, self.sides.current))

    def _by_stretch(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        names = [said.id for said in self.manifest.blocks] if self.manifest and self.manifest.blocks else list(self.ids)
        for name in names:
            yield (
                name,
                tuple(self.word.lines[at] for at in self.where.lines.get(name, ()) if at not in (self._told or ())),
            )

    def _shapes(self) -> Shapes:
        shapes = Shapes()
        base = self.sides.base
        for name, lines in self._by_stretch():
            anchor = self.ids.get(name)
            if anchor is not None and lines:
                shapes.learn(base.lines[anchor.id], lines, is_within=_is_within(anchor))
        return shapes

    def _of_stretch(self, name: str, lines: tuple[Line, ...], shapes: Shapes) -> Iterator[Change]:
        anchor = self.ids.get(name)
        if anchor is None:
            yield from self._of_unknown(name, lines, shapes)
            return
        printed = self.sides.base.lines[anchor.id]
        if not lines and printed and not self.where.anchored:
            return
        if self._is_unedited(name, anchor, lines, shapes):
            self._unedited.add(name)
            return
        lines = tuple(self.word.lines[at] for at in self._parted(name).own)
        edited = self._shaped(anchor, lines, shapes, self.sides.base)
        sure = self.where.sureness.get(name, 1.0)
        if not self.where.anchored and len(lines) < len(printed):
            # What isn't there may have been taken out, or written anew beyond knowing.
            sure = min(sure, BESIDE)
        for change in compared(anchor, edited, self.sides):
            yield _signed(replace(change, sureness=sure), lines, self.word.hands.get(name, ()))

    def _is_unedited(self, name: str, anchor: Anchor, lines: tuple[Line, ...], shapes: Shapes) -> bool:
        """Tell whether a stretch says what it said: in the very lines that we write, or by the hash of what it said."""
        base = self.sides.base
        own = base.own.get(anchor.id, ())
        if as_written(lines, own):
            return True
        if not lines or [line.text for line in lines] != [line.text for line in own]:
            return False
        edited = self._shaped(anchor, lines, shapes, base)
        return hash_of(edited) == base.hash_of(anchor)

    def _shaped(self, anchor: Anchor, lines: Sequence[Line], shapes: Shapes, laid: Laid) -> tuple[Printed, ...]:
        printed, own = laid.lines[anchor.id], laid.own.get(anchor.id, ())
        dressing = dressing_of(printed, own)
        plain = not any(token.bold for line in printed for token in line.tokens)
        if anchor.cell is not None and anchor.cell.cell.header and plain:
            dressing = Dressing(bold=True, italic=False)
        return shapes.shaped(lines, printed, own, dressing, is_within=_is_within(anchor))

    def _parted(self, name: str) -> Parted:
        """Return which lines of a stretch are its own, and which of entries that were typed beside it."""
        places = [at for at in self.where.lines.get(name, ()) if at not in (self._told or ())]
        anchor = self.ids.get(name)
        if anchor is None or anchor.entry is None or anchor.cell is not None or name in self._unedited:
            return Parted(tuple(places))
        return parted(places, self.word.lines, self.sides.base.own.get(anchor.id, ()))

    def _of_unknown(self, name: str, lines: tuple[Line, ...], shapes: Shapes) -> Iterator[Change]:
        """Yield the change of a stretch that the document has no more: what it said is known by its hash alone."""
        said = next((one for one in self.manifest.blocks if one.id == name), None) if self.manifest else None
        if said is None or self.manifest is None or not lines:
            return
        dressings = (Dressing(), Dressing(bold=True))
        readings = [shapes.shaped(lines, (), (), dressing, is_within=False) for dressing in dressings]
        anchor = successor(self.manifest, self.sides.current, said, self.ids)
        if anchor is not None:
            readings.insert(0, self._shaped(anchor, lines, shapes, self.sides.current))
        if any(hash_of(edited) == said.sha256 for edited in readings):
            return
        change = self._conflict(said, anchor, readings[0])
        if change.before != change.after:
            yield _signed(change, lines)

    def _conflict(self, said: Said, anchor: Anchor | None, edited: Sequence[Printed]) -> Change:
        now = self.sides.current
        if anchor is None:
            where = f" (`{said.place}`)" if said.place else ""
            if said.path and not where:
                reason = f"This was `{said.path}` when the Word file was made, and the paper has it no more."
                return Change(path=(), what=What.PROSE, before="", after=text_of(edited), refusal=reason)
            reason = f"These words are no more in the paper: the template{where} or the file has changed since."
            return Change(path=(), what=What.WORDING, before="", after=text_of(edited), refusal=reason)
        reason = _OF_ANOTHER_TEMPLATE if self.base_known else _IN_NO_COMMIT
        lines = now.lines[anchor.id]
        return Change(
            path=anchor.path,
            what=What.PROSE,
            before=text_of(lines),
            after=text_of(edited),
            refusal=reason,
            conflict=True,
            over=over_prose(anchor.path, lines, edited, self.sides) if anchor.holds is Holds.PROSE else None,
        )

    # Entries and the rest ------------------------------------------------------------------------------------------

    def _entries(self, removed: Sequence[Change]) -> Iterator[Change]:
        """Yield the entries taken out, those typed before and behind entries of a template's lists, and those moved."""
        left = list(removed)
        for typed, lines in self._typed_beside():
            change = _signed(typed, lines)
            if (move := as_move(change, left)) is not None:
                yield move
            elif change.edit is not None or change.refusal:
                yield change
            elif not self._is_printed(lines[0].text):
                yield replace(change, refusal=THERE_ALREADY)
        yield from left

    def _typed_beside(self) -> Iterator[tuple[Change, list[Line]]]:
        """Yield what was typed before and behind entries, with its lines; without an edit where the list has it."""
        told = self._told if self._told is not None else set()
        behind = self._behind_entries()
        beside = {name: self._parted(name) for name in {**self.where.lines, **behind}}
        for name, parts in beside.items():
            groups = [(group, True) for group in parts.before]
            groups += [(group, False) for group in (*parts.behind, *behind.get(name, ()))]
            for group, before in groups:
                lines = [self.word.lines[at] for at in group]
                change = entry_added(lines, self.ids[name], self.sides, before=before)
                if change is None and group[0] in self.where.lines[name]:
                    after = "\n".join(line.text for line in lines)
                    change = Change(path=(), what=What.WORDING, before="", after=after, refusal=_LIST_OF_TEMPLATE)
                if change is not None:
                    told.update(group)
                    yield change, lines

    def _is_printed(self, text: str) -> bool:
        """Tell whether the paper would print a line now as often as the Word file has it."""
        printed = sum(line.text == text for lines in self.sides.current.lines.values() for line in lines)
        return sum(line.text == text for line in self.word.lines) <= printed

    def _behind_entries(self) -> dict[str, list[tuple[int, ...]]]:
        """Return the lines in no stretch that stand right behind entries and look like them, by stretch."""
        of = {at: name for name, places in self.where.lines.items() for at in places}
        found: dict[str, list[tuple[int, ...]]] = {}
        last = ""
        for at, line in enumerate(self.word.lines):
            if not line.text:
                continue
            name = of.get(at, "")
            anchor = self.ids.get(name)
            if name:
                last = name if anchor is not None and anchor.entry is not None and anchor.cell is None else ""
            elif last:
                first = self.word.lines[self.where.lines[last][0]]
                if look_alike(line, first) and line.counting and at not in (self._told or ()):
                    found.setdefault(last, []).append((at,))
                else:
                    last = ""
        return found

    def unplaced(self) -> Iterator[Unplaced]:
        """Yield what has no place in the file, in reading order."""
        told = self._told or set()
        of = {at: name for name, places in self.where.lines.items() for at in places}
        before = ""
        for at, line in enumerate(self.word.lines):
            if at in of:
                before = line.text
            elif line.text and at not in told:
                where = f"after “{_short(before)}”" if before else "at the start"
                hand = line.hands[0] if line.hands else None
                author, when = (hand.author, hand.date) if hand is not None else ("", "")
                yield Unplaced(line.text, where, author, when)
        if self.where.anchored:
            yield from self._moved()
        else:
            yield from self._not_found()
        stretches = {name: lines for name, lines in self._by_stretch() if name not in self._changed}
        pictures = self.sides.base.pictures if self.base_known else self.word.pictures
        yield from forms_changed(
            self.word, self.sides.base, self.ids, stretches, self._says, self._is_printed, pictures
        )
        for words in self.word.margins:
            if words not in self.sides.base.margins and words not in self.sides.current.margins:
                yield Unplaced(words, "in the header or footer of the pages")
        for stray in self.word.strays:
            yield Unplaced(stray, "beside the text")

    def _groups_moved(self) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        """Yield the stretches that stand elsewhere than they were printed, those moved together with their lines."""
        told = self._told or set()
        places = {name: [at for at in lines if at not in told] for name, lines in self.where.lines.items()}
        for together in out_of_order([name for name, _ in self._by_stretch()], places):
            yield together, [at for name in together for at in places[name]]

    def _entries_moved(self) -> Iterator[Change]:
        """Yield the moves of entries that were dragged whole to another place of their list."""
        if not self.where.anchored:
            return
        of_entry: dict[FieldPath, set[str]] = defaultdict(set)
        for name in self.where.lines:
            if path := self._entry_of(name):
                of_entry[path].add(name)
        by_line = {at: name for name, places in self.where.lines.items() for at in places}
        for together, own in self._groups_moved():
            entries = list(dict.fromkeys(self._entry_of(name) for name in together))
            whole = all(path and of_entry[path] <= set(together) and not self.sides.is_gone(path) for path in entries)
            to = self._place_of(own, entries[0][:-1], by_line) if whole else None
            if to is None or len({path[:-1] for path in entries}) > 1:
                continue
            self._moves |= set(together)
            for path in entries:
                names = [name for name in together if name in of_entry[path]]
                lines = [self.word.lines[at] for name in names for at in self.where.lines[name]]
                words = " | ".join(line.text for line in lines if line.text)
                change = Change(path=self.sides.moved(path), what=What.MOVED, before=words, after=words)
                yield _signed(entry_moved(change, to), lines)

    def _entry_of(self, name: str) -> FieldPath:
        """Return the entry of a list of the file that a stretch is part of; empty where it is of none."""
        anchor = self.ids.get(name)
        if anchor is None:
            return ()
        path = row_path([anchor]) if anchor.cell is not None else entry_path(anchor, self.sides)
        return path if path and isinstance(path[-1], int) else ()

    def _place_of(self, lines: Sequence[int], above: FieldPath, by_line: Mapping[int, str]) -> int | None:
        """Return before which place of its list an entry is to stand that has these lines; None where it is in none."""

        def beside(places: Iterable[int]) -> FieldPath:
            named = next((by_line[at] for at in places if at in by_line and self.word.lines[at].text), "")
            path = self._entry_of(named)
            return self.sides.moved(path) if path[:-1] == above and path and not self.sides.is_gone(path) else ()

        if before := beside(range(min(lines) - 1, -1, -1)):
            return int(before[-1]) + 1
        after = beside(range(max(lines) + 1, len(self.word.lines)))
        return int(after[-1]) if after else None

    def _moved(self) -> Iterator[Unplaced]:
        """Yield stretches that say what they said, and stand elsewhere: where they belong is the file's to say."""
        lines = self.word.lines
        for together, own in self._groups_moved():
            if set(together) <= self._moves:
                continue
            words = " | ".join(lines[at].text for at in own)
            before = next((lines[at].text for at in range(min(own) - 1, -1, -1) if lines[at].text), "")
            where = f"moved to after “{_short(before)}”" if before else "moved to the start"
            hand = next((hand for at in own for hand in lines[at].hands), None)
            author, when = (hand.author, hand.date) if hand is not None else ("", "")
            yield Unplaced(words, where, author, when)

    def _not_found(self) -> Iterator[Unplaced]:
        for name, anchor in self.ids.items():
            lines = self.sides.base.lines[anchor.id]
            if name not in self.where.lines and lines and anchor.holds not in (Holds.WORDS, Holds.NOTICE):
                where = f"`{show_path(anchor.path)}` was not found in the Word file, and stays as it is"
                yield Unplaced(text_of(lines), where)


def _is_within(anchor: Anchor) -> bool:
    """Tell whether a stretch stands in an entry or a quotation of a template, whose look is not the author's."""
    return any(isinstance(holder, (InEntry, InQuote)) for holder in anchor.place)


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:50].rsplit(' ', 1)[0]} …"


def _signed(change: Change, lines: Sequence[Line], others: Sequence[Hand] = ()) -> Change:
    """Return a change with the name and the day of the last tracked change in its lines, else of the others there."""
    hands = [hand for line in lines for hand in line.hands] or others
    last = max(hands, key=lambda hand: (hand.date, hand.author), default=None)
    return replace(change, author=last.author, date=last.date) if last is not None else change


def _counted_on(changes: Sequence[Change]) -> list[Change]:
    """Return changes in which entries put in at one place of a list are counted one after another."""
    count: Counter[tuple[FieldPath, int]] = Counter()
    found = []
    for change in changes:
        edit = change.edit
        if isinstance(edit, Insert):
            change = replace(change, path=(*edit.path, edit.at + count[edit.path, edit.at]))
            count[edit.path, edit.at] += 1
        found.append(change)
    return found


def _with_other_entries(changes: Sequence[Change], laid: Laid) -> Iterator[Change]:
    """Yield changes, with a note where all that tells an entry from others was typed over: it may be another one."""
    told: set[FieldPath] = set()
    over = {
        change.path for change in changes if change.before and change.after and not alike(change.before, change.after)
    }
    for change in changes:
        entry = change.path[:-1]
        held = entry_at(laid, entry) if entry and isinstance(entry[-1], int) else None
        telling = [name for name in _TELLING if isinstance(held, dict) and name in held]
        if len(telling) > 1 and all((*entry, name) in over for name in telling) and entry not in told:
            told.add(entry)
            name = held.get("id") if isinstance(held, dict) else None
            keeps = f" It keeps the id `{name}`, by which others may name it." if name else ""
            note = f"All that `{show_path(entry)}` said was typed over: is it another one now?{keeps}"
            change = replace(change, note=f"{change.note} {note}".strip())
        yield change


_TELLING: Final = ("title", "stage", "name", "label", "text", "summary")
"""The fields that tell an entry from the others of its list."""


def _once(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield changes, one that was made in several places alike once; made differently, none of them can be applied."""
    ready: dict[FieldPath, list[Change]] = {}
    for change in changes:
        if change.edit is not None and change.what in (What.PROSE, What.VALUE):
            ready.setdefault(change.path, []).append(change)
    for change in changes:
        same_field = ready.get(change.path, [])
        if change.edit is None or change not in same_field or len(same_field) == 1:
            if not (change.what is What.VALUE and not change.refusal and change.edit is None):
                yield change
        elif len({one.after for one in same_field}) == 1:
            if same_field[0] is change:
                yield change
        else:
            reason = "The Word file prints this in several places, and they now say different things."
            yield replace(change, edit=None, refusal=reason)
