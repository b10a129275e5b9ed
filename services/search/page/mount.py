"""The page, mounted beside /v1 in one FastAPI application."""

from collections.abc import Callable

from fastapi import FastAPI, Request

from services.search.live import Live
from services.search.tokens import Role


def mount(app: FastAPI, finder: object, live: Live, role_of: Callable[[Request], Role]) -> None:
    """Serve `/`, `/window/{id}` and `/live` from `app`. Call it last: what `app` has routes for stays `app`'s.

    `role_of` tells what the visitor may do (an operator may send rejected messages back). Who may visit at all is the
    middleware's of `app` to say, which must see websockets too: what the page does travels over `/_nicegui_ws/`.
    Once a process: NiceGUI keeps one application.
    """
    raise NotImplementedError
