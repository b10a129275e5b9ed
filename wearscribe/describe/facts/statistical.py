"""Statistical facts: what each channel was like over its measured minutes."""

from schemas.channels import CHANNELS
from schemas.records import Annotation
from wearscribe.describe.facts.day import Day
from wearscribe.describe.facts.terms import Count, Fact, Name, Term, average, reading, total

#: Below this share of measured minutes a channel is said to be too sparse, and nothing else is said of it.
LEAST_COVERAGE = 0.25

_TIMED_HIGHS = frozenset({"heart_rate", "skin_conductance", "skin_temperature", "breathing_rate"})
_TIMED_LOWS = frozenset({"heart_rate", "spo2"})


def statistical(day: Day) -> list[list[Fact]]:
    """One block of facts a channel."""
    blocks = [_channel(day, annotation) for annotation in day.all("statistics")]
    blocks.extend(_resting(day, annotation) for annotation in day.all("resting_heart_rate"))
    return [block for block in blocks if block]


def is_described(statistics: Annotation) -> bool:
    """Whether enough of the channel was measured to speak of it."""
    return statistics.values.get("coverage", 1.0) >= LEAST_COVERAGE


def _channel(day: Day, statistics: Annotation) -> list[Fact]:
    channel, values, ids = statistics.channel or "", statistics.values, (statistics.id,)
    name = Name(channel)
    measured: dict[str, Term] = {
        "channel": name,
        "measured": Count(int(values["measured"]), ""),
        "minutes": Count(day.minutes, "minute"),
    }
    if not is_described(statistics):
        return [Fact("sparse", ids, measured)]
    registered = CHANNELS[channel]
    facts = []
    if registered.aggregation == "sum":
        facts = _summed(statistics, channel, name)
    elif registered.aggregation == "mean":
        facts = _level(day, statistics, channel, name)
    if values["measured"] < day.minutes:
        facts.append(Fact("coverage", ids, measured))
    return facts


def _summed(statistics: Annotation, channel: str, name: Name) -> list[Fact]:
    values, ids = statistics.values, (statistics.id,)
    if values["total"] == 0:
        return [Fact("nothing", ids, {"channel": name, "total": total(0, channel)})]
    rate: dict[str, Term] = {
        "channel": name,
        "mean": average(values["mean"], channel),
        "sd": average(values["sd"], channel),
        "min": reading(values["min"], channel),
        "max": reading(values["max"], channel),
    }
    return [
        Fact("total", ids, {"channel": name, "total": total(values["total"], channel)}),
        Fact("rate", ids, rate),
    ]


def _level(day: Day, statistics: Annotation, channel: str, name: Name) -> list[Fact]:
    values, ids = statistics.values, (statistics.id,)
    if values["min"] == values["max"]:
        return [Fact("constant", ids, {"channel": name, "mean": reading(values["mean"], channel)})]
    level: dict[str, Term] = {
        "channel": name,
        "mean": average(values["mean"], channel),
        "sd": average(values["sd"], channel),
        "min": reading(values["min"], channel),
        "max": reading(values["max"], channel),
    }
    spread: dict[str, Term] = {"channel": name}
    for quantile in ("p05", "p25", "p50", "p75", "p95"):
        spread[quantile] = reading(values[quantile], channel)
    facts = [Fact("level", ids, level), Fact("spread" if values["p25"] < values["p75"] else "median", ids, spread)]
    if channel in _TIMED_HIGHS:
        facts.append(Fact("highest", ids, {"channel": name, "max": level["max"], "at": day.clock(values["max_at"])}))
    if channel in _TIMED_LOWS:
        facts.append(Fact("lowest", ids, {"channel": name, "min": level["min"], "at": day.clock(values["min_at"])}))
    return facts


def _resting(day: Day, annotation: Annotation) -> list[Fact]:
    terms: dict[str, Term] = {
        "value": average(annotation.values["value"], "heart_rate"),
        "begin": day.clock(annotation.start),
        "end": day.until(annotation.end),
    }
    return [Fact("resting", (annotation.id,), terms)]
