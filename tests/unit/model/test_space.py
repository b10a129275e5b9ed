from dataclasses import replace

import numpy as np
import pytest
import torch

from tests.unit.training import invented
from wearscribe.model.batch import SensorBatch, TextBatch, collate_sensors
from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Space, cut
from wearscribe.model.tokens import SensorTokens
from wearscribe.training.prepare import gather

_MASKED = invented.masked()


@pytest.fixture(scope="module")
def space() -> Space:
    torch.manual_seed(0)
    return Space(ModelConfig(width=24, depth=2, heads=2, dims=(8, 16))).eval()


def windows(seed: int = 0, count: int = 3) -> list[SensorTokens]:
    random = np.random.default_rng(seed)
    return [invented.window(random, minutes) for minutes in (1440, 90, 300)[:count]]


def texts(rows: list[int], seed: int = 0) -> TextBatch:
    return gather(invented.texts(np.random.default_rng(seed), 6, len(_MASKED.counts)), np.array(rows), _MASKED)


def test_what_else_is_in_the_batch_changes_nothing(space: Space) -> None:
    together = space.encode(collate_sensors(windows()), texts([0, 1, 2]), texts([3, -1, 4]))
    for row in range(3):
        alone = space.encode(collate_sensors(windows()[row : row + 1]), texts([row]), texts([[3, -1, 4][row]]))
        torch.testing.assert_close(alone.eos[0], together.eos[row], atol=1e-5, rtol=1e-4)
        count = len(windows()[row].episodes)
        torch.testing.assert_close(alone.episodes[0], together.episodes[row, :count], atol=1e-5, rtol=1e-4)


def test_no_instruction_is_an_instruction_without_a_sentence(space: Space) -> None:
    torch.testing.assert_close(
        space.encode(texts=texts([0, 1])).eos, space.encode(texts=texts([0, 1]), instructions=texts([-1, -1])).eos
    )


def test_instructions_texts_and_windows_all_count(space: Space) -> None:
    sensors = collate_sensors(windows())
    seen = [
        space.encode(sensors).eos,
        space.encode(sensors, texts([0, 1, 2])).eos,
        space.encode(sensors, texts([0, 1, 2]), texts([3, 4, 5])).eos,
        space.encode(texts=texts([0, 1, 2])).eos,
        space.encode(texts=texts([0, 1, 2]), instructions=texts([3, 4, 5])).eos,
    ]
    for place, one in enumerate(seen):
        for other in seen[:place]:
            assert (one - other).abs().amax(dim=1).min() > 1e-4


def test_claims_are_a_set(space: Space) -> None:
    window = windows()[0]
    order = np.random.default_rng(2).permutation(len(window.claim_kinds))
    names = ("claim_kinds", "claim_channels", "claim_spans", "claim_values", "claim_ids")
    shuffled = replace(window, **{name: getattr(window, name)[order] for name in names})
    torch.testing.assert_close(
        space.encode(collate_sensors([shuffled])).eos, space.encode(collate_sensors([window])).eos, atol=1e-5, rtol=1e-4
    )


def test_the_hour_counts(space: Space) -> None:
    window = windows()[1]
    later = replace(window, clock=(window.clock + 360) % 1440)
    found = space.encode(collate_sensors([window, later])).eos
    assert (found[0] - found[1]).abs().max() > 1e-3


def test_reading_less_gives_the_same(space: Space) -> None:
    sensors = collate_sensors(windows())
    whole = space.encode(sensors)
    for read in ("eos", "episodes", "claims"):
        less = space.encode(sensors, read=read)
        torch.testing.assert_close(less.eos, whole.eos)
        length = less.tokens.shape[1]
        torch.testing.assert_close(less.tokens, whole.tokens[:, :length])
        assert torch.equal(less.mask, whole.mask[:, :length])
    episodes = whole.tokens[:, whole.episodes_at]
    torch.testing.assert_close(space.projection(episodes), whole.episodes)
    assert torch.equal(whole.mask[:, whole.claims_at], sensors.claim_mask)


def test_numbers_tell_texts_apart_and_missing_values_are_no_numbers(space: Space) -> None:
    text = texts([0, 1, 2])
    other = replace(text, values=text.values + 1)
    assert (space.encode(texts=text).eos - space.encode(texts=other).eos).abs().amax(dim=1).max() > 1e-4
    sensors: SensorBatch = collate_sensors(windows())
    assert sensors.claim_values.isnan().any()
    assert space.encode(sensors).eos.isfinite().all()


def test_the_spelling_of_its_words_tells_a_text_apart_and_none_is_no_word(space: Space) -> None:
    text = texts([0, 1, 2, -1])
    found = space.encode(texts=text).eos
    unspelt = replace(text, spelling=torch.zeros_like(text.spelling))
    assert (found - space.encode(texts=unspelt).eos).abs().amax(dim=1)[:3].min() > 1e-4
    assert found.isfinite().all()
    assert space.texts.spelling(unspelt)[0, 0].equal(space.texts.spelling(unspelt)[3, 0])  # a row without a sentence


def test_nothing_to_encode_is_an_error(space: Space) -> None:
    with pytest.raises(ValueError, match="nothing to encode"):
        space.encode(instructions=texts([0]))


def test_a_cut_vector_has_length_one() -> None:
    vectors = torch.randn(5, 16)
    for dim in (4, 16):
        assert cut(vectors, dim).shape == (5, dim)
        torch.testing.assert_close(cut(vectors, dim).norm(dim=1), torch.ones(5))
