"""The figures in a text, and what one text says that another does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.check.typed_figures import figures_of, other_figures
from reportgen.model.decision import Decision
from reportgen.model.derive import derive

DECISION = Decision.model_validate(
    {
        "meeting": {"body": "Cabinet", "date": "2025-09-17"},
        "report": {"title": "Care", "report_of": "Director"},
        "recommendations": [{"text": "Approve it."}],
        "reasons": "It is.",
        "extension": {"months": "12", "start": "2025-12-01", "cost_max": "£4,380,000"},
    }
)
DERIVED = derive(DECISION)
RECOMMENDED = "Approve 12 contracts to {{ extension.end }} for {{ extension.months | words }} months, 4.5% and £4.38m."


def unlike(said: str, recommended: str = RECOMMENDED) -> list[str]:
    return other_figures(figures_of(said, DECISION, DERIVED), figures_of(recommended, DECISION, DERIVED))


@pytest.mark.parametrize(
    "said",
    [
        "{{ extension.end }}",
        "November 2026, or 30th November 2026, or 2026-11-30",
        "one year, a year, 1 year, twelve contracts",
        "£4,380,000 or £4.38 million",
        "4.5 per cent",
        "Section 3, clause 4.2, Appendix 7, CSO 10.02.1(b), FP/2025/031, Procurement Act 2023 in 2025/26",
    ],
)
def test_it_says_the_same(said: str) -> None:
    assert unlike(said) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("1 December 2026", ["1 December 2026, not 30 November 2026"]),
        ("October 2026", ["October 2026, not 30 November 2026"]),
        ("£4.39m", ["£4.39m, not £4.38m"]),
        ("4.6%", ["4.6%, not 4.5%"]),
        ("thirteen months", ["13, not 12"]),
        ("two years", ["2, not 12"]),
    ],
)
def test_it_says_something_else(said: str, told: list[str]) -> None:
    assert unlike(said) == told


@settings(derandomize=True, max_examples=300)
@given(st.text(alphabet="£0123456789,.% -mkbn(){}|{{ extension.end }}MayJune/one", max_size=60))
def test_any_text_has_figures_or_none(text: str) -> None:
    assert unlike(text, text) == []
