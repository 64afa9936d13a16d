"""A server of a folder of papers, and a browser without a window that asks it things, honest or forged."""

import atexit
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from reportgen.serve.guard import Pass
from reportgen.serve.server import listen, server_of
from reportgen.serve.workshop import Program

DAY = date(2024, 6, 1)
BESIDE = Program()
"""What does long work for all the servers of these tests: to start one for each would take longer than the tests."""
atexit.register(BESIDE.end)
COUNCIL = "id: northshire\nname: Northshire Council\nstyle: default\n"
PAPER = """\
# The extension of care at home.
meeting: {body: Cabinet, date: 2024-06-05}
report:
  title: Care at home   # as on the forward plan
  report_of: Director of Adult Social Care
recommendations:
  - text: Agree the extension.
reasons: The market is thin.
"""


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        return str(self.told["fault"]["message"])


class Served:
    """A folder that is served, and how to ask about it."""

    def __init__(self, folder: Path, given: Pass) -> None:
        self.folder = folder
        self.given = given

    @property
    def honest(self) -> dict[str, str]:
        """What a browser sends from our own page."""
        host = f"127.0.0.1:{self.given.port}"
        return {
            "Host": host,
            "Cookie": f"reportgen={self.given.session}",
            "Origin": f"http://{host}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
        }

    def ask(self, method: str, path: str, body: bytes = b"", headers: list[tuple[str, str]] | None = None) -> Answer:
        """Send a request with these very headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.given.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in list(self.honest.items()) if headers is None else headers:
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **query: str) -> Answer:
        """Ask for a page or a file of ours, or at an address of the API, as our own pages do."""
        return self.ask("GET", f"/{self.given.place}/{path}{'?' + urlencode(query) if query else ''}")

    def post(self, path: str, **asked: Any) -> Answer:
        """Ask the API for something, as our own pages do."""
        return self.ask("POST", f"/{self.given.place}/api/{path}", json.dumps(asked).encode())

    def drop(self, file: str, content: bytes, kind: str = "application/octet-stream") -> Answer:
        """Drop a Word file on the page of a paper."""
        headers = list({**self.honest, "Content-Type": kind}.items())
        return self.ask("POST", f"/{self.given.place}/api/pull?{urlencode({'file': file})}", content, headers)


@contextmanager
def serving(folder: Path, patience: float = 10) -> Iterator[Served]:
    """Serve a folder until the test is done with it; `patience` is in seconds."""
    listening = listen(0)
    given = Pass(listening.getsockname()[1])
    server = server_of(folder, given, lambda: DAY, patience=patience, beside=BESIDE)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield Served(folder, given)
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def folder_of_papers(folder: Path) -> Path:
    """Write a council and its paper into a folder."""
    (folder / "northshire").mkdir(parents=True)
    (folder / "northshire/council.yaml").write_text(COUNCIL)
    (folder / "northshire/care.yaml").write_text(PAPER)
    return folder
