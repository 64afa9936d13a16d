"""Who is let in: the person who was given the address, from our own pages, on this machine, and nobody else.

The server listens on this machine only, but others may be at work on it, and any page of the web that is open in the
same browser can send requests to it. So: the address holds a random token, which is exchanged for a cookie that no
script can read; the name of the server must be its own (no other name that leads here counts, as a page of the web
could have made one); and whatever changes something must come from our own pages.

A browser sends cookies to every port of a machine. The cookie is bound to a path that is random too, so that a server
that somebody else runs here is not sent it.
"""

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reportgen.serve.refused import Refused
from reportgen.serve.screens import fault_screen, way_in

COOKIE: Final = "reportgen"
MOST_BYTES: Final = 20_000_000
"""The largest body that is taken: an edited Word file. What is written as JSON is bounded again where it is read."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OPEN_AGAIN: Final = "open the address that `reportgen serve` printed; it is new each time that it is started"


@dataclass(frozen=True, slots=True)
class Pass:
    """The secrets of one run: the token in the address, the cookie that is given for it, and the cookie's path."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    place: str = field(default_factory=lambda: secrets.token_urlsafe(12))

    @property
    def address(self) -> str:
        """Return the address that lets a browser in."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> tuple[str, str]:
        """Return the names by which the server may be called."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"


class Guard:
    """What every request passes first, and every answer last."""

    def __init__(self, app: ASGIApp, given: Pass, start: str = "") -> None:
        self._app = app
        self._pass = given
        self._start = start

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that may be; answer any other with a fault."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":
            raise RuntimeError("only HTTP is spoken here")
        armoured = _armoured(send)
        try:
            arrival = self._judged(scope)
        except Refused as refused:
            arrival = _told(scope, refused)
        if arrival is not None:
            return await arrival(scope, receive, armoured)
        return await self._app(scope, receive, armoured)

    def _judged(self, scope: Scope) -> Response | None:
        """Return the answer to somebody who comes with the token, None for who may pass. Raises Refused."""
        host = _only(scope, b"host")
        if host not in self._pass.hosts:
            raise Refused(421, "This is not the address of this server.", _OPEN_AGAIN)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            raise Refused(405, "This can't be done here.")
        if scope["path"] == "/":
            return self._let_in(scope)
        self._has_cookie(scope)
        self._comes_from_us(scope, host)
        _is_small(scope)
        return None

    def _let_in(self, scope: Scope) -> Response:
        """Exchange the token for the cookie. Raises Refused where it is not the right one."""
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if scope["method"] == "POST" or len(tokens) != 1 or not _same(tokens[0], self._pass.token):
            raise Refused(401, "This address lacks its token, or has an old one.", _OPEN_AGAIN)
        # Sent from here, not by a redirect: a browser does not send a strict cookie to where another site's link led.
        answer = way_in(f"/{self._pass.place}/{self._start}")
        answer.set_cookie(COOKIE, self._pass.session, path=f"/{self._pass.place}/", httponly=True, samesite="strict")
        return answer

    def _has_cookie(self, scope: Scope) -> None:
        given = [_cookie(header) for header in _all(scope, b"cookie")]
        in_place = scope["path"].startswith(f"/{self._pass.place}/")
        if not (in_place and any(_same(session, self._pass.session) for session in given)):
            raise Refused(401, "The server doesn't know this window, or not any more.", _OPEN_AGAIN)

    def _comes_from_us(self, scope: Scope, host: str) -> None:
        """Raise Refused for what another site has sent: a browser says where a request comes from."""
        site = _all(scope, b"sec-fetch-site")
        writes = scope["method"] == "POST"
        allowed = ("same-origin",) if writes else ("same-origin", "none")
        if any(said not in allowed for said in site):
            raise Refused(403, "This was asked for by another site, and is not answered.", _OPEN_AGAIN)
        if writes and _only(scope, b"origin") != f"http://{host}":
            raise Refused(403, "This did not come from our own page, and is not done.", _OPEN_AGAIN)


def _is_small(scope: Scope) -> None:
    length = _only(scope, b"content-length") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:20]) > MOST_BYTES:
        raise Refused(413, "This is larger than what is taken: at most 20 MB.", "look whether it is the right file")


def _all(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _only(scope: Scope, name: bytes) -> str:
    """Return a header that is there once; empty where it is not there, or more than once."""
    values = _all(scope, name)
    return values[0] if len(values) == 1 else ""


def _cookie(header: str) -> str:
    try:
        held = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return held.value if held is not None else ""


def _same(one: str, other: str) -> bool:
    """Return whether two secrets are the same, in a time that doesn't tell how far."""
    return secrets.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _told(scope: Scope, refused: Refused) -> Response:
    """Return a fault as a page for a person who has typed an address, as JSON for a script."""
    return fault_screen(refused, as_page=any("text/html" in accepted for accepted in _all(scope, b"accept")))


def _armoured(send: Send) -> Send:
    """Return a way to answer on which what every answer says of itself goes along; its own headers win."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
