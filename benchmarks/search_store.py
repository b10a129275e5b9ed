"""A database of as many windows as the search benchmark wants: real days as they land, the others drawn around them."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine, text

from benchmarks.search_vectors import draw
from schemas.records import CaptionedWindow
from services.store import copy_binary as pg
from services.store.copy_binary import Layout, copy
from services.store.engine import transaction
from services.store.rows import EMBEDDINGS, WINDOWS

#: Bouts of a drawn window. A real one has eight, all of which land; a hundred thousand such would not fit the time.
BOUTS = 2
_WINDOWS_OF_ONE = 50  # of a drawn wearer
_COPIES = Layout("copies", {"window_id": pg.identifier, "like_id": pg.identifier})
#: Of what is claimed and said of a day, what a drawn window gets: a quarter, and all that the searches here touch.
_TAKEN = {
    "annotations": "t.kind IN ('activity', 'resting_heart_rate', 'sleep', 'statistics')",
    "captions": "t.level = 'summary'",
}
_COLUMNS = text("""
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND attgenerated = '' AND attname <> 'window_id'
""")


class Real(NamedTuple):
    """Vectors of real days, float32 [number, dimension], and of which record each is."""

    windows: np.ndarray
    bouts: np.ndarray
    window_of: list[int]
    bout_of: list[tuple[int, int]]  # the minutes


def real_vectors(records: Sequence[CaptionedWindow], random: np.random.Generator) -> Real:
    """Of the bouts at most 4,000."""
    wholes = [
        (number, each.vector) for number, r in enumerate(records) for each in r.embeddings if each.span == "window"
    ]
    bouts = [each for record in records for each in record.embeddings if each.span == "bout"]
    bouts = [bouts[number] for number in random.permutation(len(bouts))[:4000]]
    return Real(
        np.stack([vector for _, vector in wholes]),
        np.stack([each.vector for each in bouts]),
        [number for number, _ in wholes],
        [(each.start, each.end) for each in bouts],
    )


def add_drawn(
    engine: Engine, records: Sequence[CaptionedWindow], real: Real, count: int, random: np.random.Generator
) -> None:
    """Add `count` windows beside the records, which have landed: each with a part of what is claimed and said of one of
    them, with drawn vectors, without a signal. All windows get a coverage by chance, so that a minimal coverage is a
    filter of any selectivity."""
    drawn, bouts = draw(real.windows, count, random), draw(real.bouts, BOUTS * count, random)
    ids = [uuid.UUID(bytes=random.bytes(16), version=4) for _ in range(count)]
    likes = [records[real.window_of[number]].window for number in drawn.like]
    with transaction(engine) as connection:
        # No foreign keys checked row by row: a benchmark's own rows are right.
        connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL session_replication_role = replica"))
        connection.execute(text("UPDATE windows SET coverage = random()"))
        rows = (
            WINDOWS.row(
                ids[i], "benchmark", f"drawn-{i // _WINDOWS_OF_ONE:06d}", like.source,
                datetime(2021, 3, 1) + timedelta(days=i % _WINDOWS_OF_ONE), None, like.minutes, like.channels, 0,
                float(random.random()), [label.model_dump() for label in like.labels], b"",
            )
            for i, like in enumerate(likes)
        )  # fmt: skip
        copy(connection, "windows", WINDOWS, rows)
        version = records[0].model_version

        def embeddings() -> Iterator[bytes]:
            for i, like in enumerate(likes):
                yield EMBEDDINGS.row(ids[i], version, 0, "window", 0, like.minutes, drawn.vectors[i])
                for number in range(1, BOUTS + 1):
                    row = BOUTS * i + number - 1
                    span = real.bout_of[bouts.like[row]]
                    yield EMBEDDINGS.row(ids[i], version, number, "bout", *span, bouts.vectors[row])

        copy(connection, "embeddings", EMBEDDINGS, embeddings())
        _copy_words(connection, zip(ids, (like.window_id for like in likes), strict=True))


def _copy_words(connection: Connection, pairs: Iterator[tuple[uuid.UUID, uuid.UUID]]) -> None:
    connection.execute(text("CREATE TEMPORARY TABLE copies (window_id uuid, like_id uuid) ON COMMIT DROP"))
    copy(connection, "copies", _COPIES, (_COPIES.row(*pair) for pair in pairs))
    for table, taken in _TAKEN.items():
        names = connection.execute(_COLUMNS, {"table": table}).scalar_one()
        connection.exec_driver_sql(
            f"INSERT INTO {table} (window_id, {names}) SELECT c.window_id, {names} FROM copies c "
            f"JOIN (SELECT t.window_id AS like_id, {names} FROM {table} t WHERE {taken}) t USING (like_id)"
        )
