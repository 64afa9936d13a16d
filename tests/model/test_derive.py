from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.base.source import show_path
from reportgen.model.decision import Decision
from reportgen.model.derive import _shared_out, derive, stated_or_derived
from reportgen.model.resolved import plain
from tests.model.specimens import EXTENSION, SMALL, decision


def shown(record: Decision) -> list[str]:
    """Return what is derived, one a line: path, value, how."""
    lines = []
    for path, worked in derive(record).items():
        value = worked.value
        said = ", ".join(f"{s.year} {s.money}" for s in value) if isinstance(value, tuple) else str(value)
        lines.append(f"{show_path(path)} = {said} ({worked.how})")
    return lines


def test_an_extension_worked_out_from_its_contract() -> None:
    assert shown(decision(base=EXTENSION)) == [
        "contracts[1].initial_end = 2024-10-24 (25 October 2021 plus 36 months, less a day)",
        "contracts[1].months_left = 24 (24 months allowed, 0 used)",
        "contracts[1].max_months = 60 (36 months and options of 24 months)",
        "contracts[1].max_end = 2026-10-24 (25 October 2021 plus 60 months, less a day)",
        "contracts[1].current_end = 2024-10-24 (25 October 2021 plus 36 months, less a day)",
        "contracts[1].notice.deadline = 2024-07-24 (3 months before 24 October 2024)",
        "extension.start = 2024-10-25 (the day after the contracts end on 24 October 2024)",
        "extension.end = 2025-10-24 (25 October 2024 plus 12 months, less a day)",
        "finance.uplift.result = £9,893,001 (£9,139,875 plus 8.24%, to the nearest pound)",
        "finance.split = 2024/25 £4,282,450, 2025/26 £5,610,551 "
        "(£9,893,001 by days: 158 days in 2024/25 and 207 days in 2025/26)",
    ]


CASES = [
    (
        "extension: {cost_parts: [{label: A, money: £14.011m}, {label: C, money: £350k}]}",
        "extension.cost_max = £14,361,000 (£14.011m + £350k)",
    ),
    (
        "extension: {start: 2022-02-07, months: 6, cost_max: £14.361m}",
        "finance.split = 2021/22 £4,205,155, 2022/23 £10,155,845 "
        "(£14.361m by days: 53 days in 2021/22 and 128 days in 2022/23)",
    ),
    (
        "extension: {start: 2024-10-25, end: 2025-10-24}",
        "extension.months = 12 (25 October 2024 to 24 October 2025)",
    ),
    (
        "extension: {months: 18, end: 2025-08-31}",
        "extension.start = 2024-03-01 (18 months that end on 31 August 2025)",
    ),
    (
        "extension: {total_before: 27721395, cost_max: 15064920}",
        "extension.total_after = £42,786,315 (£27,721,395 + £15,064,920)",
    ),
    (
        "contracts: [{id: a, title: A, start: 2013-05-01, initial_months: 36, options: [{months: 24, exercised: 24}]}]",
        "contracts[1].current_end = 2018-04-30 (1 May 2013 plus 60 months, less a day, 24 months of it by extension)",
    ),
    (
        "measures: [{id: all, label: Hours, value: 41}, {label: Framework, value: 8, part_of: all, share: 19.5%}]",
        "measures[2].share = 19.5% (8 of 41)",
    ),
    (
        "charts: [{id: c, title: C, series: [{name: N, points: [{label: a, value: 23}, {label: b, value: 26}]}]}]",
        "charts[1].total = 49 (23 + 26)",
    ),
    (
        "engagement: {strands: [{who: Customers, invited: 200, responded: 49}]}",
        "engagement.strands[1].response_rate = 25% (49 of 200)",
    ),
    ("risks: [{text: It may rain, likelihood: 3, impact: 4}]", "risks[1].score = 12 (3 × 4)"),
    (
        "lots: [{id: l1}]\nsuppliers: [{lot: l1}, {lot: l1}]",
        "lots[1].supplier_count = 2 (suppliers listed for this lot)",
    ),
    (
        "finance: {split: [{year: 2021/22, money: £4m}, {year: 2022/23, money: £10m}]}",
        "finance.split_total = £14,000,000 (£4m + £10m)",
    ),
]


@pytest.mark.parametrize(("text", "line"), CASES, ids=[line.split(" = ")[0] for _, line in CASES])
def test_what_follows(text: str, line: str) -> None:
    assert line in shown(decision(text + "\n"))


NOTHING = [
    "contracts: [{id: a, title: A, start: 2013-05, initial_months: 36}]",
    "extension: {months: 12}",
    "extension: {start: 2024-10-25, cost_max: £9m}",
    "finance: {uplift: {percent: 8%}}",
    "risks: [{text: It may rain, likelihood: High, impact: 4}]",
    "measures: [{label: A, value: 3, part_of: all}, {id: all, label: B, value: 0}]",
    "contracts: [{id: a, title: A, current_end: 2024-10-24}, {id: b, title: B, current_end: 2025-10}]\nextension: {}",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_guessed(text: str) -> None:
    assert shown(decision(text + "\n")) == []


def test_a_stated_value_stands_beside_the_derived_one() -> None:
    record = decision("extension: {start: 2024-10-25, months: 12, end: 2025-10-25}\n")
    derived = derive(record)
    assert str(stated_or_derived(record, derived, ("extension", "end"))) == "2025-10-25"
    assert str(derived["extension", "end"].value) == "2025-10-24"


def test_an_extension_follows_the_contracts_in_its_scope_alone() -> None:
    text = """
    contracts:
    - {id: a, title: A, current_end: 2024-10-24}
    - {id: b, title: B, current_end: 2024-12-31, lots: [l2]}
    - {id: p, title: P, current_end: 2019-03-31, held_by: A partner}
    lots: [{id: l2}]
    extension: {scope: [{lot: l2}]}
    """
    assert "extension.start = 2025-01-01 (the day after the contracts end on 31 December 2024)" in shown(decision(text))


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.lists(st.integers(1, 366), min_size=1, max_size=6),
)
@settings(derandomize=True, max_examples=300)
def test_shares_add_up_to_the_penny(amount: Decimal, days: list[int]) -> None:
    shares = _shared_out(amount, days)
    assert sum(shares) == amount
    for share, count in zip(shares, days, strict=True):
        assert abs(share - amount * count / sum(days)) < 1


def test_derived_values_as_plain_json() -> None:
    derived = derive(decision("extension: {start: 2022-02-07, months: 6, cost_max: £14.361m}\n", SMALL))
    assert plain(derived["finance", "split"].value) == [
        {"year": "2021/22", "money": {"amount": "4205155", "shown": "£4,205,155"}},
        {"year": "2022/23", "money": {"amount": "10155845", "shown": "£10,155,845"}},
    ]
