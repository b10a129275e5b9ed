"""What a text loses while the model learns: n-grams at random, in some sentences nearly all, in none another's."""

import numpy as np
import torch

from tests.unit.training import invented
from wearscribe.model.batch import TextBatch
from wearscribe.training.prepare import gather
from wearscribe.training.step import noisy


def texts() -> TextBatch:
    return gather(invented.texts(np.random.default_rng(0), 200, 50, most=4), np.arange(200), invented.masked())


def shares_hidden(before: TextBatch, after: TextBatch) -> np.ndarray:
    """Of each sentence that has n-grams."""
    counts = before.spelt_counts()
    owner = torch.arange(len(counts)).repeat_interleave(counts)
    hidden = torch.zeros(len(counts)).index_add(0, owner, (after.spelling == 0).float())
    return (hidden / counts)[counts > 0].numpy()


def test_n_grams_are_hidden_by_a_share_of_the_sentence_s_own_and_never_exchanged() -> None:
    torch.manual_seed(0)
    before = texts()
    after = noisy(before, 0.5, 1.0)
    assert torch.equal(after.spelt, before.spelt)
    kept = after.spelling > 0
    assert torch.equal(after.spelling[kept], before.spelling[kept])
    shares = shares_hidden(before, after)
    assert shares.min() < 0.1
    assert shares.max() > 0.9
    assert 0.4 < shares.mean() < 0.6
    assert shares_hidden(before, noisy(before, 0.5, 0.3)).mean() < 0.2


def test_nothing_is_hidden_where_nothing_shall_be() -> None:
    before = texts()
    after = noisy(before, 0.0, 0.0)
    assert torch.equal(after.spelling, before.spelling)
    has_words = before.mask
    assert torch.allclose(
        after.vectors[has_words], torch.nn.functional.normalize(before.vectors[has_words], dim=-1), atol=1e-6
    )
