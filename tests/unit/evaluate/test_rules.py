"""Rules: what they say of a window is what a person would say who reads its labels."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.records import AnnotatedWindow, Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.evaluate.events import EVENTS
from wearscribe.evaluate.queries import answered, read_queries
from wearscribe.evaluate.rules import answers

QUERIES, DEVELOPMENT = (Path(__file__).parents[2] / "data" / f"{name}.jsonl" for name in ("queries", "queries_dev"))


def day(
    *labels: Label, heart: float = 70.0, steps: float = 0.0, unworn: tuple[int, int] | None = None
) -> AnnotatedWindow:
    signal = np.stack([np.full(1440, heart), np.full(1440, steps)]).astype(np.float32)
    signal[0, ::2] += 2
    for label in labels:
        if label.kind == "activity":
            signal[0, label.start : label.end] = 150
    if unworn:
        signal[:, unworn[0] : unworn[1]] = np.nan
    window = SensorWindow(
        study="test", subject="a" * 26, source="made-up", start=datetime(2021, 3, 1), minutes=1440,
        channels=("heart_rate", "steps"), labels=labels, signal=signal,
    )  # fmt: skip
    return AnnotatedWindow(window=window, annotations=annotate(window), captions=())


def activity(name: str, start: int, end: int) -> Label:
    return Label(kind="activity", name=name, start=start, end=end)


def sleep(start: int, end: int, asleep: int | None = None, awakenings: int | None = None, name: str = "sleep") -> Label:
    return Label(kind="sleep", name=name, start=start, end=end, minutes_asleep=asleep, awakenings=awakenings)


EVENING_RUN = day(activity("run", 1100, 1145), sleep(-60, 420, 450, 2), sleep(1330, 1800, 440, 9))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"activity": {"name": "run"}}, True),
        ({"activity": {"name": ["swim", "run"]}}, True),
        ({"activity": {"name": "walk"}}, False),
        ({"activity": {"name": "!walk"}}, True),
        ({"activity": {"name": "!run"}}, False),
        ({"activity": {"name": "run", "starts": "17:00-22:00"}}, True),
        ({"activity": {"name": "run", "starts": "18:21-22:00"}}, False),
        ({"activity": {"minutes": ">=45"}}, True),
        ({"activity": {"minutes": ">45"}}, False),
        ({"activity": {"minutes": "40..45"}}, True),
        ({"activity": {"heart": ">=150"}}, True),
        ({"activity": {"count": ">=2"}}, False),
        ({"night": {"asleep": ">=450", "awakenings": "<=2"}}, True),
        ({"night": {"awakenings": ">=9"}}, False),  # of the sleep that has begun only
        ({"night": {"starts": "22:30-23:30"}}, True),
        ({"night": {"ends": "06:59-07:01"}}, True),
        ({"bedtime": {"starts": "22:00-22:30"}}, True),
        ({"nap": {}}, False),
        ({"not": {"nap": {}}}, True),
        ({"in_order": [{"activity": {}}, {"bedtime": {}}]}, True),
        ({"in_order": [{"bedtime": {}}, {"activity": {}}]}, False),
        ({"all": [{"activity": {}}, {"nap": {}}]}, False),
        ({"any": [{"activity": {}}, {"nap": {}}]}, True),
        ({"day": {"steps": "<1", "max_heart": ">149"}}, True),
        ({"day": {"weekday": "1..5"}}, True),
        ({"day": {"weekday": "6..7"}}, False),
    ],
)
def test_a_rule_says_what_the_labels_say(rule: dict[str, object], expected: bool) -> None:
    assert answers(rule, EVENING_RUN) is expected


def test_stillness_counts_only_outside_of_sleep() -> None:
    assert answers({"sedentary": {"minutes": "910..911"}}, EVENING_RUN)
    assert not answers({"sedentary": {"starts": "00:00-06:59"}}, EVENING_RUN)


def test_short_sleep_and_logged_nap_are_naps() -> None:
    assert answers({"nap": {"starts": "12:00-18:00"}}, day(sleep(800, 860)))
    assert answers({"nap": {}}, day(sleep(700, 1000, name="nap")))


def test_non_wear_and_missing_values() -> None:
    assert answers({"non_wear": {"minutes": ">=180"}}, day(unworn=(600, 900)))
    assert not answers({"night": {"asleep": "<600"}}, day(sleep(-60, 420)))  # not logged, so not known


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"activity": {"name": "jog"}},
        {"actvity": {}},
        {"activity": {"minutes": "45"}},
        {"activity": {"minutes": ["45"]}},
        {"all": [], "any": []},
    ],
)
def test_a_rule_that_is_none_is_refused(rule: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        answers(rule, EVENING_RUN)


@given(st.integers(0, 23 * 60 + 59), st.integers(0, 23 * 60 + 59))
def test_a_time_of_day_and_its_complement_share_no_minute(start: int, end: int) -> None:
    clock = [f"{minute // 60:02}:{minute % 60:02}" for minute in (start, end)]
    inside = answers({"activity": {"starts": f"{clock[0]}-{clock[1]}"}}, EVENING_RUN)
    outside = answers({"activity": {"starts": f"{clock[1]}-{clock[0]}"}}, EVENING_RUN)
    assert inside != outside or start == end


@pytest.mark.parametrize("file", [QUERIES, DEVELOPMENT])
def test_the_hand_written_queries_are_read_and_distinct(file: Path) -> None:
    queries = read_queries(file)
    languages = Counter(query.language for query in queries)
    assert min(languages["en"], languages["ko"]) >= 60
    assert len({query.text for query in queries}) == len({query.id for query in queries}) == len(queries)
    assert answered(queries, [EVENING_RUN]).shape == (len(queries), 1)


def test_the_development_set_is_another_than_the_test_set() -> None:
    test, development = (
        {" ".join(query.text.lower().split()) for query in read_queries(f)} for f in (QUERIES, DEVELOPMENT)
    )
    shared = len(test & development)  # a number: nobody who tunes shall read the test set in a failure
    assert shared == 0


def test_every_kind_of_event_orders_and_carries_numbers() -> None:
    for events in EVENTS.values():
        for event in events(EVENING_RUN):
            assert event["begin"] < event["end"]


def test_a_line_that_is_no_query_is_named(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"id": "en-01"}\n')
    with pytest.raises(ValueError, match="line 1"):
        read_queries(tmp_path / "queries.jsonl")
