"""Durations as people write them, in minutes: 1 h 20 min, 45-minute, two and a half hours, 1시간 20분, 세 시간 반."""

import re

from wearscribe.model.number_patterns import DIGITS, END, START, Found, Reader
from wearscribe.model.number_words import ANY_ENGLISH, NATIVE, SINO, either, value
from wearscribe.model.units import DURATION

#: Written in hours, and in minutes or seconds: a night is not masked as a break is.
_HOURS_MASK, _MINUTES_MASK = "3 hours", "30 minutes"
_KOREAN_HOURS_MASK, _KOREAN_MINUTES_MASK = "3시간", "30분"
_NUMBER = f"(?:{DIGITS}|(?:{ANY_ENGLISH}){END})"

_HOURS = re.compile(
    rf"{START}({_NUMBER})( and a half)?[ -]?(?:hours?|hrs?|h)"
    rf"(?:{END}(?:,? (?:and )?({_NUMBER})[ -]?(?:minutes?|mins?|m){END})?|([0-5]?\d)(?:min|m)?{END})"
)
_MINUTES = re.compile(rf"{START}({_NUMBER})[ -]?(minutes?|mins?|seconds?|secs?){END}")
_KOREAN_HOURS = re.compile(
    rf"({DIGITS}|(?<![가-힣])(?:{either(NATIVE)})) ?시간(?!당|대)(?: ?(\d+|{either(SINO)}) ?분| ?(반)(?!복|응))?"
)
_KOREAN_MINUTES = re.compile(rf"({DIGITS}|(?<![가-힣])(?:{either(SINO)})) ?(분|초)(?!당|위|류|과|반)")


def _hours(match: re.Match[str]) -> Found:
    hours, half, rest, tight = match.groups()
    return Found(60 * value(hours) + (30 if half else 0) + value(rest or tight or "0"), DURATION, _HOURS_MASK)


def _minutes(match: re.Match[str]) -> Found:
    return Found(value(match[1]) / (60 if match[2].startswith("s") else 1), DURATION, _MINUTES_MASK)


def _korean_hours(match: re.Match[str]) -> Found:
    hours, minutes, half = match.groups()
    return Found(60 * value(hours) + (30 if half else 0) + value(minutes or "0"), DURATION, _KOREAN_HOURS_MASK)


def _korean_minutes(match: re.Match[str]) -> Found:
    return Found(value(match[1]) / (60 if match[2] == "초" else 1), DURATION, _KOREAN_MINUTES_MASK)


ENGLISH_DURATIONS = (Reader(("h",), _HOURS, _hours), Reader(("min", "sec"), _MINUTES, _minutes))
KOREAN_DURATIONS = (
    Reader(("시간",), _KOREAN_HOURS, _korean_hours),
    Reader(("분", "초"), _KOREAN_MINUTES, _korean_minutes),
)
