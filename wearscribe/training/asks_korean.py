"""Korean ways to ask for a fact."""

from __future__ import annotations

from dataclasses import dataclass

from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.activity_ways import ways
from wearscribe.training.activity_words import KOREAN, KoreanActivity
from wearscribe.training.category_words import KOREAN as KINDS
from wearscribe.training.facts import PARTS


@dataclass(frozen=True, slots=True)
class KoreanFact:
    """Noun phrases ("저녁 달리기"), and verb phrases as attribute ("저녁에 달린") and as past ("저녁에 달렸다"), and
    whole asks."""

    nouns: tuple[str, ...]
    verbs: tuple[tuple[str, str], ...]
    whole: tuple[str, ...] = ()


_WHEN: dict[str, tuple[str, ...]] = {
    "early": ("아침 일찍", "출근 전에", "이른 아침에", "새벽같이"),
    "morning": ("아침에", "오전에", "오전 중에"),
    "midday": ("점심에", "점심시간에", "한낮에", "정오 무렵에"),
    "afternoon": ("오후에", "점심 먹고 나서", "낮에"),
    "evening": ("저녁에", "퇴근 후에", "퇴근하고", "저녁 시간에"),
    "night": ("밤에", "늦은 밤에", "자기 전에", "밤늦게"),
}
_KIND: dict[str, tuple[str, ...]] = {
    "early": ("이른 아침", "출근 전"),
    "morning": ("아침", "오전"),
    "midday": ("점심시간", "한낮"),
    "afternoon": ("오후",),
    "evening": ("저녁", "퇴근 후"),
    "night": ("밤", "늦은 밤", "야간"),
}
_LONG = ("긴", "한 시간 넘는"), ("오래", "한 시간 넘게", "오랫동안")
_SHORT = ("짧은", "가벼운 짧은"), ("잠깐", "짧게", "30분도 안 되게")

