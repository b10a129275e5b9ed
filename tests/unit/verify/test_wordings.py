"""Every wording of the captions, filled: the checker reads the kind of claim the wording is filed under, on the right
channel, at the right times, and each number as what it is."""

from collections.abc import Iterator

import pytest

from schemas.records import Language
from wearscribe.describe.captions import TONGUES
from wearscribe.describe.facts.terms import Clock, Count, Duration, Moment, Name, Names, Quantity, Term
from wearscribe.describe.wording import fill
from wearscribe.verify.read import read
from wearscribe.verify.verdict import Claim

BPM, STEPS, CADENCE = "bpm", "steps", "steps/min"
AT, BEGIN, END = 615, 570, 660

TERMS: dict[str, Term] = {
    "channel": Name("heart_rate"),
    "channels": Names(("heart_rate", "steps")),
    "mean": Quantity(72.4, BPM, 1),
    "sd": Quantity(9.3, BPM, 1),
    "min": Quantity(51, BPM, 0),
    "max": Quantity(142, BPM, 0),
    "p05": Quantity(52, BPM, 0),
    "p25": Quantity(61, BPM, 0),
    "p50": Quantity(70, BPM, 0),
    "p75": Quantity(80, BPM, 0),
    "p95": Quantity(99, BPM, 0),
    "total": Quantity(8123, STEPS, 0),
    "measured": Count(1200, ""),
    "minutes": Count(1440, "minute"),
    "value": Quantity(120, BPM, 0),
    "baseline": Quantity(71, BPM, 0),
    "change": Quantity(36, BPM, 0),
    "from": Quantity(62, BPM, 0),
    "to": Quantity(98, BPM, 0),
    "before": Quantity(63, BPM, 0),
    "after": Quantity(95, BPM, 0),
    "low": Quantity(60, BPM, 0),
    "high": Quantity(69, BPM, 0),
    "steps": Quantity(2310, STEPS, 0),
    "bout_steps": Quantity(2311, STEPS, 0),
    "cadence": Quantity(96, CADENCE, 0),
    "peak": Quantity(131, CADENCE, 0),
    "rise": Quantity(33, BPM, 0),
    "rest": Quantity(55.1, BPM, 1),
    "begin": Clock(0, 9, 30),
    "end": Clock(0, 11, 0),
    "at": Clock(0, 10, 15),
    "length": Duration(END - BEGIN),
    "longest": Duration(25),
    "asleep": Duration(71),
    "awakenings": Count(3, "awakening"),
    "activity": Name("run"),
    "sleep": Name("sleep"),
    "when": Moment(Clock(0, 10, 15), None),
    "count": Count(3, "bout"),
    "window": Name("day"),
}
STEPS_TERMS: dict[str, Term] = {
    "channel": Name("steps"),
    **{name: Quantity(value, CADENCE, 1) for name, value in (("mean", 5.2), ("sd", 17.8), ("min", 0), ("max", 151))},
}
#: What a case is a claim of, where that is not its own name; by its first word or whole.
KINDS = {
    "level": "statistics", "spread": "statistics", "median": "statistics", "total": "statistics",
    "rate": "statistics", "nothing": "statistics",
    "constant": "statistics", "highest": "statistics", "lowest": "statistics", "coverage": "statistics",
    "sparse": "statistics", "other": "statistics", "resting": "resting_heart_rate", "flat": "stable",
    "inferred": "activity", "night": "sleep", "more": "count", "still": "sedentary", "heart": "statistics",
    "move.activities": "activity", "move.one_activity": "activity", "move.activities_alone": "activity",
    "move.one_activity_alone": "activity", "move.bouts": "bout", "move.one_bout": "bout",
    "move.steps": "statistics", "move.nothing": "statistics", "move.partial": "statistics",
}  # fmt: skip
NOUNS = {
    "non_wear": "stretch", "gap": "gap", "bout": "bout", "sedentary": "stretch", "trend": "trend", "stable": "stretch",
    "peak": "peak", "drop": "drop", "shift": "shift", "activity": "activity", "sleep": "sleep", "relation": "rise",
}  # fmt: skip
#: The slots that hold a value of the claim under another name.
VALUES = {"peak": "peak_cadence", "bout_steps": "steps"}
NOT_VALUES = {
    "channel", "channels", "begin", "end", "at", "when", "activity", "sleep", "total", "rest", "count", "longest",
    "window",
}  # fmt: skip
OF_A_DAY = {"move.activities", "move.one_activity", "move.bouts", "move.one_bout", "heart"}


