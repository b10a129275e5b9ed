"""A model may write anything: whatever it writes is judged, never an error."""

from random import Random

import pytest

from schemas.records import Language
from tests.support.windows import sensor_window
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.verify import check
from wearscribe.verify.checker import Checker


@pytest.mark.parametrize("language", ["en", "ko"])
def test_any_order_of_the_words_of_captions_is_judged(language: Language) -> None:
    random = Random(7)
    for seed in range(4):
        window = sensor_window(seed, minutes=600)
        checker = Checker(window)
        for caption in describe(window, annotate(window), languages=(language,)):
            words = caption.text.split()
            for _ in range(60):
                salad = random.sample(words, min(len(words), random.randint(2, 14)))
                verdict = checker.check(" ".join(salad), language)
                assert verdict.true in (True, False)


def test_a_resting_heart_rate_without_its_value_claims_nothing() -> None:
    verdict = check("The resting heart rate was.", sensor_window(1, minutes=600), "en")
    assert not verdict.true
