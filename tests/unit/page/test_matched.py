"""Which minutes of a hit are shown as those that answer."""

from datetime import datetime
from uuid import UUID

import pytest

from services.search.page.matched import Span, matched
from services.store.search import Hit, QueryPart

CONDITION = QueryPart("less than five hours of sleep", "condition", "asleep < 300 min", "…", "…")
WISH = QueryPart("an evening run", "wish", "run in the evening", "…", "…")
REST = QueryPart("after a run", "rest", None, None, None)
NIGHT, RUN = (0, 290), (1100, 1150)


def hit(span: str = "bout", nearest: Span = RUN, met: tuple[str, ...] = ("asleep 4 h 50 min",)) -> Hit:
    of = (NIGHT,) * len(met)
    return Hit(UUID(int=1), "s", "w", "fitbit", datetime(2021, 3, 1), 0.5, span, *nearest, None, met, of)


@pytest.mark.parametrize(
    ("found", "parts", "spans"),
    [
        (hit(), [CONDITION], [NIGHT]),  # nothing was asked of which a bout could be near
        (hit(), [CONDITION, REST], [NIGHT, RUN]),
        (hit(met=()), [REST], [RUN]),
        (hit(), [WISH], [NIGHT]),  # a morning run is near to it, too, but this is one
        (hit(met=()), [WISH], [RUN]),
        (hit(), [WISH, REST], [NIGHT, RUN]),
        (hit(met=()), [], [RUN]),  # like a window
        (hit("window", (0, 1440)), [CONDITION, REST], [NIGHT]),
        (hit("window", (0, 1440), ()), [REST], []),
        (hit(met=("asleep 4 h 50 min",) * 2), [CONDITION, CONDITION], [NIGHT]),
    ],
)
def test_the_minutes_are_those_that_meet_and_those_that_are_nearest(
    found: Hit, parts: list[QueryPart], spans: list[Span]
) -> None:
    assert matched(found, parts, 1440).spans == spans
