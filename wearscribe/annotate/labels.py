"""What was logged: activities and sleeps, whole, with what the channels say of the part inside the window."""

import numpy as np

from schemas.records import Label
from wearscribe.annotate.claim import Claim
from wearscribe.annotate.runs import runs
from wearscribe.annotate.series import Series

LEAST_MEASURED = 0.5
AWAKE = 0  # the sleep_stage channel


def labels(series: Series, logged: tuple[Label, ...]) -> list[Claim]:
    """One claim a label, none left out. A value is missing where under half of the minutes behind it are measured."""
    return [_activity(series, label) if label.kind == "activity" else _sleep(series, label) for label in logged]


def _activity(series: Series, label: Label) -> Claim:
    heart, steps = _measured(series, "heart_rate", label), _measured(series, "steps", label)
    values: dict[str, float] = {}
    if heart is not None:
        values |= {"mean_heart_rate": float(heart.mean()), "max_heart_rate": float(heart.max())}
    if steps is not None:
        values["steps"] = float(steps.sum())
    return Claim("activity", None, label.start, label.end, values, name=label.name)


def _sleep(series: Series, label: Label) -> Claim:
    """Minutes asleep and awakenings as logged, else from the stages of a sleep that lies whole in the window."""
    heart, stages = _measured(series, "heart_rate", label), None
    if label.start >= 0 and label.end <= series.minutes:
        stages = _measured(series, "sleep_stage", label, least=0.9)
    values: dict[str, float] = {}
    if label.minutes_asleep is not None:
        values["minutes_asleep"] = float(label.minutes_asleep)
    elif stages is not None:
        values["minutes_asleep"] = float(np.count_nonzero(stages != AWAKE))
    if label.awakenings is not None:
        values["awakenings"] = float(label.awakenings)
    elif stages is not None:
        values["awakenings"] = float(_awakenings(stages))
    if heart is not None:
        values |= {"mean_heart_rate": float(heart.mean()), "min_heart_rate": float(heart.min())}
    return Claim("sleep", None, label.start, label.end, values, name=label.name)


def _measured(series: Series, channel: str, label: Label, least: float = LEAST_MEASURED) -> np.ndarray | None:
    """The measured minutes of the channel in the label's part of the window, or None where they are too few."""
    row, start, end = series.row(channel), max(label.start, 0), min(label.end, series.minutes)
    if row is None or start >= end or series.coverage(row, start, end) < least:
        return None
    return series.values[row, start:end][series.measured[row, start:end]]


def _awakenings(stages: np.ndarray) -> int:
    """Awake episodes between sleeping ones: falling asleep and the final waking are not awakenings."""
    asleep = np.flatnonzero(stages != AWAKE)
    return len(runs(stages[asleep[0] : asleep[-1]] == AWAKE)) if asleep.size else 0
