"""What changed between two versions of a decision, meeting or council file, in words: fact by fact.

The values of the files are compared and not the records made of them, so that a file which is half written, or was
written for an older version of the model, has a history too. Each value is read as its field is read and printed as
the house style prints it; how a file is laid out counts for nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reportgen.base.source import FieldPath
from reportgen.compose.faults import ComposeError
from reportgen.compose.say import say
from reportgen.history.markup import marked_up
from reportgen.history.matching import longest_rise, matched
from reportgen.history.reading import element_of, fields, plain, read, record_in, titled
from reportgen.history.words import Reworded, reworded
from reportgen.model.record import Choice, Record, shorten
from reportgen.model.values import Day, DaySpan, Exemption, Money, Percent, Prose
from reportgen.style.style import Style

NUMBERED: Final = ("recommendations", "options", "risks", "appendices", "resolutions", "items")
"""The lists whose entries are called by their numbers."""
_NAMES: Final = ("id", "ref")
_TITLES: Final = ("title", "name", "term", "acronym", "post", "member", "strand", "budget", "year", "on", "by")
"""The fields by which an entry of any other list is called, the first that it has."""
_FEW: Final = 5
_FEW_WORDS: Final = 10
"""How many words a line may have to be told as it stands."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that changed: its path in the newer file (in the older, where it is gone), and what to say of it.

    `what` is `added`, `removed`, `changed`, `reworded` or `moved`; `before` and `after` are the values as printed,
    empty for texts and groups.
    """

    path: FieldPath
    what: str
    words: str
    before: str = ""
    after: str = ""


def differences(
    old: object, new: object, kind: type[Record], style: Style, *, titles: bool = False
) -> tuple[Difference, ...]:
    """Return what changed between the values of two files of one kind, in the order in which the model has its fields.

    `old` and `new` are the trees of their sources: dicts, lists, texts, None. Fields are called by their keys, as who
    writes the file knows them; with `titles` as who sees the form does.
    """
    return tuple(_Telling(style, titles).between(old, new, kind, _Place(())))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file we are, and what it is called: the entries that it stands in, its name in the last of them."""

    path: FieldPath
    entry: str = ""
    name: str = ""

    def field(self, key: str, called: str, between: str, *, is_main: bool) -> "_Place":
        """Return the place of a field of the group here; the main text of an entry is called as the entry is."""
        name = f"{self.name}{between}{called}" if self.name else called
        return _Place((*self.path, key), self.entry, "" if is_main and self.entry and not self.name else name)

    def within(self, at: int, called: str) -> "_Place":
        """Return the place of an entry of the list here."""
        return _Place((*self.path, at), f"{self.entry}: {called}" if self.entry else called)

    def __str__(self) -> str:
        return f"{self.entry}: {self.name}" if self.entry and self.name else self.entry or self.name


