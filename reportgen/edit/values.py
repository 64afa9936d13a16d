"""Words typed over a value in a document, to what the decision file is to hold in its place.

The words are read by the type of the field that they stand for, and the whole is put back through the model, so what
the model refuses is refused here in its own sentence. A value is written as the file's author wrote the one before it:
dates in figures or in words, sums in full or in millions. Where the words say less than the file knows (a sum rounded
to millions, a month in place of a day) they are refused: nothing that a document doesn't print is lost in silence.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, get_origin

from reportgen.base.source import FieldPath, Source, show_path
from reportgen.edit.days import clock_written, day_written, span_written
from reportgen.edit.edits import CannotSpliceError, Put, Tree
from reportgen.edit.refused import Refused, sentence_in
from reportgen.edit.splice import edited
from reportgen.edit.sums import sum_written
from reportgen.load.structure import structure, types_at
from reportgen.model.decision import Decision
from reportgen.model.derive import derive
from reportgen.model.meeting import Meeting
from reportgen.model.record import Brief, Choice, Record, by_key
from reportgen.model.values import (
    Day,
    DaySpan,
    FinancialYear,
    Money,
    Percent,
    Prose,
    Quantity,
    read_clock,
    read_count,
    read_days,
    read_months,
    read_ref,
    read_yes_no,
)
from reportgen.model.walk import value_at

__all__ = ["Refused", "computed", "written_value"]

_SMALL: Final = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBER = r"[0-9][0-9,]*|" + "|".join(_SMALL)
_COUNTED = re.compile(rf"({_NUMBER})(?: \(([0-9,]+)\))?", re.IGNORECASE)
_LENGTH = re.compile(rf"(?:({_NUMBER})[ -]years?)?(?:(?: and |, | )?({_NUMBER})[ -]months?)?", re.IGNORECASE)
_LIST_ENDS = re.compile(r"\s*(?:,\s*and|,|;|\band)\s+")


def written_value(
    source: Source,
    subject: Decision | Meeting,
    path: FieldPath,
    words: str,
    *,
    was: str = "",
    labels: Mapping[str, str] | None = None,
    as_typed: bool = False,
) -> Tree | Refused:
    """Return what a file is to hold at a path where a document now says these words: a text, a group or a list.

    `was` is what the document said before, where it is known; `labels` the house style's words for choices, yes and no.
    A sum is written as the one before it was, or with `as_typed` in the very figures that were typed.
    Refused is a sentence for whoever typed the words: what is wrong with them, and how to mend it.
    """
    case = _Case(source, subject, path, words, plain_words(was), labels or {}, as_typed=as_typed)
    if not case.words:
        return Refused(f"Nothing is left where `{show_path(path)}` was printed: take it out of the file, or write it.")
    written = case.written()
    return written if isinstance(written, Refused) or written == case.tree else case.checked(written)


def computed(subject: Decision | Meeting, path: FieldPath) -> str:
    """Return what a value that is not in the file is worked out from, in a sentence; nothing where the file has it."""
    if not isinstance(subject, Decision):
        return ""
    worked = derive(subject)
    for length in range(len(path), 0, -1):
        near = path[:length]
        if near in worked and value_at(subject, near) in (None, ()):
            how = f" ({worked[near].how})" if worked[near].how else ""
            return f"`{show_path(near)}` is worked out{how}: change what it is worked out from, or write the field."
    return ""


def plain_words(words: str) -> str:
    """Return words with single spaces for whatever stands between them."""
    return " ".join(words.split())


class _Case:
    """One value: where it stands, what stood there, and the words that are to stand there now."""

    def __init__(
        self,
        source: Source,
        subject: Decision | Meeting,
        path: FieldPath,
        words: str,
        was: str,
        labels: Mapping[str, str],
        *,
        as_typed: bool = False,
    ) -> None:
        self.source = source
        self.subject = subject
        self.path = path
        self.typed = words.strip()
        self.words = plain_words(words)
        self.was = was
        self.labels = labels
        self.as_typed = as_typed
        self.old = value_at(subject, path)
        self.tree = _held(source.tree, path)
        self.old_text = self.tree.strip() if isinstance(self.tree, str) else ""

    def written(self) -> Tree | Refused:
        """Return what the words come to by the type of the field, not yet put to the model."""
        types = types_at(type(self.subject), self.path)
        for one in types:
            if reader := _READERS.get(one):
                return reader(self)
            if get_origin(one) is tuple:
                return self.listed()
            if isinstance(one, type) and issubclass(one, Choice):
                return self.choice(one)
            if isinstance(one, type) and issubclass(one, Brief) and not isinstance(self.tree, dict):
                return self.text()
            if isinstance(one, type) and issubclass(one, Record):
                return Refused(f"`{show_path(self.path)}` holds several fields: change each of them in the file.")
        return self.text()

    def checked(self, tree: Tree) -> Tree | Refused:
        """Return a value if the model takes it, or what the model says against it."""
        try:
            whole = edited(self.source, [Put(self.path, tree)])
        except CannotSpliceError as error:
            return Refused(str(error))
        _, findings = structure(Source(self.source.file, "", whole), type(self.subject))
        wrong = next((found for found in findings if found.path[: len(self.path)] == self.path), None)
        return Refused(sentence_in(wrong)) if wrong else tree

    def text(self) -> Tree | Refused:
        """Return a line of text, with the line end that the old one may have."""
        end = "\n" if isinstance(self.tree, str) and self.tree.endswith("\n") else ""
        return self.tree if self.words == plain_words(self.old_text) and self.old_text else self.words + end

    def prose(self) -> Tree | Refused:
        """Return text in Markdown with its lines and paragraphs."""
        end = "\n" if self.old_text and str(self.tree).endswith("\n") else ""
        return self.tree if self.words == plain_words(self.old_text) and "\n" not in self.typed else self.typed + end

    def ref(self) -> Tree | Refused:
        """Return the id of what the words name, or the id itself."""
        holder = self.path if isinstance(self.path[-1], str) else self.path[:-1]
        parent = value_at(self.subject, holder[:-1]) if len(holder) > 1 else self.subject
        fact = by_key(type(parent)).get(str(holder[-1])) if isinstance(parent, Record) else None
        named = [one for name in (fact.names if fact else ()) for one in _entries(self.subject, name)]
        called = {str(one.__dict__["id"]) for one in named if self._is_called(one)}
        if len(called) == 1:
            return self._same_or(called.pop())
        if len(called) > 1:
            return Refused(f"`{self.words}` is what several are called: write the id that the file has for it.")
        known = {str(one.__dict__.get("id")) for one in named}
        if named and self.words not in known:
            where = " or ".join(f"`{name}`" for name in fact.names) if fact else ""
            return Refused(f"Nothing under {where} is called `{self.words}`: add it to the file first.")
        return self._same_or(self.words)

    def _is_called(self, record: Record) -> bool:
        said = (record.__dict__.get(name) for name in ("title", "name", "label"))
        return any(isinstance(one, str) and one.casefold() == self.words.casefold() for one in said)

    def _same_or(self, new: str) -> Tree:
        return self.tree if new == self.old_text else new

    def day(self) -> Tree | Refused:
        """Return a date."""
        return day_written(self.words, self.old if isinstance(self.old, Day) else None, self.old_text)

    def span(self) -> Tree | Refused:
        """Return a stretch of time."""
        return span_written(self.words, self.old if isinstance(self.old, DaySpan) else None, self.tree)

    def clock(self) -> Tree | Refused:
        """Return a time of day."""
        return clock_written(self.words, self.old_text)

    def sum(self) -> Tree | Refused:
        """Return a sum of money."""
        old = self.old if isinstance(self.old, Money) else None
        return sum_written(self.words, self.was, old, self.tree, self.labels, as_typed=self.as_typed)

    def percent(self) -> Tree | Refused:
        """Return a percentage, with the sign that the old one has or has not."""
        bare = re.sub(r"\s*(?:%|per cent|percent)$", "", self.words, flags=re.IGNORECASE)
        if not re.fullmatch(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?", bare):
            return self.words
        if isinstance(self.old, Percent) and _plain(bare) == self.old.value and _places(bare) == self.old.places:
            return self.tree
        sign = re.search(r"\s*(?:%|per cent|percent)$", self.old_text, flags=re.IGNORECASE)
        return bare + (sign[0] if sign else "" if self.old_text else "%")

    def quantity(self) -> Tree | Refused:
        """Return a number, whose unit stands in a field of its own."""
        bare = self.words
        if self.old_text and (unit := self._unit()) and bare.lower().endswith(unit.lower()):
            bare = bare[: -len(unit)].rstrip()
        bare = re.sub(r"^£\s?|\s*(?:%|per cent)$", "", bare)
        bare = str(_SMALL.index(bare.lower())) if bare.lower() in _SMALL else bare
        return self._number(bare)

    def _unit(self) -> str:
        beside = _held(self.source.tree, (*self.path[:-1], "unit"))
        return beside.strip() if isinstance(beside, str) else ""

    def _number(self, bare: str) -> Tree:
        """Return a number with commas between thousands if the old one has them, or was too short to tell."""
        if not re.fullmatch(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?", bare) or not _has_commas_right(bare):
            return bare
        if re.fullmatch(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?", self.old_text):
            if _plain(bare) == _plain(self.old_text) and _places(bare) == _places(self.old_text):
                return self.tree
            if "," not in self.old_text and re.search("[0-9]{4}", self.old_text):
                return bare.replace(",", "")
        return bare

    def count(self) -> Tree | Refused:
        """Return a whole number: `eight`, `eight (8)`, and of months `three years`, `18 months`."""
        name = str(next((step for step in reversed(self.path) if isinstance(step, str)), ""))
        words = self.words
        length = _LENGTH.fullmatch(words) if "year" not in name else None
        if length and any(length.groups()):
            return self._number(str(12 * _count_of(length[1]) + _count_of(length[2])))
        unit = re.search(r"(?<=[0-9a-z)]) (years?|months?|weeks?|days?|working days)$", words)
        if unit and unit[1].split()[-1].rstrip("s") in name:
            words = words[: unit.start()]
        found = _COUNTED.fullmatch(words)
        if not found:
            return words
        if found[2] and _count_of(found[1]) != _count_of(found[2]):
            return Refused(f"`{self.words}` says two numbers that differ: write the right one.")
        return self._number(found[2] or (found[1] if found[1][0].isdigit() else str(_count_of(found[1]))))

    def yes_no(self) -> Tree | Refused:
        """Return yes or no, also where the house style has words of its own for them."""
        said = self.words.rstrip(".").lower()
        for answer in ("yes", "no"):
            if said in (self.labels.get(answer, answer).lower(), answer):
                said = answer
        if said not in ("yes", "no", "true", "false"):
            return self.words
        if isinstance(self.old, bool) and self.old == (said in ("yes", "true")) and self.old_text:
            return self.tree
        in_logic = self.old_text.lower() in ("true", "false")
        return str(said in ("yes", "true")).lower() if in_logic else said

    def choice(self, kind: type[Choice]) -> Tree | Refused:
        """Return the word of a choice for what the house style prints for it."""
        said = self.words.casefold()
        meant = {one for one in kind if (self.labels.get(one.value) or "").casefold() == said}
        meant = meant or {one for one in kind if one.value.replace("_", " ").casefold() == said.replace("-", " ")}
        if len(meant) > 1:
            words = " or ".join(f"`{one.value}`" for one in kind if one in meant)
            return Refused(f"`{self.words}` may stand for {words}: say in the file which it is.")
        if not meant:
            return self.words
        found = meant.pop()
        return self.tree if found is self.old and self.old_text else found.value

    def year(self) -> Tree | Refused:
        """Return a financial year."""
        return self._same_or(self.words)

    def listed(self) -> Tree | Refused:
        """Return a list of lines that is printed in one line, with commas between; refused where some hold commas."""
        held = self.tree if isinstance(self.tree, list) else []
        texts = [" ".join(one.split()) if isinstance(one, str) else None for one in held]
        if None in texts or any(_LIST_ENDS.search(one or "") for one in texts):
            return Refused(
                f"What stands between the entries of `{show_path(self.path)}` can't be told: change the file."
            )
        if self.words in (", ".join(map(str, texts)), " and ".join(map(str, texts))):
            return self.tree
        entries: list[Tree] = []
        for place, words in enumerate(_LIST_ENDS.split(self.words)):
            one = _Case(self.source, self.subject, (*self.path, place), words, "", self.labels)
            one.old, one.tree, one.old_text = None, None, ""
            entry = one.written()
            if isinstance(entry, Refused):
                return entry
            entries.append(entry)
        return entries


def _held(tree: Tree, path: FieldPath) -> Tree:
    for step in path:
        if isinstance(tree, dict):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def _entries(subject: Record, name: str) -> list[Record]:
    value: object = subject
    for step in name.split("."):
        value = value_at(value, (step,)) if isinstance(value, Record) else None
    return [one for one in value if isinstance(one, Record)] if isinstance(value, tuple) else []


def _count_of(words: str | None) -> int:
    if not words:
        return 0
    return _SMALL.index(words.lower()) if words.lower() in _SMALL else int(words.replace(",", ""))


def _plain(number: str) -> Decimal:
    return Decimal(number.replace(",", "").replace("−", "-"))


def _places(number: str) -> int:
    return len(number.partition(".")[2])


def _has_commas_right(number: str) -> bool:
    return "," not in number or re.fullmatch(r"[-−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", number) is not None


_READERS: Final[Mapping[Any, Callable[[_Case], Tree | Refused]]] = {
    Day: _Case.day,
    DaySpan: _Case.span,
    Money: _Case.sum,
    Percent: _Case.percent,
    Quantity: _Case.quantity,
    FinancialYear: _Case.year,
    Prose: _Case.prose,
    read_count: _Case.count,
    read_days: _Case.count,
    read_months: _Case.count,
    read_yes_no: _Case.yes_no,
    read_clock: _Case.clock,
    read_ref: _Case.ref,
}
