"""Everything a person can ask for: the one object that the HTTP interface and the page share."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar
from uuid import UUID

from schemas.records import CaptionedWindow
from services.search.embedded import Embedded
from services.search.errors import Busy, ModelLoading, NoSuchWindow, NotSearchable
from services.search.questions import checked
from services.search.texts import TextEncoder
from services.store import registry, search, windows
from services.store.engine import Engine, connect
from services.store.search import ANY, Answer, Evidence, Filters, Hit, Likelihood, QueryPart, as_sql
from wearscribe.embedder import Embedder

AT_ONCE = 4  # questions in the database at a time
QUEUE = 8  # questions that may wait for each of them
SECONDS = 15.0  # to answer one

T = TypeVar("T")


class By(StrEnum):
    """How to search: nearest in meaning, holding these words in a caption, or both fused."""

    meaning = "meaning"
    words = "words"
    both = "both"


@dataclass(frozen=True, slots=True)
class Found:
    """`parts`: how the question was taken (empty where there were no words). `embedded`: by the transformer (exact), by
    the static vectors of the database, or not at all. `notes`: what the database says about the answer, as that nothing
    matches well enough or that no window meets all conditions. `sql`: the same question for psql. `model`: the version
    whose vectors were compared."""

    hits: Sequence[Hit]
    parts: Sequence[QueryPart]
    embedded: Literal["exact", "static"] | None
    notes: Sequence[str]
    sql: str
    model: str | None = None


def open_finder(database: str, load: Callable[[str, str], Embedder], device: str = "cpu") -> "Finder":
    """A Finder with as many connections as it and its encoder use at a time, whose statements end when nobody waits for
    them any more. Connects when first asked. `load` as of TextEncoder."""
    engine = connect(database, connections=AT_ONCE + 1, statement_timeout=f"{SECONDS:g}s")
    return Finder(engine, TextEncoder(engine, load, device))


class Finder:
    """Answers without ever blocking the event loop.

    At most `at_once` questions are in the database at a time; those beyond a queue of `QUEUE` each, and those that took
    longer than `SECONDS`, raise Busy. Every method raises StoreError and StoreUnavailable too.
    """

    def __init__(self, engine: Engine, encoder: TextEncoder, *, at_once: int = AT_ONCE) -> None:
        self.engine = engine
        self.encoder = encoder
        self.metrics = encoder.metrics
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="finder")
        self._embedded = Embedded(engine, encoder, self._threads)
        self._most = at_once * (1 + QUEUE)
        self._asked = 0

    async def search(
        self,
        text: str,
        k: int = 10,
        filters: Filters = ANY,
        by: By = By.meaning,
        min_score: float | None = None,
    ) -> Found:
        """The `k` windows that answer the text best; by meaning none whose score is below `min_score`, by default none
        where the best stays below the model's threshold. While the model is being loaded the database answers alone,
        which `notes` say. Raises BadText, and ModelLoading where it cannot."""
        text = checked(text)
        function, ask = _WAYS[by]
        least = {"min_score": min_score} if by is By.meaning and min_score is not None else {}
        async with self._asking():
            version, parts = await self._run(lambda: (registry.active(self.engine), search.parse(self.engine, text)))
            answer = await self._embedded(
                None if by is By.words else version, text, lambda: ask(self.engine, text, k, filters, **least)
            )
        sql = as_sql(function, {"query": text, "k": k, **filters.given(), **least})
        return Found(answer.hits, () if by is By.words else parts, answer.embedded, answer.notes, sql, answer.model)

    async def similar(self, window_id: UUID, k: int = 10, filters: Filters = ANY) -> Found:
        """The `k` windows most like this one. Raises NoSuchWindow, NotSearchable."""
        async with self._asking():
            await self._searchable(window_id)
            answer = await self._run(lambda: search.similar_windows(self.engine, window_id, k, filters))
        sql = as_sql("similar_windows", {"window_id": window_id, "k": k, **filters.given()})
        return Found(answer.hits, (), None, answer.notes, sql, answer.model)

    async def composed(self, window_id: UUID, text: str, k: int = 10, filters: Filters = ANY) -> Found:
        """The `k` windows like this one but with what the text says. Raises NoSuchWindow, NotSearchable, BadText,
        ModelLoading."""
        text = checked(text)
        async with self._asking():
            record = await self._searchable(window_id)
            await self.encoder.remember_composed(record.model_version, record, text)
            answer = await self._run(lambda: search.composed(self.engine, window_id, text, k, filters))
        sql = as_sql("search_composed", {"window_id": window_id, "text": text, "k": k, **filters.given()})
        return Found(answer.hits, (), "exact", answer.notes, sql, answer.model)

    async def classify(self, window_id: UUID, labels: Sequence[str]) -> list[Likelihood]:
        """How well each label, in words, tells the window, and "unknown", likeliest first. Raises NoSuchWindow,
        NotSearchable, BadText, ModelLoading."""
        texts = [checked(label) for label in labels]
        async with self._asking():
            record = await self._searchable(window_id)
            await asyncio.gather(*(self.encoder.remember(record.model_version, text) for text in texts))
            return await self._run(lambda: search.classify(self.engine, window_id, texts))

    async def explain(self, window_id: UUID, text: str) -> list[Evidence]:
        """What in the window answers the text, with its minutes. Raises NoSuchWindow, BadText."""
        text = checked(text)
        async with self._asking():
            record = await self._read(window_id)
            if record.model_version:
                with suppress(ModelLoading):  # it explains with static vectors meanwhile
                    await self.encoder.remember(record.model_version, text)
            return await self._run(lambda: search.explain(self.engine, window_id, text))

    async def parse(self, text: str) -> list[QueryPart]:
        """How a question is taken: conditions, wishes and the rest. Raises BadText."""
        text = checked(text)
        async with self._asking():
            return await self._run(lambda: search.parse(self.engine, text))

    async def window(self, window_id: UUID) -> CaptionedWindow:
        """The window with its signal [channel, minute], annotations, captions of all authors. Raises NoSuchWindow."""
        async with self._asking():
            return await self._read(window_id)

    async def of_store(self, ask: Callable[[Engine], T]) -> T:
        """What a function of services.store returns, asked within the same limits."""
        async with self._asking():
            return await self._run(lambda: ask(self.engine))

    def close(self) -> None:
        """Wait for what is being answered, then close the encoder and the connections too."""
        self._threads.shutdown(cancel_futures=True)
        self.encoder.close()
        self.engine.dispose()

    async def _read(self, window_id: UUID) -> CaptionedWindow:
        record = await self._run(lambda: windows.read(self.engine, window_id))
        if record is None:
            raise NoSuchWindow
        return record

    async def _searchable(self, window_id: UUID) -> CaptionedWindow:
        record = await self._read(window_id)
        if not any(embedding.span == "window" for embedding in record.embeddings):
            raise NotSearchable
        return record

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        if self._asked >= self._most:
            self.metrics.refused.inc()
            raise Busy("too many questions are being answered: ask again in a moment")
        self._asked += 1
        self.metrics.answering.set(self._asked)
        try:
            async with asyncio.timeout(SECONDS):
                yield
        except TimeoutError:
            raise Busy(f"the answer took longer than {SECONDS:g} seconds: ask for less, or again later") from None
        finally:
            self._asked -= 1
            self.metrics.answering.set(self._asked)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _by_words(engine: Engine, text: str, k: int, filters: Filters) -> Answer:
    return Answer(search.search_captions(engine, text, k, filters))


_WAYS: dict[By, tuple[str, Callable[..., Answer]]] = {
    By.meaning: ("search_windows", search.search_text),
    By.words: ("search_captions", _by_words),
    By.both: ("search_hybrid", search.hybrid),
}
