"""The decoders' Transformer."""

import pytest
import torch

from tests.unit.model.captioning import days, encoded, small

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
