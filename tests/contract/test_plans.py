"""Every search reads what it is meant to read, whatever is asked beside it: the prefixes of whole windows, once, or the
graph over bouts. What was read is told by the counts of scans in the search's own transaction."""

import pytest
from sqlalchemy import Connection, text

from services.store.text_cache import remember_composed, remember_text
from tests.support.corpus import MODEL, Corpus, least_coverage, window_id

pytestmark = pytest.mark.real
_SCANS = text("SELECT pg_stat_get_xact_numscans(CAST(:index AS regclass))")
_ASKED, _BESIDE = "an unhurried day", "but with a swim"

#: What is called with the vector :query, and what answers it.
SEARCHES = {
    "windows": ("search_windows(CAST(:query AS halfvec))", "window"),
    "windows as wholes": ("search_windows(CAST(:query AS halfvec), span => 'window')", "window"),
    "bouts": ("search_windows(CAST(:query AS halfvec), span => 'bout')", "bout"),
    "most windows": (f"search_windows(CAST(:query AS halfvec), min_coverage => {least_coverage(0.8)})", "window"),
    "one source": ("search_windows(CAST(:query AS halfvec), source => 'fitbit')", "window"),
    "five weekdays": ("search_windows(CAST(:query AS halfvec), weekday => ARRAY[1, 2, 3, 4, 5])", "window"),
    "several filters": (
        "search_windows(CAST(:query AS halfvec), since => '2021-06-01', study => 'test', weekday => ARRAY[1, 3, 5, 7])",
        "window",
    ),
    "a time of day": ("search_windows(CAST(:query AS halfvec), time_from => '07:00', time_to => '12:00')", "bout"),
    "like a window": (f"similar_windows('{window_id(5)}')", "window"),
    "like a window, of one source": (f"similar_windows('{window_id(5)}', source => 'fitbit')", "window"),
    "a text": (f"search_windows('{_ASKED}', min_score => -1)", "window"),
    "a text with a condition": (f"search_windows('{_ASKED} on a weekday', min_score => -1)", "window"),
    "a text with a filter": (f"search_windows('{_ASKED}', min_coverage => 0.2, min_score => -1)", "window"),
    "a text and words": (f"search_hybrid('{_ASKED}')", "window"),
    "a window and a text": (f"search_composed('{window_id(5)}', '{_BESIDE}')", "window"),
}


@pytest.fixture(scope="module", autouse=True)
def embedded(corpus: Corpus) -> None:
    """What a service with the transformer would have embedded."""
    asked, beside = corpus.queries(2)
    for each in (_ASKED, f"{_ASKED} on a weekday"):
        remember_text(corpus.engine, MODEL, each, asked)
    remember_composed(corpus.engine, MODEL, window_id(5), _BESIDE, beside)


@pytest.mark.parametrize("name", SEARCHES)
def test_the_prefixes_or_the_graph_answer(corpus: Corpus, name: str) -> None:
    search, span = SEARCHES[name]
    arguments = {"query": str(corpus.queries(1)[0].tolist())} if ":query" in search else {}
    rows, used = asked(corpus, search, arguments)
    assert rows == 10
    assert {each: used[each] for each in ("window", "bout", "all windows")} == {
        "window": 0, "bout": 0, "all windows": 0, span: 1,
    }  # fmt: skip


@pytest.mark.parametrize("share", [0.01, 0.001])
def test_where_few_windows_pass_they_are_found_first(corpus: Corpus, share: float) -> None:
    """Else nearly all would be asked, nearest first, until a hundred have passed. Some are asked for a guess at the
    share, and those that are found are told."""
    arguments = {"query": str(corpus.queries(1)[0].tolist()), "least": least_coverage(share)}
    rows, used = asked(corpus, "search_windows(CAST(:query AS halfvec), min_coverage => :least)", arguments)
    assert rows == 10
    assert 1 <= used["windows that pass"] < 10  # the planner looks at its ends, too
    assert used["windows one by one"] <= 100 + 2 * 10
    assert used["bout"] == 0


def test_the_settings_stay_inside_the_function(corpus: Corpus) -> None:
    with corpus.engine.connect() as connection:
        connection.execute(text("SET hnsw.ef_search = 33"))
        search = text("SELECT FROM search_windows(CAST(:query AS halfvec))")
        connection.execute(search, {"query": str(corpus.queries(1)[0].tolist())})
        assert connection.execute(text("SHOW hnsw.ef_search")).scalar_one() == "33"


def asked(corpus: Corpus, search: str, arguments: dict[str, object]) -> tuple[int, dict[str, int]]:
    """How many rows, and how often was read what `scans` counts."""
    with corpus.engine.connect() as connection:
        before = scans(connection)  # of a pooled session: an earlier search may still be counted
        rows = connection.execute(text(f"SELECT FROM {search}"), arguments).rowcount
        return rows, {each: count - before[each] for each, count in scans(connection).items()}


def scans(connection: Connection) -> dict[str, int]:
    relations = {
        "window": f"prefixes_{MODEL}",
        "bout": f"embeddings_hnsw_bout_{MODEL}",
        "all windows": "windows",
        "windows one by one": "windows_pkey",
        "windows that pass": "windows_coverage_idx",
    }
    return {
        what: connection.execute(_SCANS, {"index": f'"{relation}"'}).scalar_one()
        for what, relation in relations.items()
    }
