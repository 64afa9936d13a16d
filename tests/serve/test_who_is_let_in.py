"""Only the person with the address is let in, only from our own pages, and only by the server's own name."""

import json
from collections.abc import Callable

import pytest

from tests.serve.browser import PAPER, Served

FILE = "northshire/care.yaml"
Headers = dict[str, str]


def forged(asked: Served, method: str, change: Callable[[Headers], object]) -> int:
    """Return how a request is answered that is honest but for one thing."""
    headers = asked.honest
    change(headers)
    path = f"/{asked.given.place}/api/" + (f"open?file={FILE}" if method == "GET" else "preview")
    body = b"" if method == "GET" else json.dumps({"file": FILE, "text": PAPER}).encode()
    return asked.ask(method, path, body, list(headers.items())).status


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_our_own_page_is_answered(asked: Served, method: str) -> None:
    assert forged(asked, method, lambda headers: None) == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_localhost_is_the_servers_name_too(asked: Served, method: str) -> None:
    host = f"localhost:{asked.given.port}"
    assert forged(asked, method, lambda headers: headers.update(Host=host, Origin=f"http://{host}")) == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "host", ["evil.example.org", "127.0.0.1", "localhost", "127.0.0.1:1", "evil.example.org:{port}", "[::1]:{port}", ""]
)
def test_another_name_of_the_server_is_refused(asked: Served, method: str, host: str) -> None:
    named = host.format(port=asked.given.port)
    assert forged(asked, method, lambda headers: headers.update(Host=named)) in (400, 421)


def test_two_names_of_the_server_are_refused(asked: Served) -> None:
    headers = [*asked.honest.items(), ("Host", "evil.example.org")]
    assert asked.ask("GET", f"/{asked.given.place}/", headers=headers).status in (400, 421)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("cookie", ["", "reportgen=", "reportgen=guessed", "other={session}", "reportgen={session}x"])
def test_without_the_cookie_nothing_is_answered(asked: Served, method: str, cookie: str) -> None:
    given = cookie.format(session=asked.given.session)
    assert forged(asked, method, lambda headers: headers.update(Cookie=given)) == 401


def test_the_token_is_no_cookie_and_the_cookie_no_token(asked: Served) -> None:
    assert forged(asked, "GET", lambda headers: headers.update(Cookie=f"reportgen={asked.given.token}")) == 401
    assert asked.ask("GET", f"/?token={asked.given.session}").status == 401


@pytest.mark.parametrize(
    "path", ["/", "/?token=", "/?token=guessed", "/?token=a&token=b", "/api/home", "/elsewhere/api/home"]
)
def test_without_the_token_nothing_is_answered(asked: Served, path: str) -> None:
    assert asked.ask("GET", path, headers=[("Host", asked.honest["Host"])]).status == 401


def test_the_token_by_another_name_of_the_server_is_refused(asked: Served) -> None:
    assert asked.ask("GET", f"/?token={asked.given.token}", headers=[("Host", "evil.example.org")]).status == 421


def test_the_token_gives_a_cookie_that_no_script_reads_and_no_other_site_sends(asked: Served) -> None:
    answer = asked.ask("GET", f"/?token={asked.given.token}", headers=[("Host", asked.honest["Host"])])
    assert answer.status == 200
    assert answer.headers["set-cookie"] == (
        f"reportgen={asked.given.session}; HttpOnly; Path=/{asked.given.place}/; SameSite=strict"
    )
    assert f'url=/{asked.given.place}/"'.encode() in answer.body
    assert asked.given.token.encode() not in answer.body


@pytest.mark.parametrize("origin", ["http://evil.example.org", "null", "http://127.0.0.1:1", "https://{host}", ""])
def test_what_another_site_sends_is_not_done(asked: Served, origin: str) -> None:
    named = origin.format(host=asked.honest["Host"])
    assert forged(asked, "POST", lambda headers: headers.update(Origin=named)) == 403


def test_what_no_page_sends_is_not_done(asked: Served) -> None:
    assert forged(asked, "POST", lambda headers: headers.pop("Origin")) == 403


@pytest.mark.parametrize(
    ("method", "site", "status"),
    [
        ("GET", "same-origin", 200),
        ("GET", "none", 200),
        ("GET", "same-site", 403),
        ("GET", "cross-site", 403),
        ("POST", "same-origin", 200),
        ("POST", "none", 403),
        ("POST", "same-site", 403),
        ("POST", "cross-site", 403),
    ],
)
def test_a_browser_says_where_a_request_comes_from(asked: Served, method: str, site: str, status: int) -> None:
    assert forged(asked, method, lambda headers: headers.update({"Sec-Fetch-Site": site})) == status


@pytest.mark.parametrize("form", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_is_not_read(asked: Served, form: str) -> None:
    assert forged(asked, "POST", lambda headers: headers.update({"Content-Type": form})) == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(asked: Served, method: str) -> None:
    assert asked.ask(method, f"/{asked.given.place}/api/home").status == 405


@pytest.mark.parametrize("path", ["api/home", "static/common.css", "frame", "api/none", "static/none.js"])
def test_every_answer_says_how_it_may_be_used(asked: Served, path: str) -> None:
    headers = asked.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["cache-control"] in ("no-store", "no-cache")
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_a_refusal_says_so_too(asked: Served) -> None:
    headers = asked.ask("GET", "/", headers=[("Host", "evil.example.org")]).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-frame-options"] == "DENY"


def test_no_script_runs_in_the_preview(asked: Served) -> None:
    headers = asked.get("frame").headers
    policy = headers["content-security-policy"]
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox allow-same-origin")
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_only_our_own_scripts_run_in_a_page(asked: Served) -> None:
    policy = asked.get("").headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_person_is_told_in_words_what_to_do(asked: Served) -> None:
    answer = asked.ask("GET", "/", headers=[("Host", asked.honest["Host"]), ("Accept", "text/html,*/*")])
    assert "Open the address that `reportgen serve` printed" in answer.body.decode()


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "vendor/../../app.py", "home.html", "", ".", "%00.js"],
)
def test_only_static_files_of_ours_are_given(asked: Served, name: str) -> None:
    assert asked.get(f"static/{name}").status == 404


def test_a_body_that_is_too_large_is_not_read(asked: Served) -> None:
    headers = [*asked.honest.items(), ("Content-Length", "20000001")]
    assert asked.ask("POST", f"/{asked.given.place}/api/preview", headers=headers).status == 413


def test_a_body_of_unsaid_length_is_read_only_so_far(asked: Served) -> None:
    def endless() -> bytes:
        return b"100000\r\n" + b" " * 0x100000 + b"\r\n"

    import socket

    with socket.create_connection(("127.0.0.1", asked.given.port), timeout=30) as line:
        headers = "".join(f"{name}: {value}\r\n" for name, value in asked.honest.items())
        line.sendall(
            f"POST /{asked.given.place}/api/preview HTTP/1.1\r\n{headers}Transfer-Encoding: chunked\r\n\r\n".encode()
        )
        for _ in range(9):
            line.sendall(endless())
        assert line.recv(100).startswith(b"HTTP/1.1 413")
