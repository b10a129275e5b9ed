"""What a sentence can speak of, before any language: quantities, clock times, durations, counts, names."""

from typing import NamedTuple

from schemas.channels import CHANNELS


class Quantity(NamedTuple):
    """A value in a unit of the channel registry, or in that unit with "/min" behind it, to so many decimals."""

    value: float
    unit: str
    decimals: int


class Clock(NamedTuple):
    """A time of day on the wearer's clock; `day` counts from the day on which the window starts."""

    day: int
    hour: int
    minute: int


class Moment(NamedTuple):
    """When something happened: at a time, or between two."""

    begin: Clock
    end: Clock | None


class Duration(NamedTuple):
    minutes: int


class Count(NamedTuple):
    """How many of what; the noun is a key of the language's nouns."""

    number: int
    noun: str


class Name(NamedTuple):
    """A word of a closed vocabulary: a channel, an activity or a sleep."""

    key: str


class Names(NamedTuple):
    """Several channels in one breath."""

    keys: tuple[str, ...]


Term = Quantity | Clock | Moment | Duration | Count | Name | Names


class Fact(NamedTuple):
    """One sentence to be: its case (the row of the wording table), the annotations it stems from, its terms."""

    case: str
    annotations: tuple[int, ...]
    terms: dict[str, Term]


_MOST_DECIMALS = 6
_HALF_DIGIT = [0.5 * 10.0**-decimals for decimals in range(_MOST_DECIMALS + 1)]
_DECIMALS = {c.name: 0 if c.resolution >= 1 else 1 if c.resolution >= 0.1 else 2 for c in CHANNELS.values()}
_RATES = {c.name: f"{c.unit}/min" if c.aggregation == "sum" else c.unit for c in CHANNELS.values()}


def reading(value: float, channel: str) -> Quantity:
    """A value as the device reports it: as fine as its resolution. A summed channel's value is one minute's."""
    return _visible(value, _RATES[channel], _DECIMALS[channel])


def average(value: float, channel: str) -> Quantity:
    """A mean or a standard deviation: one decimal at least."""
    return _visible(value, _RATES[channel], _DECIMALS[channel] or 1)


def total(value: float, channel: str) -> Quantity:
    """The sum of a summed channel, in whole units."""
    return _visible(value, CHANNELS[channel].unit, 0)


def between(low: float, high: float, channel: str) -> tuple[Quantity, Quantity]:
    """Two readings to as many decimals as it takes to tell them apart."""
    decimals = max(reading(low, channel).decimals, reading(high, channel).decimals)
    while low != high and decimals < _MOST_DECIMALS and f"{low:.{decimals}f}" == f"{high:.{decimals}f}":
        decimals += 1
    return Quantity(low, _RATES[channel], decimals), Quantity(high, _RATES[channel], decimals)


def _visible(value: float, unit: str, decimals: int) -> Quantity:
    """So many decimals, or more where the value would read as zero and is not."""
    size = abs(value)
    while size < _HALF_DIGIT[decimals] and value != 0 and decimals < _MOST_DECIMALS:
        decimals += 1
    return Quantity(value, unit, decimals)
