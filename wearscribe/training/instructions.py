"""Instructions before a query: what the query is to find. Words of the evaluation are kept from training."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from schemas.records import Language
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.facts import FACTS, SLEEP_FACTS


def _both(english: str, korean: str) -> Mapping[Language, tuple[str, ...]]:
    return MappingProxyType({"en": tuple(english.split("|")), "ko": tuple(korean.split("|"))})


#: By task: at least eight paraphrases in each language.
TRAINING: dict[str, Mapping[Language, tuple[str, ...]]] = {
    "describe": _both(
        "Find the day that fits this description.|Which day is described here?|Retrieve the day this text is about.|"
        "Search for the day that matches these words.|Look up the day that this describes.|"
        "Given a description, find the matching day.|Show me the day that was like this text says.|"
        "Match this description to a day.|Find days that answer this request.",
        "이 설명에 맞는 날을 찾아줘.|이 글이 설명하는 날은 언제인가?|설명과 일치하는 하루를 검색해줘.|"
        "이 문장에 해당하는 날을 보여줘.|"
        "이 묘사와 맞는 하루를 골라줘.|주어진 설명으로 날을 찾기.|이 말에 들어맞는 날을 찾아라.|"
        "이런 날이 언제였는지 찾아줘.",
    ),
    "activity": _both(
        "Which activity is this?|What is the wearer doing here?|Name the activity.|Classify this movement.|"
        "Tell what kind of exercise this is.|What sport is being done in this window?|Recognise the activity.|"
        "Identify what the person was doing.|Which exercise does this show?",
        "이것은 어떤 활동인가?|착용자가 무엇을 하고 있는가?|활동의 이름을 말해줘.|이 움직임을 분류해줘.|"
        "어떤 운동인지 알려줘.|"
        "이 구간에서 하는 운동은 무엇인가?|활동을 인식하라.|이 사람이 무엇을 했는지 맞혀줘.",
    ),
    "night": _both(
        "Find a night like this one.|Which other nights were like this?|Search for days with similar sleep.|"
        "Look for a night that was slept in the same way.|Find days on which the wearer slept like this.|"
        "Retrieve nights of the same kind.|Show me sleep that resembles this night.|"
        "Match this night with similar nights.|"
        "When was the sleep like here?",
        "이런 밤을 찾아줘.|이 밤과 비슷한 밤은 언제인가?|비슷하게 잔 날을 검색해줘.|이렇게 잔 다른 날을 보여줘.|"
        "수면이 비슷한 날을 찾아라.|같은 종류의 밤을 골라줘.|이 밤처럼 잔 날을 찾아줘.|잠이 이와 같았던 날은?",
    ),
    "same_activities": _both(
        "Find days with the same activities.|Which days had the same sports as this one?|"
        "Search for days on which the wearer did the same exercise.|Look for days with these workouts.|"
        "Find another day with the same training.|Retrieve days with the same kind of exercise.|"
        "Show me days when the same activities were done.|Match this day by its activities.|"
        "When else did the wearer do these activities?",
        "같은 활동을 한 날을 찾아줘.|이 날과 같은 운동을 한 날은 언제인가?|같은 운동을 한 날을 검색해줘.|"
        "활동이 같은 날을 보여줘.|"
        "이 운동들을 한 다른 날을 찾아라.|같은 종류의 운동을 한 하루를 골라줘.|"
        "활동을 기준으로 비슷한 날을 찾아줘.|이 활동들을 또 한 날은?",
    ),
    "similar": _both(
        "Find a day like this one.|Which day resembles this one?|Search for similar days.|"
        "Look for a day that went the same way.|"
        "Find days with the same course.|Retrieve the days most like this.|Show me a day that is much the same.|"
        "Match this day with others like it.",
        "이와 비슷한 날을 찾아줘.|이 날과 닮은 날은 언제인가?|비슷한 하루를 검색해줘.|이처럼 흘러간 날을 보여줘.|"
        "같은 흐름의 날을 찾아라.|가장 닮은 날을 골라줘.|이 하루와 거의 같은 날을 찾아줘.|"
        "이런 하루가 또 언제 있었지?",
    ),
    "composed": _both(
        "Find the day that is like this one, but changed as the text says.|Change this day as described and find it.|"
        "Which day fits this day with the change that follows?|Search for this day with one thing different.|"
        "Apply the change to the day and retrieve the result.|Find the same day, except for what the text says.|"
        "Look for a day like this with the following difference.|Given a day and a change, find the changed day.",
        "이 날에서 글이 말하는 대로 바뀐 날을 찾아줘.|설명한 변화를 적용한 날을 찾아라.|"
        "다음과 같이 달라진 날은 언제인가?|"
        "한 가지만 다른 같은 날을 검색해줘.|변화를 더한 하루를 찾아줘.|글에 적힌 것만 빼면 같은 날을 보여줘.|"
        "이런 차이가 있는 비슷한 날을 골라줘.|하루와 변화가 주어질 때 바뀐 날을 찾기.",
    ),
}

#: Paraphrases for the evaluation alone: four in each language.
UNSEEN: dict[str, Mapping[Language, tuple[str, ...]]] = {
    "describe": _both(
        "Pick out the date on which all of this happened.|I remember this much; when was it?|"
        "Locate the record that the sentence talks about.|Here is a summary, give me its day.",
        "이 일이 모두 있었던 날짜를 짚어줘.|이만큼은 기억나는데 언제였더라?|문장이 가리키는 기록을 찾아.|"
        "요약을 줄 테니 그날을 알려줘.",
    ),
    "activity": _both(
        "What sort of physical activity produced these readings?|Give the exercise a label.|"
        "How was the person moving at the time?|Put a name to this workout.",
        "이 측정값은 무슨 운동에서 나온 것일까?|이 운동에 이름표를 붙여줘.|그때 어떻게 움직이고 있었나?|"
        "무슨 종목인지 말해봐.",
    ),
    "night": _both(
        "Only the sleep matters: what other days match?|Give me more nights of this sort.|"
        "Compare by how the person slept.|Same sleep, another date.",
        "잠만 놓고 볼 때 어떤 날이 맞는가?|이런 식의 밤을 더 보여줘.|어떻게 잤는지로 비교해줘.|"
        "수면은 같고 날짜만 다른 날.",
    ),
    "same_activities": _both(
        "Only the exercise matters: what other days match?|Repeat of this training, other dates please.|"
        "Compare by what sports were done.|Same workouts, another date.",
        "운동만 놓고 볼 때 어떤 날이 맞는가?|이 훈련을 반복한 다른 날짜를 줘.|무슨 운동을 했는지로 비교해줘.|"
        "운동은 같고 날짜만 다른 날.",
    ),
    "similar": _both(
        "Anything close to this as a whole?|Give me the twin of this day.|Nearest neighbour of the day, please.|"
        "What else looked about the same from morning to night?",
        "전체적으로 이와 가까운 것은?|이 날의 쌍둥이를 찾아.|가장 가까운 이웃 하루를 부탁해.|"
        "아침부터 밤까지 비슷했던 날은 또?",
    ),
    "composed": _both(
        "Take the day, make the edit, give me the match.|Nearly this day: the words tell what differs.|"
        "Everything as here except for the note.|Swap in the following and search again.",
        "하루를 가져와 고친 다음 맞는 날을 줘.|거의 이 날인데 다른 점은 글에 있어.|"
        "메모만 빼고 모두 여기와 같은 날.|다음으로 바꿔서 다시 찾아줘.",
    ),
}

#: The facts by which a window that answers is judged, of the tasks whose query is a window.
SELECTS: dict[str, tuple[str, ...]] = {
    "night": SLEEP_FACTS,
    "same_activities": TWENTY,
    "similar": FACTS,
}
