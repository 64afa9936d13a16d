"""A connection that sends nothing, or half of something, is closed, and keeps nobody out meanwhile."""

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from reportgen.serve.connection import MOST_OPEN
from tests.serve.browser import Served, folder_of_papers, serving


def connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.given.port), timeout=30)


def everything_from(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_request_that_never_comes_whole_is_not_waited_for(tmp_path: Path, sent: bytes) -> None:
    with serving(folder_of_papers(tmp_path / "papers"), patience=0.2) as served, connected(served) as line:
        line.sendall(sent)
        assert everything_from(line) == b""


def test_a_text_of_which_the_rest_never_comes_is_not_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(folder_of_papers(tmp_path / "papers"), patience=0.2) as served, connected(served) as line:
        head = "".join(f"{name}: {words}\r\n" for name, words in served.honest.items())
        asked = f"POST /{served.given.place}/api/preview HTTP/1.1\r\n{head}Content-Length: 100\r\n\r\n" + '{"file":'
        line.sendall(asked.encode())
        assert everything_from(line) == b""
    assert caplog.records == []


def test_a_connection_on_which_nothing_more_is_asked_is_closed(tmp_path: Path) -> None:
    with serving(folder_of_papers(tmp_path / "papers"), patience=0.2) as served, connected(served) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT")
        assert everything_from(line).count(b"HTTP/1.1 ") == 1


def test_idle_connections_make_room_for_who_asks(tmp_path: Path) -> None:
    with serving(folder_of_papers(tmp_path / "papers"), patience=600) as served, ExitStack() as open_lines:
        lines = [open_lines.enter_context(connected(served)) for _ in range(MOST_OPEN + 20)]
        assert served.get("api/home").status == 200
        assert everything_from(lines[0]) == b""
        lines[-1].sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert everything_from(lines[-1]).startswith(b"HTTP/1.1 421")
