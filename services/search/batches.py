"""Work that comes one by one and is cheaper together: gathered for a moment, then done in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Batches(Generic[Item, Result]):
    """Calls `work` with what was asked for within `patience` seconds, or while it was at work on the batch before: at
    most `size` items, in the thread of `executor`. It returns a result an item.

    Where it raises, the items are tried one by one, so that one that is no good spoils no other. One event loop.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Item]], Sequence[Result]],
        executor: ThreadPoolExecutor,
        *,
        patience: float,
        size: int,
    ) -> None:
        self._work = work
        self._executor = executor
        self._patience = patience
        self._size = size
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._runner: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        """The item's result. Raises what `work` raises."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        await asyncio.sleep(self._patience)
        while self._waiting:
            batch, self._waiting = self._waiting[: self._size], self._waiting[self._size :]
            wanted = [(item, future) for item, future in batch if not future.done()]  # nobody waits for the rest
            if wanted:
                await self._answer(wanted)

    async def _answer(self, batch: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self._executor, self._work, [item for item, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                _settle(batch[0][1], error=error)
            else:
                for each in batch:
                    await self._answer([each])
            return
        for (_, future), result in zip(batch, results, strict=True):
            _settle(future, result=result)


def _settle(future: "asyncio.Future[Result]", *, result: Result | None = None, error: Exception | None = None) -> None:
    if future.done():  # who asked has gone away
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)  # type: ignore[arg-type]  # one of the two is given
