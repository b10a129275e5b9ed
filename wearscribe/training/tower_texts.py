"""The texts that a static tower is distilled on: what the corpus asks and says, captions of training people, and single
words that it never says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from random import Random

from schemas.records import Caption, Language
from wearscribe.evaluate.rounding import rounded
from wearscribe.evaluate.texts import MAX_SENTENCES
from wearscribe.model import words
from wearscribe.training import instructions
from wearscribe.training.asks import several, single
from wearscribe.training.facts import FACTS
from wearscribe.training.phrases import phrases

LANGUAGES: tuple[Language, ...] = ("en", "ko")
_SINGLE, _SEVERAL = 12, 2500  # asks of each fact, and of several, a language
_ROUNDED = 0.75  # of the captions
_WORD: dict[Language, re.Pattern[str]] = {"en": re.compile("▁[a-z]{2,}"), "ko": re.compile("▁?[가-힣]{2,}")}
_WORDS: dict[Language, int] = {"en": 2500, "ko": 3300}  # the commonest first; of Korean that is all


def short_texts(seed: int) -> list[str]:
    """Asks, phrases, instructions, each once."""
    random = Random(seed)
    asks = [
        ask.text
        for language in LANGUAGES
        for ask in chain(
            (single([fact], language, random) for fact in FACTS for _ in range(_SINGLE)),
            (several(random.sample(FACTS, 4), language, random) for _ in range(_SEVERAL)),
        )
        if ask is not None
    ]
    told = (text for task in instructions.TRAINING.values() for texts in task.values() for text in texts)
    return list(dict.fromkeys([*asks, *(text for text, _ in phrases()), *told]))


def single_words() -> list[str]:
    """The pieces of the sentence encoder that are whole words: a word that no text of ours holds has a vector too."""
    pieces = words.load().pieces
    known = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    return [
        piece.removeprefix("▁")
        for language, pattern in _WORD.items()
        for piece in [piece for piece in known if pattern.fullmatch(piece)][: _WORDS[language]]
    ]


def said(captions: Sequence[Caption], random: Random) -> Iterator[str]:
    """Parts of a window's captions, in each language: of one level, of all mixed, of what was done and slept; their
    numbers mostly rounded."""
    for language in LANGUAGES:
        own = [caption for caption in captions if caption.language == language]
        levels = [[sentence.text for sentence in caption.sentences] for caption in own]
        semantic = [level for level, caption in zip(levels, own, strict=True) if caption.level == "semantic"]
        everything = [*chain.from_iterable(levels)]
        for sentences, most in (
            (everything, MAX_SENTENCES), (everything, 6), (random.choice(levels), MAX_SENTENCES),
            (random.choice(levels), 2), *((each, most) for each in semantic for most in (MAX_SENTENCES, 3)),
        ):  # fmt: skip
            text = " ".join(random.sample(sentences, min(len(sentences), random.randint(max(most // 2, 1), most))))
            yield rounded(text) if random.random() < _ROUNDED else text
