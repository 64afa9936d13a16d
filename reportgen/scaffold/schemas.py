"""The JSON Schemas that give editors completion and hover help."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

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
    return json.dumps(_with_help(made, made.get("$defs", {})), ensure_ascii=False, indent=2)


def _with_help(node: Any, defs: Mapping[str, Any], *, is_names: bool = False) -> Any:
    """Return a schema whose fields have a title and description of their own, as far as what they refer to has them.

    An editor shows what stands beside `$ref`, and not all editors look where it leads.
    """
    if isinstance(node, list):
        return [_with_help(one, defs) for one in node]
    if not isinstance(node, dict):
        return node
    helped = {
        key: _with_help(value, defs, is_names=key == "properties" and not is_names) for key, value in node.items()
    }
    if is_names:
        return {name: _helped(field, defs) for name, field in helped.items()}
    return helped


def _helped(field: dict[str, Any], defs: Mapping[str, Any]) -> dict[str, Any]:
    referred = defs.get(str(field.get("$ref", "")).rpartition("/")[2], {})
    return {**field, **{key: referred[key] for key in ("title", "description") if key in referred and key not in field}}
