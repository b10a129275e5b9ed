"""Numbers found in text: what people and captions write, in both languages, and that nothing else is taken for one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wearscribe.describe.english import speech as english
from wearscribe.describe.facts.terms import Clock, Duration, Quantity
from wearscribe.describe.korean import speech as korean
from wearscribe.model.numbers import BUCKETS, UNITS, mask

PHRASES = st.lists(
    st.sampled_from(
        ["a run at 18:05", "ran at 6 pm", "7 o'clock", "1 h 20 min", "a 45-minute run", "-3.2 °c", "10k steps",
         "72 bpm", "seven times", "one activity", "97%", "오후 6시 30분에", "5분 동안", "세 시간 반", "두 번 깼다",
         "만 보", "1만 5천 걸음", "심박수는 72 bpm", "한 번도 깨지 않고", "2024-05-06", "spo2", "3x10"]
    ),
    max_size=6,
)  # fmt: skip


def said(sentence: str) -> list[tuple[float, str]]:
    return [(number.value, UNITS[number.unit]) for number in mask(sentence)[1]]


@pytest.mark.parametrize(
    ("sentence", "minute"),
    [
        ("a run at 18:05", 1085),
        ("ran at 6 pm", 1080),
        ("ran at 6pm", 1080),
        ("up at 6:30 am", 390),
        ("lunch at 12 pm", 720),
        ("home by 12:10 am", 10),
        ("dinner at 7 o'clock in the evening", 1140),
        ("awake at 3 in the morning", 180),
        ("asleep by eleven at night", 1380),
        ("asleep by 24:00", 0),
        ("오후 6시 30분에 달렸다", 1110),
        ("18시 5분", 1085),
        ("새벽 2시", 120),
        ("새벽 두 시 반에 깼다", 150),
        ("밤 11시에 잤다", 1380),
        ("밤 12시", 0),
        ("밤 1시까지", 60),
        ("밤 열 시도 안 되어", 1320),
        ("낮 12시", 720),
        ("오전 12시", 0),
        ("점심 1시", 780),
        ("저녁 일곱 시쯤", 1140),
        ("오후 3:15", 915),
    ],
)
def test_clock_times_are_minutes_of_the_day(sentence: str, minute: int) -> None:
    assert said(sentence) == [(minute, "clock")]


@pytest.mark.parametrize(
    ("sentence", "minutes"),
    [
        ("from 18:05 to 18:50", [1085, 1130]),
        ("18:05-18:50", [1085, 1130]),
        ("between 6 and 7 pm", [1080, 1140]),
        ("from 11 at night to 7 o'clock", [1380, 420]),
        ("오후 2시부터 4시까지", [840, 960]),
        ("밤 11시부터 7시까지", [1380, 420]),
        ("오전 9시에서 5시 사이", [540, 1020]),
    ],
)
def test_a_range_is_two_times(sentence: str, minutes: list[int]) -> None:
    assert said(sentence) == [(minute, "clock") for minute in minutes]


@pytest.mark.parametrize(
    ("sentence", "minutes"),
    [
        ("1 h 20 min", 80),
        ("7h 20m of sleep", 440),
        ("1h20", 80),
        ("2 hours and 5 minutes", 125),
        ("a 45-minute run", 45),
        ("two and a half hours", 150),
        ("1.5 hours", 90),
        ("forty-five minutes", 45),
        ("thirty minutes", 30),
        ("30 sec", 0.5),
        ("1시간 20분", 80),
        ("세 시간 반 동안", 210),
        ("한 시간 잤다", 60),
        ("삼십 분 걸었다", 30),
        ("45분간", 45),
        ("90초", 1.5),
    ],
)
def test_durations_are_minutes(sentence: str, minutes: float) -> None:
    assert said(sentence) == [(minutes, "duration")]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("72 bpm", 72, "bpm"),
        ("1,234.5 kcal", 1234.5, "kcal"),
        ("10k steps", 10_000, "steps"),
        ("10k+ steps", 10_000, "steps"),
        ("twelve thousand steps", 12_000, "steps"),
        ("in the low 60s", 60, "none"),
        ("twenty thousand steps", 20_000, "steps"),
        ("a pulse of ninety five", 95, "none"),
        ("a cadence of 110 steps/min", 110, "steps_per_minute"),
        ("-0.3 °c", -0.3, "celsius"),
        ("−0.3 °c", -0.3, "celsius"),
        ("97%", 97, "percent"),
        ("0.35 µs/min", 0.35, "microsiemens_per_minute"),
        ("16 breaths/min", 16, "per_minute"),
        ("5 km", 5000, "metre"),
        ("42 ms", 42, "ms"),
        ("woke seven times", 7, "count"),
        ("woke one time", 1, "count"),
        ("3 bouts of movement", 3, "none"),
        ("one activity was logged", 1, "none"),
        ("심박수는 72 bpm이었습니다", 72, "bpm"),
        ("1,200걸음을 걸었다", 1200, "steps"),
        ("36.5도", 36.5, "celsius"),
        ("심박 120도 안 되게", 120, "none"),
        ("16회/분", 16, "per_minute"),
        ("세 번 깼다", 3, "count"),
        ("13번 깼다", 13, "count"),
        ("만 보 이상", 10_000, "steps"),
        ("2만 보", 20_000, "steps"),
        ("1만 5천 보", 15_000, "steps"),
        ("1만 2,000보", 12_000, "steps"),
        ("8천 걸음", 8_000, "steps"),
        ("오천 보", 5_000, "steps"),
        ("5보다 큰", 5, "none"),
    ],
)
def test_quantities_have_their_unit(sentence: str, value: float, unit: str) -> None:
    assert said(sentence) == [(value, unit)]


@pytest.mark.parametrize(
    "sentence",
    [
        "no one ran at noon",
        "once or twice",
        "half an hour before midnight",
        "spo2 and vo2 on the 2nd day",
        "한 번도 깨지 않았다",
        "한 걸음도 걷지 않았다",
        "두 번째 잠",
        "다시 시작한 운동",
        "만보기",
        "someone often weighed tents",
    ],
)
def test_what_is_no_number_stays(sentence: str) -> None:
    assert mask(sentence) == (sentence, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a run from 18:05 to 18:50", "a run from 7 am to 7:30 am"),
        ("slept for 7 h 20 min", "slept for two hours"),
        ("for 45 minutes", "for 30 sec"),
        ("a mean of 72.3 bpm", "a mean of 1,100 bpm"),
        ("오후 6시 5분에 달리기", "18:05에 달리기"),
        ("1시간 20분 동안", "세 시간 반 동안"),
    ],
)
def test_sentences_that_differ_in_their_numbers_are_masked_alike(one: str, other: str) -> None:
    assert mask(one)[0] == mask(other)[0]


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_written_clock_time_is_read_back(hour: int, minute: int) -> None:
    half, twelve = ("pm", "오후") if hour >= 12 else ("am", "오전"), hour % 12 or 12
    for written in (
        english.clock(Clock(0, hour, minute)),
        korean.clock(Clock(0, hour, minute)),
        f"{twelve}:{minute:02d} {half[0]}",
        f"{half[1]} {twelve}시 {minute}분",
        f"{hour}시 {minute}분",
    ):
        masked, (number,) = mask(f"x {written} x")
        assert (number.value, UNITS[number.unit]) == (hour * 60 + minute, "clock")
        assert masked == "x 10:00 x"


@given(minutes=st.integers(0, 5000))
def test_a_written_duration_is_read_back(minutes: int) -> None:
    for say in (english.duration, korean.duration):
        assert said(say(Duration(minutes))) == [(minutes, "duration")]


@given(value=st.decimals(-99_999, 99_999, places=2), unit=st.sampled_from(["bpm", "°C", "ms", "kcal", "%", "µS", "m"]))
def test_a_written_quantity_is_read_back(value: float, unit: str) -> None:
    for say in (english.quantity, korean.quantity):
        ((read, read_unit),) = said(say(Quantity(float(value), unit, 2)).lower())
        assert read == pytest.approx(float(value))
        assert read_unit != "none"


@given(PHRASES.map(", ".join))
def test_masking_twice_is_masking_once(sentence: str) -> None:
    masked, _ = mask(sentence)
    assert mask(masked)[0] == masked


@given(st.one_of(PHRASES.map("".join), st.text(st.characters(exclude_categories=["Co", "Cs"]), max_size=60)))
def test_any_text_has_numbers_in_range(text: str) -> None:
    for number in mask(text.lower())[1]:
        assert math.isfinite(number.value)
        assert 0 <= number.unit < len(UNITS)
        assert all(0 <= word < BUCKETS for word in number.context)


def test_the_context_tells_what_a_number_is_of() -> None:
    one, other = (
        mask("a mean heart rate of 72 bpm and a max of 130 bpm")[1],
        mask("a mean of 65 bpm and the max 118 bpm")[1],
    )
    assert one[0].context[1] != one[1].context[1]
    assert one[1].context[1] == other[1].context[1]  # max
    assert mask("72")[1][0].context == (0, 0, 0, 0)
    assert mask("평균 심박수는 72")[1][0].context == mask("평균 심박수가 80")[1][0].context


def test_a_sentence_has_eight_numbers_at_most_and_all_are_masked() -> None:
    masked, numbers = mask(" ".join(str(value) for value in range(20, 40)))
    assert [number.value for number in numbers] == list(range(20, 28))
    assert set(masked) == {"N", " "}
