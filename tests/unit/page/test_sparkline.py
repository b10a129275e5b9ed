"""The curve of a card: broken where nothing was measured, shaded where it matched."""

import re

import numpy as np
import pytest

from services.search.page.matched import Matched, Span
from services.search.page.sparkline import WIDTH, sparkline
from services.store.previews import Preview


def drawn(heart: np.ndarray, nearest: Span | None = None, met: Span | None = None) -> str:
    steps = np.zeros(1440, dtype=np.float32)
    return sparkline(Preview(1440, 1.0, heart, steps), Matched([("a fact", met)], nearest), "label")


def path(svg: str) -> str:
    return re.search(r'spark-heart" d="([^"]*)"', svg)[1]  # type: ignore[index]  # there is one


def test_a_gap_lifts_the_pen() -> None:
    heart = np.full(1440, 70, dtype=np.float32)
    assert path(drawn(heart)).count("M") == 1
    heart[600:700] = np.nan
    assert path(drawn(heart)).count("M") == 2
    assert path(drawn(np.full(1440, np.nan, dtype=np.float32))) == ""


def test_the_matched_minutes_are_shaded_where_they_are() -> None:
    heart = np.full(1440, 70, dtype=np.float32)
    assert "spark-match" not in drawn(heart)
    x, width = re.search(r'spark-match" x="([\d.]+)" y="0" width="([\d.]+)"', drawn(heart, (720, 1080))).groups()  # type: ignore[union-attr]  # there is one
    assert float(x) == WIDTH / 2
    assert float(width) == WIDTH / 4


def test_what_meets_a_condition_is_shaded_under_a_line() -> None:
    heart = np.full(1440, 70, dtype=np.float32)
    assert "spark-over" not in drawn(heart, (720, 1080))
    both = drawn(heart, (720, 1080), (0, 360))
    assert both.count("spark-match") == 2
    assert f'spark-over" x="0.0" y="0" width="{WIDTH / 4:.1f}"' in both


@pytest.mark.parametrize("minute", [0, 700, 1439])
def test_a_single_minute_is_wide_enough_to_be_seen(minute: int) -> None:
    svg = drawn(np.full(1440, 70, dtype=np.float32), met=(minute, minute + 1))
    for name in ("spark-match", "spark-over"):
        x, width = map(float, re.search(rf'{name}" x="([\d.]+)" y="0" width="([\d.]+)"', svg).groups())  # type: ignore[union-attr]  # there is one
        assert width >= 5
        assert 0 <= x <= (minute + 1) / 1440 * WIDTH + 0.1
        assert minute / 1440 * WIDTH - 0.1 <= x + width <= WIDTH + 0.1
