"""Changes written into the text of a YAML file: what they don't touch stays byte for byte.

Nothing is written anew but the values that change. A text keeps its style (plain, in quotation marks, after `|` or
`>`) as long as it can be read in it; a new one is laid out as the file's author lays out such texts. A new field
stands where the order of the fields in the model puts it.

Of comments: those straight above a field or entry, as far in as it, belong to it, and go with it when it is moved or
taken out; so do comments after it on its line, and those below it that stand further in. A comment with an empty line
below it is a heading for what follows, and stays; so do those at the end of a list or section, and those at the very
top of a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.edit.differing import edits_between
from reportgen.edit.edits import (
    CannotSpliceError,
    Edit,
    Insert,
    Move,
    Placed,
    Plan,
    Put,
    Remove,
    Tree,
    edited_tree,
    order_of,
    plan_of,
)
from reportgen.edit.forms import Forms, Order, entry_lines
from reportgen.edit.habits import column, habits_of
from reportgen.edit.texts import Form, check_text, on_a_line, wrapped
from reportgen.edit.units import Units, heads_of, holds_block, line_end, next_line, units_of
from reportgen.load.layout import Entry, Written
from reportgen.load.subjects import COUNCIL_FILE, kind_of
from reportgen.load.yaml_file import layout_of, source_from
from reportgen.model.council import Council
from reportgen.model.record import Record

__all__ = ["CannotSpliceError", "Edit", "Insert", "Move", "Put", "Remove", "bytes_of", "edited", "spliced"]

_BOM = b"\xef\xbb\xbf"
_BLOCK_HEADER = re.compile(r"[|>][0-9+-]*")


def spliced(source: Source, edits: Sequence[Edit], kind: type[Record] | None = None) -> str:
    """Return a file's text with edits made to it, all at once: every path is that of the tree before them.

    The new text reads as exactly the values that the edits ask for; where it would not, or where they can't be made,
    CannotSpliceError is raised. `kind` is the record that the file holds, for the order of its fields; left out, it is
    made out from the file. `bytes_of` gives the bytes to write.
    """
    plan = plan_of(source.tree, edits)
    wanted = edited_tree(source.tree, plan)
    if not isinstance(wanted, dict):
        raise CannotSpliceError("A file holds a group of fields, and nothing else can stand in its place.")
    if wanted == source.tree and not any(isinstance(edit, Move) for edit in edits):
        return source.text
    root = layout_of(source)
    forms = Forms(habits_of(source.text, root), Order(kind or _kind_of(source.file, wanted)))
    for written in (forms, forms.without_blocks()):
        text = _applied(source.text, tuple(_Splicer(source.text, written).whole(root, source.tree, plan)))
        after, _ = source_from(text.encode(), source.file)
        if after is not None and after.tree == wanted:
            return text
    raise CannotSpliceError(_cannot(edits))


def edited(source: Source, edits: Sequence[Edit]) -> Tree:
    """Return the values that a file has once edits are made to it, without writing anything."""
    return edited_tree(source.tree, plan_of(source.tree, edits))


def bytes_of(source: Source, text: str, old: bytes) -> bytes:
    """Return the bytes of a file's new text, with the byte order mark that the old ones may begin with.

    CannotSpliceError where the old bytes are not those of the source: the file has changed since, or is not in UTF-8.
    """
    mark = _BOM if old.startswith(_BOM) else b""
    if old == mark + source.text.encode("utf-8", "replace"):
        return mark + text.encode()
    try:
        old.decode()
    except UnicodeDecodeError:
        raise CannotSpliceError("The file is not stored as UTF-8: save it as UTF-8, then change it.") from None
    raise CannotSpliceError("The file has changed since it was read: read it again.")


def _kind_of(file: str, tree: Tree) -> type[Record] | None:
    return Council if file.replace("\\", "/").rpartition("/")[2] == COUNCIL_FILE else kind_of(tree)


def _cannot(edits: Sequence[Edit]) -> str:
    paths = ", ".join(dict.fromkeys(f"`{show_path(edit.path)}`" for edit in edits[:3]))
    return f"The file is laid out around {paths} in a way that can't be changed from here: change it in the file."


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of the old text, and what stands in its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value stands: `at` is the place after its colon or dash, `column` how far its group or list is in."""

    path: FieldPath
    at: int
    column: int
    in_list: bool = False
    in_brackets: bool = False


