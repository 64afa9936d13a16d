"""Work that takes long, done by a program beside the server: previews go on while a Word file is read or a PDF made.

Python does one thing at a time in a process, so a thread would only share its time. The program is started when it is
first needed, does one job after another, and ends as soon as the server has: it reads its jobs from a pipe that only
the server holds, which the system closes with it however it ends.
"""

import asyncio
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final, TypeVar

from reportgen.serve.refused import Refused

Made = TypeVar("Made")

MOST_WAITING: Final = 20
_LENGTH: Final = struct.Struct(">Q")


class Workshop:
    """What the server asks to be done beside it, and how many wait for it."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def do(self, work: Callable[[], Made]) -> Made:
        """Return what a job gives, which must be made of what can be sent: functions of modules, and plain values.

        A job whose asker has gone is not begun. Raises Refused where the job does, and where too many are waiting.
        """
        if self._waiting >= MOST_WAITING:
            raise Refused(503, "Too much is being asked for at once.", "wait a moment, and try again")
        self._waiting += 1
        try:
            async with self._turn:
                # What is begun is waited for even when its asker has gone: no other is begun beside it.
                begun = asyncio.ensure_future(asyncio.to_thread(self._program.told, pickle.dumps(work)))
                try:
                    made, fault = await asyncio.shield(begun)
                except asyncio.CancelledError:
                    await begun
                    raise
        finally:
            self._waiting -= 1
        if fault is not None:
            raise fault
        result: Made = made
        return result


class Program:
    """The program, as the server has it: begun when it is first asked for something, and again where it has broken."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._change = threading.Lock()
        self._turn = threading.Lock()
        self._is_over = False

    def told(self, job: bytes) -> tuple[Any, Exception | None]:
        """Return what a job gives, or what it raises."""
        with self._turn:
            with self._change:
                if self._is_over:
                    return None, Refused(503, "The server is stopping.")
                if self._running is None or self._running.poll() is not None:
                    self._running = _begun()
                running = self._running
            if running.stdin is None or running.stdout is None:
                raise ValueError("the program has no pipes")
            try:
                _send(running.stdin, job)
                answer = _received(running.stdout)
            except (OSError, ValueError):  # it has ended, or is ended just now
                answer = b""
        if not answer:
            _end(running)
            if self._is_over:
                return None, Refused(503, "The server is stopping.")
            message = "This took more than the computer has, and was given up."
            return None, Refused(500, message, "try it with a smaller file")
        told: tuple[Any, Exception | None] = pickle.loads(answer)  # noqa: S301 - our own program's words
        return told

    def end(self) -> None:
        """End the program, whatever it is at; nothing more is begun."""
        with self._change:
            self._is_over = True
            if self._running is not None:
                _end(self._running)


def _begun() -> "subprocess.Popen[bytes]":
    """Start the program. It takes its modules from where this one has them."""
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)  # noqa: PTH109 - as text
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "reportgen.serve.workshop"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _end(program: "subprocess.Popen[bytes]") -> None:
    program.kill()
    program.wait()
    for pipe in (program.stdin, program.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _send(pipe: IO[bytes], content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _received(pipe: IO[bytes]) -> bytes:
    """Return what was sent, empty where the other end has gone."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(head)
    content = pipe.read(length)
    return content if len(content) == length else b""


# The program itself ------------------------------------------------------------------------------------------------


def _answer(job: bytes) -> bytes:
    try:
        return pickle.dumps((pickle.loads(job)(), None))  # noqa: S301 - the server's own words
    except Refused as refused:
        return pickle.dumps((None, refused))
    except Exception as bug:  # the server owns up to it
        return pickle.dumps((None, RuntimeError(f"{type(bug).__name__}: {bug}")))


def _work() -> None:
    """Do jobs until the server has gone."""
    # Ctrl-C reaches every program of a terminal; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What is printed by mistake must not stand between two answers.
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    waiting = threading.Semaphore(0)
    asked: list[bytes] = []

    def read() -> None:
        while job := _received(jobs):
            asked.append(job)
            waiting.release()
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    while True:
        waiting.acquire()
        _send(answers, _answer(asked.pop(0)))


if __name__ == "__main__":
    _work()
