"""Landing on a real Postgres: once in effect, in any order, behind a fence, with the blame on the right record."""

import random
import uuid
from collections.abc import Callable
from contextlib import contextmanager

import numpy as np
import psycopg2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, make_url, text

from schemas.records import Caption, CaptionedWindow, Sentence
from services.store import registry, rejections
from services.store.engine import ATTEMPTS, connect
from services.store.erase import erase_subject
from services.store.errors import StoreError, StoreFenced, StoreUnavailable, Unlandable
from services.store.landing import land
from services.store.offsets import Fence, landed
from services.store.rejections import Rejection
from services.store.windows import listed, read
from services.stream.types import Partition
from tests.support.windows import captioned_window, pseudonym

pytestmark = pytest.mark.real
PARTITION = Partition("wearscribe.captioned.v1", 0)
CONTENT = {
    "windows": "window_id, study, subject, source, starts_at, utc_offset, minutes, channels, revision, coverage, "
    "labels, encode(signal, 'hex')",
    "annotations": "annotations.*",
    "captions": "captions.*",
    "embeddings": "window_id, model_version, number, span, start_minute, end_minute, vector::text",
    "inferences": "inferences.*",
}


def contents(engine: Engine) -> dict[str, list[str]]:
    """Every row of the personal tables as text, sorted; when it landed is left out."""
    with engine.connect() as connection:
        return {
            table: sorted(connection.execute(text(f"SELECT row({columns})::text FROM {table}")).scalars())
            for table, columns in CONTENT.items()
        }


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


