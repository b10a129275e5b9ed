"""What kind of claim a sentence makes, told from its most telling word to the least."""

from __future__ import annotations

from collections.abc import Sequence

from wearscribe.verify.english import NOUNS
from wearscribe.verify.lexicon import Token

_COUNTED = frozenset(NOUNS) - {"awakening"}


def kind_of(tokens: Sequence[Token], sentence: str) -> str | None:
    """A kind of schemas/annotations.py; `count`, of how many of a kind there were; `heart`, for the day's heart rate
    in one sentence; or None where the sentence is about nothing known."""
    roles = {token.role for token in tokens} | {token.quantity.unit for token in tokens if token.role == "number"}
    values = {token.text for token in tokens if token.role == "value"}
    times = sum(token.role == "time" for token in tokens)
    heart = any(token.role == "channel" and token.text == "heart_rate" for token in tokens)
    resting = "resting_heart_rate" in roles
    begun = any(token.role == "time" and began(sentence, token) for token in tokens)
    if times and "max" in values and (resting or (heart and roles & {"label", "bout"} and begun)):
        return "heart"
    if resting:
        return "resting_heart_rate"
    if not times:
        units = {token.quantity.unit for token in tokens if token.role == "number"}
        if units & _COUNTED or ("more" in roles and units):
            return "count"
        counts_steps = any(token.quantity.unit == "steps" for token in tokens)
        return "statistics" if "channel" in roles or counts_steps else None
    around = roles & {"label", "sleep", "bout", "without"}
    if heart and around and "up" in roles and "trend" not in roles and not values & {"mean", "min", "max"}:
        return "relation"
    for kind in ("label", "sleep", "non_wear", "gap"):
        if kind in roles:
            return "activity" if kind == "label" else kind
    if roles & {"shift", "shift_up", "shift_down"}:
        return "shift"
    for kind in ("peak", "drop", "sedentary", "no_step", "without", "bout"):
        if kind in roles:
            return "sedentary" if kind in ("no_step", "without") else kind
    if "channel" in roles and times > 1:
        if roles & {"up", "down"}:
            return "trend"
        if "stable" in roles:
            return "stable"
    return "statistics" if "channel" in roles else None


def counted(tokens: Sequence[Token]) -> str | None:
    """Of what kind a count is."""
    units = {token.quantity.unit for token in tokens if token.role == "number"}
    roles = {token.role for token in tokens}
    for kind in ("non_wear", "gap", "sedentary", "without", "trend", "peak", "drop", "shift", "stable", "bout"):
        if kind in roles or kind in units:
            return "sedentary" if kind == "without" else kind
    for word, kind in (("activity", "activity"), ("label", "activity"), ("sleep", "sleep"), ("rise", "relation")):
        if word in roles or word in units:
            return kind
    heart = any(token.role == "channel" and token.text == "heart_rate" for token in tokens)
    return "relation" if heart else None


def began(sentence: str, token: Token) -> bool:
    """Whether the time is when something began: then it is not the time of what the sentence is about."""
    return sentence.endswith(("began at ", "started at ", "since "), 0, token.start) or sentence.startswith(
        ("에 시작", "부터 움직이던"), token.end
    )
