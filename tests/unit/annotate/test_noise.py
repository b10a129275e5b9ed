"""Nothing happens, and (almost) nothing is claimed."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.signal import lfilter

from schemas.channels import CHANNELS
from tests.unit.annotate.days import claims, day
from wearscribe.annotate import annotate

CHANGES = ("trend", "peak", "drop", "shift")
CURVES = tuple(
    name
    for name, channel in CHANNELS.items()
    if channel.aggregation == "mean" and channel.unit not in {"level", "stage"} and channel.high - channel.low >= 50
)


def changes_per_channel_day(days: int, signal: Callable[[np.random.Generator], dict[str, np.ndarray]]) -> float:
    found = 0
    for seed in range(days):
        window = day(**signal(np.random.default_rng(seed)))
        found += len(claims(window, *CHANGES))
    return found / days / len(window.channels)


@pytest.mark.parametrize("amplitude", [0.05, 1, 4])
def test_noise_gives_no_trend_and_no_event_at_any_amplitude(amplitude: float) -> None:
    def white(random: np.random.Generator) -> dict[str, np.ndarray]:
        middle = {name: (CHANNELS[name].low + CHANNELS[name].high) / 2 for name in CURVES}
        return {name: middle[name] + amplitude * random.normal(size=1440) for name in CURVES}

    assert changes_per_channel_day(20, white) <= 0.05


@pytest.mark.parametrize(("phi", "most"), [(0.5, 0.05), (0.9, 0.3), (0.98, 0.5)])
def test_noise_that_remembers_gives_few(phi: float, most: float) -> None:
    """The measured rates are 0, 0.11 and 0.23; wandering noise does rise and fall, so this one is a bound."""

    def autoregressive(random: np.random.Generator) -> dict[str, np.ndarray]:
        innovations = random.normal(size=1440 + 500) * (1 - phi**2) ** 0.5
        return {"heart_rate": 70 + 4 * lfilter([1], [1, -phi], innovations)[500:]}

    assert changes_per_channel_day(100, autoregressive) <= most


def test_noise_that_remembers_gives_no_trend() -> None:
    """The p-value of a trend is honest under autocorrelation."""
    trends = 0
    for seed in range(100):
        innovations = np.random.default_rng(seed).normal(size=1440 + 500) * (1 - 0.9**2) ** 0.5
        window = day(heart_rate=70 + 4 * lfilter([1], [1, -0.9], innovations)[500:])
        trends += len(claims(window, "trend", "shift"))
    assert trends <= 5


def test_white_noise_like_a_rounded_heart_rate_gives_nothing() -> None:
    assert changes_per_channel_day(60, lambda random: {"heart_rate": random.integers(58, 65, 1440)}) <= 0.05


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.3])
def test_sparse_steps_are_no_events(rate: float) -> None:
    def sparse(random: np.random.Generator) -> dict[str, np.ndarray]:
        return {"steps": np.where(random.random(1440) < rate, random.integers(1, 120, 1440), 0)}

    assert changes_per_channel_day(20, sparse) == 0


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.3])
def test_sparse_noise_in_a_curve_gives_few_events(rate: float) -> None:
    def sparse(random: np.random.Generator) -> dict[str, np.ndarray]:
        return {"skin_conductance": np.where(random.random(1440) < rate, random.integers(1, 50, 1440), 0)}

    assert changes_per_channel_day(60, sparse) <= 0.05


@pytest.mark.parametrize("value", [0, 70])
def test_a_constant_channel_is_neither_trend_nor_event_nor_stable(value: int) -> None:
    window = day(skin_conductance=np.full(1440, value))
    assert {claim.kind for claim in annotate(window)} == {"statistics"}


def test_a_change_below_the_resolution_is_no_change() -> None:
    heart = np.full(1440, 60.0)
    heart[300:320] += 0.9
    heart[700:] -= 0.9
    assert not claims(day(heart_rate=heart), *CHANGES)
