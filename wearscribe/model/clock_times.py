"""Clock times as people write them: 18:05, 6:05 pm, 7 o'clock, 오후 6시 5분, 새벽 두 시 반. Noon stays a word."""

import re

from wearscribe.model.number_patterns import END, Found, Reader
from wearscribe.model.number_words import HOURS, NATIVE, SINO, either, value
from wearscribe.model.units import CLOCK

_MASK = "10:00"  # a clock time: of the masks tried, the sentence encoder tells sentences apart best with it

#: Parts of the day, with the hour that such a time is not before where it can be helped: 6 in the evening is 18:00,
#: 12 at night is 0:00, 1 at night is 1:00.
_EARLIEST = {
    "am": 0, "morning": 0, "pm": 12, "afternoon": 12, "evening": 15, "night": 18,
    "오전": 0, "새벽": 0, "아침": 3, "낮": 9, "점심": 10, "오후": 12, "저녁": 15, "밤": 18,
}  # fmt: skip
_PART = "오전|오후|새벽|아침|점심|저녁|밤|낮"
_HOUR = r"(?:2[0-4]|[01]?\d)"
_DAY = r"(?:in the|at)\s(?P<part>morning|afternoon|evening|night)"
_SPAN = r"\s?[-–~]\s?|\s(?:to|until|till|and)\s"

_COLON = re.compile(
    rf"(?:(?P<part>{_PART})\s?)?(?<![\d.,:])(?P<hour>{_HOUR}):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|:\d)"
    rf"(?:\s?(?P<half>[ap]m){END})?"
)
_ENGLISH = re.compile(
    rf"(?<![a-z0-9.,:])(?P<hour>{_HOUR}|{either(HOURS)})"
    rf"(?:\s?(?P<half>[ap]m){END}|(?:\s?o'?clock)?\s{_DAY}{END}|\s?o'?clock{END}"
    rf"|(?=(?:{_SPAN}){_HOUR}(?::\d\d)?\s?(?P<shared>[ap]m){END}))"  # the 6 of "6 to 7 pm"
)
_KOREAN = re.compile(
    rf"(?:(?P<part>{_PART})\s?)?(?:(?<![\d.,:])(?P<hour>{_HOUR})|(?<![가-힣])(?P<word>{either(NATIVE)}))\s?시"
    rf"(?![간작즌절])(?:\s?(?P<minute>[0-5]?\d|{either(SINO)})\s?분|\s?(?P<half_past>반)(?!복|응))?"
)


def _read(match: re.Match[str]) -> Found:
    said = match.groupdict()
    hour = value(said["hour"] or said["word"])
    part = said.get("half") or said.get("shared") or said.get("part")
    minutes = 30 if said.get("half_past") else value(said.get("minute") or "0")
    if part and hour <= 12:
        halves = (hour % 12, hour % 12 + 12)
        hour = next((half for half in halves if half >= _EARLIEST[part]), halves[0])
    untold = part is None and match.re is not _COLON and 0 < hour <= 12
    return Found((hour * 60 + minutes) % 1440, CLOCK, _MASK, untold)


def _read_colon(match: re.Match[str]) -> Found:
    part, hour, minute, half = match.groups()
    if part or half:
        return _read(match)
    return Found((int(hour) * 60 + int(minute)) % 1440, CLOCK, _MASK)


def after(minute: float, previous: float) -> float:
    """An open time as the nearer one after the previous: in "2 pm to 4 o'clock", 4 is 16:00."""
    return min((minute, (minute + 720) % 1440), key=lambda time: (time - previous) % 1440)


COLON = Reader((":",), _COLON, _read_colon)
ENGLISH_HOUR = Reader(("am", "pm", "clock", "morning", "noon", "evening", "night"), _ENGLISH, _read)
KOREAN_HOUR = Reader(("시",), _KOREAN, _read)
