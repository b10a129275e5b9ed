"""What the checker lets pass and what not, one sentence each."""

from datetime import datetime

import numpy as np
import pytest

from schemas.records import Caption, Label, Language, SensorWindow, Sentence
from wearscribe.verify import check, verify


@pytest.fixture(scope="module")
def window() -> SensorWindow:
    """A day: heart rate 60 bpm, 120 in a walk of 100 steps a minute from 10:00 until 10:30, unmeasured from 14:00 until
    18:00; a sleep from 23:00 the evening before until 06:30; temperature measured in one minute of ten."""
    heart = np.full(1440, 60.0)
    steps = np.zeros(1440)
    heart[600:630], steps[600:630] = 120, 100
    heart[840:1080] = np.nan
    temperature = np.full(1440, np.nan)
    temperature[::10] = 33.5
    walk = Label(kind="activity", name="walk", start=600, end=630)
    sleep = Label(kind="sleep", name="sleep", start=-60, end=390, minutes_asleep=401, awakenings=3)
    return SensorWindow(
        study="test",
        subject="a" * 26,
        source="test",
        start=datetime(2024, 5, 6),
        minutes=1440,
        channels=("heart_rate", "steps", "skin_temperature"),
        labels=(walk, sleep),
        signal=np.stack([heart, steps, temperature]),
    )


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Heart rate averaged 61.5 bpm, with a minimum of 60 bpm and a maximum of 120 bpm.", "en"),
        ("심박수는 평균 61.5 bpm이었고 최저 60 bpm, 최고 120 bpm이었습니다.", "ko"),
        ("The step count came to 3,000 steps in all.", "en"),
        ("Heart rate was measured for 1,200 of 1,440 minutes.", "en"),
        ("Skin temperature was measured for only 144 of 1,440 minutes, too few to describe.", "en"),
        ("From 10:00 until 10:30 there was a bout of movement of 30 minutes: 3,000 steps at 100 steps/min.", "en"),
        ("10:00부터 10:30까지는 100걸음/분으로 3,000걸음을 걸은 활동 구간이었습니다.", "ko"),
        ("Between 10:30 and 12:00 the wearer did not take a step.", "en"),
        ("Heart rate was not measured from 14:00 until 18:00.", "en"),
        ("A walk from 10:00 until 10:30 came with a mean heart rate of 120.0 bpm and 3,000 steps.", "en"),
        (
            "In bed from 23:00 the evening before until 06:30, the wearer slept for 6 hours 41 minutes.",
            "en",
        ),
        ("전날 23:00에 잠자리에 들어 06:30에 일어났고 3번 깼습니다.", "ko"),
        ("During the walk from 10:00 until 10:30, heart rate rose by 60 bpm at 10:15.", "en"),
        ("A pulse of 120 bpm was the maximum.", "en"),
    ],
)
def test_true(window: SensorWindow, sentence: str, language: Language) -> None:
    verdict = check(sentence, window, language)
    assert verdict.true, verdict


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Heart rate averaged 61.7 bpm.", "wrong_number"),
        ("The step count came to 3,001 steps in all.", "wrong_number"),
        ("RMSSD averaged 42.0 ms.", "absent_channel"),
        ("Skin temperature averaged 33.5 °C.", "unmeasured"),
        ("From 14:10 until 17:50 heart rate held steady between 60 bpm and 61 bpm.", "unmeasured"),
        ("Heart rate rose from 60 bpm at 02:00 to 75 bpm at 05:00.", "wrong_direction"),
        ("Heart rate peaked at 120 bpm at 10:45, above a level of 60 bpm around it.", "wrong_time"),
        ("Heart rate dropped to 40 bpm at 03:00, below a level of 60 bpm around it.", "no_such_event"),
        ("A bout of movement from 10:30 until 11:00 brought 3,000 steps at 100 steps/min.", "not_moving"),
        ("Between 09:50 and 10:40 the wearer did not take a step.", "moving"),
        ("The step count was not measured from 14:00 until 18:00.", "measured"),
        ("A run from 10:00 until 10:30 added 3,000 steps.", "no_such_label"),
        ("A walk from 10:30 until 11:00 added 3,000 steps.", "wrong_time"),
        ("The wearer went to bed at 23:00 the evening before and got up at 06:30, with 4 awakenings.", "wrong_number"),
        ("Heart rate rose by 60 bpm at 10:15 without movement.", "moving"),
        ("Heart rate was highest at 11:15, at 120 bpm.", "wrong_time"),
    ],
)
def test_false(window: SensorWindow, sentence: str, reason: str) -> None:
    verdict = check(sentence, window, "en")
    assert verdict.false
    assert [claim.reason for claim in verdict.claims if not claim.true] == [reason]


@pytest.mark.parametrize("sentence", ["It was a fine day.", "Heart rate 1 2 3 4 5.", "", "심박수"])
def test_a_sentence_without_a_checkable_claim_is_unreadable_not_true(window: SensorWindow, sentence: str) -> None:
    for language in ("en", "ko"):
        verdict = check(sentence, window, language)
        assert verdict.unreadable
        assert not verdict.true


def test_a_caption_is_verified_when_every_sentence_is_true(window: SensorWindow) -> None:
    right = Sentence(text="Heart rate averaged 61.5 bpm.", annotations=(0,))
    wrong = Sentence(text="Heart rate averaged 71.5 bpm.", annotations=(0,))
    captions = [
        Caption(level="statistical", language="en", sentences=said, verified=False)
        for said in ((right,), (right, wrong))
    ]
    assert [caption.verified for caption in verify(captions, window)] == [True, False]
