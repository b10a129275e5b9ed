"""The same work for many people, in several processes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")


def in_processes(work: Callable[[int], T], numbers: Iterable[int], processes: int) -> list[T]:
    """In the order of the numbers. `work` must be picklable where there are several processes."""
    if processes == 1:
        return [work(number) for number in numbers]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [*pool.map(work, numbers)]
