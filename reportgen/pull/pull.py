"""An edited Word file, pulled back: what changed in which field, and the decision file with that made.

The Word file says what it was made from and what each stretch said then. The document is composed anew from that
version of the decision file, each stretch of the Word file is laid beside its own, and every change is tried out on the
file as it stands now before it is offered.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from reportgen import __version__
from reportgen.base.finding import Finding, Severity
from reportgen.base.source import FieldPath, Location, Source, show_path
from reportgen.document.anchors import Anchor, Holds, InEntry, InQuote
from reportgen.edit.splice import CannotSpliceError, spliced
from reportgen.history.repository import HistoryError, repository_of
from reportgen.load.yaml_file import source_from
from reportgen.model.audience import Audience
from reportgen.pipeline import Order
from reportgen.pull.blocks import hash_of, text_of
from reportgen.pull.changes import Change, Pulled, Unplaced, What
from reportgen.pull.comments import remarks_of, review_notes, with_comments
from reportgen.pull.compare import Sides, compared
from reportgen.pull.forms import forms_changed
from reportgen.pull.laid import Laid, lay_out
from reportgen.pull.lines import Printed
from reportgen.pull.manifest import Manifest, Said, read_manifest
from reportgen.pull.moved import moved
from reportgen.pull.order import out_of_order
from reportgen.pull.package import UnreadableError
from reportgen.pull.placing import BESIDE, Placed, Stretch, placed, texts_of
from reportgen.pull.rows import entries_removed, entry_added, rows_changed
from reportgen.pull.shapes import Dressing, Shapes, dressing_of
from reportgen.pull.trial import after_edits, tried
from reportgen.pull.word import Hand, Line, WordFile, read_word

_OURS: Final = 0.3
"""The share of what we print that a file must say, at the least, to be taken for an edited copy of it."""


_THERE_ALREADY: Final = "These words stand in the list already, and the Word file has them once more."
_LIST_OF_TEMPLATE: Final = "This was typed into a list that the template makes: the file has no place for it there."


class CannotPullError(Exception):
    """A Word file that can't be pulled; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, tuple(findings)


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited Word file, read: what stands in it, and what it says that it was made from, if it says so."""

    word: WordFile
    manifest: Manifest | None


def read_edited(content: bytes, *, original: bool = False) -> Edited:
    """Return an edited Word file, read. Raises CannotPullError for one that can't be."""
    try:
        word = read_word(content, original=original)
        return Edited(word, read_manifest(word.package))
    except UnreadableError as fault:
        raise CannotPullError(fault.message, fault.hint) from None


def pull(edited: Edited, path: Path, shown: str, templates: Sequence[Path] = ()) -> Pulled:
    """Return what an edited Word file changes in the decision or meeting file at `path`, which findings call `shown`.

    Nothing is written. Raises CannotPullError where the two can't be laid side by side.
    """
    manifest = edited.manifest
    order = _order(manifest, templates)
    now = _laid(path, shown, order)
    base = _base(manifest, now, path, shown, order)
    ids = _stretches_by_id(manifest, base or now)
    _check_same_decision(edited, manifest, ids, now, path)
    word = _with_known_anchors(edited.word, manifest, ids, base or now)
    where = placed(word.lines, _wanted(manifest, ids, base or now))
    _check_ours(where, manifest, ids, base or now, shown)
    sides = _sides(base, now)
    pulling = _Pulling(word, where, manifest, ids, sides, base is not None)
    changes = tried(pulling.changes(), now, path, order).changes
    by, on = _last_saved(word, now)
    return Pulled(
        source=now.source,
        changes=tuple(sorted(changes, key=lambda change: _line_of(change, now.source))),
        remarks=tuple(remarks_of(word, where, ids, sides.base.lines)),
        unplaced=tuple(pulling.unplaced()),
        findings=tuple(_told(edited, manifest, now, base, ids)),
        saved_by=by,
        saved_on=on,
    )


def applied(pulled: Pulled, chosen: Sequence[Change] | None = None) -> str:
    """Return the text of the decision file with the chosen changes made, all of those that can be by default.

    Raises CannotPullError where they can't be made together.
    """
    edits = [change.edit for change in (pulled.ready if chosen is None else chosen) if change.edit is not None]
    try:
        return spliced(pulled.source, edits)
    except CannotSpliceError as fault:
        raise CannotPullError(str(fault)) from None


