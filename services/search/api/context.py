"""What the routes need of the application that they are part of."""

from typing import Annotated

from fastapi import Depends, Request

from services.search.api.access import role_of
from services.search.api.problems import Refused
from services.search.finding import Finder
from services.search.live import Live
from services.search.tokens import Role


def _finder(request: Request) -> Finder:
    finder: Finder = request.app.state.finder
    return finder


def _live(request: Request) -> Live:
    live: Live | None = request.app.state.live
    if live is None:
        raise Refused(503, "no-stream", "this service was started without the stream: `wearscribe serve` has it")
    return live


def operator(request: Request) -> None:
    """Refuses who is none."""
    if not role_of(request.scope).covers(Role.operator):
        raise Refused(
            403, "not-operator", "this needs an operator's token: `wearscribe token add NAME --role operator`"
        )


FinderOf = Annotated[Finder, Depends(_finder)]
LiveOf = Annotated[Live, Depends(_live)]
