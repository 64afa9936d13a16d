"""What the records of the model share: frozen, closed to unknown keys, every field with a title and a description."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError, core_schema

from reportgen.base.suggest import nearest

Element = TypeVar("Element")


def refusal(code: str, sentence: str, hint: str = "") -> PydanticCustomError:
    """Return the error that refuses a value: a sentence for the officer, and how to mend it where we can tell."""
    return PydanticCustomError(code, "{sentence}", {"sentence": sentence, "hint": hint})


class Record(BaseModel):
    """A part of a decision, a meeting or a council: a group of named fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, protected_namespaces=())

    called: ClassVar[str] = ""
    """What one of these is called in a list, as "Appendix"."""


class Brief(Record):
    """A record that may be written as plain text where only its main field is to be said."""

    main: ClassVar[str] = "text"

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, written: object) -> object:
        return {cls.main: written} if isinstance(written, str) else written


def required(title: str, description: str, **extra: Any) -> Any:
    """Return a field that can't be left out."""
    return Field(title=title, description=description, **extra)


def optional(
    title: str, description: str, default: object = None, *, factory: Callable[[], object] | None = None, **extra: Any
) -> Any:
    """Return a field that may be left out; `factory` makes what then stands there, when it is first wanted."""
    if factory is not None:
        return Field(default_factory=factory, title=title, description=description, **extra)
    return Field(default, title=title, description=description, **extra)


def several(title: str, description: str, **extra: Any) -> Any:
    """Return a field that holds a list, empty where it is left out."""
    return Field((), title=title, description=description, **extra)


def naming(*lists: str) -> dict[str, Any]:
    """Return the mark of a field that names elements of these lists by their ids."""
    return {"json_schema_extra": {"names": list(lists)}}


INTERNAL: dict[str, Any] = {"json_schema_extra": {"internal": True}}
"""The mark of a field for officers' eyes: it is in no copy for the public or for members."""

NOTICE: dict[str, Any] = {"json_schema_extra": {"notice": True}}
"""The mark of a field that the public may know even of a report that is exempt as a whole."""


def _as_list(written: object) -> object:
    if written is None or (isinstance(written, str) and written.strip().lower() in ("none", "n/a", "")):
        return ()
    if isinstance(written, str):
        raise refusal("list", "A list is wanted here.", "put each entry on a line of its own that begins with `- `")
    return written


Many = Annotated[tuple[Element, ...], BeforeValidator(_as_list)]
"""A list, each entry on a line of its own; `none` or a blank says that there are none."""


class Choice(StrEnum):
    """One of a few words. Capitals, spaces and hyphens don't matter: `Part exempt` is `part_exempt`."""

    @classmethod
    def read(cls, written: object) -> Self:
        """Return the choice that a text names; refuse any other with the words that it may be."""
        plain = written.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(written, str) else ""
        if plain in cls._value2member_map_:
            return cls(plain)
        words = [choice.value for choice in cls]
        allowed = ", ".join(f"`{word}`" for word in words[:-1]) + (f" or `{words[-1]}`" if words else "")
        if not isinstance(written, str) or not plain:
            raise refusal("choice", f"One of these words is wanted here: {allowed}.")
        guess = nearest(plain, words)
        hint = f"did you mean `{guess}`?" if guess else ""
        raise refusal("choice", f"`{shorten(written)}` is not a word that can stand here; use {allowed}.", hint)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: object, _handler: object) -> dict[str, Any]:
        return {"type": "string", "enum": [choice.value for choice in cls]}


def shorten(text: str, limit: int = 60) -> str:
    """Return a text on one line, cut to a length fit for a message."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


class FieldFacts(NamedTuple):
    """What a walk over a record must know of one field: attribute, key in the file, title, and how it is marked."""

    attribute: str
    key: str
    title: str
    internal: bool
    notice: bool
    names: tuple[str, ...]


@cache
def facts(kind: type[Record]) -> tuple[FieldFacts, ...]:
    """Return the facts of every field of a kind of record, in the order in which they are declared."""
    found = []
    for attribute, field in kind.model_fields.items():
        marks = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        names = marks.get("names")
        found.append(
            FieldFacts(
                attribute,
                field.alias or attribute,
                field.title or attribute,
                bool(marks.get("internal")),
                bool(marks.get("notice")),
                tuple(str(name) for name in names) if isinstance(names, list) else (),
            )
        )
    return tuple(found)


@cache
def by_key(kind: type[Record]) -> dict[str, FieldFacts]:
    """Return the facts of a kind of record by the key that stands in the file."""
    return {fact.key: fact for fact in facts(kind)}


@cache
def by_attribute(kind: type[Record]) -> dict[str, FieldFacts]:
    """Return the facts of a kind of record by the attribute that holds the field."""
    return {fact.attribute: fact for fact in facts(kind)}


@cache
def naming_fields(kind: type[Record]) -> tuple[FieldFacts, ...]:
    """Return the facts of those fields of a kind of record that name elements of lists by their ids."""
    return tuple(fact for fact in facts(kind) if fact.names)


def stated_fields(record: Record) -> list[tuple[FieldFacts, Any]]:
    """Return every field of a record that holds something, with what it holds, in the order of the fields."""
    known = by_attribute(type(record))
    return [
        (known[attribute], value)
        for attribute, value in record.__dict__.items()
        if value is not None and not (isinstance(value, tuple) and not value)
    ]


def numbered(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return a list with its elements numbered from 1 by place, where they state no number of their own."""
    return tuple(
        element.model_copy(update={"number": str(place)})
        if isinstance(element, Record) and getattr(element, "number", "") is None
        else element
        for place, element in enumerate(elements, 1)
    )
