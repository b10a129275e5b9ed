"""Words become points in the process that is asked: cached, batched, by the model that is searched."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, runtime_checkable

import numpy as np

from schemas.records import AnnotatedWindow, CaptionedWindow
from services.search.batches import Batches
from services.search.errors import BadText, ModelLoading
from services.search.metrics import Metrics
from services.store.engine import Engine
from services.store.text_cache import keep_composed, remember_composed, remember_text
from wearscribe.embedder import Embedder
from wearscribe.model.cache import Cache
from wearscribe.model.pretrained import WeightsError

PATIENCE = 0.004  # seconds that a text waits for others to go with it: a tenth of a pass
AT_ONCE = 32  # texts of a pass
KEPT = 4096  # texts known to be in the database
RETRY = 60.0  # seconds until a model that could not be loaded is tried again
LOADING = 1.0  # seconds that a text waits for the model: a small one is there by then, a large one is worth saying

_log = logging.getLogger(__name__)
Key = tuple[str, ...]


@runtime_checkable
class Composer(Protocol):
    """A model that reads a window and a text in one sequence."""

    def embed_composed(self, pairs: Sequence[tuple[AnnotatedWindow, str]]) -> np.ndarray:
        """Shape [pair, dimension]."""


class TextEncoder:
    """Embeds texts and tells their vectors to the database, whose functions then find them by the text.

    Texts that come within a few milliseconds go through one pass, in a thread that does nothing else: the event loop
    never waits for the model. `load(version, device)` as `wearscribe.model.embedders.load`. After another model has
    become the active one, the next text is embedded by that. All is asked from one event loop.
    """

    def __init__(
        self,
        engine: Engine,
        load: Callable[[str, str], Embedder],
        device: str = "cpu",
        *,
        metrics: Metrics | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.metrics = metrics or Metrics()
        self._engine = engine
        self._load = load
        self._device = device
        self._clock = clock
        self._model: Embedder | None = None
        self._unavailable: dict[str, float] = {}  # version, and when to try again
        self._known: Cache[Key, bool] = Cache(KEPT)
        self._loading: tuple[str, asyncio.Future[Embedder | None]] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="text-encoder")
        self._batches = Batches[Key, bool](self._remember, self._thread, patience=PATIENCE, size=AT_ONCE)

    @property
    def loaded(self) -> str | None:
        """The version of the model in memory."""
        return self._model.model_version if self._model else None

    async def warm(self, version: str) -> bool:
        """Load a model, before the first text comes or with it. False where that is not possible here."""
        if self.loaded == version:
            return True
        if self._loading is None or self._loading[0] != version or self._loading[1].done():
            loop = asyncio.get_running_loop()
            self._loading = version, loop.run_in_executor(self._thread, self._ready, version)
        return await asyncio.shield(self._loading[1]) is not None  # who gives up waiting stops nobody else's loading

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    async def remember(self, version: str, text: str) -> bool:
        """Let the database know the vector of the text under this model. False where the model cannot run here: the
        database's own static vectors answer then. Raises BadText, ModelLoading, StoreUnavailable."""
        key = (version, text)
        return self._hit(key) or (await self._in_memory(version) and await self._batches(key))

    async def remember_composed(self, version: str, record: CaptionedWindow, text: str) -> bool:
        """The same for "like this window, but …". False also where the model takes no such pair."""
        window = record.window
        key = (version, str(window.window_id), str(window.revision), text)
        if self._hit(key) and await asyncio.to_thread(keep_composed, self._engine, version, window.window_id, text):
            return True
        if not await self._in_memory(version):
            return False
        work = partial(self._remember_composed, key, version, record, text)
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def forget(self, version: str, text: str) -> None:
        """The database does not know the text after all."""
        self._known.put((version, text), False)

    async def _in_memory(self, version: str) -> bool:
        """Whether the model can run here, waited for a moment. Raises ModelLoading after that."""
        try:
            return await asyncio.wait_for(self.warm(version), LOADING)
        except TimeoutError:
            raise ModelLoading from None

    def _hit(self, key: Key) -> bool:
        hit = self._known.get(key) is True
        self.metrics.texts.labels("hit" if hit else "miss").inc()
        return hit

    def _remember(self, keys: Sequence[Key]) -> list[bool]:
        wanted = [key for key in dict.fromkeys(keys) if not self._known.get(key)]  # not by the batch before
        for version in {version for version, _ in wanted}:
            texts = [text for of, text in wanted if of == version]
            model = self._ready(version)
            if model is None:
                continue
            with self.metrics.embedding.time():
                vectors = _embedded(model, texts)
            for text, vector in zip(texts, vectors, strict=True):
                remember_text(self._engine, version, text, vector)
                self._known.put((version, text), True)
        return [self._known.get(key) is True for key in keys]

    def _remember_composed(self, key: Key, version: str, record: CaptionedWindow, text: str) -> bool:
        model = self._ready(version)
        if not isinstance(model, Composer):
            return False
        try:
            vector = model.embed_composed([(_annotated(record), text)])[0]
        except ValueError as error:
            raise BadText(str(error)) from None
        remember_composed(self._engine, version, record.window.window_id, text, vector)
        self._known.put(key, True)
        return True

    def _ready(self, version: str) -> Embedder | None:
        """The model, loaded where it is not the one in memory. Only the encoder's own thread asks."""
        if self._model is not None and self._model.model_version == version:
            return self._model
        if self._clock() < self._unavailable.get(version, 0):
            return None
        try:
            self._model = self._load(version, self._device)
        except (WeightsError, ImportError, OSError) as error:
            _log.warning("model %s cannot be loaded (%s): static vectors answer", version, error)
            self._unavailable[version] = self._clock() + RETRY
            return None
        return self._model


def _embedded(model: Embedder, texts: Sequence[str]) -> np.ndarray:
    try:
        return model.embed_text(texts)
    except ValueError as error:  # says which limit was passed, never what the text holds
        raise BadText(str(error)) from None


def _annotated(record: CaptionedWindow) -> AnnotatedWindow:
    """The record as the model first read it, without what models have said of it since."""
    said = tuple(caption for caption in record.captions if caption.author == "template")
    return AnnotatedWindow(window=record.window, annotations=record.annotations, captions=said)