#: name: nouns, verb phrases as attribute/past
_TABLE: dict[str, tuple[str, str]] = {
    "exercise.any": (
        "운동|스포츠 활동|운동한 날",
        "운동한/운동했다|운동을 한/운동을 했다|땀 흘려 운동한/땀 흘려 운동했다|몸을 단련한/몸을 단련했다",
    ),
    "exercise.two": (
        "운동 두 번|여러 번의 운동|두 가지 운동",
        "운동을 두 번 한/운동을 두 번 했다|하루에 두 번 운동한/하루에 두 번 운동했다|"
        "운동을 여러 번 한/운동을 여러 번 했다",
    ),
    "exercise.none": (
        "운동 없음|운동 없는 하루|휴식일|운동 쉬는 날",
        "운동을 안 한/운동을 안 했다|운동을 쉰/운동을 쉬었다|전혀 운동하지 않은/전혀 운동하지 않았다|"
        "운동을 거른/운동을 걸렀다",
    ),
    "sleep.short": (
        "짧은 잠|수면 부족|여섯 시간도 안 되는 잠|부족한 잠",
        "잠을 조금밖에 못 잔/잠을 조금밖에 못 잤다|잠이 부족했던/잠이 부족했다|"
        "여섯 시간도 못 잔/여섯 시간도 못 잤다|몇 시간밖에 못 잔/몇 시간밖에 못 잤다",
    ),
    "sleep.long": (
        "긴 잠|충분한 수면|아홉 시간 가까운 잠|오래 잔 잠",
        "오래 잔/오래 잤다|아주 길게 잔/아주 길게 잤다|잠을 실컷 잔/잠을 실컷 잤다|"
        "아홉 시간 가까이 잔/아홉 시간 가까이 잤다",
    ),
    "sleep.restless": (
        "뒤척인 밤|설친 잠|자주 깬 밤|나쁜 수면|끊긴 잠",
        "잠을 설친/잠을 설쳤다|밤새 뒤척인/밤새 뒤척였다|자다가 자주 깬/자다가 자주 깼다|"
        "잠을 제대로 못 잔/잠을 제대로 못 잤다|여러 번 깬/여러 번 깼다|잠을 잘 못 잔/잠을 잘 못 잤다",
    ),
    "sleep.calm": (
        "조용한 밤|깨지 않은 잠|편안한 밤|방해 없는 잠",
        "거의 안 깨고 잔/거의 안 깨고 잤다|뒤척이지 않고 잔/뒤척이지 않고 잤다|"
        "깨지 않고 푹 잔/깨지 않고 푹 잤다|조용히 잔/조용히 잤다",
    ),
    "sleep.good": (
        "푹 잔 밤|좋은 잠|깊은 잠|개운한 수면",
        "푹 잔/푹 잤다|잘 잔/잘 잤다|잠을 잘 잔/잠을 잘 잤다|개운하게 잔/개운하게 잤다",
    ),
    "sleep.late_bed": (
        "늦은 취침|늦게 든 잠|새벽 취침|한 시 넘은 취침",
        "늦게 잔/늦게 잤다|새벽에 잠든/새벽에 잠들었다|밤늦게까지 안 잔/밤늦게까지 안 잤다|"
        "한 시 넘어서 잔/한 시 넘어서 잤다",
    ),
    "sleep.early_bed": (
        "이른 취침|일찍 든 잠|열 시 전 취침",
        "일찍 잔/일찍 잤다|일찍 잠자리에 든/일찍 잠자리에 들었다|열 시 전에 잔/열 시 전에 잤다|"
        "초저녁에 잠든/초저녁에 잠들었다",
    ),
    "sleep.early_rise": (
        "이른 기상|여섯 시 전 기상|새벽 기상",
        "일찍 일어난/일찍 일어났다|새벽에 일어난/새벽에 일어났다|여섯 시 전에 깬/여섯 시 전에 깼다|"
        "아침 일찍 깬/아침 일찍 깼다",
    ),
    "sleep.late_rise": (
        "늦은 기상|늦잠|열 시 넘은 기상",
        "늦게 일어난/늦게 일어났다|늦잠을 잔/늦잠을 잤다|열 시 넘어서 일어난/열 시 넘어서 일어났다|"
        "해가 중천에 떠서 일어난/해가 중천에 떠서 일어났다",
    ),
    "sleep.nap": (
        "낮잠|짧은 낮잠|오후 낮잠",
        "낮잠을 잔/낮잠을 잤다|낮에 잠깐 잔/낮에 잠깐 잤다|낮에 눈을 붙인/낮에 눈을 붙였다|낮잠 잔/낮잠 잤다",
    ),
    "steps.many": (
        "많은 걸음|만이천 보 넘는 걸음|많이 걸은 하루|활동적인 하루",
        "많이 걸은/많이 걸었다|만이천 보 넘게 걸은/만이천 보 넘게 걸었다|아주 많이 움직인/아주 많이 움직였다|"
        "활동량이 많았던/활동량이 많았다",
    ),
    "steps.few": (
        "적은 걸음|사천 보도 안 되는 걸음|적은 활동량|집에만 있던 하루",
        "거의 안 걸은/거의 안 걸었다|거의 움직이지 않은/거의 움직이지 않았다|"
        "조금밖에 안 걸은/조금밖에 안 걸었다|활동량이 적었던/활동량이 적었다",
    ),
    "bout.long": (
        "30분 넘는 연속 움직임|오래 이어진 걸음|긴 움직임",
        "쉬지 않고 오래 움직인/쉬지 않고 오래 움직였다|30분 넘게 계속 움직인/30분 넘게 계속 움직였다|"
        "한참을 계속 걸어 다닌/한참을 계속 걸어 다녔다",
    ),
    "sedentary.long": (
        "오래 앉아 있던 시간|세 시간 넘는 좌식|긴 좌식 시간",
        "오래 앉아 있던/오래 앉아 있었다|세 시간 넘게 안 움직인/세 시간 넘게 안 움직였다|"
        "몇 시간이나 가만히 있던/몇 시간이나 가만히 있었다|책상에만 앉아 있던/책상에만 앉아 있었다",
    ),
    "heart.still": (
        "가만히 있는데 뛴 심장|움직임 없는 심박 상승|스트레스 심박|이유 없는 심박 급등",
        "가만히 있는데 심박수가 오른/가만히 있는데 심박수가 올랐다|"
        "움직이지 않았는데 심장이 빨리 뛴/움직이지 않았는데 심장이 빨리 뛰었다|"
        "앉아 있는데 맥박이 치솟은/앉아 있는데 맥박이 치솟았다",
    ),
    "heart.very_high": (
        "아주 높은 심박수|170 넘는 심박수|최고 심박수",
        "심박수가 170을 넘은/심박수가 170을 넘었다|심박수가 아주 높았던/심박수가 아주 높았다|"
        "심장이 터질 듯 뛴/심장이 터질 듯 뛰었다",
    ),
    "heart.low_rest": (
        "낮은 안정시 심박수|52 아래의 안정 심박|느린 맥박",
        "안정시 심박수가 낮았던/안정시 심박수가 낮았다|쉴 때 맥박이 느렸던/쉴 때 맥박이 느렸다|"
        "휴식 심박수가 낮은 편이었던/휴식 심박수가 낮은 편이었다",
    ),
    "heart.high_rest": (
        "높은 안정시 심박수|75 넘는 안정 심박|쉬어도 빠른 맥박",
        "안정시 심박수가 높았던/안정시 심박수가 높았다|쉴 때도 맥박이 빨랐던/쉴 때도 맥박이 빨랐다|"
        "휴식 심박수가 올라간/휴식 심박수가 올라갔다",
    ),
    "heart.high_night": (
        "밤사이 높은 심박수|높은 수면 심박수|자는 동안 빠른 맥박",
        "자는 동안 심박수가 높았던/자는 동안 심박수가 높았다|밤에 맥박이 빨랐던/밤에 맥박이 빨랐다|"
        "자면서 심장이 빨리 뛴/자면서 심장이 빨리 뛰었다",
    ),
    "wear.off": (
        "긴 미착용 시간|시계 미착용|오래 빠진 데이터",
        "시계를 오래 벗어 둔/시계를 오래 벗어 두었다|몇 시간이나 시계를 안 찬/몇 시간이나 시계를 안 찼다|"
        "기기를 한참 풀어 둔/기기를 한참 풀어 두었다",
    ),
    "wear.no_night": (
        "기록 없는 밤|밤 시간 미착용|측정 안 된 밤",
        "밤에 시계를 안 찬/밤에 시계를 안 찼다|시계를 벗고 잔/시계를 벗고 잤다|밤에 기록이 없던/밤에 기록이 없었다",
    ),
    "wear.full": (
        "하루 종일 착용|빠짐없는 기록|완전한 데이터",
        "하루 종일 시계를 찬/하루 종일 시계를 찼다|시계를 한 번도 안 벗은/시계를 한 번도 안 벗었다|"
        "빠짐없이 기록된/빠짐없이 기록됐다",
    ),
}


