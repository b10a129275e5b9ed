"""`make demo`, where standard output is no terminal, and on one."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen

import pytest

from services.cli.demo import QUERIES
from services.stack.stack import status

pytestmark = pytest.mark.real
COMMAND = (sys.executable, "-c", "from services.cli.main import main; main()")
PATIENCE = 300.0


def test_the_demo_lands_every_window_answers_three_queries_serves_the_page_and_leaves_nothing_running(
    state: Path,
) -> None:
    own = state / "demo"
    environment = os.environ | {"WEARSCRIBE_STATE": str(own), "WEARSCRIBE_KEY_FILE": str(own / "study.key")}
    done = subprocess.run([*COMMAND, "demo"], env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["windows"] == report["searchable"] == 123
    assert report["seconds"] < 180
    assert [query["text"] for query in report["queries"]] == list(QUERIES)
    for query in report["queries"]:
        assert len(query["hits"]) == 3
        assert all(hit["caption"] and 0 < hit["score"] <= 1 for hit in query["hits"])
        assert query["sql"] == f"SELECT * FROM search_windows('{query['text']}', 3)"
    on_a_terminal(environment, report)
    assert all(part.pid is None for part in status(own))


def on_a_terminal(environment: Mapping[str, str], report: Mapping[str, list[dict[str, str]]]) -> None:
    """It stays up: the page answers, and what was printed is SQL as it stands; Ctrl-C ends it."""
    process, terminal = pty.fork()
    if not process:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the tests run in the background of a shell
        os.execvpe(COMMAND[0], [*COMMAND, "demo"], dict(environment))
    try:
        said = until(terminal, "Ctrl-C stops everything")
        page = re.search(r"The page: (http://127.0.0.1:[0-9]+)", said)
        assert page, said
        assert b"wearscribe" in urlopen(page[1], timeout=60).read()
        assert json.load(urlopen(f"{page[1]}/v1/stream", timeout=60))["searchable"] == 123
        for query in report["queries"]:
            psql = subprocess.run(
                [*COMMAND, "psql", "-At", "-c", query["sql"]], env=environment, capture_output=True, text=True
            )
            assert len(psql.stdout.splitlines()) == len(query["hits"]), psql.stderr
        os.write(terminal, b"\x03")
        until(terminal, None)
        code = ended(process)
    except BaseException:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        raise
    finally:
        os.close(terminal)
    assert code == 0


def ended(process: int) -> int:
    """Its exit status, soon: the terminal is closed a little earlier."""
    for _ in range(600):
        found, code = os.waitpid(process, os.WNOHANG)
        if found:
            return code
        time.sleep(0.1)
    raise TimeoutError("it does not end")


def until(terminal: int, words: str | None) -> str:
    """What is printed until these words come, or until the end."""
    said, deadline = b"", time.monotonic() + PATIENCE
    while words is None or words.encode() not in said:
        assert time.monotonic() < deadline, said.decode(errors="replace")
        if select.select([terminal], [], [], 1.0)[0]:
            try:
                said += os.read(terminal, 65536)
            except OSError:  # the other side has gone
                break
    return said.decode(errors="replace")
