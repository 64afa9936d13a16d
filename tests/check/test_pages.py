"""The pages of the rules in the documentation say what the catalogue says. REPORTGEN_UPDATE=1 writes them anew."""

import json
import os
import re
from pathlib import Path

import pytest

from reportgen.check import pages
from reportgen.check.rule import Theme
from reportgen.pipeline import faults, themes

DOCS = Path(__file__).parent.parent.parent / "docs" / "rules"
THEMES = themes()
PAGES = {f"{theme.name}.md": pages.list_markdown((theme,)) for theme in THEMES}
TOLD = re.compile(r": ([A-Z][A-Z0-9-]{2,}) (?:error|warning|info|not judged): ")
"""The name of a finding as the text report tells it."""
PAGES["README.md"] = pages.index_markdown(THEMES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_documentation_is_that_of_the_catalogue(name: str) -> None:
    file = DOCS / name
    if os.environ.get("REPORTGEN_UPDATE"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGES[name], encoding="utf-8")
    assert file.read_text(encoding="utf-8") == PAGES[name]


def test_there_is_no_page_of_a_theme_that_there_isn_t() -> None:
    assert sorted(file.name for file in DOCS.glob("*.md")) == sorted(PAGES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_rule_is_explained_with_all_that_it_says(theme: Theme) -> None:
    for rule in theme.rules:
        told = " ".join(pages.explain(rule, theme).split())
        for part in (rule.id, rule.title, rule.checks, rule.why, rule.bad, rule.good, rule.to_confirm):
            assert " ".join(part.split()) in told


def test_every_name_that_a_message_bears_is_explained() -> None:
    tests = Path(__file__).parent.parent
    texts = [file.read_text("utf-8") for folder in ("errors", "golden") for file in (tests / folder).rglob("*.txt")]
    told = {name for text in texts for name in TOLD.findall(text)}
    assert {"FIELD-UNKNOWN", "TABLE-FIT", "TEMPLATE", "DATE-CONTINUITY"} <= told
    assert told <= {*faults(), *(rule.id for theme in THEMES for rule in theme.rules)}


def test_the_catalogue_is_told_as_json() -> None:
    told = json.loads(pages.list_json(THEMES))["rules"]
    assert [rule["id"] for rule in told] == [rule.id for theme in THEMES for rule in theme.rules]
    assert set(told[0]) >= {"id", "theme", "severity", "title", "checks", "why", "source", "in_force", "bad", "good"}
