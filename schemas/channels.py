"""The channel registry: every quantity a window may carry, with its unit and its rules.

The first three groups are the 26 features of SensorLM (arXiv 2506.09108, appendix; names as in the released
`constants.py`, spelt out); the last group is what Fitbit exports beside them. Any subset is a valid window.
"""

from dataclasses import dataclass
from typing import Literal

Aggregation = Literal["mean", "sum", "last"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One quantity, one value a minute.

    `low` and `high` bound what a wearable can mean; a value outside is a defect, not a measurement.
    `aggregation` turns several readings inside a minute into one. `resolution` is the step in which devices
    report it, so that a change smaller than it is never called a change.
    """

    name: str
    unit: str
    low: float
    high: float
    aggregation: Aggregation
    resolution: float
    origin: str


_HEART = "optical heart rate (PPG)"
_MOTION = "accelerometer"
_SKIN = "electrodermal and skin sensors"
_EXPORT = "Fitbit export"

_ALL = (
    Channel("heart_rate", "bpm", 20, 250, "mean", 1, _HEART),
    Channel("heart_rate_at_rest", "bpm", 20, 250, "mean", 1, _HEART),
    Channel("rr_valid", "ratio", 0, 1, "mean", 0.01, _HEART),
    Channel("rr_p80", "ms", 200, 3000, "mean", 1, _HEART),
    Channel("rr_p20", "ms", 200, 3000, "mean", 1, _HEART),
    Channel("rr_median", "ms", 200, 3000, "mean", 1, _HEART),
    Channel("rmssd", "ms", 0, 500, "mean", 0.1, _HEART),
    Channel("sdnn", "ms", 0, 500, "mean", 0.1, _HEART),
    Channel("rr_entropy", "bit", 0, 20, "mean", 0.01, _HEART),
    Channel("rr_difference_entropy", "bit", 0, 20, "mean", 0.01, _HEART),
    Channel("steps", "steps", 0, 400, "sum", 1, _MOTION),
    Channel("jerk_autocorrelation", "ratio", -1, 1, "mean", 0.01, _MOTION),
    Channel("motion_log_energy", "1", -50, 50, "mean", 0.01, _MOTION),
    Channel("motion_covariance_condition", "1", -50, 1000, "mean", 0.01, _MOTION),
    Channel("motion_log_energy_ratio", "1", -50, 50, "mean", 0.01, _MOTION),
    Channel("zero_crossing_sd", "1", 0, 1000, "mean", 0.01, _MOTION),
    Channel("zero_crossing_mean", "1", 0, 1000, "mean", 0.01, _MOTION),
    Channel("axis_mean", "1", -1000, 1000, "mean", 0.01, _MOTION),
    Channel("motion_kurtosis", "1", -1000, 1000, "mean", 0.01, _MOTION),
    Channel("sleep_coefficient", "1", -50, 50, "mean", 0.01, _MOTION),
    Channel("skin_conductance", "µS", 0, 100, "mean", 0.01, _SKIN),
    Channel("skin_conductance_slope", "µS/min", -50, 50, "mean", 0.01, _SKIN),
    Channel("lead_contact_count", "samples", 0, 400, "mean", 1, _SKIN),
    Channel("skin_temperature", "°C", 10, 45, "mean", 0.1, _SKIN),
    Channel("skin_temperature_slope", "°C/min", -5, 5, "mean", 0.01, _SKIN),
    Channel("altitude_sd", "1", 0, 1000, "mean", 0.01, _SKIN),
    Channel("intensity", "level", 0, 3, "mean", 1, _EXPORT),
    Channel("calories", "kcal", 0, 60, "sum", 0.1, _EXPORT),
    Channel("distance", "m", 0, 2000, "sum", 1, _EXPORT),
    Channel("sleep_stage", "stage", 0, 3, "last", 1, _EXPORT),
    Channel("spo2", "%", 50, 100, "mean", 0.1, _EXPORT),
    Channel("breathing_rate", "breaths/min", 2, 60, "mean", 0.1, _EXPORT),
)

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in _ALL}

#: Meaning of the `sleep_stage` channel. "asleep" and "restless" of the classic Fitbit log are light and awake.
SLEEP_STAGES = {0: "awake", 1: "light", 2: "deep", 3: "rem"}
