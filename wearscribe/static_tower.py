"""The static text tower: a text's tokens, each with a vector, summed by `weight` and L2-normalised. No network and no
torch, so that Postgres can do it too.

Distilled from the released model's text tower (`wearscribe distill`); the SQL function `text_tokens` splits a text as
`tokens_of` does, and a contract test holds the two together.
"""

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import floor, log1p, sqrt
from pathlib import Path
from typing import Self

import numpy as np

from wearscribe.model.pretrained import WeightsError

FILE = "text_vectors.npz"  # in the folder of the model that it is distilled from
FORMAT = 1
MAX_PIECES = 2000  # of a text; what follows is not read
_TYPICAL = 2 / 3  # of the tokens of what people ask are known: a scale, so that thresholds are cosines of such texts
_NUMBER_STEP = 0.1  # of the logarithm: numbers within about ten percent of each other are one token

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_DROPPED = re.compile("['’]|(?<=[0-9]),(?=[0-9]{3})")  # couldn't is couldnt, 12,000 is 12000
_PIECE = re.compile(r"[0-9]{1,2}:[0-9]{1,2}|[0-9]{1,9}(?:\.[0-9]{1,3})?|[a-z]+|[가-힣]+")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{1,2})")
#: What numpy and zipfile raise where bytes of an archive differ.
_UNREADABLE = (OSError, ValueError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error)
_AGAIN = "Fetch it again, or make it with `wearscribe distill`."


@dataclass(frozen=True, slots=True, eq=False)
class StaticTower:
    """`vectors` is float32 [token, dimension]. The thresholds are the least products of a query's best window from
    which on anything answers it: of the transformer's vectors, and of those of `judged`. None: not calibrated."""

    model_version: str
    tokens: list[str]
    vectors: np.ndarray
    threshold: float | None = None
    static_threshold: float | None = None
    _rows: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {token: row for row, token in enumerate(self.tokens)})

    @property
    def dimension(self) -> int:
        return int(self.vectors.shape[1])

    @classmethod
    def load(cls, file: Path) -> Self:
        """Raises WeightsError, which says what to do, for a file that is missing, damaged, or of another version of
        the program."""
        try:
            with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
        except FileNotFoundError:
            raise WeightsError(f"{file} is missing. {_AGAIN}") from None
        except _UNREADABLE:
            raise WeightsError(f"{file} is damaged: it cannot be read as arrays. {_AGAIN}") from None
        if (version := arrays.pop("format", None)) is None or version.shape or int(version) != FORMAT:
            raise WeightsError(f"{file} is of another format than {FORMAT}, which this program reads. {_AGAIN}")
        if arrays.pop("sha256", np.zeros(0, np.uint8)).tobytes() != _digest(arrays):
            raise WeightsError(f"{file} is damaged: its content differs from its sha256. {_AGAIN}")
        threshold, static_threshold = (None if np.isnan(each) else float(each) for each in arrays["thresholds"])
        return cls(
            arrays["model_version"].tobytes().decode(),
            arrays["tokens"].tobytes().decode().split("\n"),
            arrays["vectors"].astype(np.float32) * arrays["scales"][:, None],
            threshold,
            static_threshold,
        )

    def save(self, file: Path) -> None:
        """Each vector in steps of a 127th of its greatest value. Equal towers make equal files."""
        scales = np.maximum(np.abs(self.vectors).max(axis=1), 1e-12).astype(np.float32) / 127
        thresholds = (np.nan if each is None else each for each in (self.threshold, self.static_threshold))
        arrays = {
            "model_version": np.frombuffer(self.model_version.encode(), dtype=np.uint8),
            "tokens": np.frombuffer("\n".join(self.tokens).encode(), dtype=np.uint8),
            "vectors": np.rint(self.vectors / scales[:, None]).astype(np.int8),
            "scales": scales,
            "thresholds": np.array([*thresholds], dtype=np.float32),
        }
        digest = np.frombuffer(_digest(arrays), dtype=np.uint8)
        np.savez_compressed(file, format=np.array(FORMAT), sha256=digest, **arrays)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Float32 [text, dimension], L2-normalised; zeros where no token of the text is known."""
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for place, text in enumerate(texts):
            known = Counter(row for token in tokens_of(text) if (row := self._rows.get(token)) is not None)
            weights = np.array([weight(count) for count in known.values()], dtype=np.float32)
            sums[place] = weights @ self.vectors[list(known)]
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(np.divide(sums, lengths, out=sums, where=lengths > 0))

    def judged(self, texts: Sequence[str]) -> np.ndarray:
        """The same vectors, by which is judged whether anything answers a text: each as long as the share of its
        different tokens that are known, 1 where that is two thirds. Of texts about something else less is known."""
        shares = np.zeros((len(texts), 1), dtype=np.float32)
        for place, text in enumerate(texts):
            said = set(tokens_of(text))
            shares[place] = sum(token in self._rows for token in said) / max(len(said), 1)
        return np.asarray(self.embed(texts) * shares / _TYPICAL)


def _digest(arrays: dict[str, np.ndarray]) -> bytes:
    hashed = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        hashed.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        hashed.update(array.tobytes())
    return hashed.digest()


def weight(count: int) -> float:
    """Of a token that occurs so often in a text: else what every sentence says outweighs what one of them does."""
    return sqrt(count)


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
    for unit, following in zip(units, [*units[1:], ""], strict=False):
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
