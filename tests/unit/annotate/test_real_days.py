"""Real Fitbit days (CC0): a worn day has plenty to tell."""

import csv
import gzip
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from tests.unit.annotate.days import day
from wearscribe.annotate import annotate

MINUTES = Path(__file__).parents[4] / "shared/data/fitabase/minute_steps_intensity_hr.csv.gz"
WORN = 600  # minutes with a heart rate


@pytest.mark.skipif(not MINUTES.exists(), reason=f"real minutes are not here: {MINUTES}")
def test_a_typical_worn_day_has_fifteen_claims() -> None:
    heart: dict[tuple[str, str], np.ndarray] = {}
    steps: dict[tuple[str, str], np.ndarray] = {}
    with gzip.open(MINUTES, "rt") as file:
        for row in csv.DictReader(file):
            key, time = (row["Id"], row["time"][:10]), row["time"]
            minute = int(time[11:13]) * 60 + int(time[14:16])
            for days, value in ((heart, row["hr_mean"]), (steps, row["steps"])):
                days.setdefault(key, np.full(1440, np.nan))[minute] = float(value or "nan")
    worn = [key for key, rate in heart.items() if np.isfinite(rate).sum() >= WORN]
    assert worn
    told = [len(annotate(day(heart_rate=heart[key], steps=steps[key]))) for key in worn]
    assert median(told) >= 15
