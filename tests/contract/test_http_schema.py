"""The OpenAPI document keeps its promises: schemathesis makes questions up, and checks what is answered against it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from schemas.topics import REJECTED, WINDOWS
from services.search.api import answers
from services.search.api.examples import EXAMPLES
from services.search.tokens import Role, Tokens
from services.stream.kafka_stream import KafkaStream
from services.stream.rejection import reject, to_headers
from services.stream.types import Message, Partition
from tests.support.served import whole

pytestmark = pytest.mark.real
CONFIG = Path(__file__).parents[1] / "data" / "schemathesis.toml"
PATIENCE = 60.0  # seconds
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


def test_the_stream_is_told(service: tuple[str, str]) -> None:
    address, token = service
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as http:
        status = http.get("/v1/stream").json()
        assert (status["kafka"], status["database"], status["windows"]) == ("ok", "ok", 6)
        assert [stage["name"] for stage in status["stages"]] == ["features", "inference", "sink"]
        told = http.get("/metrics").text
    assert 'wearscribe_up{part="kafka"} 1.0' in told
    assert re.search(r'^wearscribe_stream_lag_messages{stage="features"} \d', told, re.MULTILINE)
    assert "wearscribe_windows 6.0" in told


def test_what_was_rejected_is_sent_back_and_it_is_told_by_whom(service: tuple[str, str], kafka: str) -> None:
    address, token = service
    reason = f"reason {uuid4()}"  # other tests leave rejections of their own there
    original = Message(Partition(WINDOWS.name, 0), uuid4().int % 2**60, None, b"x")
    turned = reject(original, stage="features", reason=reason, error="CodecError", at=datetime.now(UTC))
    producer = KafkaStream(kafka).producer()
    producer.send(REJECTED.name, None, original.value, to_headers(turned))
    producer.flush(10)
    producer.close()
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE) as http:
        done = http.post("/v1/stream/replay", json={"stage": "features", "reason": reason}).json()
        assert done == {"sent": 1, "too_large": 0}
        deadline = time.monotonic() + PATIENCE
        while not (mine := [row for row in http.get("/v1/stream").json()["rejections"] if row["reason"] == reason]):
            assert time.monotonic() < deadline, "the look at the stream that was kept is never renewed"
            time.sleep(0.2)
    assert [(row["replayed"], row["replayed_by"]) for row in mine] == [(1, ["tester"])]


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
