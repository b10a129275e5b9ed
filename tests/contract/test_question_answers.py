"""The conditions of questions on real records, landed, against what the records themselves say, in Python."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Connection, text

from schemas.records import Annotation, CaptionedWindow, Embedding
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.stream.types import Partition
from wearscribe.annotate import annotate
from wearscribe.synthesize.people import SyntheticPerson

pytestmark = pytest.mark.real


@dataclass(frozen=True)
class Day:
    """A record, asked in the simplest way that could be true."""

    record: CaptionedWindow

    def of(self, kind: str, *names: str) -> list[Annotation]:
        return [a for a in self.record.annotations if a.kind == kind and (not names or a.name in names)]

    def stat(self, channel: str, name: str) -> list[float]:
        return [a.values[name] for a in self.of("statistics") if a.channel == channel and name in a.values]

    def hour(self, minute: int) -> float:
        at = self.record.window.start + timedelta(minutes=minute)
        return at.hour + at.minute / 60

    def evening(self, minute: int) -> float:
        """Hours from three in the afternoon to three the next day: 25 is one at night."""
        hour = self.hour(minute)
        return hour if hour >= 15 else hour + 24

    def awake_still(self, a: Annotation) -> int:
        return len(
            set(range(a.start, a.end)) - {m for sleep in self.of("sleep") for m in range(sleep.start, sleep.end)}
        )

    def level(self, relation: Annotation) -> float:
        values = self.record.annotations[relation.refs[0]].values
        return next(values[name] for name in ("value", "to", "after") if name in values)

    @property
    def weekday(self) -> int:
        return self.record.window.start.isoweekday()

    @property
    def sport(self) -> list[Annotation]:
        return [a for a in self.of("activity") if a.name != "walk"]

    @property
    def nights(self) -> list[Annotation]:
        """That ended on this day."""
        return [a for a in self.of("sleep", "sleep") if 0 < a.end <= self.record.window.minutes]

    @property
    def bedtimes(self) -> list[float]:
        return [self.evening(a.start) for a in self.of("sleep", "sleep") if 0 <= a.start < self.record.window.minutes]


def minutes(a: Annotation) -> int:
    return a.end - a.start


TRUTHS: dict[str, Callable[[Day], object]] = {
    "less than seven hours of sleep": lambda d: any(a.values["minutes_asleep"] < 420 for a in d.nights),
    "일곱 시간 반 이상 잔 날": lambda d: any(a.values["minutes_asleep"] >= 450 for a in d.nights),
    "between 6 and 7 hours of sleep": lambda d: any(360 <= a.values["minutes_asleep"] <= 420 for a in d.nights),
    "more than 3 awakenings": lambda d: any(a.values["awakenings"] > 3 for a in d.nights),
    "less than 8 hours of sleep with more than 3 awakenings": lambda d: any(
        a.values["minutes_asleep"] < 480 and a.values["awakenings"] > 3 for a in d.nights
    ),
    "went to bed after 11 pm": lambda d: any(at >= 23 for at in d.bedtimes),
    "자정 전에 잠든 날": lambda d: any(at < 24 for at in d.bedtimes),
    "woke up before 7": lambda d: any(d.hour(a.end) < 7 for a in d.nights),
    "bedtime between 10 and 11:30 pm": lambda d: any(22 <= at <= 23.5 for at in d.bedtimes),
    "sleep heart rate below 52": lambda d: any(a.values.get("min_heart_rate", 999) < 52 for a in d.nights),
    "a nap longer than 20 minutes": lambda d: any(minutes(a) > 20 for a in d.of("sleep", "nap")),
    "days without a nap": lambda d: not d.of("sleep", "nap"),
    "more than 9,000 steps": lambda d: any(v > 9000 for v in d.stat("steps", "total")),
    "만 보 미만": lambda d: any(v < 10000 for v in d.stat("steps", "total")),
    "about 9000 steps": lambda d: any(8100 <= v <= 9900 for v in d.stat("steps", "total")),
    "more than 5 km of distance": lambda d: any(v > 5000 for v in d.stat("distance", "total")),
    "burned over 2000 kcal": lambda d: any(v > 2000 for v in d.stat("calories", "total")),
    "heart rate above 140": lambda d: any(v > 140 for v in d.stat("heart_rate", "max")),
    "heart rate never above 140": lambda d: any(v <= 140 for v in d.stat("heart_rate", "max")),
    "심박수 50 미만": lambda d: any(v < 50 for v in d.stat("heart_rate", "min")),
    "average heart rate over 70": lambda d: any(v > 70 for v in d.stat("heart_rate", "mean")),
    "resting heart rate under 58": lambda d: any(a.values["value"] < 58 for a in d.of("resting_heart_rate")),
    "ran more than 25 minutes": lambda d: any(minutes(a) > 25 for a in d.of("activity", "run", "treadmill")),
    "a walk after 17:00": lambda d: any(d.hour(a.start) >= 17 for a in d.of("activity", "walk")),
    "오전 9시 전에 30분 넘게 운동한 날": lambda d: any(d.hour(a.start) < 9 and minutes(a) > 30 for a in d.sport),
    "a walk between 16:00 and 20:00": lambda d: any(16 <= d.hour(a.start) <= 20 for a in d.of("activity", "walk")),
    "no workout": lambda d: not d.sport,
    "운동 두 번 이상": lambda d: len(d.sport) >= 2,
    "no walk over 30 minutes": lambda d: not any(minutes(a) > 30 for a in d.of("activity", "walk")),
    "workout with an average heart rate above 110": lambda d: any(
        a.values.get("mean_heart_rate", 0) > 110 for a in d.sport
    ),
    "a walk of at least 3000 steps": lambda d: any(a.values.get("steps", 0) >= 3000 for a in d.of("activity", "walk")),
    "evening walk": lambda d: any(17 <= d.hour((a.start + a.end) // 2) < 22 for a in d.of("activity", "walk")),
    "sat for more than 90 minutes": lambda d: any(d.awake_still(a) > 90 for a in d.of("sedentary")),
    "no steps between 3 pm and 4 pm": lambda d: any(a.start <= 900 and a.end >= 960 for a in d.of("sedentary")),
    "kept moving for more than 20 minutes without stopping": lambda d: any(minutes(a) > 20 for a in d.of("bout")),
    "cadence above 100 steps per minute": lambda d: any(a.values["cadence"] > 100 for a in d.of("bout")),
    "watch off for more than an hour": lambda d: any(minutes(a) > 60 for a in d.of("non_wear")),
    "wore the watch at least 23 hours": lambda d: np.float32(d.record.window.coverage) * 1440 >= 1380,
    "heart rate above 85 without steps": lambda d: any(d.level(a) > 85 for a in d.of("relation", "without_movement")),
    "heart rate jumped by more than 20 without steps": lambda d: any(
        a.values["rise"] > 20 for a in d.of("relation", "without_movement")
    ),
    "heart rate rise without steps": lambda d: d.of("relation", "without_movement"),
    "on a weekend": lambda d: d.weekday >= 6,
    "월요일이나 수요일": lambda d: d.weekday in (1, 3),
    "not on mondays": lambda d: d.weekday != 1,
    "couldn't get to bed before 11 pm": lambda d: any(at >= 23 for at in d.bedtimes),
    "nap in the afternoon": lambda d: any(12 <= d.hour((a.start + a.end) // 2) < 18 for a in d.of("sleep", "nap")),
    "neither a nap nor a walk": lambda d: not d.of("sleep", "nap") and not d.of("activity", "walk"),
    "heart rate never went over 140": lambda d: any(v <= 140 for v in d.stat("heart_rate", "max")),
    "resting pulse in the fifties": lambda d: any(50 <= a.values["value"] <= 59 for a in d.of("resting_heart_rate")),
    "잠을 일곱 시간은 잔 날": lambda d: any(a.values["minutes_asleep"] >= 420 for a in d.nights),
    "달리기도 산책도 안 한 날": lambda d: not d.of("activity", "run", "treadmill", "walk"),
    "no walk in the evening": lambda d: (
        not any(17 <= d.hour((a.start + a.end) // 2) < 22 for a in d.of("activity", "walk"))
    ),
    "exercised, but not in the evening": lambda d: (
        d.sport and not any(17 <= d.hour((a.start + a.end) // 2) < 22 for a in d.sport)
    ),
    "some workout other than running, longer than half an hour": lambda d: any(
        minutes(a) > 30 and a.name not in ("run", "treadmill") for a in d.sport
    ),
    "in bed for more than eight hours": lambda d: any(minutes(a) > 480 for a in d.nights),
    "서너 번 깬 밤": lambda d: any(3 <= a.values["awakenings"] <= 4 for a in d.nights),
    "칠팔천 보 걸은 날": lambda d: any(7000 <= v <= 8000 for v in d.stat("steps", "total")),
    "at least two sitting stretches of an hour or more": lambda d: (
        len([a for a in d.of("sedentary") if minutes(a) >= 60 and d.awake_still(a) >= 60]) >= 2
    ),
    "on the move for more than 10 minutes after 6 pm": lambda d: any(
        minutes(a) > 10 and d.hour(a.start) >= 18 for a in d.of("bout")
    ),
    "no sleep recorded": lambda d: not d.nights,
    "운동하고 나서 산책한 날": lambda d: any(a.end <= b.start for a in d.sport for b in d.of("activity", "walk")),
    # By degree: what is shown as met.
    "a short night": lambda d: any(a.values["minutes_asleep"] < 360 for a in d.nights),
    "잠을 설친 날": lambda d: any(a.values["awakenings"] >= 7 for a in d.nights),
    "slept badly": lambda d: any(a.values["awakenings"] >= 7 or a.values["minutes_asleep"] < 360 for a in d.nights),
    "slept well": lambda d: any(a.values["awakenings"] <= 2 and a.values["minutes_asleep"] >= 420 for a in d.nights),
    "tons of steps": lambda d: any(v > 12000 for v in d.stat("steps", "total")),
    "got up early": lambda d: any(d.hour(a.end) < 6 for a in d.nights),
}


def startled(first: int) -> tuple[Annotation, ...]:
    """A rise of the heart rate without a step: rare in the simulated days."""
    values = {"value": 118.0, "baseline": 80.0, "at": 612.0}
    rise = {"rise": 38.0, "steps": 0.0}
    return (
        Annotation(id=first, kind="peak", channel="heart_rate", start=600, end=630, values=values, strength=38.0),
        Annotation(
            id=first + 1, kind="relation", channel="heart_rate", start=600, end=630, values=rise,
            name="without_movement", refs=(first,),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def days() -> list[Day]:
    windows = [window for number in (0, 1, 8, 10) for window in SyntheticPerson(5, number).windows(8)]
    claims = [annotate(window) for window in windows]
    claims[7] += startled(len(claims[7]))
    vector = np.ones(4, dtype=np.float32) / 2
    return [
        Day(
            CaptionedWindow(
                window=window,
                annotations=claimed,
                captions=(),
                model_version="a-model",
                embeddings=(Embedding(span="window", start=0, end=window.minutes, vector=vector),),
            )
        )
        for window, claimed in zip(windows, claims, strict=True)
    ]


@pytest.fixture(scope="module")
def landed(migrated_database: Callable[[], str], days: Sequence[Day]) -> Iterator[Connection]:
    engine = connect(migrated_database())
    fence, partition = Fence(engine, "sink"), Partition("t", 0)
    fence.take([partition])
    land(engine, [day.record for day in days], fence, {partition: 1})
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def meeting(connection: Connection, query: str) -> dict[UUID, str | None]:
    """The windows that meet all conditions and wishes, each with the evidence of the first."""
    parts = connection.execute(text("SELECT * FROM parse_query(:query) WHERE condition IS NOT NULL"), {"query": query})
    answered = parts.all()
    condition = " AND ".join(f"({part.condition})" for part in answered)
    rows = connection.exec_driver_sql(
        f"SELECT w.window_id, {answered[0].evidence} FROM windows w WHERE {condition}",
        execution_options={"no_parameters": True},
    )
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize("query", TRUTHS)
def test_a_condition_holds_where_the_record_says_so(landed: Connection, days: Sequence[Day], query: str) -> None:
    truth = {day.record.window.window_id for day in days if TRUTHS[query](day)}
    assert set(meeting(landed, query)) == truth
    assert truth
    assert len(truth) < len(days)


def test_what_came_before_a_night_may_have_been_the_day_before(landed: Connection, days: Sequence[Day]) -> None:
    def began(day: Day, minute: int) -> datetime:
        return day.record.window.start + timedelta(minutes=minute)

    truth = {
        day.record.window.window_id
        for day in days
        for other in days
        if other.record.window.subject == day.record.window.subject
        and timedelta() <= began(day, 0) - began(other, 0) <= timedelta(days=1)
        and any(night.values["minutes_asleep"] < 480 for night in day.nights)
        and any(began(other, a.end) <= began(day, night.start) for a in other.sport for night in day.nights)
    }
    asked = meeting(landed, "slept less than 8 hours after a workout")
    assert set(asked) == truth
    assert 0 < len(truth) < len(days)
    assert all(asked.values())
    found = landed.execute(text("""
        SELECT s.window_id, met, met_spans[array_position(met, told)] AS minutes
        FROM search_windows('slept less than 8 hours after a workout', 32) s
        LEFT JOIN LATERAL (SELECT told FROM unnest(met) told WHERE told !~ '^asleep' LIMIT 1) t ON true
    """)).all()  # fmt: skip
    assert {hit.window_id for hit in found[: len(truth)]} == truth  # who has all comes first
    assert {hit.window_id for hit in found if len(hit.met) == 2} == truth
    assert {hit.minutes for hit in found} == {None}  # of another day: no minutes of this one


@pytest.mark.parametrize("query", TRUTHS)
def test_what_is_met_is_told(landed: Connection, query: str) -> None:
    assert all(told and "%" not in told for told in meeting(landed, query).values())


def test_evidence_is_told_of_those_alone_that_meet(landed: Connection) -> None:
    for query in TRUTHS:
        parts = landed.execute(text("SELECT * FROM parse_query(:query)"), {"query": query}).all()
        for part in parts:
            if part.condition:
                differs = f"coalesce({part.condition}, false) <> ({part.evidence} IS NOT NULL)"
                wrong = landed.exec_driver_sql(
                    f"SELECT count(*) FROM windows w WHERE {differs}",
                    execution_options={"no_parameters": True},
                ).scalar_one()
                assert wrong == 0, query


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("hardly slept", lambda d: [-a.values["minutes_asleep"] for a in d.nights]),
        ("woke up a lot", lambda d: [a.values["awakenings"] for a in d.nights]),
        ("a long nap", lambda d: [minutes(a) for a in d.of("sleep", "nap")]),
        ("많이 걸은 날", lambda d: d.stat("steps", "total")),
        ("a hard workout", lambda d: [a.values["mean_heart_rate"] for a in d.sport if "mean_heart_rate" in a.values]),
        ("안정 심박이 높은 날", lambda d: [a.values["value"] for a in d.of("resting_heart_rate")]),
    ],
)
def test_a_trait_grows_with_what_it_is_about(
    landed: Connection, days: Sequence[Day], query: str, value: Callable[[Day], list[float]]
) -> None:
    degree = landed.execute(
        text("SELECT degree FROM parse_query(:query) WHERE kind = 'trait'"), {"query": query}
    ).scalar_one()
    degrees = dict(
        landed.exec_driver_sql(
            f"SELECT w.window_id, {degree} FROM windows w", execution_options={"no_parameters": True}
        ).all()
    )
    told = [(max(value(day)), float(degrees[day.record.window.window_id])) for day in days if value(day)]
    assert all(degrees[day.record.window.window_id] is None for day in days if not value(day))
    assert all(0 <= each <= 1 for _, each in told)
    told.sort()
    assert [each for _, each in told] == sorted(each for _, each in told)
    assert told[0][1] < told[-1][1]


def test_evidence_says_the_value(landed: Connection, days: Sequence[Day]) -> None:
    day = next(day for day in days if day.nights and any(0 < a.end <= 1440 for a in day.nights))
    night = min(day.nights, key=lambda a: a.id)
    hours, rest = divmod(int(night.values["minutes_asleep"]), 60)
    told = meeting(landed, "more than one hour of sleep")[day.record.window.window_id]
    assert told == f"asleep {hours} h" + (f" {rest} min" if rest else "")
