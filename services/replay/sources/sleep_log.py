"""Sleep logs, as Takeout and the Web API both write them: a label, and the stages where the log holds them.

Their times are on the wearer's wall clock. `levels.shortData` (awakenings of up to three minutes) lies over
`levels.data`, it does not extend it.
"""

from typing import Any

import numpy as np

from services.replay.readings import LoggedSpan, Part, Readings, Refused
from services.replay.sources.json_file import count, number
from services.replay.sources.stamps import stamps

_STAGES = {"wake": 0, "awake": 0, "restless": 0, "light": 1, "asleep": 1, "deep": 2, "rem": 3}
_EPOCH_MS = 30_000  # Fitbit scores sleep in epochs of thirty seconds
_AWAKENING_EPOCHS = 2
_MAX_HOURS = 48
_MAX_EPOCHS = _MAX_HOURS * 120


def sleep_part(logs: list[dict[str, Any]]) -> Part:
    """All logs of one file. Raises Refused, naming the entry that is not laid out as a sleep log."""
    spans, times, values = [], [], []
    for position, log in enumerate(logs, start=1):
        if not isinstance(log, dict):
            raise Refused(f"entry {position} is not an object")
        try:
            start, end = stamps([log.get("startTime"), log.get("endTime")], "startTime and endTime")
        except Refused:
            raise Refused(f"sleep log {position} has no readable startTime and endTime") from None
        if not 0 < (end - start) // np.timedelta64(1, "h") + 1 <= _MAX_HOURS:
            raise Refused(f"sleep log {position} does not last between 0 and {_MAX_HOURS} hours")
        time, stage = _stages(log.get("levels"), position)
        times.append(time)
        values.append(stage)
        spans.append(
            LoggedSpan(
                kind="sleep",
                name="nap" if log.get("mainSleep", log.get("isMainSleep")) is False else "sleep",
                start=start,
                end=end,
                minutes_asleep=_minutes_asleep(log, end - start),
                awakenings=_awakenings(stage) if len(stage) else None,
            )
        )
    time = np.concatenate(times) if times else np.empty(0, "datetime64[ms]")
    if not len(time):
        return Part("local", spans=tuple(spans))
    return Part("local", (Readings("sleep_stage", time, np.concatenate(values)),), tuple(spans))


def _stages(levels: Any, position: int) -> tuple[np.ndarray, np.ndarray]:
    """One reading an epoch: times datetime64[ms] and stages float64, shape [epoch]; both empty without stages."""
    scored: dict[int, float] = {}
    for layer in ("data", "shortData"):
        rows = levels.get(layer, []) if isinstance(levels, dict) else []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused(f"the levels of sleep log {position} are not a list of stages")
        starts = stamps([row.get("dateTime") for row in rows]).astype(np.int64)
        for row, start in zip(rows, starts.tolist(), strict=True):
            stage = row.get("level")
            if not isinstance(stage, str) or stage not in _STAGES:
                raise Refused(f"sleep log {position} holds a stage that is none of {', '.join(_STAGES)}")
            epochs = number(row.get("seconds"), f"the length of a stage in sleep log {position}") * 1000 / _EPOCH_MS
            if not 0 <= epochs <= _MAX_EPOCHS:
                raise Refused(f"a stage of sleep log {position} is longer than {_MAX_HOURS} hours")
            for epoch in range(round(epochs)):
                scored[start + epoch * _EPOCH_MS] = _STAGES[stage]
    time = np.array(sorted(scored), dtype=np.int64)
    return time.astype("datetime64[ms]"), np.array([scored[at] for at in time.tolist()], dtype=np.float64)


def _minutes_asleep(log: dict[str, Any], length: np.timedelta64) -> int | None:
    asleep = count(log.get("minutesAsleep"))
    return None if asleep is None or np.timedelta64(min(asleep, 10**6), "m") > length else asleep


def _awakenings(stage: np.ndarray) -> int:
    """Awake episodes of a minute or more between the first and the last epoch asleep."""
    asleep = np.flatnonzero(stage > 0)
    if not len(asleep):
        return 0
    awake = np.concatenate(([False], stage[asleep[0] : asleep[-1]] == 0, [False]))
    starts, ends = np.flatnonzero(awake[1:] & ~awake[:-1]), np.flatnonzero(awake[:-1] & ~awake[1:])
    return int((ends - starts >= _AWAKENING_EPOCHS).sum())
