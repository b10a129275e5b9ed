"""The words that the free-running decoder knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Vocabulary:
    """`words[0]` pads, `words[1]` ends, `words[2]` stands for every word unknown."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)

    def __len__(self) -> int:
        return len(self.words)

    @classmethod
    def build(cls, texts: Iterable[str], most: int = 4096) -> Vocabulary:
        """The most frequent words of the texts."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        raise NotImplementedError

    def to_json(self) -> str:
        raise NotImplementedError

    def encode(self, text: str) -> list[int]:
        raise NotImplementedError

    def decode(self, ids: Iterable[int]) -> str:
        raise NotImplementedError
