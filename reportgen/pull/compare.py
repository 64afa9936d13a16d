"""One stretch of an edited Word file against what the document says there: the changes it makes to fields."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportgen.base.source import FieldPath, show_path
from reportgen.document.anchors import Anchor, Holds, Piece, Source
from reportgen.edit.edits import Edit, Put, Remove
from reportgen.model.values import Passage, Prose
from reportgen.model.walk import value_at
from reportgen.pull.align import Overtyped, aligned, fields_in
from reportgen.pull.blocks import text_of
from reportgen.pull.changes import Change, What
from reportgen.pull.lacking import kind_of, required_in
from reportgen.pull.laid import Laid
from reportgen.pull.lines import Printed, Token, dress, same
from reportgen.pull.prose import CannotWriteError, as_markdown, rewritten
from reportgen.pull.typed import NoValue, days_of, entry_at, value_of, written_at
from reportgen.pull.wording import of_template

Where = Callable[[FieldPath], FieldPath | None]
"""Tells where a field of the file as it was stands in the file as it is; None where its entry has been taken out."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The document as it was when the Word file was made, as it is now, and where fields have gone meanwhile."""

    base: Laid
    current: Laid
    where: Where = lambda path: path

    def moved(self, path: FieldPath) -> FieldPath:
        """Return where a field stands now; of one whose entry has been taken out, the list that it was taken from."""
        place = self.where(path)
        while place is None:
            path = path[:-1]
            place = self.where(path)
        return place

    def is_gone(self, path: FieldPath) -> bool:
        """Tell whether an entry that a field stood in has been taken out of the file meanwhile."""
        return self.where(path) is None

    def is_changed(self, path: FieldPath) -> bool:
        """Tell whether an entry of the file says another thing than when the Word file was made."""
        return self.base is not self.current and entry_at(self.base, path) != entry_at(self.current, self.moved(path))


def compared(anchor: Anchor, edited: Sequence[Printed], sides: Sides) -> Iterator[Change]:
    """Yield the changes that an edited stretch makes; none where it says what it said."""
    printed = sides.base.lines[anchor.id]
    if same(printed, edited):
        return
    if anchor.holds is Holds.NOTICE:
        yield _refused(anchor, What.LEFT_OUT, printed, edited, "This stands for something that this copy leaves out.")
        return
    if anchor.holds is Holds.WORDS and printed:
        yield _refused(anchor, What.WORDING, printed, edited, of_template(anchor, printed, sides.current))
        return
    if len(edited) > _MOST_LINES + len(printed):
        yield _refused(anchor, What.PROSE, printed, edited, _TOO_MUCH.format(len(edited) - len(printed)))
        return
    if not printed:
        yield from _filled(anchor, edited, sides)
        return
    found = aligned(printed, edited)
    before = fields_in(printed)
    for path, lines in found.prose.items():
        if not same(before[path], lines):
            lost = [piece for piece in found.lost if piece.within == path]
            yield from _prose(path, before[path], lines, lost, sides)
    for over in found.overtyped:
        yield _overtyped(over, anchor, printed, sides)


_MOST_LINES: Final = 4_000
"""How many paragraphs may be put in at one place: a hundred pages and more, which take two seconds."""
_TOO_MUCH: Final = (
    "{:,} paragraphs were put in here, which is more than is laid beside one text of the file: "
    "make an appendix of them, or put in by hand what is wanted."
)


def _refused(anchor: Anchor, what: What, printed: Sequence[Printed], edited: Sequence[Printed], reason: str) -> Change:
    return Change(path=anchor.path, what=what, before=text_of(printed), after=text_of(edited), refusal=reason)


def _of_gone(list_of: FieldPath, what: What, before: str, after: str) -> Change:
    """Return a change of an entry that the file has no more, which is a conflict."""
    reason = "The entry that says this has been taken out of the file since the Word file was made."
    return Change(path=list_of, what=what, before="", after=after, base=before, refusal=reason, conflict=True)


# Prose -------------------------------------------------------------------------------------------------------------


