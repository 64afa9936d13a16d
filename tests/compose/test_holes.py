"""Holes: what a template prints is data, and never changes what the document is made of."""

import pytest

from reportgen.compose.holes import SAFE_ADDRESS
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

TITLED = SMALL.replace("Care at home", "'# 1. *b* | ::: note [a](https://b.example.org) {#id}'")
HOSTILE = "{# 1. *b* | ::: note [a](https://b.example.org) {#id}}"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ decision.report.title }}", f"p {HOSTILE}"),
        ("# {{ decision.report.title }} {#top}", f"h1#top {HOSTILE}"),
        ("- {{ decision.report.title }}\n- two", f"- • p {HOSTILE}\n- • p two"),
        ("**{{ decision.report.title }}**", f"p **{HOSTILE}**"),
        ("a *{{ decision.report.title }}* b", f"p a *{HOSTILE}* b"),
        ("> {{ decision.report.title }}", f"quote\n  p {HOSTILE}"),
        ("| a |\n|---|\n| {{ decision.report.title }} |", f"p a\np {HOSTILE}"),
        ("::: note\n{{ decision.report.title }}\n:::", f"p.note {HOSTILE}"),
        ("[{{ decision.report.title }}](https://c.example.org)", f"p <{HOSTILE} to https://c.example.org>"),
    ],
)
def test_a_value_is_words_wherever_it_is_printed(template: str, expected: str, make: Make) -> None:
    assert tree(make(TITLED, template)) == expected


PAPER = """
background_papers:
- {{title: Care at home survey, url: "{url}"}}
"""
LINKED = "{% for paper in decision.background_papers %}[{{ paper.title }}]({{ paper.url }}){% endfor %}"


def test_an_address_from_the_record_is_a_link(make: Make) -> None:
    composed = make(SMALL + PAPER.format(url="https://example.org/a_b_c"), LINKED)
    assert tree(composed) == "p <{Care at home survey} to https://example.org/a_b_c>"


def test_an_address_in_a_label_of_the_house_style_is_a_link(make: Make) -> None:
    style = 'extends: default\nlabels: {contacts: "Ask clerk@example.org."}'
    assert tree(make(SMALL, "{{ labels.contacts }}", style=style)) == (
        "p Ask <clerk@example.org to mailto:clerk@example.org>."
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html;base64,PHN2Zz4=",
        "vbscript:x",
        "file:///etc/passwd",
        " https://x y",
        "//example.org",
        "https://",
    ],
)
def test_an_address_that_is_none_is_no_link(address: str, make: Make) -> None:
    assert not SAFE_ADDRESS.match(address)
    composed = make(
        SMALL.replace("Director of Adult Social Care", f'"{address}"'), "[words]({{ decision.report.report_of }})"
    )
    assert tree(composed) == "p words"


RISK = SMALL + "risks:\n- {text: Care stops., mitigation: One. Two.}\n"
LISTED = SMALL.replace(
    "reasons: Time is needed to plan a better service.",
    "reasons: |\n  Time is needed:\n\n  - to plan\n  - to buy\n\n  All agree.",
)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ decision.reasons }}", "p Time is needed:\n- • p to plan\n- • p to buy\np All agree."),
        ("Why: {{ decision.reasons }}", "p Why: Time is needed:\n- • p to plan\n- • p to buy\np All agree."),
        (
            "{{ decision.reasons }} So say we.",
            "p Time is needed:\n- • p to plan\n- • p to buy\np All agree. So say we.",
        ),
        ("- {{ decision.reasons }}", "- • p Time is needed:\n  - – p to plan\n  - – p to buy\n  p All agree."),
        (
            "| why |\n|---|\n| {{ decision.reasons }} |",
            "p why\np Time is needed: / - • p to plan / - • p to buy / p All agree.",
        ),
        ("# {{ decision.reasons }} {#why}", "h1#why Time is needed: to plan to buy All agree."),
        ("**{{ decision.reasons }}**", "p **Time is needed: to plan to buy All agree.**"),
        (
            "::: note\n{{ decision.reasons }}\n:::",
            "p.note Time is needed:\n- • p to plan\n- • p to buy\np.note All agree.",
        ),
    ],
)
def test_prose_brings_its_own_blocks(template: str, expected: str, make: Make) -> None:
    assert tree(make(LISTED, template)) == expected


NOTHING = "{{ when(decision.timetable[0]) }}"


@pytest.mark.parametrize(
    "template", [NOTHING, f"- {NOTHING}", f"::: note\n{NOTHING}\n:::", f"> {NOTHING}", f"**{NOTHING}**"]
)
def test_what_prints_nothing_leaves_nothing(template: str, make: Make) -> None:
    assert tree(make(SMALL + "timetable:\n- {stage: Buy again}\n", template)) == ""


def test_each_piece_knows_its_field(make: Make) -> None:
    template = (
        "## {{ decision.report.title }}\n\nWhy: {{ decision.reasons }}\n\n- {{ decision.recommendations[1].text }}"
    )
    document = make(SMALL, template).document
    assert document is not None
    assert [block.origin.path for block in document.blocks[:2]] == [("report", "title"), ("reasons",)]  # type: ignore[union-attr]
    assert document.blocks[2].entries[0].origin.path == ("recommendations", 1, "text")  # type: ignore[union-attr]


def test_a_sentence_with_a_value_in_it_comes_from_its_own_field(make: Make) -> None:
    decision = SMALL.replace("Approve the plan.", "Approve it on {{ meeting.date }}.")
    document = make(decision, "{{ decision.recommendations[0].text }}").document
    assert document is not None
    paragraph = document.blocks[0]
    assert paragraph.origin.path == ("recommendations", 0, "text")  # type: ignore[union-attr]
    assert paragraph.children[1].origin.path == ("meeting", "date")  # type: ignore[union-attr]


def test_any_number_of_values_has_room(make: Make) -> None:
    risks = "".join(f"- {{text: Risk number {at}, mitigation: None needed.}}\n" for at in range(300))
    shown = tree(make(SMALL + "risks:\n" + risks, "{% for risk in decision.risks %}\n{{ risk.text }}\n\n{% endfor %}"))
    assert shown.splitlines() == [f"p Risk number {at}" for at in range(300)]
