"""Where windows lie in lists, a search reads few of these, finds what it would find among all, and never fewer windows;
lists follow what lands, what goes, and how many of them are wanted."""

import uuid
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pgvector import HalfVector
from sqlalchemy import Connection, Engine, text

from services.store import registry
from services.store.copy_binary import copy
from services.store.engine import connect, transaction
from services.store.rows import EMBEDDINGS, WINDOWS
from services.store.search import Filters, search_vector, similar_windows
from tests.support.corpus import COUNT, DIMENSION, MODEL, Corpus, fill, least_coverage, window_id
from tests.support.windows import captioned_window

pytestmark = pytest.mark.real
LISTS = 100
_ELSEWHERE = """
    SELECT count(*) FROM "prefixes_{model}" p
    LEFT JOIN prefix_lists l ON l.model_version = '{model}' AND l.number = p.list
    WHERE l.number IS NULL OR p.list <> list_of(p.prefix, '{model}')
"""


@pytest.fixture(scope="module")
def listed(migrated_database: Callable[[], str]) -> Iterator[Corpus]:
    """Fewer windows than get lists by themselves, with lists."""
    engine = connect(migrated_database())
    corpus = fill(engine)
    with engine.begin() as connection:
        connection.execute(text("SELECT setseed(0)"))
        connection.execute(text("SELECT fit_lists(:model, :lists)"), {"model": MODEL, "lists": LISTS})
    yield corpus
    engine.dispose()


def elsewhere(connection: Connection, model: str) -> int:
    """How many windows lie in no list or in another than the nearest."""
    return int(connection.exec_driver_sql(_ELSEWHERE.format(model=model)).scalar_one())


def add(engine: Engine, model: str, vectors: np.ndarray) -> list[uuid.UUID]:
    like = captioned_window(1).window
    ids = [uuid.uuid4() for _ in vectors]
    with transaction(engine) as connection:
        copy(
            connection, "windows", WINDOWS,
            (WINDOWS.row(each, "test", str(each), like.source, like.start, None, like.minutes, like.channels, 0, 1.0,
                         [], b"") for each in ids),
        )  # fmt: skip
        copy(
            connection, "embeddings", EMBEDDINGS,
            (EMBEDDINGS.row(each, model, 0, "window", 0, 1440, vector.astype(np.float32))
             for each, vector in zip(ids, vectors, strict=True)),
        )  # fmt: skip
    return ids


@pytest.mark.parametrize("share", [1.0, 0.3, 0.1, 0.01, 0.001])
@pytest.mark.parametrize("near", ["window", "bout"])
def test_recall_at_ten_stays_at_any_selectivity(listed: Corpus, share: float, near: str) -> None:
    """From among the windows, and from a vector that lies apart, as a text's does."""
    filters = Filters(min_coverage=least_coverage(share)) if share < 1 else Filters()
    found = wanted = 0
    for query in listed.queries(20, near):
        hits = search_vector(listed.engine, query, 10, filters)
        truth = listed.nearest(query, 10, share)
        assert len(hits) == len(truth) == min(10, round(COUNT * share))
        found += len({h.window_id for h in hits} & truth)
        wanted += len(truth)
    assert found / wanted >= 0.99


def test_of_windows_like_one_nearly_none_is_missed(listed: Corpus) -> None:
    found = 0
    for number in np.random.default_rng(2).choice(COUNT, 20):
        anchor = window_id(int(number))
        truth = listed.nearest(listed.windows[number], 11) - {anchor}
        found += len({h.window_id for h in similar_windows(listed.engine, anchor, 10).hits} & truth)
    assert found / 200 >= 0.99


@pytest.mark.parametrize("k", [1, 250, 1000, COUNT + 10])
def test_never_fewer_are_found_than_asked_for(listed: Corpus, k: int) -> None:
    query = listed.queries(1)[0]
    hits = search_vector(listed.engine, query, k)
    assert len({h.window_id for h in hits}) == len(hits) == min(k, COUNT)
    assert len({h.window_id for h in hits} & listed.nearest(query, k)) / len(hits) >= 0.95


def test_a_sieve_that_few_windows_pass_is_asked_of_all(listed: Corpus) -> None:
    """Fewer than lie in the nearest lists."""
    query = HalfVector(listed.queries(1)[0]).to_text()
    with listed.engine.connect() as connection:
        few = "p.number = 0 AND p.window_id < '00000000-0000-0000-0000-000000000010'"
        shortlist = connection.execute(
            text("SELECT shortlisted_windows(CAST(:query AS halfvec), 10, 'true', :few)"), {"query": query, "few": few}
        ).scalar_one()
        assert {*shortlist} == {uuid.UUID(int=number) for number in range(1, 16)}


def test_most_searches_do_not_read_all(listed: Corpus) -> None:
    read = text("SELECT pg_stat_get_xact_numscans(CAST(:table AS regclass))")  # of the table, not of its indexes
    table = {"table": f"prefixes_{MODEL}"}
    search = text("SELECT FROM search_windows(CAST(:query AS halfvec))")
    with listed.engine.connect() as connection:
        before = connection.execute(read, table).scalar_one()
        for query in listed.queries(20):
            assert connection.execute(search, {"query": HalfVector(query).to_text()}).rowcount == 10
        assert connection.execute(read, table).scalar_one() - before < 10


def test_what_lands_later_lies_in_its_list_and_is_found(store: Engine) -> None:
    random = np.random.default_rng(0)
    registry.register(store, "long", DIMENSION)
    add(store, "long", _unit(random, 400))
    with store.begin() as connection:
        connection.execute(text("SELECT fit_lists('long', 32)"))
        assert elsewhere(connection, "long") == 0
    later = _unit(random, 400)
    ids = add(store, "long", later)
    with store.connect() as connection:
        assert elsewhere(connection, "long") == 0
    for number in range(0, 400, 40):
        assert search_vector(store, later[number], 1)[0].window_id == ids[number]


def test_lists_are_made_anew_where_other_ones_are_wanted_and_go_with_their_model(store: Engine) -> None:
    random = np.random.default_rng(0)
    registry.register(store, "first", DIMENSION)
    registry.register(store, "long", DIMENSION)
    add(store, "long", _unit(random, 400))
    count = text("SELECT count(*) FROM prefix_lists")
    with store.begin() as connection:
        for lists in (40, 32, 0, 36):
            connection.execute(text("SELECT fit_lists('long', :lists)"), {"lists": lists})
            assert connection.execute(count).scalar_one() == lists
            assert elsewhere(connection, "long") == (0 if lists else 400)
        connection.execute(text("DELETE FROM windows"))
        assert connection.execute(text("SELECT count(*) FROM prefixes_long")).scalar_one() == 0
        connection.execute(text("SELECT remove_model('long')"))
        assert connection.execute(count).scalar_one() == 0


def _unit(random: np.random.Generator, count: int) -> np.ndarray:
    vectors = random.normal(size=(count, DIMENSION))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
