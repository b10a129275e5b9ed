"""`wearscribe adapt`: from a file of labels to labels of every window, on a real Postgres."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, text

from schemas.records import CaptionedWindow
from services.store import classifiers
from services.store.engine import DataRefused, connect
from services.store.errors import StoreError
from services.store.landing import land
from services.store.offsets import Fence
from services.stream.types import Partition
from tests.support.windows import captioned_window
from wearscribe.model.few_shot import fit

pytestmark = pytest.mark.real


def landed(engine: Engine, windows: range, model: str = "test-model") -> list[CaptionedWindow]:
    records = [captioned_window(seed, subject=seed, bouts=2, model=model) for seed in windows]
    fence, partition = Fence(engine, "sink"), Partition(model, windows.start)
    fence.take([partition])
    land(engine, records, fence, {partition: windows.stop})
    return records


def predictions(engine: Engine, name: str) -> dict[tuple[str, int], tuple[str, float]]:
    query = "SELECT window_id::text, start_minute, label, confidence FROM predict_label(:name)"
    with engine.connect() as connection:
        rows = connection.execute(text(query), {"name": name})
        return {(row.window_id, row.start_minute): (row.label, row.confidence) for row in rows}


def test_the_database_decides_as_the_classifier_does_for_windows_old_and_new(store: Engine) -> None:
    known = landed(store, range(12))
    vectors = np.stack([record.embeddings[0].vector for record in known])
    learnt = fit(vectors, [("red", "green", "blue")[i % 3] for i in range(12)])
    rows = list(zip(learnt.labels, learnt.weights, learnt.biases.tolist(), strict=True))
    classifiers.save(store, "colour", "test-model", "window", 12, learnt.accuracy, rows)
    known += landed(store, range(12, 20))
    told = predictions(store, "colour")
    assert len(told) == 20
    for record in known:
        (shares,) = learnt.probabilities(record.embeddings[0].vector[None])
        label, confidence = told[str(record.window.window_id), 0]
        assert label == learnt.labels[shares.argmax()]
        assert confidence == pytest.approx(shares.max(), abs=1e-4)
    with store.connect() as connection:
        query = text("SELECT count(*), count(DISTINCT subject) FROM v_predictions WHERE classifier = 'colour'")
        assert tuple(connection.execute(query).one()) == (20, 20)
        one = text("SELECT label FROM predict_label('colour', :id)")
        assert len(connection.execute(one, {"id": known[0].window.window_id}).all()) == 1


def test_vectors_of_another_model_are_never_judged(store: Engine) -> None:
    landed(store, range(3))
    landed(store, range(3), model="m2")
    rows = [("a", np.ones(16), 0.0), ("b", -np.ones(16), 0.0)]
    classifiers.save(store, "sign", "m2", "bout", 4, None, rows)
    assert len(predictions(store, "sign")) == 6
    with store.begin() as connection:
        connection.execute(text("SELECT remove_model('m2')"))
    assert classifiers.saved(store) == []  # a classifier goes with its model
    with pytest.raises(StoreError, match="no classifier"):
        classifiers.remove(store, "sign")


def test_the_same_name_again_replaces_and_a_bad_one_is_refused(store: Engine) -> None:
    landed(store, range(2))
    rows = [("a", np.ones(16), 0.0), ("b", -np.ones(16), 0.0)]
    for examples in (2, 5):
        classifiers.save(store, "sign", "test-model", "window", examples, 0.5, rows)
    (saved,) = classifiers.saved(store)
    assert (saved.examples, list(saved.labels)) == (5, ["a", "b"])
    with pytest.raises(DataRefused):
        classifiers.save(store, "Not a slug", "test-model", "window", 2, None, rows)


def test_the_command_learns_lists_and_removes(migrated_database: Callable[[], str], tmp_path: Path) -> None:
    database = migrated_database()
    engine = connect(database)
    known = landed(engine, range(8))
    lines = [
        f"{record.window.window_id},{bout.start},{bout.end + 1},{'first' if bout.start == 0 else 'second'}"
        for record in known[:5]
        for bout in record.embeddings[1:]
    ]
    lines.append(f"{known[0].window.window_id},40,50,first")  # nothing there
    (tmp_path / "order.csv").write_text("\n".join(["window_id,start,end,label", *lines]))

    def adapt(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from services.cli.main import main; main()", "adapt", *arguments]
        environment = os.environ | {"WEARSCRIBE_DATABASE": database}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)

    done = adapt("order.csv", "--json")
    assert done.returncode == 0, done.stderr
    assert "1 labels are about no window or no stretch" in done.stderr
    (saved,) = json.loads(done.stdout)
    assert (saved["name"], saved["labels"], saved["span"], saved["examples"]) == (
        "order", ["first", "second"], "bout", 10
    )  # fmt: skip
    assert len(predictions(engine, "order")) == 16
    assert "order" in adapt("--list").stdout
    assert json.loads(adapt("--remove", "order", "--json").stdout) == {"removed": "order"}
    assert adapt("--remove", "order").returncode == 1
    assert adapt().returncode == 3
    engine.dispose()
