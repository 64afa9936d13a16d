"""Headings that officers type in prose, the ids of places, and what a screen reader needs."""

import pytest

from reportgen.compose.relate import slug
from tests.compose.conftest import SMALL, Make
from tests.compose.trees import tree

PLAIN = "numbering: {sections: none, paragraphs: none}"


def saying(prose: str) -> str:
    lines = "".join(f"  {line}\n" for line in prose.splitlines())
    return SMALL.replace("reasons: Time is needed to plan a better service.\n", f"reasons: |\n{lines}")


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("# One\n\na\n\n# Two\n\nb", "h3#one One\np a\nh3#two Two\np b"),
        ("### One\n\n# Two", "h3#one One\nh3#two Two"),
        ("# One\n\n## Two\n\n### Three", "h3#one One\nh4#two Two\nh5#three Three"),
        ("# One\n\n### Two\n\n## Three", "h3#one One\nh4#two Two\nh4#three Three"),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", "h3#a A\nh4#b B\nh5#c C\nh6#d D\nh6#e E"),
    ],
)
def test_typed_headings_stand_below_their_section(prose: str, expected: str, make: Make) -> None:
    shown = tree(make(saying(prose), "# Title\n\n## Reasons\n\n{{ decision.reasons }}", style=PLAIN))
    assert shown == f"h1#title Title\nh2#reasons Reasons\n{expected}"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("- {{ decision.reasons }}", "- • p **One**\n  p a"),
        ("| why |\n|---|\n| {{ decision.reasons }} |", "p why\np **One** / p a"),
        ("::: review\n{{ decision.reasons }}\n:::", "box.review\n  p **One**\n  p a"),
        ("> {{ decision.reasons }}", "quote\n  p **One**\n  p a"),
    ],
)
def test_typed_headings_in_lists_cells_and_boxes_are_bold_words(template: str, expected: str, make: Make) -> None:
    assert tree(make(saying("# One\n\na"), template)) == expected


def test_no_id_stands_twice_and_given_ids_are_kept(make: Make) -> None:
    headings = ("# T", "## Risks", "## Risks", "## Risk assessment {#risks}", "## Again {#risks}", "## 5 June", "## ?")
    shown = tree(make(SMALL, "\n\n::: note\na\n:::\n\n".join((*headings, ""))))
    assert [line for line in shown.splitlines() if line.startswith("h")] == [
        *("h1#t T", "h2#risks-2 1 Risks", "h2#risks-3 2 Risks", "h2#risks 3 Risk assessment", "h2#risks-4 4 Again"),
        *("h2#section-5-june 5 5 June", "h2#section 6 ?"),
    ]


def test_a_section_with_nothing_in_it_has_no_heading(make: Make) -> None:
    template = "# T\n\n## Money\n\n### Sums\n\n## Law\n\na\n\n## {{ decision.report.title }}\n\n## Risks"
    shown = tree(make(SMALL, template, style=PLAIN))
    assert [line for line in shown.splitlines() if line.startswith("h")] == [
        "h1#t T",
        "h2#law Law",
        "h2#care-at-home {Care at home}",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Équality – and Diversity!", "equality-and-diversity"),
        ("  ", "section"),
        ("日本", "section"),
        ("2024", "section-2024"),
        ("a" * 80, "a" * 60),
    ],
)
def test_ids_are_plain(words: str, name: str) -> None:
    assert slug(words) == name


# What a screen reader needs ------------------------------------------------------------------------------------

CHART = """\
charts:
- id: answers
  kind: bar
  title: Answers
  series:
  - name: People
    points: [{label: "Yes", value: 3}]
"""


def test_a_chart_without_an_alternative_text_is_found_at_its_field(make: Make) -> None:
    (found,) = make(SMALL + CHART, "{{ figure_of(decision.charts[0]) }}").findings
    assert (found.rule, str(found.location), found.message, found.hint) == (
        "OUTPUT-ACCESS",
        "care.yaml:8:3",
        "This chart or picture has no alternative text.",
        "add `alt`: what it shows, in a sentence, for readers who can't see it",
    )


def test_a_heading_that_skips_a_level_is_found_at_its_words(make: Make) -> None:
    (found,) = make(SMALL, "# Title\n\n### {{ decision.report.title }}").findings
    assert (str(found.location), found.message) == ("care.yaml:2:17", "The heading “Care at home” skips a level.")


def test_a_heading_of_a_template_that_skips_a_level_is_found_at_its_line(make: Make) -> None:
    (found,) = make(SMALL, "# Title\n\n#### Deep\n\na").findings
    assert str(found.location) == "templates/decision/report.md.j2:3:1"
    assert found.message == "The heading “Deep” skips a level."
