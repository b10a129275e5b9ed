"""Of whom is as sure as right the error is small; who is too sure errs by how much too sure."""

from pathlib import Path

import numpy as np
import pytest

from schemas.records import AnnotatedWindow
from wearscribe.evaluate import calibration
from wearscribe.evaluate.bootstrap import Measured
from wearscribe.evaluate.calibration import calibration_error, curve
from wearscribe.evaluate.charts import draw
from wearscribe.evaluate.data import Day, held_out_days
from wearscribe.model.activity_phrases import CLASSES
from wearscribe.model.zero_shot import Calibration
from wearscribe.training.crops import label_class


@pytest.fixture(scope="module")
def days() -> list[Day]:
    return [day for day in held_out_days(3, 3) if day.whole.labels]


class Knowing:
    """Weighs the minutes of each day's labels, and knows what they are; or holds all of them for a run."""

    def __init__(self, days: list[Day], *, knows: bool) -> None:
        self._labels = {day.whole.window_id: day.whole.labels for day in days}
        self._knows = knows

    def similarities(self, windows: list[AnnotatedWindow]) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for each in windows:
            labels = self._labels[each.window.window_id]
            spans = np.array([(max(label.start, 0), min(label.end, each.window.minutes)) for label in labels])
            cosines = np.zeros((len(spans), len(CLASSES)))
            classes = [label_class(label) if self._knows else CLASSES.index("run") for label in labels]
            cosines[np.arange(len(spans)), classes] = 1
            found.append((spans, cosines))
        return found


def test_who_is_as_sure_as_right_errs_little_and_who_is_too_sure_by_that() -> None:
    random = np.random.default_rng(0)
    confidence = random.uniform(0.3, 1, 20_000)
    right = random.random(20_000) < confidence
    assert calibration_error(confidence, right) < 0.02
    assert calibration_error(np.minimum(confidence + 0.2, 1.2), right) == pytest.approx(0.2, abs=0.02)
    points = curve(confidence, right)
    assert len(points) == calibration.BINS
    assert all(abs(sure - share) < 0.05 for sure, share in points)


def test_who_is_not_drawn_does_not_count_and_who_is_drawn_more_often_counts_more() -> None:
    random = np.random.default_rng(1)
    confidence, right = random.random(500), random.random(500) < 0.7
    drawn = np.arange(500) < 300
    alone = calibration_error(confidence[drawn], right[drawn])
    assert calibration_error(confidence, right, 3.0 * drawn) == pytest.approx(alone)
    assert calibration_error(np.array([1.0, 0.5]), np.array([True, False]), np.array([3.0, 1.0])) == 0.125


def test_the_temperature_says_how_sure_and_never_what(days: list[Day], tmp_path: Path) -> None:
    rows, chart = calibration.measure(Knowing(days, knows=True), days, Calibration(0.02, 0.5, 0.5))
    by = {(row["kind"], row["by"]): row for row in rows}
    assert len(by) == 4
    assert set(chart.curves) == {", ".join(names) for names in by}
    draw(chart, tmp_path / "reliability.png")
    assert (tmp_path / "reliability.png").stat().st_size > 1000
    for kind in ("every stretch", "inferred"):
        bare, sure = by[kind, "temperature 1"], by[kind, "calibrated"]
        assert bare["share right"] == sure["share right"] > 0.95
        assert _value(sure["calibration error"]) < 0.05 < _value(bare["calibration error"])


def test_what_is_named_and_never_logged_is_wrong(days: list[Day]) -> None:
    rows, _ = calibration.measure(Knowing(days, knows=False), days, Calibration(0.02, 0.5, 0.5))
    told = next(row for row in rows if row["kind"] == "inferred" and row["by"] == "calibrated")
    assert told["share right"] < 0.3
    assert _value(told["calibration error"]) > 0.7


def _value(cell: object) -> float:
    assert isinstance(cell, Measured)
    assert cell.low <= cell.high
    return cell.value
