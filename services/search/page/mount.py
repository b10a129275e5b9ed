"""The page, mounted beside /v1 in one FastAPI application."""

from fastapi import FastAPI
from sqlalchemy import Engine

from services.search.finding import Finder
from services.search.live import Live
from services.search.tokens import Tokens


def mount(app: FastAPI, finder: Finder, live: Live, engine: Engine, tokens: Tokens) -> None:
    """Serve `/`, `/window/{id}`, `/live` and `/login` from `app`. Call it last: what `app` has routes for stays `app`'s.

    `engine` reads the curves of the cards; `tokens` knows what is typed into the login form. Once a process: NiceGUI
    keeps one application.
    """
    raise NotImplementedError
