"""Real Fitbit days (CC0): a worn day has plenty to tell."""

from pathlib import Path
from statistics import median

import numpy as np
import pytest
from pyarrow.csv import ConvertOptions, read_csv

from tests.unit.annotate.days import day
from wearscribe.annotate import annotate

MINUTES = Path(__file__).parents[4] / "shared/data/fitabase/minute_steps_intensity_hr.csv.gz"
WORN = 600  # minutes with a heart rate


@pytest.mark.skipif(not MINUTES.exists(), reason=f"real minutes are not here: {MINUTES}")
def test_a_typical_worn_day_has_fifteen_claims() -> None:
    table = read_csv(MINUTES, convert_options=ConvertOptions(column_types={"Id": "string", "time": "string"}))
    rate, count = (table[name].to_numpy().astype(float) for name in ("hr_mean", "steps"))
    heart: dict[tuple[str, str], np.ndarray] = {}
    steps: dict[tuple[str, str], np.ndarray] = {}
    measured = np.flatnonzero(np.isfinite(rate) | (count > 0))
    people, times = table["Id"].take(measured).to_pylist(), table["time"].take(measured).to_pylist()
    for i, person, time in zip(measured.tolist(), people, times, strict=True):
        key, minute = (person, time[:10]), int(time[11:13]) * 60 + int(time[14:16])
        heart.setdefault(key, np.full(1440, np.nan))[minute] = rate[i]
        steps.setdefault(key, np.zeros(1440))[minute] = count[i]
    worn = [key for key, rate in heart.items() if np.isfinite(rate).sum() >= WORN]
    assert worn
    told = [len(annotate(day(heart_rate=heart[key], steps=steps[key]))) for key in worn]
    assert median(told) >= 15
