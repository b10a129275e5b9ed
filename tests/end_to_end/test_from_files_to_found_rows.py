"""From files to rows that are found with words: real input through real Kafka, real workers, real Postgres."""

import gzip
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import text

from schemas.codec import decode_signal
from schemas.topics import TOPICS, WINDOWS
from services.cli.embed import text_encoder
from services.replay.open_source import open_source
from services.store.engine import connect, transaction
from services.store.search import Filters, search_captions, search_vector, similar_windows
from services.stream.kafka_stream import KafkaStream
from services.stream.types import Message
from tests.end_to_end import archive
from tests.end_to_end.conftest import Filled
from tests.end_to_end.line import STUDY
from wearscribe.model.embedders import RELEASED

OURS = f"study = '{STUDY}'"  # other tests send windows of other studies through the same line

pytestmark = pytest.mark.real


def rows(filled: Filled, query: str) -> list[tuple]:  # type: ignore[type-arg]  # whatever the query selects
    engine = connect(filled.line.settings.database)
    try:
        with transaction(engine) as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def test_every_person_and_day_with_a_measured_minute_is_a_window(filled: Filled) -> None:
    days, steps = set(), defaultdict(int)
    with gzip.open(filled.real_file, "rt") as lines:
        next(lines)
        for row in lines:
            person, time, count, *others = row.rstrip("\n").split(",")
            if count or any(others):
                days.add((person, time[:10]))
            steps[person] += int(count or 0)
    landed = rows(filled, "SELECT subject, signal FROM windows WHERE source = 'fitabase'")
    assert len(landed) == len(days) == filled.real.sent

    totals = defaultdict(float)
    for subject, signal in landed:
        channels, minutes = decode_signal(bytes(signal))
        totals[subject] += float(np.nansum(minutes[channels.index("steps")], dtype=float))
    assert sorted(totals.values()) == sorted(steps.values())  # to the step


def test_every_window_has_captions_in_both_languages_annotations_and_a_vector(filled: Filled) -> None:
    sent = filled.real.sent + filled.archive.sent + filled.synthetic.sent
    has = {
        "captions": "language = 'en'",
        "captions AS korean": "language = 'ko'",
        "annotations": "kind = 'statistics'",
        "embeddings": f"span = 'window' AND model_version = '{RELEASED}'",
    }
    counts = [
        rows(
            filled,
            f"SELECT count(DISTINCT window_id) FROM {table} JOIN windows USING (window_id) WHERE {what} AND {OURS}",
        )
        for table, what in has.items()
    ]
    assert counts == [[(sent,)]] * len(has)
    assert rows(filled, f"SELECT count(*) FROM windows WHERE {OURS}") == [(sent,)]


def test_every_caption_that_landed_was_verified(filled: Filled) -> None:
    ((unverified,),) = rows(filled, "SELECT count(*) FROM captions WHERE NOT verified")
    assert unverified == 0


def test_words_find_the_days_that_they_describe(filled: Filled) -> None:
    database = filled.line.settings.database
    engine, encoder = connect(database), text_encoder(database)
    for vector in encoder.embed_text(["a run in the evening", "저녁 달리기"]):
        hits = search_vector(engine, vector, 3, Filters(source="synthetic"))
        labels = dict(rows(filled, "SELECT window_id, labels FROM windows"))
        assert len(hits) == 3
        ran = ["run" in [label["name"] for label in labels[hit.window_id]] for hit in hits]
        assert all(ran)  # five of the fourteen days have a run, the others all kinds of exercise
    (nearest,) = similar_windows(engine, hits[0].window_id, 1).hits
    assert nearest.window_id != hits[0].window_id
    assert search_captions(engine, "run", 3, Filters(source="synthetic"))
    engine.dispose()


def test_a_second_replay_sends_nothing_and_changes_nothing(filled: Filled) -> None:
    landed = f"SELECT window_id, revision, landed_at FROM windows WHERE {OURS} ORDER BY window_id"
    before = rows(filled, landed)
    (again,) = filled.line.replay([open_source("synthetic", people=2, days=7)])
    assert (again.sent, again.unchanged) == (0, filled.synthetic.sent)
    assert rows(filled, landed) == before


def test_poison_is_rejected_with_its_origin_and_reason_and_holds_nothing_up(filled: Filled) -> None:
    assert set(rows(filled, "SELECT topic, stage, reason FROM rejections")) == {
        (WINDOWS.name, "features", "not an Arrow IPC stream (cut short, or something else altogether)")
    }


def test_nothing_personal_is_in_any_topic_table_or_log(filled: Filled) -> None:
    with gzip.open(filled.real_file, "rt") as lines:
        ids = {line.split(",", 1)[0] for line in lines} - {"Id"}
    secrets = [secret.encode() for secret in (*archive.SECRETS, *ids, "2016-04", "2016-05")]
    found = [(place, secret) for place, content in _everything(filled) for secret in secrets if secret in content]
    assert found == []


def _everything(filled: Filled) -> Iterator[tuple[str, bytes]]:
    """Each message, each row of each table, each log line."""
    stream = KafkaStream(filled.line.settings.kafka)
    for topic in TOPICS:
        for message in _messages(stream, topic):
            yield topic, b"|".join([message.key or b"", message.value, *message.headers.values()])
            # the signal is float32 minutes: it has no room for words
    for (table,) in rows(filled, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"):
        for (row,) in rows(filled, f'SELECT t::text FROM "{table}" t'):
            yield table, row.encode()
    for log in (filled.line.settings.state / "logs").glob("*"):
        yield log.name, log.read_bytes()


def _messages(stream: KafkaStream, topic: str) -> Iterator[Message]:
    consumer = stream.consumer(topic, f"{STUDY}-{topic}")
    try:
        seen = False
        while not seen or any(consumer.lag().values()):
            messages = consumer.poll(1.0, 500)
            seen = seen or bool(consumer.assignment())
            yield from messages
    finally:
        consumer.close()
