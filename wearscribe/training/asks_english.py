"""English ways to ask for a fact."""

from __future__ import annotations

from dataclasses import dataclass

from wearscribe.synthesize.activities import TWENTY
from wearscribe.training.activity_ways import ways
from wearscribe.training.activity_words import ENGLISH, EnglishActivity
from wearscribe.training.category_words import ENGLISH as KINDS
from wearscribe.training.facts import PARTS


@dataclass(frozen=True, slots=True)
class EnglishFact:
    """Noun phrases ("an evening run"), verb phrases ("ran in the evening"), and whole questions or keywords."""

    nouns: tuple[str, ...]
    past: tuple[str, ...]
    whole: tuple[str, ...] = ()


WHEN: dict[str, tuple[str, ...]] = {
    "early": ("before work", "early in the morning", "before breakfast", "first thing in the morning"),
    "morning": ("in the morning", "before noon", "during the morning"),
    "midday": ("at lunchtime", "around noon", "at midday", "in the lunch break"),
    "afternoon": ("in the afternoon", "after lunch"),
    "evening": ("in the evening", "after work", "after the working day", "once work was over"),
    "night": ("at night", "late in the evening", "late at night", "before bed"),
}
KIND: dict[str, tuple[str, ...]] = {
    "early": ("an early morning", "a before-work", "an early"),
    "morning": ("a morning",),
    "midday": ("a lunchtime", "a midday"),
    "afternoon": ("an afternoon",),
    "evening": ("an evening", "an after-work"),
    "night": ("a late-night", "a night-time"),
}
_LONG = ("long", "lengthy"), ("for a long time", "for over an hour", "for more than an hour", "for hours")
_SHORT = ("short", "brief", "quick"), ("briefly", "only for a short time", "for less than half an hour")

