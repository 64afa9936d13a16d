"""A loop of one's own for what is awaited in a test."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(awaited: Coroutine[Any, Any, T]) -> T:
    """Return what comes of something awaited, in a thread of its own: a browser under test has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, awaited).result()
