"""The summary: three sentences at most, on the night, the day's movement and the heart."""

from schemas.channels import CHANNELS
from schemas.records import Annotation
from wearscribe.describe.facts.day import Day, length
from wearscribe.describe.facts.semantic import label_terms
from wearscribe.describe.facts.statistical import is_described
from wearscribe.describe.facts.terms import Count, Duration, Fact, Name, Quantity, Term, average, reading, total

_SENTENCES = 3
_NEARLY_ALL = 0.9  # of the minutes: below, a total of steps is told with how much it covers
_DAY = 23 * 60  # minutes: the shortest day, in which clocks go forward


def summary(day: Day) -> list[list[Fact]]:
    """One block, in the order in which one tells a day. Stillness and another channel step in where less is known."""
    facts = [fact for fact in (_night(day), _movement(day), _heart(day)) if fact]
    if len(facts) < _SENTENCES:
        facts += [fact for fact in (_stillness(day),) if fact]
    if not facts:
        facts = [fact for fact in (_other(day),) if fact]
    return [facts] if facts else []


def _night(day: Day) -> Fact | None:
    """The sleep that fills most of the window."""
    logged = [sleep for sleep in day.all("sleep") if not day.is_inferred(sleep)]
    if not logged:
        return None
    night = max(logged, key=lambda sleep: min(sleep.end, day.minutes) - max(sleep.start, 0))
    terms: dict[str, Term] = {**label_terms(day, night), "sleep": Name(night.name or "sleep")}
    asleep, heart = "minutes_asleep" in night.values, "min_heart_rate" in night.values
    if asleep:
        terms["asleep"] = Duration(int(night.values["minutes_asleep"]))
    if heart:
        terms["min"] = reading(night.values["min_heart_rate"], "heart_rate")
    known = "asleep_heart" if asleep and heart else "asleep" if asleep else "heart" if heart else "plain"
    return Fact(f"night.{known}", (night.id,), terms)


def _movement(day: Day) -> Fact | None:
    steps, bouts = day.statistics("steps"), day.all("bout")
    activities = [activity for activity in day.all("activity") if not day.is_inferred(activity)]
    counted = steps is not None and is_described(steps)
    terms: dict[str, Term] = {"window": Name("day" if day.minutes >= _DAY else "window")}
    ids: list[int] = []
    if steps is not None and counted:
        terms["total"] = total(steps.values["total"], "steps")
        ids.append(steps.id)
    if steps is not None and counted and steps.values["measured"] < _NEARLY_ALL * day.minutes:
        terms |= {"measured": Count(int(steps.values["measured"]), ""), "minutes": Count(day.minutes, "minute")}
        return Fact("move.partial", tuple(ids), terms)
    if activities:
        longest = max(activities, key=length)
        terms |= label_terms(day, longest)
        terms |= {"activity": Name(longest.name or "other"), "count": Count(len(activities), "logged_activity")}
        case = "one_activity" if len(activities) == 1 else "activities"
        case = f"move.{case}" if counted else f"move.{case}_alone"
        return Fact(case, (*ids, *(a.id for a in activities)), terms)
    if steps is None or not counted:
        return None
    if steps.values["total"] == 0:
        return Fact("move.nothing", tuple(ids), terms)
    if not bouts:
        return Fact("move.steps", tuple(ids), terms)
    longest = max(bouts, key=length)
    terms |= {**label_terms(day, longest), "count": Count(len(bouts), "bout")}
    terms["bout_steps"] = Quantity(longest.values["steps"], "steps", 0)
    return Fact("move.one_bout" if len(bouts) == 1 else "move.bouts", (*ids, *(a.id for a in bouts)), terms)


def _heart(day: Day) -> Fact | None:
    heart = day.statistics("heart_rate")
    if heart is None or not is_described(heart):
        return None
    at = heart.values["max_at"]
    terms: dict[str, Term] = {
        "mean": reading(heart.values["mean"], "heart_rate"),
        "max": reading(heart.values["max"], "heart_rate"),
        "at": day.clock(at),
    }
    ids = [heart.id]
    known = "mean"
    for resting in day.all("resting_heart_rate"):
        terms["rest"] = reading(resting.values["value"], "heart_rate")
        ids.append(resting.id)
        known = "rest"
    cause = _covering(day, at)
    if cause is None:
        return Fact(f"heart.{known}", tuple(ids), terms)
    terms["begin"] = day.clock(cause.start)
    if cause.kind == "activity":
        terms["activity"] = Name(cause.name or "other")
    return Fact(f"heart.{known}.{cause.kind}", (*ids, cause.id), terms)


def _covering(day: Day, minute: float) -> Annotation | None:
    """The logged activity, or else the bout, in which the minute lies."""
    for kind in ("activity", "bout"):
        for annotation in day.all(kind):
            if annotation.start <= minute < annotation.end and not day.is_inferred(annotation):
                return annotation
    return None


def _stillness(day: Day) -> Fact | None:
    stretches = day.all("sedentary")
    if not stretches:
        return None
    longest = max(stretches, key=length)
    terms: dict[str, Term] = {**label_terms(day, longest), "steps": Quantity(longest.values["steps"], "steps", 0)}
    return Fact("still" if longest.values["steps"] else "still.none", (longest.id,), terms)


def _other(day: Day) -> Fact | None:
    for statistics in day.all("statistics"):
        channel = statistics.channel or ""
        if CHANNELS[channel].aggregation == "mean" and is_described(statistics):
            terms: dict[str, Term] = {
                "channel": Name(channel),
                "mean": average(statistics.values["mean"], channel),
                "min": reading(statistics.values["min"], channel),
                "max": reading(statistics.values["max"], channel),
            }
            return Fact("other", (statistics.id,), terms)
    return None
