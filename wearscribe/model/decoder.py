"""The caption decoders: an autoregressive Transformer that reads the encoder's tokens."""

from __future__ import annotations

from torch import nn

from wearscribe.model.config import ModelConfig
from wearscribe.model.vocabulary import Vocabulary


class CaptionDecoder(nn.Module):
    """Both modes: `grounded` chooses among facts, `free` writes words of the vocabulary."""

    def __init__(self, config: ModelConfig, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.config = config
        self.vocabulary = vocabulary