def _applied(text: str, changes: Sequence[_Change], start: int = 0, end: int | None = None) -> str:
    """Return a stretch of a text with changes made to it."""
    made: list[str] = []
    at = start
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        made += (text[at : change.start], change.text)
        at = change.end
    return "".join((*made, text[at:end]))


class _Splicer:
    """Makes the changes of text that a plan comes to."""

    def __init__(self, text: str, forms: Forms) -> None:
        self.text = text
        self.forms = forms
        self.newline = forms.habits.newline

    def whole(self, root: Written | None, tree: Tree, plan: Plan) -> Iterator[_Change]:
        """Yield the changes to a whole file."""
        wanted = edited_tree(tree, plan)
        if root is None and re.search(r"(?m)^[ \t]*[^\s#-]", self.text):
            raise CannotSpliceError("The file can't be read as it stands: mend what is wrong with it first.")
        if root is None:
            before = self.newline if self.text and not self.text.endswith("\n") else ""
            yield _Change(len(self.text), len(self.text), before + self._joined(self.forms.lines(wanted, (), 0)))
        elif not root.entries:
            yield _Change(root.span.start, root.span.end, self.newline.join(self.forms.lines(wanted, (), 0)))
        elif not wanted:
            units = None if root.style else units_of(self.text, root, self.newline)
            start, end = (units.start, units.end) if units else (root.span.start, root.span.end)
            yield _Change(start, end, "{}" if root.style else f"{{}}{self.newline}")
        else:
            yield from self._value(root, tree, plan, _Slot((), 0, -self.forms.habits.step))

    def _value(self, written: Written, tree: Tree, plan: Plan, slot: _Slot) -> Iterator[_Change]:
        """Yield the changes to one value."""
        wanted = edited_tree(tree, plan)
        if plan.is_put and isinstance(tree, (dict, list)) and type(wanted) is type(tree) and tree and wanted:
            plan = plan_of(tree, edits_between(tree, wanted))
        if plan.is_put:
            yield from self._replaced(written, slot, wanted)
        elif plan.within or plan.placed:
            if not wanted or not written.entries or written.shape == "text":
                yield from self._replaced(written, slot, wanted)
            elif written.style:
                yield from self._in_brackets(written, tree, plan, slot)
            else:
                yield from self._in_block(written, tree, plan, slot)

    # What indentation holds ------------------------------------------------------------------------------------------

    def _in_block(self, written: Written, tree: Tree, plan: Plan, slot: _Slot) -> Iterator[_Change]:
        changes = self._within(written, tree, plan, slot)
        new = _new_names(tree, plan)
        if not plan.reshapes and not new:
            for inner in changes:
                yield from inner
            return
        units = units_of(self.text, written, self.newline)
        texts = [_applied(self.text, inner, *span) for span, inner in zip(units.spans, changes, strict=True)]
        if not texts[-1].endswith("\n"):
            texts[-1] = self._ended(written, texts[-1])
        units.hold(self.text, texts)
        if isinstance(tree, list):
            self._reorder(units, written, plan, slot.path)
        else:
            self._rename(units, written, plan, new, slot.path)
        yield _Change(units.start, units.end, units.joined())

    def _ended(self, written: Written, entry: str) -> str:
        """Return the last entry of a file that lacks its last line end, with one that says nothing new."""
        last = written
        while last.entries:
            last = last.entries[-1].value
        raw = self.text[last.span.start : last.span.end]
        if (match := _BLOCK_HEADER.match(raw)) and last.style and entry.endswith(raw):
            signs = re.sub("[+-]", "", match[0])
            entry = f"{entry[: -len(raw)]}{signs}-{raw[match.end() :]}"
        return entry + self.newline

    def _within(self, written: Written, tree: Tree, plan: Plan, slot: _Slot) -> list[list[_Change]]:
        """Return the changes inside each entry that stays."""
        heads = [] if written.style or written.shape == "group" else heads_of(self.text, written)
        here = column(self.text, written.span.start)
        firsts = {id(entry) for entry in written.named()}
        changes: list[list[_Change]] = []
        for entry in written.entries:
            inner = plan.within.get(entry.name) if id(entry) in firsts else None
            if inner is None or inner.removed:
                changes.append([])
                continue
            slot_in = self._slot(entry, slot, here, heads, in_brackets=bool(written.style))
            changes.append(list(self._value(entry.value, _held(tree, entry.name), inner, slot_in)))
        return changes

    def _slot(self, entry: Entry, slot: _Slot, here: int, heads: Sequence[int], *, in_brackets: bool) -> _Slot:
        path = (*slot.path, entry.name)
        if entry.key is None:
            at = heads[int(entry.name)] + 1 if heads else entry.value.span.start
            return _Slot(path, at, here, in_list=True, in_brackets=in_brackets)
        colon = self.text.find(":", entry.key.end)
        if colon < 0 or self.text[entry.key.end : colon].strip():
            colon = -2  # a name in braces without a colon
        return _Slot(path, colon + 1, here, in_brackets=in_brackets)

    def _reorder(self, units: Units, written: Written, plan: Plan, path: FieldPath) -> None:
        """Take entries of a list out, and put new and moved ones in."""
        texts = [unit.text for unit in units.units]
        leaving = plan.leaving()
        wanted = order_of(len(texts), plan)
        forms = self.forms.after_dash(_after_dash(self.text, written))
        for place in sorted((int(one) for one in leaving), reverse=True):
            units.take_out(place)
        for place, one in enumerate(wanted):
            if isinstance(one, Placed):
                form = forms.value(one.value, (*path, 0), units.column, in_list=True)
                units.put_in(place, self._joined(entry_lines(" " * units.column + "-", form)))
            elif one in leaving:
                units.put_in(place, texts[one])

    def _rename(self, units: Units, written: Written, plan: Plan, new: Sequence[str], path: FieldPath) -> None:
        def form(name: str) -> str:
            value = self.forms.value(edited_tree(None, plan.within[name]), (*path, name), units.column)
            return self._joined(entry_lines(f"{' ' * units.column}{self.forms.name(name)}:", value))

        self._put_fields(units, written, plan, new, path, form)

    def _put_fields(
        self,
        holder: "Units | _Row",
        written: Written,
        plan: Plan,
        new: Sequence[str],
        path: FieldPath,
        form: Callable[[str], str],
    ) -> None:
        """Take fields of a group out, and put new ones in where the model's order has them, each in its form."""
        names = [str(entry.name) for entry in written.entries]
        for name in [name for name, inner in plan.within.items() if inner.removed]:
            holder.take_out(names.index(str(name)))
            names.remove(str(name))
        known = self.forms.order.known(path)
        for name in sorted(new, key=lambda one: known.get(one, len(known))):
            place = _place_for(name, names, known)
            holder.put_in(place, form(name))
            names.insert(place, name)

    # What brackets hold ----------------------------------------------------------------------------------------------

    def _in_brackets(self, written: Written, tree: Tree, plan: Plan, slot: _Slot) -> Iterator[_Change]:
        wanted = edited_tree(tree, plan)
        bare = self.text[written.span.start] not in "[{"
        outgrown = not slot.in_brackets and _holds_lines(wanted) and not _holds_lines(tree)
        if outgrown or bare:
            yield from self._replaced(written, slot, wanted)
            return
        changes = self._within(written, tree, plan, slot)
        new = _new_names(tree, plan)
        if not plan.reshapes and not new:
            for inner in changes:
                yield from inner
            return
        spans = [_bracket_span(entry) for entry in written.entries]
        texts = [_applied(self.text, inner, *span) for inner, span in zip(changes, spans, strict=True)]
        between = [self.text[one[1] : two[0]] for one, two in pairwise(spans)]
        opening = self.text[written.span.start + 1 : spans[0][0]]
        row = _Row(texts, between, self.text[spans[-1][1] : written.span.end - 1], opening)
        if isinstance(tree, list):
            self._reorder_row(row, plan)
        else:
            self._rename_row(row, written, plan, new, slot.path)
        yield _Change(spans[0][0], written.span.end - 1, row.joined())

    def _reorder_row(self, row: "_Row", plan: Plan) -> None:
        texts, leaving = list(row.texts), plan.leaving()
        wanted = order_of(len(texts), plan)
        for place in sorted((int(one) for one in leaving), reverse=True):
            row.take_out(place)
        for place, one in enumerate(wanted):
            if isinstance(one, Placed):
                row.put_in(place, self.forms.in_brackets(one.value))
            elif one in leaving:
                row.put_in(place, texts[one])

    def _rename_row(self, row: "_Row", written: Written, plan: Plan, new: Sequence[str], path: FieldPath) -> None:
        def form(name: str) -> str:
            value = self.forms.in_brackets(edited_tree(None, plan.within[name]))
            return f"{self.forms.name(name, in_brackets=True)}: {value}"

        self._put_fields(row, written, plan, new, path, form)

    # One value in place of another -----------------------------------------------------------------------------------

    def _replaced(self, written: Written, slot: _Slot, value: Tree) -> Iterator[_Change]:
        start, end = written.span.start, written.span.end
        if slot.in_brackets:
            yield self._replaced_in_brackets(written, slot, value)
            return
        form = self._form(written, slot, value)
        new = "".join(f"{self.newline}{line}" for line in form.lines)
        slot_end = line_end(self.text, slot.at)
        same_line = start <= slot_end
        # An entry of several lines stands as far from its dash as they do; a text stays as far as the old one was.
        moves = not form.inline or (bool(form.lines) and not isinstance(value, str))
        head, inline = (slot.at, form.inline) if moves else (start, form.inline.lstrip(" "))
        units = None if written.shape == "text" or written.style else units_of(self.text, written, self.newline)
        if start == end:
            yield _Change(slot.at, slot.at, form.inline)
            yield _Change(slot_end, slot_end, new)
        elif units and same_line:
            yield _Change(head, _before_line_end(self.text, units.end), inline + new)
        elif units:
            yield _Change(slot.at, slot.at, form.inline)
            if new:
                yield _Change(slot_end, _before_line_end(self.text, units.end), new)
            else:
                yield _Change(units.start, units.end, "")
        elif same_line:
            stop, rest = end, line_end(self.text, end)
            if written.style in ("|", ">") and (match := _BLOCK_HEADER.match(self.text, start)):
                stop, rest = match.end(), line_end(self.text, start)
            yield _Change(head, stop, inline)
            yield _Change(rest, max(rest, end), new)
        elif form.inline and not new:
            yield _Change(start, end, inline)
        else:
            yield _Change(slot.at, slot.at, form.inline)
            yield _Change(slot_end, line_end(self.text, end), new)

    def _replaced_in_brackets(self, written: Written, slot: _Slot, value: Tree) -> _Change:
        start, end = written.span.start, written.span.end
        if isinstance(value, str) and written.shape == "text":
            check_text(value)
            new = on_a_line(value, written.style, self.forms.habits.mark, in_brackets=True)
        else:
            new = self.forms.in_brackets(value)
        if slot.at < 0:
            new = f": {new}"
        elif start == end == slot.at and not slot.in_list:
            new = f" {new}"
        return _Change(start, end, new)

    def _form(self, written: Written, slot: _Slot, value: Tree) -> Form:
        """Return a value as it is to stand in a slot: a text in the style of the one before it, if that may be."""
        if not isinstance(value, str):
            form = self.forms.value(value, slot.path, slot.column, in_list=slot.in_list)
            return self._to_its_end(written, form) if holds_block("\n".join(form.lines)) else form
        if written.shape != "text" or written.span.start == written.span.end:
            form = self.forms.text(value, slot.column)
        else:
            form = self._form_of_text(written, slot, value)
        if not form.lines:
            return form
        indent = len(form.lines[0]) - len(form.lines[0].lstrip(" ")) if form.lines[0] else slot.column + 1
        if self._may_stand_above(written, value, indent):
            return self._to_its_end(written, form) if value.endswith("\n") else form
        return Form(f" {on_a_line(value, '', self.forms.habits.mark)}")

    def _form_of_text(self, written: Written, slot: _Slot, value: str) -> Form:
        raw = self.text[written.span.start : written.span.end]
        style = written.style
        if style in ("|", ">"):
            first = next((line for line in raw.split("\n")[1:] if line.strip()), "")
            indent = len(first) - len(first.lstrip(" "))
            if sign := re.search("[1-9]", raw.partition("\n")[0].partition("#")[0]):
                indent = slot.column + int(sign[0])
            indent = indent if indent > slot.column else slot.column + self.forms.habits.step
            return self.forms.text_as(value, style, slot.column, indent, raw.partition("\n")[2])
        style = "" if style == "{{" else style
        if "\n" in value and not (style == '"' and "\\n" in raw):
            return self.forms.text_as(value, "|", slot.column, slot.column + self.forms.habits.step)
        form = self.forms.text_as(value, style, slot.column, 0)
        if "\n" not in raw:
            return form
        second = raw.split("\n")[1]
        indent = len(second) - len(second.lstrip(" "))
        indent = indent if indent > slot.column else slot.column + self.forms.habits.step
        lines = wrapped(form.inline.lstrip(" "), self.forms.habits.width - indent, raw)
        return Form(" " + f"{self.newline}{' ' * indent}".join(lines))

    def _may_stand_above(self, written: Written, value: str, indent: int) -> bool:
        """Return whether text after `|` would end where it should, and not take in what stands below it."""
        at = next_line(self.text, written.span.end)
        while at < len(self.text):
            line = self.text[at : next_line(self.text, at)].rstrip("\r\n")
            shown = line.lstrip(" ")
            if shown:
                return shown[0] != "#" or len(line) - len(shown) < indent
            if len(line) > indent or value.endswith("\n\n"):
                return False
            at = next_line(self.text, at)
        return True

    def _to_its_end(self, written: Written, form: Form) -> Form:
        """Return a form with the line end that its text needs where the file ends without one."""
        is_last = next_line(self.text, written.span.end) == len(self.text) and not self.text.endswith("\n")
        return Form(form.inline, (*form.lines, "")) if is_last else form

    def _joined(self, lines: Sequence[str]) -> str:
        return "".join(f"{line}{self.newline}" for line in lines)


