"""Long work is done beside the server: previews go on meanwhile, and nothing of it outlives the server."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from reportgen.serve.refused import Refused
from reportgen.serve.worker import Urgency, Worker
from reportgen.serve.workshop import MOST_WAITING, Program, Workshop
from tests.serve.loops import run

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")


def opened(path: Path) -> str:
    """What waits until somebody writes into a pipe."""
    return path.read_text("utf-8")


def refused() -> None:
    raise Refused(422, "It can't be done.", "do another", {"reason": "none"})


def broken() -> None:
    raise LookupError("nowhere")


def gone() -> None:
    os._exit(1)


@pytest.fixture
def held(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "held")
    return tmp_path / "held"


@pytest.fixture
def beside() -> Iterator[Program]:
    program = Program()
    yield program
    program.end()


def test_a_preview_is_answered_while_long_work_is_held_open(held: Path, beside: Program) -> None:
    async def both() -> tuple[str, bool, str]:
        workshop, worker = Workshop(beside), Worker()
        long = asyncio.ensure_future(workshop.do(partial(opened, held)))
        answered = await worker.do(lambda: "the preview", Urgency.TYPING)
        was_done = long.done()
        await asyncio.to_thread(held.write_text, "the redline", "utf-8")
        told = await long
        return answered, was_done, told

    assert run(both()) == ("the preview", False, "the redline")


def test_what_goes_wrong_is_told_and_the_next_job_is_done(beside: Program) -> None:
    async def one_after_another() -> list[str]:
        workshop, told = Workshop(beside), []
        for work in (refused, broken, gone):
            try:
                await workshop.do(work)
            except Exception as fault:
                told.append(f"{type(fault).__name__}: {fault}")
        told.append(await workshop.do(partial(str, 4)))
        return told

    assert run(one_after_another()) == [
        "Refused: It can't be done.",
        "RuntimeError: LookupError: nowhere",
        "Refused: This took more than the computer has, and was given up.",
        "4",
    ]


def test_no_more_wait_than_may_and_one_who_leaves_is_not_worked_for(held: Path, beside: Program) -> None:
    async def crowd() -> tuple[str, str, list[str]]:
        workshop = Workshop(beside)
        first = asyncio.ensure_future(workshop.do(partial(opened, held)))
        others = [asyncio.ensure_future(workshop.do(partial(str, n))) for n in range(MOST_WAITING - 1)]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as fault:
            await workshop.do(partial(str, 0))
        others[0].cancel()
        await asyncio.to_thread(held.write_text, "done", "utf-8")
        told = await asyncio.gather(*others[1:])
        return fault.value.message, await first, told

    message, first, told = run(crowd())
    assert message == "Too much is being asked for at once."
    assert (first, told) == ("done", [str(n) for n in range(1, MOST_WAITING - 1)])


def test_ending_lets_go_of_who_waits(held: Path, beside: Program) -> None:
    async def ended() -> str:
        workshop = Workshop(beside)
        assert await workshop.do(partial(str, 1)) == "1"
        long = asyncio.ensure_future(workshop.do(partial(opened, held)))
        await asyncio.sleep(0)
        beside.end()
        with pytest.raises(Refused) as fault:
            await long
        return fault.value.message

    assert run(ended()) in (
        "This took more than the computer has, and was given up.",
        "The server is stopping.",
    )


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="processes can't be waited for here")
def test_the_program_ends_with_a_server_that_is_killed() -> None:
    script = (
        "import asyncio, os, sys\nfrom reportgen.serve.workshop import Program, Workshop\n"
        "async def main():\n"
        "    print(await Workshop(Program()).do(os.getpid), flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        ended = os.pidfd_open(int(server.stdout.readline()))
        server.send_signal(signal.SIGKILL)
        try:
            assert select.select([ended], [], [], 30)[0], "the program goes on without its server"
        finally:
            os.close(ended)
