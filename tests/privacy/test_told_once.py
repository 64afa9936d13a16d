"""What is exempt and typed in public words is told once, by the rule on it or by the search of the document."""

from pathlib import Path

import pytest

from reportgen.base.source import show_path
from reportgen.model.audience import Audience
from reportgen.pipeline import Order, all_rules, build, check

COUNCIL = "id: northshire\nname: Northshire Council\n"
DECISION = """\
meeting: {body: Cabinet, date: 2024-06-05, item_no: 7}
report: {title: Care, report_of: Director}
key: {is_key: yes, notice: {matter: "MATTER"}}
recommendations: [{text: Approve it.}]
reasons: REASONS
extension:
  months: 12
  end: 2025-10-24
  cost_max: £3,456,000
  cost_parts:
    - {label: North, money: {amount: "£1,234,500", exempt: 3}}
    - {label: South, money: {amount: "SOUTH"}}
"""
TELLS = ("EXM-LEAK", "KEY-NOTICE-CLEAN")


def written(
    folder: Path, reasons: str = "It is.", matter: str = "Care.", south: str = '£2,221,500", exempt: "3'
) -> Path:
    (folder / "council.yaml").write_text(COUNCIL)
    file = folder / "care.yaml"
    text = DECISION.replace("REASONS", reasons).replace("MATTER", matter).replace("SOUTH", south)
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, []),
        ({"reasons": "They ask £1,234,500."}, ["EXM-LEAK reasons"]),
        ({"matter": "A bid of £1,234,500."}, ["KEY-NOTICE-CLEAN key.notice.matter"]),
        ({"south": "£2,221,500"}, ["EXM-LEAK extension.cost_parts[1].money"]),
    ],
)
def test_a_leak_is_told_once_and_stops_a_public_copy(tmp_path: Path, wrong: dict[str, str], told: list[str]) -> None:
    file = written(tmp_path, **wrong)
    found = [f"{one.rule} {show_path(one.path)}" for one in check(file, "care.yaml") if one.rule in TELLS]
    assert found == told
    made = {
        audience: build(file, "care.yaml", Order(formats=("md",), audience=audience)).files for audience in Audience
    }
    assert bool(made[Audience.PUBLIC]) is not bool(told)
    assert made[Audience.EXEMPT]


@pytest.mark.parametrize("wrong", [{"reasons": "They ask £1,234,500."}, {"matter": "A bid of £1,234,500."}])
def test_without_the_rules_the_search_of_the_document_still_stops_it(tmp_path: Path, wrong: dict[str, str]) -> None:
    built = build(written(tmp_path, **wrong), "care.yaml", Order(formats=("md",), rules=()))
    assert (built.files, [one.rule for one in built.findings]) == ((), ["EXM-LEAK"])


def test_neither_rule_can_be_waived() -> None:
    assert [rule.can_be_waived for rule in all_rules() if rule.id in TELLS] == [False, False]
