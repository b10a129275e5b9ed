"""Large batches in little memory, over one process or several: gradient caching (Gao et al. 2021, arXiv 2101.06983).

A contrastive loss couples all rows of a batch, an encoder does not. So the batch is encoded in pieces, the loss is
taken over the representations of all of them, and its gradient goes back into each piece alone. Pieces are shared out
among the ranks; every rank sees all representations and therefore the loss of the whole batch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Piece:
    """`encode()` gives representations [rows, dimension] and a loss of the piece's own (0 where it has none)."""

    rows: int
    encode: Callable[[], tuple[Tensor, Tensor]]


@dataclass(frozen=True, slots=True)
class Ranks:
    rank: int = 0
    world: int = 1


ALONE = Ranks()


def backward(
    pieces: Sequence[Piece],
    loss: Callable[[Tensor], Tensor],
    parameters: Sequence[nn.Parameter],
    *,
    replay: bool = False,
    ranks: Ranks = ALONE,
) -> tuple[Tensor, Tensor]:
    """Add the gradients of `loss(all representations) + sum of the pieces' own losses` to `parameters`.

    With `replay` a piece's activations are thrown away and computed again for its gradient, from the random state it
    had at first (dropout); without, they are kept. Returns the value of both parts, detached.
    """
    mine = range(ranks.rank, len(pieces), ranks.world)
    places = _places(pieces)
    found: dict[int, tuple[Tensor, Tensor]] = {}
    states: dict[int, _RandomState] = {}
    for index in mine:
        states[index] = _RandomState()
        with torch.set_grad_enabled(not replay):
            found[index] = pieces[index].encode()
    known = {index: found[index][0].detach() for index in mine}
    representations = _together(known, places, ranks, parameters[0].device).requires_grad_()
    value = loss(representations)
    own = torch.stack([found[index][1].detach() for index in mine]).sum() if found else value.new_zeros(())
    torch.autograd.backward(value / ranks.world)  # parameters of the loss itself: each rank gives its share
    gradient = representations.grad if representations.grad is not None else torch.zeros_like(representations)
    for index in mine:
        if replay:
            with states[index]:
                found[index] = pieces[index].encode()
        outputs, extra = found.pop(index)
        # The gradient reached `representations` divided by the world as well.
        torch.autograd.backward(_surrogate(outputs, gradient[places[index]] * ranks.world) + extra)
    if ranks.world > 1:
        _add_up(parameters, own)
    return value.detach(), own


def _surrogate(outputs: Tensor, gradient: Tensor) -> Tensor:
    """A number whose gradient with respect to `outputs` is `gradient`."""
    return (outputs * gradient.to(outputs.dtype)).sum()


def _places(pieces: Sequence[Piece]) -> list[slice]:
    ends = torch.tensor([piece.rows for piece in pieces]).cumsum(0).tolist()
    return [slice(end - piece.rows, end) for end, piece in zip(ends, pieces, strict=True)]


def _together(mine: dict[int, Tensor], places: Sequence[slice], ranks: Ranks, device: torch.device) -> Tensor:
    """The representations of all ranks [R, dimension], float32, a leaf."""
    if ranks.world == 1:
        return torch.cat([mine[index].float() for index in sorted(mine)])
    # Where pieces are fewer than ranks, some rank has none and is told the dimension by the others.
    dimension = torch.tensor(max((rows.shape[1] for rows in mine.values()), default=0), device=device)
    dist.all_reduce(dimension, dist.ReduceOp.MAX)
    whole = torch.zeros(places[-1].stop, int(dimension), dtype=torch.float32, device=device)
    for index, rows in mine.items():
        whole[places[index]] = rows.float()
    dist.all_reduce(whole)
    return whole


def _add_up(parameters: Sequence[nn.Parameter], own: Tensor) -> None:
    """Sum gradients (and the pieces' own losses) over ranks in one message."""
    parts = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
    flat = torch.cat([part.flatten() for part in parts] + [own.reshape(1).to(parts[0].dtype)])
    dist.all_reduce(flat)
    sizes = [parameter.numel() for parameter in parameters]
    for parameter, part in zip(parameters, torch.split(flat[:-1], sizes), strict=True):
        parameter.grad = part.view_as(parameter).clone()
    own.copy_(flat[-1])


class _RandomState:
    """The state of the random generators, of the CPU and the current GPU, to be had again for a while."""

    def __init__(self) -> None:
        self._cpu = torch.get_rng_state()
        self._gpu = torch.cuda.get_rng_state() if torch.cuda.is_available() else None

    def __enter__(self) -> None:
        self._now = _RandomState()
        self._restore()

    def __exit__(self, *_: object) -> None:
        self._now._restore()

    def _restore(self) -> None:
        torch.set_rng_state(self._cpu)
        if self._gpu is not None:
            torch.cuda.set_rng_state(self._gpu)
