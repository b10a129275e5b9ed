"""Template captions: annotations in, sentences out, in every language and at every level that has something to say."""

from collections.abc import Callable, Sequence
from random import Random

from schemas.records import Annotation, Caption, Language, Level, SensorWindow
from wearscribe.describe.english import ENGLISH
from wearscribe.describe.facts.day import Day
from wearscribe.describe.facts.semantic import semantic
from wearscribe.describe.facts.statistical import statistical
from wearscribe.describe.facts.structural import structural
from wearscribe.describe.facts.summary import summary
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.korean import KOREAN
from wearscribe.describe.wording import Tongue, Voice

TONGUES: dict[Language, Tongue] = {tongue.language: tongue for tongue in (ENGLISH, KOREAN)}
PLANNERS: dict[Level, Callable[[Day], list[list[Fact]]]] = {
    "statistical": statistical,
    "structural": structural,
    "semantic": semantic,
    "summary": summary,
}


def describe(
    window: SensorWindow,
    annotations: Sequence[Annotation],
    *,
    languages: Sequence[Language] = ("en", "ko"),
    seed: int | None = None,
) -> tuple[Caption, ...]:
    """One caption a level and language, by level, then language; a level without anything to say has none.

    Everything said stems from the annotations; of the window only its clock, its length and the origin of its
    labels are used. Without a `seed` the window's id is one, so that the same window always reads the same; another
    seed gives other wordings, and another order of those paragraphs whose order is free. Nothing is `verified` yet.
    """
    day = Day(window, annotations)
    seed = window.window_id.int if seed is None else seed
    captions: list[Caption] = []
    for level, plan in PLANNERS.items():
        if blocks := plan(day):
            Random(seed).shuffle(blocks)
            captions.extend(_caption(TONGUES[language], level, blocks, seed) for language in languages)
    return tuple(captions)


def wordings(language: Language) -> tuple[str, ...]:
    """All templates of a language."""
    return tuple(
        wording.template
        for level in TONGUES[language].wordings.values()
        for choices in level.values()
        for wording in choices
    )


def _caption(tongue: Tongue, level: Level, blocks: list[list[Fact]], seed: int) -> Caption:
    voice = Voice(tongue, level, Random(seed))
    sentences = [{"text": voice.sentence(fact), "annotations": fact.annotations} for block in blocks for fact in block]
    # One validation of the whole takes half the time of one of each sentence.
    return Caption.model_validate(
        {"level": level, "language": tongue.language, "sentences": sentences, "verified": False}
    )
