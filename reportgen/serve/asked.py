"""What a request asks for, read from its body or its address, each field of the type that it has to be."""

import json
from typing import Any, Final, TypeVar

from starlette.requests import ClientDisconnect, Request

from reportgen.base.source import FieldPath
from reportgen.serve.refused import Refused

MOST_JSON: Final = 8_000_000
"""In bytes: a file of 1 MB as JSON may spell it at its longest, and some room."""

Read = TypeVar("Read", str, int, list)  # type: ignore[type-arg]  # what a list holds is looked at by whoever asks


async def body_of(request: Request, most: int) -> bytes:
    """Return a request's body. Raises Refused as soon as more has come than may, or no more will come."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                message = f"This is larger than what is taken: at most {most // 1_000_000} MB."
                raise Refused(413, message, "look whether it is the right file")
            parts.append(part)
    except ClientDisconnect as fault:
        raise Refused(400, "The rest of this request never came.") from fault
    return b"".join(parts)


async def json_of(request: Request) -> dict[str, Any]:
    """Return the fields of a request that is written as JSON. Raises Refused for any other."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, "This request is not written as our pages write theirs.")
    try:
        asked = json.loads(await body_of(request, MOST_JSON))
    except (ValueError, RecursionError) as fault:
        raise Refused(400, "This request can't be read.") from fault
    if not isinstance(asked, dict):
        raise Refused(400, "This request can't be read.")
    return asked


def field(asked: dict[str, Any], name: str, kind: type[Read], default: Read | None = None) -> Read:
    """Return a field of a request. Raises Refused where it is missing and has no default, or is of another type."""
    value = asked.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Refused(400, f"This request lacks its `{name}`, or it is not what it should be.")
    return value


def path_of(asked: dict[str, Any], name: str) -> FieldPath:
    """Return the path of a field that a request names. Raises Refused where it names none."""
    path = asked.get(name)
    if not isinstance(path, list) or not all(_is_step(step) for step in path):
        raise Refused(400, "This change doesn't say which field it is of.")
    return tuple(path)


def _is_step(step: object) -> bool:
    return isinstance(step, str) or (isinstance(step, int) and not isinstance(step, bool) and step >= 0)
