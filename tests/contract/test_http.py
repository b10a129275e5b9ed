"""What is asked over HTTP and what comes back, over a real Postgres that holds a few days."""

import io
import json
from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import csv, parquet

from schemas.records import AnnotatedWindow
from services.store.engine import connect
from tests.support.served import Served, land_days, served
from tests.support.windows import captioned_window, pseudonym, sensor_window

pytestmark = pytest.mark.real
DAYS = range(12)
WINDOW = sensor_window(3)
PATH = f"/v1/windows/{WINDOW.window_id}"


@pytest.fixture(scope="module")
def database(migrated_database: Callable[[], str]) -> str:
    url = migrated_database()
    engine = connect(url)
    land_days(engine, DAYS)
    engine.dispose()
    return url


@pytest.fixture(scope="module")
def service(database: str) -> Iterator[Served]:
    with served(database) as service:
        yield service


def test_a_text_finds_the_window_it_says(service: Served) -> None:
    from tests.support.hash_embedder import HashEmbedder

    answer = service.get("/v1/search", params={"text": "a brisk walk", "k": 3}).json()
    assert len(answer["hits"]) == 3
    assert answer["embedded"] == "exact"
    assert answer["sql"] == "SELECT * FROM search_windows('a brisk walk', 3)"
    query = HashEmbedder().embed_text(["a brisk walk"])[0]
    vectors = {seed: captioned_window(seed, model="hash-test", dimension=32).embeddings[0].vector for seed in DAYS}
    nearest = max(vectors, key=lambda seed: float(vectors[seed] @ query))
    assert answer["hits"][0]["window_id"] == str(sensor_window(nearest).window_id)


def test_get_and_post_say_the_same(service: Served) -> None:
    question = {"text": "산책", "k": 2, "by": "both", "weekday": [1, 2, 3], "label": "walk", "since": "2021-03-02"}
    got, posted = service.get("/v1/search", params=question), service.post("/v1/search", json=question)
    assert got.json() == posted.json()
    assert got.json()["hits"]


def test_filters_filter(service: Served) -> None:
    for question, expected in (
        ({"label": "walk"}, 4),
        ({"since": "2021-03-05", "until": "2021-03-07"}, 2),
        ({"weekday": [6, 7]}, 2),
        ({"subject": pseudonym(0)}, 12),
        ({"subject": pseudonym(1)}, 0),
        ({"source": "fitbit", "study": "test", "min_coverage": 0.5}, 12),
    ):
        found = service.get("/v1/search", params={"text": "a day", "k": 100, "min_score": -1, **question}).json()
        assert len(found["hits"]) == expected, question
        assert len(service.get("/v1/windows", params=question).json()["windows"]) == expected, question


def test_by_words_needs_no_model(service: Served) -> None:
    answer = service.get("/v1/search", params={"text": "brisk day 7", "by": "words", "k": 1}).json()
    assert answer["hits"][0]["caption"].endswith("on day 7.")
    assert (answer["embedded"], answer["parts"]) == (None, [])


def test_a_question_is_taken_apart(service: Served) -> None:
    parts = service.get("/v1/parse", params={"text": "a walk on a Monday"}).json()["parts"]
    assert {part["kind"] for part in parts} <= {"condition", "wish", "rest"}
    assert service.post("/v1/parse", json={"text": "a walk on a Monday"}).json()["parts"] == parts


def test_similar_leaves_itself_out(service: Served) -> None:
    hits = service.get(PATH + "/similar", params={"k": 100}).json()["hits"]
    assert len(hits) == len(DAYS) - 1
    assert str(WINDOW.window_id) not in {hit["window_id"] for hit in hits}


def test_labels_in_words_are_weighed(service: Served) -> None:
    labels = service.get(PATH + "/classify", params={"labels": ["a run", "a nap"]}).json()["labels"]
    assert {each["label"] for each in labels} == {"a run", "a nap", "unknown"}
    assert sum(each["probability"] for each in labels) == pytest.approx(1, abs=1e-5)


def test_a_match_is_explained(service: Served) -> None:
    evidence = service.get(PATH + "/explain", params={"text": "a brisk walk"}).json()["evidence"]
    assert any(each["kind"] == "caption" and "brisk" in each["said"] for each in evidence)


