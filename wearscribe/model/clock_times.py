"""Clock times as people write them: 18:05, 6:05 pm, 7 o'clock, 오후 6시 5분, 새벽 두 시 반. Noon stays a word."""

import re
from typing import NamedTuple

from wearscribe.model.number_words import ENGLISH, NATIVE, SINO, either, value

#: Parts of the day, with the hour that such a time is not before where it can be helped: 6 in the evening is 18:00,
#: 12 at night is 0:00, 1 at night is 1:00.
_EARLIEST = {
    "am": 0,
    "morning": 0,
    "pm": 12,
    "afternoon": 12,
    "evening": 15,
    "night": 18,
    "오전": 0,
    "새벽": 0,
    "아침": 3,
    "낮": 9,
    "점심": 10,
    "오후": 12,
    "저녁": 15,
    "밤": 18,
}
_PART = "오전|오후|새벽|아침|점심|저녁|밤|낮"
_HOUR = r"(?:2[0-4]|[01]?\d)"
_END = r"(?![a-z0-9])"

COLON = re.compile(
    rf"(?:(?P<part>{_PART})\s?)?(?<![\d.,:])(?P<hour>{_HOUR}):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    rf"(?:\s?(?P<half>[ap]m){_END})?"
)
ENGLISH_HOUR = re.compile(
    rf"(?<![a-z0-9.,:])(?P<hour>{_HOUR}|{either(ENGLISH)})(?:\s?(?P<half>[ap]m){_END}"
    rf"|(?:\s?o'?clock)?\s(?:in the|at)\s(?P<part>morning|afternoon|evening|night){_END}|\s?o'?clock{_END}"
    rf"|(?=(?:\s?[-–~]\s?|\s(?:to|until|till|and)\s){_HOUR}(?::\d\d)?\s?(?P<shared>[ap]m){_END}))"
)
KOREAN_HOUR = re.compile(
    rf"(?:(?P<part>{_PART})\s?)?(?:(?<![\d.,:])(?P<hour>{_HOUR})|(?<![가-힣])(?P<word>{either(NATIVE)}))\s?시"
    rf"(?![간작도즌절])(?:\s?(?P<minute>[0-5]?\d|{either(SINO)})\s?분|\s?(?P<half_past>반)(?!복|응))?"
)


class ClockTime(NamedTuple):
    """`minute` of the day; `open` when nothing tells which half of the day is meant."""

    minute: float
    open: bool


def clock_time(match: re.Match[str]) -> ClockTime:
    """Of a match of one of the expressions above."""
    said = match.groupdict()
    hour = value(said["hour"] or said["word"])
    part = said.get("half") or said.get("shared") or said.get("part")
    minutes = 30.0 if said.get("half_past") else value(said.get("minute") or "0")
    if part and hour <= 12:
        halves = (hour % 12, hour % 12 + 12)
        hour = next((half for half in halves if half >= _EARLIEST[part]), halves[0])
    open_ = part is None and match.re is not COLON and 0 < hour <= 12
    return ClockTime((hour * 60 + minutes) % 1440, open_)


def after(minute: float, previous: float) -> float:
    """The open time as the nearer one after the previous: in "2 pm to 4", 4 is 16:00."""
    return min((minute, (minute + 720) % 1440), key=lambda time: (time - previous) % 1440)
