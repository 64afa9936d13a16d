"""The server itself: a socket on this machine only, and the loop that answers on it."""

import errno
import os
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import uvicorn

from reportgen.serve.app import make_app
from reportgen.serve.connection import MOST_OPEN, impatient
from reportgen.serve.guard import Pass
from reportgen.serve.workshop import Program

_LOCAL = "127.0.0.1"
_SECONDS_TO_END = 2
_SECONDS_TO_ASK = 10
"""How long a connection may take to send a request's head, or the next part of its body."""


class PortTakenError(Exception):
    """A port that can't be had: one sentence that says why and what to do."""


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine only; port 0 takes a free one. Raises PortTakenError."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # A port that a server has just left may be had again; on Windows this would let two have it at once.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((_LOCAL, port))
        taken.listen(128)
    except OSError as fault:
        taken.close()
        why = (
            "another program has it"
            if fault.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE))
            else "this computer does not allow it"
        )
        raise PortTakenError(f"Port {port} can't be used: {why}. Give another with --port, or leave it out.") from fault
    return taken


def server_of(
    folder: Path,
    given: Pass,
    today: Callable[[], date],
    start: str = "",
    patience: float = _SECONDS_TO_ASK,
    beside: Program | None = None,
) -> uvicorn.Server:
    """Return the server of a folder, which runs on a socket until it is told to stop.

    A connection that sends nothing more for `patience` seconds, though something has to come, is closed. What takes
    long is done by the program `beside` it; without one it has its own, which ends with it.
    """
    own = Program()
    config = uvicorn.Config(
        make_app(folder, given, today, beside or own, start),
        access_log=False,
        # No more are taken from the queue at a time than are held.
        backlog=MOST_OPEN,
        http=impatient(patience),
        interface="asgi3",
        lifespan="off",
        log_config=None,
        log_level="critical",
        loop="asyncio",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_SECONDS_TO_END,
        ws="none",
    )
    return _Server(config, own)


class _Server(uvicorn.Server):
    """A server that ends its program for long work before it goes itself."""

    def __init__(self, config: uvicorn.Config, beside: Program) -> None:
        super().__init__(config)
        self._beside = beside

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of those who wait for long work, then of the others."""
        self._beside.end()
        await super().shutdown(sockets)
