"""The application that `wearscribe serve` runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from fastapi import APIRouter, FastAPI, Request, Response, Security
from fastapi.security import HTTPBearer
from starlette.routing import compile_path

from services.search.api import openapi, problems, searching, state, windows
from services.search.api.access import Access
from services.search.api.limits import BodyLimit
from services.search.api.measured import Measured, StreamCollector
from services.search.errors import Busy
from services.search.finding import Finder
from services.search.live import Live
from services.search.tokens import Tokens
from services.store import registry
from services.store.errors import StoreError

_log = logging.getLogger(__name__)
FOLLOW_SECONDS = 5.0  # until another model that was made active is loaded, if no text asked for it earlier


def create_app(finder: Finder, *, tokens: Tokens, on_loopback: bool, live: Live | None = None) -> FastAPI:
    """Everything under /v1, /metrics, /healthz and /readyz, behind the gate of `access`. It connects when it is
    started, and closes `finder`, its encoder and its engine, and `live`, when it is stopped.

    `on_loopback`: the server is bound to a loopback address. A page is mounted on it afterwards.
    """
    app = FastAPI(
        title="wearscribe",
        version="1",
        description=openapi.DESCRIPTION,
        docs_url=None,  # its scripts come from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan(finder, live),
    )
    app.state.finder, app.state.live = finder, live
    guarded = APIRouter(dependencies=[Security(HTTPBearer(auto_error=False, description="`wearscribe token add`"))])
    for router in (searching.router, windows.router, state.router, state.probes):
        guarded.include_router(router)
    app.include_router(guarded, responses=openapi.REFUSALS)
    for path in ("/v1/{rest:path}", "/healthz", "/readyz", "/metrics"):  # before a page that takes every path
        app.router.add_route(path, _not_served, methods=openapi.METHODS, include_in_schema=False)
    problems.handle(app)
    openapi.tell(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Access, tokens=tokens, on_loopback=on_loopback)
    app.add_middleware(Measured, metrics=finder.metrics)
    if live is not None:
        finder.metrics.registry.register(StreamCollector(live))
    return app


def _lifespan(finder: Finder, live: Live | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        following = asyncio.create_task(_follow(finder))
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
            await asyncio.to_thread(finder.close)
            if live is not None:
                await asyncio.to_thread(live.close)

    return lifespan


async def _follow(finder: Finder) -> None:
    """Keep the active model in memory."""
    while True:
        try:
            active = await finder.of_store(registry.active)
            if active not in (None, finder.encoder.loaded):
                await finder.encoder.warm(active)
        except (StoreError, Busy) as error:
            _log.info("which model is active is asked again soon: %s", error)
        except Exception:
            _log.exception("the active model could not be followed; tried again soon")
        await asyncio.sleep(FOLLOW_SECONDS)


async def _not_served(request: Request) -> Response:
    """405 where another method would have been answered, else 404."""
    served = {
        method.upper()
        for path, operations in request.app.openapi()["paths"].items()
        if compile_path(path)[0].match(request.scope["path"])
        for method in operations
    }
    return problems.of_status(405, {"Allow": ", ".join(sorted(served))}) if served else problems.of_status(404)
