import json

import numpy as np


def heart(day: str = "2015-08-21") -> dict:
    return {
        "activities-heart": [{"dateTime": day, "value": "64.2"}],
        "activities-heart-intraday": {
            "dataset": [{"time": "00:01:00", "value": 64}, {"time": "23:59:00", "value": 70}],
            "datasetInterval": 1,
        },
    }


def test_intraday_series_are_local(run, write) -> None:
    path = write("heart.json", json.dumps(heart()))
    (window,) = run("web-api", path, subject="Ann").windows
    assert window.utc_offset is None
    assert np.flatnonzero(~np.isnan(window.row("heart_rate"))).tolist() == [1, 1439]
    assert window.source == "fitbit-web-api"


def test_a_zone_gives_the_offset(run, write) -> None:
    path = write("heart.json", json.dumps(heart()))
    (window,) = run("web-api", path, subject="Ann", timezone="America/New_York").windows
    assert window.utc_offset == -240


def test_activities_need_a_start_and_a_length(run, write) -> None:
    log = {"name": "Swimming", "startDate": "2015-08-21", "startTime": "10:00", "hasStartTime": True}
    activities = [
        {**log, "duration": 3600000},
        {**log, "duration": 3600000, "hasStartTime": False},
        log,
    ]
    write("api/heart.json", json.dumps(heart()))
    path = write("api/activities.json", json.dumps({"activities": activities})).parent
    found = run("web-api", path, subject="Ann")
    assert [(label.name, label.start, label.end) for label in found.windows[0].labels] == [("swim", 600, 660)]
    assert sum(found.summary.labels_dropped.values()) == 2


def test_responses_without_minutes_are_skipped_with_a_reason(run, write) -> None:
    write("api/1.json", json.dumps({"weight": []}))
    write("api/2.json", json.dumps({"activities-steps": [{"dateTime": "2015-08-23", "value": "175"}]}))
    write("api/3.json", json.dumps([1]))
    write("api/4.json", json.dumps({"activities-steps-intraday": {"dataset": []}, "activities-steps": []}))
    path = write("api/5.json", json.dumps(heart())).parent
    found = run("web-api", path, subject="Ann")
    assert [file for file, _ in found.summary.files_skipped] == ["file 1", "file 2", "file 3", "file 4"]
    assert all(reason for _, reason in found.summary.files_skipped)
    assert len(found.windows) == 1


def test_old_classic_sleep_becomes_stages(run, write) -> None:
    sleep = {
        "startTime": "2016-12-13T01:16:00.000",
        "endTime": "2016-12-13T01:20:00.000",
        "isMainSleep": False,
        "levels": {
            "data": [
                {"dateTime": "2016-12-13T01:16:00.000", "level": "asleep", "seconds": 120},
                {"dateTime": "2016-12-13T01:18:00.000", "level": "restless", "seconds": 60},
                {"dateTime": "2016-12-13T01:19:00.000", "level": "asleep", "seconds": 60},
            ]
        },
    }
    (window,) = run("web-api", write("sleep.json", json.dumps({"sleep": [sleep]})), subject="Ann").windows
    assert window.row("sleep_stage")[76:80].tolist() == [1, 1, 0, 1]
    assert [(label.name, label.awakenings) for label in window.labels] == [("nap", 1)]
