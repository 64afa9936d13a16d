"""The JSON Schemas that give editors completion and hover help."""

import json
from pathlib import PurePosixPath

KINDS = ("decision", "meeting", "council", "style")


def schema_files() -> list[tuple[PurePosixPath, bytes]]:
    """Return the schema of every kind of file, by its name in the folder of schemas."""
    return [(PurePosixPath(f"{kind}.json"), f"{schema_text(kind)}\n".encode()) for kind in KINDS]


def schema_text(kind: str) -> str:
    """Return the JSON Schema of a kind of file, as text."""
    from reportgen.model.schema import schema

    return json.dumps(schema(kind), ensure_ascii=False, indent=2)
