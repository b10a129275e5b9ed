"""Searching by text: GET for what fits an address, POST for what does not."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.search.api import answers, asked
from services.search.api.context import FinderOf
from services.search.api.paging import paged
from services.search.finding import Finder

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search", summary="Find windows with words")
async def search(question: Annotated[asked.Search, Query()], finder: FinderOf) -> answers.Found:
    """Numbers, clock times and weekdays in the question are met exactly; the rest ranks by meaning. A question that
    nothing answers has no hits, and `notes` say so."""
    return await _search(finder, question)


@router.post("/search", summary="Find windows with words")
async def search_by_body(question: asked.SearchBody, finder: FinderOf) -> answers.Found:
    """As the GET, for longer questions."""
    return await _search(finder, question)


@router.get("/parse", summary="Show how a question is taken")
async def parse(question: Annotated[asked.Parse, Query()], finder: FinderOf) -> answers.Parsed:
    """Conditions, wishes, traits, and the rest that ranks by meaning."""
    return await _parse(finder, question)


@router.post("/parse", summary="Show how a question is taken")
async def parse_body(question: asked.Parse, finder: FinderOf) -> answers.Parsed:
    """As the GET, for longer questions."""
    return await _parse(finder, question)


async def _search(finder: Finder, question: asked.Search) -> answers.Found:
    filters = question.filters()
    return await paged(question, lambda k: finder.search(question.text, k, filters, question.by, question.min_score))


async def _parse(finder: Finder, question: asked.Parse) -> answers.Parsed:
    return answers.Parsed.model_validate({"parts": await finder.parse(question.text)})
