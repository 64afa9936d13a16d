"""The one thread that composes: a newer text ends the work on an older one, but not every time."""

import asyncio
import threading

from reportgen.serve.worker import Superseded, Urgency, Worker
from tests.serve.loops import run


class Typing:
    """Somebody who types in one window: each text is worked on in two halves, the second once it may go on."""

    def __init__(self) -> None:
        self.worker = Worker()
        self.log: list[str] = []
        self.begun: dict[str, threading.Event] = {}
        self.half: dict[str, threading.Event] = {}

    def types(self, text: str) -> "asyncio.Future[str]":
        self.begun[text], self.half[text] = threading.Event(), threading.Event()

        def work() -> str:
            self.begun[text].set()
            self.half[text].wait(30)
            self.worker.go_on()
            self.log.append(text)
            return text

        return asyncio.ensure_future(self.worker.do(work, Urgency.TYPING, "window"))

    async def is_begun(self, text: str) -> None:
        await asyncio.sleep(0)
        assert await asyncio.to_thread(self.begun[text].wait, 30)


def test_a_newer_text_ends_the_work_on_an_older_one_which_is_answered_at_once() -> None:
    async def typed() -> tuple[list[object], list[str]]:
        typing = Typing()
        first = typing.types("a")
        await typing.is_begun("a")
        second = typing.types("ab")
        (answer,) = await asyncio.gather(first, return_exceptions=True)
        typing.half["a"].set()
        typing.half["ab"].set()
        return [answer, await second], typing.log

    answers, log = run(typed())
    assert [type(answers[0]), answers[1]] == [Superseded, "ab"]
    assert log == ["ab"]


def test_whoever_types_on_and_on_sees_every_second_text() -> None:
    async def typed() -> list[str]:
        typing = Typing()
        texts = ["a", "ab", "abc", "abcd"]
        asked = []
        for older, text in zip([None, *texts], texts, strict=False):
            asked.append(typing.types(text))
            await asyncio.sleep(0)
            if older is not None:
                typing.half[older].set()
            await typing.is_begun(text)
        typing.half["abcd"].set()
        await asyncio.gather(*asked, return_exceptions=True)
        return typing.log

    assert run(typed()) == ["ab", "abcd"]


def test_one_who_has_left_is_not_worked_for() -> None:
    async def typed() -> list[str]:
        typing = Typing()
        asked = typing.types("a")
        await typing.is_begun("a")
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        typing.half["a"].set()
        last = typing.types("b")
        typing.half["b"].set()
        await last
        return typing.log

    assert run(typed()) == ["b"]
