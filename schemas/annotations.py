"""The registry of annotation kinds: what each claims, over which span, with which values in which units.

A unit of "channel" means the channel's own; "channel/h" that unit an hour. Minutes are minutes since the
window's start when the value's name ends in `_at`, durations otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    level: str
    claim: str
    values: dict[str, str]
    strength: str | None = None


_ALL = (
    Kind(
        "statistics", "statistical",
        "Over the measured minutes of the channel in the whole window. `total` for summed channels only.",
        {
            "mean": "channel", "min": "channel", "max": "channel", "sd": "channel",
            "p05": "channel", "p25": "channel", "p50": "channel", "p75": "channel", "p95": "channel",
            "total": "channel", "measured": "min", "coverage": "ratio", "min_at": "min", "max_at": "min",
        },
    ),
    Kind(
        "resting_heart_rate", "statistical",
        "The lowest mean heart rate over thirty consecutive measured minutes (span) without steps.",
        {"value": "channel"},
    ),
    Kind(
        "trend", "structural",
        "The channel climbed or fell along a line from `from` (level at the start of the span) to `to` (at its end).",
        {"from": "channel", "to": "channel", "slope": "channel/h"}, "p_value",
    ),
    Kind(
        "stable", "structural",
        "The ten-minute means of the channel stayed between `low` and `high` for the whole span.",
        {"low": "channel", "high": "channel", "mean": "channel"},
    ),
    Kind(
        "peak", "structural",
        "The channel rose to `value` at minute `at`, above `baseline` around it, and came back.",
        {"value": "channel", "baseline": "channel", "at": "min"}, "prominence",
    ),
    Kind(
        "drop", "structural",
        "The mirror image of a peak.",
        {"value": "channel", "baseline": "channel", "at": "min"}, "prominence",
    ),
    Kind(
        "shift", "structural",
        "At minute `at` the channel's level changed from `before` (mean of the span up to it) to `after` and stayed.",
        {"before": "channel", "after": "channel", "at": "min"}, "effect_size",
    ),
    Kind(
        "bout", "structural",
        "Sustained movement: steps in (almost) every minute.",
        {"steps": "steps", "cadence": "steps/min", "peak_cadence": "steps/min"},
    ),
    Kind(
        "sedentary", "structural",
        "Measured minutes (almost) without steps.",
        {"steps": "steps"},
    ),
    Kind("gap", "structural", "The channel was not measured in any minute of the span.", {}),
    Kind(
        "non_wear", "structural",
        "The device was not worn: nothing measured, or no heart beat from a device that measures it and no step.",
        {},
    ),
    Kind(
        "activity", "semantic",
        "A logged activity, whole; the span may reach beyond the window. Values cover the part inside it, "
        "where the channel is measured.",
        {"mean_heart_rate": "bpm", "max_heart_rate": "bpm", "steps": "steps"},
    ),
    Kind(
        "sleep", "semantic",
        "A logged sleep, whole; the span may reach beyond the window.",
        {"minutes_asleep": "min", "awakenings": "count", "mean_heart_rate": "bpm", "min_heart_rate": "bpm"},
    ),
    Kind(
        "relation", "semantic",
        "A rise of the heart rate (refs[0]: a peak, or a rising trend or shift) happened `during` the bout, the "
        "logged activity or the sleep of refs[1], or `without_movement` (no second ref). `rise` is how far above "
        "its baseline the heart rate came; `steps` counts those within the span.",
        {"rise": "bpm", "steps": "steps"},
    ),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
