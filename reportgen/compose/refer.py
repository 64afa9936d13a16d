"""References from one place of a document to another: what each prints, and those that lead nowhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from reportgen.base.source import FieldPath
from reportgen.base.suggest import did_you_mean
from reportgen.compose.describe import entry_name, item_prefix, withheld_value
from reportgen.compose.number import Target, quoted
from reportgen.document.nodes import Block, Inline, Origin, Reference, Text, Value
from reportgen.document.rewrite import map_inlines
from reportgen.model.papers import owners_in
from reportgen.model.record import Record
from reportgen.model.references import PLACES
from reportgen.model.story import Chart, Section, Table
from reportgen.model.walk import records
from reportgen.model.withheld import Withheld, neutral_id
from reportgen.style.style import Style

Places = Mapping[str, Target]
NO_IDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference that leads nowhere: what kind of place it names and which, where it was written, and a hint."""

    kind: str
    name: str
    origin: Origin
    hint: str

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return f"This document has no {self.kind} `{self.name}` to refer to."

    @property
    def pattern(self) -> str:
        """A pattern of the words of the reference, as an officer wrote them."""
        return rf"(?i)\{{\{{\s*{self.kind}\.{re.escape(self.name)}\s*\}}\}}"


def target_of(kind: str, name: str) -> str:
    """Return the id of the place that a reference in prose names: `{{ appendix.A }}` is `appendix-a`."""
    match kind:
        case "section":
            return name
        case "recommendation" | "appendix":
            return f"{kind}-{name}".lower()
        case _:
            return f"{kind}-{name}"


def hidden_places(whole: Record, withheld: Iterable[Withheld], style: Style) -> Places:
    """Return the places that a copy leaves out because they are exempt: a reference to one is no fault."""
    hidden = {}
    for part in withheld:
        if name := _hidden_name(whole, part):
            hidden[name] = Target(part.number, withheld_value(part, style))
    return hidden


def _hidden_name(whole: Record, part: Withheld) -> str:
    match part.path:
        case (*_, "tables" | "charts", int()):
            kind = "table" if "tables" in part.path else "figure"
            return item_prefix(part.path) + target_of(kind, neutral_id(part.path))
        case (*_, str(), int()):
            return entry_name(whole, part.path)
        case _:
            return ""


def numbers_by_id(whole: Record) -> dict[str, str]:
    """Return the places that a record's entries make by their numbers, by the same with their ids.

    An appendix or recommendation may be referred to by either: `{{ appendix.2 }}` and `{{ appendix.prices }}`.
    """
    found = {}
    for owner in owners_in(whole):
        for kind, key in (("appendix", "appendices"), ("recommendation", "recommendations")):
            for place, entry in enumerate(getattr(owner.record, key, ())):
                if called := getattr(entry, "id", None):
                    numbered = entry_name(whole, (*owner.path, key, place))
                    found[item_prefix(owner.path) + target_of(kind, called)] = numbered
    return found


def resolve_references(
    blocks: tuple[Block, ...], places: Places, hidden: Places, style: Style, by_id: Mapping[str, str] = NO_IDS
) -> tuple[tuple[Block, ...], list[Dangling]]:
    """Return the blocks with what each reference prints, and the references that lead nowhere.

    `by_id` are places that have another name, as `numbers_by_id` gives them.
    """
    dangling: list[Dangling] = []

    def change(inline: Inline) -> Inline:
        if not isinstance(inline, Reference):
            return inline
        if inline.target not in places and inline.target in by_id:
            inline = replace(inline, target=by_id[inline.target])
        kind, name = _named(inline.target)
        # A section is named as in the style, `background_papers`, or by its id, `background-papers`.
        for target in (inline.target, inline.target.replace("_", "-")):
            if place := places.get(target):
                return replace(inline, target=target, text=_says(kind, name, place, style))
        if place := hidden.get(inline.target):
            said = _says(kind, name, place, style)
            # In prose it is known as what stands in the braces, so that nobody takes it for words of the author's.
            origin = Origin(template=inline.origin.template)
            return Value(said, origin, inline.within) if inline.within else Text(said)
        dangling.append(Dangling(kind, name, inline.origin, _hint(inline.target, kind, places)))
        return Text(name)

    return map_inlines(blocks, change), dangling


def places_elsewhere(subject: Record, style: Style) -> Places:
    """Return the places of the reports that a document is not: in it, a reference to one is no fault.

    A reason that goes from the report to the minutes may well say `as recommendation 2 says`.
    """
    found: dict[str, Target] = {}
    for owner in owners_in(subject):
        prefix = item_prefix(owner.path)
        for name in style.sections.get("report", ()):
            found[prefix + name] = found[prefix + name.replace("_", "-")] = Target(
                "", quoted(style.label(name) or name)
            )
        for path, record in records(owner.record):
            place = _place_of(owner.record, path, record)
            if place is not None:
                found[prefix + place[0]] = place[1]
    return found


def said_elsewhere(subject: Record, style: Style) -> Callable[[str, str], str]:
    """Return what tells how a reference to a place is printed where there is no document to look it up in."""
    places = places_elsewhere(subject, style)
    by_id = numbers_by_id(subject)

    def said(kind: str, name: str) -> str:
        target = target_of(kind, name)
        target = by_id.get(target, target)
        place = places.get(target) or places.get(target.replace("_", "-"))
        return _says(kind, _named(target)[1], place, style) if place is not None else name.replace("_", " ")

    return said


def _place_of(report: Record, path: FieldPath, record: Record) -> tuple[str, Target] | None:
    """Return the id of the place in a report that a record of it makes, and what a reference to it prints."""
    if isinstance(record, Section | Table | Chart):
        kind = {Section: "section", Table: "table", Chart: "figure"}[type(record)]
        return (target_of(kind, record.id), Target("", quoted(record.title))) if record.id else None
    name = entry_name(report, path) if len(path) == 2 else ""
    return (name, Target(name.partition("-")[2], "")) if name else None


_ITEM = re.compile(r"item\d+-")


def _named(target: str) -> tuple[str, str]:
    target = _ITEM.sub("", target, count=1) if _ITEM.match(target) else target
    kind, _, name = target.partition("-")
    return (kind, name) if kind in PLACES else ("section", target)


def _hint(target: str, kind: str, places: Places) -> str:
    known = {_named(place)[1] for place in places if _named(place)[0] == kind}
    return did_you_mean(_named(target)[1], known)


def _says(kind: str, name: str, place: Target, style: Style) -> str:
    """Return what a reference prints: an appendix by its name, other places by their number, else by their words.

    A heading without a number is named with the section that it stands in: `section 4, “Market”`.
    """
    if kind == "appendix":
        return f"{style.label('appendix')} {name.upper() if name.isalpha() else name}"
    if not place.number and place.within:
        return f"{place.within}, {place.words}"
    return place.number or place.words or name
