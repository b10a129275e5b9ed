"""What no search can answer is refused with what is allowed, whichever search is asked, and never repeated."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from sqlalchemy import Engine, text

from schemas.activities import ACTIVITIES, SLEEPS
from services.store import registry, text_tower
from services.store.engine import connect
from services.store.errors import OtherModel, StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import (
    Filters,
    classify,
    composed,
    explain,
    hybrid,
    search_captions,
    search_text,
    search_vector,
    similar_windows,
)
from services.store.text_cache import remember_composed
from services.stream.types import Partition
from tests.support.windows import DIMENSION, MODEL, captioned_window
from wearscribe.static_tower import StaticTower

pytestmark = pytest.mark.real
OTHER = "another-model"  # of the same dimension
HERE = captioned_window(1).window.window_id
QUERY = captioned_window(2).embeddings[0].vector

Search = Callable[[Engine, int, Filters], object]
SEARCHES: dict[str, Search] = {
    "text": lambda engine, k, filters: search_text(engine, "a run", k, filters),
    "vector": lambda engine, k, filters: search_vector(engine, QUERY, k, filters),
    "written vector": lambda engine, k, filters: search_text(engine, str(QUERY.tolist()), k, filters),
    "hybrid": lambda engine, k, filters: hybrid(engine, "a run", k, filters),
    "captions": lambda engine, k, filters: search_captions(engine, "a run", k, filters),
    "similar": lambda engine, k, filters: similar_windows(engine, HERE, k, filters),
    "composed": lambda engine, k, filters: composed(engine, HERE, "but longer", k, filters),
}
REFUSED: dict[str, tuple[int, Filters, str]] = {
    "no window": (0, Filters(), r"this k\. k is how many windows are wanted, 1 to 100000"),
    "less than none": (-1, Filters(), "this k"),
    "too many": (100_001, Filters(), "this k"),
    "a ninth day": (1, Filters(weekday=(1, 9)), r"this weekday\. weekday is an array of 1 \(Monday\) to 7"),
    "no day": (1, Filters(weekday=()), "this weekday"),
    "no activity": (1, Filters(label="flying"), r"this label\. label is one of walk, run, .*, other, sleep, nap; null"),
    "a negative share": (1, Filters(min_coverage=-0.1), r"this min_coverage\. .* share of measured minutes, 0 to 1"),
    "no number": (1, Filters(min_coverage=float("nan")), "this min_coverage"),
    "French": (1, Filters(language="fr"), r"this language\. language is that of the captions, en or ko"),
}
ASKED: dict[str, Callable[[Engine, str], object]] = {
    "text": search_text,
    "hybrid": hybrid,
    "captions": search_captions,
    "composed": lambda engine, said: composed(engine, HERE, said),
    "labels": lambda engine, said: classify(engine, HERE, ["a run", said]),
    "match": lambda engine, said: explain(engine, HERE, said),
}
OF_A_WINDOW: dict[str, Callable[[Engine, UUID], object]] = {
    "similar": similar_windows,
    "composed": lambda engine, window: composed(engine, window, "but longer"),
    "labels": lambda engine, window: classify(engine, window, ["a run"]),
    "match": lambda engine, window: explain(engine, window, "a run"),
}


@pytest.fixture(scope="module")
def days(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    """Five days by two models of one dimension, MODEL the active one."""
    engine, partition = connect(migrated_database()), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    for model in (MODEL, OTHER):
        land(engine, [captioned_window(day, model=model) for day in range(5)], fence, {partition: 5})
    text_tower.load(engine, StaticTower(MODEL, ["run"], QUERY[None]))
    remember_composed(engine, MODEL, HERE, "but longer", QUERY)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("search", SEARCHES)
def test_what_is_allowed_is_answered(days: Engine, search: str) -> None:
    every = Filters(weekday=(1, 7), label="nap", min_coverage=0, language="ko")
    for k, filters in ((1, Filters()), (100_000, every), (3, Filters(label="other", min_coverage=1, language="en"))):
        SEARCHES[search](days, k, filters)


@pytest.mark.parametrize("wrong", REFUSED)
@pytest.mark.parametrize("search", SEARCHES)
def test_what_no_search_takes_is_refused(days: Engine, search: str, wrong: str) -> None:
    k, filters, says = REFUSED[wrong]
    with pytest.raises(StoreError, match=says):
        SEARCHES[search](days, k, filters)


def test_a_span_and_a_least_score_too(days: Engine) -> None:
    with pytest.raises(StoreError, match=r"this span\. span is what of a window is compared, window or bout"):
        search_text(days, "a run", span="day")
    with pytest.raises(StoreError, match="this span"):
        search_vector(days, QUERY, span="day")
    with pytest.raises(StoreError, match=r"this min_score\. min_score is a cosine similarity, -1 to 1"):
        search_text(days, "a run", min_score=1.5)


def test_labels_are_those_that_may_be_logged(days: Engine) -> None:
    assert _one(days, "SELECT label_names()") == [*ACTIVITIES, *SLEEPS]


@pytest.mark.parametrize("ask", ASKED)
def test_a_text_has_a_word_and_no_more_than_the_model_reads(days: Engine, ask: str) -> None:
    for said in ("", " \n", "?!"):
        with pytest.raises(StoreError, match="the text has neither a word nor a number"):
            ASKED[ask](days, said)
    for said in ("secret run " * 1001, "secretrun" * 4500):
        with pytest.raises(StoreError, match="more than 2000 words or 40000 characters") as refused:
            ASKED[ask](days, said)
        assert "secret" not in str(refused.value)
    if ask not in ("composed", "labels"):
        ASKED[ask](days, "run " * 1999 + "5")


@pytest.mark.parametrize("ask", OF_A_WINDOW)
def test_a_window_that_is_not_there_is_not_said_to_lack_something(days: Engine, ask: str) -> None:
    with pytest.raises(StoreError, match="there is no window"):
        OF_A_WINDOW[ask](days, uuid4())


def test_a_vector_of_another_model_is_refused_although_it_has_as_many_dimensions(days: Engine) -> None:
    assert [(m.version, m.dimension, m.active) for m in registry.models(days)] == [
        (MODEL, DIMENSION, True),
        (OTHER, DIMENSION, False),
    ]
    assert len(search_vector(days, QUERY, model=MODEL)) == 5
    with pytest.raises(OtherModel, match=rf"^{MODEL} is searched now, .* of another model\. Embed the query"):
        search_vector(days, QUERY, model=OTHER)
    written = f"SELECT count(*) FROM search_windows('{QUERY.tolist()}', model => "  # as psql sends :'q'
    assert _one(days, f"{written} '{MODEL}')") == 5
    with pytest.raises(Exception, match="of another model"):
        _one(days, f"{written} '{OTHER}')")


def test_a_vector_that_points_nowhere_is_refused(days: Engine) -> None:
    for vector in ("NULL", f"'{np.zeros(DIMENSION).tolist()}'"):
        with pytest.raises(Exception, match="is null, or has no direction"):
            _one(days, f"SELECT count(*) FROM search_windows({vector}::halfvec)")


def test_what_begins_like_a_vector_may_be_a_text(days: Engine) -> None:
    assert search_text(days, "[5 km run]").embedded == "static"


def _one(engine: Engine, statement: str) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(statement)).scalar_one()
