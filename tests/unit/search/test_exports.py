"""Which format an Accept header likes best, and numbers that are read back as they were."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from services.search.api.exports import Format, negotiated
from services.search.api.exports import _numbers as numbers


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        (None, Format.json),
        ("*/*", Format.json),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Format.json),
        ("application/*", Format.json),
        ("text/csv", Format.csv),
        ("text/*", Format.csv),
        ("application/vnd.apache.parquet", Format.parquet),
        ("application/json;q=0.5, application/vnd.apache.arrow.stream", Format.arrow),
        ("*/*, application/json;q=0", Format.arrow),
        ("TEXT/CSV ; Q=1", Format.csv),
        ("text/csv;q=no, application/json;q=0.2", Format.json),
        ("image/png", None),
        ("application/json;q=0", None),
    ],
)
def test_the_best_liked_format(accept: str | None, format: Format | None) -> None:
    assert negotiated(accept) is format


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80))
def test_any_header_is_answered(accept: str) -> None:
    assert negotiated(accept) in (None, *Format)


@settings(deadline=None, max_examples=50)
@given(arrays.arrays(np.float32, 20, elements=st.floats(width=32, allow_infinity=False)))
def test_json_numbers_are_the_same_float32(row: np.ndarray) -> None:
    back = np.array([np.nan if number is None else number for number in numbers(row)], dtype=np.float32)
    np.testing.assert_array_equal(back, row)
