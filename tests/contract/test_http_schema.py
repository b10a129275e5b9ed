"""The OpenAPI document keeps its promises: schemathesis makes questions up, and checks what is answered against it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from services.search.api import answers
from services.search.api.examples import EXAMPLES
from services.search.tokens import Role, Tokens
from tests.support.served import whole

pytestmark = pytest.mark.real
CONFIG = Path(__file__).parents[1] / "data" / "schemathesis.toml"
PHASES = "examples,coverage,fuzzing"
MADE_UP = 2  # questions of the last phase for each operation; the phase before tries every parameter's limits


@pytest.fixture(scope="module")
def service(
    migrated_database: Callable[[], str], kafka: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Address and an operator's token, of a server that is bound to all addresses: it asks for one from everybody."""
    tokens = Tokens(tmp_path_factory.mktemp("tokens") / "tokens.json")
    with whole(migrated_database(), kafka, tokens, on_loopback=False, days=6) as address:
        yield address, tokens.add("tester", Role.operator)


def test_every_operation_answers_as_the_document_says(service: tuple[str, str], tmp_path: Path) -> None:
    address, token = service
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG,
            "run", f"{address}/openapi.json", "--header", f"Authorization: Bearer {token}",
            "--phases", PHASES, "--max-examples", str(MADE_UP), "--checks", "all", "--workers", "2",
            "--suppress-health-check", "all", "--generation-deterministic", "--no-color",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "21 selected" in done.stdout


def test_the_stream_is_told_and_sent_back(service: tuple[str, str]) -> None:
    address, token = service
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as http:
        status = http.get("/v1/stream").json()
        assert (status["kafka"], status["database"], status["windows"]) == ("ok", "ok", 6)
        assert [stage["name"] for stage in status["stages"]] == ["features", "inference", "sink"]
        again = http.post("/v1/stream/replay", json={"stage": "features"}).json()
        assert (again["sent"] >= 0, again["too_large"]) == (True, 0)  # other tests may have left rejections there
        told = http.get("/metrics").text
    assert 'wearscribe_up{part="kafka"} 1.0' in told
    assert 'wearscribe_stream_lag_messages{stage="features"} 0.0' in told
    assert "wearscribe_windows 6.0" in told


def test_examples_are_what_is_answered(service: tuple[str, str]) -> None:
    address, token = service
    paths = httpx.get(f"{address}/openapi.json", headers={"Authorization": f"Bearer {token}"}).json()["paths"]
    for (method, path), example in EXAMPLES.items():
        content = paths[path][method]["responses"]["200"]["content"]["application/json"]
        assert content["example"] == example
        kind = getattr(answers, content["schema"]["$ref"].rpartition("/")[2])
        assert set(kind.model_validate(example).model_dump(mode="json")) == set(example), path
    json_answers = {
        (method, path)
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "application/json" in operation["responses"]["200"]["content"]
    }
    assert set(EXAMPLES) == json_answers
