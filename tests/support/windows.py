"""Small valid records by seed: the same seed is the same record, another seed another window of another day."""

from datetime import datetime, timedelta

import numpy as np

from schemas.activities import UNKNOWN
from schemas.records import (
    AnnotatedWindow,
    Annotation,
    Caption,
    CaptionedWindow,
    Embedding,
    Inference,
    Label,
    SensorWindow,
    Sentence,
)

MODEL, DIMENSION = "test-model", 16
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def pseudonym(number: int) -> str:
    """The pseudonym of the `number`th subject."""
    return "".join(_ALPHABET[int(i)] for i in np.random.default_rng(number).integers(0, 32, 26))


def sensor_window(
    seed: int, *, subject: int = 0, minutes: int = 60, revision: int = 0, study: str = "test", source: str = "fitbit"
) -> SensorWindow:
    """Heart rate and steps of `minutes` minutes on day `seed`, some of them missing, with a logged walk."""
    random = np.random.default_rng((seed, revision))
    heart = random.integers(55, 120, minutes).astype(np.float32)
    heart[random.random(minutes) < 0.1] = np.nan
    heart[0] = 60
    steps = random.integers(0, 120, minutes).astype(np.float32)
    return SensorWindow(
        study=study,
        subject=pseudonym(subject),
        source=source,
        start=datetime(2021, 3, 1) + timedelta(days=seed),
        utc_offset=540 if seed % 2 else None,
        minutes=minutes,
        channels=("heart_rate", "steps"),
        revision=revision,
        labels=(Label(kind="activity", name="walk", start=10, end=30),) if seed % 3 == 0 else (),
        signal=np.stack([heart, steps]),
    )


def annotated_window(seed: int, *, annotations: int = 6, **window: object) -> AnnotatedWindow:
    """A made-up set of claims and captions in both languages: valid records, not true ones."""
    sensor = sensor_window(seed, **window)  # type: ignore[arg-type]  # passed through
    claims = [
        Annotation(id=0, kind="statistics", channel="heart_rate", start=0, end=sensor.minutes, values={"mean": 80.5}),
        Annotation(id=1, kind="bout", channel="steps", start=5, end=20, values={"steps": 900.0, "cadence": 60.0}),
        Annotation(id=2, kind="peak", channel="heart_rate", start=6, end=12, values={"value": 130.0}, strength=40.0),
        Annotation(id=3, kind="relation", start=6, end=12, name="during", values={"rise": 40.0}, refs=(2, 1)),
        Annotation(id=4, kind="statistics", channel="steps", start=0, end=sensor.minutes, values={"total": 3500.0}),
    ][:annotations]
    claims += [
        Annotation(id=i, kind="stable", channel="heart_rate", start=i % 50, end=i % 50 + 5, values={"mean": 70.0 + i})
        for i in range(5, annotations)
    ]
    words = (
        ("statistical", "en", "The mean heart rate was 80.5 bpm."),
        ("structural", "en", "Walking began at minute 5 and lasted 15 minutes."),
        ("summary", "en", f"A short brisk walk raised the heart rate on day {seed}."),
        ("statistical", "ko", "평균 심박수는 80.5 bpm이었다."),
        ("structural", "ko", "5분에 걷기가 시작되어 15분 동안 이어졌다."),
        ("summary", "ko", "짧은 산책으로 심박수가 올랐다."),
    )
    captions = tuple(
        Caption(level=level, language=language, sentences=(Sentence(text=said, annotations=(0, 1)),), verified=True)  # type: ignore[arg-type]  # literals of the tuple above
        for level, language, said in words
    )
    return AnnotatedWindow(window=sensor, annotations=tuple(claims), captions=captions)


def captioned_window(
    seed: int, *, model: str = MODEL, dimension: int = DIMENSION, bouts: int = 1, **annotated: object
) -> CaptionedWindow:
    """The finished record: random unit vectors for the window and for `bouts` bouts, exact in float16, and what a model
    might infer of an hour."""
    known = annotated_window(seed, **annotated)  # type: ignore[arg-type]  # passed through
    random = np.random.default_rng((seed, known.window.revision, len(model)))
    vectors = random.normal(size=(1 + bouts, dimension))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)
    spans = [("window", 0, known.window.minutes)] + [("bout", 5 * i, 5 * i + 4) for i in range(bouts)]
    return CaptionedWindow(
        window=known.window,
        annotations=known.annotations,
        captions=known.captions,
        model_version=model,
        embeddings=tuple(
            Embedding(span=span, start=start, end=end, vector=vector)  # type: ignore[arg-type]  # literals above
            for (span, start, end), vector in zip(spans, vectors, strict=True)
        ),
        inferences=(
            Inference(name="swim", start=31, end=46, confidence=0.9375 - known.window.revision / 16),
            Inference(name=UNKNOWN, start=48, end=60, confidence=0.625),
        ),
    )
