"""An edited fact in words: what is said beside a day to find its twin."""

from __future__ import annotations

from random import Random

from schemas.records import Language
from wearscribe.synthesize.activities import TWENTY
from wearscribe.synthesize.edits import Edit
from wearscribe.training import asks_english as english
from wearscribe.training import asks_korean as korean
from wearscribe.training.activity_words import ENGLISH, KOREAN
from wearscribe.training.facts import activity_class, parts

_ENGLISH = {
    "add": (
        "but with {new}",
        "plus {new}",
        "like this day, but with {new}",
        "the same day with {new} added",
        "and {new} on top",
        "as here, only that the wearer also {past}",
        "if there had been {new}",
        "the same, but I also {past}",
    ),
    "remove": (
        "without {old}",
        "but no {bare}",
        "like this day, but without {old}",
        "the same day minus {old}",
        "if there had been no {bare}",
        "leave out {old}",
        "had I skipped the {bare}",
        "the same, {old} left out",
    ),
    "move": (
        "but the {bare} {when}",
        "if the {bare} had been {when}",
        "the same {bare}, only {when}",
        "with the {bare} moved to the {part}",
        "like this day, but with the {bare} {when}",
        "the {bare} not {was_when} but {when}",
        "had I done the {bare} {when}",
        "{bare} {when} instead",
    ),
    "replace": (
        "but {new} instead of {old}",
        "with {new} in place of {old}",
        "like this day, but {new} rather than {old}",
        "if {old} had been {new}",
        "the same day with {old} replaced by {new}",
        "swap {old} for {new}",
        "if I {past} instead",
        "make {old} {new}",
    ),
    "short_sleep": (
        "but slept too little",
        "but with a short night",
        "like this day, but after a short night",
        "if the night had been shorter",
        "the same day with less sleep",
        "with only a few hours of sleep",
        "had I slept less",
        "the same after hardly any sleep",
    ),
    "restless_sleep": (
        "but slept badly",
        "but with a restless night",
        "like this day, but after a restless night",
        "if I had kept waking up",
        "the same day with broken sleep",
        "with many awakenings at night",
        "had I slept poorly",
        "the same after a night of tossing and turning",
    ),
}
_KOREAN = {
    "add": (
        "같은 날인데 {attribute}",
        "{new} 추가",
        "여기에 {new}까지 한",
        "이런 날인데 {attribute} 날",
        "이 날에 {new}까지 더하면",
        "똑같은데 {attribute} 날",
        "{new}도 한 비슷한 날",
        "{attribute} 것만 다른 날",
    ),
    "remove": (
        "{old} 없이",
        "같은 날인데 {old} 없는",
        "{old} 빼고 같은 날",
        "이런 날인데 {old} 없이",
        "{old} 안 했더라면",
        "{old} 제외",
        "{old} 없는 비슷한 날",
        "똑같은데 {old}만 뺀 날",
    ),
    "move": (
        "{bare}만 {when} 시간대로",
        "같은 날인데 {attribute}",
        "{bare}만 {when} 시간대로 옮긴 날",
        "{attribute} 거였다면",
        "{was_when} 말고 {when}에 {bare}",
        "똑같은데 {attribute} 날",
        "{bare} 시간만 {when}인 날",
        "{when} {bare}, 시간만 바뀐 같은 날",
    ),
    "replace": (
        "{old} 대신 {new}",
        "같은 날인데 {old} 대신 {new}",
        "{old} 말고 {new}",
        "{old} 자리에 {new}",
        "{old} 대신 {attribute} 날",
        "똑같은데 {old} 대신 {new}",
        "{old} 빼고 {new}",
        "{old}, 이것만 {new}인 같은 날",
    ),
    "short_sleep": (
        "같은 날인데 잠을 조금밖에 못 잔",
        "잠을 덜 잤더라면",
        "이런 날인데 잠이 부족한",
        "똑같은데 짧게 잔 날",
        "밤잠이 짧았던 같은 날",
        "수면만 부족한 날",
        "몇 시간밖에 못 잔 비슷한 날",
        "잠만 짧아진 날",
    ),
    "restless_sleep": (
        "같은 날인데 잠을 설친",
        "잠을 설쳤더라면",
        "이런 날인데 자주 깬",
        "똑같은데 뒤척인 날",
        "밤새 뒤척인 같은 날",
        "잠만 나빠진 날",
        "여러 번 깬 비슷한 날",
        "수면만 안 좋은 날",
    ),
}
_KOREAN_PART = {
    "early": "이른 아침",
    "morning": "아침",
    "midday": "점심",
    "afternoon": "오후",
    "evening": "저녁",
    "night": "밤",
}
_LENGTH = 45  # minutes: the middle of an activity lies about half of it behind its start


def say(edit: Edit, language: Language, random: Random) -> str:
    """One of the ways to say the edit."""
    if edit.kind in ("short_sleep", "restless_sleep"):
        return random.choice((_ENGLISH if language == "en" else _KOREAN)[edit.kind])
    return _english(edit, random) if language == "en" else _korean(edit, random)


def reverse(edit: Edit) -> Edit | None:
    """What leads back from the twin to the day; None where that has no name."""
    match edit.kind:
        case "add":
            return Edit("remove", None, None, edit.activity, edit.at)
        case "remove":
            return Edit("add", edit.was, edit.was_at, None, None)
        case "move" | "replace":
            return Edit(edit.kind, edit.was, edit.was_at, edit.activity, edit.at)
    return None


def _english(edit: Edit, random: Random) -> str:
    words: dict[str, str] = {}
    if edit.activity is not None and edit.at is not None:
        part = _part(edit.at, random)
        way = english.WAYS[f"{_name(edit.activity)}.{part}"]
        words |= {
            "new": random.choice(way.nouns),
            "past": random.choice(way.past),
            "part": english.bare(english.KIND[part][0]),
        }
        words["when"] = random.choice(english.WHEN[part])
    if edit.was is not None and edit.was_at is not None:
        old = random.choice(ENGLISH[_name(edit.was)].nouns)
        words |= {"bare": english.bare(old), "old": f"the {english.bare(old)}"}
        words["was_when"] = random.choice(english.WHEN[_part(edit.was_at, random)])
    return random.choice(_ENGLISH[edit.kind]).format(**words)


def _korean(edit: Edit, random: Random) -> str:
    words: dict[str, str] = {}
    if edit.activity is not None and edit.at is not None:
        part = _part(edit.at, random)
        way = korean.WAYS[f"{_name(edit.activity)}.{part}"]
        words |= {"new": random.choice(way.nouns), "attribute": random.choice(way.verbs)[0], "when": _KOREAN_PART[part]}
    if edit.was is not None and edit.was_at is not None:
        words["old"] = words["bare"] = random.choice(KOREAN[_name(edit.was)].nouns)
        words["was_when"] = _KOREAN_PART[_part(edit.was_at, random)]
    return random.choice(_KOREAN[edit.kind]).format(**words)


def _name(activity: str) -> str:
    return TWENTY[activity_class(activity)]


def _part(at: int, random: Random) -> str:
    return random.choice(parts(0, at, at + _LENGTH) or ["night"])
