"""Batches of random tokens: what the losses and the loop need, without a simulator or a text."""

import numpy as np

from wearscribe.model import claims, episodes, numbers, patches
from wearscribe.model.caption_plan import STARTS, CaptionTarget
from wearscribe.model.tokens import SensorTokens
from wearscribe.model.vocabulary import END
from wearscribe.training.batches import TEXT_KINDS, Batch, Texts
from wearscribe.training.crops import SLEEP
from wearscribe.training.text_arrays import Masked


def window(
    random: np.random.Generator, minutes: int = 1440, most_claims: int = 40, most_episodes: int = 12
) -> SensorTokens:
    claim, episode = int(random.integers(0, most_claims + 1)), int(random.integers(1, most_episodes + 1))
    values = random.normal(size=(claim, len(claims.VALUES))).astype(np.float32)
    values[random.random(values.shape) < 0.7] = np.nan
    return SensorTokens(
        minutes=minutes,
        clock=int(random.integers(0, 1440)),
        patches=random.normal(size=(-(-minutes // 30), patches.FEATURES)).astype(np.float32),
        claim_kinds=random.integers(0, len(claims.KIND_NAMES), claim).astype(np.int16),
        claim_channels=random.integers(0, 5, claim).astype(np.int16),
        claim_spans=_spans(random, claim, minutes),
        claim_values=values,
        claim_ids=np.arange(claim, dtype=np.int16),
        episode_spans=_spans(random, episode, minutes),
        episodes=random.normal(size=(episode, episodes.FEATURES)).astype(np.float32),
    )


def caption(random: np.random.Generator) -> CaptionTarget:
    """Ends of captions alone: what may be said of random claims is the decoders' affair."""
    return CaptionTarget(
        int(random.integers(STARTS)), np.zeros((0, 3), dtype=np.int16), np.array([END], dtype=np.int16)
    )


def _spans(random: np.random.Generator, count: int, minutes: int) -> np.ndarray:
    return np.sort(random.integers(0, minutes + 1, (count, 2)), axis=1).astype(np.int16)


def masked(count: int = 50) -> Masked:
    """Sentences of no meaning, of one to five words."""
    vectors = np.random.default_rng(1).normal(size=(count, 512)).astype(np.float16)
    return Masked.of(
        [" ".join("word" + chr(97 + n % 26) * (1 + k) for k in range(1 + n % 5)) for n in range(count)], vectors
    )


def texts(random: np.random.Generator, count: int, vocabulary: int, most: int = 6) -> Texts:
    counts = random.integers(1, most + 1, count).astype(np.int32)
    having = random.integers(0, 4, counts.sum()).astype(np.int16)
    total = int(having.sum())
    return Texts(
        counts=counts,
        sentences=random.integers(0, vocabulary, counts.sum()).astype(np.int32),
        number_counts=having,
        values=random.uniform(0, 2000, total).astype(np.float32),
        units=random.integers(0, len(numbers.UNITS), total).astype(np.int16),
        contexts=random.integers(0, numbers.BUCKETS, (total, 4)).astype(np.int32),
    )


def batch(random: np.random.Generator, size: int = 8, vocabulary: int = 50, minutes: int = 1440) -> Batch:
    windows = [window(random, minutes) for _ in range(size)]
    written = np.tile(np.arange(size), 5)
    kinds = np.repeat(
        np.array([TEXT_KINDS.index(k) for k in ("statistical", "structural", "semantic", "mixed", "ask")]), size
    )
    truth = (written == np.arange(size)[:, None]).astype(np.int8)
    truth[random.random(truth.shape) < 0.05] = -1
    half = size // 2
    return Batch(
        kind="day",
        windows=windows,
        ids=np.arange(size, dtype=np.int32),
        persons=np.arange(size, dtype=np.int32) // 2,
        twin_of=np.full(size, -1, dtype=np.int32),
        texts=texts(random, 5 * size, vocabulary),
        text_windows=written.astype(np.int32),
        text_kinds=kinds.astype(np.int8),
        text_instructions=random.integers(-1, 3, 5 * size).astype(np.int32),
        truth=truth,
        of_sleep=(kinds == TEXT_KINDS.index("ask")) & (random.random(5 * size) < 0.5),
        episode_labels=[
            np.append(random.integers(-2, 5, len(each.episodes) - 1), SLEEP).astype(np.int8) for each in windows
        ],
        phrases=texts(random, 10, vocabulary, most=1),
        phrase_labels=np.tile(np.arange(5), 2).astype(np.int8),
        window_labels=np.full(size, -2, dtype=np.int8),
        composed_windows=np.arange(half, dtype=np.int32),
        composed_texts=texts(random, half, vocabulary, most=1),
        composed_instructions=np.full(half, -1, dtype=np.int32),
        composed_truth=np.roll(np.eye(size, dtype=np.int8), 1, axis=0)[:, :half],
        query_windows=np.arange(half, dtype=np.int32),
        query_instructions=random.integers(0, 3, half).astype(np.int32),
        query_truth=np.roll(np.eye(size, dtype=np.int8), 2, axis=0)[:, :half],
        instructions=texts(random, 3, vocabulary, most=1),
        targets=[[caption(random) for _ in range(2)] for _ in windows],
    )
