"""Phrases that name one of the classes of an episode or a crop: the twenty activities and sleep."""

from __future__ import annotations

from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.activity_ways import ways
from wearscribe.training.activity_words import ENGLISH, KOREAN

_SLEEP = (
    "sleep", "sleeping", "the wearer is asleep", "a night of sleep", "the wearer slept", "someone sleeping in bed",
    "잠", "수면", "자는 중", "착용자가 잠을 잤다", "잠든 사람", "밤잠",
)  # fmt: skip


def phrases() -> list[tuple[str, int]]:
    """Each phrase and its class: index into TWENTY, or 20 = sleep."""
    return [
        *(
            (text, place)
            for place, name in enumerate(TWENTY)
            for text in dict.fromkeys((*_english(name), *_korean(name), *ways("en")[name], *ways("ko")[name]))
        ),
        *((text, len(TWENTY)) for text in _SLEEP),
    ]


def _english(name: str) -> list[str]:
    words = ENGLISH[name]
    doing = words.doing[0]
    return [
        *words.nouns, *words.doing, *words.past, f"the wearer is {doing}", f"someone {doing}",
        f"the wearer {words.past[0]}", f"a person who {words.past[-1]}", f"this is {words.nouns[0]}",
        f"{words.nouns[0]} was logged", f"time spent {doing}",
    ]  # fmt: skip


def _korean(name: str) -> list[str]:
    words = KOREAN[name]
    attribute, past = words.stems[0]
    return [
        *words.nouns, *(past for _, past in words.stems), f"{words.nouns[0]} 중", f"착용자가 {past}",
        f"{attribute} 사람", f"{attribute} 시간", f"{words.nouns[0]} 활동",
    ]  # fmt: skip
