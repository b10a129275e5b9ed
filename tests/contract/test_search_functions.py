"""Finding windows by a vector, by another window and by the words of captions."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, text

from services.store import registry
from services.store.arrivals import arrivals
from services.store.engine import connect
from services.store.errors import StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.store.rejections import Rejection, mark_replayed, newest, record
from services.store.search import Filters, as_sql, hybrid, search_captions, search_vector, similar_windows
from services.stream.rejection import Rejection as Sent
from services.stream.types import Partition
from tests.support.windows import captioned_window, pseudonym

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def days(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    """Two weeks of two subjects, as the sink lands them; 1 March 2021 is a Monday."""
    engine, partition = connect(migrated_database()), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    records = [captioned_window(seed, subject=seed % 2, bouts=2) for seed in range(14)]
    land(engine, records, fence, {partition: 14})
    yield engine
    engine.dispose()


def query(seed: int = 3) -> np.ndarray:
    return captioned_window(seed, bouts=2).embeddings[0].vector


def test_windows_are_ranked_as_wholes_and_tell_which_span_matches_best(days: Engine) -> None:
    window, *bouts = captioned_window(5, bouts=2).embeddings
    (best, *others) = hits = search_vector(days, window.vector, 50)
    assert len(hits) == len({h.window_id for h in hits}) == 14
    assert best.window_id == captioned_window(5, subject=1).window.window_id
    assert (best.span, best.score) == ("window", pytest.approx(1, abs=1e-3))
    assert {each.span for each in others} == {"window", "bout"}

    near = 0.7 * bouts[1].vector + 0.7 * window.vector  # of all wholes nearest to this one, nearer to a bout in it
    near += 0.1 * bouts[1].vector
    best = search_vector(days, near / np.linalg.norm(near), 1)[0]
    assert (best.span, best.start_minute, best.end_minute) == ("bout", bouts[1].start, bouts[1].end)
    assert best.caption == "A short brisk walk raised the heart rate on day 5."
    assert search_vector(days, near, 1, span="window")[0].span == "window"
    assert search_vector(days, near, 1, Filters(language="ko"))[0].caption == "짧은 산책으로 심박수가 올랐다."


def test_bouts_alone_are_ranked_by_the_best_of_them(days: Engine) -> None:
    bout = captioned_window(5, bouts=2).embeddings[2]
    hits = search_vector(days, bout.vector, 50, span="bout")
    assert len(hits) == len({h.window_id for h in hits}) == 14
    assert {h.span for h in hits} == {"bout"}
    assert (hits[0].start_minute, hits[0].end_minute) == (bout.start, bout.end)
    assert hits[0].score == pytest.approx(1, abs=1e-3)


def test_similar_windows_leave_out_the_window_itself(days: Engine) -> None:
    anchor = captioned_window(4, bouts=2)
    hits = similar_windows(days, anchor.window.window_id, 13).hits
    assert len(hits) == 13
    assert anchor.window.window_id not in {h.window_id for h in hits}
    vectors = {seed: captioned_window(seed, bouts=2).embeddings[0].vector for seed in range(14) if seed != 4}
    nearest = max(vectors, key=lambda seed: float(vectors[seed] @ anchor.embeddings[0].vector))
    assert hits[0].starts_at == datetime(2021, 3, 1) + timedelta(days=nearest)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("brisk walks", True),  # another form of the word
        ('"brisk walk"', True),
        ('"walk brisk"', False),
        ("swim or walk", True),
        ("walk -brisk", True),  # another caption of the window has the one word without the other
        ("raised -walk", False),
        ("the 'quoted; DROP", False),
        ("심박수", True),  # whatever particle follows
        ("심박수가 올랐다", True),
        ("산책", True),
        ("심박수 수영", False),
        ("산책 -심박수", False),
        ("수심박", False),
        ('"심박수가 올랐다"', True),
        ('"박수가 올랐"', True),
        ('"심박수가 산책"', False),
        ("박", True),  # inside 심박수가
        ("산 -책", False),
        ("영", False),
        ("5분", True),
        ("5분에", True),
        ("수영 or 산책", True),
        ("bpm이었다.", True),
    ],
)
def test_captions_are_found_by_words(days: Engine, words: str, found: bool) -> None:
    assert len(search_captions(days, words, 50, Filters(subject=pseudonym(0)))) == (7 if found else 0)


def test_a_caption_hit_shows_what_matched(days: Engine) -> None:
    assert search_captions(days, "brisk day 7", 1)[0].caption == "A short brisk walk raised the heart rate on day 7."
    assert search_captions(days, "lasted", 1)[0].caption == "Walking began at minute 5 and lasted 15 minutes."
    assert search_captions(days, "걷기", 1)[0].caption == "5분에 걷기가 시작되어 15분 동안 이어졌다."


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("a restless night after the evening's walk", "en", "'restless' | 'night' | 'even' | 'walk'"),
        ('not a -quoted or "walk"', "en", "'quot' | 'walk'"),
        ("more than 5 hours of sleep after a walk", "en", "'walk'"),
        ("on saturdays", "en", None),
        ("산책을 오래 한", "ko", "'산책' | '오래'"),
        ("심박수가 오른 bpm", "ko", "'심박' <-> '박수' | '오른' | 'bpm'"),
    ],
)
def test_any_word_of_a_question_that_is_no_condition_is_looked_for(
    days: Engine, question: str, language: str, words: str | None
) -> None:
    same = "SELECT words_of(question_parts(:question), :language)::text = CAST(:words AS tsquery)::text"
    with days.connect() as connection:
        arguments = {"question": question, "language": language, "words": words}
        assert connection.execute(text(same), arguments).scalar_one() is (None if words is None else True)


def test_a_word_that_a_quarter_of_the_windows_hold_is_not_looked_for_beside_a_rarer_one(days: Engine) -> None:
    looked_for = "SELECT telling_words(question_parts(:question), 'en')::text"
    with days.connect() as connection:
        told = [
            connection.execute(text(looked_for), {"question": question}).scalar_one()
            for question in ("a brisk walk on day 7", "a brisk walk")  # each window has a day of its own, all a walk
        ]
    assert told == ["'7'", "'brisk' | 'walk'"]


def test_of_a_long_question_a_rare_word_finds_its_window(days: Engine) -> None:
    (best, *others) = hybrid(days, "was there something unusual or surprising about the short walk on day 7", 20).hits
    assert best.window_id == captioned_window(7, subject=1).window.window_id
    assert others == []


def test_what_was_sent_back_is_told(store: Engine) -> None:
    partition = Partition("t", 0)
    record(store, [Rejection(partition, offset, "sink", "cut short") for offset in range(3)])
    (told,) = arrivals(store).rejections
    assert (told.messages, told.replayed, told.replayed_at) == (3, 0, None)
    mark_replayed(store, [_sent(partition, 1)], "somebody")
    mark_replayed(store, [_sent(partition, 2), _sent(partition, 9)])  # the last one before any worker recorded it
    record(store, [Rejection(partition, 9, "sink", "cut short")])
    (told,) = arrivals(store).rejections
    assert (told.messages, told.replayed) == (4, 3)
    assert told.replayed_at is not None
    by = {each.offset: (each.replayed_at is not None, each.replayed_by) for each in newest(store)}
    assert by == {0: (False, None), 1: (True, "somebody"), 2: (True, None), 9: (True, None)}
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT replayed_by FROM v_rejections").scalar_one() == ["somebody"]


def _sent(partition: Partition, offset: int) -> Sent:
    return Sent("sink", partition, offset, "cut short", "Cut", datetime(2026, 1, 1, tzinfo=UTC), None, b"", {})


def test_no_active_model_says_what_to_do(store: Engine) -> None:
    with pytest.raises(StoreError, match=r"no embedding model is active\. One becomes active when"):
        search_vector(store, np.ones(8))
    with pytest.raises(StoreError, match=r"not registered\. SELECT version FROM models"):
        registry.activate(store, "unknown")


def test_a_vector_of_another_dimension_is_refused(days: Engine) -> None:
    with pytest.raises(StoreError, match=r"8 dimensions, the active model test-model has 16\. Embed the query"):
        search_vector(days, np.ones(8))
    with pytest.raises(StoreError, match=r"dimension 16, not 8\. Give a model of another dimension another version"):
        registry.register(days, "test-model", 8)


def test_two_models_are_never_mixed(store: Engine) -> None:
    partition, fence = Partition("t", 0), Fence(store, "sink")
    fence.take([partition])
    land(store, [captioned_window(seed) for seed in range(5)], fence, {partition: 5})
    land(store, [captioned_window(seed, model="m2", dimension=8) for seed in range(3)], fence, {partition: 8})
    assert len(search_vector(store, np.ones(16), 50)) == 5
    registry.activate(store, "m2")
    assert len(search_vector(store, np.ones(8), 50)) == 3
    assert [m.active for m in registry.models(store)] == [False, True]


def test_a_search_can_be_copied_as_sql(days: Engine) -> None:
    statement = as_sql("search_windows", {"query": np.ones(16), "k": 3, "source": "o'clock", "weekday": [1, 2]})
    assert statement == ("SELECT * FROM search_windows(:'q', 3, source => 'o''clock', weekday => ARRAY[1, 2])")
    with days.connect() as connection:
        connection.exec_driver_sql(statement.replace(":'q'", f"'{np.ones(16).tolist()}'"))