class _Row:
    """The entries of a list or group in brackets, and what stands before each but the first."""

    def __init__(self, texts: list[str], between: list[str], after: str, opening: str) -> None:
        self.texts = texts
        self.between = between
        self.after = after
        on_lines = f",{opening}" if opening.isspace() and "\n" in opening else ", "
        self.usual = next((one for one in between if "#" not in one), on_lines)

    def take_out(self, place: int) -> None:
        """Take an entry out, with one comma and the comment on its line."""
        del self.texts[place]
        if place < len(self.texts):
            if "#" in self.between.pop(place).partition("\n")[2]:
                raise CannotSpliceError("A comment stands between the brackets, so this is not changed from here.")
        elif place:
            lost = self.between.pop()
            if "#" in lost:
                self.after = lost.rstrip() + self.after.removeprefix(",")

    def put_in(self, place: int, text: str) -> None:
        """Put an entry's text before the one that stands at a place."""
        if self.texts:
            self.between.insert(place, self.usual)
        self.texts.insert(place, text)

    def joined(self) -> str:
        """Return all entries in their new order, with what stands before the closing bracket."""
        pairs = zip(["", *self.between], self.texts, strict=True)
        return "".join(part for pair in pairs for part in pair) + self.after


def _held(tree: Tree, step: str | int) -> Tree:
    if isinstance(tree, Mapping):
        return tree.get(step)
    return tree[step] if isinstance(tree, list) and isinstance(step, int) else None


