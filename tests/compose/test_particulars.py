"""What a report says of a record field by field, in the words of the house style."""

from collections.abc import Iterator, Sequence

import pytest

from reportgen.compose.templates import shipped_templates
from reportgen.document.nodes import Block, List, Paragraph, Table
from reportgen.document.walk import plain_text
from reportgen.load.structure import has_field
from reportgen.load.styles import load_style
from reportgen.model.audience import Audience
from reportgen.model.decision import Decision
from tests.compose.conftest import SMALL, Make

CONTRACT = """
contracts:
- id: main
  title: Home care
  initial_months: 36
  options: [{months: 24, step_max: 12, exercised: 0, clause: "4.2"}]
  notice: {months: 1, before: the expiry date, form: in writing}
  service_type: light_touch
  is_framework: yes
  route: framework
"""
TERMS = "{{ terms(decision.contracts) }}\n"


def told(make: Make, more: str, template: str, style: str = "", audience: Audience = Audience.PUBLIC) -> list[str]:
    """Return the lines of a document that says what a template asks for."""
    composed = make(SMALL + more, f"# Title\n\n{template}", style=style, audience=audience)
    assert composed.document is not None
    return list(lines(composed.document.blocks[1:]))


def lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the words of blocks, those of a table with ` | ` between its cells."""
    for block in blocks:
        match block:
            case Table():
                yield from ([plain_text(block.caption)] if block.caption else [])
                for row in (*block.head, *block.body):
                    yield " | ".join(" / ".join(lines(cell.blocks)) for cell in row.cells)
            case List():
                yield from (f"- {' / '.join(lines(entry.blocks))}" for entry in block.entries)
            case Paragraph():
                yield plain_text(block.children)


def test_a_contract_is_told_as_a_clerk_would(make: Make) -> None:
    assert told(make, CONTRACT, TERMS) == [
        "How work is bought | Framework",
        "Initial term | 36 months",
        "Options to extend | 24 months, in steps of up to 12 months; used so far: none (clause 4.2)",
        "Notice needed | 1 month before the expiry date, in writing",
    ]


def test_a_style_words_any_field_and_leaves_out_what_it_has_no_word_for(make: Make) -> None:
    style = """labels:
  contracts.initial_months: First term
  contracts.options: ""
  contracts.route: ""
  contracts.service_type: In law
  contracts.notice.in_words: "{months} in hand"
