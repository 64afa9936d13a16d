"""References from one place of a document to another."""

import pytest

from reportgen.check.report_text import report
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

STYLE = 'numbering: {sections: "1", paragraphs: none, unnumbered: [summary]}'
PLACES = """\
# Title

## Summary {#summary}

{{ decision.reasons }}

## Legal implications {#legal}

::: recommendations
{% for one in decision.recommendations %}
1. {{ one.text }}
{% endfor %}
:::

### Market {#market}

There are few providers.

## Background papers {#background-papers}

{% for appendix in decision.appendices %}
Appendix {{ appendix.number }}

{% endfor %}
"""
APPENDICES = "appendices:\n- {number: A, title: Map}\n- {number: B, title: Prices, exempt: 3}\n"


def referring(reference: str, more: str = "") -> str:
    return SMALL.replace("Time is needed to plan a better service.", f"See {{{{ {reference} }}}}.") + more


def first_line(shown: str) -> str:
    return shown.splitlines()[2]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("section.legal", "p See [1]."),
        ("section.background_papers", "p See [2]."),
        ("section.background-papers", "p See [2]."),
        ("section.summary", "p See [“Summary”]."),
        ("section.market", "p See [1, “Market”]."),
        ("recommendation.2", "p See [2]."),
        ("appendix.A", "p See [Appendix A]."),
        ("appendix.a", "p See [Appendix A]."),
    ],
)
def test_a_reference_prints_the_number_or_the_name_of_its_place(reference: str, expected: str, make: Make) -> None:
    composed = make(referring(reference, APPENDICES), PLACES, style=STYLE)
    assert first_line(tree(composed)) == expected


def test_a_reference_to_what_is_withheld_is_no_fault(make: Make) -> None:
    decision = referring("recommendation.2", APPENDICES).replace("Note the risks.", "Note the risks., exempt: 3")
    decision = decision.replace("- text: Note the risks., exempt: 3", "- {text: Note the risks., exempt: 3}")
    assert first_line(tree(make(decision, PLACES, style=STYLE))) == "p See [2]."
    assert first_line(tree(make(decision, PLACES, style=STYLE, audience=Audience.EXEMPT))) == "p See [2]."
    assert first_line(tree(make(referring("appendix.B", APPENDICES), PLACES, style=STYLE))) == "p See {Appendix B}."


def test_a_reference_to_an_exempt_table_prints_that_it_is_withheld(make: Make) -> None:
    table = "tables:\n- {id: secret-prices, title: Prices, columns: [a], rows: [{cells: [b]}], exempt: 3}\n"
    shown = tree(make(referring("table.secret-prices", table), PLACES, style=STYLE))
    assert first_line(shown) == "p See {[not for publication: paragraph 3]}."


def test_a_reference_that_leads_nowhere_is_found_at_its_words(make: Make) -> None:
    decision = SMALL.replace(
        "Time is needed to plan a better service.",
        "|\n  Time is needed.\n\n  See {{ section.legl }} and {{ recommendation.7 }}.",
    )
    composed = make(decision, PLACES, style=STYLE)
    assert (
        report(composed.findings)
        == """\
care.yaml:9:7: REF-RESOLVES error: This document has no section `legl` to refer to.
  9 |   See {{ section.legl }} and {{ recommendation.7 }}.
    |       ^^^^^^^^^^^^^^^^^^
  did you mean `legal`?
care.yaml:9:30: REF-RESOLVES error: This document has no recommendation `7` to refer to.
  9 |   See {{ section.legl }} and {{ recommendation.7 }}.
    |                              ^^^^^^^^^^^^^^^^^^^^^^

2 errors.
"""
    )


def test_a_filter_for_words_may_follow_one_for_values(make: Make) -> None:
    composed = make(referring("meeting.date | month_year | upper"), "{{ decision.reasons }}")
    assert tree(composed) == "p See {JUNE 2024}."
