"""Days made of annotations by hand: together they reach every case that there are wordings for."""

from datetime import datetime

import numpy as np

from schemas.channels import CHANNELS
from schemas.records import Annotation, Label, SensorWindow


def window(minutes: int = 1440, labels: tuple[Label, ...] = (), start: datetime = datetime(2021, 3, 1)) -> SensorWindow:
    """A window of the right length; what it measures plays no part."""
    return SensorWindow(
        study="test",
        subject="a" * 26,
        source="fitbit",
        start=start,
        minutes=minutes,
        channels=("steps",),
        labels=labels,
        signal=np.zeros((1, minutes)),
    )


class Claims(list[Annotation]):
    """Annotations, numbered as they are added."""

    def add(
        self,
        kind: str,
        start: int = 0,
        end: int = 1440,
        values: dict[str, float] | None = None,
        *,
        channel: str | None = None,
        name: str | None = None,
        strength: float | None = None,
        refs: tuple[int, ...] = (),
    ) -> int:
        self.append(
            Annotation(
                id=len(self),
                kind=kind,
                channel=channel,
                start=start,
                end=end,
                values=values or {},
                strength=strength,
                name=name,
                refs=refs,
            )
        )
        return self[-1].id

    def statistics(self, channel: str, values: tuple[float, ...] = (60, 48, 142, 9.5), measured: int = 1410) -> int:
        mean, low, high, sd = values
        quantiles = dict(
            zip(("p05", "p25", "p50", "p75", "p95"), np.linspace(low, high, 7)[1:-1].tolist(), strict=True)
        )
        numbers = {"mean": mean, "min": low, "max": high, "sd": sd, **quantiles}
        numbers |= {"measured": measured, "coverage": measured / 1440, "min_at": 192, "max_at": 1104}
        if CHANNELS[channel].aggregation == "sum":
            numbers["total"] = mean * measured
        return self.add("statistics", values=numbers, channel=channel)

    def bout(self, start: int = 1085, end: int = 1116) -> int:
        values = {"steps": 3120.0, "cadence": 100.6, "peak_cadence": 168.0}
        return self.add("bout", start, end, values, channel="steps")

    def sleep(self, start: int = -39, end: int = 414, name: str = "sleep", **values: float) -> int:
        return self.add("sleep", start, end, values, name=name)

    def peak(self, at: int = 1104, channel: str = "heart_rate", strength: float = 48) -> int:
        values = {"value": 142.0, "baseline": 94.0, "at": float(at)}
        return self.add("peak", at - 4, at + 6, values, channel=channel, strength=strength)

    def relation(self, rise: int, during: int | None = None, height: float = 48) -> int:
        refs = (rise,) if during is None else (rise, during)
        name = "without_movement" if during is None else "during"
        span = self[rise].start, self[rise].end
        return self.add("relation", *span, {"rise": height}, channel="heart_rate", name=name, refs=refs)


_HEART = {"mean_heart_rate": 118.25, "max_heart_rate": 142.0}
_INFERRED = (
    *(Label(kind="activity", name="hiit", start=600 + n, end=640 + n, origin="inferred") for n in range(4)),
    Label(kind="sleep", name="nap", start=800, end=830, origin="inferred"),
)


def eventful() -> tuple[SensorWindow, Claims]:
    """A day with everything in it, and more of each kind than is told."""
    claims = Claims()
    for channel in ("heart_rate", "skin_temperature", "spo2", "steps", "calories"):
        claims.statistics(channel)
    claims.statistics("rmssd", (30, 30, 30, 0))
    claims.statistics("distance", (0, 0, 0, 0))
    flat = claims[claims.statistics("intensity", (0.2, 0, 3, 0.5))]
    flat.values.update(p05=0.0, p25=0.0, p50=0.0, p75=0.0, p95=1.0)
    claims.statistics("skin_conductance", measured=200)
    claims.add("resting_heart_rate", 192, 222, {"value": 57.6}, channel="heart_rate")
    for n in range(6):
        at = 60 * n
        span = {"start": at, "end": at + 50 + n, "channel": "heart_rate", "strength": 1.0 + n}
        claims.add("trend", values={"from": 62.0, "to": 85.0 + n, "slope": 23.0}, **span)
        claims.add("trend", values={"from": 85.0 + n, "to": 62.0, "slope": -23.0}, **span)
        claims.add("stable", values={"low": 58.0, "high": 64.0, "mean": 61.2}, **span)
        claims.add("drop", values={"value": 58.0, "baseline": 94.0, "at": at + 5.0}, **span)
        claims.add("shift", values={"before": 62.0, "after": 80.0, "at": at + 25.0}, **span)
        claims.add("gap", at, at + 20 + n, channel="heart_rate")
        claims.add("gap", at, at + 20 + n, channel="steps")
        claims.add("non_wear", at, at + 30 + n)
        claims.add("sedentary", at, at + 40 + n, {"steps": 12.0 * (n % 2)}, channel="steps")
        claims.sleep(700 + 20 * n, 715 + 20 * n, "nap")
    claims.add("shift", 400, 490, {"before": 80.0, "after": 62.0, "at": 445.0}, channel="skin_temperature")
    claims.add("stable", 400, 490, {"low": 30.0, "high": 30.0, "mean": 30.0}, channel="spo2")
    claims.sleep(-39, 414, minutes_asleep=422, awakenings=3, mean_heart_rate=55.5, min_heart_rate=48)
    runs = [claims.add("activity", 1085, 1116 + n, _HEART | {"steps": 3120.0}, name="run") for n in range(10)]
    bouts = [claims.bout(1085 - n, 1116) for n in range(8)]
    for n in range(7):
        claims.relation(claims.peak(1104, strength=n), runs[0] if n else None, 40 + n)
    claims.relation(claims.peak(1104), bouts[0])
    return window(), claims