def written(pulled: Pulled, comments: str) -> str:
    """Return the text of the decision file with every change made that can be, and with its comments.

    `comments` is `yaml` for lines above their fields, `review` for `review_notes`. Raises CannotPullError.
    """
    text = applied(pulled)
    if not pulled.remarks:
        return text
    edits = pulled.ready
    remarks = [replace(remark, path=after_edits(remark.path, edits)) for remark in pulled.remarks]
    source, _ = source_from(text.encode("utf-8"), pulled.source.file)
    if source is None:
        raise CannotPullError("The file can't be read once the changes are made.")
    if comments == "yaml":
        return with_comments(source, remarks)
    try:
        return spliced(source, review_notes(source, remarks))
    except CannotSpliceError as fault:
        raise CannotPullError(str(fault)) from None


# The two documents -------------------------------------------------------------------------------------------------


def _order(manifest: Manifest | None, templates: Sequence[Path]) -> Order:
    order = Order(templates=tuple(templates), rules=(), trace=True)
    if manifest is None:
        return order
    known = {audience.value: audience for audience in Audience}
    try:
        as_of = date.fromisoformat(manifest.as_of) if manifest.as_of else None
    except ValueError:
        as_of = None
    return replace(
        order,
        kind=manifest.kind or None,
        style=manifest.style or None,
        audience=known.get(manifest.audience, Audience.PUBLIC),
        as_of=as_of,
    )


def _laid(path: Path, shown: str, order: Order) -> Laid:
    laid = lay_out(path, shown, order)
    if isinstance(laid, Laid):
        return laid
    raise CannotPullError(
        "The file has faults, so that no paper can be made of it to lay the Word file beside.",
        f"mend what `reportgen check {shown}` finds, then pull",
        laid,
    )


def _base(manifest: Manifest | None, now: Laid, path: Path, shown: str, order: Order) -> Laid | None:
    """Return the document that the Word file was made from; None where that version is nowhere to be found."""
    if manifest is None or not manifest.sha256 or manifest.sha256 == _hash(now.source.text):
        return now
    text = _version(manifest, path)
    laid = lay_out(path, shown, replace(order, held=text)) if text is not None else None
    return laid if isinstance(laid, Laid) else None


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def _version(manifest: Manifest, path: Path) -> bytes | None:
    """Return the version of a file that a Word file was made from, out of git."""
    try:
        repository = repository_of(path)
        if repository is None:
            return None
        if manifest.commit:
            content = repository.content_at(manifest.commit, path)
            if content is not None and _is(content, manifest.sha256):
                return content
        versions = repository.contents([commit.content for commit in repository.commits(path)])
    except HistoryError:
        return None
    return next((content for content in versions.values() if _is(content, manifest.sha256)), None)


def _is(content: bytes, wanted: str) -> bool:
    text = content.removeprefix(b"\xef\xbb\xbf")
    return sha256(text).hexdigest() == wanted


def _sides(base: Laid | None, now: Laid) -> Sides:
    if base is None or base is now:
        return Sides(now, now)

    def where(path: FieldPath) -> FieldPath:
        return moved(path, base.source.tree, now.source.tree)

    return Sides(base, now, where)


# Stretches ---------------------------------------------------------------------------------------------------------


def _stretches_by_id(manifest: Manifest | None, laid: Laid) -> dict[str, Anchor]:
    """Return the stretches of a document by the ids that the Word file has for them: the same words, the same field."""
    if manifest is None or not manifest.blocks:
        return dict(laid.by_id)
    entries = _entries_by_name(manifest, laid)
    by_words: dict[tuple[str, str, str], list[Anchor]] = {}
    for anchor in laid.anchors:
        path = show_path(anchor.path)
        by_words.setdefault((_entry_of(path), _pattern(path), laid.hash_of(anchor)), []).append(anchor)
    found: dict[str, Anchor] = {}
    taken: set[str] = set()
    for exact in (True, False):
        for said in manifest.blocks:
            entry = _entry_of(said.path)
            alike = by_words.get((entries.get(entry, entry), _pattern(said.path), said.sha256), [])
            free = [one for one in alike if one.id not in taken and (one.id == said.id or not exact)]
            if said.id not in found and free:
                found[said.id] = free[0]
                taken.add(free[0].id)
    return found


