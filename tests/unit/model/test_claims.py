"""Claims: which are kept, in which units, and what a rise says of movement."""

import math
from datetime import datetime

import numpy as np
import pytest

from schemas.annotations import KINDS
from schemas.records import Annotation
from wearscribe.model.channel_scale import INDEX
from wearscribe.model.claims import KIND_NAMES, VALUES, ClaimTokens, claims
from wearscribe.model.minutes import Minutes
from wearscribe.model.tokens import MAX_CLAIMS

START = datetime(2021, 3, 1, 18)


def day(steps: float = 50.0) -> Minutes:
    values = np.stack([np.zeros(600), np.full(600, steps / 40)])
    return Minutes(18 * 60, np.array([INDEX["heart_rate"], INDEX["steps"]]), values, np.ones((2, 600), dtype=bool))


def said(*annotations: Annotation) -> ClaimTokens:
    return claims(annotations, day())


def value(tokens: ClaimTokens, name: str, row: int = 0) -> float:
    return float(tokens.values[row, VALUES.index(name)])


def peak(number: int, height: float, start: int = 100, channel: str = "heart_rate") -> Annotation:
    values = {"value": 75 + height, "baseline": 75.0, "at": 400.0}
    return Annotation(
        id=number, kind="peak", channel=channel, start=start, end=start + 20, values=values, strength=height
    )


def test_kinds_that_need_a_label_are_no_claims() -> None:
    assert set(KINDS) - set(KIND_NAMES) == {"activity", "sleep", "relation"}
    logged = [Annotation(id=n, kind=kind, start=0, end=30) for n, kind in enumerate(("activity", "sleep", "relation"))]
    assert len(said(*logged).ids) == 0


def test_levels_are_in_model_units_and_times_are_times_of_day() -> None:
    tokens = said(peak(3, height=50))
    assert tokens.ids.tolist() == [3]
    assert tokens.kinds.tolist() == [KIND_NAMES.index("peak")]
    assert tokens.channels.tolist() == [1 + INDEX["heart_rate"]]
    assert tokens.spans.tolist() == [[100, 120]]
    assert value(tokens, "value") == pytest.approx(2)
    assert value(tokens, "baseline") == 0
    assert value(tokens, "at") == pytest.approx(((18 * 60 + 400) % 1440) / 1440)  # past midnight
    assert math.isnan(value(tokens, "mean"))


def test_a_rise_of_the_heart_rate_tells_its_height_and_the_steps_of_its_span() -> None:
    tokens = said(peak(0, height=25))
    assert value(tokens, "rise") == pytest.approx(1)
    assert value(tokens, "steps") == pytest.approx(math.log1p(20 * 50) / 5)
    assert math.isnan(value(said(peak(0, height=2, channel="skin_temperature")), "rise"))


def test_steps_that_were_not_measured_are_not_told() -> None:
    minutes = day()
    minutes.measured[1] = False
    assert math.isnan(value(claims([peak(0, 25)], minutes), "steps"))


def test_beyond_the_most_the_large_changes_stay_and_the_small_go() -> None:
    statistics = Annotation(id=900, kind="statistics", channel="heart_rate", start=0, end=600, values={"mean": 80.0})
    bout = Annotation(id=901, kind="bout", channel="steps", start=0, end=30, values={"steps": 3000.0})
    gap = Annotation(id=902, kind="gap", channel="heart_rate", start=0, end=30)
    tokens = said(gap, *(peak(n, height=n + 1.0) for n in range(100)), bout, statistics)
    assert len(tokens.ids) == MAX_CLAIMS
    assert tokens.ids[:2].tolist() == [900, 901]
    assert set(tokens.ids[2:].tolist()) == set(range(100 - MAX_CLAIMS + 2, 100))


def test_a_window_without_claims_has_none() -> None:
    tokens = said()
    assert tokens.spans.shape == (0, 2)
    assert tokens.values.shape == (0, len(VALUES))
