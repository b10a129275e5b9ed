"""How people call kinds of activities: the gym, water sports, a class on the mat."""

from __future__ import annotations

from wearscribe.training.activity_words import EnglishActivity, KoreanActivity, english, korean

ENGLISH: dict[str, EnglishActivity] = {
    "gym": english(
        "a gym session|a workout at the gym|a visit to the gym",
        "went to the gym|worked out at the gym|hit the gym|trained at the fitness studio",
        "go to the gym|hit the gym",
        "working out at the gym|being at the gym",
    ),
    "water": english(
        "a water sport|some sport on or in the water",
        "did a water sport|was on or in the water|exercised in the water or in a boat",
        "do water sports",
        "doing water sports|exercising on the water",
    ),
    "snow": english(
        "a winter sport|a day in the snow|some snow sports",
        "did winter sports|was out in the snow|spent the day on the ski lifts",
        "do winter sports",
        "doing winter sports|being out in the snow",
    ),
    "mat": english(
        "a calm workout on the mat|a stretching session|a class on the mat",
        "exercised on the mat|did some stretching and breathing|took a gentle class on the mat",
        "exercise on the mat|stretch",
        "stretching on the mat|exercising gently on the mat",
    ),
    "bike": english(
        "a bike workout|a ride|some time on the bike",
        "was on the bike|rode a bike, indoors or out|turned the pedals",
        "get on the bike",
        "riding|turning the pedals",
    ),
    "ball": english(
        "a ball game|a game with a ball|a match or a round",
        "played a ball game|played with a ball|had a game",
        "play a ball game",
        "playing a ball game|playing a game with a ball",
    ),
    "rhythm": english(
        "a class with music|a workout to music|a group class with choreography",
        "moved to music|took a class with music|did a workout to music",
        "move to music",
        "moving to music|following a choreography",
    ),
    "mountain": english(
        "a trip to the mountains|a mountain sport|a day in the mountains",
        "was in the mountains|did a mountain sport|went up high",
        "go to the mountains",
        "being active in the mountains|doing mountain sports",
    ),
}

KOREAN: dict[str, KoreanActivity] = {
    "gym": korean(
        "헬스장 운동|체육관 운동|피트니스 운동", "헬스장에 간/헬스장에 갔다|헬스장에서 운동한/헬스장에서 운동했다"
    ),
    "water": korean(
        "수상 스포츠|물에서 하는 운동", "물에서 운동한/물에서 운동했다|수상 스포츠를 한/수상 스포츠를 했다"
    ),
    "snow": korean(
        "겨울 스포츠|눈에서 하는 운동", "겨울 스포츠를 한/겨울 스포츠를 했다|눈밭에서 운동한/눈밭에서 운동했다"
    ),
    "mat": korean("매트 운동|스트레칭 수업", "매트에서 운동한/매트에서 운동했다|스트레칭을 한/스트레칭을 했다"),
    "bike": korean("자전거 운동|페달 운동", "페달을 밟은/페달을 밟았다|자전거 운동을 한/자전거 운동을 했다"),
    "ball": korean("구기 운동|공으로 하는 운동", "구기 운동을 한/구기 운동을 했다|공을 친/공을 쳤다"),
    "rhythm": korean(
        "음악에 맞춘 운동|그룹 수업", "음악에 맞춰 움직인/음악에 맞춰 움직였다|그룹 수업을 들은/그룹 수업을 들었다"
    ),
    "mountain": korean("산에서 하는 운동|산 나들이", "산에 간/산에 갔다|산에서 운동한/산에서 운동했다"),
}
