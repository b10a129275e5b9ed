"""The decoders' Transformer."""

import pytest
import torch

from tests.unit.model.captioning import SMALL, days, encoded, small
from wearscribe.model.decoder import CaptionDecoder

_ROWS = torch.tensor([0, 1, 1])


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


def test_step_by_step_is_all_at_once() -> None:
    space, decoder = small()
    trunk = decoder.writer.trunk
    memory = trunk.remember(encoded(space, days().tokens), _ROWS)
    inputs = torch.randn(3, 5, decoder.config.width)
    whole, _ = trunk(inputs, memory)
    past = None
    for step in range(5):
        state, past = trunk(inputs[:, step : step + 1], memory, past)
        torch.testing.assert_close(state[:, 0], whole[:, step], rtol=1e-4, atol=1e-5)


def test_the_future_does_not_reach_back() -> None:
    space, decoder = small()
    trunk = decoder.writer.trunk
    memory = trunk.remember(encoded(space, days().tokens), _ROWS)
    inputs = torch.randn(3, 5, decoder.config.width)
    other = inputs.clone()
    other[:, 3:] += 1
    torch.testing.assert_close(trunk(inputs, memory)[0][:, :3], trunk(other, memory)[0][:, :3])


def test_padding_beside_a_longer_window_changes_nothing() -> None:
    space, decoder = small()
    trunk, inputs = decoder.writer.trunk, torch.randn(1, 4, decoder.config.width)
    shortest = min(range(3), key=lambda row: len(days().tokens[row].claim_kinds))
    alone = trunk(inputs, trunk.remember(encoded(space, [days().tokens[shortest]]), torch.tensor([0])))[0]
    beside = trunk(inputs, trunk.remember(encoded(space, days().tokens), torch.tensor([shortest])))[0]
    torch.testing.assert_close(alone, beside, rtol=1e-4, atol=1e-5)


def test_slots_hold_the_claims_first_and_the_episodes_from_their_place() -> None:
    space, decoder = small()
    read = encoded(space, days().tokens)
    slots, there = decoder.chooser.slots(read)
    for row, tokens in enumerate(days().tokens):
        claims, episodes = len(tokens.claim_kinds), len(tokens.episodes)
        assert there[row].nonzero()[:, 0].tolist() == [*range(claims), *range(48, 48 + episodes)]
        torch.testing.assert_close(slots[row, 48], read.tokens[row, read.episodes_at][0])
        torch.testing.assert_close(slots[row, claims - 1], read.tokens[row, read.claims_at][claims - 1])


def test_a_decoder_is_restored_with_its_words() -> None:
    _, decoder = small()
    again = CaptionDecoder.restore(SMALL, decoder.state_dict())
    assert again.vocabulary.pieces == decoder.vocabulary.pieces
    torch.testing.assert_close(dict(again.state_dict()), dict(decoder.state_dict()))


@pytest.mark.parametrize("name", ["known_cases", "spelling", "writer.pieces.weight"])
def test_a_decoder_of_another_version_is_refused(name: str) -> None:
    state = dict(small()[1].state_dict())
    with pytest.raises(ValueError, match="decoder"):
        CaptionDecoder.restore(SMALL, {key: value for key, value in state.items() if key != name})
    state["known_cases"] = state["known_cases"].flip(0)
    with pytest.raises(ValueError, match="other cases"):
        CaptionDecoder.restore(SMALL, state)
