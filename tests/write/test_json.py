"""JSON: the specimen, the record beside it, and any text in any place."""

import json
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

from hypothesis import given, settings

from reportgen.document.nodes import Document, Heading, Origin, Value
from reportgen.style.style import Style
from reportgen.write.json import WRITER
from tests.golden import check_golden
from tests.specimen import para, png, specimen
from tests.write.shapes import documents


def written(document: Document) -> str:
    return WRITER.write(document, Style(), b"").content.decode()


def test_the_specimen() -> None:
    check_golden("specimen.json", written(specimen()).encode())


def test_the_record_stands_beside_the_tree() -> None:
    found = json.loads(written(specimen()))
    assert list(found) == ["kind", "title", "record", "document"]
    assert found["record"] == {"title": "Care at home"}
    assert json.loads(written(replace(specimen(), record="")))["record"] is None


def test_a_node_has_its_name_and_every_field() -> None:
    found = json.loads(written(specimen()))["document"]
    heading = next(block for block in found["blocks"] if block["node"] == "heading")
    assert list(heading) == ["node", *(field.name for field in fields(Heading))]
    assert set(found) == {"node", *(field.name for field in fields(Document))} - {"record"}


def test_a_value_says_where_it_came_from() -> None:
    value = Value("£5", Origin(("lots", 0, "price"), "report.md.j2", 7, derived=True))
    document = Document(kind="report", title="T", blocks=(para(value),))
    assert json.loads(written(document))["document"]["blocks"][0]["children"] == [
        {
            "node": "value",
            "text": "£5",
            "origin": {
                "node": "origin",
                "path": ["lots", 0, "price"],
                "template": "report.md.j2",
                "line": 7,
                "derived": True,
                "withheld": False,
            },
            "within": [],
        }
    ]


def test_a_picture_is_told_by_its_bytes() -> None:
    found = written(specimen())
    assert f'"sha256": "{sha256(png()).hexdigest()}"' in found
    assert f'"size": {len(png())}' in found


@settings(derandomize=True, max_examples=50, deadline=None)
@given(documents)
def test_any_text_survives(document: Document) -> None:
    texts: set[str] = set()

    def hear(node: dict[str, Any]) -> dict[str, Any]:
        texts.add(node.get("text", ""))
        return node

    json.loads(written(document), object_hook=hear)
    assert texts >= set(told(document.blocks))


def told(node: object) -> list[str]:
    """Return every `text` of a tree."""
    if isinstance(node, tuple):
        return [text for inner in node for text in told(inner)]
    if not hasattr(node, "__dataclass_fields__"):
        return []
    own = [node.text] if hasattr(node, "text") else []
    return own + [text for field in fields(node) for text in told(getattr(node, field.name))]  # type: ignore[arg-type]
