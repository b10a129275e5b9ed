"""Calibration finds back what made the data, and says how wrong confidence is."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from schemas.activities import UNKNOWN
from tests.support import tiny_release
from wearscribe.model.activity_phrases import CLASSES
from wearscribe.model.trained import TrainedModel
from wearscribe.model.zero_shot import Calibration, guess, probabilities
from wearscribe.synthesize import TWENTY
from wearscribe.training.calibrate import NOTHING, calibrate, calibration_error, fit

TRUE = Calibration(temperature=0.05, background=0.45)


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray]:
    """Cosines with 21 classes, and truth drawn from the probabilities that TRUE gives them."""
    random = np.random.default_rng(0)
    similarities = random.normal(0.25, 0.12, size=(4000, len(CLASSES)))
    shares = probabilities(similarities, TRUE)
    truth = (shares.cumsum(axis=1) < random.random((4000, 1))).sum(axis=1)
    return similarities, truth


def test_the_classes_are_those_of_training() -> None:
    assert (*TWENTY, "sleep") == CLASSES
    assert len(CLASSES) == NOTHING


def test_what_made_the_data_is_found_back(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    found = fit(*drawn)
    assert found.temperature == pytest.approx(TRUE.temperature, rel=0.1)
    assert found.background == pytest.approx(TRUE.background, abs=0.02)
    assert calibration_error(*drawn, found) < 0.02
    assert calibration_error(*drawn, TRUE._replace(temperature=0.01)) > 0.1  # far too sure
    assert calibration_error(*drawn, TRUE._replace(temperature=1.0)) > 0.1  # far too unsure


def test_what_is_unsure_is_unknown_and_what_is_nothing_of_these_is_nothing() -> None:
    similarities = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.71, 0.7, 0], [0, 0, 0.1]])
    rows = probabilities(similarities, Calibration(0.1, 0.3))
    calibration = Calibration(0.1, 0.3, 0.6)
    sure, still, unsure, nothing = (guess(row, ("a", "b", "c"), calibration) for row in rows)
    assert sure is not None
    assert (sure.name, sure.confidence) == ("a", pytest.approx(rows[0, 0]))
    assert still is not None
    assert still.name == "a"
    assert unsure is not None
    assert (unsure.name, unsure.confidence) == (UNKNOWN, pytest.approx(1 - rows[2, -1]))
    assert nothing is None


def test_it_is_kept_with_the_release(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    folder = tiny_release.write(tmp_path)
    done = calibrate(folder, count=4, days=1)
    assert json.loads((folder / "config.json").read_text())["calibration"] == done.calibration._asdict()
    assert 0 <= done.ece <= 1
    assert 0 <= done.f1 <= 1
    TrainedModel.load(folder)  # which still takes it for sound