def _entries_by_name(manifest: Manifest, laid: Laid) -> dict[str, str]:
    """Return which entry of a list each that the Word file names is now: the one that says most of what it said."""
    said: dict[str, Counter[tuple[str, str]]] = {}
    says: dict[str, Counter[tuple[str, str]]] = {}
    for block in manifest.blocks:
        said.setdefault(_entry_of(block.path), Counter())[_pattern(block.path), block.sha256] += 1
    for anchor in laid.anchors:
        path = show_path(anchor.path)
        says.setdefault(_entry_of(path), Counter())[_pattern(path), laid.hash_of(anchor)] += 1
    if said == says:
        return {}
    lists: dict[str, list[str]] = {}
    for entry in says:
        lists.setdefault(_pattern(entry), []).append(entry)
    return {
        entry: max(
            lists.get(_pattern(entry), [entry]),
            key=lambda other: ((says.get(other, Counter()) & words).total(), other == entry),
        )
        for entry, words in said.items()
    }


def _entry_of(path: str) -> str:
    """Return the entry of a list that a field stands in, up to its place; empty for a field of none."""
    return path[: path.rfind("]") + 1]


def _pattern(path: str) -> str:
    """Return a path without the places in its lists."""
    return "".join(char for char in path if not char.isdecimal())


def _wanted(manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid) -> list[Stretch]:
    names = [said.id for said in manifest.blocks] if manifest is not None and manifest.blocks else list(ids)
    wanted = []
    for name in names:
        anchor = ids.get(name)
        if anchor is None:
            wanted.append(Stretch(name, ()))
            continue
        grows = anchor.holds is not Holds.WORDS and anchor.holds is not Holds.NOTICE
        prose = any(t.source is not None and t.source.within for line in laid.lines[anchor.id] for t in line.tokens)
        in_list = anchor.entry is not None
        wanted.append(
            Stretch(name, texts_of(laid.lines[anchor.id]), anchor.cell is not None, grows and prose and not in_list)
        )
    return wanted


def _with_known_anchors(word: WordFile, manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid) -> WordFile:
    """Return the Word file without its anchors where nothing says what they stand for and they don't fit."""
    if manifest is not None and manifest.blocks:
        return word
    told = [(line, ids[line.anchors[0][0]]) for line in word.lines if line.anchors and line.anchors[0][0] in ids]
    fits = sum(line.text in texts_of(laid.lines[anchor.id]) for line, anchor in told)
    if fits * 2 >= len(told):
        return word
    return replace(word, lines=tuple(replace(line, anchors=()) for line in word.lines))


def _check_same_decision(
    edited: Edited, manifest: Manifest | None, ids: Mapping[str, Anchor], now: Laid, path: Path
) -> None:
    if manifest is None:
        return
    council = now.loaded.council.id if now.loaded.council is not None else ""
    other_council = bool(manifest.council) and manifest.council != council
    other_decision = len(ids) < len(manifest.blocks) / 2 or (path.parent / Path(manifest.source).name).is_file()
    if other_council or (_is_of_another_name(manifest, now, path) and other_decision):
        raise CannotPullError(
            f"This Word file was made from `{manifest.source}`, not from `{now.source.file}`.",
            "pull it into the file that it was made from, which is found by itself without --into",
        )


def _is_of_another_name(manifest: Manifest, now: Laid, path: Path) -> bool:
    """Tell whether a Word file was made from a file of another name that said another thing."""
    return Path(manifest.source).name != path.name and manifest.sha256 != _hash(now.source.text)


def _check_ours(where: Placed, manifest: Manifest | None, ids: Mapping[str, Anchor], laid: Laid, shown: str) -> None:
    if manifest is not None:
        return
    worded = [name for name, anchor in ids.items() if laid.lines[anchor.id]]
    share = sum(name in where.lines for name in worded) / max(1, len(worded))
    if share < _OURS:
        raise CannotPullError(
            f"The Word file says little of what the paper of `{shown}` says ({share:.0%} of its passages were found).",
            "is this the file that it was made from? If it is, too much was rewritten to be placed",
        )