def cases() -> Iterator[tuple[Language, str, str, str, dict[str, Term]]]:
    for language, tongue in TONGUES.items():
        for wordings in tongue.wordings.values():
            for case, choices in wordings.items():
                for terms in terms_of(case):
                    for wording in choices:
                        yield language, case, wording.template, fill(wording, terms, tongue), terms


def terms_of(case: str) -> list[dict[str, Term]]:
    terms = dict(TERMS)
    if case.partition(".")[0] in ("total", "rate", "nothing", "partial"):
        terms |= STEPS_TERMS
    if case in ("nothing", "move.nothing"):
        terms["total"] = Quantity(0, STEPS, 0)
    if case == "trend.down":
        terms["from"], terms["to"] = terms["to"], terms["from"]
    if case == "shift.down":
        terms["before"], terms["after"] = terms["after"], terms["before"]
    if case == "drop":
        terms["value"] = Quantity(35, BPM, 0)
    if case.startswith("more."):
        terms["count"] = Count(3, NOUNS[case.removeprefix("more.")])
    if case.startswith("move.activities"):
        terms["count"] = Count(3, "logged_activity")
    if case.startswith(("sleep", "night")):  # across midnight
        terms |= {"begin": Clock(-1, 23, 10), "end": Clock(0, 7, 5), "length": Duration(475)}
    if case.startswith("relation"):
        return [terms, terms | {"when": Moment(Clock(0, 9, 40), Clock(0, 10, 20))}]
    return [terms]


def kind_of(case: str) -> str:
    first = case.partition(".")[0]
    return KINDS.get(case, KINDS.get(first, first))


@pytest.mark.parametrize(("language", "case", "template", "sentence", "terms"), list(cases()))
def test_the_checker_reads_every_wording(
    language: Language, case: str, template: str, sentence: str, terms: dict[str, Term]
) -> None:
    claims = read(sentence, language, 0)
    assert claims, sentence
    claim, kind = claims[0], kind_of(case)
    assert claim.kind == kind, (sentence, claims)
    if kind == "count":
        assert claim.name == case.removeprefix("more."), (sentence, claims)
        assert claim.values["count"].value == 3, (sentence, claims)
        return
    slots = {part.split("}")[0].split(":")[0] for part in template.split("{")[1:]}
    told = slots - NOT_VALUES - ({"length"} if kind == "relation" else set())
    for slot in told:
        assert says(claim, VALUES.get(slot, slot), terms[slot]), (slot, sentence, claims)
    if "channel" in slots:
        assert claim.channel == terms["channel"].key, (sentence, claims)  # type: ignore[union-attr]  # a Name
    if "channels" in slots:
        assert [found.channel for found in claims] == ["heart_rate", "steps"], (sentence, claims)
    if case.startswith(("trend", "shift")):
        assert claim.sign == (1 if case.endswith("up") else -1), (sentence, claims)
    if case.partition(".")[0] in OF_A_DAY or case in OF_A_DAY:
        check_the_rest(claims, slots, sentence)
    check_times(claim, case, slots, sentence)


def says(claim: Claim, name: str, term: Term) -> bool:
    number = term.minutes if isinstance(term, Duration) else term.number if isinstance(term, Count) else term.value  # type: ignore[union-attr]
    return name in claim.values and claim.values[name].value == number


def check_the_rest(claims: list[Claim], slots: set[str], sentence: str) -> None:
    """What a summary says beside its main claim."""
    rest = {(claim.kind, name): value.value for claim in claims[1:] for name, value in claim.values.items()}
    if "total" in slots:
        assert rest["statistics", "total"] == 8123, (sentence, claims)
    if "count" in slots:
        assert rest["count", "count"] == 3, (sentence, claims)
    if "rest" in slots:
        assert rest["resting_heart_rate", "value"] == 55.1, (sentence, claims)
    if "at" in slots and "begin" in slots:
        assert claims[-1].kind == "within", (sentence, claims)
        assert claims[-1].during == (BEGIN, None), (sentence, claims)


def check_times(claim: Claim, case: str, slots: set[str], sentence: str) -> None:
    begin, end = (-50, 425) if case.startswith(("sleep", "night")) else (BEGIN, END)
    if case.startswith("relation"):
        when = (claim.at, claim.start, claim.end)
        span = claim.during if claim.start is None else None
        assert when in ((AT, None, None), (None, 580, 620), (None, BEGIN, END)), (sentence, claim)
        if span is not None and "begin" in slots:
            assert span == (BEGIN, END if slots & {"end", "length"} else None), (sentence, claim)
        return
    if "at" in slots:
        assert claim.at == AT, (sentence, claim)
    elif "begin" in slots:
        assert claim.start == begin, (sentence, claim)
        if "end" in slots or "length" in slots:
            assert claim.end == end, (sentence, claim)
