"""Whatever JSON a file holds, its reader returns a part or refuses the file: nothing else ever escapes."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.replay.readings import Part, Refused
from services.replay.sources import takeout_json, web_api
from services.replay.summary import Summary

TIMES = ("dateTime", "startTime", "endTime", "startDate", "time", "duration", "seconds", "hasStartTime")
VALUES = ("value", "bpm", "confidence", "activityName", "level", "minutesAsleep", "mainSleep")
FOLDERS = ("levels", "data", "shortData", "sleep", "activities", "dataset")
SERIES = tuple(f"activities-{name}{end}" for name in ("heart", "steps") for end in ("", "-intraday"))
NAMES = st.sampled_from(TIMES + VALUES + FOLDERS + SERIES)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400)]),
    st.floats(),
    st.sampled_from(["01/06/20 12:00:03", "2020-01-06T23:21:00.000", "2020-01-06", "12:00", "wake"]),
    st.text(max_size=5),
)
DOCUMENTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)
ROWS = st.lists(st.dictionaries(NAMES, LEAVES | st.dictionaries(NAMES, LEAVES), max_size=6), max_size=4)


@pytest.mark.parametrize(
    "reader",
    [
        takeout_json.heart_rate,
        takeout_json.each_minute("distance"),
        takeout_json.exercise,
        takeout_json.sleep,
        lambda content, summary: web_api.read(json.loads(content), summary),
    ],
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=DOCUMENTS | ROWS | st.dictionaries(NAMES, ROWS | DOCUMENTS))
def test_a_reader_returns_or_refuses(reader, document) -> None:
    with suppress(Refused):
        assert isinstance(reader(json.dumps(document).encode(), Summary()), Part)
