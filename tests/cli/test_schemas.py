"""The schemas that give editors completion and hover help: in step with the model, and right about our files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from reportgen.scaffold.schemas import KINDS, schema_text

REPOSITORY = Path(__file__).parent.parent.parent
SCHEMAS = REPOSITORY / "decisions/.schemas"
FILES = sorted(path for folder in ("decisions", "templates/styles") for path in (REPOSITORY / folder).rglob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as an editor does (version 1.2): a date is text, and so are yes and no."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_kept_in_the_repository_is_the_one_of_the_model(kind: str) -> None:
    assert (SCHEMAS / f"{kind}.json").read_text("utf-8") == schema_text(kind) + "\n", "run `make schemas`"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_one_of_draft_2020_12(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_title_and_a_description(kind: str) -> None:
    assert list(fields_without_help(json.loads(schema_text(kind)))) == []


def fields_without_help(part: Any, place: str = "") -> Iterator[str]:
    """Yield the places of fields that an editor could say nothing about: it may not look where `$ref` leads."""
    if isinstance(part, list):
        for entry in part:
            yield from fields_without_help(entry, place)
    if isinstance(part, dict):
        for name, field in part.get("properties", {}).items():
            if not (field.get("title") and field.get("description")):
                yield f"{place}/{name}"
        for name, below in part.items():
            yield from fields_without_help(below, f"{place}/{name}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_our_own_files_lead_an_editor_to_their_schema_and_satisfy_it(path: Path) -> None:
    text = path.read_text("utf-8")
    stated = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert stated, "the first line names the schema"
    schema = (path.parent / stated[1]).resolve()
    assert schema.parent == SCHEMAS
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(yaml.load(text, EditorLoader))]
    assert faults == []
