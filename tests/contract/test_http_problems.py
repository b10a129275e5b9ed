"""Every error is a problem of a stable type that says what to do next and repeats nothing of the question."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import make_url

from services.search.api.answers import Problem
from services.search.api.problems import TYPE
from services.store.engine import connect
from tests.support.served import Served, land_days, served
from tests.support.windows import sensor_window

pytestmark = pytest.mark.real
PATH = f"/v1/windows/{sensor_window(0).window_id}"
ABSENT = "/v1/windows/00000000-0000-4000-8000-00000000c0de"
SECRET = "s3cr3t-c0de"  # a value of the input


@pytest.fixture(scope="module")
def service(migrated_database: Callable[[], str]) -> Iterator[Served]:
    with served(migrated_database()) as service:
        land_days(service.finder.engine, range(2))
        yield service


def problem(service: Served, method: str, path: str, **rest: Any) -> Problem:
    answer = service.ask(method, path, **rest)
    assert answer.headers["content-type"] == "application/problem+json"
    told = Problem.model_validate(answer.json())
    assert told.status == answer.status_code >= 400
    assert told.type.startswith(TYPE)
    assert SECRET not in answer.text
    assert "c0de" not in answer.text
    assert len(told.detail) > 20
    return told


@pytest.mark.parametrize(
    ("method", "path", "rest", "status", "slug"),
    [
        ("GET", f"/v1/{SECRET}", {}, 404, "not-found"),
        ("GET", f"/{SECRET}", {}, 404, "not-found"),
        ("DELETE", "/v1/search", {}, 405, "method-not-allowed"),
        ("GET", "/v1/stream/replay", {}, 405, "method-not-allowed"),
        ("PUT", "/healthz", {}, 405, "method-not-allowed"),
        ("GET", "/v1/search", {}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "..."}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run " * 1001}}, 422, "bad-text"),
        ("GET", "/v1/search", {"params": {"text": "a run", "k": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "k": 101}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "subject": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "since": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "label": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "by": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "time_from": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", SECRET: "1"}}, 422, "invalid-request"),
        ("GET", "/v1/search", {"params": {"text": "a run", "cursor": "c0de"}}, 400, "bad-cursor"),
        ("GET", "/v1/windows", {"params": {"cursor": "WyJjMGRlIl0"}}, 400, "bad-cursor"),
        ("POST", "/v1/search", {"json": {"text": "a run", SECRET: 1}}, 422, "invalid-request"),
        ("POST", "/v1/search", {"json": {"text": "a run", "k": SECRET}}, 422, "invalid-request"),
        ("POST", "/v1/search", {"json": {"text": "a run", "k": True}}, 422, "invalid-request"),
        ("POST", "/v1/search", {"json": {"text": {SECRET: 1}}}, 422, "invalid-request"),
        ("POST", "/v1/search", {"json": [SECRET]}, 422, "invalid-request"),
        ("POST", "/v1/search", {"content": f"{{{SECRET}"}, 422, "invalid-request"),
        (
            "POST",
            "/v1/search",
            {"content": f"{{{SECRET}", "headers": {"Content-Type": "application/json"}},
            422,
            "invalid-request",
        ),
        ("POST", "/v1/search", {"content": b"x" * 300_000}, 413, "too-large"),
        ("GET", f"/v1/windows/{SECRET}", {}, 422, "invalid-request"),
        ("GET", ABSENT, {}, 404, "unknown-window"),
        ("GET", ABSENT + "/captions", {}, 404, "unknown-window"),
        ("GET", ABSENT + "/similar", {}, 404, "unknown-window"),
        ("GET", ABSENT + "/composed", {"params": {"text": "a run"}}, 404, "unknown-window"),
        ("GET", ABSENT + "/classify", {"params": {"labels": "a run"}}, 404, "unknown-window"),
        ("GET", ABSENT + "/explain", {"params": {"text": "a run"}}, 404, "unknown-window"),
        ("GET", PATH + "/classify", {}, 422, "invalid-request"),
        ("GET", PATH, {"headers": {"Accept": f"image/{SECRET}"}}, 406, "not-acceptable"),
        ("GET", PATH, {"params": {"format": SECRET}}, 422, "invalid-request"),
        ("GET", "/v1/stream", {}, 503, "no-stream"),
    ],
)
def test_what_is_wrong_is_told(
    service: Served, method: str, path: str, rest: dict[str, Any], status: int, slug: str
) -> None:
    told = problem(service, method, path, **rest)
    assert (told.status, told.type.removeprefix(TYPE)) == (status, slug)


def test_a_body_that_does_not_say_its_length_is_measured(service: Served) -> None:
    async def chunks() -> Any:
        for _ in range(40):
            yield b" " * 10_000

    headers = {"Content-Type": "application/json"}
    assert problem(service, "POST", "/v1/search", content=chunks(), headers=headers).status == 413


def test_an_invalid_request_names_each_place(service: Served) -> None:
    told = problem(service, "POST", "/v1/search", json={"text": "a run", "k": 0, "weekday": [1, 8]})
    assert told.errors is not None
    assert [each["where"] for each in told.errors] == ["body.weekday.1", "body.k"]


def test_a_window_without_a_vector_is_not_searchable(migrated_database: Callable[[], str]) -> None:
    with served(migrated_database()) as service:
        land_days(service.finder.engine, range(1))
        land_days(service.finder.engine, range(1, 2), model="another")
        path = f"/v1/windows/{sensor_window(1).window_id}"
        for rest in ("/similar", "/composed?text=a+run", "/classify?labels=a+run"):
            assert problem(service, "GET", path + rest).type == TYPE + "not-searchable"
        assert service.get(path).json()["model_version"] is None


def test_before_anything_has_landed_there_is_nothing_to_search(migrated_database: Callable[[], str]) -> None:
    with served(migrated_database()) as service:
        assert problem(service, "GET", "/v1/search", params={"text": "a run"}).type == TYPE + "cannot-answer"
        assert service.get("/v1/search", params={"text": "a run", "by": "words"}).json()["hits"] == []
        assert service.get("/v1/windows").json() == {"windows": [], "next": None}
        assert service.get("/readyz").json() == {"ready": True, "model": None}


def test_a_database_that_was_never_migrated_is_told_so(new_database: Callable[[], str]) -> None:
    with served(new_database()) as service:
        assert "wearscribe migrate" in problem(service, "GET", "/readyz").detail


def test_when_the_database_goes_and_comes_back(postgres: str, migrated_database: Callable[[], str]) -> None:
    """A database that refuses connections for a while, as it does while it restarts."""
    url = migrated_database()
    name = make_url(url).database
    server = connect(postgres).execution_options(isolation_level="AUTOCOMMIT")
    with served(url) as service, server.connect() as admin:
        land_days(service.finder.engine, range(1))
        while service.get("/readyz").status_code != 200:
            pass  # the model is being loaded
        admin.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        admin.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        for path in ("/readyz", "/v1/windows", PATH, "/v1/search?text=a+run"):
            answer = service.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
            assert answer.json()["type"] == TYPE + "database-unavailable"
        assert service.get("/healthz").status_code == 200
        admin.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert service.get("/readyz").status_code == 200
        assert service.get("/v1/search?text=a+run").status_code == 200
    server.dispose()


def test_a_fault_of_the_service_tells_nothing_of_itself(service: Served) -> None:
    def broken() -> None:
        raise RuntimeError(SECRET)

    service.app.add_api_route("/broken", broken)
    assert problem(service, "GET", "/broken").type == TYPE + "internal"
