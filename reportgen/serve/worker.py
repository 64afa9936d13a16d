"""The one thread that composes: what is most urgent first, and of one place's previews only the newest.

Composing keeps a processor busy, so more threads would not be faster; and the parser of Markdown serves one at a time.
The server's own loop stays free to answer meanwhile.
"""

import asyncio
import gc
import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final, TypeVar

from reportgen.serve.refused import Refused

Made = TypeVar("Made")

MOST_WAITING: Final = 500
_STACK: Final = 16 * 1024 * 1024
"""In bytes: what the main thread has on Linux, twice over; other systems give a thread far less."""
_WARM: Final = 5
"""The number of jobs after which all that is imported and kept for good has been."""
_BEFORE_GARBAGE: Final = 20
"""The number of jobs after which garbage is looked for though others wait."""


class Urgency(IntEnum):
    """What goes first: what somebody who types waits for, what somebody has asked for, what fills a list."""

    TYPING = 0
    ASKED = 1
    LISTED = 2


class Superseded(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A newer job took the place of this one."""


@dataclass(order=True, slots=True)
class _Job:
    urgency: Urgency
    number: int
    work: Callable[[], Any] = field(compare=False)
    slot: object = field(compare=False)
    done: "asyncio.Future[Any]" = field(compare=False)
    loop: asyncio.AbstractEventLoop = field(compare=False)
    may_stop: bool = field(compare=False, default=True)
    """Whether a newer one may end it. It may not where it has ended another: who types on and on sees something too."""
    is_stopped: bool = field(compare=False, default=False)


class Worker:
    """A thread that does jobs one after another. It ends with the program."""

    def __init__(self) -> None:
        self._waiting: list[_Job] = []
        self._slots: dict[object, _Job] = {}
        self._count = 0
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._running: _Job | None = None

    async def do(self, work: Callable[[], Made], urgency: Urgency, slot: object = None) -> Made:
        """Return what a job gives. A newer job of the same slot takes its place; begun, it ends at its next `go_on`.

        Raises Superseded then, and Refused where far too many are waiting.
        """
        loop = asyncio.get_running_loop()
        with self._change:
            self._start()
            older = self._slots.pop(slot, None) if slot is not None else None
            if older is not None and not older.done.done():
                self._settle(older, fault=Superseded())
            if self.is_full:
                raise Refused(503, "Too much is being asked for at once.", "wait a moment, and try again")
            running = self._running
            stops = slot is not None and running is not None and running.slot == slot and running.may_stop
            if running is not None and stops:
                running.is_stopped = True
                self._settle(running, fault=Superseded())
            self._count += 1
            job = _Job(urgency, self._count, work, slot, loop.create_future(), loop, may_stop=not stops)
            heapq.heappush(self._waiting, job)
            if slot is not None:
                self._slots[slot] = job
            self._change.notify()
        made: Made = await job.done
        return made

    def go_on(self) -> None:
        """Let the job that calls this go on. Raises Superseded where its answer is no longer wanted."""
        job = self._running
        if job is not None and (job.is_stopped or job.done.cancelled()):
            raise Superseded

    @property
    def is_full(self) -> bool:
        """Return whether too much is waiting for more to be taken."""
        return len(self._waiting) >= MOST_WAITING and sum(not job.done.done() for job in self._waiting) >= MOST_WAITING

    def _start(self) -> None:
        if self._thread is None:
            usual = threading.stack_size(_STACK)
            self._thread = threading.Thread(target=self._run, name="composing", daemon=True)
            self._thread.start()
            threading.stack_size(usual)

    def _run(self) -> None:
        done = 0
        while True:
            with self._change:
                while not self._waiting:
                    self._change.wait()
                job = heapq.heappop(self._waiting)
                if self._slots.get(job.slot) is job:
                    del self._slots[job.slot]
                self._running = job
            if job.done.done():
                self._running = None
                continue
            try:
                made = job.work()
            except Exception as fault:
                self._settle(job, fault=fault)
            else:
                self._settle(job, made=made)
            self._running = None
            # Python would look for garbage ten times while a large document is made, each time through all of it.
            # There is next to none but between jobs.
            gc.disable()
            done += 1
            if done == _WARM or not self._waiting or done % _BEFORE_GARBAGE == 0:
                gc.collect()
            if done == _WARM:
                # What stands now, modules and caches, stays for the run and need not be looked through again.
                gc.freeze()

    def _settle(self, job: _Job, *, made: object = None, fault: Exception | None = None) -> None:
        """Give a job's answer to the loop that waits for it, unless that has gone, or nobody waits any more."""

        def settle() -> None:
            if not job.done.done():
                job.done.set_result(made) if fault is None else job.done.set_exception(fault)

        if not job.loop.is_closed():
            job.loop.call_soon_threadsafe(settle)