def _prose(
    path: FieldPath, before: Sequence[Printed], after: Sequence[Printed], lost: Sequence[Piece], sides: Sides
) -> Iterator[Change]:
    place = sides.moved(path)
    if sides.is_gone(path):
        yield _of_gone(place, What.PROSE, text_of(before), text_of(after))
        return
    now = sides.current.prose.get(place, ())
    change = Change(path=place, what=What.PROSE, before=text_of(now), after=text_of(after), wanted=tuple(after))
    if change.before == change.after:
        return
    own = written_at(sides.current, place)
    written = written_prose(sides.current, own)
    if elsewhere := of_another_file(sides.current, place):
        yield replace(change, refusal=elsewhere)
    elif written is None and not now:
        yield replace(change, refusal="The file has no such text any more.", base=text_of(before), conflict=True)
    elif written != written_prose(sides.base, written_at(sides.base, path)) and change.before != text_of(before):
        over = over_prose(place, now, after, sides)
        yield replace(change, base=text_of(before), conflict=True, refusal=BOTH_CHANGED, over=over)
    elif written is None:
        yield replace(change, refusal="These words are put together from several fields: change them in the file.")
    elif not after:
        whole = own[:-1] if own[-1] == "text" and _is_passage(sides.current, own) else own
        yield replace(change, edit=Remove(whole))
    else:
        try:
            edit = _rewriting(own, written, before, after)
        except CannotWriteError as fault:
            yield replace(change, refusal=str(fault))
            return
        yield replace(change, edit=edit, note=_gone(lost))


def _rewriting(own: FieldPath, written: str, before: Sequence[Printed], after: Sequence[Printed]) -> Edit:
    """Return the change of a field of prose that prints `before` now. Raises CannotWriteError."""
    ending = written[len(written.rstrip()) :]
    return Put(own, rewritten(written, before, after).rstrip() + ending)


def over_prose(place: FieldPath, now: Sequence[Printed], after: Sequence[Printed], sides: Sides) -> Edit | None:
    """Return what would put the words of the Word file over what a field of prose prints now, if it can be done."""
    own = written_at(sides.current, place)
    written = written_prose(sides.current, own)
    if written is None or not after:
        return None
    try:
        return _rewriting(own, written, now, after)
    except CannotWriteError:
        return None


BOTH_CHANGED = "The file has been changed here too since the Word file was made, and says another thing."


def _gone(lost: Sequence[Piece]) -> str:
    if not lost:
        return ""
    names = ", ".join(
        f"“{piece.text}” (`{show_path(piece.path)}`)" if piece.path else f"“{piece.text}”" for piece in lost
    )
    are = "a reference to a field" if len(lost) == 1 else "references to fields"
    return f"{names} stood here as {are} and went with the words round it: what stands there now is typed."


def written_prose(laid: Laid, path: FieldPath) -> str | None:
    """Return the text of a field of prose as its author wrote it."""
    held = entry_at(laid, path)
    return held if isinstance(held, str) else None


def of_another_file(laid: Laid, path: FieldPath) -> str:
    """Return why a field can't be changed from here that stands in another file; nothing of one that doesn't."""
    for above, source in laid.loaded.papers.items():
        if path[: len(above)] == above:
            field = show_path(path[len(above) :])
            return f"This is `{field}` of `{source.file}`: change it there, or in a report built from that file."
    return ""


def _is_passage(laid: Laid, path: FieldPath) -> bool:
    return isinstance(value_at(laid.loaded.subject, path), Passage) if laid.loaded.subject is not None else False


# Values ------------------------------------------------------------------------------------------------------------


