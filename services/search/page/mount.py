"""The page, mounted beside /v1 in one FastAPI application."""

from fastapi import FastAPI, Request
from nicegui import app as pages
from nicegui import ui

from services.search.finding import Finder
from services.search.live import Live
from services.search.page.frame import ASSETS, ASSETS_PATH, FAVICON
from services.search.page.live_page import live_page
from services.search.page.login import login
from services.search.page.search_page import search_page
from services.search.page.window_page import window_page
from services.search.tokens import Tokens

_PATIENCE = 60.0  # seconds a page may take to be built: longer than the database may take to fail


def mount(app: FastAPI, finder: Finder, live: Live, tokens: Tokens) -> None:
    """Serve `/`, `/window/{id}`, `/live` and `/login` from `app`. Call it last: `app`'s own
    routes stay its own.

    `tokens` knows what is typed into the login form. Once a process: NiceGUI keeps one application.
    """
    pages.add_static_files(ASSETS_PATH, ASSETS)

    @ui.page("/", response_timeout=_PATIENCE)
    async def search(request: Request) -> None:
        await search_page(finder, request)

    @ui.page("/window/{window_id}", response_timeout=_PATIENCE)
    async def window(window_id: str, request: Request) -> None:
        await window_page(finder, window_id, request)

    @ui.page("/live", response_timeout=_PATIENCE)
    async def stream(request: Request) -> None:
        await live_page(live, request)

    app.include_router(login(tokens))
    ui.run_with(
        app,
        title="wearscribe",
        favicon=FAVICON,
        dark=None,
        language="en-US",
        tailwind=False,
        show_welcome_message=False,
    )
