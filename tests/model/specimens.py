"""Decisions of an invented council, as officers write them, for the tests of the model."""

from textwrap import dedent
from typing import TypeVar

import yaml
from pydantic import ValidationError

from reportgen.model.decision import Decision
from reportgen.model.record import Record

R = TypeVar("R", bound=Record)

SMALL = """
meeting: {body: Cabinet, date: 2024-06-05}
report: {title: Care at home, report_of: Director of Adult Social Care}
recommendations:
- text: Approve the extension to {{ extension.end }}.
- text: Note the risks.
reasons: Time is needed to plan a better service.
"""

EXTENSION = (
    SMALL
    + """
contracts:
- id: lot-1
  title: Care at home, Lot 1
  start: 2021-10-25
  initial_months: 36
  options: [{months: 24}]
  notice: {months: 3}
extension: {months: 12, cost_max: "£9,893,001"}
finance:
  base_spend: {money: "£9,139,875", year: 2023/24}
  uplift: {percent: 8.24%, year: 2024/25}
"""
)


def read(text: str, kind: type[R]) -> R:
    """Return the record that a YAML text makes, every scalar read as text."""
    return kind.model_validate(yaml.load(dedent(text), Loader=yaml.CBaseLoader))


def decision(text: str = "", base: str = SMALL) -> Decision:
    """Return a small decision with these fields added."""
    return read(base + dedent(text), Decision)


def refusals(text: str, kind: type[Record]) -> list[str]:
    """Return what keeps a YAML text from making a record, as `path: sentence`."""
    try:
        read(text, kind)
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    return []
