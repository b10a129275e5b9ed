"""What the annotators find in a signal, described."""

import re

import pytest

from tests.support.windows import sensor_window
from wearscribe.annotate import annotate
from wearscribe.describe import describe


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("minutes", [30, 300, 1440])
def test_annotations_of_a_signal_are_described(seed, minutes):
    window = sensor_window(seed, minutes=minutes)
    annotations = annotate(window)
    captions = describe(window, annotations)
    assert {(caption.level, caption.language) for caption in captions} >= {
        ("statistical", "en"), ("statistical", "ko"), ("summary", "en"), ("summary", "ko"),
    }  # fmt: skip
    for caption in captions:
        for sentence in caption.sentences:
            assert re.match(r"[A-Z가-힣0-9]", sentence.text)
            assert set(sentence.annotations) <= {annotation.id for annotation in annotations}
