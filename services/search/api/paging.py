"""Pages of what was found. A cursor tells how many came before, and the last of them: since then others may have
landed above it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from services.search import cursors
from services.search.api import answers, asked
from services.search.finding import Found

DEPTH = 1000  # windows that can be paged through; who wants more asks in SQL
_LANDED = 16  # windows that may have landed above since the page before, at the first try


async def paged(question: asked.Similar, ask: Callable[[int], Awaitable[Found]]) -> answers.Found:
    """The page of `question.k` windows after `question.cursor`, of what `ask(k)` finds. Raises BadCursor."""
    about = question.model_dump(mode="json", exclude={"cursor"})
    if question.cursor is None:
        before, found = 0, await ask(question.k)
    else:
        reached, last = cursors.decode(about, question.cursor, (int, str))
        before, found = await _later(question.k, reached, last, ask)
    hits = found.hits[before : before + question.k]
    reached = before + len(hits)
    more = len(hits) == question.k and reached < DEPTH
    answer = answers.Found.model_validate(replace(found, hits=hits))
    answer.next = cursors.encode(about, (reached, str(hits[-1].window_id))) if more else None
    return answer


async def _later(size: int, reached: int, last: str, ask: Callable[[int], Awaitable[Found]]) -> tuple[int, Found]:
    """How many of what is found came before the page, and what is found: up to the page's end at least."""
    k = min(reached + size + _LANDED, DEPTH)
    while True:
        found = await ask(k)
        places = [str(hit.window_id) for hit in found.hits]
        before = places.index(last) + 1 if last in places else min(reached, len(places))  # else erased meanwhile
        if k == DEPTH or len(places) < k or before + size <= len(places):
            return before, found
        k = min(2 * k, DEPTH)
