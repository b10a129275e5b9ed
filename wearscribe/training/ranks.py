"""Several processes, one training run: what `torchrun` started, or this process alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
import torch.distributed as dist

from wearscribe.training.gradient_cache import ALONE, Ranks


@contextmanager
def joined(
    environment: Mapping[str, str], device: str, threads: int | None = None
) -> Iterator[tuple[Ranks, torch.device]]:
    """Join the other processes (NCCL on GPUs, gloo on CPUs) for a while; `environment` holds what torchrun has set.
    `threads` of the CPU for each process, by default as many as there are cores."""
    if threads:
        torch.set_num_threads(threads)
    if "WORLD_SIZE" not in environment or int(environment["WORLD_SIZE"]) == 1:
        yield ALONE, torch.device(device)
        return
    place = torch.device(device, int(environment["LOCAL_RANK"])) if device == "cuda" else torch.device(device)
    if place.type == "cuda":
        torch.cuda.set_device(place)
    dist.init_process_group("nccl" if place.type == "cuda" else "gloo")
    try:
        yield Ranks(dist.get_rank(), dist.get_world_size()), place
    finally:
        dist.destroy_process_group()
