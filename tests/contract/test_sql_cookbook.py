"""Every statement in docs/sql.md runs and finds something on landed records."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from services.store import text_tower
from services.store.classifiers import save
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.store.rejections import Rejection, record
from services.store.text_cache import remember_composed
from services.stream.types import Partition
from tests.support.windows import MODEL, captioned_window
from wearscribe.static_tower import StaticTower

pytestmark = pytest.mark.real
PAGE = Path(__file__).parents[2] / "docs" / "sql.md"
STATEMENTS = [
    statement.strip()
    for block in re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    for statement in block.split(";")
    if statement.strip()
]


@pytest.fixture(scope="module")
def landed(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    engine, partition = connect(migrated_database()), Partition("wearscribe.captioned.v1", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    records = [captioned_window(seed, subject=seed % 2, bouts=2) for seed in range(14)]
    land(engine, records, fence, {partition: 15})
    record(engine, [Rejection(partition, 14, "sink", "cut short")])
    direction = records[0].embeddings[0].vector
    known = ["restless", "night", "walk", "moon", "_산책"]
    vectors = np.stack([record.embeddings[0].vector for record in records[: len(known)]])
    text_tower.load(engine, StaticTower(MODEL, known, vectors))
    remember_composed(engine, MODEL, records[0].window.window_id, "but with a longer walk", vectors[1])
    save(engine, "commute", MODEL, "window", 4, 1.0, [("commute", direction, 0.0), ("other", -direction, 0.0)])
    yield engine
    engine.dispose()


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: " ".join(statement.split())[:60])
def test_a_statement_of_the_page_finds_something(landed: Engine, statement: str) -> None:
    with landed.begin() as connection:
        rows = connection.exec_driver_sql(statement, execution_options={"no_parameters": True}).all()
    assert rows


def test_the_page_has_statements() -> None:
    assert len(STATEMENTS) >= 30
