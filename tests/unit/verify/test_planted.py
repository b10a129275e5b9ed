"""On days with one planted change the checker accepts what is right, and nothing that is opposite, of the wrong
sign, on another channel, or half an hour late."""

from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.planted import Planted, events, ramps, shifts
from wearscribe.verify import check

SENTENCES = {
    ("peak", "en"): "{channel} peaked at {after} bpm at {start}, above a level of {before} bpm around it.",
    ("drop", "en"): "{channel} dropped to {after} bpm at {start}, below a level of {before} bpm around it.",
    ("trend+", "en"): "{channel} rose from {before} bpm at {start} to {after} bpm at {end}.",
    ("trend-", "en"): "{channel} fell from {before} bpm at {start} to {after} bpm at {end}.",
    ("shift+", "en"): "At {start} the level of {channel} shifted up from {before} bpm to {after} bpm.",
    ("shift-", "en"): "At {start} the level of {channel} shifted down from {before} bpm to {after} bpm.",
    ("peak", "ko"): "{channel}는 {start}에 정점 {after} bpm에 이른 뒤 약 {before} bpm으로 돌아왔습니다.",
    ("drop", "ko"): "{channel}는 {start}에 저점 {after} bpm에 이른 뒤 약 {before} bpm으로 돌아왔습니다.",
    ("trend+", "ko"): "{channel}는 {start}부터 {end}까지 꾸준히 증가해 {before} bpm에서 {after} bpm이 되었습니다.",
    ("trend-", "ko"): "{channel}는 {start}부터 {end}까지 꾸준히 감소해 {before} bpm에서 {after} bpm이 되었습니다.",
    ("shift+", "ko"): "{channel}의 수준이 {start}에 {before} bpm에서 {after} bpm으로 한 단계 올라섰습니다.",
    ("shift-", "ko"): "{channel}의 수준이 {start}에 {before} bpm에서 {after} bpm으로 한 단계 내려섰습니다.",
}
OPPOSITE = {
    "peak": "drop",
    "drop": "peak",
    "trend+": "trend-",
    "trend-": "trend+",
    "shift+": "shift-",
    "shift-": "shift+",
}
CHANNEL = {"en": "Heart rate", "ko": "심박수"}
OTHER = {"en": "Skin temperature", "ko": "피부 온도"}


def planted() -> Iterator[Planted]:
    random = np.random.default_rng(1)
    yield from events(120, random)
    yield from ramps(100, random)
    yield from shifts(80, random)


def said(day: Planted, case: str, language: str, *, channel: str = "", late: int = 0, off: float = 0) -> str:
    def clock(minute: int) -> str:
        return f"{minute // 60:02d}:{minute % 60:02d}"

    return SENTENCES[case, language].format(
        channel=channel or CHANNEL[language],
        start=clock(day.start + late),
        end=clock(day.end + late),
        before=round(day.before),
        after=round(day.after + off),
    )


def case_of(day: Planted) -> str:
    return day.kind if day.kind in ("peak", "drop") else f"{day.kind}{'+' if day.sign > 0 else '-'}"


@pytest.mark.parametrize("language", ["en", "ko"])
def test_right_claims_are_accepted_and_wrong_ones_are_not(language: str) -> None:
    for day in planted():
        case = case_of(day)
        right = said(day, case, language)
        assert check(right, day.window, language).true, (right, check(right, day.window, language))
        off = 0.6 * (day.before - day.after) if day.kind in ("peak", "drop") else 0.3 * day.after
        wrong = [
            said(day, OPPOSITE[case], language),
            said(day, case, language, late=30),
            said(day, case, language, late=-30),
            said(day, case, language, channel=OTHER[language]),
            said(day, case, language, off=off),
        ]
        for sentence in wrong:
            assert check(sentence, day.window, language).false, (right, sentence)
