"""Every file of the real exports that lie beside the repository, where they do."""

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np


def test_every_person_day_of_fitabase_is_a_window_and_every_step_is_there(run, shared: Path) -> None:
    path = shared / "fitabase" / "minute_steps_intensity_hr.csv.gz"
    days, steps, beats = defaultdict(set), Counter(), 0
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            days[row["Id"]].add(row["time"][:10])
            steps[row["Id"]] += int(row["steps"])
            beats += bool(row["hr_mean"])
    found = run("fitabase", path)
    assert found.summary.people == len(days)
    assert len(found.windows) == sum(map(len, days.values()))
    totals = Counter()
    for window in found.windows:
        totals[window.subject] += int(np.nansum(window.row("steps"), dtype=np.float64))
    assert sorted(totals.values()) == sorted(steps.values())
    rows = [window.row("heart_rate") for window in found.windows if "heart_rate" in window.channels]
    assert sum(int(np.isfinite(row).sum()) for row in rows) == beats


def test_every_takeout_file_is_read_or_refused_with_a_reason(run, shared: Path) -> None:
    folder = shared / "fitbit_formats" / "takeout"
    found = run("takeout", folder, subject="Ann", timezone="Europe/Berlin")
    skipped = dict(found.summary.files_skipped)
    assert found.summary.files_read + len(skipped) == len(list(folder.iterdir()))
    assert found.summary.files_read == 5
    assert set(skipped.values()) == {"holds one value a day, no minutes"}
    with_distance = [window for window in found.windows if "distance" in window.channels]
    assert np.nansum(with_distance[0].row("distance")) == np.float32(41.10 + 43.40 + 34.90 + 8.50)
    (night,) = [label for label in found.windows[-1].labels if label.kind == "sleep"]
    assert (night.end - night.start, night.minutes_asleep) == (453, 387)


def test_every_web_api_file_is_read_or_refused_with_a_reason(run, shared: Path) -> None:
    folder = shared / "fitbit_formats" / "web_api"
    found = run("web-api", folder, subject="Ann")
    assert found.summary.files_read + len(found.summary.files_skipped) == len(list(folder.iterdir()))
    assert sorted(reason for _, reason in found.summary.files_skipped) == [
        "holds one value a day, no minutes",
        "not a response that holds minutes, activities or sleep",
    ]


def test_the_stage_log_gives_every_minute_of_the_night(run, shared: Path) -> None:
    path = shared / "fitbit_formats" / "takeout" / "sleep_stages_log.json"
    windows = run("takeout", path, subject="Ann", timezone="Europe/Oslo").windows
    stages = np.concatenate([window.row("sleep_stage") for window in windows])
    stages = stages[~np.isnan(stages)]
    assert len(stages) == 453
    assert abs(int((stages > 0).sum()) - 387) <= 10  # the log scores half minutes
    assert {label.awakenings for window in windows for label in window.labels} == {12}
