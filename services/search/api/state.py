"""The service itself: models, classifiers, the stream, and whether all is well."""

import asyncio

from fastapi import APIRouter, Depends, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from services.search.api import answers, asked
from services.search.api.access import name_of
from services.search.api.context import FinderOf, LiveOf, operator
from services.search.api.problems import Refused
from services.store import classifiers as saved
from services.store import registry

router = APIRouter(prefix="/v1", tags=["service"])
probes = APIRouter(tags=["service"])


@router.get("/models", summary="Embedding models")
async def models(finder: FinderOf) -> answers.Models:
    """Oldest first; the active one is searched."""
    return answers.Models.model_validate({"models": await finder.of_store(registry.models)})


@router.get("/classifiers", summary="Classifiers over frozen vectors")
async def classifiers(finder: FinderOf) -> answers.Classifiers:
    """Those that `wearscribe adapt` has learnt, oldest first."""
    return answers.Classifiers.model_validate({"classifiers": await finder.of_store(saved.saved)})


@router.get("/stream", summary="How the stream stands")
async def stream(live: LiveOf) -> answers.StreamStatus:
    """How far each stage is behind, what has landed lately, what was rejected and why."""
    return answers.StreamStatus.model_validate(await asyncio.to_thread(live.status))


@router.post("/stream/replay", summary="Send rejected messages back", dependencies=[Depends(operator)])
async def replay(which: asked.Replay, live: LiveOf, request: Request) -> answers.Replayed:
    """To the topics they came from; twice is harmless. For operators, whose token's name is written down."""
    by = name_of(request.scope)
    done = await asyncio.to_thread(live.replay_rejected, which.stage, which.reason, which.id, by=by)
    return answers.Replayed.model_validate(done)


@probes.get("/healthz", summary="Whether the process is alive")
async def healthz() -> answers.Healthy:
    return answers.Healthy()


@probes.get("/readyz", summary="Whether questions can be answered")
async def readyz(finder: FinderOf) -> answers.Ready:
    """The database answers, and the active model, if there is one, is in memory."""
    active = await finder.of_store(registry.active)
    if active not in (None, finder.encoder.loaded):
        raise Refused(503, "not-ready", "the active model is not in memory (yet): static vectors answer meanwhile")
    return answers.Ready(model=active)


@probes.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(finder: FinderOf) -> Response:
    content = await asyncio.to_thread(generate_latest, finder.metrics.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST)
