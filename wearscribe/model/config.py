"""One dataclass scales the model from two CPU cores to SensorLM's B size."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`dims` are the Matryoshka sizes, the last one the full dimension."""

    width: int = 192
    depth: int = 4
    heads: int = 6
    dims: tuple[int, ...] = (64, 128, 256, 384)
    decoder_depth: int = 2
    dropout: float = 0.0

    @property
    def dimension(self) -> int:
        return self.dims[-1]


CONFIGS: dict[str, ModelConfig] = {
    "small-cpu": ModelConfig(),
    "small-cpu-plain": ModelConfig(dims=(384,)),  # beside which Matryoshka is measured
    "small-gpu": ModelConfig(width=256, depth=6, heads=8),  # released, with the word vectors, in 35 MB
    "base": ModelConfig(width=768, depth=12, heads=12, decoder_depth=6),
}
