"""A batch in parts, and three steps that work side by side: while one part is in the second step, the next is in the
first and the last in the third."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")

ROOM = 2  # parts that may wait before a step


def in_step(parts: Iterable[A], first: Callable[[A], B], second: Callable[[B], C], third: Callable[[C], D]) -> list[D]:
    """`[third(second(first(part))) for part in parts]`; `second` runs on the calling thread.

    What a step raises is raised here, once the parts that are in a step have left it; no further one enters.
    """
    before, after = ThreadPoolExecutor(1, "first"), ThreadPoolExecutor(1, "third")
    waiting = iter(parts)
    try:
        ahead = deque(before.submit(first, part) for part in islice(waiting, ROOM))
        behind: list[Future[D]] = []
        while ahead:
            part = ahead.popleft().result()
            ahead.extend(before.submit(first, part) for part in islice(waiting, 1))
            if len(behind) >= ROOM:
                behind[-ROOM].result()
            behind.append(after.submit(third, second(part)))
        return [future.result() for future in behind]
    finally:
        before.shutdown(cancel_futures=True)
        after.shutdown(cancel_futures=True)
