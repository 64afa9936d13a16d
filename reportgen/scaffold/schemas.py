"""The JSON Schemas that give editors completion and hover help."""

import json
from pathlib import PurePosixPath

KINDS = ("decision", "meeting", "council", "style")


def schema_files() -> list[tuple[PurePosixPath, bytes]]:
    """Return the schema of every kind of file, by its name in the folder of schemas."""
    return [(PurePosixPath(f"{kind}.json"), f"{schema_text(kind)}\n".encode()) for kind in KINDS]


def schema_text(kind: str) -> str:
    """Return the JSON Schema (draft 2020-12) of a kind of file, as text."""
    from reportgen.model.schema import schema
    from reportgen.style.style import Style

    if kind == "style":
        made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Style.model_json_schema()}
    else:
        made = schema(kind)  # type: ignore[arg-type]  # the other three are the model's
    return json.dumps(made, ensure_ascii=False, indent=2)
