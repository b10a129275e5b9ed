"""Texts on their way to vectors: few passes, no text embedded twice, always by the model that is searched."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from sqlalchemy import text as sql

from schemas.records import AnnotatedWindow
from services.search.errors import Busy
from services.search.finding import AT_ONCE, QUEUE
from services.store import registry
from tests.support.hash_embedder import HashEmbedder
from tests.support.served import Served, land_days, served
from tests.support.windows import captioned_window, sensor_window
from wearscribe.embedder import Embedder
from wearscribe.model.pretrained import WeightsError

pytestmark = pytest.mark.real
PATH = f"/v1/windows/{sensor_window(1).window_id}"


class Counted(HashEmbedder):
    """Counts its passes, waits where it is told to, and reads a window and a text as the text alone."""

    def __init__(self, version: str) -> None:
        self.model_version = version
        self.passes: list[list[str]] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def embed_text(self, texts: Sequence[str]) -> np.ndarray:
        self.passes.append(list(texts))
        assert self.may_go_on.wait(10)
        return super().embed_text([f"{self.model_version}: {text}" for text in texts])

    def embed_composed(self, pairs: Sequence[tuple[AnnotatedWindow, str]]) -> np.ndarray:
        assert all(caption.author == "template" for window, _ in pairs for caption in window.captions)
        return self.embed_text([text for _, text in pairs])


class Models:
    """Those there are, loaded when asked for."""

    def __init__(self) -> None:
        self.loaded: list[str] = []
        self.missing: set[str] = set()
        self.may_be_loaded = threading.Event()
        self.may_be_loaded.set()
        self.by_version = {version: Counted(version) for version in ("hash-test", "hash-next")}

    def __call__(self, version: str, device: str) -> Embedder:
        self.loaded.append(version)
        assert self.may_be_loaded.wait(10)
        if version in self.missing:
            raise WeightsError("its folder is not here")
        return self.by_version[version]


@pytest.fixture
def models() -> Models:
    return Models()


@pytest.fixture
def service(migrated_database: Callable[[], str], models: Models) -> Iterator[Served]:
    with served(migrated_database(), load=models) as service:
        land_days(service.finder.engine, range(4))
        yield service


def known_texts(service: Served) -> set[tuple[str, str]]:
    with service.finder.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(sql("SELECT model_version, text FROM text_embeddings"))}


def teach_a_word(service: Served) -> None:
    """To the static tower of the database."""
    with service.finder.engine.begin() as connection:
        vector = HashEmbedder().embed_text(["run"])[0].tolist()
        statement = sql("INSERT INTO text_vectors VALUES ('hash-test', 'run', CAST(:vector AS halfvec))")
        connection.execute(statement, {"vector": str(vector)})


def test_many_texts_at_once_go_through_few_passes(service: Served, models: Models) -> None:
    async def ask() -> list[int]:
        answers = await asyncio.gather(
            *(service.request("GET", "/v1/search", params={"text": f"a run number {i % 24}"}) for i in range(30))
        )
        return [answer.status_code for answer in answers]

    assert service.run(ask()) == [200] * 30
    passes = models.by_version["hash-test"].passes
    assert len(passes) <= 6
    assert sorted(text for each in passes for text in each) == sorted(f"a run number {i}" for i in range(24))


def test_a_text_is_embedded_once_and_then_known_to_sql(service: Served, models: Models) -> None:
    answers = [service.get("/v1/search", params={"text": "An evening  run"}).json() for _ in range(3)]
    assert [answer["embedded"] for answer in answers] == ["exact"] * 3
    assert models.by_version["hash-test"].passes == [["An evening  run"]]
    assert known_texts(service) == {("hash-test", "an evening run")}
    with service.finder.engine.connect() as connection:
        hits = connection.execute(sql("SELECT window_id FROM search_windows('an evening run', 4)")).scalars().all()
    assert [hit["window_id"] for hit in answers[0]["hits"]] == [str(each) for each in hits]


def test_the_longest_text_is_found_exactly(service: Served) -> None:
    question = {"text": "밤새 뒤척이다가 새벽에 달렸다. " * 450, "k": 1}  # 1,800 words, 20 KB
    assert service.post("/v1/search", json=question).json()["embedded"] == "exact"


def test_what_was_cleared_from_the_database_is_embedded_anew(service: Served, models: Models) -> None:
    service.get("/v1/search", params={"text": "a run"})
    with service.finder.engine.begin() as connection:
        connection.execute(sql("DELETE FROM text_embeddings"))
    assert service.get("/v1/search", params={"text": "a run"}).json()["embedded"] == "exact"


def test_it_follows_the_active_model(service: Served, models: Models) -> None:
    """Another model becomes active while a text is being embedded by the one before."""
    land_days(service.finder.engine, range(4), model="hash-next")
    before = models.by_version["hash-test"]
    before.may_go_on.clear()

    async def ask() -> dict[str, object]:
        asked = asyncio.create_task(service.request("GET", "/v1/search", params={"text": "a run", "k": 1}))
        while not before.passes:
            await asyncio.sleep(0.001)
        await asyncio.to_thread(registry.activate, service.finder.engine, "hash-next")
        before.may_go_on.set()
        return dict((await asked).json())

    answer = service.run(ask())
    query = models.by_version["hash-next"].embed_text(["a run"])[0]
    vectors = {seed: captioned_window(seed, model="hash-next", dimension=32).embeddings[0].vector for seed in range(4)}
    nearest = max(vectors, key=lambda seed: float(vectors[seed] @ query))
    assert answer["embedded"] == "exact"
    assert answer["hits"][0]["window_id"] == str(sensor_window(nearest).window_id)  # type: ignore[index]
    assert known_texts(service) == {("hash-test", "a run"), ("hash-next", "a run")}
    assert service.get("/readyz").json() == {"ready": True, "model": "hash-next"}


def test_where_the_model_cannot_run_static_vectors_answer(service: Served, models: Models) -> None:
    models.missing.add("hash-test")
    refused = service.get("/v1/search", params={"text": "a run"})
    assert refused.status_code == 409  # there are no static vectors either
    assert "static text tower" in refused.json()["detail"]
    teach_a_word(service)
    assert service.get("/v1/search", params={"text": "a run"}).json()["embedded"] == "static"
    assert service.get("/readyz").json()["type"] == "urn:wearscribe:problem:not-ready"
    assert len(models.loaded) <= 2  # the first text and the look-out: nobody tries again and again


def test_while_the_model_is_being_loaded_nobody_waits_for_it(
    service: Served, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.search.texts.LOADING", 0.02)
    models.may_be_loaded.clear()
    for path in ("/v1/search?text=a+run", PATH + "/composed?text=a+run", PATH + "/classify?labels=a+run"):
        refused = service.get(path)
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
        assert refused.json()["type"] == "urn:wearscribe:problem:model-loading"
    assert service.get("/readyz").json()["type"] == "urn:wearscribe:problem:not-ready"
    teach_a_word(service)
    meanwhile = service.get("/v1/search", params={"text": "a run"}).json()
    assert (meanwhile["embedded"], bool(meanwhile["hits"])) == ("static", True)
    assert "being loaded" in meanwhile["notes"][-1]
    assert service.get(PATH + "/explain", params={"text": "a run"}).status_code == 200
    models.may_be_loaded.set()
    while service.get("/readyz").status_code != 200:
        pass
    answer = service.get("/v1/search", params={"text": "a run"}).json()
    assert answer["embedded"] == "exact"
    assert not any("being loaded" in note for note in answer["notes"])
    assert models.loaded == ["hash-test"]


def test_a_window_and_a_text_are_read_together(service: Served, models: Models) -> None:
    for _ in range(2):
        answer = service.get(PATH + "/composed", params={"text": "but with a nap", "k": 3}).json()
        assert len(answer["hits"]) == 3
        assert answer["sql"].startswith("SELECT * FROM search_composed(")
    assert models.by_version["hash-test"].passes == [["but with a nap"]]
    assert service.post(PATH + "/composed", json={"text": "but with a nap", "k": 3}).json() == answer


def test_too_many_questions_are_told_to_come_back(service: Served, models: Models) -> None:
    model = models.by_version["hash-test"]
    model.may_go_on.clear()
    most = AT_ONCE * (1 + QUEUE)

    async def ask() -> list[tuple[int, str | None]]:
        asked = [
            asyncio.create_task(service.request("GET", "/v1/search", params={"text": f"run {i}"})) for i in range(most)
        ]
        while not model.passes:
            await asyncio.sleep(0.001)
        late = await service.request("GET", "/v1/search", params={"text": "late"})
        alive = await service.request("GET", "/healthz")
        model.may_go_on.set()
        answers = [late, alive, *(await asyncio.gather(*asked))]
        return [(answer.status_code, answer.headers.get("retry-after")) for answer in answers]

    late, alive, *others = service.run(ask())
    assert late == (503, "1")
    assert alive == (200, None)
    assert others == [(200, None)] * most
    assert "wearscribe_questions_refused_total 1.0" in service.get("/metrics").text


def test_who_waits_too_long_is_told_so(service: Served, models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.search.finding.SECONDS", 0.05)
    model = models.by_version["hash-test"]
    model.may_go_on.clear()
    with pytest.raises(Busy, match="took longer"):
        service.run(service.finder.search("a run"))
    model.may_go_on.set()


def test_metrics_tell_what_was_asked(service: Served) -> None:
    for _ in range(3):
        service.get("/v1/search", params={"text": "a run"})
    service.get(PATH)
    service.get("/v1/search")
    told = service.get("/metrics").text
    for line in (
        'wearscribe_http_request_seconds_count{method="GET",route="/v1/search",status="200"} 3.0',
        'wearscribe_http_request_seconds_count{method="GET",route="/v1/search",status="422"} 1.0',
        'wearscribe_http_request_seconds_count{method="GET",route="/v1/windows/{window_id}",status="200"} 1.0',
        'wearscribe_texts_total{cache="hit"} 2.0',
        'wearscribe_texts_total{cache="miss"} 1.0',
        "wearscribe_text_embedding_seconds_count 1.0",
        "wearscribe_questions_in_progress 0.0",
    ):
        assert line in told
