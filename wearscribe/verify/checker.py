"""Reads a sentence and recomputes what it says from the raw window."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from schemas.records import Caption, Language, SensorWindow
from wearscribe.verify import judge_events, judge_meaning, judge_movement, judge_statistics, judge_trends
from wearscribe.verify.facts import Facts
from wearscribe.verify.read import read
from wearscribe.verify.verdict import Claim, Reason, Verdict

_JUDGES: dict[str, Callable[[Claim, Facts], Reason]] = {
    "statistics": judge_statistics.statistics,
    "resting_heart_rate": judge_statistics.resting_heart_rate,
    "trend": judge_trends.trend,
    "stable": judge_trends.stable,
    "peak": judge_events.event,
    "drop": judge_events.event,
    "shift": judge_events.shift,
    "bout": judge_movement.bout,
    "sedentary": judge_movement.sedentary,
    "gap": judge_movement.gap,
    "non_wear": judge_movement.non_wear,
    "activity": judge_meaning.label,
    "sleep": judge_meaning.label,
    "relation": judge_meaning.relation,
    "within": judge_meaning.within,
    "count": judge_meaning.count,
}


def judge(claims: Iterable[Claim], facts: Facts) -> Verdict:
    """The claims, each with its reason. They may come from any reader, not only from ours."""
    decided = tuple(claims)
    for claim in decided:
        try:
            claim.reason = _JUDGES[claim.kind](claim, facts)
        except (KeyError, TypeError):  # of a `values` or a minute that the sentence, a model's perhaps, does not name
            claim.reason = "incomplete"
    return Verdict(decided)


class Checker:
    """Checks many sentences about one window; what was recomputed for one serves the next."""

    def __init__(self, window: SensorWindow) -> None:
        self._facts = Facts(window)

    def check(self, sentence: str, language: Language) -> Verdict:
        """What one sentence claims, and whether it holds."""
        return judge(read(sentence, language, self._facts.midnight), self._facts)


def check(sentence: str, window: SensorWindow, language: Language) -> Verdict:
    """What one sentence claims of the window, and whether it holds."""
    return Checker(window).check(sentence, language)


def verify(captions: Iterable[Caption], window: SensorWindow) -> tuple[Caption, ...]:
    """The captions, each `verified` where every sentence of it is true."""
    checker = Checker(window)
    return tuple(
        caption.model_copy(
            update={"verified": all(checker.check(said.text, caption.language).true for said in caption.sentences)}
        )
        for caption in captions
    )
