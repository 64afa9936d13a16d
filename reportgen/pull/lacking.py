"""What an entry that was typed in Word lacks, by the headings of its table, and what the file takes for it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from reportgen.base.source import FieldPath, show_path
from reportgen.model.record import Record
from reportgen.model.walk import value_at
from reportgen.pull.laid import Laid


def kind_of(laid: Laid, entry: FieldPath) -> type[Record] | None:
    """Return what kind of record an entry of the file is, or None where it is plain text."""
    held = value_at(laid.loaded.subject, entry) if laid.loaded.subject is not None else None
    return type(held) if isinstance(held, Record) else None


def required_in(kind: type[Record] | None) -> tuple[str, ...]:
    """Return the fields that an entry of a kind can't be without."""
    return tuple(name for name, field in kind.model_fields.items() if field.is_required()) if kind is not None else ()


def lacks(kind: type[Record] | None, record: Mapping[str, object], above: FieldPath, columns: Mapping[str, str]) -> str:
    """Return what an entry lacks that was typed as a row, empty where it has all it must have.

    `columns` are the headings of the table by the field that a column prints, `above` is the list.
    """
    missing = [name for name in required_in(kind) if name not in record]
    if kind is None or not missing:
        return ""
    shown = [name for name in missing if columns.get(name)]
    told = []
    for heading in dict.fromkeys(columns[name] for name in shown):
        wanted = _listed([f"`{name}` ({_meaning(kind, name)})" for name in shown if columns[name] == heading])
        told.append(
            f"The new row has nothing under “{heading}”, where every entry of `{show_path(above)}` says {wanted}: "
            "fill it in, and pull again."
        )
    absent = [name for name in missing if name not in shown]
    if absent:
        wanted = _listed([f"`{name}` ({_meaning(kind, name)})" for name in absent])
        told.append(
            f"An entry of `{show_path(above)}` must have {wanted}, for which this table has no column: "
            "add the entry to the file by hand."
        )
    return " ".join(told)


def taken(kind: type[Record] | None, record: object) -> str:
    """Return what the file takes for an entry that was typed in Word: its id, and what else is not left open."""
    if kind is None or not isinstance(record, dict):
        return ""
    given = [f"the id `{record['id']}`"] if isinstance(record.get("id"), str) else []
    for name, field in kind.model_fields.items():
        if name not in record and (isinstance(field.default, (bool, StrEnum))):
            value = ("yes" if field.default else "no") if isinstance(field.default, bool) else field.default.value
            given.append(f"`{name}: {value}`")
    return f"The new entry gets {_listed(given)}: change it in the file if it is wrong." if given else ""


def _meaning(kind: type[Record], name: str) -> str:
    words = (kind.model_fields[name].description or "").rstrip(".")
    return words[:1].lower() + words[1:]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
