"""A grounded caption in the making."""

from __future__ import annotations

import numpy as np

from schemas.records import Caption, Language, Level, Sentence
from wearscribe.describe.tell import CASES, render
from wearscribe.model.caption_plan import MAX_STEPS, start_of
from wearscribe.model.decoder import MAX_WORDINGS
from wearscribe.model.heard import Heard

_AGAIN = 100.0  # what a wording's score loses each time it was used: others come first


class Draft:
    """What was said, and in `left` the facts that are left to be said: by case, by slot."""

    def __init__(self, row: int, level: Level, language: Language, heard: Heard) -> None:
        self.row, self.level, self.language = row, level, language
        self.start = start_of(level, language)
        self.left = {case: {slot: list(facts) for slot, facts in slots.items()} for case, slots in heard.left(level)}
        self.noise = np.random.default_rng((heard.window.window_id.int, self.start)).gumbel(
            size=(MAX_STEPS, MAX_WORDINGS)
        )
        self.used = np.zeros((len(CASES), MAX_WORDINGS))
        self.said: list[Sentence] = []
        self._heard = heard

    def say(self, case: int, slot: int, scores: np.ndarray) -> int:
        """The next fact of that case about that slot in a wording drawn by the model's scores [wording]."""
        wording = int((scores + self.noise[len(self.said)] - _AGAIN * self.used[case]).argmax())
        self.used[case, wording] += 1
        fact = self.left[case][slot].pop(0)
        if not self.left[case][slot]:
            del self.left[case][slot]
        if not self.left[case]:
            del self.left[case]
        sentence = render(fact, CASES[case].level, self.language, wording)
        self.said.append(Sentence(text=sentence.text, annotations=self._heard.cited(fact)))
        return wording

    def caption(self, author: str) -> Caption:
        return Caption(
            level=self.level, language=self.language, author=author, sentences=tuple(self.said), verified=False
        )
