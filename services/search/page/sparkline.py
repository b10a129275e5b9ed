"""A day at a glance: heart rate above, steps below, the matched minutes shaded. SVG, made of numbers alone."""

import numpy as np

from services.search.page.matched import Matched, Span
from services.store.previews import Preview

WIDTH, HEIGHT = 360, 76
_BINS = 180
_HEART = (4.0, 46.0)  # top and bottom of the curve
_STEPS = (52.0, 75.0)
_LEAST = 5.0  # width of what is shaded, however short it is
_FULL = 600.0  # steps in a bin of eight minutes that fill the height, where no bin holds more


def sparkline(preview: Preview, match: Matched, label: str) -> str:
    """The minutes that match are shaded, those that meet a condition under a line. `label` is read to those who cannot
    see it and must not need escaping: our own words and numbers."""
    minutes = preview.minutes
    parts = [f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" '
             f'aria-label="{label}">']  # fmt: skip
    for hour in range(360, minutes, 360):
        x = hour / minutes * WIDTH
        parts.append(f'<path class="spark-hour" d="M{x:.1f} 0V{HEIGHT}"/>')
    if match.nearest:
        parts.append(_shade(match.nearest, minutes, "spark-match", HEIGHT))
    for span in dict.fromkeys(span for _, span in match.met if span):
        parts.append(_shade(span, minutes, "spark-match", HEIGHT))
        parts.append(_shade(span, minutes, "spark-over", 3))
    if preview.steps is not None:
        parts.append(f'<path class="spark-steps" d="{_bars(_binned(preview.steps, of_sum=True), _STEPS)}"/>')
    if preview.heart_rate is not None:
        parts.append(f'<path class="spark-heart" d="{_line(_binned(preview.heart_rate, of_sum=False), _HEART)}"/>')
    return "".join([*parts, "</svg>"])


def _shade(span: Span, minutes: int, name: str, height: int) -> str:
    """A rectangle; one of a few minutes is widened around its middle, so that it can be seen."""
    left, right = (float(np.clip(minute, 0, minutes)) / minutes * WIDTH for minute in span)
    width = max(right - left, _LEAST)
    x = min(max((left + right - width) / 2, 0.0), WIDTH - width)
    return f'<rect class="{name}" x="{x:.1f}" y="0" width="{width:.1f}" height="{height}"/>'


def _binned(row: np.ndarray, of_sum: bool) -> np.ndarray:
    """`[minute]` to `[bin]`: the sum of what was measured, or its mean; NaN where nothing was."""
    edges = np.linspace(0, len(row), min(_BINS, len(row)), endpoint=False).astype(int)
    total, measured = np.add.reduceat(np.nan_to_num(row), edges), np.add.reduceat(~np.isnan(row), edges, dtype=int)
    values = total if of_sum else total / np.maximum(measured, 1)
    return np.where(measured > 0, values, np.nan)


def _line(values: np.ndarray, place: tuple[float, float]) -> str:
    """A path that is broken where nothing was measured."""
    top, bottom = place
    if np.isnan(values).all():
        return ""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    y = bottom - (values - low) / max(high - low, 20.0) * (bottom - top)
    x = (np.arange(len(values)) + 0.5) * WIDTH / len(values)
    path, pen = [], "M"
    for at, height in zip(x, y, strict=True):
        if np.isnan(height):
            pen = "M"
            continue
        path.append(f"{pen}{at:.1f} {height:.1f}" + ("h.1" if pen == "M" else ""))
        pen = "L"
    return "".join(path)


def _bars(values: np.ndarray, place: tuple[float, float]) -> str:
    top, bottom = place
    width = WIDTH / len(values)
    height = np.nan_to_num(values) / max(float(np.nan_to_num(values).max()), _FULL) * (bottom - top)
    return "".join(
        f"M{i * width:.1f} {bottom:g}V{bottom - h:.1f}h{width:.2f}V{bottom:g}z" for i, h in enumerate(height) if h > 0.2
    )
