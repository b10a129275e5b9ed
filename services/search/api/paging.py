"""Pages of what was found. Ranks move while windows land, and those of fused searches with how many are asked for: so a
cursor holds which windows came before, and each comes once."""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from dataclasses import replace

from services.search import cursors
from services.search.api import answers, asked
from services.search.finding import Found
from services.store.search import Hit

DEPTH = 500  # windows that can be paged through: who wants more asks in SQL
_LANDED = 16  # windows that may have landed since the page before, at the first try
_BYTES = 6  # of a window's id: that two of 500 share them has a chance of 1 to 2e9


async def paged(question: asked.Similar, ask: Callable[[int], Awaitable[Found]]) -> answers.Found:
    """The next `question.k` windows of what `ask(k)` finds, best first. Raises BadCursor."""
    about = question.model_dump(mode="json", exclude={"cursor"})
    seen = _seen(cursors.decode(about, question.cursor, (str,))[0]) if question.cursor else []
    k = min(len(seen) + question.k + _LANDED, DEPTH) if seen else question.k
    while True:
        found = await ask(k)
        hits = [hit for hit in found.hits if _short(hit) not in set(seen)][: question.k]
        if len(hits) == question.k or len(found.hits) < k or k == DEPTH:
            break
        k = min(2 * k, DEPTH)
    seen += [_short(hit) for hit in hits]
    answer = answers.Found.model_validate(replace(found, hits=hits))
    if len(hits) == question.k and len(seen) < DEPTH:
        answer.next = cursors.encode(about, [b64encode(b"".join(seen)).decode()])
    return answer


def _short(hit: Hit) -> bytes:
    return hit.window_id.bytes[-_BYTES:]


def _seen(place: str) -> list[bytes]:
    try:
        together = b64decode(place, validate=True)
    except ValueError:
        raise cursors.BadCursor from None
    return [together[start : start + _BYTES] for start in range(0, len(together), _BYTES)]
