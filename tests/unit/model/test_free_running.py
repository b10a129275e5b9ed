"""Free-running captions."""

import pytest
import torch

from tests.unit.model.captioning import days, encoded, small
from wearscribe.model import free_running
from wearscribe.model.caption_plan import MAX_WORDS, collate_targets
from wearscribe.model.captioner import Captioner
from wearscribe.training.caption_targets import targets


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def test_a_caption_can_be_learnt_by_heart_and_is_then_written() -> None:
    space, decoder = small()
    record = days().told[0]
    target = min(targets(record.window, record.annotations, days().tokens[0], seed=0), key=lambda each: len(each.words))
    batch, read = collate_targets([target], [0]), encoded(space, days().tokens[:1])
    optimizer = torch.optim.AdamW(decoder.parameters(), lr=1e-2)
    for _ in range(40):
        loss = free_running.loss(decoder, read._replace(tokens=read.tokens.detach()), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    written = Captioner(space, decoder, "small").free_running(days().seen[:1])[0]
    assert loss.item() < 0.1
    wanted = " ".join(decoder.vocabulary.decode(target.words.tolist()))
    assert wanted in [caption.text for caption in written]


def test_an_untrained_decoder_ends_somewhere() -> None:
    space, decoder = small()
    for captions in Captioner(space, decoder, "small").free_running(days().seen[:1]):
        for caption in captions:
            assert not caption.verified
            ids = decoder.vocabulary.encode([sentence.text for sentence in caption.sentences], 10 * MAX_WORDS)
            assert len(ids) <= 8 * MAX_WORDS


def test_what_is_behind_the_end_does_not_count() -> None:
    space, decoder = small()
    record, read = days().told[0], encoded(space, days().tokens[:1])
    made = targets(record.window, record.annotations, days().tokens[0], seed=0)
    alone = free_running.loss(decoder, read, collate_targets(made[:1], [0]))
    batch = collate_targets([made[0], max(made, key=lambda each: len(each.words))], [0, 0])
    beside = free_running.loss(
        decoder, read, type(batch)(*(getattr(batch, name)[:1] for name in batch.__dataclass_fields__))
    )
    torch.testing.assert_close(alone, beside)