def variants() -> list[tuple[SensorWindow, Claims]]:
    """Days that each reach what the eventful one does not."""
    days = [(window(labels=_INFERRED), Claims()) for _ in range(8)]
    logged = [{}, _HEART, {"steps": 3120.0}, _HEART | {"steps": 3120.0}]
    for (_, claims), values in zip(days, logged, strict=False):
        claims.add("activity", 500, 540, values, name="outdoor_bike")
    for n, values in enumerate(logged):
        claims = days[4][1]
        inferred = claims.add("activity", 600 + n, 640 + n, values, name="hiit")
    claims.relation(claims.peak(620), inferred)
    claims.relation(claims.peak(100), claims.sleep(-39, 414))
    claims.relation(claims.peak(700))
    claims.sleep(800, 830, "nap")
    nights = [
        {"minutes_asleep": 422.0},
        {"awakenings": 1.0},
        {"minutes_asleep": 422.0, "awakenings": 1.0},
        {"awakenings": 0.0, "min_heart_rate": 48.0, "mean_heart_rate": 55.5},
    ]
    for (_, claims), values in zip(days, nights, strict=False):
        claims.sleep(10, 414, **values)
    _hearts(days)
    _movements(days)
    return days


def _hearts(days: list[tuple[SensorWindow, Claims]]) -> None:
    """The maximum of the heart rate in an activity, in a bout, in nothing; with and without a resting heart rate."""
    for n, (_, claims) in enumerate(days[:6]):
        claims.statistics("heart_rate")
        if n % 2:
            claims.add("resting_heart_rate", 192, 222, {"value": 57.6}, channel="heart_rate")
        if n // 2 == 0:
            claims.add("activity", 1085, 1116, _HEART, name="run")
        if n // 2 == 1:
            claims.bout()


def _movements(days: list[tuple[SensorWindow, Claims]]) -> None:
    """Steps with several bouts, with one, with none; no steps; several activities and no step count."""
    days[4][1].statistics("steps")
    for n in range(3):
        days[5][1].bout(300 + n, 320)
    days[5][1].statistics("steps")
    days[6][1].statistics("steps")
    days[6][1].bout()
    days[6][1].add("sedentary", 600, 700, {"steps": 12.0}, channel="steps")
    days[7][1].statistics("steps", (0, 0, 0, 0))
    days[7][1].add("sedentary", 600, 700, {"steps": 0.0}, channel="steps")
    for kind in ("stretched", "single"):
        claims = Claims()
        claims.add("activity", 500, 540, name="walk")
        if kind == "stretched":
            claims.add("activity", 1400, 1460, _HEART, name="elliptical")
        claims.statistics("skin_conductance", measured=1440)
        days.append((window(labels=()), claims))
    only = Claims()
    only.statistics("skin_temperature", (33.1, 31.4, 34.8, 0.7))
    days.append((window(120, start=datetime(2021, 3, 1, 18, 30)), only))
    half = Claims()
    half.statistics("steps", measured=720)
    days.append((window(), half))
    one = Claims()
    one.statistics("steps")
    one.add("activity", 500, 540, name="walk")
    days.append((window(), one))


def all_days() -> list[tuple[SensorWindow, Claims]]:
    return [eventful(), *variants()]
