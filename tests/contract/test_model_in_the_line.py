"""A trained model (random weights) as the pipeline runs it: from windows to rows that its own vectors find."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from sqlalchemy import Engine, text

from schemas.codec import encode
from schemas.topics import WINDOWS
from services.store.engine import connect
from services.store.search import search_vector
from services.stream.memory import MemoryStream
from tests.support import tiny_release
from wearscribe.model import embedders, trained
from wearscribe.synthesize import people
from workers.clock import Clock
from workers.features import Features
from workers.inference import Inference
from workers.loop import Loop
from workers.metrics import Metrics
from workers.publish import Publisher
from workers.sink import Sink

pytestmark = pytest.mark.real
PEOPLE, DAYS = 3, 2


@pytest.fixture(scope="module")
def landed(
    tmp_path_factory: pytest.TempPathFactory, migrated_database: Callable[[], str]
) -> Iterator[tuple[Engine, trained.TrainedModel]]:
    torch.set_num_threads(1)
    database, stream, metrics = migrated_database(), MemoryStream(), Metrics()
    calibration = {"temperature": 0.01, "background": 0.0, "threshold": 0.06}  # sure of itself without a reason
    weights = tmp_path_factory.mktemp("weights")
    folder = tiny_release.write(weights, calibration=calibration)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedders, "WEIGHTS", weights)
        model = embedders.load(folder.name)
    assert isinstance(model, trained.TrainedModel)
    producer = stream.producer()
    for person in people(seed=2, count=PEOPLE):
        for window in person.windows(DAYS):
            bare = window.model_copy(update={"labels": ()})
            producer.send(WINDOWS.name, window.subject.encode(), encode(bare), {})
    producer.flush(1)
    edges: list[Any] = [
        Features(Publisher(stream), metrics, Clock()),
        Inference(model, Publisher(stream), metrics, Clock()),
        Sink(database),
    ]
    for edge in edges:
        loop: Loop[Any] = Loop(edge, stream)
        while loop.metrics.read()["messages"] < PEOPLE * DAYS:
            assert loop.exit is None
            loop.tick()
        loop.close()
    engine = connect(database)
    yield engine, model
    engine.dispose()


def test_its_version_is_searched_and_a_hit_says_which_minutes_match(
    landed: tuple[Engine, trained.TrainedModel],
) -> None:
    engine, model = landed
    hits = search_vector(engine, model.embed_text(["a run in the evening"])[0], 50, model=model.model_version)
    assert len(hits) == PEOPLE * DAYS
    assert all(0 <= hit.start_minute < hit.end_minute <= 1440 and hit.caption for hit in hits)
    bouts = search_vector(engine, model.embed_text(["a run in the evening"])[0], 50, span="bout")
    assert all(hit.end_minute - hit.start_minute < 1440 for hit in bouts)


def test_what_it_infers_is_said_in_its_name_and_never_stored_as_logged(
    landed: tuple[Engine, trained.TrainedModel],
) -> None:
    engine, model = landed
    with engine.connect() as connection:
        logged = connection.execute(text("SELECT count(*) FROM windows WHERE labels <> '[]'")).scalar_one()
        claims = connection.execute(text("SELECT count(*) FROM annotations WHERE kind IN ('activity', 'sleep')"))
        captions = connection.execute(
            text("SELECT level, language, verified FROM captions WHERE author = :author"),
            {"author": model.model_version},
        ).all()
        said = connection.execute(
            text("""SELECT said_of(window_id, start_minute, end_minute) FROM embeddings
                    WHERE span = 'bout' AND said_of(window_id, start_minute, end_minute) IS NOT NULL""")
        ).scalars()
        assert list(said)
        inferred = connection.execute(text("SELECT model_version, confidence FROM v_inferences")).all()
    assert {each.model_version for each in inferred} == {model.model_version}
    assert all(0 <= each.confidence <= 1 for each in inferred)
    assert (logged, claims.scalar_one()) == (0, 0)
    assert captions
    assert all((each.level, each.verified) == ("semantic", True) for each in captions)
    assert {each.language for each in captions} == {"en", "ko"}