def test_without_a_fused_encoder_composing_says_so(service: Served) -> None:
    answer = service.get(PATH + "/composed", params={"text": "but with a nap"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:wearscribe:problem:cannot-answer")


def test_a_window_comes_whole(service: Served) -> None:
    answer = service.get(PATH).json()
    assert answer["window_id"] == str(WINDOW.window_id)
    assert [channel["unit"] for channel in answer["channels"]] == ["bpm", "steps"]
    signal = np.array([answer["signal"][name] for name in WINDOW.channels], dtype=np.float32)
    np.testing.assert_array_equal(signal, WINDOW.signal)
    known = captioned_window(3, model="hash-test", dimension=32)
    assert [each["id"] for each in answer["annotations"]] == [each.id for each in known.annotations]
    assert service.get(PATH + "/annotations").json()["annotations"] == answer["annotations"]
    assert service.get(PATH + "/captions").json()["captions"] == answer["captions"]
    korean = service.get(PATH + "/captions", params={"language": "ko"}).json()["captions"]
    assert [each["language"] for each in korean] == ["ko"] * 3
    assert answer["inferences"][0] == {"name": "swim", "start": 31, "end": 46, "confidence": 0.9375}
    assert [label["name"] for label in answer["labels"]] == ["walk"]


@pytest.mark.parametrize(
    ("media", "format", "read"),
    [
        ("application/vnd.apache.arrow.stream", "arrow", lambda raw: pa.ipc.open_stream(raw).read_all()),
        ("application/vnd.apache.parquet", "parquet", lambda raw: parquet.read_table(io.BytesIO(raw))),
        ("text/csv", "csv", lambda raw: csv.read_csv(io.BytesIO(raw))),
    ],
)
def test_an_export_is_the_same_signal(
    service: Served, media: str, format: str, read: Callable[[bytes], pa.Table]
) -> None:
    answer = service.get(PATH, headers={"Accept": f"{media}, application/json;q=0.1"})
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"] == f'attachment; filename="{WINDOW.window_id}.{format}"'
    table = read(answer.content)
    assert table.column_names == ["time", *WINDOW.channels]
    assert table["time"][1].as_py().isoformat() == "2021-03-04T00:01:00"
    signal = np.stack([table[name].to_numpy().astype(np.float32) for name in WINDOW.channels])
    np.testing.assert_array_equal(signal, WINDOW.signal)
    assert all(table[name].null_count == int(np.isnan(WINDOW.row(name)).sum()) for name in WINDOW.channels)
    if format != "csv":
        assert table.schema.field("heart_rate").metadata == {b"unit": b"bpm"}
        record = json.loads(table.schema.metadata[b"wearscribe"])
        assert [each["name"] for each in record["inferences"]] == ["swim", "unknown"]
        record["window"]["signal"] = signal
        assert AnnotatedWindow.model_validate(record).window == WINDOW
    assert service.get(PATH, params={"format": format}).content == answer.content


def test_pages_show_each_window_once_while_others_land(migrated_database: Callable[[], str]) -> None:
    with served(migrated_database()) as service:
        land_days(service.finder.engine, range(20))
        for path, rows, size, about in (
            ("/v1/windows", "windows", "limit", {}),
            ("/v1/search", "hits", "k", {"text": "a brisk walk", "min_score": -1}),
            ("/v1/search", "hits", "k", {"text": "a brisk walk", "by": "words"}),
            ("/v1/search", "hits", "k", {"text": "a brisk walk", "by": "both"}),
            (PATH + "/similar", "hits", "k", {}),
        ):
            before = {row["window_id"] for row in _pages(service, path, rows, {size: 100, **about})}
            seen: list[str] = []
            for number, row in enumerate(_pages(service, path, rows, {size: 3, **about})):
                seen.append(row["window_id"])
                if number % 5 == 0:
                    first = 1000 * len(path) + 100 * len(about) + number
                    land_days(service.finder.engine, range(first, first + 2))
            assert len(seen) == len(set(seen)), path
            assert before <= set(seen), path


def _pages(service: Served, path: str, rows: str, about: dict[str, object]) -> Iterator[dict[str, object]]:
    cursor: str | None = None
    while True:
        answer = service.get(path, params=about | ({"cursor": cursor} if cursor else {})).json()
        yield from answer[rows]
        cursor = answer["next"]
        if cursor is None:
            return


def test_models_and_classifiers_are_listed(service: Served) -> None:
    models = service.get("/v1/models").json()["models"]
    assert [(each["version"], each["dimension"], each["active"]) for each in models] == [("hash-test", 32, True)]
    assert service.get("/v1/classifiers").json() == {"classifiers": []}
