"""Scalars as vectors: a network told a number by sines and cosines of it tells 62 from 63 (Tancik et al. 2020)."""

import math

import torch
from torch import Tensor

_CLOCK_HARMONICS = (1, 2, 3, 4, 6, 8, 12, 24)
CLOCK = 2 * len(_CLOCK_HARMONICS)


def clock(minute: Tensor) -> Tensor:
    """Minutes of the day -> [..., CLOCK]: sines and cosines of the day and of parts of it down to an hour."""
    turns = minute.unsqueeze(-1) * minute.new_tensor([2 * math.pi * each / 1440 for each in _CLOCK_HARMONICS])
    return torch.cat([turns.sin(), turns.cos()], dim=-1)


def waves(value: Tensor, periods: tuple[float, ...]) -> Tensor:
    """[...] -> [..., 2 x periods]."""
    turns = value.unsqueeze(-1) * value.new_tensor([2 * math.pi / period for period in periods])
    return torch.cat([turns.sin(), turns.cos()], dim=-1)


_SCALED = tuple(8 / 2**step for step in range(8))
SCALED = 2 + 2 * len(_SCALED)


def scaled(value: Tensor) -> Tensor:
    """Values in model units (about -3 to 3) -> [..., SCALED]: the value, its tanh, and waves of periods 8 to 1/16."""
    plain = value.unsqueeze(-1)
    return torch.cat([plain.clamp(-8, 8), plain.tanh(), waves(value, _SCALED)], dim=-1)


_LINEAR = tuple(float(2**step) for step in range(1, 17))
_LOG = tuple(16 / 2**step for step in range(8))
WIDE = 3 + 2 * (len(_LINEAR) + len(_LOG))


def wide(value: Tensor) -> Tensor:
    """Numbers of any size -> [..., WIDE]: waves of the number (periods 2 to 65,536) and of its logarithm."""
    size = torch.log2(1 + value.abs())
    plain = torch.stack([size / 8, torch.tanh(value / 100), value.sign()], dim=-1)
    return torch.cat([plain, waves(value, _LINEAR), waves(size, _LOG)], dim=-1)


SPAN = 2 * CLOCK + 1 + 2 * len(_LOG)


def span(start: Tensor, end: Tensor) -> Tensor:
    """Minutes of the day (beyond it is the next) -> [..., SPAN]: the clock at both ends, the logarithmic length."""
    size = torch.log2(1 + (end - start).clamp(min=0))
    return torch.cat([clock(start), clock(end), size.unsqueeze(-1) / 8, waves(size, _LOG)], dim=-1)
