"""Every kind of poison has its reason, and no reason tells what is in the message."""

import json
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from schemas.codec import encode
from schemas.records import SensorWindow
from schemas.topics import WINDOWS
from services.stream.types import MAX_MESSAGE_BYTES, Message, Partition
from tests.support.windows import pseudonym, sensor_window
from workers.edge import Rejected
from workers.incoming import read

WINDOW = sensor_window(0)
GOOD = Message(Partition(WINDOWS.name, 0), 7, WINDOW.subject.encode(), encode(WINDOW))


def altered(**fields: object) -> bytes:
    """The good message with other fields in its record."""
    record = json.loads(WINDOW.model_dump_json()) | fields
    return _bytes(record, WINDOW.channels, WINDOW.signal)


def unmeasured() -> bytes:
    record = json.loads(WINDOW.model_dump_json())
    return _bytes(record, WINDOW.channels, np.full_like(WINDOW.signal, np.nan))


def impossible() -> bytes:
    signal = WINDOW.signal.copy()
    signal[0, 3] = -71.5
    return _bytes(json.loads(WINDOW.model_dump_json()), WINDOW.channels, signal)


def _bytes(record: object, channels: tuple[str, ...], signal: np.ndarray) -> bytes:
    schema = pa.schema([(name, pa.float32()) for name in channels], {b"wearscribe": json.dumps(record).encode()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, schema) as writer:
        writer.write_batch(pa.record_batch([pa.array(row, pa.float32(), from_pandas=True) for row in signal], schema))
    payload: bytes = sink.getvalue().to_pybytes()
    return payload


def test_a_good_message_is_read() -> None:
    assert read(GOOD, SensorWindow) == WINDOW


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        pytest.param(replace(GOOD, value=b"{}"), "not an Arrow IPC stream", id="bad bytes"),
        pytest.param(replace(GOOD, value=b""), "not an Arrow IPC stream", id="nothing"),
        pytest.param(replace(GOOD, value=GOOD.value[: len(GOOD.value) // 2]), "not a", id="cut short"),
        pytest.param(replace(GOOD, value=altered(schema_version=2)), "newer than this reader", id="future version"),
        pytest.param(replace(GOOD, value=altered(subject="Jane Doe")), "subject: ", id="raw subject"),
        pytest.param(replace(GOOD, value=altered(minutes=61)), "signal has shape", id="wrong length"),
        pytest.param(replace(GOOD, value=altered(channels=[])), "channels are not", id="no channel"),
        pytest.param(replace(GOOD, value=unmeasured()), "no minute of any channel", id="nothing measured"),
        pytest.param(replace(GOOD, value=impossible()), "heart_rate has values outside", id="negative heart rate"),
        pytest.param(replace(GOOD, key=None), "no key", id="null key"),
        pytest.param(replace(GOOD, key=pseudonym(5).encode()), "key is not the subject", id="another's key"),
        pytest.param(replace(GOOD, value=bytes(MAX_MESSAGE_BYTES + 1)), "bytes are more", id="too large"),
        pytest.param(
            replace(GOOD, value=altered(labels=[{"kind": "activity", "name": "my secret", "start": 5, "end": 3}])),
            "labels.0",
            id="free text in a label",
        ),
    ],
)
def test_poison_is_rejected_with_its_reason(message: Message, reason: str) -> None:
    with pytest.raises(Rejected) as rejected:
        read(message, SensorWindow)
    assert reason in rejected.value.reason
    for secret in (WINDOW.subject, pseudonym(5), "Jane", "secret", "71.5", "2021"):
        assert secret not in rejected.value.reason
    assert rejected.value.__cause__ is None  # a chained error could print the input
