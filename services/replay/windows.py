"""The cutter: from a person's minutes to windows on the grid of their wall clock."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import MIN_MINUTES, Label, SensorWindow
from services.replay.deidentify import Span, Timeline
from services.replay.minutes import Minutes
from services.replay.summary import Summary
from services.replay.wall_clock import DAY, MINUTE, Stretch

_DAY_MINUTES = DAY // MINUTE


def cut(
    timeline: Timeline,
    minutes: Mapping[str, Minutes],
    *,
    study: str,
    subject: str,
    source: str,
    window_minutes: int,
    summary: Summary,
) -> Iterator[SensorWindow]:
    """Windows in time order: from each local midnight, every `window_minutes`, cut where the UTC offset changes.

    A piece under thirty minutes and a window without a measured minute are dropped and counted.
    """
    measured = np.unique(np.concatenate([channel.minute for channel in minutes.values()] or [np.empty(0, np.int64)]))
    placed: set[Span] = set()
    for stretch in timeline.stretches:
        for start, end in cells(stretch, measured, window_minutes):
            low, high = np.searchsorted(measured, (start, end))
            if low == high:
                summary.empty_windows += 1
                continue
            if end - start < MIN_MINUTES:
                reason = f"in a piece of under {MIN_MINUTES} minutes between two changes of the clock or the grid"
                summary.drop_minutes(reason, int(high - low))
                continue
            names, rows = _rows(minutes, start, end)
            spans = [span for span in timeline.spans if span.start < end * MINUTE and span.end > start * MINUTE]
            placed.update(spans)
            summary.windows += 1
            summary.minutes_measured += int(high - low)
            yield SensorWindow(
                study=study,
                subject=subject,
                source=source,
                start=datetime(1970, 1, 1) + timedelta(minutes=start + stretch.shift // MINUTE),
                utc_offset=stretch.utc_offset,
                minutes=end - start,
                channels=names,
                labels=tuple(_label(span, start) for span in spans),
                signal=rows,
            )
    if lost := len(set(timeline.spans) - placed):
        summary.labels_dropped["in no window: nothing was measured around it"] += lost


def cells(stretch: Stretch, measured: np.ndarray, window_minutes: int) -> Iterator[tuple[int, int]]:
    """The grid's cells `[start, end)`, in instant minutes, from the first measured minute of the stretch to the last.

    The wall clock may show an hour twice. Where the grid is so fine that both passes hold a whole cell, the two
    would be one window (same start, same length); so the cell after the change then runs past the repeated time.
    """
    first, last = stretch.start // MINUTE, stretch.end // MINUTE
    low, high = np.searchsorted(measured, (first, last))
    if low == high:
        return
    shift = stretch.shift // MINUTE
    seam = first + stretch.repeated // MINUTE if window_minutes * MINUTE <= stretch.repeated else first
    midnight = (int(measured[low]) + shift) // _DAY_MINUTES * _DAY_MINUTES - shift
    after = (int(measured[high - 1]) + shift) // _DAY_MINUTES * _DAY_MINUTES - shift + _DAY_MINUTES
    grid = [
        point
        for day in range(midnight, after, _DAY_MINUTES)
        for point in range(day, day + _DAY_MINUTES, window_minutes)
    ]
    edges = [point for point in [*grid, after] if first <= point < last and not first < point <= seam]
    if midnight < first:
        edges.insert(0, first)
    if last <= after:
        edges.append(last)
    for start, end in pairwise(edges):
        if end > measured[low] and start <= measured[high - 1]:
            yield start, end


def _rows(minutes: Mapping[str, Minutes], start: int, end: int) -> tuple[tuple[str, ...], np.ndarray]:
    names, rows = [], []
    for name in CHANNELS:
        if name not in minutes:
            continue
        at, value = minutes[name].within(start, end)
        if len(at):
            row = np.full(end - start, np.nan, dtype=np.float32)
            row[at] = value
            names.append(name)
            rows.append(row)
    return tuple(names), np.stack(rows)


def _label(span: Span, start: int) -> Label:
    return Label(
        kind="sleep" if span.kind == "sleep" else "activity",
        name=span.name,
        start=span.start // MINUTE - start,
        end=span.end // MINUTE - start,
        minutes_asleep=span.minutes_asleep,
        awakenings=span.awakenings,
    )
