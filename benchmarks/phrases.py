"""Whether the model knows what people call the twenty activities: phrases kept back, after the lesson of words alone.

    python -m benchmarks.phrases [--steps 320] [--seed 0] [--json]

A quarter of the phrases by which people refer to activities (`wearscribe/training/activity_ways*.txt`) is kept back,
the others and the plain names are learnt as `wearscribe train` learns them before it sees a window. Then a phrase that
was kept back is right where the mean of its activity's plain names is the nearest of twenty (chance .05), in both
languages. Each row is a model of its own: with the spelling of words, and without it, and with half of the phrases.
Minutes a row on one core; the intervals are by bootstrap over phrases.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from rich.console import Console
from rich.table import Table
from torch.nn.functional import normalize

from wearscribe.model import read_text
from wearscribe.model.batch import TextBatch, collate_texts
from wearscribe.model.config import CONFIGS
from wearscribe.model.sentences import SentenceVectors
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.activity_ways import ways
from wearscribe.training.arrays import Sentences, sentence_arrays, starts
from wearscribe.training.configs import TrainConfig
from wearscribe.training.gradient_cache import Ranks
from wearscribe.training.phrases import phrases
from wearscribe.training.prepare import Prepared, of_phrases
from wearscribe.training.step import Trained
from wearscribe.training.text_arrays import Masked, pick
from wearscribe.training.words_first import learn_words

_OF_A_CLASS = 32  # phrases in a batch
_AT_ONCE = 64
_HANGUL = re.compile("[가-힣]")
_DRAWS = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=320)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    told = {text for language in ("en", "ko") for of_one in ways(language).values() for text in of_one}
    texts, labels = zip(*(pair for pair in phrases() if pair[1] < len(TWENTY)), strict=True)
    random = np.random.default_rng(arguments.seed)
    is_way = np.array([text in told for text in texts])
    kept = is_way & (random.random(len(texts)) < 0.25)
    half = ~kept & (~is_way | (random.random(len(texts)) < 0.5))
    vectors = SentenceVectors()
    lesson = _Lesson(texts, np.array(labels), vectors, arguments.steps, arguments.seed)
    rows = [
        {"what": what, "phrases": int(seen.sum()), **lesson.judge(seen, kept, ~is_way, _as_is if spelt else _unspelt)}
        for what, seen, spelt in (
            ("with spelling", ~kept, True),
            ("without spelling", ~kept, False),
            ("with spelling, half of the phrases", half, True),
            ("without spelling, half of the phrases", half, False),
        )
    ]
    if arguments.json:
        print(json.dumps({"kept back": int(kept.sum()), "steps": arguments.steps, "rows": rows}))
        return
    table = Table(*rows[0], title=f"{kept.sum()} phrases kept back, {arguments.steps} steps, chance 0.05")
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console().print(table)


class _Lesson:
    def __init__(
        self, texts: Sequence[str], labels: np.ndarray, vectors: SentenceVectors, steps: int, seed: int
    ) -> None:
        self._read = [read_text.read(text) for text in texts]
        self._korean = np.array([bool(_HANGUL.search(text)) for text in texts])
        self._labels, self._vectors, self._steps, self._seed = labels, vectors, steps, seed

    def judge(
        self, seen: np.ndarray, kept: np.ndarray, names: np.ndarray, see: Callable[[TextBatch], TextBatch]
    ) -> dict[str, Any]:
        """Share right of the phrases kept back, by language, when `seen` are learnt; `see`: what is read of them."""
        model = self._taught(np.flatnonzero(seen), see)
        plain = self._points(model, np.flatnonzero(names), see)
        means = np.stack([plain[self._labels[names] == each].mean(axis=0) for each in range(len(TWENTY))])
        rows = np.flatnonzero(kept)
        found = self._points(model, rows, see) @ normalize(torch.from_numpy(means), dim=1).numpy().T
        right = found.argmax(axis=1) == self._labels[rows]
        korean = self._korean[rows]
        return {
            name: _interval(right[chosen])
            for name, chosen in (("all", korean | ~korean), ("English", ~korean), ("Korean", korean))
        }

    def _taught(self, rows: np.ndarray, see: Callable[[TextBatch], TextBatch]) -> Trained:
        config, sentences = replace(TrainConfig(), word_steps=self._steps), Sentences()
        arrays = sentence_arrays([each for row in rows for each in self._read[row]], sentences)
        masked = Masked.of(sentences.names, self._vectors(sentences.names).astype(np.float16))
        of_text, of_sentence = (
            starts(np.array([len(self._read[row]) for row in rows])),
            starts(arrays["sentence_numbers"]),
        )
        labels = self._labels[rows].astype(np.int8)

        def make(number: int) -> Prepared:
            order = np.random.default_rng([self._seed, number]).permutation(len(rows))
            chosen = np.concatenate([order[labels[order] == each][:_OF_A_CLASS] for each in range(len(TWENTY))])
            texts = pick(arrays, of_sentence, [np.arange(of_text[row], of_text[row + 1]) for row in chosen])
            made = of_phrases(texts, labels[chosen], masked, config.phrase_noise)
            return replace(made, groups=[replace(each, texts=see(each.texts)) for each in made.groups if each.texts])

        torch.manual_seed(self._seed)
        model = Trained(CONFIGS[config.model])
        learn_words(model, make, config, Ranks())
        return model.eval()

    @torch.inference_mode()
    def _points(self, model: Trained, rows: np.ndarray, see: Callable[[TextBatch], TextBatch]) -> np.ndarray:
        parts = [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)]
        batches = [see(collate_texts([self._read[row] for row in part], self._vectors)) for part in parts]
        return torch.cat([normalize(model.space.encode(None, batch).eos, dim=1) for batch in batches]).numpy()


def _as_is(texts: TextBatch) -> TextBatch:
    return texts


def _unspelt(texts: TextBatch) -> TextBatch:
    return replace(texts, spelling=torch.zeros_like(texts.spelling))


def _interval(right: np.ndarray) -> str:
    drawn = np.random.default_rng(0).choice(right, (_DRAWS, len(right))).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{right.mean():.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
