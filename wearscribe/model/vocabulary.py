"""The words that the free-running decoder knows: whole words where captions use them, digits one by one.

A piece that begins a word carries `▁` before it (as in SentencePiece): "18:40부터" is ▁1 8 : 4 0 부터. A word that is
no piece is spelt by the longest pieces that fit, in the end by its letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from schemas.records import Language
from wearscribe.describe.words import phrases

PAD, END, NEXT, UNKNOWN = range(4)  # NEXT stands between two sentences
_SPECIAL = ("<pad>", "<end>", "<next>", "<unknown>")
_START = "▁"
_PIECES = re.compile(r"\d|[^\W\d_]+|[^\w\s]|_")
_LANGUAGES: tuple[Language, ...] = ("en", "ko")


class Vocabulary:
    """Pieces by id; all text is in lower case."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = tuple(pieces)
        self._ids = {piece: place for place, piece in enumerate(self.pieces)}
        self._longest = max(map(len, self.pieces))

    def __len__(self) -> int:
        return len(self.pieces)

    @classmethod
    def build(cls, texts: Iterable[str]) -> Vocabulary:
        """Every word of the texts, and each of their letters alone."""
        words = {piece for text in texts for piece in _split(text)}
        letters = {letter for word in words for letter in word if letter != _START}
        return cls([*_SPECIAL, *sorted(words | letters | {_START + letter for letter in letters})])

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Raises ValueError where the text is not what `to_json` writes."""
        pieces = json.loads(text)
        if not isinstance(pieces, list) or tuple(pieces[: len(_SPECIAL)]) != _SPECIAL:
            raise ValueError("not a vocabulary of this version")
        return cls(pieces)

    def to_json(self) -> str:
        return json.dumps(self.pieces, ensure_ascii=False)

    def encode(self, sentences: Iterable[str], most: int) -> list[int]:
        """The first sentences, as many as fit whole into `most` pieces, and the end."""
        ids: list[int] = []
        for sentence in sentences:
            more = [NEXT] * bool(ids) + [place for piece in _split(sentence) for place in self._spell(piece)]
            if len(ids) + len(more) >= most:
                break
            ids += more
        return [*ids, END]

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The sentences up to the end."""
        sentences = [""]
        for place in ids:
            if place == END:
                break
            if place == NEXT:
                sentences.append("")
            elif place != PAD:
                sentences[-1] += self.pieces[place].replace(_START, " ")
        return [sentence.strip() for sentence in sentences if sentence.strip()]

    def _spell(self, piece: str) -> Iterator[int]:
        start = 0
        while start < len(piece):
            for end in range(min(len(piece), start + self._longest), start, -1):
                if (place := self._ids.get(piece[start:end])) is not None and piece[start:end] != _START:
                    yield place
                    start = end
                    break
            else:
                yield UNKNOWN
                start += 1 + (piece[start] == _START)


@cache
def of_captions() -> Vocabulary:
    """The words of the template captions, in both languages."""
    return Vocabulary.build(phrase for language in _LANGUAGES for phrase in phrases(language))


def _split(text: str) -> Iterator[str]:
    for match in _PIECES.finditer(text.lower()):
        begins = match.start() == 0 or text[match.start() - 1].isspace()
        yield _START * begins + match[0]
