"""What of a window meets a question comes with its minutes, on real records that were landed."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from sqlalchemy import Engine

from schemas.records import Annotation, CaptionedWindow, Embedding
from services.store import text_tower
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import Hit, explain, hybrid, search_text, similar_windows
from services.stream.types import Partition
from tests.support.windows import MODEL
from wearscribe.annotate import annotate
from wearscribe.static_tower import StaticTower
from wearscribe.synthesize.people import SyntheticPerson

pytestmark = pytest.mark.real
VECTOR = np.ones(4, dtype=np.float32) / 2


@pytest.fixture(scope="module")
def days() -> list[CaptionedWindow]:
    return [
        CaptionedWindow(
            window=window,
            annotations=annotate(window),
            captions=(),
            model_version=MODEL,
            embeddings=(Embedding(span="window", start=0, end=window.minutes, vector=VECTOR),),
        )
        for number in (0, 1, 8, 10)
        for window in SyntheticPerson(5, number).windows(8)
    ]


@pytest.fixture(scope="module")
def landed(migrated_database: Callable[[], str], days: list[CaptionedWindow]) -> Iterator[Engine]:
    engine, partition = connect(migrated_database()), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    land(engine, days, fence, {partition: 1})
    text_tower.load(engine, StaticTower(MODEL, ["walk", "nap"], np.stack([VECTOR] * 2)))
    yield engine
    engine.dispose()


Meets = Callable[[Annotation], bool]
SPANS: dict[str, Meets] = {
    "less than seven hours of sleep": lambda a: a.name == "sleep" and a.values["minutes_asleep"] < 420,
    "a walk longer than 20 minutes": lambda a: a.kind == "activity" and a.name == "walk" and a.end - a.start > 20,
    "sat for more than 90 minutes": lambda a: a.kind == "sedentary",
    "cadence above 100 steps per minute": lambda a: a.kind == "bout" and a.values["cadence"] > 100,
    "a nap": lambda a: a.name == "nap",
    "resting heart rate under 58": lambda a: a.kind == "resting_heart_rate" and a.values["value"] < 58,
}


@pytest.mark.parametrize("question", SPANS)
def test_the_minutes_are_those_of_what_meets_it(landed: Engine, days: list[CaptionedWindow], question: str) -> None:
    spans: dict[object, list[tuple[int, int]]] = {
        day.window.window_id: [_inside(a, day.window.minutes) for a in day.annotations if SPANS[question](a)]
        for day in days
    }
    shown = [hit for hit in _hits(landed, question) if hit.met]
    assert shown
    for hit in shown:
        assert len(hit.met) == 1
        assert hit.met_spans[0] in spans[hit.window_id]


@pytest.mark.parametrize(("question", "statistic"), [("heart rate above 120", "max"), ("심박수 60 미만", "min")])
def test_of_an_extreme_it_is_the_minute_when_it_was_measured(
    landed: Engine, days: list[CaptionedWindow], question: str, statistic: str
) -> None:
    signals = {day.window.window_id: day.window for day in days}
    hits = _hits(landed, question)
    assert hits
    for hit in hits:
        window = signals[hit.window_id]
        ((start, end),) = (span for span in hit.met_spans if span)
        heart = window.signal[window.channels.index("heart_rate")]
        assert end == start + 1
        assert heart[start] == getattr(np, f"nan{statistic}")(heart)
        assert [each.start_minute for each in explain(landed, hit.window_id, question) if each.met] == [start]


def test_each_of_those_that_are_counted_is_told(landed: Engine, days: list[CaptionedWindow]) -> None:
    counted = {
        day.window.window_id: [_inside(a, day.window.minutes) for a in day.annotations if _is_workout(a)]
        for day in days
    }
    hits = _hits(landed, "worked out at least twice")
    assert hits
    for hit in hits:
        assert list(hit.met_spans) == counted[hit.window_id]
        assert len(hit.met) == len(hit.met_spans) >= 2
        assert not any(";" in met for met in hit.met)
        told = [(each.start_minute, each.end_minute) for each in explain(landed, hit.window_id, "worked out twice")]
        assert told[: len(hit.met)] == counted[hit.window_id]


@pytest.mark.parametrize(
    "question",
    ["on saturdays", "no workout", "more than 5000 steps", "average heart rate over 60", "wore the watch over 9 hours"],
)
def test_what_is_about_the_window_as_a_whole_has_no_minutes(landed: Engine, question: str) -> None:
    hits = _hits(landed, question)
    assert hits
    assert {(len(hit.met), hit.met_spans) for hit in hits} == {(1, (None,))}


def test_the_spans_are_parallel_to_what_is_met(landed: Engine) -> None:
    question = "a walk, and less than eight hours of sleep, on a weekend"
    for hits in (_hits(landed, question), hybrid(landed, question, 50).hits):
        assert any(None in hit.met_spans and set(hit.met_spans) > {None} for hit in hits)
        assert all(len(hit.met) == len(hit.met_spans) for hit in hits)
    (hit, *_) = similar_windows(landed, hits[0].window_id).hits
    assert (hit.met, hit.met_spans) == ((), ())


def _hits(engine: Engine, question: str) -> list[Hit]:
    return search_text(engine, question, 50, min_score=-1).hits


def _inside(a: Annotation, minutes: int) -> tuple[int, int]:
    return max(a.start, 0), min(a.end, minutes)


def _is_workout(a: Annotation) -> bool:
    return a.kind == "activity" and a.name != "walk"