#: name: noun phrases, verb phrases in the past, whole asks
_TABLE: dict[str, tuple[str, str, str]] = {
    "exercise.any": (
        "a workout|some exercise|a training session|sports",
        "exercised|worked out|did sports|got some training in",
        "when did I exercise?|when did I work out?|workout day|active day with sport",
    ),
    "exercise.two": (
        "two workouts|several workouts|more than one sport|a double training session",
        "exercised twice|worked out twice in a day|did two different workouts|trained more than once",
        "twice to the gym|when did I train twice in one day?",
    ),
    "exercise.none": (
        "no exercise|no workout at all|a complete rest from sports|nothing sporty",
        "did not exercise|skipped every workout|took a rest day|did no sports at all",
        "rest day|when did I not exercise?|lazy day without sport|day off from training|no training",
    ),
    "sleep.short": (
        "a short night|too little sleep|less than six hours of sleep|a night with few hours of sleep|sleep deprivation",
        "slept too little|hardly slept|got little sleep|slept less than six hours|only got a few hours of sleep",
        "when did I sleep too little?|not enough sleep|sleep-deprived|nights that were too short",
    ),
    "sleep.long": (
        "a long night of sleep|plenty of sleep|more than eight and a half hours of sleep|lots of sleep",
        "slept long|slept for a very long time|got plenty of sleep|slept for almost nine hours",
        "when did I sleep really long?|caught up on sleep|long sleep",
    ),
    "sleep.restless": (
        "a restless night|a bad night|broken sleep|many awakenings|interrupted sleep|a night of tossing and turning",
        "slept badly|slept restlessly|woke up again and again|woke up often at night|tossed and turned|slept poorly",
        "when did I sleep badly?|poor sleep|restless sleep|nights when I kept waking up|trouble sleeping",
    ),
    "sleep.calm": (
        "a calm night|a quiet night|undisturbed sleep|a night with hardly an awakening|unbroken sleep",
        "slept calmly|slept through|hardly woke up at night|slept like a log|slept without waking up",
        "when did I sleep through the night?|calm sleep|undisturbed nights",
    ),
    "sleep.good": (
        "a good night|good sleep|a restful night|a night of sound sleep",
        "slept well|had a good night|slept soundly|was well rested",
        "when did I sleep well?|well-rested|best nights of sleep|good night's sleep",
    ),
    "sleep.late_bed": (
        "a late bedtime|a late night|bedtime after one",
        "went to bed late|stayed up late|fell asleep long after midnight|went to sleep after 1 am",
        "when did I go to bed late?|late to bed|up until the small hours|night owl",
    ),
    "sleep.early_bed": (
        "an early bedtime|an early night|bedtime before ten",
        "went to bed early|turned in early|was asleep before ten|went to sleep early in the evening",
        "when did I go to bed early?|early to bed",
    ),
    "sleep.early_rise": (
        "an early start|an early wake-up|a wake-up before six",
        "got up early|woke up early|was up before six|rose before dawn",
        "when did I get up early?|early bird|early riser|up at the crack of dawn",
    ),
    "sleep.late_rise": (
        "a late wake-up|a lie-in|a late start to the day",
        "got up late|slept in|woke up late|stayed in bed until after ten",
        "when did I sleep in?|late riser|slept until late morning",
    ),
    "sleep.nap": (
        "a nap|an afternoon nap|a daytime nap|a siesta",
        "took a nap|napped|had a nap during the day|slept a little in the daytime|lay down for a nap",
        "when did I nap?|days I took a nap|sleep during the day",
    ),
    "steps.many": (
        "many steps|more than 12,000 steps|a high step count|lots of steps",
        "walked a lot|took many steps|was on the feet a lot|took more than twelve thousand steps|was very active",
        "very active day|lots of walking|when did I take the most steps?|high step count",
    ),
    "steps.few": (
        "few steps|fewer than 4,000 steps|a low step count|hardly any steps",
        "hardly walked|took few steps|barely moved all day|stayed at home without moving much|was inactive",
        "inactive day|couch day|when did I hardly move?|low step count",
    ),
    "bout.long": (
        "a long continuous stretch of steps|half an hour of steady movement|a long bout of movement",
        "kept moving for over half an hour|moved without a break for half an hour|was on the move for a long stretch",
        "when did I move for half an hour without stopping?|long bout of steps",
    ),
    "sedentary.long": (
        "three hours of sitting|a long time without moving|a long sedentary stretch|hours at the desk",
        "sat for hours|did not move for three hours|sat still for a long time|stayed seated for hours",
        "when did I sit too long?|long sitting|sedentary for hours|desk day without a break",
    ),
    "heart.still": (
        "a racing heart without movement|a heart rate spike at rest|a rise in heart rate while still|signs of stress",
        "had a heart rate spike without moving|had a racing heart at rest|had a pulse that rose while sitting",
        "heart raced for no reason|stress spike|when did my heart rate jump while I sat still?|palpitations at rest",
    ),
    "heart.very_high": (
        "a very high heart rate|a maximum heart rate above 170|a pulse over 170|an extremely high pulse",
        "had a pulse above 170|pushed the heart rate over 170|went to the limit with a very high heart rate",
        "heart rate above 170|when was my pulse the highest?|maximum effort",
    ),
    "heart.low_rest": (
        "a low resting heart rate|a resting pulse below 52|a very low pulse at rest",
        "had a low resting heart rate|had a slow pulse at rest",
        "low resting pulse|slow resting heart rate|athletic resting heart rate",
    ),
    "heart.high_rest": (
        "a high resting heart rate|a resting pulse above 75|a raised resting pulse",
        "had a high resting heart rate|had a fast pulse even at rest",
        "high resting pulse|resting heart rate elevated|when was my resting heart rate high?",
    ),
    "heart.high_night": (
        "a high heart rate during sleep|a raised pulse at night|an elevated heart rate overnight",
        "had a fast pulse while asleep|had a high heart rate all night|slept with an elevated heart rate",
        "elevated night heart rate|when was my heart rate high at night?|high sleeping heart rate",
    ),
    "wear.off": (
        "hours without the watch|a long time not worn|a long gap in the data|the watch off for hours",
        "did not wear the watch for hours|took the watch off for a long time|left the watch on the charger for hours",
        "watch not worn|when did I not wear my watch?|missing data|device off the wrist",
    ),
    "wear.no_night": (
        "a night without the watch|a night that was not measured|no data at night",
        "did not wear the watch at night|slept without the watch|took the watch off for the night",
        "night not recorded|missing night|no sleep data because the watch was off",
    ),
    "wear.full": (
        "complete data|the watch worn all day|no gaps in the data",
        "wore the watch all day|never took the watch off|wore the device day and night",
        "fully recorded day|day without missing data",
    ),
}


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split("|"))


