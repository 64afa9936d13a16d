"""The record as plain values, for the JSON output: what is written, and beside it what was worked out."""

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from reportgen.base.source import FieldPath, show_path
from reportgen.model.derive import Derived
from reportgen.model.record import Record, stated_fields
from reportgen.model.values import DaySpan, Money, Percent, Prose, Quantity
from reportgen.model.withheld import Remaining, Withheld


def resolved(record: Record, derived: Mapping[FieldPath, Derived]) -> dict[str, Any]:
    """Return a record as plain values, with the list `derived` of what was worked out and how.

    Dates are ISO dates, numbers are texts of digits, a sum also stands as it is printed. What is withheld is
    `{"withheld": [paragraphs]}`.
    """
    shown: dict[str, Any] = plain(record)
    shown["derived"] = [
        {"path": show_path(path), "value": plain(worked.value), "how": worked.how} for path, worked in derived.items()
    ]
    return shown


def plain(value: object) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, (bool, int)) or value is None:
        return value
    if isinstance(value, Record):
        return {fact.key: plain(held) for fact, held in stated_fields(value)}
    if isinstance(value, Remaining):
        return [plain(element) for element in value] + [plain(one) for one in value.withheld]
    if isinstance(value, tuple):
        return [plain(element) for element in value]
    if isinstance(value, Withheld):
        return {"withheld": list(value.paragraphs)}
    if isinstance(value, Money):
        return _money(value)
    if isinstance(value, (Quantity, Percent)):
        return _digits(value.value, value.places)
    return _text(value)


def _text(value: object) -> Any:
    if isinstance(value, Prose):
        shown = [
            {"text": passage.text, "exempt": plain(passage.exempt)} if passage.exempt else passage.text
            for passage in value.passages
        ]
        return shown[0] if len(shown) == 1 else shown
    if isinstance(value, DaySpan):
        return {"from": str(value.start), "to": str(value.end)}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _money(money: Money) -> dict[str, Any]:
    shown: dict[str, Any] = {"amount": _digits(money.amount), "shown": str(money)}
    if money.vat is not None:
        shown["vat"] = str(money.vat)
    if money.approx:
        shown["approx"] = True
    if money.note:
        shown["note"] = money.note
    if money.exempt:
        shown["exempt"] = plain(money.exempt)
    return shown


def _digits(number: Decimal, places: int | None = None) -> str:
    return f"{number:f}" if places is None else f"{number:.{places}f}"
