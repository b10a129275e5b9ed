"""Every block of docs/http.md, as a reader would run it, against a service that listens."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.search.api.problems import _BY_STATUS, _TOLD
from services.search.tokens import Role, Tokens
from tests.support.served import whole

pytestmark = pytest.mark.real
PAGE = (Path(__file__).parents[2] / "docs" / "http.md").read_text()
BLOCKS = re.findall(r"```(bash|python)\n(.*?)```", PAGE, re.S)


@pytest.fixture(scope="module")
def service(
    migrated_database: Callable[[], str], kafka: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    tokens = Tokens(tmp_path_factory.mktemp("tokens") / "tokens.json")
    with whole(migrated_database(), kafka, tokens, on_loopback=True, days=12) as address:
        yield address, tokens.add("reader", Role.reader)


@pytest.mark.parametrize(("language", "code"), BLOCKS, ids=[f"{i}-{kind}" for i, (kind, _) in enumerate(BLOCKS)])
def test_every_block_does_what_it_says(service: tuple[str, str], language: str, code: str) -> None:
    address, token = service
    code = code.replace("http://127.0.0.1:8765", address)
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "bash" else [sys.executable, "-c", code]
    environment = os.environ | {"WEARSCRIBE_TOKEN": token}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    assert "urn:wearscribe:problem" not in done.stdout or "1000" in code, done.stdout


def test_every_type_of_problem_is_on_the_page() -> None:
    source = "".join(path.read_text() for path in Path("services/search/api").glob("*.py"))
    slugs = {slug for _, slug, _ in _TOLD.values()} | {slug for slug, _ in _BY_STATUS.values()}
    slugs |= set(re.findall(r'(?:response|Refused)\(\s*\d{3},\s*"([a-z-]+)"', source))
    assert len(slugs) > 18
    assert not [slug for slug in slugs if f"`{slug}`" not in PAGE]
