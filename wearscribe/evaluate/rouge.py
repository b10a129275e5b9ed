"""ROUGE-L (Lin 2004): how long a subsequence two texts share. It says little of truth, and stands beside it."""

import re

_WORDS = re.compile(r"\w+")


def rouge_l(text: str, reference: str) -> float:
    """F-measure of the longest common subsequence of words, 0 to 1."""
    said, wanted = _WORDS.findall(text.lower()), _WORDS.findall(reference.lower())
    shared = _longest_common(said, wanted)
    return 2 * shared / (len(said) + len(wanted)) if shared else 0.0


def _longest_common(first: list[str], second: list[str]) -> int:
    """Length of the longest common subsequence, all of `first` at once in the bits of one number (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for place, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << place
    every = (1 << len(first)) - 1
    unmatched = every
    for word in second:
        matched = unmatched & places.get(word, 0)
        unmatched = ((unmatched + matched) | (unmatched - matched)) & every
    return len(first) - unmatched.bit_count()
