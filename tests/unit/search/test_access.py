"""Nothing is open beyond this machine without a token, and nothing on it is open to other sites."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.search.api.access import COOKIE, is_loopback, role_of
from services.search.tokens import Role, Tokens
from tests.support.served import Served, served

NOWHERE = "postgresql+psycopg2://nobody@127.0.0.1:1/none"  # who passes the gate is told that the database is away
HERE = {"client": "127.0.0.1", "host": "127.0.0.1:8765"}
ELSEWHERE = {"client": "203.0.113.5", "host": "wearscribe.example"}
ID = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("tokens") / "tokens.json"
    held = {role: Tokens(path).add(role, Role(role)) for role in ("reader", "operator")}
    return held | {"path": str(path)}


@pytest.fixture(scope="module")
def local(tokens: dict[str, str]) -> Iterator[Served]:
    with served(NOWHERE, Path(tokens["path"])) as service:
        yield service


@pytest.fixture(scope="module")
def public(tokens: dict[str, str]) -> Iterator[Served]:
    with served(NOWHERE, Path(tokens["path"]), on_loopback=False) as service:
        yield service


def every_route(service: Served) -> list[tuple[str, str]]:
    told = service.app.openapi()["paths"]
    routes = [(method.upper(), path.replace("{window_id}", ID)) for path, methods in told.items() for method in methods]
    return [
        *routes,
        ("GET", "/openapi.json"),
        ("GET", "/"),
        ("GET", "/v1/nope"),
        ("DELETE", "/v1/search"),
        ("GET", "/x"),
    ]


@pytest.mark.parametrize("token", [None, "unknown", "reader", "operator"])
@pytest.mark.parametrize("place", ["here", "elsewhere", "bound to all"])
def test_every_route_is_behind_the_gate(
    local: Served, public: Served, tokens: dict[str, str], token: str | None, place: str
) -> None:
    service = public if place == "bound to all" else local
    about: dict[str, Any] = ELSEWHERE if place == "elsewhere" else HERE
    if token is not None:
        about = about | {"headers": {"Authorization": f"Bearer {tokens.get(token, 'made-up')}"}}
    open_here = place == "here" and token is None
    for method, path in every_route(service):
        status = service.ask(method, path, **about).status_code
        if token == "unknown" or (token is None and not open_here):
            assert status == 401, (method, path)
        elif token == "reader" and path == "/v1/stream/replay":
            assert status == 403
        else:
            assert status not in (401, 403), (method, path)


@pytest.mark.parametrize(
    ("about", "opens"),
    [
        ({"client": "127.0.0.1", "host": "localhost:8765"}, True),
        ({"client": "::1", "host": "[::1]:8765"}, True),
        ({"client": "127.8.9.1", "host": "127.0.0.1"}, True),
        ({"client": "127.0.0.1", "host": "rebound.example:8765"}, False),  # its name resolves to 127.0.0.1
        ({"client": "127.0.0.1", "host": "127.0.0.1.rebound.example"}, False),
        ({"client": "127.0.0.1", "host": "localhost.rebound.example"}, False),
        ({"client": "127.0.0.1", "host": "127.0.0.1@rebound.example"}, False),
        ({"client": "127.0.0.1", "host": ""}, False),
        ({"client": "127.0.0.1", "host": "[::1"}, False),
        ({"client": "127.0.0.1", "host": "rebound.example@127.0.0.1"}, False),
        ({"client": "192.168.1.7", "host": "127.0.0.1:8765"}, False),
        ({**HERE, "headers": {"X-Forwarded-For": "203.0.113.5"}}, False),  # a proxy on this machine
        ({**HERE, "headers": {"Forwarded": "for=203.0.113.5"}}, False),
        ({**HERE, "headers": {"Authorization": "Basic bWU6bWU="}}, False),
    ],
)
def test_only_this_machine_by_its_own_name_needs_no_token(local: Served, about: dict[str, Any], opens: bool) -> None:
    assert local.get("/healthz", **about).status_code == (200 if opens else 401)


def test_another_site_in_the_same_browser_changes_nothing(local: Served, tokens: dict[str, str]) -> None:
    other, own = {"Origin": "https://evil.example"}, {"Origin": "http://127.0.0.1:8765"}
    cookie = {"Cookie": f"{COOKIE}={tokens['operator']}"}
    for headers, status in (
        (other, 403),
        (own, 503),
        (other | cookie, 403),
        (own | cookie, 503),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[::1"}, 403),
        (other | {"Authorization": f"Bearer {tokens['operator']}"}, 503),  # no browser adds that by itself
    ):
        assert local.post("/v1/stream/replay", json={}, headers=headers).status_code == status, headers
    assert local.get("/healthz", headers=other).status_code == 200  # it cannot read the answer


def test_the_cookie_opens_what_its_token_opens(public: Served, tokens: dict[str, str]) -> None:
    def asked(method: str, path: str, token: str) -> int:
        return public.ask(method, path, **ELSEWHERE, headers={"Cookie": f"a=b; {COOKIE}={token}"}).status_code

    assert asked("GET", "/healthz", tokens["reader"]) == 200
    assert asked("POST", "/v1/stream/replay", tokens["reader"]) == 403
    assert asked("GET", "/healthz", "made-up") == 401


def test_a_person_is_sent_to_the_login_form(public: Served) -> None:
    answer = public.get("/window/1?x=2", **ELSEWHERE, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fwindow%2F1")
    assert public.get("/v1/models", **ELSEWHERE, headers={"Accept": "text/html"}).status_code == 401
    assert public.get("/login", **ELSEWHERE).status_code == 404  # passes the gate: the page would answer
    assert public.get("/login/x", **ELSEWHERE).status_code == 401


def test_what_may_be_sent_is_said(public: Served) -> None:
    answer = public.get("/v1/models", **ELSEWHERE)
    assert answer.headers["www-authenticate"] == 'Bearer realm="wearscribe"'
    assert answer.json()["type"] == "urn:wearscribe:problem:no-token"
    refused = public.get("/v1/models", **ELSEWHERE, headers={"Authorization": "Bearer made-up"})
    assert refused.headers["www-authenticate"].endswith('error="invalid_token"')
    assert "made-up" not in refused.text


def test_tokens_that_cannot_be_read_open_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    path.write_text("{")
    with served(NOWHERE, path, on_loopback=False) as service:
        answer = service.get("/healthz", **ELSEWHERE, headers={"Authorization": "Bearer x"})
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:wearscribe:problem:tokens-unreadable")


@pytest.mark.parametrize(
    ("client", "headers", "opens"),
    [
        ("127.0.0.1", {"host": "127.0.0.1:8765", "origin": "http://127.0.0.1:8765"}, True),
        ("127.0.0.1", {"host": "127.0.0.1:8765", "origin": "https://evil.example"}, False),
        ("203.0.113.5", {"host": "127.0.0.1:8765"}, False),
    ],
)
def test_websockets_are_behind_the_gate_too(local: Served, client: str, headers: dict[str, str], opens: bool) -> None:
    from services.search.api.access import Access

    roles: list[Role] = []
    sent: list[dict[str, Any]] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        roles.append(role_of(scope))

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    scope = {
        "type": "websocket",
        "path": "/_nicegui_ws/",
        "client": (client, 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    gate = Access(page, Tokens(Path("none.json")), on_loopback=True)
    asyncio.run(gate(scope, receive, send))
    assert roles == ([Role.operator] if opens else [])
    assert [message["type"] for message in sent] == ([] if opens else ["websocket.close"])


def test_loopback_names() -> None:
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "127.1.2.3", "::1"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "example.com", "", "127.1"))
