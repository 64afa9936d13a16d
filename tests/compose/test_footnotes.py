"""Footnotes of prose and of templates: whose words they are, how they are counted, and where they can't be."""

from reportgen.document.nodes import Note, Value
from reportgen.document.walk import notes, notes_in
from reportgen.model.audience import Audience
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import said, tree

PAPER = (
    SMALL.replace(
        "reasons: Time is needed to plan a better service.",
        """reasons:
- text: |
    Spend rose to {{ extension.cost_max }}.[^ons]

    [^ons]: Of which {{ extension.cost_max | pounds }} is *care*.
- text: |
    One bid was low.[^ons]

    [^ons]: It was Ash Ltd's.
  exempt: 3
""",
    )
    + """\
extension: {start: 2024-10-25, months: 12, cost_max: "£1.2m"}
conclusion: |
  It is time.[^1] So it is.[^1]

  [^1]: As the plan says.
"""
)
TEMPLATE = """\
# {{ decision.report.title }}

The law asks for it.[^act]

## Why

{{ decision.reasons }}

- {{ decision.conclusion }}

[^act]: Care Act {{ decision.extension.start }}.
"""


def told(make: Make, paper: str = PAPER, audience: Audience = Audience.PUBLIC) -> list[str]:
    """Return the footnotes of a report: number, name, whose they are, words."""
    composed = make(paper, TEMPLATE, audience=audience)
    assert composed.document is not None and not composed.findings
    return [
        f"{note.number} {note.name} {'.'.join(map(str, note.within)) or 'template'}: {said(note.children)}"
        for note in notes(composed.document.blocks)
    ]


def test_notes_are_counted_through_the_document_and_know_their_field(make: Make) -> None:
    assert told(make) == [
        "1 act template: Care Act {25 October 2024}.",
        "2 ons reasons.0.text: Of which {£1,200,000} is *care*.",
        "3 1 conclusion: As the plan says.",
        "4 1 conclusion: As the plan says.",
    ]


def test_an_exempt_passage_takes_its_notes_with_it(make: Make) -> None:
    assert told(make, audience=Audience.EXEMPT)[2] == "3 ons reasons.1.text: It was Ash Ltd's."
    composed = make(PAPER, audience=Audience.PUBLIC)
    assert "Ash Ltd" not in str(composed.document)


def test_an_exempt_sum_in_a_note_is_marked_for_members_and_left_out_for_others(make: Make) -> None:
    paper = PAPER.replace('cost_max: "£1.2m"', 'cost_max: {amount: "£1.2m", exempt: 3}')
    public, members = told(make, paper)[1], told(make, paper, Audience.EXEMPT)[1]
    assert public == "2 ons reasons.0.text: Of which {[not for publication: paragraph 3]} is *care*."
    assert members == "2 ons reasons.0.text: Of which {[exempt, paragraph 3: £1,200,000]} is *care*."


def test_words_of_a_note_that_a_template_prints_know_their_field(make: Make) -> None:
    composed = make(PAPER, TEMPLATE)
    assert composed.document is not None
    (first, *_) = notes(composed.document.blocks)
    assert [inline.origin.path for inline in first.children if isinstance(inline, Value)] == [("extension", "start")]


def test_prose_with_a_note_in_a_heading_or_in_a_note_keeps_its_words_in_brackets(make: Make) -> None:
    template = "# {{ decision.conclusion }}\n\nSo.[^1]\n\n[^1]: {{ decision.conclusion }}\n"
    composed = make(PAPER, template)
    words = "It is time. (As the plan says.) So it is. (As the plan says.)"
    assert tree(composed).split("\n") == [f"h1#{words_id(composed)} {words}", f"p So.[^1: {words}]"]


def words_id(composed: object) -> str:
    return composed.document.blocks[0].id  # type: ignore[attr-defined, no-any-return]


def test_a_traced_template_knows_the_line_of_a_paragraph_with_a_note(make: Make) -> None:
    composed = make(PAPER, TEMPLATE, trace=True)
    assert composed.document is not None
    marked = next(block for block in composed.document.blocks if any(notes_in(getattr(block, "children", ()))))
    assert isinstance(next(notes_in(marked.children)), Note) and marked.origin.line == 3  # type: ignore[union-attr]