@dataclass(frozen=True, slots=True)
class _Telling:
    """Comparing, and telling of it in the way of printing of a house style."""

    style: Style
    titles: bool = False

    def called(self, kind: type[Record] | None, key: str) -> str:
        """Return what a field is called."""
        return titled(kind, key) if self.titles else key

    def field(self, place: _Place, key: str, kind: type[Record] | None) -> _Place:
        """Return the place of a field of the group at a place, called as those it is told to know it."""
        between = " › " if self.titles else "."
        return place.field(key, self.called(kind, key), between, is_main=key == "text")

    def between(self, old: object, new: object, kind: Any, place: _Place) -> Iterator[Difference]:
        """Yield what changed between two values of a field."""
        old, new = plain(old, kind), plain(new, kind)
        if old == new:
            return
        record = record_in(kind)
        if (record is not None or kind is None) and isinstance(old, dict) and isinstance(new, dict):
            yield from self._of_groups(old, new, record, place)
        elif (element_of(kind) is not None or kind is None) and isinstance(old, list) and isinstance(new, list):
            yield from self._of_lists(old, new, kind, place)
        elif old is None:
            yield self._added(new, kind, place)
        elif new is None:
            yield self._removed(old, kind, place)
        else:
            yield from self._of_values(old, new, kind, place)

    def _of_groups(
        self, old: dict[str, Any], new: dict[str, Any], kind: type[Record] | None, place: _Place
    ) -> Iterator[Difference]:
        known = fields(kind) if kind is not None else {}
        found: list[Difference] = []
        for key in dict.fromkeys((*known, *old, *new)):
            found += self.between(old.get(key), new.get(key), known.get(key), self.field(place, key, kind))
        yield from _dates_in_order(found, old, new, len(place.path))

    def _of_lists(self, old: list[Any], new: list[Any], kind: Any, place: _Place) -> Iterator[Difference]:
        inner = element_of(kind)
        old, new = ([plain(entry, inner) for entry in entries] for entries in (old, new))
        pairs = matched(old, new)
        staying = longest_rise([one for one, _ in pairs])
        stood = {two: one for one, two in pairs}
        for at, entry in enumerate(new):
            here = place.within(at, self._called(entry, at, inner, place))
            if at not in stood:
                yield Difference(here.path, "added", f"{here} added{self._gist(entry, inner)}")
                continue
            if stood[at] not in staying:
                was, now = str(stood[at] + 1), str(at + 1)
                before = place.within(at, self._called(old[stood[at]], stood[at], inner, place))
                yield Difference(here.path, "moved", f"{before} moved from place {was} to {now}", was, now)
            yield from self.between(old[stood[at]], entry, inner, here)
        for at in sorted(set(range(len(old))) - set(stood.values())):
            here = place.within(at, self._called(old[at], at, inner, place))
            yield Difference(here.path, "removed", f"{here} removed")

    def _of_values(self, old: Any, new: Any, kind: Any, place: _Place) -> Iterator[Difference]:
        was, now = read(old, kind), read(new, kind)
        if was == now:
            return
        if isinstance(was, Prose) and isinstance(now, Prose):
            yield from self._of_prose(was, now, place)
        elif isinstance(was, Money) and isinstance(now, Money):
            yield from self._of_money(was, now, place)
        elif isinstance(was, Exemption) and isinstance(now, Exemption):
            yield Difference(place.path, "changed", f"{place} {_marked(was, now)}")
        elif type(was) is type(now) is str and max(len(was.split()), len(now.split())) > _FEW_WORDS:
            told = reworded(was, now)
            extent = f" ({_extent(told)})" if told else ""
            yield Difference(place.path, "reworded", f"{place} reworded{extent}", was, now)
        else:
            before, after = self.printed(was), self.printed(now)
            changed = _changed(place, before, after)
            yield changed if before != after else Difference(place.path, "changed", f"{place} written otherwise")

    def _of_prose(self, was: Prose, now: Prose, place: _Place) -> Iterator[Difference]:
        told = reworded(was.text, now.text)
        markup = marked_up(was.text, now.text) if told is not None else None
        if markup is not None:
            yield Difference(place.path, "changed", f"{place} {markup}")
        elif told is not None:
            yield Difference(place.path, "reworded", f"{place} reworded ({_extent(told)})")
        before, after = (tuple(passage.exempt for passage in prose.passages) for prose in (was, now))
        if [one for one in before if one] != [one for one in after if one]:
            marked = _marked(next(filter(None, before), None), next(filter(None, after), None))
            yield Difference(place.path, "changed", f"{place} {marked}")
        elif told is None:
            yield Difference(place.path, "changed", f"{place} laid out otherwise, in the same words")

    def _of_money(self, was: Money, now: Money, place: _Place) -> Iterator[Difference]:
        before, after = self.printed(was), self.printed(now)
        if before != after:
            yield _changed(place, before, after)
        if was.exempt != now.exempt:
            yield Difference(place.path, "changed", f"{place} {_marked(was.exempt, now.exempt)}")
        if was.vat != now.vat:
            said = f"{now.vat} of VAT" if now.vat else "no longer said to be with or without VAT"
            yield Difference(place.path, "changed", f"{place} is {said}")
        if was.note != now.note:
            note = self.field(place, "note", None)
            yield _changed(note, self.printed(was.note), self.printed(now.note))

    def _added(self, new: Any, kind: Any, place: _Place) -> Difference:
        shown = self._shown(new, kind)
        gist = f": {shown}" if shown else self._gist(new, kind)
        return Difference(place.path, "added", f"{place} added{gist}", "", shown)

    def _removed(self, old: Any, kind: Any, place: _Place) -> Difference:
        shown = self._shown(old, kind)
        return Difference(place.path, "removed", f"{place} removed{f' (it was {shown})' if shown else ''}", shown, "")

    def _shown(self, value: Any, kind: Any) -> str:
        """Return a single value as it is printed; nothing for a text, a list or a group."""
        single = None if isinstance(value, list) or record_in(kind) is not None else read(value, kind)
        return "" if single is None or isinstance(single, (Prose, dict)) else self.printed(single)

    def _gist(self, value: Any, kind: Any) -> str:
        """Return how much something new holds: the words of a text, the sums and dates of a group, a list's length."""
        record = record_in(kind)
        if isinstance(value, list):
            return f" ({_counted(len(value), 'entry', 'entries')})"
        if record is not None and isinstance(value, dict):
            known = fields(record)
            facts = [(key, read(held, known[key])) for key, held in value.items() if key in known and held is not None]
            told = [
                f"{self.called(record, key)} {self.printed(one)}"
                for key, one in facts
                if isinstance(one, Money | Day | DaySpan | Percent)
            ]
            return f": {', '.join(told[:_FEW])}" if told else ""
        text = read(value, kind)
        return f" ({_counted(len(text.text.split()), 'word', 'words')})" if isinstance(text, Prose) else ""

    def _called(self, entry: object, at: int, kind: Any, place: _Place) -> str:
        """Return what the entry at a place (from 0) of a list is called: `recommendation 2`, `stage “Award”`."""
        record = record_in(kind)
        one = record.called.lower() if record is not None and record.called else _singular(str(place.path[-1]))
        if isinstance(entry, str) and record is None and len(entry.split()) <= _FEW_WORDS:
            return f"{one} {self.printed(read(entry, kind))}"
        said = entry if isinstance(entry, dict) else {}
        if str(place.path[-1]) in NUMBERED:
            number = said.get("number")
            return f"{one} {number.strip() if isinstance(number, str) and number.strip() else at + 1}"
        known = fields(record) if record is not None else {}
        names = [name for name in (*_NAMES, *_TITLES) if isinstance(said.get(name), str) and said[name].strip()]
        if not names:
            return f"{one} {at + 1}"
        name = said[names[0]].strip()
        return f"{one} {name if names[0] in _NAMES else self.printed(read(name, known.get(names[0])))}"

    def printed(self, value: object) -> str:
        """Return a value as the house style prints it; one that can't be read, as its author wrote it."""
        match value:
            case None:
                return "nothing"
            case bool():
                return "yes" if value else "no"
            case Exemption():
                return _marked(None, value)
            case Prose():
                return f"“{shorten(value.text, 80)}”"
            case Day(weekday=weekday) if weekday:
                return f"{weekday} {say(value, self.style)}"
            case Choice():
                # As the file has it: what a style calls it may be the word for something else there.
                return value.value.replace("_", " ")
            case str():
                return f"“{shorten(value, 80)}”"
            case _:
                try:
                    return say(value, self.style)
                except ComposeError:
                    return "what can't be read"


