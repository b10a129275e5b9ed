"""Patches: minutes in their places, channels by hand, nothing of what is missing."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import CHANNELS
from schemas.records import SensorWindow
from wearscribe.model.channel_scale import INDEX, SCALE
from wearscribe.model.minutes import Minutes
from wearscribe.model.patches import FEATURES, bounds, patches
from wearscribe.model.span_features import NAMES, span_features
from wearscribe.model.tokens import PATCH_MINUTES


def window(**channels: np.ndarray) -> SensorWindow:
    signal = np.array(list(channels.values()), dtype=np.float32)
    return SensorWindow(
        study="test", subject="a" * 26, source="hand", start=datetime(2021, 3, 1),
        minutes=signal.shape[1], channels=tuple(channels), signal=signal,
    )  # fmt: skip


def patched(each: SensorWindow) -> np.ndarray:
    minutes, spans = Minutes.of(each), bounds(each.minutes)
    return patches(minutes, span_features(minutes, spans[:, 0], spans[:, 1]))


@settings(max_examples=30, deadline=None)
@given(st.integers(30, 400), st.integers(0, 2**20), st.floats(0, 0.95))
def test_minutes_and_channels_are_where_they_belong(length: int, seed: int, missing: float) -> None:
    random = np.random.default_rng(seed)
    heart, warmth = random.uniform(50, 180, length), random.uniform(30, 36, length)
    heart[random.random(length) < missing] = np.nan
    warmth[random.random(length) < missing] = np.nan
    heart[0] = 60
    found = patched(window(heart_rate=heart, skin_temperature=warmth))
    minutes = found[:, :PATCH_MINUTES].ravel()[:length]
    known = found[:, PATCH_MINUTES : 2 * PATCH_MINUTES].ravel()
    assert np.array_equal(known[:length] == 1, ~np.isnan(heart))
    assert not known[length:].any()
    assert np.allclose(minutes[~np.isnan(heart)], (heart[~np.isnan(heart)] - 75) / 25, atol=1e-5)
    assert not minutes[np.isnan(heart)].any()
    assert not found[:, 2 * PATCH_MINUTES : 4 * PATCH_MINUTES].any()  # no steps

    every = found[:, 4 * PATCH_MINUTES : FEATURES - len(NAMES)].reshape(len(found), len(CHANNELS), 4)
    silent = np.delete(every, [INDEX["heart_rate"], INDEX["skin_temperature"]], axis=1)
    assert not silent.any()
    centre, scale = SCALE["skin_temperature"]
    for number, (start, end) in enumerate(bounds(length)):
        own = (warmth[start:end] - centre) / scale
        measured = own[~np.isnan(own)]
        mean, sd, slope, coverage = every[number, INDEX["skin_temperature"]]
        assert coverage == pytest.approx(len(measured) / (end - start))
        if len(measured):
            assert mean == pytest.approx(measured.mean(), abs=1e-5)
            assert sd == pytest.approx(measured.std(), abs=1e-3)
        if len(measured) > 8:
            line = np.polyfit(np.flatnonzero(~np.isnan(own)) / PATCH_MINUTES, measured, 1)[0]
            assert slope == pytest.approx(np.clip(line, -5, 5), abs=1e-3)


def test_steps_are_roots_of_their_unit() -> None:
    found = patched(window(steps=np.full(45, 160.0)))
    assert found[0, 2 * PATCH_MINUTES] == pytest.approx(2)
    assert found[1, 2 * PATCH_MINUTES : 3 * PATCH_MINUTES].tolist() == pytest.approx([2] * 15 + [0] * 15)


def test_every_channel_has_a_scale() -> None:
    assert set(SCALE) == set(CHANNELS)
    assert all(scale > 0 for _, scale in SCALE.values())
