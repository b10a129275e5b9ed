"""Captions fact by fact are the captions of `describe`."""

import pytest

from schemas.records import Language
from tests.unit.describe.days import all_days
from wearscribe.describe import describe
from wearscribe.describe.captions import TONGUES
from wearscribe.describe.tell import CASE_IDS, CASES, facts, render, turns
from wearscribe.describe.words import phrases


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("seed", [0, 7])
def test_the_facts_in_their_turns_are_the_captions(language: Language, seed: int) -> None:
    for window, claims in all_days():
        told = facts(window, claims, seed)
        for caption in describe(window, claims, languages=(language,), seed=seed):
            of_level = [fact for level, fact in told if level == caption.level]
            wordings = turns(of_level, caption.level, language, seed)
            said = [render(f, caption.level, language, w) for f, w in zip(of_level, wordings, strict=True)]
            assert tuple(said) == caption.sentences


def test_without_a_seed_the_same_facts_are_told() -> None:
    for window, claims in all_days():
        plain = sorted(repr(each) for each in facts(window, claims))
        assert plain == sorted(repr(each) for each in facts(window, claims, seed=3))


def test_every_case_has_its_number_and_can_be_said_in_every_language() -> None:
    assert [CASE_IDS[case.level, case.name] for case in CASES] == list(range(len(CASES)))
    for case in CASES:
        assert all(len(tongue.wordings[case.level][case.name]) >= case.wordings > 0 for tongue in TONGUES.values())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_phrases_leave_no_slot_open(language: Language) -> None:
    assert not any("{" in phrase or "%s" in phrase for phrase in phrases(language))