def _overtyped(over: Overtyped, anchor: Anchor, printed: Sequence[Printed], sides: Sides) -> Change:
    piece = over.piece
    after = _said(over.after)
    match piece.source:
        case Source.VALUE | Source.WORKED_OUT if over.before == over.after:
            # Only the weight was changed, which no field has: that is told beside the changes.
            return Change(path=sides.moved(piece.path), what=What.VALUE, before=after, after=after)
        case Source.VALUE:
            change = value_change(piece.path, piece.text, after, sides)
            return replace(change, note=_NO_WEIGHT) if _is_weighed(over) and not change.refusal else change
        case Source.WORKED_OUT:
            how = _worked_out(piece.path, sides)
            return Change(path=sides.moved(piece.path), what=What.COMPUTED, before=piece.text, after=after, refusal=how)
        case Source.REFERENCE:
            return _reference(piece, after, sides)
        case Source.WITHHELD:
            reason = "This stands for something that this copy leaves out."
            return Change(path=(), what=What.LEFT_OUT, before=piece.text, after=after, refusal=reason)
        case _:
            before = _said(over.before) or piece.text
            if not over.before:
                before, after = "", after
            reason = of_template(anchor, printed, sides.current, piece.text) if piece.text else _put_in(anchor)
            if before == after:
                reason = f"Only the weight of the words was changed. {reason}"
            return Change(path=anchor.path, what=What.WORDING, before=before, after=after, refusal=reason)


_NO_WEIGHT: Final = "Its words alone are taken: what is no text in the file carries no bold, italic or link."


def _put_in(anchor: Anchor) -> str:
    beside = f" beside `{show_path(anchor.path)}`" if anchor.path else ""
    return (
        f"This was typed{beside} where the file has no text for it to go into: put it by hand into the field that it "
        "is of, or as a new entry of its list."
    )


def _is_weighed(over: Overtyped) -> bool:
    """Tell whether words typed over a value have a weight that it had not."""
    looks = {dress(token) for token in over.before if not token.is_space}
    return any(dress(token) not in looks for token in over.after if token.text.strip())


def _said(tokens: Sequence[Token]) -> str:
    return " ".join("".join(token.text for token in tokens).split())


def _worked_out(path: FieldPath, sides: Sides) -> str:
    if sides.is_gone(path):
        return "The entry that this was worked out from has been taken out of the file since the Word file was made."
    how = sides.current.derived.get(sides.moved(path))
    told = f" ({how.how})" if how is not None and how.how else ""
    return (
        f"`{show_path(sides.moved(path))}` is worked out{told}, and nobody writes it: "
        "change what it is worked out from, or state it in the file."
    )


def _reference(piece: Piece, after: str, sides: Sides) -> Change:
    place, within = sides.moved(piece.path), show_path(sides.moved(piece.within))
    shown = Change(path=place, what=What.REFERENCE, before=piece.text, after=after)
    if sides.is_gone(piece.path) or sides.is_gone(piece.within):
        return _of_gone(place, What.REFERENCE, piece.text, after)
    if not piece.path:
        reason = f"`{within}` refers here to another place of the paper, whose number or title it prints by itself."
        return replace(shown, path=sides.moved(piece.within), refusal=reason)
    if piece.derived:
        reason = f"`{within}` refers here to a figure: {_worked_out(piece.path, sides)}"
        return replace(shown, what=What.COMPUTED, refusal=reason)
    span = sides.current.source.span(place)
    line = f" (line {sides.current.source.location(span.start).line})" if span is not None else ""
    reason = (
        f"`{within}` refers here to `{show_path(place)}`{line}, which other places may print too: "
        "if it is wrong, change it there, and all of them will say so."
    )
    return replace(shown, refusal=reason)


