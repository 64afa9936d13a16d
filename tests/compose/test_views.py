"""What a template sees of the record, and where each value that it prints comes from."""

import pytest

from reportgen.check.report_text import report
from reportgen.document.nodes import Block, Value
from reportgen.document.walk import inlines_of, walk
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

EXTENDED = (
    SMALL
    + """\
extension: {start: 2024-10-25, months: 12, cost_max: "£9,893,001"}
"""
)


def values(blocks: tuple[Block, ...]) -> list[Value]:
    return [inline for block in walk(blocks) for inline in inlines_of(block) if isinstance(inline, Value)]


def test_a_field_that_is_none_is_told_at_the_template(make: Make) -> None:
    composed = make(SMALL, "# Report\n\n{{ decision.report.titel }}")
    assert report(composed.findings).partition("report.md.j2")[2] == (
        ":3:20: TEMPLATE error: `titel` is not a field here.\n"
        "  3 | {{ decision.report.titel }}\n"
        "    |                    ^^^^^\n"
        "  did you mean `title`?\n\n"
        "1 error.\n"
    )


def test_what_the_file_leaves_out_is_nothing_to_if_and_for(make: Make) -> None:
    template = "{% if decision.finance.statement %}a{% endif %}{% for risk in decision.risks %}b{% else %}c{% endfor %}"
    assert tree(make(SMALL, template)) == "p c"


def test_what_the_file_leaves_out_can_not_be_printed(make: Make) -> None:
    (found,) = make(SMALL, "{{ decision.conclusion }}").findings
    assert (found.message, found.hint) == (
        "This prints something that the file leaves out.",
        "put it between `{% if … %}` and `{% endif %}`, to be printed only where it is there",
    )


def test_lists_are_gone_through_by_place_and_in_order(make: Make) -> None:
    template = (
        "{% for one in decision.recommendations %}{{ loop.index }} {{ one.text }} {% endfor %}"
        "{{ (decision.recommendations | first).text }} {{ (decision.recommendations | last).text }} "
        "{{ decision.recommendations[1].text }} {{ decision.recommendations | length }}"
    )
    assert tree(make(SMALL, template)) == (
        "p 1 Approve the plan. 2 Note the risks. Approve the plan. Note the risks. Note the risks. 2"
    )


def test_a_value_that_is_worked_out_says_so(make: Make) -> None:
    document = make(EXTENDED, "{{ decision.extension.start }} {{ decision.extension.end }}").document
    assert document is not None
    assert [(v.text, v.origin.path, v.origin.derived) for v in values(document.blocks)] == [
        ("25 October 2024", ("extension", "start"), False),
        ("24 October 2025", ("extension", "end"), True),
    ]


def test_a_stated_value_wins_over_one_that_is_worked_out(make: Make) -> None:
    stated = EXTENDED.replace("months: 12", "months: 12, end: 2025-10-31")
    assert tree(make(stated, "{{ decision.extension.end }}")) == "p {31 October 2025}"


def test_an_exempt_value_prints_under_which_paragraph_it_is_withheld(make: Make) -> None:
    exempt = EXTENDED.replace('"£9,893,001"', '{amount: "£9,893,001", exempt: 3}')
    template = "{{ decision.extension.cost_max }} {{ decision.extension.cost_max | millions }}"
    notice = "{[not for publication: paragraph 3]}"
    assert tree(make(exempt, template)) == f"p {notice} {notice}"
    assert tree(make(exempt, template, audience=Audience.EXEMPT)) == (
        "p {[exempt, paragraph 3: £9,893,001]} {[exempt, paragraph 3: £9.893m]}"
    )


RISKS = (
    SMALL
    + """\
risks:
- {text: Providers leave., mitigation: Pay more.}
- {text: A provider is short of money., mitigation: Watch its accounts., exempt: 3}
- {text: Demand grows., mitigation: Buy more.}
"""
)


def test_what_is_left_of_a_list_knows_where_it_stands_in_the_file(make: Make) -> None:
    document = make(RISKS, "{% for risk in decision.risks %}\n- {{ risk.text }}\n{% endfor %}").document
    assert document is not None
    assert [entry.origin.path for entry in document.blocks[0].entries] == [  # type: ignore[union-attr]
        ("risks", 0, "text"),
        ("risks", 1),
        ("risks", 2, "text"),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("decision.extension.months > 6", "yes"),
        ("decision.extension.months <= 6", "no"),
        ("decision.extension.cost_max >= 9000000", "yes"),
        ("decision.extension.end < decision.meeting.date", "no"),
        ("decision.extension.cost_likely > 0", "no"),
        ("decision.extension.cost_likely <= 0", "no"),
        ('decision.report.title == "Care at home"', "yes"),
        ('decision.report.classification == "open"', "yes"),
        ('decision.report.classification != "exempt"', "yes"),
    ],
)
def test_values_compare_as_what_they_are(asked: str, expected: str, make: Make) -> None:
    assert tree(make(EXTENDED, "{% if " + asked + " %}yes{% else %}no{% endif %}")) == f"p {expected}"


def test_dates_have_parts(make: Make) -> None:
    template = "{{ decision.meeting.date.year }} {{ decision.meeting.date.month }} {{ decision.meeting.date.day }}"
    assert tree(make(SMALL, template)) == "p {2024} {6} {5}"


def test_a_cell_that_is_exempt_says_so_and_the_rest_of_its_row_stays(make: Make) -> None:
    table = """\
tables:
- id: prices
  title: Prices
  columns: [Zone, Price, Hours]
  rows:
  - {cells: [North, {text: £24 an hour, exempt: 3}, 40]}
  - {cells: [South, £20 an hour, 50]}
"""
    assert tree(make(SMALL + table, "{{ table_of(decision.tables[0]) }}")) == (
        "p {Zone} | p {Price} | p {Hours}\n"
        "p North | p {[not for publication: paragraph 3]} | p 40\n"
        "p South | p £20 an hour | p 50"
    )


def test_a_paper_that_only_informs_says_so(make: Make) -> None:
    informs = "meeting: {body: Scrutiny, body_type: scrutiny, date: 2024-06-05}\n"
    informs += "report: {title: Home care, report_of: Director, summary: It goes well.}\nrecommendations: none\n"
    made = make(informs, '# Title\n\n{% include "parts/recommendations.md.j2" %}\n')
    assert tree(made).splitlines()[1:] == [
        "h2#recommendations 1 Recommendations",
        "p 1.1 This paper is for information. No decision is asked for.",
    ]