def _new_names(tree: Tree, plan: Plan) -> list[str]:
    return [str(name) for name in plan.within if isinstance(tree, dict) and name not in tree]


def _place_for(name: str, names: Sequence[str], known: Mapping[str, int]) -> int:
    """Return where a new field stands among others: after the nearest that the model has before it."""
    if name not in known or not any(one in known for one in names):
        return len(names)
    before = [one for one in names if known.get(one, len(known)) < known[name]]
    return names.index(max(before, key=lambda one: known[one])) + 1 if before else 0


def _after_dash(text: str, written: Written) -> int:
    """Return how far the entries of a list stand from their dashes; 0 where none shows it."""
    here = column(text, written.span.start)
    found = [column(text, entry.value.span.start) - here for entry in written.entries if entry.value.shape == "group"]
    return next((one for one in found if one > 1), 0)


def _bracket_span(entry: Entry) -> tuple[int, int]:
    start = entry.key.start if entry.key else entry.value.span.start
    return start, max(entry.value.span.end, entry.key.end if entry.key else 0)


def _before_line_end(text: str, at: int) -> int:
    """Return where the line ends that stands before a place."""
    return line_end(text, at - 1) if text[at - 1 : at] == "\n" else at


def _holds_lines(tree: Tree) -> bool:
    if isinstance(tree, dict):
        return any(map(_holds_lines, tree.values()))
    if isinstance(tree, list):
        return any(map(_holds_lines, tree))
    return isinstance(tree, str) and "\n" in tree
