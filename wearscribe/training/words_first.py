"""The first lesson: which phrases name the same activity, before a window is seen.

Beside windows and captions the words of twenty classes are learnt last, since they are the least of the loss; alone
they take a minute, and what is learnt of windows then has somewhere to go.
"""

from __future__ import annotations

from collections.abc import Callable

import torch

from wearscribe.training.configs import TrainConfig
from wearscribe.training.gradient_cache import Ranks
from wearscribe.training.prepare import Prepared
from wearscribe.training.step import Trained, gradients

_WARM_UP = 30  # steps
_CLIP = 1.0


def learn_words(model: Trained, make: Callable[[int], Prepared], config: TrainConfig, ranks: Ranks) -> None:
    """`config.word_steps` steps, batch n being `make(n)`."""
    model.train()
    parameters = list(model.parameters())
    optimizer = torch.optim.AdamW(parameters, weight_decay=config.weight_decay, betas=(0.9, 0.98))
    for number in range(config.word_steps):
        for group in optimizer.param_groups:
            group["lr"] = config.learning_rate * min(1.0, (number + 1) / _WARM_UP)
        optimizer.zero_grad()
        gradients(model, make(number), parameters, config, ranks)
        torch.nn.utils.clip_grad_norm_(parameters, _CLIP)
        optimizer.step()
