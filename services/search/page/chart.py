"""A window on one time axis: a small chart a channel, gaps left open, annotations laid over.

ECharts draws it as SVG, so that colours are the page's CSS variables and follow light and dark. Ids that the page's
scripts know: `lit-N` is the series of chart N whose areas are the minutes pointed at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import SensorWindow
from services.search.page import wording
from services.search.page.matched import Span
from services.search.page.overlays import Layer

_LEFT, _RIGHT, _TOP, _GAP, _BOTTOM = 46, 18, 26, 36, 66
_HEIGHTS = {"heart_rate": 128, "steps": 72}
_HEIGHT = 56
_SHORT = 8  # minutes
_FILLED = frozenset(name for name, channel in CHANNELS.items() if channel.aggregation == "sum")
_STEPPED = frozenset({"sleep_stage", "intensity"})
#: From deep at the bottom to awake at the top, as sleep is always drawn; stored as schemas.channels.SLEEP_STAGES.
_DEPTH = np.array([3, 1, 0, 2], dtype=np.float32)
_DEPTHS = '["deep", "light", "REM", "awake"]'
_SOFT = {"color": "var(--soft)", "fontSize": 11}
_CLOCK = _SOFT | {
    ":formatter": "value => new Date(value).toISOString().slice(11, 16)",
    "hideOverlap": True, "alignMinLabel": "left", "alignMaxLabel": "right",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """`options` for ECharts; `height` in pixels; `channels` from top to bottom."""

    options: dict[str, Any]
    height: int
    channels: Sequence[str]


def chart(window: SensorWindow, overlays: Sequence[Layer], match: Sequence[Span]) -> Chart:
    """`match`: the minutes that answered the question, marked for as long as the page is open."""
    channels = sorted(window.channels, key=lambda name: (name not in _HEIGHTS, list(CHANNELS).index(name)))
    tops, at = [], _TOP
    for name in channels:
        tops.append(at)
        at += _HEIGHTS.get(name, _HEIGHT) + _GAP
    start = epoch(window)
    until = start + window.minutes * 60_000
    grids = range(len(channels))
    options = {
        "animation": False,
        "useUTC": True,  # times are the wearer's wall clock, whatever clock the reader has
        "textStyle": {"fontFamily": "Roboto, system-ui, sans-serif", "fontSize": 11},
        "dataset": {"source": _rows(window, channels, start), "sourceHeader": False},
        "title": [_title(name, tops[i]) for i, name in enumerate(channels)],
        "grid": [
            {"left": _LEFT, "right": _RIGHT, "top": tops[i], "height": _HEIGHTS.get(name, _HEIGHT)}
            for i, name in enumerate(channels)
        ],
        "xAxis": [_time(i, start, until, last=i == len(channels) - 1) for i in grids],
        "yAxis": [_scale(i, name) for i, name in enumerate(channels)],
        "axisPointer": {"link": [{"xAxisIndex": "all"}], "lineStyle": {"color": "var(--faint)"}},
        "tooltip": _TOOLTIP,
        "legend": {"show": False, "selected": {each.kind: each.shown for each in overlays}},
        "dataZoom": _zoom(len(channels)),
        "series": [
            *(_curve(i, name) for i, name in enumerate(channels)),
            *(series for each in overlays for series in each.series(channels, start)),
            *(_match(i, start, match) for i in grids if match),
            *(_lit(i) for i in grids),
        ],
    }
    return Chart(options, at - _GAP + _BOTTOM, channels)


def epoch(window: SensorWindow) -> int:
    """The window's first minute in milliseconds, its local clock read as UTC."""
    return int(window.start.replace(tzinfo=UTC).timestamp() * 1000)


def _rows(window: SensorWindow, channels: Sequence[str], start: int) -> list[list[float | None]]:
    """`[minute][time, channel, …]`; null where nothing was measured."""
    signal = [window.signal[window.channels.index(name)] for name in channels]
    columns = [
        _hypnogram(row) if name == "sleep_stage" else np.round(row.astype(float), 2)
        for name, row in zip(channels, signal, strict=True)
    ]
    return [
        [start + minute * 60_000, *(None if np.isnan(value) else float(value) for value in values)]
        for minute, values in enumerate(np.stack(columns, axis=1))
    ]


def _hypnogram(row: np.ndarray) -> np.ndarray:
    known = ~np.isnan(row)
    depth = np.full(row.shape, np.nan)
    depth[known] = _DEPTH[row[known].astype(int).clip(0, 3)]
    return depth


def _title(name: str, top: int) -> dict[str, Any]:
    unit = CHANNELS[name].unit
    said = wording.name_of(name) if unit in ("1", "stage", name) else f"{wording.name_of(name)} · {unit}"
    return {"text": said, "left": 0, "top": top - 21, "padding": 0,
            "textStyle": {"color": "var(--soft)", "fontSize": 11.5, "fontWeight": 500}}  # fmt: skip


def _time(index: int, start: int, until: int, last: bool) -> dict[str, Any]:
    return {
        "type": "time", "gridIndex": index, "min": start, "max": until,
        "axisLine": {"lineStyle": {"color": "var(--line)"}}, "axisTick": {"show": False},
        "axisLabel": {"show": last, **_CLOCK},
        "splitLine": {"show": True, "lineStyle": {"color": "var(--line)", "opacity": 0.6}},
        "axisPointer": {"label": {"show": False}},
    }  # fmt: skip


