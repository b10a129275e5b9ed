"""The HTTP application over a store, asked in process: from any address, under any name, with its lifespan."""

import asyncio
import itertools
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from schemas.topics import TOPICS
from services.search.api.app import create_app
from services.search.finding import Finder, open_finder
from services.search.live import Live
from services.search.tokens import Tokens
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.stream.topics import ensure_topics
from services.stream.types import Partition
from tests.support.hash_embedder import ComposingEmbedder, HashEmbedder
from tests.support.windows import captioned_window
from wearscribe.embedder import Embedder

T = TypeVar("T")
LOCAL = "127.0.0.1"
_OFFSETS = itertools.count(1)


def load(version: str, device: str = "cpu") -> Embedder:
    return HashEmbedder()


def land_days(engine: Engine, seeds: range, **window: Any) -> None:
    """A window a seed, embedded as the hash embedder's model."""
    partition, fence = Partition("t", 0), Fence(engine, "sink")
    fence.take([partition])
    about = {"model": HashEmbedder.model_version, "dimension": HashEmbedder.dimension} | window
    land(engine, [captioned_window(seed, **about) for seed in seeds], fence, {partition: next(_OFFSETS)})


class Served:
    def __init__(self, app: FastAPI, finder: Finder, runner: asyncio.Runner) -> None:
        self.app = app
        self.finder = finder
        self._runner = runner

    def ask(
        self,
        method: str,
        path: str,
        *,
        client: str = LOCAL,
        host: str = f"{LOCAL}:8765",
        headers: dict[str, str] | None = None,
        **rest: Any,
    ) -> httpx.Response:
        async def asked() -> httpx.Response:
            return await self.request(method, path, client=client, headers={"Host": host} | (headers or {}), **rest)

        return self.run(asked())

    def get(self, path: str, **rest: Any) -> httpx.Response:
        return self.ask("GET", path, **rest)

    def post(self, path: str, **rest: Any) -> httpx.Response:
        return self.ask("POST", path, **rest)

    async def request(self, method: str, path: str, *, client: str = LOCAL, **rest: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(client, 50_000), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{LOCAL}:8765") as http:
            return await http.request(method, path, **rest)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """In the application's event loop."""
        return self._runner.run(coroutine)


@contextmanager
def served(
    database: str,
    tokens: Path = Path("no-tokens.json"),
    *,
    on_loopback: bool = True,
    load: Callable[[str, str], Embedder] = load,
) -> Iterator[Served]:
    finding = open_finder(database, load)
    app = create_app(finding, tokens=Tokens(tokens), on_loopback=on_loopback)
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(_entered(lifespan.__aenter__()))
        try:
            yield Served(app, finding, runner)
        finally:
            runner.run(_entered(lifespan.__aexit__(None, None, None)))


async def _entered(step: Awaitable[Any]) -> None:
    await step


@contextmanager
def whole(database: str, kafka: str, tokens: Tokens, *, on_loopback: bool, days: int) -> Iterator[str]:
    """All of it, the stream too, on a real socket with so many days: its address."""
    ensure_topics(kafka, tuple(TOPICS.values()))
    finder = open_finder(database, lambda version, device: ComposingEmbedder())
    land_days(finder.engine, range(days))
    live = Live(connect(database), kafka, HashEmbedder.model_version)
    with listening(create_app(finder, tokens=tokens, on_loopback=on_loopback, live=live)) as address:
        yield address


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The application on a real socket of this machine: its address."""
    with socket.create_server((LOCAL, 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://{LOCAL}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
