"""What a window refuses, and says so without repeating what it was given."""

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from schemas.records import Embedding, Inference, Label, SensorWindow


def window(**changes: Any) -> SensorWindow:
    fields: dict[str, Any] = {
        "study": "demo",
        "subject": "a" * 26,
        "source": "synthetic",
        "start": datetime(2024, 5, 6),
        "minutes": 60,
        "channels": ("heart_rate", "steps"),
        "signal": np.stack([np.full(60, 70.0), np.zeros(60)]),
    }
    return SensorWindow(**fields | changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"channels": ("heart_rate", "mood")}, "unknown channel at position 1;"),
        ({"channels": ("steps", "steps")}, "named twice"),
        ({"channels": (), "signal": np.empty((0, 60))}, "at least 1 item"),
        ({"signal": np.full((2, 60), np.nan)}, "no minute of any channel"),
        ({"signal": np.full((2, 59), 70.0)}, "shape"),
        ({"signal": np.full((2, 60), -1.0)}, "heart_rate has values outside 20 to 250 bpm in 60 minutes"),
        ({"signal": np.stack([np.full(60, 70.0), np.full(60, 1e6)])}, "steps has values outside 0 to 400"),
        ({"signal": np.full((2, 60), np.inf)}, "outside"),
        ({"subject": "1503960366"}, "pattern"),
        ({"minutes": 29, "signal": np.full((2, 29), 70.0)}, "greater than or equal to 30"),
        ({"start": datetime(2024, 5, 6, tzinfo=UTC)}, "without a zone"),
        ({"start": datetime(2024, 5, 6, 0, 0, 30)}, "whole minute"),
        ({"schema_version": 2}, "newer than this reader"),
    ],
)
def test_a_window_refuses(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        window(**changes)


def test_identity_ignores_content_and_tells_devices_apart() -> None:
    first = window()
    assert first.window_id == window(revision=3, utc_offset=60).window_id
    assert first.window_id != window(source="minutes").window_id
    assert str(first.window_id) == "02fb2b72-0f71-5a3d-9803-5a4f55d7c6ec"  # stored in databases: must never change


def test_a_label_name_outside_the_vocabulary_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValidationError) as refused:
        Label(kind="activity", name="Jogging with Anna", start=0, end=10)
    assert "Anna" not in refused.value.errors(include_input=False)[0]["msg"]


def test_a_label_must_end_after_it_starts() -> None:
    with pytest.raises(ValidationError, match="not after its start"):
        Label(kind="sleep", name="sleep", start=400, end=-39)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "Jogging with Anna"}, "not in the vocabulary"),
        ({"start": 30}, "not after its start"),
        ({"start": -1}, "greater than or equal to 0"),
        ({"confidence": 1.01}, "less than or equal to 1"),
        ({"confidence": float("nan")}, "less than or equal to 1|greater than or equal to 0"),
    ],
)
def test_an_inference_refuses(changes: dict[str, Any], message: str) -> None:
    fields: dict[str, Any] = {"name": "unknown", "start": 0, "end": 30, "confidence": 0.7}
    assert Inference(**fields).confidence == 0.7
    with pytest.raises(ValidationError, match=message) as refused:
        Inference(**fields | changes)
    assert "Anna" not in refused.value.errors(include_input=False)[0]["msg"]


def test_an_embedding_survives_json_at_half_precision() -> None:
    vector = np.random.default_rng(0).normal(size=512).astype(np.float32)
    vector /= np.linalg.norm(vector)
    embedding = Embedding(span="window", start=0, end=60, vector=vector)
    back = Embedding.model_validate_json(embedding.model_dump_json())
    assert back.vector @ vector == pytest.approx(1, abs=1e-3)