def value_change(path: FieldPath, before: str, after: str, sides: Sides) -> Change:
    """Return the change of a field whose value was typed over."""
    place = sides.moved(path)
    if sides.is_gone(path):
        return _of_gone(place, What.VALUE, before, after)
    now = sides.current.values.get(place, "")
    shown = Change(path=place, what=What.VALUE, before=now, after=after)
    if now == after:
        return shown
    if elsewhere := of_another_file(sides.current, place):
        return replace(shown, refusal=elsewhere)
    if now != before:
        if after and _says_alike(now, after, place, sides):
            return replace(shown, after=now)
        own = written_at(sides.current, place)
        instead = value_of(sides.current, own, after, now) if after else NoValue("")
        over = None if isinstance(instead, NoValue) else Put(own, instead)
        return replace(shown, base=before, conflict=True, refusal=BOTH_CHANGED, over=over)
    if not after:
        reason = _taken_out(written_at(sides.current, place), place, sides)
        return replace(shown, refusal=reason)
    if place[-1] == "start" and (days_of(before) or days_of(after)):
        return _period(shown, sides)
    own = written_at(sides.current, place)
    written = value_of(sides.current, own, after, before)
    if isinstance(written, NoValue):
        return replace(shown, refusal=written.reason)
    literal = value_of(sides.current, own, after, before, as_typed=True)
    other = Put(own, literal) if literal != written and not isinstance(literal, NoValue) else None
    return replace(shown, edit=Put(own, written), otherwise=other)


def _says_alike(now: str, after: str, place: FieldPath, sides: Sides) -> bool:
    """Tell whether words are the value that is printed now, typed otherwise: 24th June 2026 is 24 June 2026."""

    def read(words: str) -> list[object]:
        days = days_of(words) if place[-1] == "start" else None
        if days is None:
            return [value_of(sides.current, written_at(sides.current, place), words, now)]
        return [
            value_of(sides.current, (*place[:-1], key), day) for key, day in zip(("start", "end"), days, strict=True)
        ]

    values = read(now)
    return values == read(after) and not any(isinstance(value, NoValue) for value in values)


def _taken_out(own: FieldPath, place: FieldPath, sides: Sides) -> str:
    if own[-1] not in required_in(kind_of(sides.current, own[:-1])):
        return f"The value was taken out: take `{show_path(place)}` out of the file if nobody needs it."
    lacking = f"The value was taken out, and the file can't be without `{show_path(place)}`: give it another"
    entry = own[:-1]
    return f"{lacking}, or take `{show_path(entry)}` out as a whole." if isinstance(entry[-1], int) else f"{lacking}."


def _period(change: Change, sides: Sides) -> Change:
    """Return the change of the first and the last day of an entry that are printed as one."""
    days = days_of(change.after) or (change.after, "")
    held = days_of(change.before) or (change.before, "")
    edits: list[Edit] = []
    for key, words, before in zip(("start", "end"), days, held, strict=True):
        place = (*change.path[:-1], key)
        if not words and before:
            edits.append(Remove(place))
        if not words or words == before:
            continue
        written = value_of(sides.current, place, words)
        if isinstance(written, NoValue):
            return replace(change, refusal=written.reason)
        edits.append(Put(place, written))
    if not edits:
        return change
    return replace(change, edit=edits[0], also=tuple(edits[1:]), note=_of_that_year(change, days[0], held[0]))


def _of_that_year(change: Change, first: str, held: str) -> str:
    """Return that the first day goes into another year with the last, where that was typed for the last alone."""
    typed_alike = change.after.startswith(held.rpartition(" ")[0]) and not change.after.startswith(first)
    if first == held or not typed_alike:
        return ""
    return f"The first day becomes {first}, as these words say: type its year as well if that is to stay."


def _filled(anchor: Anchor, edited: Sequence[Printed], sides: Sides) -> Iterator[Change]:
    """Yield the change that fills a cell which had nothing in it."""
    place, after = sides.moved(anchor.path), text_of(edited)
    if sides.is_gone(anchor.path):
        yield _of_gone(place, What.VALUE, "", after)
        return
    if not anchor.path or anchor.origin == (anchor.cell.of.origin if anchor.cell else None):
        reason = "The cell was empty, and no field of the file is printed there."
        yield Change(path=place, what=What.WORDING, before="", after=after, refusal=reason)
        return
    held = value_at(sides.current.loaded.subject, place) if sides.current.loaded.subject is not None else None
    if isinstance(held, Prose):
        yield Change(path=place, what=What.PROSE, before="", after=after, edit=Put(place, as_markdown(edited)))
        return
    yield value_change(anchor.path, "", after, sides)
