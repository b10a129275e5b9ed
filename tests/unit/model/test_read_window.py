"""What the model reads of a window: whole, finite, blind to labels."""

from dataclasses import fields
from datetime import datetime, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.channels import CHANNELS
from schemas.records import Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.model import claims, episodes, patches
from wearscribe.model.read_window import read
from wearscribe.model.tokens import MAX_CLAIMS, MAX_EPISODES, PATCH_MINUTES, SensorTokens


def lived(seed: int, minutes: int, channels: tuple[str, ...], clock: int = 0, missing: float = 0.2) -> SensorWindow:
    """Rest and bouts in turn, with gaps; every channel follows how hard the wearer works."""
    random = np.random.default_rng(seed)
    work = np.zeros(minutes)
    for start, length in zip(random.integers(0, minutes, 6), random.integers(5, 60, 6), strict=True):
        work[start : start + length] = random.uniform(0.2, 0.8)
    rows = []
    for name in channels:
        channel = CHANNELS[name]
        noisy = np.clip(work + random.normal(0, 0.03, minutes), 0, 1)
        level = np.where(work > 0, noisy, 0) if name == "steps" else noisy
        rows.append(channel.low + (channel.high - channel.low) * 0.4 * level)
    signal = np.array(rows, dtype=np.float32)
    signal[random.random(signal.shape) < missing * random.random()] = np.nan
    first = int(random.integers(0, minutes))
    signal[:, first : first + int(random.integers(0, minutes // 4 + 1))] = np.nan
    if np.isnan(signal).all():
        signal[0, 0] = CHANNELS[channels[0]].low
    return SensorWindow(
        study="test", subject="a" * 26, source="hand", start=datetime(2021, 3, 1) + timedelta(minutes=clock),
        minutes=minutes, channels=channels, signal=signal,
    )  # fmt: skip


def told(window: SensorWindow) -> SensorTokens:
    return read(window, annotate(window))


def differing(a: SensorTokens, b: SensorTokens) -> list[str]:
    """Names of the fields that are not the same."""
    return [
        field.name
        for field in fields(SensorTokens)
        if not np.array_equal(
            np.asarray(getattr(a, field.name), dtype=float), np.asarray(getattr(b, field.name), dtype=float), True
        )
    ]


windows = st.builds(
    lived,
    seed=st.integers(0, 2**20),
    minutes=st.one_of(st.integers(30, 1440), st.sampled_from([30, 31, 59, 60, 1440])),
    channels=st.one_of(
        st.just(("heart_rate", "steps")),
        st.lists(st.sampled_from(sorted(CHANNELS)), min_size=1, unique=True).map(tuple),
    ),
    clock=st.integers(0, 1439),
    missing=st.floats(0, 1),
)


@settings(max_examples=60, deadline=None)
@given(windows)
def test_tokens_are_whole_and_finite(window: SensorWindow) -> None:
    tokens = told(window)
    patch_count = -(-window.minutes // PATCH_MINUTES)
    assert tokens.patches.shape == (patch_count, patches.FEATURES)
    assert tokens.patches.dtype == tokens.episodes.dtype == tokens.claim_values.dtype == np.float32
    assert np.isfinite(tokens.patches).all()
    assert np.abs(tokens.patches).max() <= 5

    count = len(tokens.episode_spans)
    assert 1 <= count <= MAX_EPISODES
    assert tokens.episode_spans.dtype == np.int16
    assert tokens.episode_spans[0].tolist() == [0, window.minutes]
    starts, ends = tokens.episode_spans.T
    assert ((starts >= 0) & (starts < ends) & (ends <= window.minutes)).all()
    assert len(np.unique(tokens.episode_spans, axis=0)) == count
    assert tokens.episodes.shape == (count, episodes.FEATURES)
    assert np.isfinite(tokens.episodes).all()
    assert np.abs(tokens.episodes).max() <= 5

    said = len(tokens.claim_ids)
    assert said <= MAX_CLAIMS
    assert tokens.claim_values.shape == (said, len(claims.VALUES))
    assert not np.isinf(tokens.claim_values).any()
    assert ((tokens.claim_kinds >= 0) & (tokens.claim_kinds < len(claims.KIND_NAMES))).all()
    assert ((tokens.claim_channels >= 0) & (tokens.claim_channels <= len(CHANNELS))).all()


@settings(max_examples=25, deadline=None)
@given(windows, st.integers(0, 1000), st.sampled_from(["run", "swim"]))
def test_labels_change_nothing(window: SensorWindow, start: int, name: str) -> None:
    logged = (
        Label(kind="activity", name=name, start=start % window.minutes, end=start % window.minutes + 25),
        Label(kind="sleep", name="sleep", start=-100, end=window.minutes // 2 + 1),
    )
    labelled = window.model_copy(update={"labels": logged})
    assert differing(told(window), told(labelled)) == []


@settings(max_examples=25, deadline=None)
@given(windows)
def test_a_channel_without_a_measured_minute_tells_nothing(window: SensorWindow) -> None:
    absent = next((name for name in CHANNELS if name not in window.channels), None)
    if absent is None:
        return
    signal = np.concatenate([window.signal, np.full((1, window.minutes), np.nan, dtype=np.float32)])
    wider = window.model_copy(update={"channels": (*window.channels, absent), "signal": signal})
    assert differing(told(window), told(wider)) == []


@settings(max_examples=25, deadline=None)
@given(windows, st.integers(1, 1439))
def test_the_clock_changes_only_what_tells_the_time(window: SensorWindow, by: int) -> None:
    later = window.model_copy(update={"start": window.start + timedelta(minutes=by)})
    now, then = told(window), told(later)
    assert set(differing(now, then)) <= {"clock", "claim_values", "episodes"}
    assert np.array_equal(now.episodes[:, episodes.CLOCK_FEATURES :], then.episodes[:, episodes.CLOCK_FEATURES :])
    timed = [name in ("at", "min_at", "max_at") for name in claims.VALUES]
    still = ~np.array(timed)
    assert np.array_equal(now.claim_values[:, still], then.claim_values[:, still], equal_nan=True)


@settings(max_examples=15, deadline=None)
@given(windows)
def test_the_order_of_the_channels_changes_nothing(window: SensorWindow) -> None:
    turned = window.model_copy(update={"channels": window.channels[::-1], "signal": window.signal[::-1].copy()})
    assert differing(told(window), told(turned)) == []
