"""Finding windows with words and nothing but Postgres: tokens, the static tower, the cache, thresholds."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pgvector import HalfVector
from sqlalchemy import Engine, text

from services.store import registry, text_tower
from services.store.engine import connect
from services.store.errors import StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import Filters, hybrid, search_text
from services.store.text_cache import keep_composed, remember_composed, remember_text
from services.stream.types import Partition
from tests.support.windows import DIMENSION, MODEL, captioned_window
from wearscribe.static_tower import StaticTower, tokens_of

pytestmark = pytest.mark.real

TEXTS = [
    "Less than 5 hours of sleep, and a heart rate above 160 without steps!",
    "couldn't wake at 7:30; 12,000 steps (7.5 km) ’til 23:05",
    "심박수가 160 이상인 저녁 7시 달리기",
    "Ｆｕｌｌ　ｗｉｄｔｈ ﬁne Ⅳ ½ naïve ß É",
    "1234567890.12345 1,23 1,2345 0 0.0 99:99:99 :5 5: ...",
    "", "  \n\t ", "밤", "don''t 'quote' --; DROP", "a" * 50,
]  # fmt: skip


def window(day: int) -> UUID:
    return captioned_window(day, subject=day % 2).window.window_id


def vector(day: int) -> np.ndarray:
    return captioned_window(day, bouts=2).embeddings[0].vector


def tower(**thresholds: float) -> StaticTower:
    """Words that point at days: `restless` at day 3, `evening` at 4, `run` at 5, the two together at 6, 산책 at 7."""
    bigram = 3 * vector(6) - vector(4) - vector(5)
    known = {"restless": vector(3), "evening": vector(4), "run": vector(5), "evening run": bigram, "_산책": vector(7)}
    return StaticTower(MODEL, list(known), np.stack(list(known.values())), **thresholds)


@pytest.fixture(scope="module")
def days(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    """Two weeks of two subjects, as the sink lands them, and a tower; 1 March 2021 is a Monday."""
    engine, partition = connect(migrated_database()), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    records = [captioned_window(day, subject=day % 2, bouts=2) for day in range(14)]
    land(engine, records, fence, {partition: 14})
    text_tower.load(engine, tower())
    yield engine
    engine.dispose()


@pytest.fixture
def thresholds(days: Engine) -> Iterator[Callable[..., None]]:
    def set_to(**least: float) -> None:
        text_tower.load(days, tower(**least))

    yield set_to
    text_tower.load(days, tower())


@pytest.mark.parametrize("said", TEXTS)
def test_the_database_reads_the_tokens_that_the_tower_learnt(days: Engine, said: str) -> None:
    assert _tokens(days, [said]) == [tokens_of(said)]


#: Without what Python's Unicode does not know yet: Postgres may have a newer one, that takes more letters apart.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\0") | st.sampled_from("0a:,.'가 나")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(_CHARACTERS), min_size=20))
def test_of_any_text(days: Engine, said: list[str]) -> None:
    assert _tokens(days, said) == [tokens_of(each) for each in said]


def test_a_text_becomes_the_vector_that_the_tower_gives_it(days: Engine) -> None:
    for said in ("a restless evening", "evening run", "산책을 한 날", "restless restless run"):
        embedded = HalfVector.from_text(_one(days, "SELECT embed_text(:said)", said=said)).to_numpy()
        assert embedded == pytest.approx(tower().embed([said])[0], abs=2e-3)


@pytest.mark.parametrize(
    ("said", "day", "notes"),
    [
        ("a RESTLESS night", 3, ()),
        ("evening", 4, ()),
        ("run", 5, ("no window has “run”; these are the nearest",)),  # no day here has an activity
        ("evening run", 6, ("no window has “evening run”; these are the nearest",)),
        ("산책을", 7, ("“산책을”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다",)),
        ("긴 산책이었다", 7, ("“산책이었다”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다",)),
    ],
)
def test_words_find_the_day_they_point_at(days: Engine, said: str, day: int, notes: tuple[str, ...]) -> None:
    answer = search_text(days, said, 20)
    assert (answer.embedded, answer.notes) == ("static", notes)
    assert len({hit.window_id for hit in answer.hits}) == 14
    assert answer.hits[0].window_id == window(day)
    assert answer.hits[0].score == pytest.approx(1, abs=2e-3)
    assert _one(days, f"SELECT window_id FROM search_windows('{said}') LIMIT 1") == window(day)


def test_how_much_of_a_text_is_known_is_what_the_tower_says(days: Engine) -> None:
    for said in ("a restless evening", "evening run", "산책을 한 날", "run home run home", "restless"):
        known = _one(days, "SELECT (text_vector(:said)).known", said=said)
        assert known == pytest.approx(np.linalg.norm(tower().judged([said])) * 2 / 3, abs=1e-6)
    assert _one(days, "SELECT (text_vector('qwertz')).known") is None


def test_captions_come_in_the_language_of_the_text(days: Engine) -> None:
    assert search_text(days, "산책", 1).hits[0].caption == "짧은 산책으로 심박수가 올랐다."
    assert search_text(days, "run", 1).hits[0].caption == "A short brisk walk raised the heart rate on day 5."
    assert search_text(days, "run", 1, Filters(language="ko")).hits[0].caption == "짧은 산책으로 심박수가 올랐다."


def test_what_looks_like_a_vector_is_one(days: Engine) -> None:
    literal = str(vector(9).tolist())
    assert _one(days, f"SELECT window_id FROM search_windows(' {literal}', k => 1)") == window(9)
    with pytest.raises(StoreError, match=r"3 dimensions, the active model test-model has 16"):
        search_text(days, "[1,2,3]")


def test_what_the_transformer_has_embedded_comes_first(days: Engine) -> None:
    remember_text(days, MODEL, "A run  before dawn", vector(8))
    answer = search_text(days, "a RUN before\n dawn ", 1)
    assert (answer.embedded, answer.hits[0].window_id) == ("exact", window(8))
    assert search_text(days, "a run before dawn.", 1).embedded == "static"


def test_the_cache_takes_no_vector_of_another_model(days: Engine) -> None:
    before = _one(days, "SELECT count(*) FROM text_embeddings")
    remember_text(days, "unknown", "a run", vector(8))
    remember_text(days, MODEL, "a run", np.ones(8))
    assert _one(days, "SELECT count(*) FROM text_embeddings") == before


def test_of_the_texts_of_a_model_the_last_ones_are_kept(store: Engine) -> None:
    registry.register(store, MODEL, DIMENSION)
    registry.register(store, "m2", DIMENSION)
    remember_text(store, "m2", "a run", vector(8))
    for said in ("first", "second", "third", "FIRST", "fourth"):
        remember_text(store, MODEL, said, vector(8), most=3)
    kept = "SELECT array_agg(text ORDER BY used_at) FROM text_embeddings WHERE model_version = :version"
    assert _one(store, kept, version=MODEL) == ["third", "first", "fourth"]
    assert _one(store, kept, version="m2") == ["a run"]


def test_of_windows_and_texts_together_too(days: Engine) -> None:
    kept = "SELECT array_agg(text ORDER BY used_at) FROM composed_embeddings"
    for said in ("first", "second"):
        remember_composed(days, MODEL, window(1), said, vector(8), most=2)
    assert keep_composed(days, MODEL, window(1), " First")
    remember_composed(days, MODEL, window(2), "third", vector(8), most=2)
    assert _one(days, kept) == ["first", "third"]
    assert not keep_composed(days, MODEL, window(1), "second")
    assert not keep_composed(days, "m2", window(1), "first")


def test_a_text_is_known_however_long_it_is(days: Engine) -> None:
    remember_text(days, MODEL, "a run " * 900, vector(8))
    assert search_text(days, "A run " * 900, 1).embedded == "exact"
    assert _one(days, "SELECT max(length(text)) FROM text_embeddings") < 100


def test_a_text_that_cannot_be_embedded_says_what_to_do(days: Engine, store: Engine) -> None:
    with pytest.raises(StoreError, match=r"knows none of the words\. Say it in common"):
        search_text(days, "qwertz")
    with pytest.raises(StoreError, match=r"no embedding model is active"):
        search_text(store, "a run")
    registry.register(store, "caption-text", 256)
    with pytest.raises(StoreError, match=r"caption-text has no static text tower here\. `wearscribe migrate` loads"):
        search_text(store, "a run")


def test_below_the_threshold_nothing_matches_and_it_says_so(days: Engine, thresholds: Callable[..., None]) -> None:
    thresholds(threshold=0.5, static_threshold=1.2)  # of the text below four fifths are known: 1.2 * (2/3) / (4/5)
    remember_text(days, MODEL, "exactly", 0.6 * vector(2) + 0.8 * vector(3))
    vague = "restless evening run"
    score = search_text(days, vague, 1, min_score=-1).hits[0].score
    answer = search_text(days, vague)
    assert answer.hits == []
    assert answer.notes == (f"nothing matches: the nearest window has a score of {score:.2f}, below 1.00",)
    assert len(search_text(days, "exactly", 50).hits) == 14  # no word of it is known to the tower: it has its own
    remember_text(days, MODEL, vague, vector(2))
    assert search_text(days, vague).hits == []  # the tower judges what the transformer ranks
    thresholds(threshold=0.99)
    assert search_text(days, "exactly").hits == []
    assert len(search_text(days, vague, 50).hits) == 14


def test_the_less_of_a_text_is_known_the_nearer_must_be_what_answers_it(
    days: Engine, thresholds: Callable[..., None]
) -> None:
    thresholds(static_threshold=0.8)
    assert search_text(days, "restless", 1).hits  # 0.8 * 2/3 of all
    assert not search_text(days, "restless about earnings", 1).hits  # of a fifth of it
    assert search_text(days, "restless about earnings", 1, min_score=-1).hits


def test_where_no_word_is_known_and_nothing_is_named_nothing_matches(
    days: Engine, thresholds: Callable[..., None]
) -> None:
    thresholds(static_threshold=0.1)
    for said in ("asdf qwer zxcv", "夜跑"):
        remember_text(days, MODEL, said, vector(2))  # as the service does
        answer = search_text(days, said)
        assert (answer.hits, answer.notes) == ([], ("nothing matches: no word of it is known",))
        assert hybrid(days, said).hits == []
        assert len(search_text(days, said, 50, min_score=-1).hits) == 14
    remember_text(days, MODEL, "insomnia on a saturday", vector(2))
    assert len(search_text(days, "insomnia on a saturday", 50).hits) == 2
    thresholds(threshold=0.5, static_threshold=0.1)
    assert search_text(days, "夜跑").hits  # the transformer has a threshold of its own


def test_a_least_score_holds_for_each_hit(days: Engine) -> None:
    everything = search_text(days, "evening", 50).hits
    least = everything[4].score
    some = search_text(days, "evening", 50, min_score=least - 1e-4)
    assert some.hits == [hit for hit in everything if hit.score >= least - 1e-4]
    none = search_text(days, "restless evening", 50, min_score=1)
    assert (none.hits, len(none.notes)) == ([], 1)


def test_a_tower_that_is_loaded_replaces_the_former(store: Engine) -> None:
    assert text_tower.load(store, tower(threshold=0.25)) == text_tower.load(store, tower(threshold=0.25)) == 5
    text_tower.load(store, StaticTower(MODEL, ["walk", "run"], np.eye(2, DIMENSION, dtype=np.float32)))
    assert _one(store, "SELECT array_agg(token ORDER BY token) FROM text_vectors") == ["run", "walk"]
    assert _one(store, "SELECT l2_norm(embed_text('run') - embed_text('walk'))") == pytest.approx(2**0.5, abs=1e-3)
    assert _one(store, "SELECT threshold FROM models") is None


def _tokens(engine: Engine, said: list[str]) -> list[list[str]]:
    statement = text("SELECT text_tokens(t) FROM unnest(CAST(:said AS text[])) WITH ORDINALITY t (t, n) ORDER BY n")
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(statement, {"said": said})]


def _one(engine: Engine, statement: str, **arguments: object) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(statement), arguments).scalar_one()
