"""A sentence as the claims it makes, before any of them is looked up."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.records import Language
from wearscribe.verify.clock import minutes_of
from wearscribe.verify.english import ENGLISH
from wearscribe.verify.kinds import began, counted, kind_of
from wearscribe.verify.korean import KOREAN
from wearscribe.verify.lexicon import Lexicon, Token
from wearscribe.verify.numbers import bind
from wearscribe.verify.verdict import Claim, Quantity

LEXICONS: dict[Language, Lexicon] = {"en": ENGLISH, "ko": KOREAN}
#: Kinds that are about a span and say how long it was.
_SPANS = frozenset({"trend", "stable", "bout", "sedentary", "gap", "non_wear", "activity", "sleep"})
#: Kinds about the steps or the heart rate, whether or not the sentence names them.
_CHANNEL = {"bout": "steps", "sedentary": "steps", "resting_heart_rate": "heart_rate", "relation": "heart_rate"}
_SIGNS = {"peak": 1, "drop": -1, "shift_up": 1, "shift_down": -1, "up": 1, "down": -1}


def read(sentence: str, language: Language, midnight: int) -> list[Claim]:
    """The claims of one sentence; none where it says nothing that can be checked. `midnight` is the minute of the
    day at which the window starts."""
    lexicon, text = LEXICONS[language], sentence.lower()
    tokens = lexicon.scan(text)
    kind = kind_of(tokens, text)
    if kind is None:
        return []
    times = [token for token in tokens if token.role == "time"]
    at = minutes_of(times, midnight)
    if kind == "heart":
        return _heart(tokens, lexicon, text, times, at)
    channels = list(dict.fromkeys(token.text for token in tokens if token.role == "channel"))
    if not channels and any(token.quantity.unit in ("steps", "steps/min") for token in tokens):
        channels = ["steps"]
    claim = Claim(kind, _CHANNEL.get(kind, channels[0] if channels else None))
    whole = _whole(kind, tokens)
    rest = [token for token in tokens if token not in whole]
    claim.values = bind(kind, rest, lexicon, text)
    if kind != "gap" and any(token.role == "number" and token.quantity not in claim.values.values() for token in rest):
        return []  # a number that nobody can tell the meaning of cannot be vouched for
    claim.sign = _sign(kind, tokens)
    if kind == "relation":
        return _relation(claim, tokens, text, times, at)
    if kind == "count":
        claim.name = counted(tokens)
        for token in tokens:
            if token.role == "duration":
                claim.values["longest"] = Quantity(token.number)
        return [claim] if claim.name else []
    _place(claim, at)
    if kind in ("activity", "sleep"):
        claim.name = _name(kind, tokens)
        claim.channel = None
    if kind in _SPANS:
        _lengths(claim, tokens, lexicon, text)
    if (kind == "statistics" and not claim.values) or (kind in _SPANS and claim.end is None):
        return []
    if whole:
        return [claim, *_of_the_day(kind, whole)]
    if kind == "gap":  # several channels in one breath
        return [Claim(kind, name, claim.start, claim.end, values=dict(claim.values)) for name in channels]
    return [claim]


def _place(claim: Claim, at: Sequence[int]) -> None:
    if claim.kind in _SPANS or claim.kind == "resting_heart_rate":
        claim.start, claim.end = (at[0], at[1]) if len(at) > 1 else (at[0] if at else None, None)
    elif at:
        claim.at = at[0]
        if claim.kind == "shift" and len(at) > 1:
            claim.start, claim.end = (at[1], at[2]) if len(at) > 2 else (None, at[1])


def _sign(kind: str, tokens: Sequence[Token]) -> int:
    if kind in ("peak", "drop"):
        return _SIGNS[kind]
    wanted = ("shift_up", "shift_down") if kind == "shift" else ("up", "down")
    said = {token.role for token in tokens if token.role in wanted}
    return _SIGNS[said.pop()] if len(said) == 1 else 0


def _name(kind: str, tokens: Sequence[Token]) -> str | None:
    """The activity; or `nap` where a sleep is called one (a nap may be called a sleep as well)."""
    if kind == "activity":
        return next(token.text for token in tokens if token.role == "label")
    return "nap" if any(token.role == "sleep" and token.text == "nap" for token in tokens) else None


def _lengths(claim: Claim, tokens: Sequence[Token], lexicon: Lexicon, sentence: str) -> None:
    """Each duration is the length of the span, unless the words around it say it was slept."""
    for token in tokens:
        if token.role == "duration":
            name = lexicon.linked("duration", sentence, token) if claim.kind == "sleep" else None
            claim.values.setdefault(name or "length", Quantity(token.number))
    if claim.start is not None and claim.end is None and "length" in claim.values:  # "an hour from 14:00"
        claim.end = claim.start + int(claim.values["length"].value)


def _whole(kind: str, tokens: Sequence[Token]) -> list[Token]:
    """The numbers of a sentence on the day's longest bout or activity that are about the whole day: the steps in
    all, which come first, and how many there were."""
    if kind not in ("bout", "activity"):
        return []
    numbers = [token for token in tokens if token.role == "number"]
    counts = [token for token in numbers if token.quantity.unit in ("bout", "activity", "count")]
    steps = [token for token in numbers if token.quantity.unit == "steps"]
    if counts or any(token.role == "day" or (token.role == "value" and token.text == "total") for token in tokens):
        return [*steps[:1], *counts[:1]]
    return []


def _of_the_day(kind: str, whole: Sequence[Token]) -> list[Claim]:
    return [
        Claim("statistics", "steps", values={"total": token.quantity})
        if token.quantity.unit == "steps"
        else Claim("count", None, name=kind, values={"count": token.quantity})
        for token in whole
    ]


def _heart(
    tokens: Sequence[Token], lexicon: Lexicon, sentence: str, times: Sequence[Token], at: Sequence[int]
) -> list[Claim]:
    """The day's heart rate in a sentence: its mean, its maximum and when, its value at rest, and in which activity
    or bout the maximum fell."""
    rest = [t for t in tokens if t.role == "number" and lexicon.linked("heart", sentence, t) == "rest"]
    others = [token for token in tokens if token not in rest]
    whole = Claim("statistics", "heart_rate", values=bind("statistics", others, lexicon, sentence))
    claims = [whole]
    start: int | None = None
    for token, minute in zip(times, at, strict=True):
        if began(sentence, token):
            start = minute
        else:
            whole.at = minute
    if rest:
        claims.append(Claim("resting_heart_rate", "heart_rate", values={"value": rest[0].quantity}))
    if start is not None:
        label = next((token.text for token in tokens if token.role == "label"), None)
        claims.append(Claim("within", "heart_rate", name=label or "bout", at=whole.at, during=(start, None)))
    return claims


def _relation(
    claim: Claim, tokens: Sequence[Token], sentence: str, times: Sequence[Token], at: Sequence[int]
) -> list[Claim]:
    """A rise of the heart rate, when it was, and what it is tied to. Where two spans are told, either may be the
    rise's: the claim keeps both in `during`, and holds if one reading does."""
    roles = {token.role for token in tokens}
    if "without" in roles:
        claim.name = "without_movement"
    elif "label" in roles:
        claim.name = _name("activity", tokens)
    else:
        claim.name = "sleep" if "sleep" in roles else "bout"
    spans: list[tuple[int, int]] = []
    skip = False
    for i, token in enumerate(times):
        if skip:
            skip = False
        elif began(sentence, token):
            claim.during = (at[i], None)
        elif i + 1 < len(times) and sentence[token.end : times[i + 1].start].strip() in _JOINED:
            spans.append((at[i], at[i + 1]))
            skip = True
        else:
            claim.at = at[i]
    if claim.at is None and spans:
        claim.start, claim.end = spans.pop(0)
    if spans:
        claim.during = spans[0]
    length = next((int(token.number) for token in tokens if token.role == "duration"), None)
    if length is not None and claim.during is not None and claim.during[1] is None:
        claim.during = claim.during[0], claim.during[0] + length
    return [claim] if claim.at is not None or claim.start is not None else []


_JOINED = frozenset({"and", "until", "to", "부터", "에서"})
