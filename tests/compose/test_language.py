"""The closed list of what a template may say, as the README has it."""

import re
from pathlib import Path

from reportgen.compose.fill import fill_value
from reportgen.compose.functions import functions
from reportgen.compose.minutes import minute_functions
from reportgen.compose.templates import environment, shipped_templates
from reportgen.compose.templates.language import EACH
from reportgen.compose.view import Scope, View
from reportgen.load.styles import load_style
from reportgen.model.council import Council
from reportgen.model.meeting import Meeting

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def listed(heading: str) -> set[str]:
    """Return the names that the README has below a heading."""
    return set(re.findall(r"(?:`|\| )(\w+)(?: }})?`", README.partition(f"## {heading}\n")[2].partition("\n## ")[0]))


def test_the_readme_lists_every_function_that_a_template_is_given() -> None:
    style, _ = load_style("default", [shipped_templates() / "styles"])
    assert style is not None
    meeting = Meeting.model_validate({"body": "Cabinet", "date": "2024-06-05"})
    shown = View(meeting, (), Scope(fill_value, style, meeting))
    council = Council.model_validate({"id": "northshire", "name": "Northshire Council"})
    given = {**functions(shown, style), **minute_functions(shown, council, style, {})}
    assert sorted(set(given) - listed("What a template may say")) == []


def test_the_readme_lists_every_filter() -> None:
    filters = set(environment((shipped_templates(),)).filters) - {EACH}
    assert sorted(filters - listed("What a template may say") - listed("Write a decision")) == []
