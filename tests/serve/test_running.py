"""`reportgen serve` from its command line: what it prints, how it ends, what it says where it can't begin."""

import hashlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.serve.browser import folder_of_papers


@contextmanager
def started(*words: str, cwd: Path) -> Iterator[subprocess.Popen[str]]:
    """Start `reportgen serve` with these words, and end it if the test has not."""
    command = [sys.executable, "-m", "reportgen", "serve", *words]
    flags = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
    with subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, creationflags=flags
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def stopped(running: "subprocess.Popen[str]") -> tuple[int, str, str]:
    running.send_signal(getattr(signal, "CTRL_C_EVENT", signal.SIGINT))
    out, said = running.communicate(timeout=30)
    return running.returncode, out, said


def test_it_prints_its_address_as_one_line_and_ends_with_a_sentence(tmp_path: Path) -> None:
    folder_of_papers(tmp_path / "papers")
    with started("papers", "--no-browser", cwd=tmp_path) as running:
        assert running.stdout
        address = running.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?token=[\w-]{43})\n", address)
        assert found
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
        connection.request("GET", found[2])
        assert connection.getresponse().status == 200
        connection.close()
        code, rest, said = stopped(running)
    assert (code, rest) == (0, "")
    assert said == "Press Ctrl-C here to stop.\n\nStopped. What was saved is in its files.\n"


@pytest.mark.skipif(os.name != "posix", reason="Windows has other ways to end a program")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_it_ends_as_tidily_with_the_machine_or_the_terminal(tmp_path: Path, name: str) -> None:
    with started("--no-browser", cwd=tmp_path) as running:
        assert running.stdout
        port = int(running.stdout.readline().split(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert line.recv(12) == b"HTTP/1.1 421"
        running.send_signal(getattr(signal, name))
        _, said = running.communicate(timeout=30)
    assert (running.returncode, said.splitlines()[-1]) == (0, "Stopped. What was saved is in its files.")


def test_each_run_has_a_token_of_its_own(tmp_path: Path) -> None:
    addresses = set()
    for _ in range(2):
        with started("--no-browser", cwd=tmp_path) as running:
            assert running.stdout
            addresses.add(running.stdout.readline().partition("token=")[2])
    assert len(addresses) == 2


def test_a_port_is_taken_where_it_is_asked_for_and_free(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(".", "--port", str(port), "--no-browser", cwd=tmp_path) as running:
        assert running.stdout
        assert running.stdout.readline().startswith(f"http://127.0.0.1:{port}/?token=")


def test_a_port_that_another_program_has_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with started(".", "--port", str(port), "--no-browser", cwd=tmp_path) as running:
            out, said = running.communicate(timeout=30)
    assert (running.returncode, out) == (2, "")
    assert said == (
        f"Error: Port {port} can't be used: another program has it. Give another with --port, or leave it out.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "There is no file or folder `nowhere`."),
        (["notes.txt"], "`notes.txt` is not a decision or meeting file: their names end in .yaml."),
        (["--port", "70000"], "70000"),
    ],
)
def test_what_cannot_be_served_is_a_sentence(tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "notes.txt").write_text("")
    with started(*words, "--no-browser", cwd=tmp_path) as running:
        _, told = running.communicate(timeout=30)
    assert running.returncode == 2
    assert said in told


def test_a_file_is_opened_in_the_editor(tmp_path: Path) -> None:
    folder_of_papers(tmp_path / "papers")
    with started("papers/northshire/care.yaml", "--no-browser", cwd=tmp_path) as running:
        assert running.stdout
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?token=.*)\n", running.stdout.readline())
        assert found
        connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
        connection.request("GET", found[2])
        assert b"/edit?file=care.yaml" in connection.getresponse().read()
        connection.close()


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that Windows has not")
def test_a_server_that_is_killed_while_it_saves_leaves_a_whole_file(tmp_path: Path) -> None:
    file = folder_of_papers(tmp_path / "papers") / "northshire/care.yaml"
    for saves in (2, 5, 9):
        with started("papers", "--no-browser", cwd=tmp_path) as running:
            assert running.stdout
            found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?token=.*)\n", running.stdout.readline())
            assert found
            connection = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
            connection.request("GET", found[2])
            answer = connection.getresponse()
            session, _, path = str(answer.headers["Set-Cookie"]).partition("; HttpOnly; Path=")
            answer.read()
            host = f"127.0.0.1:{found[1]}"
            headers = {"Cookie": session, "Origin": f"http://{host}", "Content-Type": "application/json"}
            api = f"{path.partition(';')[0]}api"
            version = hashlib.sha256(file.read_bytes()).hexdigest()[:32]
            for at in range(saves):
                asked = {"file": "northshire/care.yaml", "text": f"{at}" * 900_000, "version": version}
                connection.request("POST", f"{api}/save", json.dumps(asked), headers)
                if at == saves - 1:
                    running.kill()
                    break
                answer = connection.getresponse()
                assert answer.status == 200
                version = json.loads(answer.read())["version"]
            connection.close()
        held = file.read_text()
        assert held in (f"{saves - 1}" * 900_000, f"{saves - 2}" * 900_000)


def test_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    with started("--no-browser", cwd=tmp_path) as running:
        assert running.stdout
        port = int(running.stdout.readline().split(":")[2].partition("/")[0])
        for name in {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
            if not str(name).startswith("127."):
                with pytest.raises(OSError), socket.create_connection((str(name), port), timeout=5):
                    pass


@pytest.mark.skipif(os.name != "posix", reason="Windows tells nobody what a program was started with in this way")
def test_the_browser_is_started_without_the_token_in_its_words(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > {tmp_path}/words\ncat "${{1#file://}}" > {tmp_path}/page.part\n'
        f"mv {tmp_path}/page.part {tmp_path}/page\n"
    )
    browser.chmod(0o755)
    (tmp_path / "page").unlink(missing_ok=True)
    environment = {**os.environ, "BROWSER": str(browser), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "reportgen", "serve", "."]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        try:
            assert running.stdout
            address = running.stdout.readline().strip()
            end = 5000
            while not (tmp_path / "page").exists() and end:
                end -= 1
                http_wait(address)
            words, page = (tmp_path / "words").read_text(), (tmp_path / "page").read_text()
            opened = Path(words.strip().removeprefix("file://"))
            assert opened.parent.stat().st_mode & 0o077 == 0
        finally:
            code, _, _ = stopped(running)
    assert code == 0
    token = address.partition("token=")[2]
    assert token not in words
    assert token in page
    assert not opened.exists()


def http_wait(address: str) -> None:
    """Ask the server once more, which takes a little time."""
    connection = http.client.HTTPConnection("127.0.0.1", int(address.split(":")[2].partition("/")[0]), timeout=30)
    connection.request("GET", "/")
    connection.getresponse().read()
    connection.close()
