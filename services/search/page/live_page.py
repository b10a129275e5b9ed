"""`/live`: the stream at work. What changes is changed in place, so that what is being read or pressed stays."""

import asyncio

from fastapi import Request
from nicegui import ui

from services.search.api.access import name_of, role_of
from services.search.live import Live, StreamStatus
from services.search.page.arrivals import Arrivals
from services.search.page.dom import changing, el
from services.search.page.frame import frame
from services.search.page.rejected import Rejected
from services.search.page.stages import Stages
from services.search.tokens import Role

_EVERY = 1.0  # seconds


async def live_page(live: Live, request: Request) -> None:
    """An operator can send rejected messages back; a reader sees them alone."""
    is_operator = role_of(request.scope).covers(Role.operator)
    with frame("Live · wearscribe", "/live", wide=True):
        el("h1", "The stream")
        trouble = changing("p", "trouble", role="alert")
        stages = Stages()
        with el("div", classes="live-columns"):
            arrivals = Arrivals()
            rejected = Rejected(live if is_operator else None, name_of(request.scope))

    async def look() -> None:
        status = await asyncio.to_thread(live.status)
        trouble.set_text(_trouble(status))
        trouble.set_visibility(bool(trouble.text))
        stages.show(status)
        arrivals.show(status)
        rejected.show(status)

    await look()
    ui.timer(_EVERY, look, immediate=False)


def _trouble(status: StreamStatus) -> str:
    away = [name for name, reached in (("Kafka", status.kafka), ("Postgres", status.database)) if reached != "ok"]
    if not away:
        return ""
    verb = "does" if len(away) == 1 else "do"
    return f"{' and '.join(away)} {verb} not answer. Is it started? `wearscribe doctor` tells more. Trying again."
