"""How the words of a sentence are spelt: hashes of their character n-grams (fastText; Bojanowski et al. 2017, 3.2).

The sentence encoder knows what words commonly mean; of words that are rare elsewhere ("erg", "런데이") it knows little,
and what is learnt of one of their forms shall hold for the others.
"""

import re
import zlib
from functools import lru_cache

import numpy as np

BUCKETS = 1 << 15  # 0 is none
_MOST = 512  # of a sentence
_WORD = re.compile(r"[^\W\d_]+")
_HANGUL = re.compile("[가-힣]")
_LATIN_SIZES, _HANGUL_SIZES = (4, 5), (2, 3)  # characters, with the marks of a word's ends


@lru_cache(maxsize=1 << 15)
def spell(masked: str) -> np.ndarray:
    """The buckets of a masked sentence's words and n-grams, each once, int64 [gram]: at most 512, 1 to BUCKETS - 1."""
    found = dict.fromkeys(gram for word in _WORD.findall(masked) for gram in _grams(word))
    grams = np.array(list(found)[:_MOST], dtype=np.int64)
    grams.flags.writeable = False
    return grams


@lru_cache(maxsize=1 << 16)
def _grams(word: str) -> tuple[int, ...]:
    marked = f"<{word}>"
    sizes = _HANGUL_SIZES if _HANGUL.search(word) else _LATIN_SIZES
    parts = [marked[at : at + size] for size in sizes for at in range(len(marked) - size + 1)]
    return tuple(1 + zlib.crc32(part.encode()) % (BUCKETS - 1) for part in (marked, *parts))
