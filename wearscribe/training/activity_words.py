"""How people call the twenty activities, in two languages: words that training texts use, and words kept from it.

The words kept from training (`SYNONYMS_UNSEEN`) are for the evaluation alone: no training text may contain one.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.records import Language
from wearscribe.synthesize.activities import TWENTY


@dataclass(frozen=True, slots=True)
class EnglishActivity:
    """`nouns` take "a" or "an" where `articles` says so; `past`, `base` and `doing` are whole verb phrases."""

    nouns: tuple[str, ...]
    past: tuple[str, ...]
    base: tuple[str, ...]
    doing: tuple[str, ...]
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KoreanActivity:
    """`nouns`; `stems`: verb phrases as attributive past ("달린") with their plain past ("달렸다")."""

    nouns: tuple[str, ...]
    stems: tuple[tuple[str, str], ...]
    unseen: tuple[str, ...]


def english(nouns: str, past: str, base: str, doing: str, unseen: str = "") -> EnglishActivity:
    return EnglishActivity(*(tuple(words.split("|")) for words in (nouns, past, base, doing, unseen)))


ENGLISH: dict[str, EnglishActivity] = {
    "walk": english(
        "a walk|a long walk outside|a walking session",
        "walked|went for a walk|took a walk|went walking",
        "walk|go for a walk|take a walk",
        "walking|going for a walk",
        "a stroll|strolled|an amble",
    ),
    "run": english(
        "a run|a running workout|a running session",
        "ran|went running|went for a run|did a run",
        "run|go running|go for a run",
        "running|going for a run",
        "jogging|jogged|a jog|a 5K",
    ),
    "outdoor_bike": english(
        "a bike ride|an outdoor ride on the bike|a bicycle tour",
        "biked|rode my bike|went for a bike ride|took the bike out",
        "ride my bike|go for a bike ride|bike",
        "biking|riding a bike|riding the bicycle outside",
        "cycling on the road|cycled|pedalling outdoors",
    ),
    "spinning": english(
        "a spinning class|a spin class|a spinning session",
        "did spinning|went to spin class|took a spinning class",
        "do spinning|go to spin class",
        "spinning|spinning at the gym",
        "indoor cycling|a stationary bike session|the exercise bike",
    ),
    "swim": english(
        "a swim|a swimming session|a swimming workout",
        "swam|went swimming|went for a swim|was at the pool swimming",
        "swim|go swimming|go for a swim",
        "swimming|swimming in the pool",
        "freestyle laps|laps in the water|the front crawl",
    ),
    "hike": english(
        "a hike|a hiking tour|a mountain hike",
        "hiked|went hiking|went on a hike|was out on a hike",
        "hike|go hiking|go on a hike",
        "hiking|hiking in the mountains",
        "trekking|a trek|rambling over the hills",
    ),
    "elliptical": english(
        "an elliptical workout|an elliptical session|a workout on the elliptical",
        "used the elliptical|trained on the elliptical|did the elliptical|was on the elliptical",
        "use the elliptical|train on the elliptical",
        "training on the elliptical|using the elliptical machine",
        "a cross-trainer session|the cross trainer",
    ),
    "strength_training": english(
        "a strength workout|a strength training session|a resistance training session",
        "did strength training|trained strength at the gym|worked my muscles at the gym|did resistance training",
        "do strength training|train strength",
        "strength training|doing resistance exercises|training muscles at the gym",
        "weightlifting|lifting weights|barbells and dumbbells",
    ),
    "yoga": english(
        "a yoga session|a yoga class|a yoga practice",
        "did yoga|practised yoga|went to yoga|took a yoga class",
        "do yoga|practise yoga|go to yoga",
        "doing yoga|practising yoga|yoga",
        "sun salutations|a vinyasa flow|asanas on the mat",
    ),
    "pilates": english(
        "a Pilates session|a Pilates class|a Pilates workout",
        "did Pilates|went to Pilates|took a Pilates class",
        "do Pilates|go to Pilates",
        "doing Pilates|Pilates|practising Pilates",
        "a reformer class|core work on the reformer",
    ),
    "tennis": english(
        "a tennis match|a tennis session|a game of tennis",
        "played tennis|was on the tennis court|had a tennis match",
        "play tennis",
        "playing tennis|tennis",
        "a racket game|three sets on clay|serves and backhands",
    ),
    "rowing": english(
        "a rowing session|a rowing workout|a row",
        "rowed|went rowing|did rowing|trained on the rowing machine",
        "row|go rowing",
        "rowing|rowing a boat",
        "sculling|an erg session|paddling",
    ),
    "golf": english(
        "a round of golf|a golf game|a golf session",
        "played golf|golfed|was on the golf course",
        "play golf|golf",
        "playing golf|golfing|golf",
        "eighteen holes|tee off|the fairway",
    ),
    "skiing": english(
        "a ski day|a skiing session|a day of skiing",
        "skied|went skiing|was out skiing",
        "ski|go skiing",
        "skiing|being on skis",
        "downhill runs on the slopes|carving down the piste",
    ),
    "snowboarding": english(
        "a snowboarding session|a snowboard day|a day of snowboarding",
        "snowboarded|went snowboarding|rode my snowboard",
        "snowboard|go snowboarding",
        "snowboarding|riding a snowboard",
        "shredding powder|boarding in the snow",
    ),
    "dancing": english(
        "a dance class|a dancing session|a dance session",
        "danced|went dancing|took a dance class",
        "dance|go dancing",
        "dancing|dancing to music",
        "salsa|ballroom|a ballet lesson",
    ),
    "climbing": english(
        "a climbing session|a climb on the wall|a climbing workout",
        "climbed|went climbing|climbed at the climbing gym",
        "climb|go climbing",
        "climbing|climbing a wall",
        "bouldering|scaling rock faces|top-rope",
    ),
    "stair_climber": english(
        "a stair climber session|a stair climber workout|a workout on the stair machine",
        "used the stair climber|was on the stair climber|trained on the stair machine",
        "use the stair climber",
        "using the stair climber|climbing stairs on the machine",
        "the StairMaster|the StepMill|stepper training",
    ),
    "crossfit": english(
        "a CrossFit workout|a CrossFit session|a HIIT session",
        "did CrossFit|did HIIT|went to CrossFit|trained CrossFit",
        "do CrossFit|do HIIT",
        "doing CrossFit|CrossFit|doing HIIT",
        "a high-intensity circuit|the WOD|burpees and box jumps",
    ),
    "aerobics": english(
        "an aerobics class|an aerobics session|an aerobics workout",
        "did aerobics|went to aerobics|took an aerobics class",
        "do aerobics|go to aerobics",
        "doing aerobics|aerobics",
        "a cardio class|step class|zumba",
    ),
}


def korean(nouns: str, stems: str, unseen: str = "") -> KoreanActivity:
    pairs = tuple((attributive, past) for attributive, past in (pair.split("/") for pair in stems.split("|")))
    return KoreanActivity(tuple(nouns.split("|")), pairs, tuple(unseen.split("|")))


KOREAN: dict[str, KoreanActivity] = {
    "walk": korean("걷기|걷기 운동|워킹", "걸은/걸었다|걷기 운동을 한/걷기 운동을 했다", "산책|산보"),
    "run": korean(
        "달리기|러닝|뛰기", "달린/달렸다|뛴/뛰었다|달리기를 한/달리기를 했다|러닝을 한/러닝을 했다", "조깅|마라톤 연습"
    ),
    "outdoor_bike": korean(
        "자전거 타기|야외 자전거|자전거 라이딩",
        "자전거를 탄/자전거를 탔다|자전거로 달린/자전거로 달렸다",
        "사이클링|로드 사이클",
    ),
    "spinning": korean(
        "스피닝|스피닝 수업|스피닝 운동",
        "스피닝을 한/스피닝을 했다|스피닝 수업에 간/스피닝 수업에 갔다",
        "실내 사이클|고정식 자전거",
    ),
    "swim": korean(
        "수영|수영 운동|수영 연습", "수영한/수영했다|수영을 한/수영을 했다|수영하러 간/수영하러 갔다", "자유형|물속 랩"
    ),
    "hike": korean(
        "하이킹|등산|산 오르기", "하이킹을 한/하이킹을 했다|등산한/등산했다|산에 오른/산에 올랐다", "트레킹|산행"
    ),
    "elliptical": korean(
        "일립티컬|일립티컬 운동",
        "일립티컬을 탄/일립티컬을 탔다|일립티컬 운동을 한/일립티컬 운동을 했다",
        "크로스 트레이너",
    ),
    "strength_training": korean(
        "근력 운동|웨이트 트레이닝|근육 운동",
        "근력 운동을 한/근력 운동을 했다|웨이트를 한/웨이트를 했다|근육 운동을 한/근육 운동을 했다",
        "역기 들기|쇠질|벤치프레스",
    ),
    "yoga": korean(
        "요가|요가 수업|요가 수련", "요가를 한/요가를 했다|요가 수업에 간/요가 수업에 갔다", "빈야사|태양 경배"
    ),
    "pilates": korean(
        "필라테스|필라테스 수업|필라테스 운동",
        "필라테스를 한/필라테스를 했다|필라테스 수업에 간/필라테스 수업에 갔다",
        "리포머|코어 매트 운동",
    ),
    "tennis": korean(
        "테니스|테니스 경기|테니스 연습",
        "테니스를 친/테니스를 쳤다|테니스 경기를 한/테니스 경기를 했다",
        "라켓 운동|코트 단식",
    ),
    "rowing": korean(
        "로잉|조정|로잉 운동", "로잉을 한/로잉을 했다|조정을 한/조정을 했다|로잉 머신을 탄/로잉 머신을 탔다", "노 젓기"
    ),
    "golf": korean(
        "골프|골프 라운드|골프 경기", "골프를 친/골프를 쳤다|골프장에 간/골프장에 갔다", "필드 라운딩|열여덟 홀"
    ),
    "skiing": korean("스키|스키 타기", "스키를 탄/스키를 탔다|스키 타러 간/스키 타러 갔다", "슬로프 활강|활강"),
    "snowboarding": korean(
        "스노보드|스노보드 타기|스노보딩",
        "스노보드를 탄/스노보드를 탔다|스노보드 타러 간/스노보드 타러 갔다",
        "눈 위 보드|파우더 라이딩",
    ),
    "dancing": korean(
        "춤|댄스|댄스 수업", "춤을 춘/춤을 췄다|춤추러 간/춤추러 갔다|댄스 수업을 들은/댄스 수업을 들었다", "살사|발레"
    ),
    "climbing": korean(
        "클라이밍|암벽 등반|클라이밍 운동",
        "클라이밍을 한/클라이밍을 했다|암벽 등반을 한/암벽 등반을 했다",
        "볼더링|인공 암장",
    ),
    "stair_climber": korean(
        "스텝밀|계단 오르기 운동|스텝밀 운동",
        "스텝밀을 탄/스텝밀을 탔다|계단 오르기 운동을 한/계단 오르기 운동을 했다",
        "천국의 계단|스테퍼",
    ),
    "crossfit": korean(
        "크로스핏|고강도 인터벌 운동|크로스핏 수업",
        "크로스핏을 한/크로스핏을 했다|고강도 인터벌 운동을 한/고강도 인터벌 운동을 했다",
        "서킷 트레이닝|버피 운동",
    ),
    "aerobics": korean(
        "에어로빅|에어로빅 수업|에어로빅 운동",
        "에어로빅을 한/에어로빅을 했다|에어로빅 수업에 간/에어로빅 수업에 갔다",
        "줌바|유산소 수업",
    ),
}


ACTIVITY_NAMES: dict[Language, dict[str, str]] = {
    "en": {name: ENGLISH[name].doing[-1] if name in ("yoga",) else ENGLISH[name].doing[0] for name in TWENTY},
    "ko": {name: KOREAN[name].nouns[0] for name in TWENTY},
}
SYNONYMS_SEEN: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {n: (*ENGLISH[n].nouns, *ENGLISH[n].past, *ENGLISH[n].doing) for n in TWENTY},
    "ko": {n: (*KOREAN[n].nouns, *(past for _, past in KOREAN[n].stems)) for n in TWENTY},
}
SYNONYMS_UNSEEN: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {n: ENGLISH[n].unseen for n in TWENTY},
    "ko": {n: KOREAN[n].unseen for n in TWENTY},
}
