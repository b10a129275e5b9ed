"""Dates, spans and names as the page writes them."""

from datetime import datetime, timedelta

#: Channels and kinds whose plain name reads badly.
_NAMES = {
    "spo2": "Oxygen saturation", "rmssd": "HRV (RMSSD)", "sdnn": "HRV (SDNN)", "non_wear": "Not worn",
    "sedentary": "Still", "bout": "Movement", "heart_rate_at_rest": "Heart rate at rest",
    "resting_heart_rate": "Resting heart rate",
}  # fmt: skip


def name_of(slug: str) -> str:
    """`heart_rate` -> Heart rate."""
    return _NAMES.get(slug) or slug.replace("_", " ").capitalize()


def day(moment: datetime, short: bool = False) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y}" if short else f"{moment:%A}, {moment.day} {moment:%B %Y}"


def clock(start: datetime, minute: int) -> str:
    return f"{start + timedelta(minutes=minute):%H:%M}"


def span(start: datetime, first: int, end: int) -> str:
    """`[first, end)` on the wearer's clock; what ends at midnight ends at 24:00, a single minute is told alone."""
    if end - first == 1:
        return clock(start, first)
    until = clock(start, end)
    return f"{clock(start, first)}–{'24:00' if until == '00:00' else until}"


def duration(minutes: float) -> str:
    hours, rest = divmod(round(minutes), 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def wearer(subject: str) -> str:
    """A pseudonym, cut to what tells wearers apart."""
    return subject[:6]


def count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