# Changes -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Pulling:
    """One Word file laid beside the document it was made from."""

    word: WordFile
    where: Placed
    manifest: Manifest | None
    ids: Mapping[str, Anchor]
    sides: Sides
    base_known: bool
    _told: set[int] | None = None
    _changed: set[str] = field(default_factory=set)
    _says: str = ""

    def changes(self) -> tuple[Change, ...]:
        """Return every change, those of one field that were made twice alike as one."""
        rows = rows_changed(self.word, self.where, self.ids, self.sides)
        entries = entries_removed(self.word, self.where, self.ids, self.sides)
        self._told = set(rows.lines)
        self._changed = {*rows.stretches, *entries.stretches}
        shapes = self._shapes()
        found: list[Change] = [*rows.changes, *entries.changes]
        for name, lines in self._by_stretch():
            if name in rows.stretches or name in entries.stretches:
                continue
            of_stretch = list(self._of_stretch(name, lines, shapes))
            found += of_stretch
            self._changed |= {name} if any(one.edit is not None or one.refusal for one in of_stretch) else set()
        found += self._entries()
        self._says = "\n".join(change.after for change in found)
        return tuple(_once(found))

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
        printed, own = self.sides.base.lines[anchor.id], self.sides.base.own.get(anchor.id, ())
        if not lines and printed and not self.where.anchored:
            return
        lines = lines if anchor.entry is None or anchor.cell is not None else self._first_entry(lines)
        dressing = dressing_of(printed, own)
        if anchor.cell is not None and anchor.cell.cell.header:
            dressing = Dressing(bold=True, italic=False)
        edited = shapes.shaped(lines, printed, own, dressing, is_within=_is_within(anchor))
        sure = self.where.sureness.get(name, 1.0)
        if not self.where.anchored and len(lines) < len(printed):
            # What isn't there may have been taken out, or written anew beyond knowing.
            sure = min(sure, BESIDE)
        for change in compared(anchor, edited, self.sides):
            yield _signed(replace(change, sureness=sure), lines, self.word.hands.get(name, ()))

    def _first_entry(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the lines of an entry up to those that begin another, which were typed behind it."""
        heads = [at for at, line in enumerate(lines) if at and _looks_like(line, lines[0]) and line.counting]
        return lines[: heads[0]] if heads else lines

    def _of_unknown(self, name: str, lines: tuple[Line, ...], shapes: Shapes) -> Iterator[Change]:
        """Yield the change of a stretch that the document has no more: what it said is known by its hash alone."""
        said = next((one for one in self.manifest.blocks if one.id == name), None) if self.manifest else None
        if said is None or not lines:
            return
        readings = [
            shapes.shaped(lines, (), (), dressing, is_within=False) for dressing in (Dressing(), Dressing(bold=True))
        ]
        if any(hash_of(edited) == said.sha256 for edited in readings):
            return
        change = self._conflict(said, readings[0])
        if change.before != change.after:
            yield _signed(change, lines)

    def _conflict(self, said: Said, edited: Sequence[Printed]) -> Change:
        now = self.sides.current
        anchor = next((one for one in now.anchors if said.path and show_path(one.path) == said.path), None)
        if anchor is None:
            where = f" (`{said.place}`)" if said.place else ""
            reason = f"These words are no more in the paper: the template{where} or the file has changed since."
            return Change(path=(), what=What.WORDING, before="", after=text_of(edited), refusal=reason)
        reason = (
            "The file has been changed here since the Word file was made, and what it said then isn't known any more."
        )
        before = text_of(now.lines[anchor.id])
        return Change(
            path=anchor.path, what=What.PROSE, before=before, after=text_of(edited), refusal=reason, conflict=True
        )

    # Entries and the rest ------------------------------------------------------------------------------------------

    def _entries(self) -> Iterator[Change]:
        """Yield the entries that were typed behind entries of lists that a template makes."""
        added: Counter[FieldPath] = Counter()
        told = self._told if self._told is not None else set()
        for at, name in self._behind_entries():
            anchor = self.ids[name]

            def position(entry: FieldPath, count: Counter[FieldPath] = added) -> int:
                count[entry] += 1
                return int(entry[-1]) + 1

            change = entry_added(self.word.lines[at], at, anchor, self.sides, position)
            if change is None and at in self.where.lines[name]:
                after = self.word.lines[at].text
                change = Change(path=(), what=What.WORDING, before="", after=after, refusal=_LIST_OF_TEMPLATE)
            if change is not None:
                told.add(at)
                if change.edit is None and not change.refusal and self._once_more(self.word.lines[at].text):
                    change = replace(change, refusal=_THERE_ALREADY)
                if change.edit is not None or change.refusal:
                    yield _signed(change, (self.word.lines[at],))

    def _once_more(self, text: str) -> bool:
        """Tell whether the Word file has a line more often than the paper would print it now."""
        printed = sum(line.text == text for lines in self.sides.current.lines.values() for line in lines)
        return sum(line.text == text for line in self.word.lines) > printed

    def _behind_entries(self) -> Iterator[tuple[int, str]]:
        of = {at: name for name, places in self.where.lines.items() for at in places}
        heads = {places[0]: name for name, places in self.where.lines.items()}
        last = ""
        for at, line in enumerate(self.word.lines):
            if not line.text:
                continue
            name = of.get(at, "")
            anchor = self.ids.get(name)
            if name and (anchor is None or anchor.entry is None or anchor.cell is not None):
                last = ""
            elif name and at in heads:
                last = name
            elif last:
                first = self.word.lines[self.where.lines[last][0]]
                if _looks_like(line, first) and line.counting and at not in (self._told or ()):
                    yield at, last
                elif not name:
                    last = ""

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
        yield from forms_changed(self.word, self.sides.base, self.ids, stretches, self._says, pictures)
        for words in self.word.margins:
            if words not in self.sides.base.margins and words not in self.sides.current.margins:
                yield Unplaced(words, "in the header or footer of the pages")
        for stray in self.word.strays:
            yield Unplaced(stray, "beside the text")

    def _moved(self) -> Iterator[Unplaced]:
        """Yield stretches that say what they said, and stand elsewhere: where they belong is the file's to say."""
        told = self._told or set()
        places = {name: [at for at in lines if at not in told] for name, lines in self.where.lines.items()}
        lines = self.word.lines
        for together in out_of_order([name for name, _ in self._by_stretch()], places):
            own = [at for name in together for at in places[name]]
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


def _looks_like(one: Line, other: Line) -> bool:
    return (one.style, one.counting, one.level) == (other.style, other.counting, other.level)


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:50].rsplit(' ', 1)[0]} …"