def _fact(nouns: str, verbs: str) -> KoreanFact:
    pairs = (verb.split("/") for verb in verbs.split("|"))
    return KoreanFact(tuple(nouns.split("|")), tuple((attribute, past) for attribute, past in pairs))


def _activity(name: str, words: KoreanActivity, sizes: bool, unnamed: tuple[str, ...] = ()) -> dict[str, KoreanFact]:
    found = {name: KoreanFact(words.nouns, words.stems, unnamed)}
    for part in PARTS:
        nouns = tuple(f"{kind} {noun}" for kind in _KIND[part] for noun in words.nouns)
        whole = tuple(f"{_WHEN[part][place % len(_WHEN[part])]} {way}" for place, way in enumerate(unnamed))
        found[f"{name}.{part}"] = KoreanFact(nouns, _verbs(_WHEN[part], words.stems), whole)
    for size, (adjectives, spans) in (("long", _LONG), ("short", _SHORT)) if sizes else ():
        nouns = tuple(f"{adjective} {noun}" for adjective in adjectives for noun in words.nouns)
        found[f"{name}.{size}"] = KoreanFact(nouns, _verbs(spans, words.stems))
    return found


def _verbs(when: tuple[str, ...], stems: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{each} {attribute}", f"{each} {past}") for attribute, past in stems for each in when)


def _of_parts() -> dict[str, KoreanFact]:
    exercise = (("운동한", "운동했다"), ("운동을 한", "운동을 했다"))
    moving = (("오래 움직인", "오래 움직였다"), ("30분 넘게 계속 걸어 다닌", "30분 넘게 계속 걸어 다녔다"))
    found = {}
    for part in PARTS:
        found[f"exercise.{part}"] = KoreanFact(
            tuple(f"{kind} 운동" for kind in _KIND[part]), _verbs(_WHEN[part], exercise)
        )
        found[f"bout.{part}"] = KoreanFact(
            tuple(f"{kind}의 긴 움직임" for kind in _KIND[part]), _verbs(_WHEN[part], moving)
        )
    return found


WAYS: dict[str, KoreanFact] = {
    **{fact: each for name in TWENTY for fact, each in _activity(name, KOREAN[name], True, ways("ko")[name]).items()},
    **{fact: each for name, words in KINDS.items() for fact, each in _activity(name, words, False).items()},
    **_of_parts(),
    **{fact: _fact(*table) for fact, table in _TABLE.items()},
}

#: What a single fact becomes: of its noun, of its attribute, of its past without the ending 다.
OF_NOUN = ("{}", "{}", "{}", "{} 기록", "{} 찾아줘", "{} 검색", "{} 있는 하루")
OF_ATTRIBUTE = (
    "{} 날", "{} 날", "{} 날", "{} 하루", "{} 날 찾아줘", "{} 날이 언제였지?",
    "내가 {} 날", "{} 날을 보여줘", "{} 날들", "{} 사람",
)  # fmt: skip
OF_PAST = ("{}다", "{}어", "언제 {}지?", "{}던 날", "나 {}어", "{}네")
#: What several become: nouns; the first as past without 다, the last as attribute.
JOINED_NOUNS = ("{}, {}", "{} 그리고 {}", "{} + {}", "{}, {} 둘 다")
JOINED_VERBS = ("{}고 {} 날", "{}고 {} 하루", "{}는데 {} 날", "{}고 {} 날 찾아줘")
WITHOUT = (
    "{noun} 없이 {attribute} 날",
    "{attribute} 날 중 {noun} 없는 날",
    "{noun} 빼고 {attribute} 날",
    "{attribute} 날, {noun} 없음",
)
