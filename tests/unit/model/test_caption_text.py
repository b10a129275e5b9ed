"""The text baseline: one vector a span, from the sentences that are about it."""

from datetime import datetime

import numpy as np
import pytest

from schemas.records import AnnotatedWindow, Annotation, Caption, SensorWindow, Sentence
from wearscribe.model.caption_text import CaptionTextEmbedder
from wearscribe.model.spoken import spoken

RUN, NIGHT = "A run from 18:05 to 18:40.", "Slept badly and woke nine times."


@pytest.fixture(scope="module")
def embedder() -> CaptionTextEmbedder:
    return CaptionTextEmbedder()


def record(*sentences: Sentence, language: str = "en") -> AnnotatedWindow:
    window = SensorWindow(
        study="demo",
        subject="a" * 26,
        source="synthetic",
        start=datetime(2024, 5, 6),
        minutes=1440,
        channels=("steps",),
        signal=np.zeros((1, 1440)),
    )
    annotations = (
        Annotation(id=0, kind="statistics", channel="steps", start=0, end=1440),
        Annotation(id=1, kind="activity", name="run", start=1085, end=1120),
        Annotation(id=2, kind="sleep", name="sleep", start=-30, end=420),
        Annotation(id=3, kind="peak", channel="heart_rate", start=1085, end=1120),
        Annotation(id=4, kind="relation", channel="heart_rate", name="during", start=1085, end=1120, refs=(3, 1)),
        Annotation(id=5, kind="relation", channel="heart_rate", name="without_movement", start=900, end=940, refs=(3,)),
    )
    captions = (Caption(level="semantic", language=language, sentences=sentences, verified=True),) if sentences else ()
    return AnnotatedWindow(window=window, annotations=annotations, captions=captions)


def test_the_window_comes_first_then_each_episode_that_is_spoken_of(embedder: CaptionTextEmbedder) -> None:
    (embeddings,) = embedder.embed(
        [record(Sentence(text=RUN, annotations=(1,)), Sentence(text=NIGHT, annotations=(2,)))]
    )
    assert [(e.span, e.start, e.end) for e in embeddings] == [
        ("window", 0, 1440),
        ("bout", 1085, 1120),
        ("bout", 0, 420),  # the part of the night that lies in the window
    ]
    window, run, night = (e.vector for e in embeddings)
    run_text, night_text = embedder.embed_text([spoken(RUN), NIGHT])
    assert run @ run_text == pytest.approx(1, abs=1e-5)
    assert night @ night_text == pytest.approx(1, abs=1e-5)
    assert window @ run_text == pytest.approx(window @ night_text, abs=1e-4)
    assert np.linalg.norm(window) == pytest.approx(1, abs=1e-5)


def test_a_rise_without_movement_is_an_episode(embedder: CaptionTextEmbedder) -> None:
    why = "Heart rate rose by 31 bpm without movement."
    (embeddings,) = embedder.embed([record(Sentence(text=why, annotations=(5,)))])
    assert [(e.span, e.start, e.end) for e in embeddings] == [("window", 0, 1440), ("bout", 900, 940)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("A run from 18:05 until 18:40.", "A run from in the evening until in the evening."),
        (
            "Slept from 23:10 until 24:00 with 13 awakenings.",
            "Slept from at night until at night with many awakenings.",
        ),
        ("It woke 2 times, for 12 minutes, 1,900 steps.", "It woke few times, for 12 minutes, 1,900 steps."),
    ],
)
def test_times_and_counts_are_said_in_words(written: str, said: str) -> None:
    assert spoken(written) == said


def test_windows_are_embedded_alike_alone_and_together(embedder: CaptionTextEmbedder) -> None:
    first, second = record(Sentence(text=RUN, annotations=(1,))), record(Sentence(text=NIGHT, annotations=(2,)))
    together = embedder.embed([first, second])
    assert together[1][0].vector == pytest.approx(embedder.embed([second])[0][0].vector, abs=1e-5)


def test_a_window_without_an_english_caption_is_refused(embedder: CaptionTextEmbedder) -> None:
    for wordless in (record(), record(Sentence(text="달렸습니다.", annotations=(1,)), language="ko")):
        with pytest.raises(ValueError, match="no English caption"):
            embedder.embed([wordless])
