"""Ten thousand windows with made-up vectors, and the truth about them by brute force."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import Engine, text

from services.store import registry
from services.store.copy_binary import copy
from services.store.rows import EMBEDDINGS, WINDOWS
from tests.support.windows import pseudonym

COUNT, DIMENSION, MODEL = 10_000, 128, "synthetic"
_FILLED, _CLUSTERS, _DIRECTIONS, _SUBJECTS = 32, 60, 8, 50
_MONDAY = datetime(2021, 3, 1)


@dataclass(frozen=True)
class Corpus:
    """`windows` and `bouts` are float32 [window, dimension], L2-normalised, a bout a window. Window *i* has the id
    UUID(int=i + 1) and coverage 1 - i / COUNT: a minimal coverage is a filter of any selectivity, whatever the
    vectors."""

    engine: Engine
    windows: np.ndarray
    bouts: np.ndarray

    def queries(self, count: int, span: str = "window") -> np.ndarray:
        """Each near a window or a bout, [query, dimension]."""
        random = np.random.default_rng(1)
        near = self._of(span)[random.choice(COUNT, count)] + random.normal(scale=0.02, size=(count, DIMENSION))
        return near / np.linalg.norm(near, axis=1, keepdims=True)

    def nearest(self, query: np.ndarray, k: int, share: float = 1.0, span: str = "window") -> set[uuid.UUID]:
        """Of the `share` of windows with the most coverage, by the vectors as they are stored."""
        among = self._of(span)[: round(COUNT * share)]
        return {window_id(int(i)) for i in np.argsort(-(among @ query))[:k]}

    def _of(self, span: str) -> np.ndarray:
        return self.windows if span == "window" else self.bouts


def window_id(number: int) -> uuid.UUID:
    return uuid.UUID(int=number + 1)


def least_coverage(share: float) -> float:
    """What `share` of the windows have."""
    return 1 - share + 0.5 / COUNT


def fill(engine: Engine) -> Corpus:
    """Lets a model be active and gives it vectors around cluster centres. What is searched is built afterwards: ten
    times as fast. Pages cost what they do on fast disks: else the planner would, rightly, read so few vectors all."""
    random = np.random.default_rng(0)
    windows, bouts = _clustered(random), _clustered(random)
    registry.register(engine, MODEL, DIMENSION)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text(f"DROP INDEX embeddings_hnsw_bout_{MODEL}"))
        connection.execute(text(f"DROP TABLE prefixes_{MODEL}"))
        connection.execute(text("ALTER TABLE embeddings DISABLE TRIGGER embeddings_added"))
        copy(
            connection,
            "windows",
            WINDOWS,
            (
                WINDOWS.row(
                    window_id(i), "test", pseudonym(i % _SUBJECTS), "fitbit", _MONDAY + timedelta(days=i), None, 1440,
                    ["steps"], 0, 1 - i / COUNT, [], b"",
                )
                for i in range(COUNT)
            ),
        )  # fmt: skip
        copy(
            connection,
            "embeddings",
            EMBEDDINGS,
            (
                EMBEDDINGS.row(window_id(i), MODEL, number, *span, vectors[i])
                for i in range(COUNT)
                for number, (span, vectors) in enumerate(
                    ((("window", 0, 1440), windows), (("bout", 480, 510), bouts)),
                )
            ),
        )
        connection.execute(text("ALTER TABLE embeddings ENABLE TRIGGER embeddings_added"))
        connection.execute(text("SELECT index_model(:model)"), {"model": MODEL})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        connection.execute(text(f"ALTER DATABASE {engine.url.database} SET random_page_cost = 1.1"))
    engine.dispose()
    return Corpus(engine, windows, bouts)


def _clustered(random: np.random.Generator) -> np.ndarray:
    """Each cluster spreads in a few directions, as real vectors do around one; but for some noise all of them lie in 32
    dimensions, as .995 of the mean square of real ones does."""
    centres = random.normal(size=(_CLUSTERS, _FILLED))
    directions = random.normal(scale=0.25, size=(_CLUSTERS, _DIRECTIONS, _FILLED))
    filled = np.empty((COUNT, _FILLED))
    cluster = random.integers(0, _CLUSTERS, COUNT)
    for number in range(_CLUSTERS):
        members = cluster == number
        filled[members] = centres[number] + random.normal(size=(members.sum(), _DIRECTIONS)) @ directions[number]
    basis, _ = np.linalg.qr(random.normal(size=(DIMENSION, _FILLED)))
    vectors = filled @ basis.T + random.normal(scale=0.02, size=(COUNT, DIMENSION))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)  # as it is stored
