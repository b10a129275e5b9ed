"""Structural facts: how the day went. Of each kind the most telling are told, the others counted."""

from schemas.records import Annotation
from wearscribe.describe.facts.day import Day, length, telling
from wearscribe.describe.facts.terms import (
    Count,
    Duration,
    Fact,
    Name,
    Names,
    Quantity,
    Term,
    average,
    between,
    reading,
)

_TOLD = {"trend": 4, "stable": 3, "peak": 4, "drop": 4, "shift": 3}  # of each channel
_BOUTS, _SEDENTARY, _GAPS, _NON_WEAR = 6, 4, 4, 4


def structural(day: Day) -> list[list[Fact]]:
    """One block on what is missing, one on movement, one a channel; each in order of time, counts last."""
    blocks = [_missing(day), _movement(day), *(_channel(day, channel) for channel in day.channels)]
    return [block for block in blocks if block]


def _missing(day: Day) -> list[Fact]:
    told, others = telling(day.all("non_wear"), _NON_WEAR)
    facts = [Fact("non_wear", (a.id,), _span(day, a)) for a in told]
    facts += _others("more.non_wear", others, "stretch")
    gaps: dict[tuple[int, int], list[Annotation]] = {}
    for gap in day.all("gap"):
        gaps.setdefault((gap.start, gap.end), []).append(gap)
    told, others = telling([same[0] for same in gaps.values()], _GAPS)
    for gap in told:
        same = gaps[gap.start, gap.end]
        channels = Names(tuple(a.channel or "" for a in same))
        facts.append(Fact("gap", tuple(a.id for a in same), {**_span(day, gap), "channels": channels}))
    facts += _others("more.gap", [a for gap in others for a in gaps[gap.start, gap.end]], "gap")
    return facts


def _movement(day: Day) -> list[Fact]:
    told, others = telling(day.all("bout"), _BOUTS)
    facts = [Fact("bout", (a.id,), bout_terms(day, a)) for a in told]
    facts += _others("more.bout", others, "bout")
    told, others = telling(day.all("sedentary"), _SEDENTARY)
    for a in told:
        steps = a.values.get("steps", 0)
        terms: dict[str, Term] = {**_span(day, a), "steps": Quantity(steps, "steps", 0)}
        facts.append(Fact("sedentary.some" if steps else "sedentary.none", (a.id,), terms))
    facts += _others("more.sedentary", others, "stretch")
    return facts


def bout_terms(day: Day, bout: Annotation) -> dict[str, Term]:
    return {
        **_span(day, bout),
        "steps": Quantity(bout.values["steps"], "steps", 0),
        "cadence": Quantity(bout.values["cadence"], "steps/min", 0),
        "peak": Quantity(bout.values["peak_cadence"], "steps/min", 0),
    }


def _channel(day: Day, channel: str) -> list[Fact]:
    kinds: dict[str, list[Annotation]] = {}
    for annotation in day.channels[channel]:
        if annotation.kind in _TOLD:
            kinds.setdefault(annotation.kind, []).append(annotation)
    told, counts = [], []
    for kind, annotations in kinds.items():
        chosen, others = telling(annotations, _TOLD[kind], _WEIGHTS[kind])
        told += chosen
        counts += _others(f"more.{kind}", others, kind if kind != "stable" else "stretch")
    told.sort(key=_start)
    return [_FACTS[annotation.kind](day, annotation, channel) for annotation in told] + counts


def _trend(day: Day, trend: Annotation, channel: str) -> Fact:
    low, high = trend.values["from"], trend.values["to"]
    first, last = between(low, high, channel)
    change = Quantity(abs(high - low), first.unit, first.decimals)
    terms = _span(day, trend) | {"channel": Name(channel), "from": first, "to": last, "change": change}
    return Fact("trend.up" if high > low else "trend.down", (trend.id,), terms)


def _stable(day: Day, stable: Annotation, channel: str) -> Fact:
    low, high = between(stable.values["low"], stable.values["high"], channel)
    terms = _span(day, stable)
    terms["channel"] = Name(channel)
    if stable.values["low"] == stable.values["high"]:
        terms["mean"] = reading(stable.values["mean"], channel)
        return Fact("flat", (stable.id,), terms)
    terms["low"], terms["high"], terms["mean"] = low, high, average(stable.values["mean"], channel)
    return Fact("stable", (stable.id,), terms)


def _event(day: Day, event: Annotation, channel: str) -> Fact:
    value, baseline = between(event.values["value"], event.values["baseline"], channel)
    terms: dict[str, Term] = {
        **_span(day, event),
        "channel": Name(channel),
        "at": day.clock(event.values["at"]),
        "value": value,
        "baseline": baseline,
        "change": Quantity(abs(event.values["value"] - event.values["baseline"]), value.unit, value.decimals),
    }
    return Fact(event.kind, (event.id,), terms)


def _shift(day: Day, shift: Annotation, channel: str) -> Fact:
    before, after = between(shift.values["before"], shift.values["after"], channel)
    terms: dict[str, Term] = {
        **_span(day, shift),
        "channel": Name(channel),
        "at": day.clock(shift.values["at"]),
        "before": before,
        "after": after,
    }
    return Fact("shift.up" if after.value > before.value else "shift.down", (shift.id,), terms)


def _span(day: Day, annotation: Annotation) -> dict[str, Term]:
    return {
        "begin": day.clock(annotation.start),
        "end": day.until(annotation.end),
        "length": Duration(length(annotation)),
    }


def _others(case: str, others: list[Annotation], noun: str) -> list[Fact]:
    """How many more there were, each at most as long as said."""
    if not others:
        return []
    terms: dict[str, Term] = {
        "count": Count(len(others), noun),
        "longest": Duration(max(length(a) for a in others)),
    }
    if others[0].channel is not None:
        terms["channel"] = Name(others[0].channel)
    return [Fact(case, tuple(a.id for a in others), terms)]


def _start(annotation: Annotation) -> int:
    return annotation.start


def _strength(annotation: Annotation) -> float:
    return annotation.strength or 0.0


def _climb(trend: Annotation) -> float:
    return abs(trend.values["to"] - trend.values["from"])


_WEIGHTS = {"trend": _climb, "stable": length, "peak": _strength, "drop": _strength, "shift": _strength}
_FACTS = {"trend": _trend, "stable": _stable, "peak": _event, "drop": _event, "shift": _shift}
