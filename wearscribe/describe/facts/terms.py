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
_PLAIN = [f"%.{decimals}f" for decimals in range(_MOST_DECIMALS + 1)]
_FORMATS = [f"{{:,.{decimals}f}}".format for decimals in range(_MOST_DECIMALS + 1)]
_HALF_DIGIT = [0.5 * 10.0**-decimals for decimals in range(_MOST_DECIMALS + 1)]
_DECIMALS = {c.name: 0 if c.resolution >= 1 else 1 if c.resolution >= 0.1 else 2 for c in CHANNELS.values()}
_RATES = {c.name: f"{c.unit}/min" if c.aggregation == "sum" else c.unit for c in CHANNELS.values()}


def digits(quantity: Quantity) -> str:
    """The number as both languages write it: thousands parted by commas, and no minus before a zero."""
    value, _, decimals = quantity
    # the plain form takes half the time of the one with commas
    text = _PLAIN[decimals] % value if -999 < value < 999 else _FORMATS[decimals](value)
    return text[1:] if text[0] == "-" and not text.strip("-0.,") else text


def reading(value: float, channel: str) -> Quantity:
    """A value as the device reports it: as fine as its resolution. A summed channel's value is one minute's."""
    return Quantity(value, _RATES[channel], _visible(value, _DECIMALS[channel]))


def average(value: float, channel: str) -> Quantity:
    """A mean or a standard deviation: one decimal at least."""
    return Quantity(value, _RATES[channel], _visible(value, _DECIMALS[channel] or 1))


def total(value: float, channel: str) -> Quantity:
    """The sum of a summed channel, in whole units."""
    return Quantity(value, CHANNELS[channel].unit, _visible(value, 0))


def between(low: float, high: float, channel: str) -> tuple[Quantity, Quantity]:
    """Two readings to as many decimals as it takes to tell them apart."""
    unit, decimals = _RATES[channel], max(_visible(low, _DECIMALS[channel]), _visible(high, _DECIMALS[channel]))
    apart = abs(high - low)
    while 0 < apart < 2 * _HALF_DIGIT[decimals] and decimals < _MOST_DECIMALS:
        if _PLAIN[decimals] % low != _PLAIN[decimals] % high:
            break
        decimals += 1
    return Quantity(low, unit, decimals), Quantity(high, unit, decimals)


def _visible(value: float, decimals: int) -> int:
    """So many decimals, or more where the value would read as zero and is not."""
    size = abs(value)
    while size < _HALF_DIGIT[decimals] and value != 0 and decimals < _MOST_DECIMALS:
        decimals += 1
    return decimals
