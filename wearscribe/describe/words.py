"""The words that captions are made of, for a model that writes them by itself."""

from collections.abc import Iterator

from schemas.activities import ACTIVITIES, SLEEPS
from schemas.channels import CHANNELS
from schemas.records import Language
from wearscribe.describe.captions import TONGUES
from wearscribe.describe.english.names import NOUNS, UNITS
from wearscribe.describe.facts.terms import Clock, Count, Duration, Moment, Name, Names, Quantity, Term


def phrases(language: Language) -> Iterator[str]:
    """Every template with numbers in its slots, every term, and numbers with every word that agrees with them.

    Each word of a caption is one of theirs, or two of them in one: a Korean name and its particle.
    """
    tongue = TONGUES[language]
    wordings = [wording for level in tongue.wordings.values() for case in level.values() for wording in case]
    for wording in wordings:
        yield wording.pattern % tuple("0" for _ in wording.slots)
    for term in _terms():
        yield tongue.say[type(term)](term)
    for agreement in {agreement for wording in wordings for _, agreement in wording.agreements}:
        for digit in range(10):
            yield tongue.agree(f"{digit} {digit}", agreement)


def _terms() -> Iterator[Term]:
    for key in (*CHANNELS, *ACTIVITIES, *SLEEPS, "day", "window"):
        yield Name(key)
    for number in (1, 2):
        yield from (Count(number, noun) for noun in NOUNS)
        yield from (Quantity(number, unit, 0) for unit in UNITS)
        yield from (Clock(day * number, hour, 0) for day in (-1, 1) for hour in (3, 20))
        yield Duration(61 * number)
    yield Moment(Clock(0, 1, 0), None)
    yield Moment(Clock(0, 1, 0), Clock(0, 2, 0))
    yield from (Names(tuple(CHANNELS)[:count]) for count in (2, 6))
