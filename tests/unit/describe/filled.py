"""Every wording, filled with every fact that the days by hand give for its case."""

from functools import cache

from schemas.records import Language
from tests.unit.describe.days import all_days
from wearscribe.describe.captions import PLANNERS, TONGUES
from wearscribe.describe.facts.day import Day
from wearscribe.describe.facts.terms import Fact
from wearscribe.describe.wording import fill


@cache
def facts() -> dict[str, dict[str, list[Fact]]]:
    """Facts by level and case."""
    found: dict[str, dict[str, list[Fact]]] = {level: {} for level in PLANNERS}
    for window, claims in all_days():
        for level, plan in PLANNERS.items():
            for block in plan(Day(window, claims)):
                for fact in block:
                    found[level].setdefault(fact.case, []).append(fact)
    return found


@cache
def filled(language: Language) -> list[tuple[str, str]]:
    """Every wording with every fact of its case: (template, sentence)."""
    tongue = TONGUES[language]
    return [
        (wording.template, fill(wording, fact.terms, tongue))
        for level, cases in facts().items()
        for case, cases_facts in cases.items()
        for wording in tongue.wordings[level][case]
        for fact in cases_facts
    ]
