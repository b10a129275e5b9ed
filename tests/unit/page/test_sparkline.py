"""The curve of a card: broken where nothing was measured, shaded where it matched."""

import re

import numpy as np

from services.search.page.sparkline import WIDTH, sparkline
from services.store.previews import Preview


def drawn(heart: np.ndarray, first: int = 0, end: int = 1440) -> str:
    return sparkline(Preview(1440, 1.0, heart, np.zeros(1440, dtype=np.float32)), first, end, "label")


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
    x, width = re.search(r'spark-match" x="([\d.]+)" y="0" width="([\d.]+)"', drawn(heart, 720, 1080)).groups()  # type: ignore[union-attr]  # there is one
    assert float(x) == WIDTH / 2
    assert float(width) == WIDTH / 4
