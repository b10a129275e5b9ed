"""`wearscribe synthesize`: what it writes can be replayed."""

import json
from pathlib import Path

import numpy as np
from pyarrow import csv
from typer.testing import CliRunner

from services.cli.main import app
from services.replay.sources.minutes import MinutesFile
from services.replay.summary import Summary
from wearscribe.synthesize import people


def test_the_files_hold_the_people_and_their_labels(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    done = CliRunner().invoke(
        app, ["synthesize", "--people", "2", "--days", "2", "--seed", "4", "--out", str(out), "--json"]
    )
    assert done.exit_code == 0
    labels = csv.read_csv(out / "labels.csv").to_pylist()
    assert json.loads(done.output)["labels"] == len(labels)
    for number, person in enumerate(people(seed=4, count=2)):
        ((found,),) = [list(MinutesFile(out / f"person-{number:05d}.parquet", "simulated").people(Summary()))]
        (part,) = found.parts
        days = person.windows(2)
        for reading in part.readings:
            expected = np.concatenate([day.row(reading.channel) for day in days])
            assert np.array_equal(reading.value, expected[~np.isnan(expected)])
        told = {(day.start.date(), label.name, label.start) for day in days for label in day.labels if label.start >= 0}
        written = [row for row in labels if row["subject"] == person.subject]
        assert len({(row["start"], row["name"]) for row in written}) == len(written)
        assert {
            (row["start"].date(), row["name"], row["start"].hour * 60 + row["start"].minute) for row in written
        } >= told


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(app, ["synthesize", "--people", "1", "--days", "1", "--out", str(tmp_path / "file")])
    assert done.exit_code == 3
