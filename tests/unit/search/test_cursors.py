"""Cursors: what was put in comes out, for the same question alone, and no other word is one."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.cursors import BadCursor, decode, encode

QUESTION = {"text": "a run", "k": 3, "label": None}


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10**6), st.text(max_size=50))
def test_a_place_comes_back(number: int, word: str) -> None:
    cursor = encode(QUESTION, (number, word))
    assert cursor.replace("-", "").replace("_", "").isalnum()
    assert decode({"k": 3, "text": "a run"}, cursor, (int, str)) == [number, word]


def test_a_cursor_of_another_question_is_refused() -> None:
    with pytest.raises(BadCursor):
        decode(QUESTION | {"k": 4}, encode(QUESTION, (1,)), (int,))


@settings(deadline=None, max_examples=50)
@given(st.one_of(st.text("abcXYZ019-_", max_size=60), st.recursive(st.none() | st.booleans(), st.lists)))
def test_what_is_no_cursor_is_refused(made_up: object) -> None:
    cursor = (
        made_up
        if isinstance(made_up, str)
        else base64.urlsafe_b64encode(json.dumps(made_up).encode()).decode().rstrip("=")
    )
    with pytest.raises(BadCursor):
        decode(QUESTION, cursor, (int, str))
