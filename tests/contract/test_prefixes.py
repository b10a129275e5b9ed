"""What searches read of whole windows is what is stored of them, however it came or went; and a query asks it so that
their order stays what the whole vectors say."""

import uuid

import numpy as np
import pytest
from pgvector import HalfVector
from sqlalchemy import Connection, Engine, text

from services.store import registry
from services.store.copy_binary import copy
from services.store.engine import transaction
from services.store.rows import EMBEDDINGS, WINDOWS
from tests.support.corpus import MODEL, Corpus
from tests.support.windows import captioned_window

pytestmark = pytest.mark.real
_DIFFERENT = """
    SELECT count(*) FROM "prefixes_{model}" p FULL JOIN (
        SELECT window_id, number, subvector(vector, 1, {kept}) AS prefix FROM embeddings
        WHERE model_version = '{model}' AND span = 'window'
    ) e USING (window_id, number) WHERE p.prefix IS DISTINCT FROM e.prefix
"""


def different(connection: Connection, model: str, kept: int) -> int:
    return int(connection.exec_driver_sql(_DIFFERENT.format(model=model, kept=kept)).scalar_one())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE embeddings SET vector = -1 * vector::vector",
        "UPDATE embeddings SET span = 'bout' WHERE number = 0",
        "DELETE FROM embeddings WHERE number = 0",
        "DELETE FROM windows",
        "TRUNCATE windows CASCADE",
    ],
)
def test_prefixes_follow_what_is_stored(store: Engine, statement: str) -> None:
    statement = statement.replace("-1 * vector::vector", "(vector + vector)::halfvec")
    registry.register(store, "two-numbers", 2)
    window = captioned_window(1).window
    row = WINDOWS.row(
        window.window_id, window.study, window.subject, window.source, window.start, None, window.minutes,
        window.channels, 0, 1.0, [], b"",
    )  # fmt: skip
    with transaction(store) as connection:
        copy(connection, "windows", WINDOWS, [row])
        spans = (("window", 0, 1440), ("bout", 5, 50), ("window", 0, 1440))
        rows = [
            EMBEDDINGS.row(window.window_id, "two-numbers", number, *span, np.float32([0.6, 0.8]))
            for number, span in enumerate(spans)
        ]
        copy(connection, "embeddings", EMBEDDINGS, rows)
        assert connection.exec_driver_sql('SELECT count(*) FROM "prefixes_two-numbers"').scalar_one() == 2
        assert different(connection, "two-numbers", 2) == 0
        connection.exec_driver_sql(statement)
        assert different(connection, "two-numbers", 2) == 0


def test_the_weights_are_those_of_least_squares(corpus: Corpus) -> None:
    """Learnt by Postgres from a sample, they foretell the products of whole vectors nearly as well as may be."""
    query = corpus.queries(1, "bout")[0]
    with corpus.engine.connect() as connection:
        prefix = connection.execute(
            text("SELECT query_prefix(CAST(:query AS halfvec), m)::text FROM models m WHERE m.version = :model"),
            {"query": HalfVector(query).to_text(), "model": MODEL},
        ).scalar_one()
        assert connection.execute(text("SELECT count(*) FROM prefix_weights")).scalar_one() == 64
    kept, products = corpus.windows[:, :64], corpus.windows @ query
    best, *_ = np.linalg.lstsq(kept, products, rcond=None)

    def error(weights: np.ndarray) -> float:
        return float(np.mean((kept @ weights - products) ** 2))

    assert error(np.array(HalfVector.from_text(prefix).to_list())) < 1.5 * error(best) < error(query[:64]) / 4


def test_weights_are_learnt_at_two_hundred_and_again_at_ten_times_as_many(store: Engine) -> None:
    registry.register(store, "long", 80)
    random = np.random.default_rng(0)
    like = captioned_window(1).window
    fitted = []
    for count in (199, 1, 300):
        ids = [uuid.UUID(bytes=random.bytes(16), version=4) for _ in range(count)]
        with transaction(store) as connection:
            copy(
                connection, "windows", WINDOWS,
                (WINDOWS.row(each, like.study, str(each), like.source, like.start, None, like.minutes, like.channels, 0,
                             1.0, [], b"") for each in ids),
            )  # fmt: skip
            copy(
                connection, "embeddings", EMBEDDINGS,
                (EMBEDDINGS.row(each, "long", 0, "window", 0, 1440, random.normal(size=80).astype(np.float32))
                 for each in ids),
            )  # fmt: skip
            fitted.append(connection.execute(text("SELECT fitted_on FROM models WHERE version = 'long'")).scalar_one())
    assert fitted == [None, 200, 200]
