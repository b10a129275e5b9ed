"""The application that `wearscribe serve` runs."""

from fastapi import FastAPI

from services.search.finding import Finder
from services.search.live import Live
from services.search.tokens import Tokens


def create_app(finder: Finder, *, tokens: Tokens, on_loopback: bool, live: Live | None = None) -> FastAPI:
    """Everything under /v1, /metrics, /healthz and /readyz, behind the gate of `access`. Connects when it is started.

    `on_loopback`: the server is bound to a loopback address. A page is mounted on it afterwards.
    """
    return FastAPI()