"""
    assert told(make, CONTRACT, TERMS, style) == [
        "In law | Light touch services",
        "First term | 36 months",
        "Notice needed | 1 month in hand",
    ]


def test_a_few_contracts_stand_side_by_side(make: Make) -> None:
    two = CONTRACT + "- {id: other, title: Day care, initial_months: 12, held_by: Eastmoor Council}\n"
    assert told(make, two, TERMS)[:3] == [
        "Terms | Home care | Day care",
        "How work is bought | Framework | ",
        "Held by |  | Eastmoor Council",
    ]


def test_one_of_several_that_states_more_is_named(make: Make) -> None:
    options = "options: [{title: End}, {title: Six months, months: 6, end: 2025-05-31}]"
    assert told(make, options, '{{ terms(decision.options, "number") }}\n') == [
        *("Six months", "Length of the extension | 6 months", "Last day | 31 May 2025"),
    ]


def test_more_have_a_table_each(make: Make) -> None:
    four = "contracts:\n" + "".join(f"- {{id: c{n}, title: Lot {n}, max_months: {n}}}\n" for n in range(1, 5))
    assert told(make, four, TERMS) == [
        *("Lot 1", "Maximum term | 1 month", "Lot 2", "Maximum term | 2 months"),
        *("Lot 3", "Maximum term | 3 months", "Lot 4", "Maximum term | 4 months"),
    ]


def test_one_fact_is_a_line_of_text(make: Make) -> None:
    assert told(make, "coproduction: {partners: [Carers, Users]}", "{{ particulars(decision.coproduction) }}\n") == [
        "Taking part: Carers, Users"
    ]


def test_a_list_of_one_field_is_no_table(make: Make) -> None:
    finance = "finance: {budgets: [{line: Care in the community}]}"
    budgets = "{{ listing(decision.finance.budgets, labels.budgets) }}\n"
    assert told(make, finance, budgets) == ["Budgets: Care in the community"]
    finance = "finance: {budgets: [{line: Care}, {line: Health}]}"
    assert told(make, finance, budgets) == ["Budgets:", "- Care", "- Health"]


@pytest.mark.parametrize(
    ("finance", "words"),
    [
        (
            "uplift: {percent: 8.24%, year: 2024/25, applies_to: all fees}",
            "Rise in prices: 8.24% for 2024/25, all fees",
        ),
        ("uplift: {applies_to: the hourly rate}", "Rise in prices: None, the hourly rate"),
        ("base_spend: {money: £9m, year: 2023/24}", "Spent in the last full year: £9m in 2023/24"),
        ("wage_commitment: {text: Travel is paid.}", "Wages: Travel is paid."),
        ("unit_rate: {label: Home care, value: 19.20, unit: £, per: hour}", "Unit rate: Home care: £19.20 an hour"),
    ],
)
def test_a_group_of_fields_is_one_line(finance: str, words: str, make: Make) -> None:
    assert told(make, f"finance: {{{finance}}}", "{{ particulars(decision.finance) }}\n") == [words]


def test_what_is_exempt_says_so_in_its_line(make: Make) -> None:
    finance = "finance: {base_spend: {money: {amount: £9m, exempt: 3}, year: 2023/24}}"
    assert told(make, finance, "{{ particulars(decision.finance) }}\n") == [
        "Spent in the last full year: [not for publication: paragraph 3] in 2023/24"
    ]


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("{label: Lowest rating, value: 3, unit: out of 5, bound: at_least}", "Lowest rating | at least 3 out of 5"),
        ("{label: Answers, value: 49, unit: people, share: 24%}", "Answers | 49 people (24%)"),
        (
            "{label: Hours, value: 72000, per: year, scope: Lot 1, note: estimated}",
            "Hours, Lot 1 (estimated) | 72,000 a year",
        ),
    ],
)
def test_a_figure_is_told_with_its_bound_and_share(figure: str, words: str, make: Make) -> None:
    assert told(make, f"measures: [{figure}]", "{{ measures_table(decision.measures) }}\n")[1] == words


def test_many_ratings_of_a_risk_share_a_column(make: Make) -> None:
    few = "risks: [{title: Delay, text: It is late., likelihood: 3, impact: 4, mitigation: A plan.}]"
    assert told(make, few, "{{ risk_table(decision.risks) }}\n")[0].count("|") == 4
    many = few.replace("A plan.", "A plan., residual: 6, owner: Head of Care, review: 2025-03")
    assert told(make, many, "{{ risk_table(decision.risks) }}\n") == [
        "Risk or opportunity | Rating | Mitigation | Residual | Owner",
        "Delay / It is late. | Likelihood: 3 / Impact: 4 / Score: 12 | A plan. | 6 "
        "| Head of Care / Next review: March 2025",
    ]


def test_a_recommendation_names_the_places_to_see(make: Make) -> None:
    more = SMALL.replace("- text: Note the risks.", "- text: Note.\n  refs: [section:market, appendix:a, the annex]")
    template = (
        "# T\n\n## Market {#market}\n\nText.\n\n"
        "{% for a in decision.appendices %}Appendix {{ a.number }}\n\n{% endfor %}"
        "{{ see(decision.recommendations[1].refs) }}\n"
    )
    composed = make(more + "appendices: [{number: A, title: Map}]\n", template)
    assert composed.document is not None
    assert list(lines(composed.document.blocks))[-1] == "(see section 1, Appendix A and the annex)"


def test_every_label_of_the_default_style_names_a_field() -> None:
    style, _ = load_style("default", [shipped_templates() / "styles"])
    assert style is not None
    places = [label.split(".") for label in style.labels if "." in label]
    named = [place[:-1] if place[-1].endswith("in_words") else place for place in places]
    assert [".".join(place) for place in named if not has_field(Decision, place)] == []
