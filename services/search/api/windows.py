"""Windows: which there are, one in full, what is like it, and what it says of a question."""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from schemas.records import Language
from services.search import cursors
from services.search.api import answers, asked
from services.search.api.context import FinderOf
from services.search.api.exports import MEDIA_TYPES, Format, negotiated, render
from services.search.api.paging import paged
from services.search.finding import Finder
from services.store.pages import After, page

router = APIRouter(prefix="/v1/windows", tags=["windows"])
_FILES = {MEDIA_TYPES[format]: {"schema": {"type": "string", "format": "binary"}} for format in Format}


@router.get("", summary="List the windows")
async def windows(question: Annotated[asked.List, Query()], finder: FinderOf) -> answers.WindowList:
    """Newest day first. Each window comes exactly once, also while others land."""
    about = question.model_dump(mode="json", exclude={"cursor"})
    after = None
    if question.cursor is not None:
        starts_at, window_id = cursors.decode(about, question.cursor, (str, str))
        after = After(datetime.fromisoformat(starts_at), UUID(window_id))
    filters = question.filters()
    rows = await finder.of_store(lambda engine: page(engine, filters, question.limit, after))
    more = len(rows) == question.limit
    following = cursors.encode(about, (rows[-1].starts_at.isoformat(), str(rows[-1].window_id))) if more else None
    return answers.WindowList.model_validate({"windows": rows, "next": following})


@router.get(
    "/{window_id}",
    summary="One window with its signal",
    response_model=answers.Window,
    responses={200: {"content": {kind: about for kind, about in _FILES.items() if kind != "application/json"}}},
)
async def window(
    window_id: UUID,
    finder: FinderOf,
    request: Request,
    format: Annotated[Format | None, Query(description="instead of the header Accept")] = None,
) -> Response:
    """As JSON with annotations and captions; as Arrow stream, Parquet or CSV a row a minute with its clock time, null
    where nothing was measured. Arrow and Parquet carry the record in the schema's metadata under `wearscribe`."""
    chosen = format or negotiated(request.headers.get("accept"))
    if chosen is None:
        raise HTTPException(406)
    record = await finder.window(window_id)
    content = await asyncio.to_thread(render, record, chosen)
    headers = {"Vary": "Accept"}
    if chosen is not Format.json:
        headers["Content-Disposition"] = f'attachment; filename="{window_id}.{chosen}"'
    return Response(content, media_type=MEDIA_TYPES[chosen], headers=headers)


@router.get("/{window_id}/captions", summary="What is said of a window")
async def captions(
    window_id: UUID, finder: FinderOf, language: Annotated[Language | None, Query()] = None
) -> answers.Captions:
    """Sentence by sentence, with the annotations that each was written from, by which author, verified or not."""
    said = (await finder.window(window_id)).captions
    return answers.Captions.model_validate({"captions": [each for each in said if language in (None, each.language)]})


@router.get("/{window_id}/annotations", summary="What is known of a window")
async def annotations(window_id: UUID, finder: FinderOf) -> answers.Annotations:
    """Claims that can be recomputed from the signal, each with its minutes."""
    return answers.Annotations.model_validate({"annotations": (await finder.window(window_id)).annotations})


@router.get("/{window_id}/similar", summary="Windows like this one")
async def similar(window_id: UUID, question: Annotated[asked.Similar, Query()], finder: FinderOf) -> answers.Found:
    """As wholes, itself left out."""
    filters = question.filters()
    return await paged(question, lambda k: finder.similar(window_id, k, filters))


@router.get("/{window_id}/composed", summary="Windows like this one, but …")
async def composed(window_id: UUID, question: Annotated[asked.Composed, Query()], finder: FinderOf) -> answers.Found:
    """The window and the text are read together by the model."""
    return await _composed(finder, window_id, question)


@router.post("/{window_id}/composed", summary="Windows like this one, but …")
async def composed_by_body(window_id: UUID, question: asked.ComposedBody, finder: FinderOf) -> answers.Found:
    """As the GET, for longer texts."""
    return await _composed(finder, window_id, question)


@router.get("/{window_id}/classify", summary="Which of these labels tells the window best")
async def classify(
    window_id: UUID, question: Annotated[asked.Classify, Query()], finder: FinderOf
) -> answers.Classified:
    """Zero-shot: any labels, in words."""
    found = await finder.classify(window_id, question.labels)
    return answers.Classified.model_validate({"labels": found})


@router.get("/{window_id}/explain", summary="Why a window answers a question")
async def explain(window_id: UUID, question: Annotated[asked.Explain, Query()], finder: FinderOf) -> answers.Explained:
    """The annotations and captions that answer it, with their minutes."""
    return await _explain(finder, window_id, question)


@router.post("/{window_id}/explain", summary="Why a window answers a question")
async def explain_body(window_id: UUID, question: asked.Explain, finder: FinderOf) -> answers.Explained:
    """As the GET, for longer questions."""
    return await _explain(finder, window_id, question)


async def _composed(finder: Finder, window_id: UUID, question: asked.Composed) -> answers.Found:
    filters = question.filters()
    return await paged(question, lambda k: finder.composed(window_id, question.text, k, filters))


async def _explain(finder: Finder, window_id: UUID, question: asked.Explain) -> answers.Explained:
    return answers.Explained.model_validate({"evidence": await finder.explain(window_id, question.text)})
