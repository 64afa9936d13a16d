"""The pages: the files in `static`, and three small ones that are written here. Nothing in any of them runs a text."""

import secrets
from html import escape
from pathlib import Path
from typing import Final

from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from reportgen import __version__
from reportgen.base.source import real_path
from reportgen.serve.refused import Refused

STATIC: Final = Path(__file__).parent / "static"

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
_FRAME: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)


def screen(name: str) -> Response:
    """Return a page of ours. Its styles may come from our files and from what the editor makes, marked by a nonce."""
    nonce = secrets.token_urlsafe(16)
    text = (STATIC / name).read_text("utf-8").replace("@@NONCE@@", nonce).replace("@@VERSION@@", __version__)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


def frame() -> Response:
    """Return the empty document that holds the preview. No script can run in it, whatever is put there."""
    text = (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Preview</title><style></style></head>'
        "<body></body></html>"
    )
    return HTMLResponse(text, headers={"Content-Security-Policy": _FRAME, "X-Frame-Options": "SAMEORIGIN"})


def static_file(name: str) -> Response:
    """Return one of our own files. Raises Refused for any other name."""
    path = STATIC / name
    if "\0" in name or path.suffix not in _TYPES or not real_path(path).is_relative_to(real_path(STATIC)):
        raise Refused(404, "There is no such file.")
    if not path.is_file():
        raise Refused(404, "There is no such file.")
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})


def way_in(address: str) -> HTMLResponse:
    """Return a page that leads on to an address of ours by itself."""
    target = escape(address)
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>reportgen</title>'
        f'<meta http-equiv="refresh" content="0; url={target}"></head>'
        f'<body><p><a href="{target}">Go on to your decisions</a></p></body></html>'
    )


def fault_screen(refused: Refused, *, as_page: bool) -> Response:
    """Return what is wrong, as a page or as JSON."""
    if not as_page:
        return JSONResponse(refused.answer, refused.status)
    hint = refused.answer["fault"]["hint"]
    hint = hint[:1].upper() + hint[1:]
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Not opened</title></head>'
        f"<body><main><h1>Not opened</h1><p>{escape(refused.message)}</p><p>{escape(hint)}</p></main></body></html>",
        refused.status,
    )
