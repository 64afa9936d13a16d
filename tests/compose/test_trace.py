"""Where the words of a template come from; and that asking never changes a document."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.document.nodes import Block, Document, Figure, Heading, PageBreak, Paragraph
from reportgen.document.rewrite import map_blocks
from reportgen.document.walk import inlines_of, plain_text, walk
from reportgen.model.audience import Audience
from reportgen.pipeline import Order, kinds, preview, styles
from tests.compose.conftest import SMALL, Make

DECISIONS = Path(__file__).parents[2] / "decisions"
SUBJECTS = sorted(
    [*((path, "decision") for path in DECISIONS.glob("*/*.yaml") if path.name != "council.yaml")]
    + [(path, "meeting") for path in DECISIONS.glob("*/meetings/*.yaml")]
)


def places(document: Document | None) -> list[str]:
    """Return the template, the line and the words of each heading, paragraph and figure."""
    assert document is not None
    return [
        f"{leaf.origin.template}:{leaf.origin.line} {plain_text(inlines_of(leaf))}"
        for leaf in walk(document.blocks)
        if isinstance(leaf, Heading | Paragraph | Figure)
    ]


TEMPLATE = """\
{! A report of few words. !}
## Why {#why}

{% if decision.reasons %}
{{ decision.reasons }}
{% endif %}

::: note
It is for **{{ decision.meeting.body }}**.
:::

{% for one in decision.recommendations %}
1. {{ one.text }}
{% endfor %}

{% include "parts/end.md.j2" %}

| Who |
| --- |
| {{ decision.report.report_of }} |
"""


def test_every_line_knows_its_template_and_line(make: Make) -> None:
    composed = make(SMALL, TEMPLATE, parts={"parts/end.md.j2": "The\nend.\n"}, trace=True)
    assert places(composed.document) == [
        "decision/report.md.j2:2 Why",
        "decision/report.md.j2:5 Time is needed to plan a better service.",
        "decision/report.md.j2:9 It is for Cabinet.",
        "decision/report.md.j2:13 Approve the plan.",
        "decision/report.md.j2:13 Note the risks.",
        "parts/end.md.j2:1 The end.",
        "decision/report.md.j2:18 Who",
        "decision/report.md.j2:20 Director of Adult Social Care",
    ]


def test_what_a_house_style_says_by_a_label_knows_the_line_of_the_label(make: Make) -> None:
    style = "extends: default\nlabels:\n  report_of: Brought by\nheader:\n- - report_of"
    composed = make(SMALL, "{{ header_table() }}\n", style=style, trace=True)
    assert places(composed.document) == [
        "styles/northshire.yaml:3 Brought by",
        "decision/report.md.j2:1 Director of Adult Social Care",
    ]


def bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks that know nothing of templates."""

    def without(block: Block) -> Block:
        if isinstance(block, PageBreak):
            return block
        return replace(block, origin=replace(block.origin, template="", line=0))

    return map_blocks(blocks, without)


@pytest.mark.parametrize(("path", "subject"), SUBJECTS, ids=lambda value: getattr(value, "stem", value))
def test_to_be_traced_changes_no_document(path: Path, subject: str) -> None:
    known = total = 0
    for kind in kinds(subject):
        for style, audience in [*((style, Audience.PUBLIC) for style in styles()), ("default", Audience.INTERNAL)]:
            order = Order(kind=kind, style=style, audience=audience, rules=())
            plain, traced = (preview(path, path.name, replace(order, trace=trace)).document for trace in (False, True))
            if plain is None or traced is None:
                assert plain is traced
                continue
            assert bare(traced.blocks) == bare(plain.blocks)
            assert replace(traced, blocks=()) == replace(plain, blocks=())
            found = places(traced)
            known += sum(not place.startswith(":") for place in found)
            total += len(found)
    assert known >= 0.97 * total
