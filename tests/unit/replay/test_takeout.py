import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from services.replay.readings import SourceError
from services.replay.sources import archive

WHO = {"subject": "Ann", "timezone": "Europe/Berlin"}
HEART_RATE = [
    {"dateTime": "01/06/20 12:00:03", "value": {"bpm": 70, "confidence": 2}},
    {"dateTime": "01/06/20 12:00:33", "value": {"bpm": 72, "confidence": 3}},
    {"dateTime": "01/06/20 12:01:00", "value": {"bpm": 190, "confidence": 0}},
]
STEPS = [{"dateTime": "01/06/20 12:00:00", "value": "11"}, {"dateTime": "01/06/20 12:01:00", "value": "0"}]
DISTANCE = [{"dateTime": "01/06/20 12:00:00", "value": "4110"}]
EXERCISE = [
    {"activityName": "Run", "startTime": "01/06/20 12:00:40", "duration": 1229000},
    {"activityName": "Walking Rex", "startTime": "01/06/20 15:00:00", "duration": 600000},
]
SLEEP = [
    {
        "startTime": "2020-01-06T23:21:00.000",
        "endTime": "2020-01-07T06:54:00.000",
        "minutesAsleep": 387,
        "mainSleep": True,
        "levels": {
            "data": [
                {"dateTime": "2020-01-06T23:21:00.000", "level": "wake", "seconds": 240},
                {"dateTime": "2020-01-06T23:25:00.000", "level": "light", "seconds": 600},
                {"dateTime": "2020-01-06T23:35:00.000", "level": "deep", "seconds": 600},
            ],
            "shortData": [
                {"dateTime": "2020-01-06T23:28:00.000", "level": "wake", "seconds": 30},
                {"dateTime": "2020-01-06T23:30:00.000", "level": "wake", "seconds": 120},
            ],
        },
    }
]
HEART_RATE_CSV = "timestamp,beats per minute\n2020-01-06T12:02:04Z,65.0\n2020-01-06T12:02:34Z,66.0\n"


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def account() -> dict[str, str]:
    """An archive in both layouts, path -> content."""
    old, new = "Takeout/Fitbit/Global Export Data/", "Takeout/Fitbit/Physical Activity_GoogleData/"
    return {
        old + "heart_rate-2020-01-06.json": json.dumps(HEART_RATE),
        old + "steps-2020-01-01.json": json.dumps(STEPS),
        old + "distance-2020-01-01.json": json.dumps(DISTANCE),
        old + "exercise-0.json": json.dumps(EXERCISE),
        old + "sleep-2020-01-01.json": json.dumps(SLEEP),
        old + "sedentary_minutes-2020-01-01.json": "[]",
        new + "heart_rate_2020-01-06.csv": HEART_RATE_CSV,
    }


@pytest.mark.parametrize("packed", [False, True])
def test_both_layouts_of_a_folder_or_a_zip_become_one_day(run, write, account, packed: bool) -> None:
    if packed:
        path = write("takeout.zip", zipped(account))
    else:
        for name, content in account.items():
            path = write(f"account/{name}", content).parents[3]
    found = run("takeout", path, **WHO)
    day = found.windows[0]
    noon = 13 * 60  # 12:00 UTC in Berlin in winter
    assert day.utc_offset == 60
    assert day.row("heart_rate")[noon] == 71
    assert np.isnan(day.row("heart_rate")[noon + 1])
    assert day.row("heart_rate")[noon + 2] == 65.5
    assert np.nansum(day.row("steps")) == 11
    assert day.row("distance")[noon] == np.float32(41.1)
    assert found.summary.files_read == 6
    assert [reason for _, reason in found.summary.files_skipped] == ["holds one value a day, no minutes"]
    assert found.summary.readings_dropped == {"heart_rate: confidence 0": 1}


def test_exercise_is_utc_and_named_from_the_closed_vocabulary(run, write, account) -> None:
    day = run("takeout", write("takeout.zip", zipped(account)), **WHO).windows[0]
    activities = [(label.name, label.start, label.end) for label in day.labels if label.kind == "activity"]
    assert activities == [("run", 780, 801), ("other", 960, 970)]


