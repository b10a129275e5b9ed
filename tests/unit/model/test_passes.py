"""Padding to a few sizes, as a GPU needs it, changes nothing."""

import numpy as np
import pytest
import torch

from schemas.records import AnnotatedWindow
from tests.support.precision import BATCHED
from tests.support.tiny_release import CONFIG
from tests.support.windows import sensor_window
from wearscribe.annotate import annotate
from wearscribe.model.passes import Passes, normalised
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.space import Space


@pytest.fixture(scope="module")
def windows() -> list[AnnotatedWindow]:
    made = [sensor_window(seed, minutes=minutes) for seed, minutes in enumerate((60, 1440, 200, 45, 720, 90, 1440, 30))]
    return [AnnotatedWindow(window=each, annotations=annotate(each), captions=()) for each in made]


@pytest.mark.parametrize("buckets", [(2,), (4, 16)])
def test_buckets_change_no_vector(windows: list[AnnotatedWindow], buckets: tuple[int, ...]) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    space, vectors, cpu = Space(CONFIG), SentenceVectors(), torch.device("cpu")
    plain, padded = Passes(space, vectors, cpu), Passes(space, vectors, cpu, buckets)
    seen: list[int] = []
    found = {}
    for rows, tokens, encoded in padded.over_windows(windows):
        seen += rows
        assert len(rows) == len(tokens) == len(encoded.eos) < buckets[-1]
        assert encoded.tokens.shape[1] == 1 + 48 + 48 + 16
        for row, whole, bouts in zip(rows, normalised(encoded.eos), normalised(encoded.episodes), strict=True):
            found[row] = (whole, bouts)
    assert sorted(seen) == list(range(len(windows)))
    for rows, tokens, encoded in plain.over_windows(windows):
        for row, read, whole, bouts in zip(
            rows, tokens, normalised(encoded.eos), normalised(encoded.episodes), strict=True
        ):
            there = len(read.episodes)
            assert np.allclose(found[row][0], whole, atol=BATCHED)
            assert np.allclose(found[row][1][:there], bouts[:there], atol=BATCHED)
