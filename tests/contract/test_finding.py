"""Asking the database: conditions, filters, words and meaning together, like this but, which label, why."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from sqlalchemy import Engine, text

from services.store import registry, text_tower
from services.store.engine import connect
from services.store.erase import erase_subject
from services.store.errors import StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import (
    Answer,
    Filters,
    classify,
    composed,
    explain,
    hybrid,
    parse,
    search_captions,
    search_text,
    search_vector,
    similar_windows,
)
from services.store.text_cache import remember_composed, remember_text
from services.stream.types import Partition
from tests.support.windows import MODEL, captioned_window, pseudonym
from wearscribe.static_tower import StaticTower

pytestmark = pytest.mark.real
MONDAY = datetime(2021, 3, 1)


def window(day: int) -> UUID:
    return captioned_window(day, subject=day % 2).window.window_id


def vector(day: int) -> np.ndarray:
    return captioned_window(day, bouts=2).embeddings[0].vector


def fill(engine: Engine) -> None:
    """Two weeks of two subjects, an hour from midnight each, as the sink lands them, every third with a logged walk;
    `restless` points at day 3, `run` at day 5."""
    partition, fence = Partition("t", 0), Fence(engine, "sink")
    fence.take([partition])
    land(engine, [captioned_window(day, subject=day % 2, bouts=2) for day in range(14)], fence, {partition: 14})
    text_tower.load(engine, StaticTower(MODEL, ["restless", "run"], np.stack([vector(3), vector(5)])))


@pytest.fixture(scope="module")
def days(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    engine = connect(migrated_database())
    fill(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def own_days(store: Engine) -> Engine:
    fill(store)
    return store


def test_every_hit_meets_the_conditions_and_says_how(days: Engine) -> None:
    answer = search_text(days, "restless on a saturday", 50)
    assert [hit.starts_at.isoweekday() for hit in answer.hits] == [6, 6]
    assert [hit.met for hit in answer.hits] == [("Saturday",)] * 2
    assert answer.notes == ()
    assert [part.kind for part in parse(days, "saturday")] == ["condition"]


def test_a_wish_ranks_and_is_shown_where_it_is_met(own_days: Engine) -> None:
    with own_days.begin() as connection:
        connection.execute(
            text("INSERT INTO annotations VALUES (:id, 50, 'activity', NULL, 10, 30, '{}', NULL, 'run', '{}')"),
            {"id": window(5)},
        )
    hits = search_text(own_days, "a run", 50).hits
    assert len(hits) == 14
    assert hits[0].window_id == window(5)
    assert [bool(hit.met) for hit in hits] == [True] + [False] * 13
    (wish,) = (each for each in explain(own_days, window(5), "a run") if each.kind == "wish")
    assert (wish.start_minute, wish.end_minute, wish.said, wish.met) == (10, 30, hits[0].met[0], True)
    (wish,) = (each for each in explain(own_days, window(4), "a run") if each.kind == "wish")
    assert (wish.start_minute, wish.end_minute, wish.met) == (None, None, False)


def test_what_is_wished_for_raises_the_score(own_days: Engine) -> None:
    before = search_text(own_days, "a run and a nap", 50).hits
    with own_days.begin() as connection:
        connection.execute(
            text("INSERT INTO annotations VALUES (:id, 50, 'activity', NULL, 10, 30, '{}', NULL, 'run', '{}')"),
            {"id": before[7].window_id},
        )
    after = search_text(own_days, "a run and a nap", 50).hits
    raised = {hit.window_id: hit.score for hit in before}
    raised[before[7].window_id] += 0.9 / 2 * (1 - before[7].score)  # it has one of two
    assert [hit.score for hit in after] == pytest.approx(sorted(raised.values(), reverse=True), abs=1e-6)
    assert {hit.window_id: pytest.approx(hit.score, abs=1e-6) for hit in after} == raised
    assert search_text(own_days, "a run and a nap", 3).hits == after[:3]


def test_conditions_alone_are_answered_without_a_tower_the_newest_first(days: Engine) -> None:
    answer = search_text(days, "on saturdays", 50, Filters(subject=pseudonym(0)))
    assert answer.embedded is None
    assert [(hit.starts_at, hit.score) for hit in answer.hits] == [(MONDAY + timedelta(days=12), 1.0)]
    newest = search_text(days, "saturday or sunday", 3).hits
    assert [hit.starts_at for hit in newest] == [MONDAY + timedelta(days=day) for day in (13, 12, 6)]


PARTS = r"""ARRAY[ROW('walk', 'condition', 'walk', 'w.labels @> ''[{"name"\: "walk"}]''', NULL, NULL),
                 ROW('sunday', 'condition', 'on Sunday', 'extract(isodow FROM w.starts_at) = 7', NULL, NULL),
                 ROW('june', 'condition', 'in June', 'extract(month FROM w.starts_at) = MONTH', NULL, NULL)
                 ]::query_part[]"""


@pytest.mark.parametrize("said", ["restless", "unknown"])
def test_where_none_meets_all_those_that_meet_most_are_found(days: Engine, said: str) -> None:
    """March has one Sunday with a walk, June has none."""
    statement = "SELECT window_id FROM unnest(answering_windows(:said, PARTS, 50, 'true'))"
    with days.connect() as connection:
        march, june = (
            {
                row.window_id
                for row in connection.execute(
                    text(statement.replace("PARTS", PARTS).replace("MONTH", str(m))), {"said": said}
                )
            }
            for m in (3, 6)
        )
    assert march == june == {window(6)}


def test_and_a_note_says_so(own_days: Engine) -> None:
    answer = search_text(own_days, "less than five hours of sleep on saturday", 50)
    assert {hit.starts_at.isoweekday() for hit in answer.hits} == {6}
    assert answer.notes == ("no window meets all that is asked; these meet 1 of 2",)
    none = search_text(own_days, "less than five hours of sleep", 50)
    assert (none.hits, none.notes) == ([], ("no window meets what is asked",))
    assert search_text(own_days, "saturday", 50, Filters(study="another")).hits == []


def test_a_condition_lifts_the_threshold_but_no_least_score(own_days: Engine) -> None:
    with own_days.begin() as connection:
        connection.execute(text("UPDATE models SET static_threshold = 2.5"))
    assert search_text(own_days, "restless").hits == []
    assert len(search_text(own_days, "restless saturday").hits) == 2
    assert search_text(own_days, "restless saturday", min_score=1).hits == []
    assert len(search_text(own_days, "restless", 50, min_score=-1).hits) == 14


CLOCK = {
    "all day": (None, None, set(range(14))),
    "from midnight": (time(0), time(1), set(range(14))),
    "cut short": (time(0), time(0, 8), set()),
    "past midnight": (time(23), time(1), set(range(14))),
    "before": (time(20), time(23, 59), set()),
    "open end": (None, time(1), set(range(14))),
    "open start": (time(0, 30), None, set()),
}


@pytest.mark.parametrize("name", CLOCK)
def test_times_of_day_find_what_lies_within_as_a_whole(days: Engine, name: str) -> None:
    """The windows last from midnight to one; bouts, and what was annotated, from 0:05 on or before."""
    start, end, found = CLOCK[name]
    filters, starts = Filters(time_from=start, time_to=end), {MONDAY + timedelta(days=day) for day in found}
    assert {hit.starts_at for hit in search_text(days, "restless", 50, filters, span="window").hits} == starts
    assert {hit.starts_at for hit in search_vector(days, vector(1), 50, filters, span="window")} == starts
    assert {hit.starts_at for hit in search_captions(days, "walk", 50, filters)} == starts


def test_at_a_time_of_day_the_bouts_within_it_are_ranked(days: Engine) -> None:
    """Bouts of every day: 0:00 to 0:04 and 0:05 to 0:09."""
    filters = Filters(time_from=time(0, 5), time_to=time(0, 10))
    for hits in (
        search_text(days, "restless", 50, filters).hits,
        search_vector(days, vector(3), 50, filters),
        similar_windows(days, window(3), 50, filters).hits,
    ):
        assert len(hits) in (13, 14)
        assert {(hit.span, hit.start_minute, hit.end_minute) for hit in hits} == {("bout", 5, 9)}


@pytest.mark.parametrize(
    ("start", "end", "time_from", "time_to", "within"),
    [
        (0, 60, "09:00", "10:00", True), (0, 61, "09:00", "10:00", False), (-1, 60, "09:00", "10:00", False),
        (840, 960, "23:00", "01:00", True), (840, 961, "23:00", "01:00", False), (839, 900, "23:00", "01:00", False),
        (0, 1440, "09:00", "09:00", True), (1, 1441, "09:00", "09:00", False), (1440, 1500, "09:00", "10:00", True),
        (-600, -540, "23:00", "24:00", True), (0, 900, "00:00", "24:00", True), (0, 901, "00:00", "24:00", False),
        (0, 10, None, "09:10", True), (0, 10, "09:01", None, False),
    ],
)  # fmt: skip
def test_lying_within(days: Engine, start: int, end: int, time_from: str, time_to: str, within: bool) -> None:
    """Of a window that starts at nine in the morning."""
    statement = "SELECT lies_within('2021-03-01 09:00', :start, :end, CAST(:time_from AS time), CAST(:time_to AS time))"
    assert _one(days, statement, start=start, end=end, time_from=time_from, time_to=time_to) is within


FILTERS: dict[str, tuple[Filters, set[int]]] = {
    "subject": (Filters(subject=pseudonym(1)), {1, 3, 5, 7, 9, 11, 13}),
    "quoted": (Filters(subject="o'clock' OR true --"), set()),
    "study": (Filters(study="another"), set()),
    "source": (Filters(source="fitbit"), set(range(14))),
    "since": (Filters(since=datetime(2021, 3, 11)), {10, 11, 12, 13}),
    "until": (Filters(until=datetime(2021, 3, 3)), {0, 1}),
    "weekday": (Filters(weekday=(1, 7)), {0, 6, 7, 13}),
    "label": (Filters(label="walk"), {0, 3, 6, 9, 12}),
    "coverage": (Filters(min_coverage=1), set(range(14))),
    "time of day": (Filters(time_from=time(23), time_to=time(1)), set(range(14))),
    "all": (Filters(subject=pseudonym(0), label="walk", since=datetime(2021, 3, 2), weekday=(7,)), {6}),
}
SEARCHES: dict[str, Callable[[Engine, Filters], list[Any]]] = {
    "text": lambda engine, filters: search_text(engine, "restless", 50, filters).hits,
    "vector": lambda engine, filters: search_vector(engine, vector(1), 50, filters),
    "hybrid": lambda engine, filters: hybrid(engine, "restless walk", 50, filters).hits,
    "words": lambda engine, filters: hybrid(engine, "walk", 50, filters).hits,
    "captions": lambda engine, filters: search_captions(engine, "walk", 50, filters),
    "similar": lambda engine, filters: similar_windows(engine, window(13), 50, filters).hits,
    "composed": lambda engine, filters: composed(engine, window(13), "but longer", 50, filters).hits,
}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("search", SEARCHES)
def test_a_filter_leaves_what_passes_it_and_all_of_it(days: Engine, search: str, name: str) -> None:
    remember_composed(days, MODEL, window(13), "but longer", vector(2))
    filters, wanted = FILTERS[name]
    found = {hit.window_id for hit in SEARCHES[search](days, filters)}
    assert found == {window(day) for day in wanted - ({13} if search in ("similar", "composed") else set())}


def test_meaning_and_words_are_fused_by_their_ranks(days: Engine) -> None:
    said, filters = "restless brisk", Filters(until=datetime(2021, 3, 9))
    ranks: dict[UUID, float] = {}
    for hits in (search_text(days, said, 50, filters).hits, search_captions(days, "restless brisk", 50, filters)):
        for rank, hit in enumerate(hits, start=1):
            ranks[hit.window_id] = ranks.get(hit.window_id, 0) + 1 / (60 + rank)
    said_alone = search_captions(days, "brisk", 50, filters)
    assert said_alone
    found = hybrid(days, said, 5, filters).hits
    best = sorted(ranks, key=lambda each: (-ranks[each], each))[:5]
    assert [hit.window_id for hit in found] == best
    assert [hit.score for hit in found] == pytest.approx([ranks[each] for each in best], abs=1e-6)


def test_where_nothing_matches_a_common_word_is_no_match(own_days: Engine) -> None:
    assert hybrid(own_days, "a restless walk").hits
    with own_days.begin() as connection:
        connection.execute(text("UPDATE models SET static_threshold = 2.5"))
    answer = hybrid(own_days, "a restless walk")
    assert answer.hits == []
    assert answer.notes[0].startswith("nothing matches")


def test_conditions_hold_for_words_too(days: Engine) -> None:
    for said in ("restless walk on saturday", "a walk on saturday", "토요일 산책"):
        answer: Answer = hybrid(days, said, 50)
        assert {hit.starts_at.isoweekday() for hit in answer.hits} == {6}
        assert len(answer.hits) == 2


def test_like_this_but_needs_the_fused_encoder_once(days: Engine) -> None:
    with pytest.raises(StoreError, match=r"has not embedded this window and this text together\. That takes its fused"):
        composed(days, window(1), "but with a swim")
    remember_composed(days, MODEL, window(1), "but with a SWIM", vector(9))
    assert composed(days, window(1), "but  with a swim", 1).hits[0].window_id == window(9)
    assert len(composed(days, window(1), "but with a swim", 50).hits) == 13
    remember_composed(days, MODEL, uuid4(), "but with a swim", vector(9))  # nothing: no such window


def test_a_window_is_told_by_the_likeliest_of_the_labels(days: Engine) -> None:
    first, *others = told = classify(days, window(5), ["a restless night", "a run", "a run"])
    assert first.label == "a run"
    assert first.score == pytest.approx(1, abs=2e-3)
    assert {each.label for each in others} == {"a restless night", "unknown"}
    assert [each.probability for each in told] == sorted((each.probability for each in told), reverse=True)
    assert sum(each.probability for each in told) == pytest.approx(1)
    temperatures = [(first.score - each.score) / np.log(first.probability / each.probability) for each in others]
    assert temperatures[0] == pytest.approx(temperatures[1], rel=1e-2)
    with pytest.raises(StoreError, match="knows none of the words"):
        classify(days, window(5), ["a run", "qwertz"])


def test_a_label_is_held_to_the_window_and_to_the_span_of_it_that_is_nearest(days: Engine) -> None:
    whole, *bouts = (each.vector for each in captioned_window(4, bouts=2).embeddings)
    remember_text(days, MODEL, "what the second bout is", bouts[1])
    scores = {each.label: each.score for each in classify(days, window(4), ["what the second bout is"])}
    assert scores["what the second bout is"] == pytest.approx((1 + whole @ bouts[1]) / 2, abs=2e-3)


def test_where_no_label_tells_a_window_it_is_unknown(days: Engine) -> None:
    away = captioned_window(4, bouts=2)
    remember_text(days, MODEL, "knitting a sweater", -away.embeddings[0].vector)
    first, second = classify(days, window(4), ["knitting a sweater", "unknown"])
    assert (first.label, second.label) == ("unknown", "knitting a sweater")
    assert first.probability > 0.9


def test_labels_are_embedded_in_one_way(days: Engine) -> None:
    remember_text(days, MODEL, "exact run", vector(8))
    mixed = {each.label: each.score for each in classify(days, window(8), ["exact run", "restless"])}
    assert mixed["exact run"] < 0.9
    assert classify(days, window(8), ["exact run"])[0].score == pytest.approx(1, abs=2e-3)


def test_a_match_is_explained_by_what_the_window_holds(days: Engine) -> None:
    shown = explain(days, window(5), "a restless brisk walk on saturday")
    kinds = [each.kind for each in shown]
    assert kinds == sorted(kinds, key=["condition", "trait", "wish", "span", "caption"].index)
    (condition,) = (each for each in shown if each.kind == "condition")
    assert (condition.said, condition.met) == ("Saturday", True)
    spans = [each for each in shown if each.kind == "span"]
    assert [(each.start_minute, each.end_minute) for each in spans if each.score] != []
    assert [each.score for each in spans] == sorted((each.score or 0 for each in spans), reverse=True)
    said = {each.said: (each.start_minute, each.end_minute) for each in shown if each.kind == "caption"}
    assert said["A short brisk walk raised the heart rate on day 5."] == (0, 60)
    assert "Walking began at minute 5 and lasted 15 minutes." in said
    assert "The mean heart rate was 80.5 bpm." not in said
    unmet = explain(days, window(4), "saturday")
    assert [(each.kind, each.said, each.met) for each in unmet if each.kind == "condition"] == [
        ("condition", "on Saturday", False)
    ]


def test_korean_is_explained_whatever_the_particle(days: Engine) -> None:
    said = [each.said for each in explain(days, window(5), "산책을") if each.kind == "caption"]
    assert said == ["짧은 산책으로 심박수가 올랐다."]
    with pytest.raises(StoreError, match=r"there is no window"):
        explain(days, uuid4(), "산책")


def test_what_was_embedded_goes_with_the_window_its_revision_and_its_model(own_days: Engine) -> None:
    def composed_rows() -> int:
        return int(_one(own_days, "SELECT count(*) FROM composed_embeddings"))

    for day in range(3):
        remember_composed(own_days, MODEL, window(day), "but longer", vector(9))
    remember_text(own_days, MODEL, "a run", vector(1))
    revised = captioned_window(0, subject=0, revision=1)
    partition, fence = Partition("t", 0), Fence(own_days, "sink")
    fence.take([partition])
    land(own_days, [revised], fence, {partition: 15})
    assert composed_rows() == 2
    erase_subject(own_days, pseudonym(1))
    assert composed_rows() == 1
    registry.register(own_days, "m2", 8)
    registry.activate(own_days, "m2")
    with pytest.raises(StoreError, match="m2 has no static text tower"):  # never those of another model
        search_text(own_days, "a run")
    with pytest.raises(StoreError, match="m2 has not embedded"):
        composed(own_days, window(2), "but longer")
    registry.remove(own_days, MODEL)
    for table in ("composed_embeddings", "text_embeddings", "text_vectors"):
        assert _one(own_days, f"SELECT count(*) FROM {table}") == 0


def test_a_reader_searches_with_the_rights_of_a_reader_and_within_policies(own_days: Engine) -> None:
    with own_days.begin() as connection:
        connection.exec_driver_sql(f"""
            CREATE ROLE reader_of_days; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_days;
            ALTER TABLE windows ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON windows FOR SELECT TO reader_of_days USING (subject = '{pseudonym(1)}');
        """)
    try:
        with own_days.connect() as connection:
            connection.exec_driver_sql("SET ROLE reader_of_days")
            for search in ("search_windows('restless', 50)", "search_hybrid('restless walk', 50)",
                           "search_windows('restless on saturday', 50)", "search_captions('walk', 50)"):  # fmt: skip
                found = connection.exec_driver_sql(f"SELECT subject FROM {search}").scalars().all()
                assert set(found) == {pseudonym(1)}, search
    finally:
        with own_days.begin() as connection:
            connection.exec_driver_sql("DROP OWNED BY reader_of_days; DROP ROLE reader_of_days")


def _one(engine: Engine, statement: str, **arguments: object) -> Any:
    with engine.connect() as connection:
        return connection.execute(text(statement), arguments).scalar_one()
