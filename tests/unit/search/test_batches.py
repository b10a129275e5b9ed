"""Work gathered for a moment: one pass for those that come together, and none spoilt by another."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread

import pytest

from services.search.batches import Batches


def test_what_comes_together_goes_together() -> None:
    passes: list[Sequence[int]] = []

    def double(items: Sequence[int]) -> list[int]:
        assert current_thread().name.startswith("worker")
        passes.append(items)
        return [2 * item for item in items]

    async def ask() -> list[int]:
        batches = Batches(double, ThreadPoolExecutor(1, "worker"), patience=0.005, size=32)
        return await asyncio.gather(*(batches(item) for item in range(100)))

    assert asyncio.run(ask()) == [2 * item for item in range(100)]
    assert [len(each) for each in passes] == [32, 32, 32, 4]


def test_the_event_loop_goes_on_meanwhile() -> None:
    release = Event()

    def slow(items: Sequence[int]) -> Sequence[int]:
        assert release.wait(5)
        return items

    async def ask() -> int:
        batches = Batches(slow, ThreadPoolExecutor(1), patience=0, size=1)
        waiting = asyncio.create_task(batches(7))
        await asyncio.sleep(0.02)
        release.set()  # nobody else could: the loop is not blocked
        return await waiting

    assert asyncio.run(ask()) == 7


def test_one_that_is_no_good_spoils_no_other() -> None:
    def refuse_odd(items: Sequence[int]) -> Sequence[int]:
        if any(item % 2 for item in items):
            raise ValueError("odd")
        return items

    async def ask() -> list[int | BaseException]:
        batches = Batches(refuse_odd, ThreadPoolExecutor(1), patience=0.001, size=8)
        return await asyncio.gather(*(batches(item) for item in range(4)), return_exceptions=True)

    first, second, third, fourth = asyncio.run(ask())
    assert (first, third) == (0, 2)
    assert isinstance(second, ValueError)
    assert isinstance(fourth, ValueError)


def test_what_nobody_waits_for_is_left_out() -> None:
    passes: list[Sequence[int]] = []

    def keep(items: Sequence[int]) -> Sequence[int]:
        passes.append(items)
        time.sleep(0.02)
        return items

    async def ask() -> None:
        batches = Batches(keep, ThreadPoolExecutor(1), patience=0.001, size=1)
        first = asyncio.create_task(batches(1))
        second = asyncio.create_task(batches(2))
        third = asyncio.create_task(batches(3))
        await asyncio.sleep(0.005)
        second.cancel()
        assert await first == 1
        assert await third == 3
        with pytest.raises(asyncio.CancelledError):
            await second

    asyncio.run(ask())
    assert passes == [[1], [3]]
