"""What each number of a sentence stands for."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.channels import CHANNELS
from wearscribe.verify.lexicon import Lexicon, Token
from wearscribe.verify.verdict import Quantity

#: What the numbers that no word speaks for are, in their order, kind by kind.
_PLAIN = {
    "trend": ("from", "to"),
    "peak": ("value",),
    "drop": ("value",),
    "shift": ("after",),
    "resting_heart_rate": ("value",),
    "relation": ("rise",),
}
_BY_UNIT = {"steps": "steps", "steps/min": "cadence", "awakening": "awakenings", "count": "awakenings"}
_COUNTED_BY_UNIT = frozenset({"bout", "sedentary", "activity", "sleep"})


def bind(kind: str, tokens: Sequence[Token], lexicon: Lexicon, sentence: str) -> dict[str, Quantity]:
    """The values a sentence of this kind states, by name. A name said twice keeps the first."""
    numbers = [token for token in tokens if token.role == "number"]
    if kind == "count":
        return {"count": numbers[0].quantity}
    if kind == "statistics":
        return _statistics(numbers, tokens, lexicon, sentence)
    values: dict[str, Quantity] = {}
    if kind in _COUNTED_BY_UNIT:
        spoken = _spoken(numbers, tokens, lexicon, sentence)
        for token in numbers:
            role = lexicon.linked(kind, sentence, token) or _BY_UNIT.get(token.quantity.unit) or spoken.get(token)
            if role is not None:
                values.setdefault(role, token.quantity)
        if any(token.role == "unbroken" for token in tokens):
            values["awakenings"] = Quantity(0)
        if kind == "sedentary" and "steps" not in values and any(token.role == "no_step" for token in tokens):
            values["steps"] = Quantity(0)
        return values
    unspoken = []
    for token in numbers:
        role = lexicon.linked(kind, sentence, token)
        if role is None:
            unspoken.append(token)
        else:
            values.setdefault(role, token.quantity)
    if kind == "stable":
        names: tuple[str, ...] = ("mean",) if len(unspoken) == 1 else ("low", "high")
    else:
        names = _PLAIN.get(kind, ())
    free = [name for name in names if name not in values]
    return values | {name: token.quantity for name, token in zip(free, unspoken, strict=False)}


def _spoken(numbers: Sequence[Token], tokens: Sequence[Token], lexicon: Lexicon, sentence: str) -> dict[Token, str]:
    """The number that each value word speaks for: the one it follows directly if it is such a phrase, else the next
    number that no other word speaks for, else the one before it."""
    found: dict[Token, str] = {}
    waiting: list[Token] = []  # words since the last number
    late: list[Token] = []
    last: Token | None = None
    for token in tokens:
        if token.role == "number":
            if waiting and token not in found:
                found[token] = waiting.pop().text
            late += waiting
            waiting, last = [], token
        elif token.role == "value":
            follows = last is not None and not sentence[last.end : token.start].strip()
            if (
                follows
                and last is not None
                and last not in found
                and sentence[token.start : token.end] in lexicon.after
            ):
                found[last] = token.text
            else:
                waiting.append(token)
    used = set(found.values())
    for word in waiting:  # no number follows: they speak for one that is still unspoken
        free = [number for number in numbers if number not in found and number.end <= word.start]
        if free and word.text not in used:
            found[free[-1]] = word.text
            used.add(word.text)
    free = [number for number in numbers if number not in found]
    for number, word in zip(free, [word for word in late if word.text not in used], strict=False):
        found[number] = word.text  # "mean, max, min, sd are a, b, c, d"
    return found


def _statistics(
    numbers: Sequence[Token], tokens: Sequence[Token], lexicon: Lexicon, sentence: str
) -> dict[str, Quantity]:
    roles = {token.role for token in tokens}
    channel = next((token.text for token in tokens if token.role == "channel"), None)
    counts = [token for token in numbers if not token.quantity.unit and not token.quantity.decimals]
    measured = _measured(counts, tokens) if "measured" in roles else {}
    if measured:
        numbers = [token for token in numbers if token not in counts]
    spoken = _spoken(numbers, tokens, lexicon, sentence)
    values = {name: token.quantity for token, name in spoken.items()}
    free = [token.quantity for token in numbers if token not in spoken]
    if len(free) >= 2:
        low, high = ("p25", "p75") if "quartiles" in roles else ("p05", "p95") if "ninety" in roles else ("min", "max")
        values |= {low: free[0], high: free[1]}
    elif free and {"min", "max"} & values.keys() and not {"min", "max"} <= values.keys():
        values["min" if "max" in values else "max"] = free[0]
    elif free and not values:
        counted = CHANNELS[channel or "steps"]
        values["total" if counted.aggregation == "sum" and free[0].unit == counted.unit else "mean"] = free[0]
    if "constant" in roles and "mean" in values:
        values |= {"min": values["mean"], "max": values["mean"]}
    if "both_quartiles" in roles and "p50" in values:
        values |= {"p25": values["p50"], "p75": values["p50"]}
    return values | measured


def _measured(counts: Sequence[Token], tokens: Sequence[Token]) -> dict[str, Quantity]:
    """ "540 of 1,440 minutes": the larger is the window's length."""
    durations = [token.number for token in tokens if token.role == "duration"]
    said = sorted([*durations, *(token.number for token in counts)])
    return {"measured": Quantity(said[0]), "minutes": Quantity(said[-1])} if len(said) > 1 else {}
