from pathlib import Path

import numpy as np
import pytest
import torch
import torch.distributed as dist
from torch import multiprocessing

from tests.unit.training import invented
from wearscribe.model.config import ModelConfig
from wearscribe.model.space import Space
from wearscribe.training.configs import TrainConfig
from wearscribe.training.gradient_cache import ALONE, Piece, Ranks, backward
from wearscribe.training.losses import contrast
from wearscribe.training.prepare import prepare
from wearscribe.training.validate import represent

torch.set_num_threads(1)
_MASKED = invented.masked()


def gradients(piece: int, *, replay: bool, dropout: float, ranks: Ranks = ALONE) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss of one batch, and all gradients in one vector."""
    torch.manual_seed(0)
    space = Space(ModelConfig(width=24, depth=2, heads=2, dims=(8, 16), dropout=dropout))
    config = TrainConfig(caption_weight=0.0)
    batch = prepare(invented.batch(np.random.default_rng(0)), _MASKED, config, piece)

    def loss(points: torch.Tensor) -> torch.Tensor:
        parts = contrast(points, batch.terms, space.scale, (8, 16))
        return torch.stack(list(parts.values())).sum()

    def encode(group):
        points = represent(space, group)[0]
        return points, 0.01 * points.square().sum()  # a loss of the piece's own

    pieces = [Piece(group.rows, lambda group=group: encode(group)) for group in batch.groups]
    parameters = list(space.parameters())
    torch.manual_seed(1)
    value, own = backward(pieces, loss, parameters, replay=replay, ranks=ranks)
    flat = [torch.zeros_like(p) if p.grad is None else p.grad for p in parameters]
    return value + own, torch.cat([gradient.flatten() for gradient in flat])


def test_cached_gradients_are_the_uncached_ones_with_dropout_on() -> None:
    for piece in (8, 3):
        loss, plain = gradients(piece, replay=False, dropout=0.2)
        cached_loss, cached = gradients(piece, replay=True, dropout=0.2)
        torch.testing.assert_close(cached_loss, loss)
        torch.testing.assert_close(cached, plain, atol=1e-5, rtol=1e-5)
        assert plain.abs().max() > 1e-3


def test_pieces_do_not_change_the_gradient() -> None:
    loss, whole = gradients(8, replay=False, dropout=0.0)
    parted_loss, parted = gradients(2, replay=True, dropout=0.0)
    torch.testing.assert_close(parted_loss, loss)
    torch.testing.assert_close(parted, whole, atol=1e-5, rtol=1e-4)


def _rank(rank: int, world: int, folder: str, replay: bool) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=f"file://{folder}/meet", rank=rank, world_size=world)
    torch.save(gradients(2, replay=replay, dropout=0.0, ranks=Ranks(rank, world)), f"{folder}/{rank}.pt")
    dist.destroy_process_group()


@pytest.mark.parametrize("replay", [False, True])
def test_two_processes_have_the_gradient_of_one_with_the_whole_batch(tmp_path: Path, replay: bool) -> None:
    multiprocessing.spawn(_rank, (2, str(tmp_path), replay), nprocs=2)
    loss, whole = gradients(2, replay=False, dropout=0.0)
    for rank in range(2):
        rank_loss, gradient = torch.load(tmp_path / f"{rank}.pt")
        torch.testing.assert_close(rank_loss, loss)
        torch.testing.assert_close(gradient, whole, atol=1e-5, rtol=1e-4)
