"""What a file's author does: how far things are indented, which quotation marks, how long texts and lists are kept."""

from collections import Counter
from dataclasses import dataclass
from typing import Final, TypeVar

from reportgen.edit.texts import LONG
from reportgen.load.layout import Written

_SHORTEST_LINE: Final = 60
_LONGEST_LINE: Final = 100
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is laid out where nothing nearer tells.

    `step` is how far the fields of a group stand in from it, `dash` how far the dashes of a list do, `after_dash` how
    far an entry stands from its dash; `mark` the quotation marks, `long` how long text is written (`|`, `>`, or empty
    for beside its name), `brackets` whether short lists stand in them, `newline` the line end, `width` the longest line
    of text that is broken into lines, `is_json` whether the whole file is written as JSON.
    """

    step: int = 2
    dash: int = 2
    after_dash: int = 2
    mark: str = '"'
    long: str = ">"
    brackets: bool = False
    newline: str = "\n"
    width: int = _LONGEST_LINE
    is_json: bool = False


def habits_of(text: str, root: Written | None) -> Habits:
    """Return the habits of a file: of each, what it does most often."""
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    if root is None:
        return Habits(newline=newline)
    found = _Seen(text)
    found.look(root, 0, is_root=True)
    step = _most(found.steps, _most(found.after_dashes, 2))
    return Habits(
        step,
        _most(found.dashes, step),
        _most(found.after_dashes, 2),
        _most(found.marks, '"'),
        _most(found.longs, ">"),
        _most(found.brackets, False),
        newline,
        min(max(_SHORTEST_LINE, *found.widths), _LONGEST_LINE) if found.widths else _LONGEST_LINE,
        is_json=root.style == "{"
        and bool(root.entries)
        and all(entry.key is not None and text[entry.key.start] == '"' for entry in root.entries),
    )


def column(text: str, at: int) -> int:
    """Return how many characters stand before a place on its line."""
    return at - text.rfind("\n", 0, at) - 1


def _most(counted: "Counter[_T]", usual: _T) -> _T:
    return max(counted, key=lambda one: (counted[one], one == usual)) if counted else usual


class _Seen:
    """What is met on the way through a file, counted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps: Counter[int] = Counter()
        self.dashes: Counter[int] = Counter()
        self.after_dashes: Counter[int] = Counter()
        self.marks: Counter[str] = Counter()
        self.longs: Counter[str] = Counter()
        self.brackets: Counter[bool] = Counter()
        self.widths: list[int] = []

    def look(self, value: Written, parent: int, *, is_root: bool = False, in_list: bool = False) -> None:
        """Count what a value shows that stands in a group or list indented by `parent`."""
        here = column(self.text, value.span.start)
        if in_list and here > parent + 1:
            self.after_dashes[here - parent] += 1
        if value.shape == "text":
            self._text(value)
            return
        short = value.shape == "list" and bool(value.entries) and all(_is_short(e.value) for e in value.entries)
        if short:
            self.brackets[bool(value.style)] += 1
        if value.style:
            for entry in value.entries:
                self.look(entry.value, here)
            return
        if not in_list and not is_root:
            (self.dashes if value.shape == "list" else self.steps)[here - parent] += 1
        for entry in value.entries:
            self.look(entry.value, here, in_list=value.shape == "list")

    def _text(self, value: Written) -> None:
        written = self.text[value.span.start : value.span.end]
        if value.style in ("'", '"'):
            self.marks[value.style] += 1
        if len(written) > LONG:
            self.longs[value.style if value.style in ("|", ">") else ""] += 1
        if value.style != "|" and "\n" in written:
            self.widths += [len(line.rstrip()) for line in written.split("\n")[1:]]


def _is_short(value: Written) -> bool:
    return value.shape == "text" and value.style not in ("|", ">") and value.span.end - value.span.start < LONG // 2
