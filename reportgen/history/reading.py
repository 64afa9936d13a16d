"""How the values of a file are read: each as the field of the model that it stands in, else as it stands."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from reportgen.model.record import Brief, Record, by_key
from reportgen.model.values import Exemption

_NONE: Final = ("none", "n/a", "")


def plain(value: object, kind: Any) -> object:
    """Return a value with the short ways of writing it spelt out: nothing, no list, a text for a group of one field."""
    if isinstance(value, str) and not value.strip():
        return None
    if element_of(kind) is not None and (value is None or (isinstance(value, str) and value.strip().lower() in _NONE)):
        return []
    record = record_in(kind)
    if record is not None and isinstance(value, str) and issubclass(record, Brief):
        return {record.main: value}
    return value


@cache
def fields(kind: type[Record]) -> dict[str, Any]:
    """Return the fields of a kind of record by the keys that stand in files, with all that says how they are read."""
    return {
        field.alias or name: Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for name, field in kind.model_fields.items()
    }


def titled(kind: type[Record] | None, key: str) -> str:
    """Return what a field is called within a line: by its title in the model, by its key where it is in none."""
    fact = by_key(kind).get(key) if kind is not None else None
    title = fact.title if fact is not None else key
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _choices(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        yield from _choices(get_args(kind)[0])
    elif get_origin(kind) in (Union, UnionType):
        for choice in get_args(kind):
            yield from _choices(choice)
    elif kind is not NoneType and kind is not None:
        yield kind


def record_in(kind: Any) -> type[Record] | None:
    """Return the kind of record that a field holds; None for one that holds a value, as a mark of exemption is."""
    found = (choice for choice in _choices(kind) if isinstance(choice, type) and issubclass(choice, Record))
    record = next(found, None)
    return None if record is Exemption else record


def element_of(kind: Any) -> Any:
    """Return the type of the entries of a field that holds a list; None for any other."""
    return next((get_args(choice)[0] for choice in _choices(kind) if get_origin(choice) is tuple), None)


def read(value: object, kind: Any) -> object:
    """Return a value as its field reads it; as it stands in the file where it can't be read so."""
    if kind is None or value is None:
        return value
    try:
        return _reader(kind).validate_python(value)
    except ValidationError:
        return value


_READERS: dict[Any, TypeAdapter[Any]] = {}


def _reader(kind: Any) -> TypeAdapter[Any]:
    if kind not in _READERS:
        _READERS[kind] = TypeAdapter(kind)
    return _READERS[kind]