class Sink:
    """Lands batches one after the other, as the worker would."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.fence, self.offset = engine, Fence(engine, "sink"), 0
        self.offset = self.fence.take([PARTITION]).get(PARTITION, 0)

    def land(self, *windows: CaptionedWindow) -> int:
        target = self.offset + max(1, len(windows))
        written = land(self.engine, windows, self.fence, {PARTITION: target}, sleep=lambda _: None)
        self.offset = target
        return written


def test_a_record_is_read_back_as_it_landed(store: Engine) -> None:
    record = captioned_window(3, bouts=2)
    assert Sink(store).land(record) == 1
    back = read(store, record.window.window_id)
    assert back is not None
    assert back.window == record.window
    assert back.annotations == record.annotations
    assert set(back.captions) == set(record.captions)
    assert back.model_version == record.model_version
    assert back.inferences == record.inferences != ()
    assert [(e.span, e.start, e.end) for e in back.embeddings] == [(e.span, e.start, e.end) for e in record.embeddings]
    for mine, theirs in zip(back.embeddings, record.embeddings, strict=True):
        np.testing.assert_array_equal(mine.vector, theirs.vector)
    assert read(store, uuid.uuid4()) is None


def test_the_list_of_windows_is_readable(store: Engine) -> None:
    Sink(store).land(captioned_window(3), captioned_window(1), captioned_window(2, subject=1))
    rows = listed(store, subject=pseudonym(0))
    assert [row.starts_at.day for row in rows] == [2, 4]
    assert rows[1].labels == ["walk"]
    assert rows[1].summary == "A short brisk walk raised the heart rate on day 3."
    assert all(row.searchable for row in rows)


def test_landing_again_changes_nothing(store: Engine) -> None:
    records = [captioned_window(seed) for seed in range(5)]
    sink = Sink(store)
    assert sink.land(*records) == 5
    before = contents(store)
    assert sink.land(*records) == 0
    assert sink.land(records[0], records[0], records[4]) == 0
    assert contents(store) == before


def test_a_higher_revision_replaces_everything(store: Engine) -> None:
    old, new = captioned_window(1, bouts=3, annotations=9), captioned_window(1, revision=2, bouts=1, annotations=5)
    sink = Sink(store)
    assert (sink.land(old), sink.land(new), sink.land(old)) == (1, 1, 0)
    back = read(store, new.window.window_id)
    assert back is not None
    assert back.window == new.window
    assert len(back.annotations) == 5
    assert len(back.embeddings) == 2
    assert back.inferences == new.inferences != old.inferences
    assert count(store, "inferences") == len(new.inferences)


_HISTORY = [
    captioned_window(1, revision=0, annotations=4),
    captioned_window(1, revision=1, annotations=5, bouts=2),
    captioned_window(1, revision=1, annotations=5, bouts=2, model="other-model", dimension=8),
    captioned_window(2, revision=0),
    captioned_window(2, revision=3, bouts=0),
    captioned_window(3, revision=0, model="other-model", dimension=8),
]


@pytest.fixture(scope="module")
def shared(migrated_database: Callable[[], str]) -> Engine:
    engine = connect(migrated_database())
    registry.register(engine, "test-model", 16)
    registry.register(engine, "other-model", 8)
    return engine


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(_HISTORY))), st.lists(st.integers(0, len(_HISTORY) - 1), max_size=6), st.data())
def test_any_order_and_any_repetition_leaves_the_same_tables(
    shared: Engine, order: list[int], repeated: list[int], data: st.DataObject
) -> None:
    with shared.begin() as connection:
        connection.execute(text("TRUNCATE windows CASCADE"))
    sink = Sink(shared)
    sequence = [_HISTORY[i] for i in [*order, *repeated]]
    while sequence:
        size = data.draw(st.integers(1, len(sequence)), label="batch")
        sink.land(*sequence[:size])
        sequence = sequence[size:]
    now = contents(shared)
    with shared.begin() as connection:
        connection.execute(text("TRUNCATE windows CASCADE"))
    sink.land(*_HISTORY)
    assert now == contents(shared)
    assert (len(now["windows"]), len(now["embeddings"])) == (3, 3 + 3 + 1 + 2)
    assert len(now["inferences"]) == 2 * (2 + 1 + 1)


def test_a_second_model_adds_its_vectors_and_captions(store: Engine) -> None:
    sink = Sink(store)
    first = captioned_window(1)
    said = Caption(
        level="summary",
        language="en",
        author="m2",
        sentences=(Sentence(text="A lively hour.", annotations=(1,)),),
        verified=True,
    )
    second = captioned_window(1, model="m2", dimension=32)
    second = second.model_copy(update={"captions": (*second.captions, said)})
    sink.land(first)
    assert sink.land(second) == 0
    assert sink.land(second) == 0
    back = read(store, first.window.window_id, "m2")
    assert back is not None
    assert len(back.embeddings) == 2
    assert len(back.embeddings[0].vector) == 32
    assert set(back.captions) == {*first.captions, said}
    assert [(m.version, m.dimension, m.active) for m in registry.models(store)] == [
        ("test-model", 16, True),
        ("m2", 32, False),
    ]


def test_a_zombie_is_fenced_and_writes_nothing(store: Engine) -> None:
    zombie = Sink(store)
    zombie.land(captioned_window(1))
    successor = Sink(store)
    assert successor.offset == 1
    with pytest.raises(StoreFenced):
        zombie.land(captioned_window(2))
    assert count(store, "windows") == 1
    successor.land(captioned_window(2))
    with pytest.raises(StoreFenced):
        zombie.land(captioned_window(3))
    assert landed(store, "sink") == {PARTITION: 2}


def test_a_partition_that_was_never_taken_is_fenced(store: Engine) -> None:
    with pytest.raises(StoreFenced, match="not assigned"):
        land(store, [captioned_window(1)], Fence(store, "sink"), {PARTITION: 1})
    assert count(store, "windows") == 0


def test_two_groups_do_not_fence_each_other(store: Engine) -> None:
    one, two = Fence(store, "one"), Fence(store, "two")
    assert one.take([PARTITION]) == {}
    assert two.take([PARTITION]) == {}
    land(store, [captioned_window(1)], one, {PARTITION: 1})
    land(store, [captioned_window(1)], two, {PARTITION: 5})
    assert (landed(store, "one"), landed(store, "two")) == ({PARTITION: 1}, {PARTITION: 5})


def test_offsets_never_go_back(store: Engine) -> None:
    sink = Sink(store)
    sink.land(*[captioned_window(seed) for seed in range(5)])
    land(store, [captioned_window(1)], sink.fence, {PARTITION: 2})
    assert landed(store, "sink") == {PARTITION: 5}


class LosesTheAnswer:
    """An engine whose first commit gets through while the connection breaks before it is told."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._left = engine, 1

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)

    def begin(self) -> object:
        @contextmanager
        def begin() -> object:  # type: ignore[misc]  # a generator
            with self._engine.begin() as connection:
                yield connection
                writes = connection.execute(text("SELECT count(*) FROM windows")).scalar_one()
            if writes and self._left:
                self._left -= 1
                raise psycopg2.OperationalError("server closed the connection unexpectedly")

        return begin()


def test_a_commit_whose_answer_is_lost_is_not_taken_for_a_zombie(store: Engine) -> None:
    sink = Sink(store)
    sink.engine = LosesTheAnswer(store)  # type: ignore[assignment]  # what landing uses of an engine
    sink.land(captioned_window(1), captioned_window(2))
    sink.land(captioned_window(3))
    assert count(store, "windows") == 3
    assert landed(store, "sink") == {PARTITION: 3}


