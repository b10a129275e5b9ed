"""What searches find against what there is to find, by brute force: unfiltered and through filters of any
selectivity; and never fewer rows than asked for where there are as many."""

import numpy as np
import pytest

from services.store.search import Filters, search_vector, similar_windows
from tests.support.corpus import COUNT, Corpus, least_coverage, window_id

pytestmark = pytest.mark.real


@pytest.mark.parametrize("share", [1.0, 0.1, 0.01, 0.001])
@pytest.mark.parametrize("span", [None, "window", "bout"])
def test_recall_at_ten_is_nearly_exact_at_any_selectivity(corpus: Corpus, share: float, span: str | None) -> None:
    filters = Filters(min_coverage=least_coverage(share)) if share < 1 else Filters()
    found = wanted = 0
    for query in corpus.queries(20, span or "window"):
        hits = search_vector(corpus.engine, query, 10, filters, span)
        truth = corpus.nearest(query, 10, share, span or "window")
        assert len(hits) == len(truth) == min(10, round(COUNT * share))
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True) or span is None
        found += len({h.window_id for h in hits} & truth)
        wanted += len(truth)
    assert found / wanted >= 0.99


def test_of_windows_like_one_nearly_none_is_missed(corpus: Corpus) -> None:
    found = 0
    for number in np.random.default_rng(2).choice(COUNT, 20):
        anchor = window_id(int(number))
        truth = corpus.nearest(corpus.windows[number], 11) - {anchor}
        found += len({h.window_id for h in similar_windows(corpus.engine, anchor, 10).hits} & truth)
    assert found / 200 >= 0.99


def test_from_a_vector_that_lies_apart_they_are_found_as_well(corpus: Corpus) -> None:
    """As a text's does: what is nearest to it lies scattered."""
    apart = corpus.queries(20, "bout")
    found = sum(
        len({h.window_id for h in search_vector(corpus.engine, query, 10)} & corpus.nearest(query, 10))
        for query in apart
    )
    assert found / 200 >= 0.99


@pytest.mark.parametrize("k", [1, 250, 1000])
def test_more_than_the_index_looks_at_in_one_round_are_found_too(corpus: Corpus, k: int) -> None:
    query = corpus.queries(1)[0]
    hits = search_vector(corpus.engine, query, k)
    assert len({h.window_id for h in hits}) == len(hits) == k
    assert len({h.window_id for h in hits} & corpus.nearest(query, k)) / k >= 0.95


def test_asking_for_more_than_there_are_gives_all(corpus: Corpus) -> None:
    hits = search_vector(corpus.engine, corpus.queries(1)[0], COUNT + 10)
    assert len({h.window_id for h in hits}) == len(hits) == COUNT