def bare(noun: str) -> str:
    """Without its article."""
    return noun.split(" ", 1)[1] if noun.startswith(("a ", "an ")) else noun


def _with(adjective: str, noun: str) -> str:
    return f"{'an' if adjective[0] in 'aeiou' else 'a'} {adjective} {bare(noun)}"


def _activity(name: str, words: EnglishActivity, sizes: bool, unnamed: tuple[str, ...] = ()) -> dict[str, EnglishFact]:
    noun, plain = words.nouns[0], bare(words.nouns[0])
    asked = (f"when did I {words.base[0]}?", *words.doing, f"{words.doing[0]} day", plain, f"days I {words.past[0]}")
    found = {name: EnglishFact(words.nouns, words.past, asked + unnamed)}
    for part in PARTS:
        whole = [f"when did I {base} {when}?" for base in words.base[:2] for when in WHEN[part][:2]]
        whole += [f"{doing} {when}" for doing in words.doing[:2] for when in WHEN[part]]
        whole += [f"{bare(kind)} {plain}" for kind in KIND[part]] + [f"{plain} {bare(KIND[part][0])}"]
        whole += [f"{way} {WHEN[part][place % len(WHEN[part])]}" for place, way in enumerate(unnamed)]
        nouns = [f"{each} {when}" for each in words.nouns[:2] for when in WHEN[part]]
        nouns += [f"{kind} {bare(each)}" for kind in KIND[part] for each in words.nouns]
        past = [f"{each} {when}" for each in words.past for when in WHEN[part]]
        found[f"{name}.{part}"] = EnglishFact(tuple(nouns), tuple(past), tuple(whole))
    for size, (adjectives, spans) in (("long", _LONG), ("short", _SHORT)) if sizes else ():
        nouns = [_with(adjective, each) for adjective in adjectives for each in (noun, words.nouns[-1])]
        past = [f"{each} {span}" for each in words.past for span in spans]
        found[f"{name}.{size}"] = EnglishFact(tuple(nouns), tuple(past), (f"{adjectives[0]} {plain}",))
    return found


def _of_parts() -> dict[str, EnglishFact]:
    found = {}
    for part in PARTS:
        when = WHEN[part]
        found[f"exercise.{part}"] = EnglishFact(
            tuple(f"{kind} workout" for kind in KIND[part]) + tuple(f"some exercise {each}" for each in when),
            tuple(f"{verb} {each}" for verb in ("exercised", "worked out", "did sports") for each in when),
            (
                f"{bare(KIND[part][0])} workout",
                *(f"when did I exercise {each}?" for each in when[:2]),
                f"sport {when[0]}",
            ),
        )
        found[f"bout.{part}"] = EnglishFact(
            tuple(f"{noun} {each}" for noun in ("half an hour on foot", "a long stretch of steps") for each in when),
            tuple(f"was on the move for over half an hour {each}" for each in when),
            (f"long bout of steps {when[0]}", f"moving {when[0]} for half an hour and more"),
        )
    return found


WAYS: dict[str, EnglishFact] = {
    **{fact: each for name in TWENTY for fact, each in _activity(name, ENGLISH[name], True, ways("en")[name]).items()},
    **{fact: each for name, words in KINDS.items() for fact, each in _activity(name, words, False).items()},
    **_of_parts(),
    **{fact: EnglishFact(*(_split(words) for words in table)) for fact, table in _TABLE.items()},
}

#: What a single fact becomes.
OF_NOUN = (
    "{}", "{}", "{}", "a day with {}", "days with {}", "show me days with {}", "find a day with {}", "the day with {}",
    "someone who had {}",
)  # fmt: skip
OF_PAST = (
    "{}", "{}", "I {}", "the day I {}", "days when I {}", "when the wearer {}", "a day on which the wearer {}",
    "someone who {}", "days the person {}", "find the day I {}", "which day was it that I {}?",
)  # fmt: skip
#: What several become.
JOINED_NOUNS = ("{} and {}", "a day with {} and {}", "{}, {}", "days with both {} and {}", "{} as well as {}")
JOINED_PAST = ("{} and {}", "I {} and {}", "the day I {} and also {}", "someone who {} and {}", "days when I {} but {}")
MIXED = ("{past} on a day with {noun}", "I {past}, with {noun}", "{noun}; {past}")
WITHOUT = ("{} without {}", "{} but not {}", "{}, no {}", "a day with {} and without {}")
