"""What a model infers is told with its doubt, in both languages."""

import pytest

from schemas.activities import ACTIVITIES, SLEEPS, UNKNOWN
from schemas.records import Inference, Language
from wearscribe.describe.perhaps import perhaps


def inference(name: str, confidence: float) -> Inference:
    return Inference(name=name, start=0, end=30, confidence=confidence)


@pytest.mark.parametrize(
    ("name", "confidence", "english", "korean"),
    [
        ("run", 0.934, "perhaps a run, 93%", "아마 달리기, 93%"),
        ("elliptical", 0.7, "perhaps an elliptical session, 70%", "아마 일립티컬, 70%"),
        ("sleep", 0.9999, "perhaps sleep, 99%", "아마 수면, 99%"),
        ("nap", 1.0, "perhaps a nap, 99%", "아마 낮잠, 99%"),
        (UNKNOWN, 0.58, "perhaps an unknown activity, 58%", "알 수 없는 활동, 58%"),
    ],
)
def test_it_is_told_with_its_confidence(name: str, confidence: float, english: str, korean: str) -> None:
    assert perhaps(inference(name, confidence), "en") == english
    assert perhaps(inference(name, confidence), "ko") == korean


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_name_has_words(language: Language) -> None:
    names = (*ACTIVITIES, *SLEEPS, UNKNOWN)
    assert len({perhaps(inference(name, 0.8), language) for name in names}) == len(names)
