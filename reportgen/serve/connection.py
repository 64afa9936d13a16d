"""Connections that end by themselves: who sends nothing, or half of something, keeps nobody else out.

Each open connection takes one of the program's file handles, of which a machine may give only 256.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_OPEN: Final = 100
"""How many connections are held at once; a browser opens six, and a seventh waits."""


def impatient(patience: float) -> type[H11Protocol]:
    """Return the protocol of a connection that waits so many seconds for a request's head, or for more of its body."""

    class Waiting(_Waiting):
        seconds = patience

    return Waiting


class _Waiting(H11Protocol):
    """A connection that is closed when nothing more comes, and gives way to newer ones while it waits."""

    seconds: float
    _timer: asyncio.TimerHandle | None = None
    _began: float = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the library has it
        super().connection_made(transport)
        held = [one for one in self.connections if isinstance(one, _Waiting) and not one.transport.is_closing()]
        if len(held) > MOST_OPEN:
            idle = [one for one in held if one is not self and one.is_idle]
            min(idle, key=lambda one: one._began, default=self).transport.abort()
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.is_idle:
            self._stop()
        elif self._timer is None or (self.cycle is not None and not self.cycle.response_complete):
            # More of a body begins the wait anew; more of a head does not, or a byte now and then would hold it open.
            self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.is_idle:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    @property
    def is_idle(self) -> bool:
        """Return whether it is the browser's turn: to ask for something, or to send the rest of it."""
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    def _wait(self) -> None:
        self._stop()
        if not self.transport.is_closing():
            self._began = self.loop.time()
            self._timer = self.loop.call_later(self.seconds, self._end)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        if self.flow.read_paused:  # what has come is not yet taken: the delay is ours
            self._wait()
        else:
            self.transport.close()
