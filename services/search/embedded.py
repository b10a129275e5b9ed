"""An answer that depends on the vector of a text: the text is embedded first, as well as can be at the moment."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from services.search.errors import ModelLoading
from services.search.texts import TextEncoder
from services.store import registry
from services.store.engine import Engine
from services.store.errors import StoreError, StoreUnavailable
from services.store.search import Answer

MEANWHILE = "the model is being loaded: the words' static vectors answered, which are less exact; ask again in a moment"

T = TypeVar("T")


class Embedded:
    """Asks the database in `threads`, once the encoder has told it the vector."""

    def __init__(self, engine: Engine, encoder: TextEncoder, threads: ThreadPoolExecutor) -> None:
        self._engine = engine
        self._encoder = encoder
        self._threads = threads

    async def __call__(self, version: str | None, text: str, ask: Callable[[], Answer]) -> Answer:
        """What `ask` returns, by the transformer's vector of the text if it can run here. While it is being loaded the
        database answers by itself, which `notes` say. Raises ModelLoading where it cannot, BadText, and what `ask`
        raises."""
        try:
            return await self._exact(version, text, ask)
        except ModelLoading as loading:
            return await self._meanwhile(ask, loading)

    async def _exact(self, version: str | None, text: str, ask: Callable[[], Answer]) -> Answer:
        """Between embedding and asking another model may have become active, or the vector may have been cleared away:
        once more, then."""
        known = version is not None and await self._encoder.remember(version, text)
        try:
            answer = await self._run(ask)
            if not known or answer.embedded == "exact":
                return answer
        except StoreUnavailable:
            raise
        except StoreError:
            if not known:
                raise
        assert version is not None
        self._encoder.forget(version, text)
        version = await self._run(lambda: registry.active(self._engine))
        if version is not None:
            await self._encoder.remember(version, text)
        return await self._run(ask)

    async def _meanwhile(self, ask: Callable[[], Answer], loading: ModelLoading) -> Answer:
        try:
            answer = await self._run(ask)
        except StoreUnavailable:
            raise
        except StoreError:
            raise loading from None
        return replace(answer, notes=(*answer.notes, MEANWHILE)) if answer.embedded == "static" else answer

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
