"""JSON: the resolved record and the tree, for programs that go on from them.

`{"kind", "title", "record", "document"}`: the record as it stands after every value was worked out (null where none
was asked for), and the document as nested nodes. Each node says what it is under `node` and then has every field of
`reportgen.document.nodes`, in that order; a picture is given by the SHA-256 and size of its bytes.
"""

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256
from typing import Any

from reportgen.document.nodes import NOWHERE, Document
from reportgen.style.style import Style
from reportgen.write.writer import Output, Writer


def write(document: Document, style: Style, letterhead: bytes) -> Output:
    """Return a document as JSON text: UTF-8, indented by two, with a newline at its end."""
    whole = {
        "kind": document.kind,
        "title": document.title,
        "record": json.loads(document.record) if document.record else None,
        "document": _tree(document),
    }
    return Output((json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode())


def _tree(node: Any) -> Any:
    """Return a node, or what a field of one holds, as JSON has it."""
    match node:
        case Enum():
            return node.value
        case None | str() | bool() | int() | float():
            return node
        case tuple():
            return [_tree(inner) for inner in node]
        case bytes():
            return {"sha256": sha256(node).hexdigest(), "size": len(node)}
        case _ if node == NOWHERE:
            return None
        case _ if is_dataclass(node):
            # The record stands beside the tree, once.
            named = {f.name: _tree(getattr(node, f.name)) for f in fields(node) if f.name != "record"}
            return {"node": _name(type(node).__name__), **named}
        case _:
            raise TypeError(f"a tree holds no {type(node).__name__}")


def _name(title: str) -> str:
    """Return the name of a node: `PageBreak` is `page-break`."""
    return "".join(f"-{char.lower()}" if char.isupper() and at else char.lower() for at, char in enumerate(title))


WRITER = Writer("json", "json", write)
