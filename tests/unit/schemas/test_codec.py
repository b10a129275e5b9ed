"""The wire format: round trips, bytes that are no message, and old messages that must stay readable."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from schemas.codec import CodecError, decode, decode_signal, encode, encode_signal, headers, read_table
from schemas.records import AnnotatedWindow, CaptionedWindow, SensorWindow
from tests.support.windows import captioned_window

GOLDEN = Path(__file__).parents[2] / "data" / "golden" / "v1"
RECORDS = {
    "windows": SensorWindow,
    "annotated": AnnotatedWindow,
    "captioned": CaptionedWindow,
    "inferred": CaptionedWindow,  # since it holds inferences
}


def window(signal: np.ndarray) -> SensorWindow:
    return SensorWindow(
        study="demo",
        subject="a" * 26,
        source="synthetic",
        start=datetime(2024, 5, 6),
        minutes=signal.shape[1],
        channels=("heart_rate", "steps"),
        signal=signal,
    )


minutes = st.one_of(st.just(np.nan), st.floats(20, 250, width=32))


@given(npst.arrays(np.float32, st.tuples(st.just(2), st.integers(30, 90)), elements=minutes))
def test_a_window_survives_the_wire(signal: np.ndarray) -> None:
    signal[0, 0] = 70
    sent = window(signal)
    assert decode(encode(sent), SensorWindow) == sent
    names, stored = decode_signal(encode_signal(sent))
    assert names == sent.channels
    assert np.array_equal(stored, sent.signal, equal_nan=True)


def test_any_arrow_reader_opens_a_message() -> None:
    signal = np.full((2, 60), 70.0)
    signal[1, 5] = np.nan
    with pa.ipc.open_stream(encode(window(signal))) as reader:
        table = reader.read_all()
    assert table.num_rows == 60
    assert table.column("steps").null_count == 1


def test_a_finished_record_survives_the_wire() -> None:
    sent = captioned_window(3)
    back = decode(encode(sent), CaptionedWindow)
    assert len(back.inferences) == 2
    assert (back.inferences, back.captions) == (sent.inferences, sent.captions)


def test_a_record_from_before_there_were_inferences_has_none() -> None:
    payload = (GOLDEN / "captioned.arrow").read_bytes()
    assert b"inferences" not in payload
    assert decode(payload, CaptionedWindow).inferences == ()


@given(st.binary(max_size=200))
def test_noise_is_no_message(payload: bytes) -> None:
    with pytest.raises(CodecError):
        decode(payload, SensorWindow)


def test_a_message_cut_short_is_refused_at_every_length() -> None:
    payload = encode(window(np.full((2, 60), 70.0)))
    for length in range(0, len(payload) - 8, 16):  # the last eight bytes are Arrow's optional end mark
        with pytest.raises(CodecError):
            decode(payload[:length], SensorWindow)


def test_a_future_version_is_refused_with_the_way_out() -> None:
    payload = _reworded(encode(window(np.full((2, 60), 70.0))), schema_version=2)
    with pytest.raises(CodecError, match=r"newer than this reader's 1.*rejected replay"):
        decode(payload, SensorWindow)


def test_an_error_never_repeats_the_input() -> None:
    payload = _reworded(encode(window(np.full((2, 60), 70.0))), subject="Anna Schmidt", study="Über uns")
    with pytest.raises(CodecError) as refused:
        decode(payload, SensorWindow)
    assert "Anna" not in str(refused.value)
    assert "uns" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_headers_are_cloudevents() -> None:
    sent = headers(window(np.full((2, 60), 70.0)), produced_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert sent["ce_specversion"] == b"1.0"
    assert sent["ce_type"] == b"wearscribe.SensorWindow.v1"
    assert sent["ce_time"] == b"2026-01-01T00:00:00.000Z"


@pytest.mark.parametrize("name", RECORDS)
def test_old_messages_stay_readable_and_lose_no_field(name: str) -> None:
    """A field added since has a default and is no matter; one removed or renamed is missing from what comes back."""
    payload = (GOLDEN / f"{name}.arrow").read_bytes()
    then = json.loads(read_table(payload).schema.metadata[b"wearscribe"])
    now = json.loads(decode(payload, RECORDS[name]).model_dump_json())
    assert _missing(then, now) == []


def test_an_unknown_field_is_ignored() -> None:
    payload = _reworded(encode(window(np.full((2, 60), 70.0))), added_in_v1_1="something")
    assert decode(payload, SensorWindow) == window(np.full((2, 60), 70.0))


def _missing(then: object, now: object, path: str = "") -> list[str]:
    """Paths of `then` that `now` lacks or holds otherwise."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [gap for key, value in then.items() for gap in _missing(value, now.get(key, "absent"), f"{path}.{key}")]
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        return [gap for i, (a, b) in enumerate(zip(then, now, strict=True)) for gap in _missing(a, b, f"{path}[{i}]")]
    return [] if then == now else [path]


def _reworded(payload: bytes, **fields: object) -> bytes:
    table = read_table(payload)
    record = json.loads(table.schema.metadata[b"wearscribe"]) | fields
    table = table.replace_schema_metadata({"wearscribe": json.dumps(record)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
