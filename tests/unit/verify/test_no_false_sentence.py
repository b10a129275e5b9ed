"""Whatever the window: no sentence written about it is false, and none is unreadable."""

from datetime import datetime, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.activities import ACTIVITIES
from schemas.channels import CHANNELS
from schemas.records import Label, SensorWindow
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.verify import Checker, verify

QUANTITIES = tuple(name for name, channel in CHANNELS.items() if channel.unit not in ("level", "stage"))


@st.composite
def windows(draw: st.DrawFn) -> SensorWindow:
    """Any window: one to four channels, half an hour to a day, from any minute of the day; walks, noise and planted
    bouts and events, gaps, and labels that may reach across either end."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    minutes = draw(st.one_of(st.integers(30, 1440), st.just(1440)))
    channels = draw(
        st.one_of(
            st.just(["heart_rate", "steps"]), st.lists(st.sampled_from(QUANTITIES), min_size=1, max_size=4, unique=True)
        )
    )
    shape = draw(st.sampled_from(["walk", "noise", "level", "day"]))
    signal = np.stack([_row(name, minutes, shape, random) for name in channels])
    for _ in range(draw(st.integers(0, 4))):  # gaps, in one channel or in all
        start = int(random.integers(0, minutes))
        rows = slice(None) if random.random() < 0.5 else slice(int(random.integers(0, len(channels))), None)
        signal[rows, start : start + int(random.integers(1, minutes))] = np.nan
    signal[:, random.random(minutes) < draw(st.sampled_from([0, 0, 0.3, 0.8]))] = np.nan
    if np.isnan(signal).all():
        signal[0, 0] = CHANNELS[channels[0]].high
    return SensorWindow(
        study="test",
        subject="a" * 26,
        source="test",
        start=datetime(2024, 5, 6) + timedelta(minutes=draw(st.integers(0, 1439))),
        minutes=minutes,
        channels=tuple(channels),
        labels=tuple(_label(minutes, random) for _ in range(draw(st.integers(0, 4)))),
        signal=signal,
    )


def _row(name: str, minutes: int, shape: str, random: np.random.Generator) -> np.ndarray:
    """A channel's minutes, inside its range and as fine as it is reported."""
    channel = CHANNELS[name]
    width = min(channel.high - channel.low, 200 * channel.resolution)
    middle = channel.low + 0.4 * (channel.high - channel.low)
    t = np.arange(minutes)
    if channel.aggregation == "sum":
        values = np.zeros(minutes)
        for _ in range(int(random.integers(0, 6))):
            start, length = int(random.integers(0, minutes)), int(random.integers(3, 60))
            values[start : start + length] += random.uniform(0.1, 0.6) * width
        values += (random.random(minutes) < 0.2) * random.uniform(0, 0.1, minutes) * width
    else:
        values = middle + random.normal(0, random.choice([0.005, 0.02, 0.05]) * width, minutes)
        if shape == "walk":
            values += np.cumsum(random.normal(0, 0.01 * width, minutes))
        if shape == "day":
            start, length = int(random.integers(0, minutes)), int(random.integers(20, 400))
            values += random.uniform(-0.3, 0.3) * width * np.clip((t - start) / length, 0, 1)
            at, half = int(random.integers(0, minutes)), int(random.integers(3, 20))
            values += random.uniform(-0.4, 0.4) * width * np.clip(1 - np.abs(t - at) / half, 0, 1)
    values = np.clip(values, channel.low, channel.high)
    return (np.round(values / channel.resolution) * channel.resolution).clip(channel.low, channel.high)


def _label(minutes: int, random: np.random.Generator) -> Label:
    start = int(random.integers(-300, minutes - 1))
    length = int(random.integers(max(1, -start + 1), max(2, -start + 1) + 500))
    if random.random() < 0.5:
        asleep = int(random.integers(0, length + 1)) if random.random() < 0.7 else None
        awakenings = int(random.integers(0, 9)) if random.random() < 0.7 else None
        return Label(
            kind="sleep", name=str(random.choice(["sleep", "nap"])), start=start, end=start + length,
            minutes_asleep=asleep, awakenings=awakenings,
        )  # fmt: skip
    origin = "logged" if random.random() < 0.7 else "inferred"
    return Label(kind="activity", name=str(random.choice(ACTIVITIES)), start=start, end=start + length, origin=origin)  # type: ignore[arg-type]  # a literal


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(window=windows(), seed=st.integers(0, 2**16))
def test_no_sentence_is_false_or_unreadable(window: SensorWindow, seed: int) -> None:
    annotations = annotate(window)
    captions = describe(window, annotations, languages=("en", "ko"), seed=seed)
    checker = Checker(window)
    for caption in captions:
        for sentence in caption.sentences:
            verdict = checker.check(sentence.text, caption.language)
            sources = [annotations[i] for i in sentence.annotations[:3]]
            assert not verdict.unreadable, (sentence.text, sources)
            assert verdict.true, (sentence.text, verdict.claims, sources)
    assert all(caption.verified for caption in verify(captions, window))
