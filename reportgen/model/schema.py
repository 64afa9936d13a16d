"""The JSON Schema of each kind of file, for completion and hover help in an editor.

It takes what the loader takes, as an editor sees it: an unquoted `9139875` is a number there, `yes` a text, `true` a
boolean, and an empty value null.
"""

from typing import Any, Literal

from reportgen.model.council import Council
from reportgen.model.decision import Decision
from reportgen.model.meeting import Meeting
from reportgen.model.record import Brief, Record
from reportgen.model.values import EXEMPT_DESCRIPTION, Exemption, MoneyForm, PassageForm

Kind = Literal["decision", "meeting", "council"]

_KINDS: dict[str, type[Record]] = {"decision": Decision, "meeting": Meeting, "council": Council}
_PARAGRAPHS: tuple[dict[str, Any], ...] = (
    {"type": ["integer", "string"]},
    {"type": "array", "items": {"type": ["integer", "string"]}},
)
_MARKS = ("names", "internal", "notice")


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema, draft 2020-12, of a kind of file."""
    made = _KINDS[kind].model_json_schema(mode="validation")
    defs: dict[str, Any] = made.pop("$defs", {})
    for form in (Exemption, MoneyForm, PassageForm):
        extra = form.model_json_schema(mode="validation")
        defs.update(extra.pop("$defs", {}))
        defs[form.__name__] = extra
    defs["Exempt"] = _exempt()
    defs["Exemption"]["properties"]["paragraphs"]["anyOf"] = [*_PARAGRAPHS]
    del defs["Exemption"]["properties"]["paragraphs"]["type"], defs["Exemption"]["properties"]["paragraphs"]["items"]
    defs["Money"] = {
        "description": "A sum of money, as 9,139,875, £14.361m, £550k; or a group of fields with `amount`.",
        "anyOf": [{"type": ["number", "string"]}, {"$ref": "#/$defs/MoneyForm"}],
    }
    passage: list[dict[str, Any]] = [{"type": ["string", "number", "boolean"]}, {"$ref": "#/$defs/PassageForm"}]
    defs["Prose"] = {
        "description": "Text in Markdown; a passage of it may be a group of fields with `text` and `exempt`.",
        "anyOf": [*passage, {"type": "array", "items": {"anyOf": passage}, "minItems": 1}],
    }
    for name, main in _briefs().items():
        if name in defs:
            defs[name] = _or_text(defs[name], main)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["$defs"] = {name: defs[name] for name in sorted(defs)}
    made["title"] = kind.capitalize()
    tidied: dict[str, Any] = _tidied(made)
    return tidied


def _exempt() -> dict[str, Any]:
    plain = {"type": ["integer", "string", "boolean", "null"]}
    return {"description": EXEMPT_DESCRIPTION, "anyOf": [plain, _PARAGRAPHS[1], {"$ref": "#/$defs/Exemption"}]}


def _briefs() -> dict[str, str]:
    found: dict[str, str] = {}
    waiting: list[type[Record]] = [Brief]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if issubclass(kind, Brief):
            found[kind.__name__] = kind.main
    return found


def _or_text(group: dict[str, Any], main: str) -> dict[str, Any]:
    return {
        "title": group.get("title", ""),
        "description": f"{group.get('description', '')} Plain text is its `{main}`.".strip(),
        "anyOf": [{"type": ["string", "number"]}, {k: v for k, v in group.items() if k != "description"}],
    }


def _tidied(node: Any) -> Any:
    """Return a schema with our value types referred to, defaults and marks of our own left out."""
    if isinstance(node, list):
        return [_tidied(one) for one in node]
    if not isinstance(node, dict):
        return node
    shown: dict[str, Any] = {
        # A mark is true or a list; a field may bear the same name, and is a group.
        key: _tidied(value)
        for key, value in node.items()
        if key not in _MARKS or isinstance(value, dict)
    }
    if "x-value" in shown:
        shown["$ref"] = f"#/$defs/{shown.pop('x-value')}"
    if "$ref" in shown and "description" in shown and "title" not in shown:
        # pydantic leaves out a title that is the same as that of the group referred to.
        shown["title"] = shown["$ref"].rpartition("/")[2]
    if shown.get("type") == "array" and "items" in shown and "prefixItems" not in shown:
        return _list(shown)
    if "default" in shown and "title" in shown and ("$ref" in shown or "anyOf" in shown or "type" in shown):
        del shown["default"]
    return shown


def _list(shown: dict[str, Any]) -> dict[str, Any]:
    """Return a list that may also be left blank or be said to be `none`, unless it needs an entry."""
    said: dict[str, Any] = {key: shown.pop(key) for key in ("title", "description") if key in shown}
    shown.pop("default", None)
    if "minItems" in shown:
        return {**said, **shown}
    return {**said, "anyOf": [shown, {"type": "null"}, {"const": "none"}]}
