"""The static text tower: a text's tokens, each with a vector, summed and L2-normalised. No network and no torch, so
that Postgres can do it too.

Distilled from the released model's text tower (`wearscribe distill`); the SQL function `text_tokens` splits a text as
`tokens_of` does, and a contract test holds the two together.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log1p
from pathlib import Path
from typing import Self

import numpy as np

MAX_PIECES = 2000  # of a text; what follows is not read
_NUMBER_STEP = 0.1  # of the logarithm: numbers within about ten percent of each other are one token

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_DROPPED = re.compile("['’]|(?<=[0-9]),(?=[0-9]{3})")  # couldn't is couldnt, 12,000 is 12000
_PIECE = re.compile(r"[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,9}(?:\.[0-9]{1,3})?|[a-z]+|[가-힣]+")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{1,2})")


@dataclass(frozen=True, slots=True, eq=False)
class StaticTower:
    """`vectors` is float32 [token, dimension]. The thresholds are the least cosines of a query's best window from
    which on anything answers it, for the transformer's vectors and for these here."""

    model_version: str
    tokens: list[str]
    vectors: np.ndarray
    threshold: float | None = None
    static_threshold: float | None = None

    @classmethod
    def load(cls, file: Path) -> Self:
        raise NotImplementedError

    def save(self, file: Path) -> None:
        raise NotImplementedError

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Float32 [text, dimension], L2-normalised; zeros where no token of the text is known."""
        raise NotImplementedError


def tokens_of(text: str) -> list[str]:
    """The text's tokens in order, repeated as often as they occur.

    1. NFKC; A-Z in lower case; apostrophes and the commas of thousands dropped.
    2. Pieces: clock times `7:30`, numbers `12000` and `7.5`, words of a-z, words of Hangul. All else separates.
    3. Each piece as a unit: a word is itself; a clock time its hour, `@7`; a number n `#` and floor(10 ln(1 + n)).
    4. Tokens: of every piece its unit; with the piece that follows the bigram `unit unit`, and if one or both of them
       are numbers or clock times the same with bare `#` or `@`; of every Hangul word its pairs of syllables, the word
       between two `~`: `~수`, `수영`, `영~`, each preceded by `_`.
    """
    units = [_unit(piece) for piece in pieces_of(text)]
    tokens: list[str] = []
    for unit, following in zip(units, [*units[1:], ""], strict=True):
        tokens.append(unit)
        if following:
            tokens.append(f"{unit} {following}")
            bare = f"{_bare(unit)} {_bare(following)}"
            if bare != tokens[-1]:
                tokens.append(bare)
        if unit[0] >= "가":
            word = f"~{unit}~"
            tokens += [f"_{word[at : at + 2]}" for at in range(len(word) - 1)]
    return tokens


def pieces_of(text: str) -> list[str]:
    """Clock times, numbers and words, the first `MAX_PIECES`."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", text).translate(_LOWER))
    return _PIECE.findall(text)[:MAX_PIECES]


def _unit(piece: str) -> str:
    if clock := _CLOCK.fullmatch(piece):
        return f"@{int(clock[1])}"
    return f"#{floor(log1p(float(piece)) / _NUMBER_STEP)}" if piece[0].isdigit() else piece


def _bare(unit: str) -> str:
    return unit[0] if unit[0] in "#@" else unit
