"""What models infer, in a real Postgres: beside what was logged, by model, gone with model and window."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, text

from schemas.records import CaptionedWindow
from services.store import registry
from services.store.erase import erase_subject
from services.store.landing import land
from services.store.offsets import Fence
from services.store.windows import read
from services.stream.types import Partition
from tests.support.windows import captioned_window, pseudonym

pytestmark = pytest.mark.real
_PARTITION = Partition("wearscribe.captioned.v1", 0)
_LOGGED = captioned_window(3)
_SECOND = captioned_window(3, model="second", dimension=8)


def landed(engine: Engine, *records: CaptionedWindow) -> None:
    fence = Fence(engine, "sink")
    offset = fence.take([_PARTITION]).get(_PARTITION, 0)
    land(engine, records, fence, {_PARTITION: offset + len(records)})


def rows(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_they_never_mix_with_what_was_logged(store: Engine) -> None:
    landed(store, _LOGGED)
    back = read(store, _LOGGED.window.window_id)
    assert back is not None
    assert [label.name for label in back.window.labels] == ["walk"]
    assert [each.name for each in back.inferences] == ["swim", "unknown"]
    assert rows(store, "SELECT labels FROM v_windows") == [(["walk"],)]


def test_the_view_tells_clock_times_of_the_active_model(store: Engine) -> None:
    landed(store, _LOGGED)
    landed(store, _SECOND)
    view = "SELECT model_version, name, starts_at, ends_at, minutes, confidence FROM v_inferences ORDER BY number"
    start = datetime(2021, 3, 4)
    swim = ("swim", start.replace(minute=31), start.replace(minute=46), 15, 0.9375)
    unknown = ("unknown", start.replace(minute=48), start.replace(hour=1), 12, 0.625)
    assert rows(store, view) == [("test-model", *swim), ("test-model", *unknown)]
    registry.activate(store, "second")
    assert rows(store, view) == [("second", *swim), ("second", *unknown)]


def test_they_go_with_their_model(store: Engine) -> None:
    landed(store, _LOGGED)
    landed(store, _SECOND)
    registry.remove(store, "second")
    assert rows(store, "SELECT DISTINCT model_version FROM inferences") == [("test-model",)]


def test_they_go_with_their_wearer(store: Engine) -> None:
    landed(store, _LOGGED, captioned_window(4, subject=1))
    erase_subject(store, pseudonym(0))
    assert rows(store, "SELECT DISTINCT window_id FROM inferences") == [
        (captioned_window(4, subject=1).window.window_id,)
    ]


def test_a_window_that_landed_before_there_were_any_gets_them(store: Engine) -> None:
    landed(store, _LOGGED.model_copy(update={"inferences": ()}))
    landed(store, _LOGGED, _LOGGED)
    landed(store, _LOGGED.model_copy(update={"inferences": ()}))
    back = read(store, _LOGGED.window.window_id)
    assert back is not None
    assert back.inferences == _LOGGED.inferences


def test_a_swim_that_nobody_logged_is_found_by_the_index(store: Engine) -> None:
    registry.register(store, "test-model", 16)
    with store.begin() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))  # three rows
        plan = "\n".join(
            connection.execute(
                text("EXPLAIN SELECT * FROM v_inferences WHERE name = 'swim' AND confidence >= 0.9")
            ).scalars()
        )
    assert "inferences_name_idx" in plan
