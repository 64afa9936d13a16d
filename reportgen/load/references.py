"""References in the texts of a file that makes no record yet: what can be said of them by the names of its fields."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from reportgen.base.source import FieldPath, Source
from reportgen.base.suggest import nearest
from reportgen.load.structure import fields_at
from reportgen.model.fault import ModelFault
from reportgen.model.record import Record, shorten
from reportgen.model.references import PLACES, ProseReference, ReferenceFault, split, unnameable
from reportgen.model.walk import passages

_SINGLE = re.compile(r"(?<!\{)\{ *[a-z_]+(?:\.[A-Za-z0-9_-]+)+(?: *\| *[a-z_]+)* *\}(?!\})")

_NOT_PRINTED = frozenset({"waive", "meta", "review_notes"})
_BRACE = re.compile(r"\{\s*[a-z_]+\.")


def reference_faults(tree: object, kind: type[BaseModel]) -> Iterator[ModelFault]:
    """Yield what is wrong with the references in all texts of a file: how they are written, filters, names.

    What a name holds is not judged, as that takes the whole record.
    """
    for path, text in _texts(tree, ()):
        for piece in split(text):
            fault = _unknown_name(piece, tree, kind) if isinstance(piece, ProseReference) else piece
            if isinstance(fault, ReferenceFault):
                yield ModelFault(path, fault.message, fault.hint, fault.start, fault.end)


def single_braces(source: Source, kind: type[BaseModel]) -> Iterator[ModelFault]:
    """Yield what is written in one pair of braces and would be a good reference in two."""
    tree = source.tree
    for path, text in _texts(tree, ()) if _may_be_single(source.text) else ():
        for match in _SINGLE.finditer(text) if "{" in text else ():
            meant = f"{{{match[0]}}}"
            piece = split(meant)[0]
            if isinstance(piece, ProseReference) and not _unknown_name(piece, tree, kind):
                message = f"`{shorten(match[0])}` is printed as it stands: a reference needs two braces on each side."
                yield ModelFault(path, message, f"write {meant}", match.start(), match.end())


def line_references(source: Source, record: Record) -> Iterator[ModelFault]:
    """Yield the references in single lines of a file, as a title, where nothing is looked up.

    A title stands in the names of files and documents, in minutes and lists, where its paper is not at hand.
    """
    if "{{" not in source.text:
        return
    prose: tuple[set[FieldPath], set[FieldPath]] | None = None
    for path, text in _texts(source.tree, ()):
        named = [piece for piece in split(text) if not isinstance(piece, str)] if "{{" in text else []
        if not named or path[0] in _NOT_PRINTED:
            continue
        if prose is None:
            known = {at for at, _ in passages(record)}
            prose = known, {at[:depth] for at in known for depth in range(1, len(at))}
        if path in prose[1] or any(path[:depth] in prose[0] for depth in range(1, len(path) + 1)):
            continue
        for piece in named:
            words = shorten(text[piece.start : piece.end])
            message = (
                f"`{words}` would be printed as it stands: a single line takes no references, only longer texts do."
            )
            hint = "write out what is meant; what a reference names can stand in a text, as in `summary:`"
            yield ModelFault(path, message, hint, piece.start, piece.end)


def _may_be_single(written: str) -> bool:
    """Tell whether a file may hold such a text. A backslash may write any character, or join two lines."""
    return "\\" in written or any(written[at.start() - 1 : at.start()] != "{" for at in _BRACE.finditer(written))


def _texts(tree: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, (*path, key))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from _texts(value, (*path, place))


def _unknown_name(reference: ProseReference, tree: object, kind: type[BaseModel]) -> ReferenceFault | None:
    if reference.is_place:
        return None
    if fault := unnameable(reference):
        return fault
    held: Any = tree
    path: FieldPath = ()
    for depth, name in enumerate(reference.names):
        fields = fields_at(kind, path)
        before = ".".join(reference.names[:depth])
        if isinstance(held, list):
            place = _place_of(held, name)
            if place is None:
                return _fault(reference, f"`{before}` has no `{name}`.", before, name, list(_places(held)))
            held, path = held[place], (*path, place)
        elif name in fields:
            held, path = held.get(name) if isinstance(held, dict) else None, (*path, name)
        elif not fields or (depth and held is None):
            return None
        else:
            message = f"`{before}` has no `{name}`." if depth else f"`{name}` is not a field of this file."
            return _fault(reference, message, before, name, [*fields, *(() if depth else PLACES)])
    return None


def _place_of(elements: list[Any], name: str) -> int | None:
    for mark in ("id", "number"):
        for place, element in enumerate(elements):
            if isinstance(element, dict) and element.get(mark) == name:
                return place
    return int(name) - 1 if name.isdecimal() and 0 < int(name) <= len(elements) else None


def _places(elements: list[Any]) -> Iterator[str]:
    for place, element in enumerate(elements, 1):
        named = (element.get("id") or element.get("number")) if isinstance(element, dict) else None
        yield named if isinstance(named, str) else str(place)


def _fault(reference: ProseReference, message: str, before: str, name: str, known: list[str]) -> ReferenceFault:
    guess = nearest(name, known)
    hint = f"did you mean `{'.'.join(filter(None, (before, guess)))}`?" if guess else _listed(known)
    return ReferenceFault(message, hint, reference.start, reference.end)


def _listed(known: list[str]) -> str:
    return f"it has {', '.join(f'`{name}`' for name in known[:8])}" + (" and more" if len(known) > 8 else "")
