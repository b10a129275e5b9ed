"""What people ask, in their words."""

from __future__ import annotations

from itertools import chain
from random import Random

import pytest

from schemas.records import Language
from wearscribe.describe.captions import wordings
from wearscribe.describe.english.names import ACTIVITIES as ENGLISH_NAMES
from wearscribe.describe.korean.names import ACTIVITIES as KOREAN_NAMES
from wearscribe.synthesize import TWENTY, Edit
from wearscribe.training import asks_english, asks_korean, composed, instructions
from wearscribe.training.activity_words import ACTIVITY_NAMES, SYNONYMS_UNSEEN
from wearscribe.training.asks import several, single
from wearscribe.training.facts import FACTS
from wearscribe.training.phrases import phrases

LANGUAGES: tuple[Language, ...] = ("en", "ko")
ARTICLES = ("a ", "an ", "the ")


def edits() -> list[Edit]:
    found = [Edit("short_sleep", None, None, None, None), Edit("restless_sleep", None, None, None, None)]
    for name, other in zip(TWENTY, TWENTY[1:] + TWENTY[:1], strict=True):
        found += [
            Edit("add", name, 1100, None, None), Edit("remove", None, None, name, 500),
            Edit("move", name, 500, name, 1100), Edit("replace", name, 700, other, 700),
        ]  # fmt: skip
    return found


def training_texts() -> list[str]:
    """Every piece that training texts are put together from, and some of what is made of them."""
    english = [text for way in asks_english.WAYS.values() for text in (*way.nouns, *way.past, *way.whole)]
    korean = [t for way in asks_korean.WAYS.values() for t in (*way.nouns, *chain.from_iterable(way.verbs), *way.whole)]
    told = [text for tasks in instructions.TRAINING.values() for texts in tasks.values() for text in texts]
    said = [
        composed.say(edit, language, Random(seed)) for edit in edits() for language in LANGUAGES for seed in range(30)
    ]
    captions = [*wordings("en"), *wordings("ko"), *ENGLISH_NAMES.values(), *KOREAN_NAMES.values()]
    return [*english, *korean, *told, *said, *captions, *(text for text, _ in phrases())]


def test_every_fact_can_be_asked_for_in_many_ways() -> None:
    assert set(asks_english.WAYS) == set(asks_korean.WAYS) == set(FACTS)
    for fact in FACTS:
        for language in LANGUAGES:
            texts = {single([fact], language, Random(seed)).text for seed in range(60)}
            assert len(texts) >= 8, (fact, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_kept_for_the_evaluation_occur_in_no_training_text(language: Language) -> None:
    everything = " | ".join(training_texts()).lower()
    assert set(SYNONYMS_UNSEEN[language]) == set(ACTIVITY_NAMES[language]) == set(TWENTY)
    for name in TWENTY:
        for synonym in SYNONYMS_UNSEEN[language][name]:
            bare = synonym.lower()
            for article in ARTICLES:
                bare = bare.removeprefix(article)
            assert bare not in everything, (name, synonym)


def test_instructions_of_the_evaluation_are_not_those_of_training() -> None:
    for task, languages in instructions.TRAINING.items():
        for language, texts in languages.items():
            unseen = instructions.UNSEEN[task][language]
            assert len(set(texts)) >= 8
            assert len(set(unseen)) == 4
            assert not set(texts) & set(unseen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_ask_needs_facts_that_hold_and_forbids_what_did_not_happen(language: Language) -> None:
    random = Random(1)
    for _ in range(300):
        holds = random.sample(FACTS, 6)
        done = {fact.split(".")[0] for fact in holds}
        for ask in (single(holds, language, random), several(holds, language, random)):
            assert ask is None or (set(ask.need) <= set(holds) and not set(ask.forbid) & done)
            assert ask is None or "{" not in ask.text


def test_nothing_holds_nothing_is_asked() -> None:
    assert single([], "en", Random(1)) is None
    assert several([], "ko", Random(1)) is None


def test_an_ask_of_several_facts_never_says_one_thing_twice() -> None:
    random = Random(2)
    for _ in range(100):
        ask = several(["run", "run.evening", "run.long", "sleep.calm", "steps.many"], "en", random)
        assert ask is not None
        subjects = [fact.split(".")[0] for fact in ask.need]
        assert len(set(subjects)) == len(subjects)


def test_the_way_back_from_a_twin() -> None:
    for edit in edits():
        back = composed.reverse(edit)
        if back is None:
            assert edit.kind.endswith("_sleep")
        else:
            assert composed.reverse(back) == edit
