"""A text, taken apart into sentences with their numbers masked."""

import re
import unicodedata
from functools import lru_cache

from wearscribe.model.numbers import mask
from wearscribe.model.tokens import MAX_SENTENCES, ReadSentence

MAX_WORDS, MAX_CHARACTERS = 2_000, 40_000  # of a text
_LONG = 25  # words; a longer sentence is read clause by clause
_MOST = 2_000  # characters of a clause, about what the sentence encoder reads of it

_SPACE = re.compile(r"[^\S\n]+")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\ue000-\uf8ff\U000f0000-\U0010ffff]")
_HALF_OF_DAY = re.compile(r"\b([ap])\.\s?m\b\.?")
_SENTENCE_END = re.compile(r"(?<=[.!?…。])\s+|\s*\n\s*")
_CLAUSE_END = re.compile(r"(?<=[,;])\s+|\s+(?=(?:and )?then\s)|(?<=[가-힣](?:고|며|서|만|데|자))\s+")
_WORDLESS = re.compile(r"[\W_]*")


def read(text: str) -> tuple[ReadSentence, ...]:
    """The text's sentences, the first `MAX_SENTENCES` of them; the clauses of those that are long.

    Upper and lower case, composed and decomposed Hangul, full and half width, and kinds of white space read alike.
    Raises ValueError for a text without a word or a number, and for one of more than 2,000 words.
    """
    if len(text) > MAX_CHARACTERS or len(text.split(None, MAX_WORDS)) > MAX_WORDS:
        raise ValueError(f"the text has more than {MAX_WORDS:,} words or {MAX_CHARACTERS:,} characters: shorten it")
    text = _UNPRINTED.sub("", unicodedata.normalize("NFKC", text)).lower()
    text = _HALF_OF_DAY.sub(r"\1m", _SPACE.sub(" ", text))
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(text))
    clauses = [clause for sentence in sentences if not _WORDLESS.fullmatch(sentence) for clause in _clauses(sentence)]
    if not clauses:
        raise ValueError("the text is empty: it has neither a word nor a number")
    return tuple(_sentence(clause[:_MOST].rstrip()) for clause in clauses[:MAX_SENTENCES])


@lru_cache(maxsize=1 << 15)
def _sentence(text: str) -> ReadSentence:
    masked, numbers = mask(text)
    return ReadSentence(masked, numbers)


def _clauses(sentence: str) -> list[str]:
    """The sentence itself unless it is long; else as few runs of its clauses as are not."""
    if sentence.count(" ") < _LONG:
        return [sentence]
    runs: list[list[str]] = []
    words = 0
    for clause in _CLAUSE_END.split(sentence):
        length = clause.count(" ") + 1
        if runs and words + length <= _LONG:
            runs[-1].append(clause)
            words += length
        else:
            runs.append([clause])
            words = length
    return [" ".join(run) for run in runs]
