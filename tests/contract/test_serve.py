"""`wearscribe serve` as a process, and `wearscribe search` with it and without it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib import error, request

import pytest
from sqlalchemy import Engine, text

from services.search.tokens import Role, Tokens
from services.settings import SERVICE_FILE
from services.store import registry
from services.store.landing import land
from services.store.offsets import Fence
from services.stream.types import Partition
from tests.support.windows import captioned_window

pytestmark = pytest.mark.real
PATIENCE = 120.0
BASELINE = "caption-text"
PARTITION = Partition("wearscribe.captioned.v1", 0)

Environment = Mapping[str, str]


@pytest.fixture
def here(store: Engine, kafka: str, tmp_path: Path) -> Environment:
    """Settings of an installation of its own: three windows, no model that could embed words, no service."""
    fence = Fence(store, "wearscribe.sink")
    fence.take([PARTITION])
    land(store, [captioned_window(seed) for seed in (1, 2, 3)], fence, {PARTITION: 3})
    with store.begin() as connection:  # the static tower of the tests' model: one word, whose vector is one of the days
        connection.execute(
            text(
                "INSERT INTO text_vectors (model_version, token, vector) SELECT model_version, 'brisk', vector "
                "FROM embeddings JOIN windows USING (window_id) WHERE span = 'window' AND starts_at = '2021-03-03'"
            )
        )
    return os.environ | {
        "WEARSCRIBE_DATABASE": store.url.render_as_string(hide_password=False),
        "WEARSCRIBE_KAFKA": kafka,
        "WEARSCRIBE_STATE": str(tmp_path),
        "WEARSCRIBE_SERVICE": "",
    }


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from services.cli.main import main; main()", *arguments]


def wearscribe(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, timeout=PATIENCE)


@contextmanager
def serving(environment: Environment, *arguments: str) -> Iterator[str]:
    """Its address; it has stopped in good order at the end."""
    with subprocess.Popen(
        command("serve", "--port", "0", *arguments), env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://"), process.communicate()[1]
            yield address
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, log
            assert "brisk" not in log, "a question is in the log"
        finally:
            process.kill()


def get(url: str, **headers: str) -> int:
    try:
        with request.urlopen(request.Request(url, headers=headers), timeout=PATIENCE) as answer:
            return int(answer.status)
    except error.HTTPError as refused:
        return refused.code


def test_search_asks_the_service_where_there_is_one_and_the_database_alone_elsewhere(here: Environment) -> None:
    alone = json.loads(wearscribe(here, "search", "brisk", "-k", "2", "--json").stdout)
    assert (alone["asked"], alone["embedded"]) == ("database", "static")
    assert alone["hits"][0]["starts_at"].startswith("2021-03-03")
    assert alone["sql"] == "SELECT * FROM search_windows('brisk', 2)"
    told = {name: value for name, value in here.items() if name != "WEARSCRIBE_SERVICE"}
    with serving(here) as address:
        assert get(f"{address}/healthz") == 200
        assert get(f"{address}/") == 200
        through = json.loads(wearscribe(told, "search", "brisk", "-k", "2", "--json").stdout)
        assert through["asked"] == address
        assert through["hits"] == alone["hits"]
        assert through["sql"] == alone["sql"]
        spoken = wearscribe(told, "search", "brisk", "-k", "1")
        assert "Wed 2021-03-03" in spoken.stdout
        refused = wearscribe(told, "search", "!?")
        assert (refused.returncode, "word" in refused.stderr) == (3, True)
    assert not (Path(here["WEARSCRIBE_STATE"]) / SERVICE_FILE).exists()
    gone = {**here, "WEARSCRIBE_SERVICE": address}
    assert json.loads(wearscribe(gone, "search", "brisk", "--json").stdout)["asked"] == "database"


def test_beyond_loopback_it_refuses_to_start_without_a_token_and_to_answer_who_has_none(here: Environment) -> None:
    refused = wearscribe(here, "serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 3
    assert "wearscribe token add" in " ".join(refused.stderr.split())
    token = wearscribe(here, "token", "add", "me", "--role", "reader").stdout.strip()
    assert Tokens(Path(here["WEARSCRIBE_STATE"]) / "tokens.json").role_of(token) is Role.reader
    with serving(here, "--host", "0.0.0.0") as address:
        assert get(f"{address}/healthz") == 401
        assert get(f"{address}/healthz", Authorization=f"Bearer {token}") == 200
        asked = {**here, "WEARSCRIBE_SERVICE": address}
        unknown = wearscribe(asked, "search", "brisk")
        assert (unknown.returncode, "WEARSCRIBE_TOKEN" in unknown.stderr) == (3, True)
        known = wearscribe({**asked, "WEARSCRIBE_TOKEN": token}, "search", "brisk", "--json")
        assert json.loads(known.stdout)["asked"] == address
        assert wearscribe(here, "token", "revoke", "me").returncode == 0
        assert get(f"{address}/healthz", Authorization=f"Bearer {token}") == 401


def test_a_port_that_is_taken_is_told_at_once(here: Environment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = wearscribe(here, "serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 4
    assert "--port" in refused.stderr


def test_somebody_else_on_the_port_is_not_the_service(here: Environment) -> None:
    listen = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"]
    with subprocess.Popen(listen, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().split(" port ")[1].split()[0]
        asked = {**here, "WEARSCRIBE_SERVICE": f"http://127.0.0.1:{port}"}
        found = wearscribe(asked, "search", "brisk", "--json")
        server.kill()
    assert json.loads(found.stdout)["asked"] == "database"


def test_the_database_alone_is_asked_without_torch_or_web(here: Environment) -> None:
    code = (
        "import sys\nfrom services.cli.main import app\n"
        "app(['search', 'brisk', '--json'], standalone_mode=False)\n"
        "print([name for name in ('torch', 'scipy', 'fastapi', 'nicegui', 'kafka') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, text=True, timeout=PATIENCE)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_migrate_teaches_the_database_the_models_words(new_database: Callable[[], str], here: Environment) -> None:
    fresh = {**here, "WEARSCRIBE_DATABASE": new_database()}
    first = json.loads(wearscribe(fresh, "migrate", "--json").stdout)
    assert first["words"]["count"] > 1000
    nothing = json.loads(wearscribe(fresh, "search", "an evening run", "--json").stdout)
    assert (nothing["embedded"], nothing["hits"]) == ("static", [])
    without = wearscribe({**fresh, "WEARSCRIBE_MODEL": BASELINE}, "migrate")
    assert without.returncode == 0
    assert "wearscribe serve" in " ".join(without.stderr.split())


def test_exact_embeds_here_and_leaves_the_vector_for_the_database(here: Environment, store: Engine) -> None:
    registry.register(store, BASELINE, 512)
    registry.activate(store, BASELINE)
    for arguments in (("search", "an evening run", "--json"), ("search", "a nap", "--exact", "--json")):
        done = wearscribe(here, *arguments)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["embedded"] == "exact"
    with store.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM text_embeddings")).scalar_one() == 2