def _changed(place: _Place, before: str, after: str) -> Difference:
    return Difference(place.path, "changed", f"{place} {before} to {after}", before, after)


def _dates_in_order(
    found: list[Difference], old: Mapping[str, Any], new: Mapping[str, Any], depth: int
) -> list[Difference]:
    """Return the differences of a group with those of its dates in the order of the days, in the places they had."""

    def day(one: Difference) -> Day | None:
        if len(one.path) != depth + 1 or one.what == "reworded":
            return None
        held = new.get(str(one.path[-1])) or old.get(str(one.path[-1]))
        known = read(held, Day) if isinstance(held, str) else None
        return known if isinstance(known, Day) else None

    in_order = iter(sorted((one for one in found if day(one)), key=lambda one: day(one) or Day(0)))
    return [next(in_order) if day(one) else one for one in found]


# Words ----------------------------------------------------------------------------------------------------------


def _singular(key: str) -> str:
    words = key.replace("_", " ")
    return f"{words[:-3]}y" if words.endswith("ies") else words.removesuffix("s")


def _marked(before: Exemption | None, now: Exemption | None) -> str:
    """Return what a mark of exemption says after a change."""
    if now is None:
        return "no longer marked as exempt"
    numbers = [str(number) for number in now.paragraphs]
    under = f" under paragraph{'s' if len(numbers) > 1 else ''} {' and '.join(numbers)}" if numbers else ""
    if before is None or before.paragraphs != now.paragraphs:
        return f"marked as exempt{under}"
    changed = [name.replace("_", " ") for name, held in now.__dict__.items() if held != before.__dict__[name]]
    return f"still marked as exempt{under}; changed: {', '.join(changed)}"


def _extent(told: Reworded) -> str:
    words = f"{_counted(told.changed, 'word', 'words')} of {told.total:,}"
    return f"{words}, {told.shown}" if told.shown.startswith("in ") else f"{words}: {told.shown}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
