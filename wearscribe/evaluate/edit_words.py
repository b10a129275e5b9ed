"""How a person asks for a day like another but for one thing; wordings of evaluation alone."""

from schemas.records import Language
from wearscribe.synthesize import Edit

_ENGLISH = {
    "walk": "a walk", "run": "a run", "outdoor_bike": "a bike ride", "spinning": "a spin class", "swim": "a swim",
    "hike": "a hike", "elliptical": "time on the elliptical", "strength_training": "weight training", "yoga": "yoga",
    "pilates": "Pilates", "tennis": "tennis", "rowing": "rowing", "golf": "golf", "skiing": "skiing",
    "snowboarding": "snowboarding", "dancing": "dancing", "climbing": "climbing",
    "stair_climber": "the stair climber", "crossfit": "CrossFit", "aerobics": "aerobics",
}  # fmt: skip
_KOREAN = {
    "walk": "산책", "run": "달리기", "outdoor_bike": "자전거", "spinning": "스피닝", "swim": "수영", "hike": "등산",
    "elliptical": "일립티컬", "strength_training": "근력 운동", "yoga": "요가", "pilates": "필라테스",
    "tennis": "테니스", "rowing": "로잉", "golf": "골프", "skiing": "스키", "snowboarding": "스노보드", "dancing": "춤",
    "climbing": "클라이밍", "stair_climber": "계단 오르기", "crossfit": "크로스핏", "aerobics": "에어로빅",
}  # fmt: skip
_PARTS = (
    (5, "at night", "밤"), (11, "in the morning", "아침"), (14, "around noon", "점심"),
    (17, "in the afternoon", "오후"), (22, "in the evening", "저녁"), (25, "late at night", "밤늦은 시간"),
)  # fmt: skip


def words(edit: Edit, language: Language) -> str:
    """The edit as the second half of "a day like this one, but …"."""
    return _english(edit) if language == "en" else _korean(edit)


def _english(edit: Edit) -> str:
    now, was = _ENGLISH.get(edit.activity or ""), _ENGLISH.get(edit.was or "")
    match edit.kind:
        case "add":
            return f"the same sort of day, only with {now} {_part(edit.at, 1)} on top"
        case "remove":
            return f"like this but skip {was or now} {_part(edit.was_at if edit.was_at is not None else edit.at, 1)}"
        case "move":
            return (
                f"same day except that {now or was} happened around {_hour(edit.at)}, not around {_hour(edit.was_at)}"
            )
        case "replace":
            return f"just like this, with {now} {_part(edit.at, 1)} rather than {was}"
        case "short_sleep":
            return "as this day was, if the night had been far too short"
        case "restless_sleep":
            return "as this day was, if the sleep had been broken and restless"


def _korean(edit: Edit) -> str:
    now, was = _KOREAN.get(edit.activity or ""), _KOREAN.get(edit.was or "")
    match edit.kind:
        case "add":
            return f"이 날이랑 똑같은데 {_part(edit.at, 2)}에 {now}까지 한 날"
        case "remove":
            return (
                f"이 날 같은데 {_part(edit.was_at if edit.was_at is not None else edit.at, 2)}의 {was or now}만 빠진 날"
            )
        case "move":
            return f"이 날과 같지만 {now or was} 시간이 {_hour(edit.was_at)}쯤 말고 {_hour(edit.at)}쯤인 날"
        case "replace":
            return f"이 날처럼, 다만 {was} 말고 {_part(edit.at, 2)}에 {now}"
        case "short_sleep":
            return "이 날 그대로인데 잠을 훨씬 적게 잔 날"
        case "restless_sleep":
            return "이 날 그대로인데 밤새 뒤척이며 잔 날"


def _hour(minute: int | None) -> str:
    """To the half hour: a move within the same part of the day is a move too."""
    halves = round((minute or 0) / 30) % 48
    return f"{halves // 2:02}:{halves % 2 * 30:02}"


def _part(minute: int | None, place: int) -> str:
    hour = (minute or 0) % 1440 / 60
    return str(next(part[place] for part in _PARTS if hour < part[0]))
