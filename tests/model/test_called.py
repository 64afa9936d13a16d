"""What a public copy calls the parts that it leaves out: never by what they say."""

import pytest

from reportgen.model.audience import Audience, withhold
from tests.model.specimens import SMALL, decision

REASONS = SMALL.replace("reasons: Time is needed to plan a better service.", "")


@pytest.mark.parametrize(
    ("more", "called"),
    [
        ("reasons: [Open., {text: Secret., exempt: 3}]", "Second passage of the reasons"),
        ("reasons: {text: Secret., exempt: 3}", "Reasons"),
        ("reasons: A.\nmeasures: [{label: Secret, value: 7, exempt: 3}]", "Measure 1"),
        ("reasons: A.\nextension: {cost_max: {amount: £7m, exempt: 3}}", "Maximum cost (Extension)"),
        (
            "reasons: A.\nextension: {cost_parts: [{label: A, money: {amount: £7m, exempt: 3}}]}",
            "Sum of part 1 of the cost (Extension)",
        ),
        ("reasons: A.\nfinance: {base_spend: {money: {amount: £7m, exempt: 3}}}", "Sum of the base spend (Finance)"),
        ("reasons: A.\noptions: [{title: End, cost: {amount: £7m, exempt: 3}}]", "Cost of option 1"),
        (
            "reasons: A.\nnarrative: [{title: Market, text: [Open., {text: Secret., exempt: 3}]}]",
            "Second passage of section 1",
        ),
        ("reasons: A.\nsuppliers: [{name: Secret, exempt: {paragraphs: 3, public_title: A supplier}}]", "A supplier"),
    ],
)
def test_what_is_withheld_is_named_as_a_clerk_would(more: str, called: str) -> None:
    assert [part.title for part in withhold(decision(more, REASONS), Audience.PUBLIC).withheld] == [called]
