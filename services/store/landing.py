"""Landing finished records: rows and offsets in one transaction, once in effect however often tried.

A window's rows are all of its highest revision. A higher one replaces everything of the lower; a lower one changes
nothing; at the same revision a model adds the vectors, captions and inferences that the window lacks, and nothing else
changes. So the tables come out the same whatever the order and however often the same records are landed.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Engine, text

from schemas.records import CaptionedWindow
from services.store import registry
from services.store.copy_binary import Layout, copy
from services.store.engine import DataRefused, retrying, sorted_errors
from services.store.errors import StoreError, Unlandable
from services.store.offsets import Fence
from services.store.rows import ANNOTATIONS, CAPTIONS, EMBEDDINGS, INFERENCES, WINDOWS, DoesNotFit, Rows, rows_of
from services.stream.types import Partition

_OF_A_REVISION = ("annotations", "captions", "embeddings", "inferences", "composed_embeddings")

# Ordered, so that two sinks never wait for each other. A conflicting row stays locked even where the WHERE spares
# it: nobody else writes to these windows, or to what hangs on them, until we commit.
_UPSERT = f"""
    INSERT INTO windows ({WINDOWS.names}) SELECT {WINDOWS.names} FROM staged_windows ORDER BY window_id
    ON CONFLICT (window_id) DO UPDATE SET
        {", ".join(f"{name} = excluded.{name}" for name in WINDOWS.columns if name != "window_id")}, landed_at = now()
        WHERE excluded.revision > windows.revision
    RETURNING new.window_id, old.window_id IS NOT NULL AS revised
"""
_PRESENT = text("""
    SELECT w.window_id, w.revision,
           ARRAY(SELECT DISTINCT model_version FROM embeddings e WHERE e.window_id = w.window_id) AS embedded_by,
           ARRAY(SELECT DISTINCT author FROM captions c WHERE c.window_id = w.window_id) AS authors,
           ARRAY(SELECT DISTINCT model_version FROM inferences i WHERE i.window_id = w.window_id) AS inferred_by
    FROM windows w WHERE w.window_id = ANY(:ids)
""")


class _Present(NamedTuple):
    """What is stored of a window: the revision, the models that have vectors of it, the authors of its captions, the
    models that have inferred something of it."""

    revision: int
    embedded_by: set[str]
    authors: set[str]
    inferred_by: set[str]


def land(
    engine: Engine,
    windows: Sequence[CaptionedWindow],
    fence: Fence,
    positions: Mapping[Partition, int],
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Write the records and move the offsets to `positions`, all or nothing.

    Returns how many windows were new or revised. A model that is not registered yet becomes so. Raises
    - Unlandable for a record that the database cannot hold: reject it, then land the others;
    - StoreFenced where a partition has gone to another consumer: drop the batch;
    - StoreUnavailable after retries on new connections: pause, then land the same batch again.
    """
    batch = [_encoded(index, window) for index, window in enumerate(windows)]
    _register_models(engine, batch)

    def write(connection: Connection) -> int:
        if not fence.advance(connection, positions):
            return 0
        return _write(connection, batch)

    try:
        written = retrying(engine, write, sleep)
    except DataRefused as refusal:
        index, reason = _culprit(engine, batch, refusal)
        raise Unlandable(index, reason) from None
    fence.advanced(positions)
    return written


def _encoded(index: int, window: CaptionedWindow) -> Rows:
    try:
        return rows_of(window)
    except DoesNotFit as error:
        raise Unlandable(index, str(error)) from None


def _register_models(engine: Engine, batch: Sequence[Rows]) -> None:
    """In transactions of their own: making an index waits for every writer."""
    unknown = {rows.model_version: index for index, rows in reversed(list(enumerate(batch))) if rows.embeddings}
    if unknown:
        for model in registry.models(engine):
            unknown.pop(model.version, None)
    for version, index in unknown.items():
        try:
            registry.register(engine, version, batch[index].dimension)
        except DataRefused as refusal:
            raise Unlandable(index, f"its model cannot be registered: {refusal}") from None


