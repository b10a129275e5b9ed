"""The captions that a search is made with, by level, and when two windows have the same."""

from collections.abc import Sequence
from random import Random

from schemas.records import AnnotatedWindow, Caption, Language
from wearscribe.describe import describe
from wearscribe.evaluate.data import Day
from wearscribe.evaluate.rounding import rounded

LEVELS = ("statistical", "structural", "semantic", "mixed")
MAX_SENTENCES = 24  # what the model reads of a text


def text_of(day: Day, level: str, language: Language, *, exact: bool = False) -> str | None:
    """The caption with its numbers rounded, or None where the level has nothing to say.

    `semantic` has the activities and sleeps alone: not the rises of the heart rate, which are structure. `mixed` has
    sentences of the three levels in any order, at most 24.
    """
    return _text(day.told, day.told.captions, level, language, exact)


def same(days: Sequence[Day], level: str) -> list[str]:
    """What the level says of each day in one fixed wording: equal for days that the caption cannot tell apart."""
    return sameness(days, (level,))[level]


def sameness(days: Sequence[Day], levels: Sequence[str] = LEVELS) -> dict[str, list[str]]:
    """The same of several levels."""
    plain = [describe(day.told.window, day.told.annotations, languages=("en",), seed=0) for day in days]
    return {
        level: [_text(day.told, said, level, "en", False) or "" for day, said in zip(days, plain, strict=True)]
        for level in levels
    }


def _text(
    told: AnnotatedWindow, captions: Sequence[Caption], level: str, language: Language, exact: bool
) -> str | None:
    levels = LEVELS[:3] if level == "mixed" else (level,)
    sentences = [
        sentence.text
        for caption in captions
        if caption.language == language and caption.level in levels
        for sentence in caption.sentences
        if caption.level != "semantic" or _is_logged(told, sentence.annotations)
    ]
    if level == "mixed":
        sentences = Random(told.window.window_id.int).sample(sentences, min(len(sentences), MAX_SENTENCES))
    if not sentences:
        return None
    text = " ".join(sentences[:MAX_SENTENCES])
    return text if exact else rounded(text)


def _is_logged(told: AnnotatedWindow, ids: Sequence[int]) -> bool:
    return bool(ids) and told.annotations[ids[0]].kind in ("activity", "sleep")
