"""New values as YAML: texts, lists and groups, laid out as the file's author lays out such values."""

from dataclasses import replace

from reportgen.base.source import FieldPath
from reportgen.edit.edits import CannotSpliceError, Tree
from reportgen.edit.habits import Habits
from reportgen.edit.texts import (
    LONG,
    Form,
    block,
    check_text,
    folded,
    may_be_block,
    may_be_folded,
    may_be_plain,
    on_a_line,
    quoted,
)
from reportgen.load.structure import fields_at
from reportgen.model.record import Record

_MOST_IN_BRACKETS = 60
_NOT_OURS = "Only text, lists and groups of fields can be written to a file."


class Forms:
    """Makes new values as YAML, by a file's habits and the order in which its fields are known."""

    def __init__(self, habits: Habits, order: "Order", *, blocks: bool = True) -> None:
        self.habits = habits
        self.order = order
        self.blocks = blocks

    def without_blocks(self) -> "Forms":
        """Return the same for a place where no text can stand after `|` or `>`."""
        return Forms(self.habits, self.order, blocks=False)

    def after_dash(self, characters: int) -> "Forms":
        """Return the same for a list whose entries stand so far from their dashes (0: as in the rest of the file)."""
        if not characters:
            return self
        return Forms(replace(self.habits, after_dash=characters), self.order, blocks=self.blocks)

    def value(self, value: Tree, path: FieldPath, column: int, *, in_list: bool = False) -> Form:
        """Return a value that stands in a group or, after a dash, in a list indented by `column` characters."""
        if value is None:
            return Form("")
        if isinstance(value, str):
            return self.text(value, column)
        if not isinstance(value, (list, dict)):
            raise CannotSpliceError(_NOT_OURS)
        if not value:
            return Form(" []" if isinstance(value, list) else " {}")
        if isinstance(value, list) and self._fits_brackets(value):
            return Form(f" {self.in_brackets(value)}")
        if in_list:
            here = column + self.habits.after_dash
            first, *rest = self.lines(value, path, here)
            return Form(" " * (self.habits.after_dash - 1) + first[here:], tuple(rest))
        here = column + (self.habits.dash if isinstance(value, list) else self.habits.step)
        return Form("", tuple(self.lines(value, path, here)))

    def lines(self, value: Tree, path: FieldPath, here: int) -> list[str]:
        """Return the lines of a list or group that has entries, its dashes or names indented by `here` characters."""
        made: list[str] = []
        if isinstance(value, dict):
            for name in self.order.sorted(path, value):
                form = self.value(value[name], (*path, name), here)
                made += entry_lines(f"{' ' * here}{self.name(name)}:", form)
        elif isinstance(value, list):
            for place, one in enumerate(value):
                form = self.value(one, (*path, place), here, in_list=True)
                made += entry_lines(f"{' ' * here}-", form)
        return made

    def text(self, text: str, column: int) -> Form:
        """Return a text that is new to the file."""
        check_text(text)
        long = self.habits.long if len(text) > LONG else ""
        if "\n" in text:
            # What ends in empty lines would have to hold on to those below it.
            long = "" if text.endswith("\n\n") else "|"
        return self.text_as(text, long, column, column + self.habits.step)

    def text_as(self, text: str, style: str, column: int, indent: int, before: str = "") -> Form:
        """Return a text in the style it had or should have, or in the nearest in which it reads the same."""
        check_text(text)
        style = "" if style in ("|", ">") and not self.blocks else style
        if style == ">" and may_be_folded(text) and ("\n" not in text.strip("\n") or "\n\n" in before):
            form = folded(text, indent, self.habits.width, before)
        elif style in ("|", ">") and may_be_block(text):
            form = block(text, "|", indent, column)
        else:
            return Form(f" {on_a_line(text, style, self.habits.mark)}")
        return Form(f" {form.inline}", form.lines)

    def in_brackets(self, value: Tree) -> str:
        """Return a value as it stands in brackets, on one line."""
        if value is None:
            return "null" if self.habits.is_json else "~"
        if isinstance(value, str):
            check_text(value)
            return on_a_line(value, '"' if self.habits.is_json else "", self.habits.mark, in_brackets=True)
        if isinstance(value, list):
            return "[" + ", ".join(map(self.in_brackets, value)) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.name(k, True)}: {self.in_brackets(v)}" for k, v in value.items()) + "}"
        raise CannotSpliceError(_NOT_OURS)

    def name(self, name: object, in_brackets: bool = False) -> str:
        """Return a field's name as it stands before its colon."""
        if not isinstance(name, str) or not name or "\n" in name or len(name) > 500:
            raise CannotSpliceError("A field's name is a word or a few on one line.")
        check_text(name)
        if may_be_plain(name, in_brackets=in_brackets) and not (in_brackets and self.habits.is_json):
            return name
        return quoted(name, self.habits.mark)

    def _fits_brackets(self, value: list[Tree]) -> bool:
        """Return whether a list is one of few words, in a file whose author puts such lists in brackets."""
        if not self.habits.brackets or any(not isinstance(one, str) or "\n" in one for one in value):
            return False
        return len(self.in_brackets(value)) <= _MOST_IN_BRACKETS


class Order:
    """The order in which the fields of a kind of file are known; none where the kind is not."""

    def __init__(self, kind: type[Record] | None) -> None:
        self._kind = kind
        self._known: dict[FieldPath, dict[str, int]] = {}

    def sorted(self, path: FieldPath, names: "dict[str, Tree]") -> list[str]:
        """Return the names of a new group's fields in the order in which they are to stand."""
        known = self.known(path)
        return sorted(names, key=lambda name: known.get(name, len(known)))

    def known(self, path: FieldPath) -> dict[str, int]:
        """Return the fields that the group at a path may have, each with its place among them."""
        if self._kind is None:
            return {}
        if path not in self._known:
            self._known[path] = {name: place for place, name in enumerate(fields_at(self._kind, path))}
        return self._known[path]


def entry_lines(head: str, form: Form) -> list[str]:
    """Return the lines of an entry whose name and colon, or dash, is given."""
    return [f"{head}{form.inline}", *form.lines]