def _write(connection: Connection, batch: Sequence[Rows]) -> int:
    newest = _newest(batch)
    if not newest:
        return 0
    one_each = {rows.window_id: rows for rows in newest}
    _stage(connection, WINDOWS, (rows.window for rows in one_each.values()))
    upserted = connection.exec_driver_sql(_UPSERT).all()
    fresh = {row.window_id for row in upserted}
    revised = [row.window_id for row in upserted if row.revised]
    if revised:
        for table in _OF_A_REVISION:
            connection.execute(text(f"DELETE FROM {table} WHERE window_id = ANY(:ids)"), {"ids": revised})
    _insert(connection, ANNOTATIONS, [rows.annotations for key, rows in one_each.items() if key in fresh])

    present = _present(connection, [key for key in one_each if key not in fresh])
    captions, embeddings, inferences = [], [], []
    for rows in newest:
        there = present.setdefault(rows.window_id, _Present(rows.revision, set(), set(), set()))
        if there.revision != rows.revision:
            continue
        if rows.model_version not in there.embedded_by:
            embeddings.append(rows.embeddings)
        if rows.model_version not in there.inferred_by:
            inferences.append(rows.inferences)
        captions += [written for author, written in rows.captions.items() if author not in there.authors]
        there.authors.update(rows.captions)
    _insert(connection, CAPTIONS, captions)
    _insert(connection, EMBEDDINGS, embeddings)
    _insert(connection, INFERENCES, inferences)
    return len(fresh)


def _newest(batch: Iterable[Rows]) -> list[Rows]:
    """Of each window the highest revision in the batch, once a model."""
    highest: dict[UUID, int] = {}
    for rows in batch:
        highest[rows.window_id] = max(rows.revision, highest.get(rows.window_id, 0))
    chosen = {
        (rows.window_id, rows.model_version): rows
        for rows in reversed(list(batch))
        if rows.revision == highest[rows.window_id]
    }
    return list(chosen.values())


def _present(connection: Connection, ids: list[UUID]) -> dict[UUID, _Present]:
    """Of windows that are stored already."""
    if not ids:
        return {}
    rows = connection.execute(_PRESENT, {"ids": ids}).all()
    return {
        row.window_id: _Present(row.revision, set(row.embedded_by), set(row.authors), set(row.inferred_by))
        for row in rows
    }


def _insert(connection: Connection, layout: Layout, rows: Sequence[bytes]) -> None:
    if any(rows):
        _stage(connection, layout, rows)
        connection.exec_driver_sql(
            f"INSERT INTO {layout.table} ({layout.names}) SELECT {layout.names} FROM staged_{layout.table}"
        )


def _stage(connection: Connection, layout: Layout, rows: Iterable[bytes]) -> None:
    """COPY into a temporary table: COPY knows neither ON CONFLICT nor row-level security, INSERT … SELECT both."""
    staged = f"staged_{layout.table}"
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} ON COMMIT DELETE ROWS "
        f"AS SELECT {layout.names} FROM {layout.table} WITH NO DATA"
    )
    copy(connection, staged, layout, rows)


def _culprit(engine: Engine, batch: Sequence[Rows], refusal: DataRefused) -> tuple[int, str]:
    """Index of a record that the database refuses, and why, found by halving; nothing is written."""

    def refused(part: Sequence[Rows]) -> DataRefused | None:
        try:
            with sorted_errors(), engine.connect() as connection:  # closed without a commit
                _write(connection, part)
        except DataRefused as error:
            return error
        return None

    low, high = 0, len(batch)
    while high - low > 1:
        middle = (low + high) // 2
        if refused(batch[low:middle]):
            high = middle
        else:
            low = middle
    alone = refused(batch[low:high])
    if alone is None:
        raise StoreError(f"the batch is refused but no record of it alone: {refusal}")
    return low, str(alone)
