"""Marked strings are put wherever an input can hold text, and dates of one year wherever it holds a time; then
everything that leaves the replay is searched for them."""

import io
import json
import logging
import traceback
import zipfile

import pyarrow as pa
import pytest

from schemas.topics import WINDOWS
from services.replay.replay import Options

MARK = "XYZZY"
YEAR = "2021"


def exercise(name: str) -> dict:
    return {
        "logId": MARK,
        "activityName": name,
        "startTime": "03/04/21 10:00:00",
        "duration": 600000,
        "source": {"name": MARK, "id": MARK},
        "tcxLink": MARK,
        "lastModified": MARK,
    }


def account() -> dict[str, str]:
    sleep = {
        "logId": MARK,
        "startTime": "2021-03-04T01:00:00.000",
        "endTime": "2021-03-04T02:00:00.000",
        "note": MARK,
        "levels": {"data": [{"dateTime": "2021-03-04T01:00:00.000", "level": "light", "seconds": 3600, "x": MARK}]},
    }
    bad_sleep = {**sleep, "levels": {"data": [{"dateTime": "2021-03-04T01:00:00.000", "level": MARK, "seconds": 1}]}}
    folder = f"{MARK}/{MARK} Takeout/"
    return {
        folder + "steps-2021-03-01.json": json.dumps([{"dateTime": "03/04/21 10:00:00", "value": "5", MARK: MARK}]),
        folder + "steps-2021-03-02.json": json.dumps([{"dateTime": MARK, "value": "5"}]),
        folder + "steps-2021-03-03.json": json.dumps([{"dateTime": "03/04/21 10:00:00", "value": MARK}]),
        folder + "steps-2021-03-04.json": f"[{MARK}",
        folder + "heart_rate-2021-03-04.json": json.dumps([{"dateTime": "03/04/21 10:00:00", "value": MARK}]),
        folder + "heart_rate_2021-03-04.csv": f"timestamp,beats per minute,{MARK}\n2021-03-04T10:00:00Z,{MARK},1\n",
        folder + "steps_2021-03-04.csv": f"timestamp,steps\n{MARK},3\n",
        folder + "distance_2021-03-04.csv": f"{MARK},{MARK}\n",
        folder + "calories_2021-03-04.csv": f"timestamp,calories\n2021-03-04T10:00:00Z\n{MARK},{MARK},{MARK}\n",
        folder + "exercise-0.json": json.dumps([exercise("Run"), exercise(MARK)]),
        folder + "exercise-1.json": json.dumps([{**exercise("Run"), "startTime": MARK}]),
        folder + "exercise-2.json": json.dumps([{**exercise("Run"), "duration": MARK}]),
        folder + "sleep-2021-03-01.json": json.dumps([sleep]),
        folder + "sleep-2021-03-02.json": json.dumps([bad_sleep]),
        folder + "sleep-2021-03-03.json": json.dumps([{**sleep, "startTime": MARK}]),
        folder + f"{MARK}-2021-03-04.json": "[]",
        folder + f"{MARK}.csv": MARK,
        f"{MARK}.{MARK}": MARK,
    }


def outputs(found, caplog, capsys, tmp_path) -> list[bytes]:
    messages = found.stream.log(WINDOWS.name)
    texts = [json.dumps(found.summary.as_dict()), repr(found.progress), repr(found.summary), caplog.text]
    texts += capsys.readouterr()
    for message in messages:
        with pa.ipc.open_stream(message.value) as reader:
            texts.append(str(reader.read_all().schema.to_string(show_schema_metadata=True, truncate_metadata=False)))
    raw = [part for message in messages for part in (message.key, message.value, *message.headers.values())]
    resume = (tmp_path / "state" / "resume.jsonl").read_bytes()
    return [*(text.encode() for text in texts), *raw, resume]


def test_nothing_of_an_archive_leaks(run, write, caplog, capsys, tmp_path) -> None:
    caplog.set_level(logging.DEBUG)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in account().items():
            target.writestr(name, content)
    path = write(f"{MARK}.zip", buffer.getvalue())
    found = run("takeout", path, subject=f"{MARK}@example.org", timezone="Europe/Berlin")
    assert len(found.windows) == 1
    assert {label.name for label in found.windows[0].labels} == {"run", "other", "sleep"}
    assert len(found.summary.files_skipped) == len(account()) - found.summary.files_read
    assert found.summary.files_read == 3
    for output in outputs(found, caplog, capsys, tmp_path):
        assert MARK.lower().encode() not in output.lower()
        assert YEAR.encode() not in output


@pytest.mark.parametrize("kind", ["fitabase", "minutes"])
@pytest.mark.parametrize(
    "rows",
    [
        "{mark},2021-03-04 10:00:00,5\n",
        "{mark},2021-03-04 10:00:00,{mark}\n",
        "{mark},{mark},5\n",
        "{mark},2021-03-04 10:00:00\n",
        "{mark},2021-03-04T10:00:00Z,5\n",
        "{mark},2021-03-04 10:00:00,5\n{mark},9999-03-04 10:00:00,5\n",
        "{mark},2021-03-04 10:00:00,5\n\xff{mark},2021-03-04 10:00:00,5\n",
        "{mark},2021-03-04 10:00:00,5,{mark}\n",
        "{mark},2021-03-04 10:00:00,-5\n",
        '{mark},2021-03-04 10:00:00,"5\n{mark}\n',
    ],
)
@pytest.mark.parametrize("extra", ["", ",{mark}"])
def test_nothing_of_a_table_leaks(run, write, caplog, capsys, tmp_path, kind: str, rows: str, extra: str) -> None:
    caplog.set_level(logging.DEBUG)
    head = {"fitabase": "Id,time,steps", "minutes": "subject,time,steps"}[kind] + extra + "\n"
    path = write(f"{MARK}.csv", (head + rows).replace("{mark}", MARK).encode("latin-1"))
    try:
        found = run(kind, path, options=Options(window_minutes=60))
    except ValueError as error:
        # Without the frames, whose source lines are ours; chained errors are part of the text.
        lines = "".join(traceback.format_exception(error)).splitlines()
        texts = [line for line in lines if not line.startswith("  ")]
        assert MARK not in "\n".join(texts)
        assert YEAR not in "\n".join(texts)
        return
    for output in outputs(found, caplog, capsys, tmp_path):
        assert MARK.lower().encode() not in output.lower()
        assert YEAR.encode() not in output