def _signed(change: Change, lines: Sequence[Line], others: Sequence[Hand] = ()) -> Change:
    """Return a change with the name and the day of the last tracked change in its lines, else of the others there."""
    hands = [hand for line in lines for hand in line.hands] or others
    last = max(hands, key=lambda hand: (hand.date, hand.author), default=None)
    return replace(change, author=last.author, date=last.date) if last is not None else change


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


# What else there is to say -----------------------------------------------------------------------------------------


def _told(
    edited: Edited, manifest: Manifest | None, now: Laid, base: Laid | None, ids: Mapping[str, Anchor]
) -> Iterator[Finding]:
    file = Location(now.source.file)

    def remark(rule: str, message: str, hint: str = "", severity: Severity = Severity.INFO) -> Finding:
        return Finding(rule, severity, file, message, hint)

    for words in edited.word.remarks:
        yield remark("PULL-FILE", words, severity=Severity.WARNING)
    if manifest is None:
        yield remark(
            "PULL-ANCHORS",
            "The Word file has lost what says what it was made from, as happens in Google Docs: its passages were "
            "found by their words, and compared with the file as it stands now.",
            "look at each change before it is applied",
            Severity.WARNING,
        )
        return
    if manifest.generator and __version__ not in manifest.generator:
        yield remark("PULL-VERSION", f"The Word file was made by {manifest.generator}; this is {__version__}.")
    if manifest.sha256 and manifest.sha256 != _hash(now.source.text):
        known = "" if base is not None else " That version isn't in git, so what it said is known by its marks alone."
        yield remark("PULL-MOVED-ON", f"The file has changed since the Word file was made.{known}")
    elif len(ids) < len(manifest.blocks):
        count = len(manifest.blocks) - len(ids)
        passages = "1 passage is" if count == 1 else f"{count} passages are"
        yield remark("PULL-TEMPLATE", f"The templates have changed since: {passages} printed otherwise now.")


def _line_of(change: Change, source: Source) -> int:
    """Return where in the file a change belongs, for their order; those that belong nowhere come last."""
    span = source.span(change.path) if change.path else None
    return span.start if span is not None else len(source.text)


def _last_saved(word: WordFile, now: Laid) -> tuple[str, str]:
    """Return who saved the Word file last, and when, as the file itself says; nothing where that was reportgen."""
    try:
        root = word.package.part("docProps/core.xml")
    except UnreadableError:
        return "", ""
    said = {str(child.tag).rpartition("}")[2]: (child.text or "").strip() for child in root} if root is not None else {}
    by = " ".join(said.get("lastModifiedBy", "").split())
    council = now.loaded.council.name if now.loaded.council is not None else ""
    return ("", "") if by in ("", council) else (by, said.get("modified", ""))
