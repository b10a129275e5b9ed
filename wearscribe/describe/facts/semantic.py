"""Semantic facts: what the wearer did, how they slept, and why the heart rate rose."""

from schemas.records import Annotation
from wearscribe.describe.facts.day import Day, length, telling
from wearscribe.describe.facts.terms import Count, Duration, Fact, Moment, Name, Quantity, Term, average, reading

_ACTIVITIES, _SLEEPS, _RELATIONS = 8, 4, 6


def semantic(day: Day) -> list[list[Fact]]:
    """A block on activities (longest first), one on sleep and one on relations, both in order of time."""
    blocks = [_activities(day), _sleeps(day), _relations(day)]
    return [block for block in blocks if block]


def _activities(day: Day) -> list[Fact]:
    longest_first = sorted(day.all("activity"), key=length, reverse=True)
    facts = [_activity(day, activity) for activity in longest_first[:_ACTIVITIES]]
    others = longest_first[_ACTIVITIES:]
    if others:
        terms: dict[str, Term] = {"count": Count(len(others), "activity"), "longest": Duration(length(others[0]))}
        facts.append(Fact("more.activity", tuple(a.id for a in others), terms))
    return facts


def _activity(day: Day, activity: Annotation) -> Fact:
    """An activity that reaches beyond the window goes without values: those cover the part inside alone."""
    terms: dict[str, Term] = {**label_terms(day, activity), "activity": Name(activity.name or "other")}
    values = activity.values if day.is_inside(activity) else {}
    heart, steps = "mean_heart_rate" in values, values.get("steps", 0) > 0
    if heart:
        terms["mean"] = average(values["mean_heart_rate"], "heart_rate")
        terms["max"] = reading(values.get("max_heart_rate", values["mean_heart_rate"]), "heart_rate")
    if steps:
        terms["steps"] = Quantity(values["steps"], "steps", 0)
    known = "heart_steps" if heart and steps else "heart" if heart else "steps" if steps else "plain"
    origin = "inferred" if day.is_inferred(activity) else "activity"
    return Fact(f"{origin}.{known}", (activity.id,), terms)


def _sleeps(day: Day) -> list[Fact]:
    told, others = telling(day.all("sleep"), _SLEEPS)
    facts = [fact for sleep in told for fact in _sleep(day, sleep)]
    if others:
        longest = Duration(max(length(a) for a in others))
        ids = tuple(a.id for a in others)
        facts.append(Fact("more.sleep", ids, {"count": Count(len(others), "sleep"), "longest": longest}))
    return facts


def _sleep(day: Day, sleep: Annotation) -> list[Fact]:
    terms: dict[str, Term] = {**label_terms(day, sleep), "sleep": Name(sleep.name or "sleep")}
    values, ids = sleep.values, (sleep.id,)
    asleep, awakenings = "minutes_asleep" in values, "awakenings" in values
    if asleep:
        terms["asleep"] = Duration(int(values["minutes_asleep"]))
    if awakenings:
        terms["awakenings"] = Count(int(values["awakenings"]), "awakening")
    if day.is_inferred(sleep):
        case = "sleep.inferred"
    elif awakenings and values["awakenings"] == 0:
        case = "sleep.unbroken"
    else:
        case = {
            (True, True): "sleep.asleep_awakenings",
            (True, False): "sleep.asleep",
            (False, True): "sleep.awakenings",
            (False, False): "sleep.plain",
        }[asleep, awakenings]
    facts = [Fact(case, ids, terms)]
    if "mean_heart_rate" in values:
        terms["mean"] = average(values["mean_heart_rate"], "heart_rate")
        terms["min"] = reading(values.get("min_heart_rate", values["mean_heart_rate"]), "heart_rate")
        if not day.is_inside(sleep):
            terms["begin"] = day.clock(max(sleep.start, 0))
            terms["end"] = day.until(min(sleep.end, day.minutes))
            facts = [Fact(case, ids, {**terms, **label_terms(day, sleep)})]
        facts.append(Fact("sleep.heart", ids, terms))
    return facts


def _relations(day: Day) -> list[Fact]:
    told, others = telling(day.all("relation"), _RELATIONS, _rise)
    facts = [_relation(day, relation) for relation in told]
    if others:
        ids = tuple(a.id for a in others)
        facts.append(Fact("more.relation", ids, {"count": Count(len(others), "rise")}))
    return facts


def _relation(day: Day, relation: Annotation) -> Fact:
    rise, *context = (day.by_id[ref] for ref in relation.refs)
    at = rise.values.get("at")
    terms: dict[str, Term] = {
        "rise": reading(relation.values["rise"], "heart_rate"),
        "when": day.span(rise) if at is None else Moment(day.clock(at), None),
    }
    ids = (relation.id, *relation.refs)
    if not context:
        return Fact("relation.still", ids, terms)
    during = context[0]
    terms["begin"] = day.clock(during.start)
    terms["end"] = day.until(during.end)
    if during.kind == "activity":
        terms["activity"] = Name(during.name or "other")
        return Fact("relation.inferred" if day.is_inferred(during) else "relation.activity", ids, terms)
    if during.kind == "sleep":
        terms["sleep"] = Name(during.name or "sleep")
        return Fact("relation.sleep", ids, terms)
    terms["length"] = Duration(length(during))
    return Fact("relation.bout", ids, terms)


def label_terms(day: Day, label: Annotation) -> dict[str, Term]:
    return {
        "begin": day.clock(label.start),
        "end": day.until(label.end),
        "length": Duration(length(label)),
    }


def _rise(relation: Annotation) -> float:
    return relation.values["rise"]
