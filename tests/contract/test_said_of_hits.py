"""What is said of a hit is about the minutes that answer, and what no window has is named, on real records."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from sqlalchemy import Engine

from schemas.records import Annotation, CaptionedWindow, Embedding, Sentence
from services.store import text_tower
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import Filters, hybrid, search_text
from services.stream.types import Partition
from tests.support.windows import MODEL
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.static_tower import StaticTower, tokens_of
from wearscribe.synthesize.people import SyntheticPerson

pytestmark = pytest.mark.real
VECTOR = np.ones(4, dtype=np.float32) / 2
TILTED = np.array([1, 1, 1, 0], dtype=np.float32) / np.sqrt(3, dtype=np.float32)  # a bout is nearer to every text
WORDS = sorted({token for text in ("walk", "golf", "골프", "scuba", "서핑", "산책") for token in tokens_of(text)})


@pytest.fixture(scope="module")
def days() -> dict[object, CaptionedWindow]:
    """With a bout in each, whose minutes are no condition's."""
    found = {}
    for window in (window for number in (0, 1, 8) for window in SyntheticPerson(5, number).windows(8)):
        annotations = annotate(window)
        spans = (("window", 0, window.minutes, TILTED), ("bout", 700, 731, VECTOR))
        found[window.window_id] = CaptionedWindow(
            window=window,
            annotations=annotations,
            captions=describe(window, annotations),
            model_version=MODEL,
            embeddings=tuple(Embedding(span=span, start=a, end=b, vector=vector) for span, a, b, vector in spans),
        )
    return found


@pytest.fixture(scope="module")
def landed(migrated_database: Callable[[], str], days: dict[object, CaptionedWindow]) -> Iterator[Engine]:
    engine, partition = connect(migrated_database()), Partition("t", 0)
    fence = Fence(engine, "sink")
    fence.take([partition])
    land(engine, list(days.values()), fence, {partition: 1})
    text_tower.load(engine, StaticTower(MODEL, WORDS, np.stack([VECTOR] * len(WORDS))))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize(
    "question", ["less than eight hours of sleep", "a walk longer than 20 minutes", "sat for more than 90 minutes"]
)
def test_it_is_about_the_minutes_that_meet_the_question(
    landed: Engine, days: dict[object, CaptionedWindow], question: str, language: str
) -> None:
    hits = search_text(landed, question, 50, Filters(language=language), min_score=-1).hits
    assert hits
    for hit in hits:
        day = days[hit.window_id]
        spans = [span for span in hit.met_spans if span]
        about = {a.id for a in day.annotations if any(_shares_half(a, span, day.window.minutes) for span in spans)}
        told = [each.text for each in _sentences(day, language) if about & set(each.annotations)]
        assert told
        assert sorted(_split(hit.caption or "", told)) == sorted(told)


@pytest.mark.parametrize(("question", "language"), [("a walk", "en"), ("산책", "ko")])
def test_where_minutes_meet_all_that_was_wished_no_other_bout_is_told(
    landed: Engine, days: dict[object, CaptionedWindow], question: str, language: str
) -> None:
    hits = [hit for hit in search_text(landed, question, 50, min_score=-1).hits if any(hit.met_spans)]
    assert any(hit.span == "bout" for hit in hits)  # which would be told, were it nearer than the walk
    for hit in hits:
        day = days[hit.window_id]
        spans = [span for span in hit.met_spans if span]
        about = {a.id for a in day.annotations if any(_shares_half(a, span, day.window.minutes) for span in spans)}
        told = [each.text for each in _sentences(day, language) if about & set(each.annotations)]
        assert sorted(_split(hit.caption or "", told)) == sorted(told)


@pytest.mark.parametrize("question", ["heart rate above 120", "심박수 120 초과"])
def test_of_a_single_minute_it_is_what_names_it(landed: Engine, question: str) -> None:
    hits = search_text(landed, question, 50, min_score=-1).hits
    assert hits
    for hit in hits:
        ((minute, _),) = (span for span in hit.met_spans if span)
        assert f"{minute // 60:02}:{minute % 60:02}" in (hit.caption or "")


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("a round of golf", "no window has “round of golf”; these are the nearest"),
        ("scuba diving", "no window has “scuba diving”; these are the nearest"),
        ("골프 라운딩", "“골프”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다"),
        ("서핑", "“서핑”: 기록된 날이 없어 가장 가까운 날을 보여 줍니다"),
    ],
)
def test_an_activity_that_no_window_has_is_said_to_be_absent(landed: Engine, question: str, note: str) -> None:
    for found in (search_text(landed, question, min_score=-1), hybrid(landed, question)):
        assert found.hits
        assert found.notes == (note,)


@pytest.mark.parametrize("question", ["a walk", "walking to the golf course", "산책"])
def test_of_an_activity_that_some_window_has_nothing_is_said(landed: Engine, question: str) -> None:
    notes = search_text(landed, question, min_score=-1).notes
    assert not any("walk" in note or "산책" in note for note in notes)


def _sentences(day: CaptionedWindow, language: str) -> list[Sentence]:
    told = [c for c in day.captions if c.language == language and c.level in ("semantic", "structural")]
    return [sentence for caption in told for sentence in caption.sentences]


def _split(caption: str, told: list[str]) -> list[str]:
    """The sentences that it is made of, of those told; what is none of them stays as it is."""
    found = []
    while caption:
        first = next((each for each in sorted(told, key=len, reverse=True) if caption.startswith(each)), caption)
        found.append(first)
        caption = caption[len(first) :].lstrip()
    return found


def _shares_half(a: Annotation, span: tuple[int, int], minutes: int) -> bool:
    first, end = max(a.start, 0), min(a.end, minutes)
    return 2 * (min(end, span[1]) - max(first, span[0])) >= max(end, span[1]) - min(first, span[0])
