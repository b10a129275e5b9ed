"""`make demo`, as it runs where standard output is no terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.cli.demo import QUERIES
from services.stack.stack import status

pytestmark = pytest.mark.real


def test_the_demo_lands_every_window_answers_three_queries_and_leaves_nothing_running(state: Path) -> None:
    own = state / "demo"
    environment = os.environ | {"WEARSCRIBE_STATE": str(own), "WEARSCRIBE_KEY_FILE": str(own / "study.key")}
    command = [sys.executable, "-c", "from services.cli.main import main; main()", "demo"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["windows"] == report["searchable"] == 123
    assert report["seconds"] < 180
    assert [query["text"] for query in report["queries"]] == list(QUERIES)
    for query in report["queries"]:
        assert len(query["hits"]) == 3
        assert all(hit["caption"] and 0 < hit["score"] <= 1 for hit in query["hits"])
        assert query["sql"].startswith("SELECT * FROM search_windows(")
    assert all(part.pid is None for part in status(own))
