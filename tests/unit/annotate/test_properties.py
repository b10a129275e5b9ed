"""What holds for every window."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.annotations import KINDS
from schemas.records import MAX_MINUTES, MIN_MINUTES, Annotation, Label, SensorWindow
from tests.unit.annotate.days import day
from wearscribe.annotate import annotate

QUICK = settings(deadline=None, max_examples=40)


@st.composite
def heart_rates(draw: st.DrawFn) -> np.ndarray:
    """Whole beats a minute, rest and events, ramps and levels, 30 to 1,440 minutes, some of them missing."""
    minutes = draw(st.integers(MIN_MINUTES, MAX_MINUTES))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    heart = 100 + draw(st.floats(0, 8)) * random.normal(size=minutes)
    for _ in range(draw(st.integers(0, 6))):
        start, length = random.integers(0, minutes), random.integers(3, 300)
        end = start + length
        lift, finish = random.uniform(-30, 30, 2)
        heart[start:end] += np.linspace(lift, finish, length)[: minutes - start]
    missing = random.random(minutes) < draw(st.sampled_from([0, 0, 0.1, 0.3, 0.8]))
    for _ in range(draw(st.integers(0, 3))):
        start = random.integers(0, minutes)
        missing[start : start + random.integers(1, 200)] = True
    missing[0] = False
    return np.where(missing, np.nan, np.round(np.clip(heart, 21, 199)))


@st.composite
def windows(draw: st.DrawFn) -> SensorWindow:
    heart = draw(heart_rates())
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    moving = np.repeat(random.random(heart.size // 10 + 1) < 0.3, 10)[: heart.size]
    steps = np.where(moving, random.integers(20, 130, heart.size), 0).astype(float)
    steps[random.random(heart.size) < draw(st.sampled_from([0, 0.05, 0.4]))] = np.nan
    labels = (
        Label(kind="activity", name="walk", start=10, end=int(random.integers(11, 200))),
        Label(kind="sleep", name="sleep", start=int(random.integers(-100, 20)), end=400),
    )
    return day(labels[: draw(st.integers(0, 2))], heart_rate=heart, steps=steps)


@given(windows())
@QUICK
def test_every_claim_is_registered_ordered_and_inside_the_window(window: SensorWindow) -> None:
    annotations = annotate(window)
    assert [annotation.id for annotation in annotations] == list(range(len(annotations)))
    levels = [["statistical", "structural", "semantic"].index(KINDS[a.kind].level) for a in annotations]
    assert levels == sorted(levels)
    for annotation in annotations:
        kind = KINDS[annotation.kind]
        assert annotation.values.keys() <= kind.values.keys()
        assert (annotation.strength is None) == (kind.strength is None)
        assert np.isfinite([*annotation.values.values()]).all()
        assert all(ref < len(annotations) for ref in annotation.refs)
        if annotation.kind not in {"activity", "sleep"}:
            assert 0 <= annotation.start < annotation.end <= window.minutes
        if "at" in annotation.values:
            assert annotation.start <= annotation.values["at"] < annotation.end


@given(windows())
@QUICK
def test_nothing_is_claimed_of_a_span_that_is_hardly_measured(window: SensorWindow) -> None:
    for annotation in annotate(window):
        if KINDS[annotation.kind].level != "structural" or annotation.kind in {"gap", "non_wear"}:
            continue
        row = window.row(annotation.channel or "")
        assert row is not None
        assert np.isfinite(row[annotation.start : annotation.end]).mean() >= 0.5


@given(windows())
@QUICK
def test_annotation_is_deterministic(window: SensorWindow) -> None:
    assert annotate(window) == annotate(window)


@given(windows(), st.sampled_from(["skin_temperature", "calories", "sleep_stage"]))
@QUICK
def test_an_absent_channel_changes_nothing(window: SensorWindow, absent: str) -> None:
    channels = dict(zip(window.channels, window.signal, strict=True))
    with_absent = day(window.labels, **{absent: np.full(window.minutes, np.nan)}, **channels)
    assert annotate(with_absent) == annotate(window)


@given(windows(), st.integers(0, 2**32))
@QUICK
def test_the_bits_of_an_unmeasured_minute_do_not_matter(window: SensorWindow, bits: int) -> None:
    """A NaN carries 22 bits of payload; whatever an upstream left in them is not a measurement."""
    signal = window.signal.copy()
    odd = np.random.default_rng(bits).integers(1, 2**22, signal.shape, dtype=np.uint32) | np.uint32(0x7FC00000)
    signal[np.isnan(signal)] = odd.view(np.float32)[np.isnan(signal)]
    same = day(window.labels, **dict(zip(window.channels, signal, strict=True)))
    assert annotate(same) == annotate(window)


@given(heart_rates())
@QUICK
def test_a_mirrored_signal_turns_every_peak_into_a_drop(heart: np.ndarray) -> None:
    def changes(signal: np.ndarray, mirrored: bool) -> list[tuple[object, ...]]:
        names = {"peak": "drop", "drop": "peak"} if mirrored else {}
        found = [a for a in annotate(day(heart_rate=signal)) if KINDS[a.kind].level == "structural"]
        return sorted((names.get(a.kind, a.kind), a.start, a.end, _levels(a, mirrored)) for a in found)

    def _levels(annotation: Annotation, mirrored: bool) -> tuple[float, ...]:
        levels = {"value", "baseline", "from", "to", "before", "after", "mean"} & annotation.values.keys()
        return tuple(round(220 - v if mirrored else v, 3) for k, v in sorted(annotation.values.items()) if k in levels)

    plain, mirrored = changes(heart, False), changes(220 - heart, True)
    assert [claim[:3] for claim in mirrored] == [claim[:3] for claim in plain]
    for one, other in zip(plain, mirrored, strict=True):
        assert one[3] == pytest.approx(other[3], abs=0.01)


@given(windows())
@QUICK
def test_statistics_are_of_the_measured_minutes(window: SensorWindow) -> None:
    for annotation in annotate(window):
        if annotation.kind != "statistics":
            continue
        row = window.row(annotation.channel or "")
        assert row is not None
        measured = row[np.isfinite(row)].astype(float)
        values = annotation.values
        truth = [measured.mean(), measured.std(), measured.min(), measured.max(), measured.size]
        assert [values[name] for name in ("mean", "sd", "min", "max", "measured")] == pytest.approx(truth)
        quantiles = [values[name] for name in ("p05", "p25", "p50", "p75", "p95")]
        assert quantiles == pytest.approx(np.quantile(measured, [0.05, 0.25, 0.5, 0.75, 0.95]))
        assert row[int(values["min_at"])] == values["min"]
        assert row[int(values["max_at"])] == values["max"]
        assert ("total" in values) == (annotation.channel == "steps")