def test_sleep_is_local_and_short_data_lies_over_the_stages(run, write, account) -> None:
    found = run("takeout", write("takeout.zip", zipped(account)), **WHO)
    day = found.windows[0]
    (sleep,) = [label for label in day.labels if label.kind == "sleep"]
    assert (sleep.name, sleep.start, sleep.end, sleep.minutes_asleep) == ("sleep", 1401, 1854, 387)
    assert sleep.awakenings == 1  # the one of two minutes; thirty seconds are none, and falling asleep is none
    stages = day.row("sleep_stage")[1401:1425]
    assert stages[:4].tolist() == [0, 0, 0, 0]
    assert stages[7:12].tolist() == [1, 1, 0, 0, 1]  # the last epoch of the minute counts
    assert stages[14:24].tolist() == [2] * 10


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[{", "not JSON from line 1"),
        (b"\xff\xfe\xfa", "not UTF-8"),
        (b"[" * 200_000, "nested too deep"),
        (b'{"a": 1}', "not a list"),
        (b"[3]", "entry 1 is not an object"),
        (json.dumps([{"dateTime": "yesterday", "value": 1}]), "entry 1 has no readable dateTime"),
        (json.dumps([{"dateTime": "13/45/20 12:00:00", "value": 1}]), "no date of the calendar"),
        (json.dumps([{"dateTime": "01/06/20 12:00:00", "value": {"Ann": 1}}]), "value of entry 1 is not a number"),
    ],
)
def test_a_bad_file_is_refused_by_place_and_the_others_go_on(run, write, account, content, reason: str) -> None:
    account["Takeout/Fitbit/Global Export Data/steps-2020-02-01.json"] = content
    found = run("takeout", write("takeout.zip", zipped(account)), **WHO)
    refused = [(file, why) for file, why in found.summary.files_skipped if reason in why]
    assert refused == [("file 7 (steps*.json)", refused[0][1])]
    assert found.summary.files_read == 6
    assert len(found.windows) == 1


def test_a_truncated_zip_says_so_and_a_truncated_part_leaves_the_others(run, write, account) -> None:
    whole = zipped(account)
    with pytest.raises(SourceError, match="download the export again"):
        run("takeout", write("cut.zip", whole[: len(whole) // 2]), **WHO)
    write("parts/takeout-001.zip", whole)
    path = write("parts/takeout-002.zip", whole[: len(whole) // 2]).parent
    found = run("takeout", path, **WHO)
    assert found.summary.files_read == 6
    assert len(found.summary.files_skipped) == 2


def test_a_damaged_member_is_refused_alone(run, write, account) -> None:
    content = bytearray(zipped(account))
    content[content.index(b"steps-2020-01-01.json") + 25] ^= 0xFF
    found = run("takeout", write("takeout.zip", bytes(content)), **WHO)
    assert any("steps" in file and "damaged" in reason for file, reason in found.summary.files_skipped)
    assert found.summary.files_read == 5


def test_a_bomb_and_a_climbing_path_do_no_harm(run, write, account, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 10_000)
    account["../../../steps-2020-02-01.json"] = " " * 20_000_000
    account["../../evil.json"] = "[]"
    found = run("takeout", write("deep/takeout.zip", zipped(account)), **WHO)
    assert any("larger than" in reason for _, reason in found.summary.files_skipped)
    assert found.summary.files_read == 6
    assert not list(tmp_path.rglob("evil.json"))


def test_a_link_in_a_folder_is_not_followed(run, write, tmp_path: Path) -> None:
    outside = write("outside/steps-2020-01-01.json", json.dumps(STEPS))
    (tmp_path / "account").mkdir()
    (tmp_path / "account" / "steps-2020-01-01.json").symlink_to(outside)
    assert run("takeout", tmp_path / "account", **WHO).windows == []


def test_an_archive_needs_a_person_and_a_zone(run, write) -> None:
    path = write("takeout.zip", zipped({}))
    with pytest.raises(SourceError, match="--subject"):
        run("takeout", path, timezone="Europe/Berlin")
    with pytest.raises(SourceError, match="--timezone"):
        run("takeout", path, subject="Ann")
    with pytest.raises(SourceError, match="IANA"):
        run("takeout", path, subject="Ann", timezone="Middle/Earth")


def test_the_same_export_twice_doubles_nothing(run, write, account) -> None:
    once = run("takeout", write("one.zip", zipped(account)), **WHO).windows
    write("twice/a.zip", zipped(account))
    again = run("takeout", write("twice/b.zip", zipped(account)).parent, **WHO)
    assert len(once) == 1
    assert again.windows == []  # the very same content: nothing to send
    assert again.summary.unchanged == 1