def test_killed_connections_are_replaced(store: Engine) -> None:
    sink = Sink(store)
    sink.land(captioned_window(1))
    with store.connect() as other:
        other.execute(
            text("""SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()""")
        )
    assert sink.land(captioned_window(2)) == 1
    assert count(store, "windows") == 2


def test_a_database_that_is_away_is_unavailable_and_rejects_nothing(store: Engine) -> None:
    fence = Fence(store, "sink")
    fence.take([PARTITION])
    away = connect(make_url(str(store.url)).set(host="127.0.0.1", port=1).render_as_string(hide_password=False))
    waits: list[float] = []
    record = captioned_window(1).model_copy(update={"embeddings": ()})
    with pytest.raises(StoreUnavailable, match="is it running"):
        land(away, [record], fence, {PARTITION: 1}, sleep=waits.append)
    assert waits == [0.25 * 2**n for n in range(ATTEMPTS - 1)]
    assert count(store, "windows") == 0


def spoilt(seed: int, **update: object) -> CaptionedWindow:
    return captioned_window(seed).model_copy(update=update)


BAD = {
    "vector of another dimension": spoilt(90, embeddings=captioned_window(90, dimension=8).embeddings),
    "no number in a vector": spoilt(
        91,
        embeddings=tuple(
            e.model_copy(update={"vector": np.full(16, np.nan, np.float32)}) for e in captioned_window(91).embeddings
        ),
    ),
    "infinite value": spoilt(
        92, annotations=(captioned_window(92).annotations[0].model_copy(update={"values": {"mean": float("inf")}}),)
    ),
    "number beyond the column": spoilt(
        93, annotations=(captioned_window(93).annotations[0].model_copy(update={"id": 2**40}),)
    ),
    "one annotation twice": spoilt(94, annotations=captioned_window(94).annotations * 2),
    "a zero byte in a caption": spoilt(
        95,
        captions=(
            Caption(level="summary", language="en", sentences=(Sentence(text="a\0b", annotations=()),), verified=True),
        ),
    ),
    "a text longer than any index takes": spoilt(
        96,
        captions=(
            Caption(
                level="summary",
                language="en",
                sentences=(Sentence(text=" ".join(map(str, range(300_000))), annotations=()),),
                verified=True,
            ),
        ),
    ),
    "a model version that is no slug": spoilt(97, model_version="Model; one"),
}


@pytest.mark.parametrize("defect", BAD)
def test_one_bad_record_is_named_and_the_others_land_without_it(store: Engine, defect: str) -> None:
    batch = [captioned_window(seed) for seed in range(7)]
    place = random.Random(defect).randrange(1, 7)
    batch.insert(place, BAD[defect])
    sink = Sink(store)
    with pytest.raises(Unlandable) as caught:
        sink.land(*batch)
    assert caught.value.index == place
    assert pseudonym(0) not in str(caught.value)
    assert (count(store, "windows"), landed(store, "sink")) == (0, {})

    bad = batch.pop(caught.value.index)
    assert sink.land(*batch) == 7
    assert read(store, bad.window.window_id) is None


def test_a_rejection_keeps_its_first_reason(store: Engine) -> None:
    rejections.record(store, [Rejection(PARTITION, 1, "features", "first")])
    rejections.record(store, [Rejection(PARTITION, 1, "features", "second")])
    (kept,) = rejections.newest(store)
    assert (kept.partition, kept.offset, kept.stage, kept.reason) == (PARTITION, 1, "features", "first")
    assert kept.at is not None


def test_a_batch_without_a_record_still_moves_the_offset(store: Engine) -> None:
    Sink(store).land()
    assert (landed(store, "sink"), count(store, "windows")) == ({PARTITION: 1}, 0)


def test_erasing_a_subject_leaves_nothing_of_it(store: Engine) -> None:
    sink = Sink(store)
    sink.land(captioned_window(1), captioned_window(2), captioned_window(3, subject=1))
    assert erase_subject(store, pseudonym(0), study="another") == 0
    assert erase_subject(store, pseudonym(0)) == 2
    assert all(len({row.split(",")[0] for row in rows}) == 1 for rows in contents(store).values())
    assert pseudonym(0) not in str(contents(store))


def test_a_database_that_was_not_migrated_says_what_to_do(new_database: Callable[[], str]) -> None:
    engine = connect(new_database())
    with pytest.raises(StoreError, match="wearscribe migrate"):
        Fence(engine, "sink").take([PARTITION])
    engine.dispose()