def _scale(index: int, name: str) -> dict[str, Any]:
    scale: dict[str, Any] = {
        "type": "value", "gridIndex": index, "splitNumber": 2, "scale": name not in _FILLED,
        "axisLabel": {"showMaxLabel": True, **_SOFT}, "splitLine": {"lineStyle": {"color": "var(--line)"}},
    }  # fmt: skip
    if name == "sleep_stage":
        scale |= {"min": 0, "max": 3, "interval": 1}
        scale["axisLabel"] = {":formatter": f"value => {_DEPTHS}[value]", **_SOFT, "fontSize": 10}
    elif name == "intensity":
        scale |= {"min": 0, "max": 3, "interval": 3}
    return scale


def _curve(index: int, name: str) -> dict[str, Any]:
    color = "var(--heart)" if name == "heart_rate" else "var(--curve)"
    curve: dict[str, Any] = {
        "type": "line", "id": f"curve-{index}", "name": wording.name_of(name), "xAxisIndex": index, "yAxisIndex": index,
        "encode": {"x": 0, "y": index + 1}, "showSymbol": False, "connectNulls": False, "silent": True,
        "lineStyle": {"width": 1.3, "color": color}, "itemStyle": {"color": color}, "emphasis": {"disabled": True},
        ":tooltip": "{valueFormatter: value => "
        + ("value == null ? 'not measured' : " + f"{_DEPTHS}[value]" if name == "sleep_stage" else _said(name))
        + "}",
    }  # fmt: skip
    if name in _FILLED:
        curve |= {"step": "middle", "areaStyle": {"color": color, "opacity": 0.75}}
        curve["lineStyle"] = {"width": 0.6, "color": color}
    elif name in _STEPPED:
        curve["step"] = "middle"
    return curve


def _said(name: str) -> str:
    unit = CHANNELS[name].unit
    return f"value == null ? 'not measured' : value.toLocaleString('en') + ' {'' if unit in ('1', 'level') else unit}'"


def _match(index: int, start: int, match: Sequence[Span]) -> dict[str, Any]:
    areas = [[{"xAxis": start + first * 60_000}, {"xAxis": start + end * 60_000}] for first, end in match]
    style = {"color": "var(--tint)", "borderColor": "var(--accent)", "borderWidth": 0.6, "borderType": "dashed"}
    # Of a whole day a few minutes are less than a pixel or two: a line tells of them at every zoom.
    middles = [{"xAxis": start + (first + end) * 30_000} for first, end in match if end - first < _SHORT]
    line = {"silent": True, "symbol": "none", "animation": False, "label": {"show": False}, "data": middles,
            "lineStyle": {"color": "var(--accent)", "type": "solid", "width": 2, "opacity": 0.7}}  # fmt: skip
    return _marks(f"match-{index}", "match", index, markLine=line,
                  markArea={"silent": True, "data": areas, "itemStyle": style})  # fmt: skip


def _lit(index: int) -> dict[str, Any]:
    style = {"color": "var(--lit)", "borderColor": "var(--accent)", "borderWidth": 0.8}  # seen of a single minute, too
    return _marks(f"lit-{index}", "lit", index, z=5, markArea={"silent": True, "data": [], "itemStyle": style})


def _marks(id: str, name: str, index: int, **marks: Any) -> dict[str, Any]:
    """A series that draws nothing but its marks."""
    return {"type": "line", "id": id, "name": name, "xAxisIndex": index, "yAxisIndex": index, "data": [],
            "tooltip": {"show": False}, "silent": True, **marks}  # fmt: skip


def _zoom(grids: int) -> list[dict[str, Any]]:
    every = list(range(grids))
    return [
        {"type": "inside", "xAxisIndex": every, "zoomOnMouseWheel": "ctrl", "moveOnMouseMove": True,
         "preventDefaultMouseMove": False, "filterMode": "none", "minValueSpan": 15 * 60_000},
        {"type": "slider", "xAxisIndex": every, "bottom": 8, "height": 22, "left": _LEFT, "right": _RIGHT,
         "filterMode": "none", "minValueSpan": 15 * 60_000, "showDetail": False, "brushSelect": True,
         "borderColor": "var(--line)", "backgroundColor": "transparent", "fillerColor": "var(--tint)",
         "dataBackground": {"lineStyle": {"color": "var(--faint)"}, "areaStyle": {"color": "var(--line)"}},
         "selectedDataBackground": {"lineStyle": {"color": "var(--accent)"}, "areaStyle": {"color": "var(--tint)"}},
         "handleStyle": {"color": "var(--surface)", "borderColor": "var(--faint)"},
         "moveHandleStyle": {"color": "var(--line)"}, "textStyle": _SOFT},
    ]  # fmt: skip


_TOOLTIP = {
    "trigger": "axis", "confine": True, "transitionDuration": 0, "backgroundColor": "var(--raised)",
    "borderColor": "var(--line)", "textStyle": {"color": "var(--ink)", "fontSize": 12},
    "axisPointer": {"type": "line", "animation": False}, "extraCssText": "box-shadow: 0 6px 24px #0000001f",
}  # fmt: skip
