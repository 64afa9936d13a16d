from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from reportgen.model.schema import schema
from tests.model.specimens import EXTENSION

KINDS = ("decision", "meeting", "council")


def _properties(node: object) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for value in node.values():
            yield from _properties(value)
    elif isinstance(node, list):
        for value in node:
            yield from _properties(value)


@pytest.mark.parametrize("kind", KINDS)
def test_is_a_valid_schema_that_explains_every_property(kind: Any) -> None:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    properties = list(_properties(made))
    assert len(properties) > 50
    for name, field in properties:
        assert field.get("title") and field.get("description"), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_in_it_resolves(kind: Any) -> None:
    made = schema(kind)
    named = set(_values(made, "$ref"))
    assert named <= {f"#/$defs/{name}" for name in made["$defs"]}
    assert not list(_values(made, "x-value"))


def _values(node: object, key: str) -> Iterator[object]:
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for value in node.values():
            yield from _values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value, key)


PLAIN = (
    EXTENSION
    + """
exempt: [3]
key: {is_key: yes, savings: 9139875}
measures: [{label: Hours, value: 22535.76, approx: true, exempt: {paragraphs: 3, public_interest: {for: Prices}}}]
conclusion: [One., {text: Two., exempt: 3}]
background_papers: none
glossary:
prior_decisions: [Approved in 2016]
"""
)


def test_takes_what_officers_write_as_an_editor_reads_it() -> None:
    written = yaml.load(
        PLAIN.replace("2024-06-05", "'2024-06-05'").replace("2021-10-25", "'2021-10-25'"), yaml.SafeLoader
    )
    assert not list(Draft202012Validator(schema("decision")).iter_errors(written))


@pytest.mark.parametrize(
    "text", ["{}", EXTENSION + "extention: {}", EXTENSION + "lots: lot-1", EXTENSION + "key: {is_key: [yes]}"]
)
def test_refuses_what_the_loader_refuses(text: str) -> None:
    written = yaml.load(text, yaml.BaseLoader)
    assert list(Draft202012Validator(schema("decision")).iter_errors(written))


def test_is_the_same_each_time() -> None:
    assert str(schema("meeting")) == str(schema("meeting"))
