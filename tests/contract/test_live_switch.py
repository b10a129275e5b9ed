"""Another model becomes the active one while the service is asked: nobody is refused, and no answer mixes vectors."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from schemas.records import AnnotatedWindow, CaptionedWindow
from services.cli.migrate import load_words
from services.search.api.app import create_app
from services.search.finding import open_finder
from services.search.tokens import Tokens
from services.store import registry
from services.store.engine import connect
from services.store.landing import land
from services.store.offsets import Fence
from services.store.search import search_text
from services.stream.types import Partition
from tests.support.served import listening
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model import embedders
from wearscribe.synthesize.people import SyntheticPerson

pytestmark = pytest.mark.real
MODELS = (embedders.RELEASED, embedders.BASELINE)
PATIENCE = 120.0  # seconds
ASKING = 3  # at a time
TEXTS = ("a long walk in the morning", "잠을 설친 밤", "heart rate went up in the evening", "a calm day at a desk")

Scores = dict[str, float]


@pytest.fixture(scope="module")
def database(migrated_database: Callable[[], str]) -> str:
    """A dozen days with vectors of both models, and the words of the one that has some."""
    url = migrated_database()
    engine, partition = connect(url), Partition("t", 0)
    days = [_known(window) for person in range(2) for window in SyntheticPerson(3, person).windows(6)]
    fence = Fence(engine, "sink")
    fence.take([partition])
    for offset, version in enumerate(MODELS, start=1):
        vectors = embedders.load(version).embed(days)
        land(
            engine, [_seen(day, version, of) for day, of in zip(days, vectors, strict=True)], fence, {partition: offset}
        )
        load_words(url, version)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def service(database: str) -> Iterator[str]:
    app = create_app(open_finder(database, embedders.load), tokens=Tokens(Path("no-tokens.json")), on_loopback=True)
    with listening(app) as address:
        yield address


@pytest.fixture
def store(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


def test_the_model_is_switched_while_it_is_asked(service: str, store: Engine) -> None:
    alone = {version: _alone(service, store, version) for version in MODELS}
    assert _differ(alone[MODELS[0]], alone[MODELS[1]])
    registry.activate(store, MODELS[0])
    answers: list[tuple[str, dict[str, Any]]] = []
    done = threading.Event()
    with ThreadPoolExecutor(ASKING) as pool:
        asking = [pool.submit(_ask_on, service, place, answers, done) for place in range(ASKING)]
        try:
            for version in (MODELS[1], MODELS[0], MODELS[1]):
                registry.activate(store, version)
                before = len(answers)
                _until(lambda version=version, before=before: _exact(answers[before:], version) >= 10, asking)
        finally:
            done.set()
        for each in asking:
            each.result()
    for path, answer in answers:
        known = alone[answer["model"]]
        assert _scores(answer) in [scores for key, scores in known if key == path], (path, answer["embedded"])


def _known(window: Any) -> AnnotatedWindow:
    annotations = annotate(window)
    return AnnotatedWindow(window=window, annotations=annotations, captions=describe(window, annotations))


def _seen(day: AnnotatedWindow, version: str, embeddings: Any) -> CaptionedWindow:
    return CaptionedWindow(
        window=day.window, annotations=day.annotations, captions=day.captions, model_version=version,
        embeddings=embeddings,
    )  # fmt: skip


def _paths(service: str) -> list[str]:
    windows = httpx.get(f"{service}/v1/windows", params={"limit": 2}).json()["windows"]
    like = [f"/v1/windows/{each['window_id']}/similar?k=5" for each in windows]
    return [*map(_search, TEXTS), *like]


def _search(text: str) -> str:
    return f"/v1/search?text={text}&k=5&min_score=-1"


def _alone(service: str, store: Engine, version: str) -> list[tuple[str, Scores]]:
    """What each question finds while nothing else happens: by the model's words alone where it has some, as while it
    is being loaded, and by the model itself."""
    registry.activate(store, version)
    found = []
    if registry.has_static_tower(store, version):
        for text in TEXTS:
            hits = search_text(store, text, 5, min_score=-1).hits
            found.append((_search(text), {str(hit.window_id): round(hit.score, 3) for hit in hits}))
    for path in _paths(service):
        _until(lambda path=path: _get(service, path)["embedded"] != "static", ())
        answer = _get(service, path)
        assert answer["model"] == version
        found.append((path, _scores(answer)))
    with store.begin() as connection:  # nothing is known beforehand
        connection.exec_driver_sql("DELETE FROM text_embeddings")
    return found


def _ask_on(service: str, place: int, answers: list[tuple[str, dict[str, Any]]], done: threading.Event) -> None:
    paths = _paths(service)
    while not done.is_set():
        path = paths[(place := place + 1) % len(paths)]
        answers.append((path, _get(service, path)))


def _get(service: str, path: str) -> dict[str, Any]:
    answer = httpx.get(service + path, timeout=PATIENCE)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _scores(answer: dict[str, Any]) -> Scores:
    return {hit["window_id"]: round(hit["score"], 3) for hit in answer["hits"]}


def _exact(answers: list[tuple[str, dict[str, Any]]], version: str) -> int:
    return sum(answer["model"] == version and answer["embedded"] == "exact" for _, answer in answers)


def _differ(one: list[tuple[str, Scores]], other: list[tuple[str, Scores]]) -> bool:
    return not {(path, *scores.items()) for path, scores in one} & {(path, *scores.items()) for path, scores in other}


def _until(condition: Callable[[], bool], asking: Sequence[Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert not any(each.done() for each in asking), [each.exception() for each in asking if each.done()]
        assert time.monotonic() < deadline, "not so in time"
        time.sleep(0.05)
