"""Asks: the short ways in which people ask for a day, sampled from the facts that hold for it.

An ask is true for every window that has all the facts it needs and none of those it forbids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from schemas.records import Language
from wearscribe.synthesize.activities import TWENTY
from wearscribe.training import asks_english as english
from wearscribe.training import asks_korean as korean
from wearscribe.training.activity_words import ENGLISH, KOREAN
from wearscribe.training.facts import CATEGORIES

WORDINGS = 100  # of a single fact in a language: every new text costs a sentence vector
_UNNAMED = 0.3  # of the Korean asks of one fact: those that do not name the activity, where there are some
PAIR, TRIPLE = 0.5, 0.7  # of the asks of several facts: pairs, up to triples; the rest has a negation


@dataclass(frozen=True, slots=True)
class Ask:
    text: str
    language: Language
    need: tuple[str, ...]
    forbid: tuple[str, ...] = ()


def single(facts: Iterable[str], language: Language, random: Random) -> Ask | None:
    """An ask for one of the facts, or None where there are none."""
    by_subject = subjects(facts)
    if not by_subject:
        return None
    fact = random.choice(by_subject[_some(list(by_subject), 1, random)[0]])
    return _said((fact,), (), language, Random(f"{fact} {language} {random.randrange(WORDINGS)}"))


def several(facts: Iterable[str], language: Language, random: Random, absent: Sequence[str] = TWENTY) -> Ask | None:
    """An ask for two or three facts that hold of a whole day, or for one or two and the lack of an activity: one of
    `absent` that is none of the facts."""
    by_subject = subjects(facts)
    form = random.random()
    count = 2 if form < PAIR else 3 if form < TRIPLE else random.choice((1, 2))
    need = tuple(random.choice(by_subject[subject]) for subject in _some(list(by_subject), count, random))
    lacking = [name for name in absent if name not in by_subject]
    forbid = (random.choice(lacking),) if form >= TRIPLE and lacking else ()
    return _said(need, forbid, language, random) if len(need) == count else None


def _said(need: tuple[str, ...], forbid: tuple[str, ...], language: Language, random: Random) -> Ask:
    say = _english if language == "en" else _korean
    return Ask(say(need, forbid, random), language, need, forbid)


def subjects(facts: Iterable[str]) -> dict[str, list[str]]:
    """The facts by what they speak of, so that an ask never says one thing twice; in the order of their names."""
    found: dict[str, list[str]] = {}
    for fact in sorted(facts):
        subject = fact.split(".", 1)[0]
        found.setdefault(_SUBJECT.get(fact, subject), []).append(fact)
    return found


_SUBJECT = {
    "sleep.nap": "nap", "sleep.early_bed": "bedtime", "heart.low_rest": "rest", "heart.high_rest": "rest",
    "heart.high_night": "night", "heart.very_high": "maximum",
}  # fmt: skip
#: How likely a subject is asked for beside an activity (1); what nearly every day has says little.
_WEIGHT = {"wear": 0.35, "bout": 0.35, "steps": 0.6, "sedentary": 0.35, "exercise": 0.6, "rest": 0.5, "maximum": 0.5,
           "night": 0.6, "bedtime": 0.7, "heart": 2.0, "sleep": 2.0, **dict.fromkeys(CATEGORIES, 0.3)}  # fmt: skip


def _some(names: list[str], count: int, random: Random) -> list[str]:
    """`count` different names, or all: heavier ones more often (Efraimidis and Spirakis 2006, algorithm A-ES)."""
    keys = {name: random.random() ** (1 / _WEIGHT.get(name, 1.0)) for name in names}
    return sorted(names, key=keys.__getitem__, reverse=True)[:count]


def _english(need: Sequence[str], forbid: Sequence[str], random: Random) -> str:
    ways = [english.WAYS[fact] for fact in need]
    noun = [random.choice(way.nouns) for way in ways]
    past = [random.choice(way.past) for way in ways]
    first = ways[0]
    form = random.random()
    if len(need) == 1:
        if forbid or form < 0.35 or (form > 0.7 and not first.whole):
            text = random.choice(english.OF_NOUN).format(noun[0]) if not forbid else noun[0]
        else:
            text = random.choice(english.OF_PAST).format(past[0]) if form < 0.7 else random.choice(first.whole)
    elif len(need) == 2:
        if form < 0.2:
            text = random.choice(english.MIXED).format(past=past[0], noun=noun[1])
        else:
            templates, words = (english.JOINED_NOUNS, noun) if form < 0.6 else (english.JOINED_PAST, past)
            text = random.choice(templates).format(*words)
    else:
        words = noun if form < 0.5 else past
        text = f"{words[0]}, {words[1]} and {words[2]}"
    for fact in forbid:
        bare = random.choice(ENGLISH[fact].nouns)
        text = random.choice(english.WITHOUT).format(text, bare)
    return _no_double_article(text)


def _no_double_article(text: str) -> str:
    return text.replace("no a ", "no ").replace("no an ", "no ").replace("day with no day", "day with no")


def _korean(need: Sequence[str], forbid: Sequence[str], random: Random) -> str:
    ways = [korean.WAYS[fact] for fact in need]
    nouns = [random.choice(way.nouns) for way in ways]
    verbs = [random.choice(way.verbs) for way in ways]
    form = random.random()
    if forbid:
        absent = random.choice(KOREAN[forbid[0]].nouns)
        joined = "고 ".join([past[:-1] for _, past in verbs[:-1]] + [verbs[-1][0]])
        return random.choice(korean.WITHOUT).format(noun=absent, attribute=joined)
    if len(need) == 1:
        if ways[0].whole and random.random() < _UNNAMED:
            return random.choice(ways[0].whole)
        if form < 0.3:
            return random.choice(korean.OF_NOUN).format(nouns[0])
        attribute, past = verbs[0]
        if form < 0.75:
            return random.choice(korean.OF_ATTRIBUTE).format(attribute)
        return random.choice(korean.OF_PAST).format(past[:-1])
    if form < 0.35:
        return ", ".join(nouns) if len(nouns) > 2 else random.choice(korean.JOINED_NOUNS).format(*nouns)
    start = "고 ".join(past[:-1] for _, past in verbs[:-1])
    return random.choice(korean.JOINED_VERBS).format(start, verbs[-1][0])
