"""The embedded stack as a user meets it: started, found again, killed, started again, stopped without a trace."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest

from schemas.topics import TOPICS, WINDOWS
from services.settings import Settings
from services.stack import stack
from services.stack.doctor import checks
from services.stack.errors import StackError

pytestmark = pytest.mark.real


@pytest.fixture
def home() -> Iterator[Path]:
    """A state folder with free ports chosen for it; whatever runs in it is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="wearscribe-stack-"))
    for name in ("kafka", "postgres"):
        (folder / f"{name}.port").write_text(str(free_port()))
    yield folder
    stack.stop(folder)
    shutil.rmtree(folder)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.commit()
        connection.close()


def pgvector_version(url: str) -> str | None:
    rows = query(url, "SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    return str(rows[0][0]) if rows else None


def processes_of(home: Path) -> list[psutil.Process]:
    return [
        each
        for each in psutil.process_iter(["cmdline", "status"])
        if str(home) in " ".join(each.info["cmdline"] or ()) and each.info["status"] != psutil.STATUS_ZOMBIE
    ]


def test_starts_is_found_again_and_stops_without_a_trace(home):
    from services.stream.topics import partition_counts

    first = stack.start(home)
    assert partition_counts(first.kafka).items() >= {t.name: t.partitions for t in TOPICS.values()}.items()
    query(first.database, "CREATE EXTENSION vector")
    assert pgvector_version(first.database) == "0.8.5"

    settings = Settings(_env_file=home / "stack.env", state=home, key_file=home / "study.key")
    assert (settings.kafka, settings.database) == (first.kafka, first.database)
    found = {check.name: check for check in checks(settings, pgvector_version)}
    assert [name for name, check in found.items() if not check.ok] == ["study key"]
    assert found["study key"].next_step == "wearscribe keygen"
    assert (home / "stack.env").stat().st_mode & 0o077 == 0  # it holds the password

    pids = [part.pid for part in stack.status(home)]
    assert all(pids)
    assert stack.start(home) == first
    assert [part.pid for part in stack.status(home)] == pids

    assert stack.stop(home) == ["kafka", "postgres"]
    assert stack.stop(home) == []
    assert processes_of(home) == []
    found = {check.name: check for check in checks(settings, pgvector_version)}
    assert [name for name, check in found.items() if not check.ok] == ["Kafka", "Postgres", "study key"]
    assert all(check.next_step for check in found.values() if not check.ok)


def test_what_was_written_outlives_a_kill_of_both_servers(home):
    from services.stream.kafka_stream import KafkaStream
    from services.stream.types import StreamError

    first = stack.start(home)
    query(first.database, "CREATE TABLE kept (n int)")
    query(first.database, "INSERT INTO kept VALUES (7)")
    producer = KafkaStream(first.kafka).producer()
    producer.send(WINDOWS.name, b"k", b"before", {})
    producer.flush(10)

    for part in stack.status(home):
        os.kill(part.pid, signal.SIGKILL)
    producer.send(WINDOWS.name, b"k", b"lost", {})
    started = time.monotonic()
    with pytest.raises(StreamError, match="within 2 s"):
        producer.flush(2)
    assert time.monotonic() - started < 5

    until_gone(home)
    assert stack.start(home) == first  # the same ports and password
    assert query(first.database, "SELECT n FROM kept") == [(7,)]
    producer.send(WINDOWS.name, b"k", b"after", {})
    producer.flush(10)
    producer.close()
    consumer = KafkaStream(first.kafka).consumer(WINDOWS.name, "readers")
    values: list[bytes] = []
    while b"after" not in values:
        values += [message.value for message in consumer.poll(1, 10)]
    consumer.close()
    assert values[0] == b"before"


def until_gone(home: Path) -> None:
    """Postgres' children end by themselves when they see that their parent was killed."""
    deadline = time.monotonic() + 10
    while processes_of(home):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_stale_pid_of_another_program_fools_nobody(home):
    (home / "kafka.pid").write_text(str(os.getpid()))
    (home / "postgres.pid").write_text("1")
    assert [part.pid for part in stack.status(home)] == [None, None]
    assert stack.stop(home) == []


def test_another_port_is_chosen_and_written_down_when_the_last_one_is_taken(home):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", int((home / "postgres.port").read_text())))
        squatter.listen()
        here = stack.start(home)
        assert f":{squatter.getsockname()[1]}/" not in here.database
        assert query(here.database, "SELECT 1") == [(1,)]


def test_a_failed_start_leaves_nothing_running(home):
    (home / "kafka").mkdir()
    (home / "kafka" / "data").write_text("in the way")
    with pytest.raises((StackError, OSError)):
        stack.start(home)
    assert processes_of(home) == []


def test_a_terminated_program_takes_its_stack_along(home):
    program = "\n".join([
        "import sys, time",
        "from pathlib import Path",
        "from services.stack import stack",
        "with stack.running(Path(sys.argv[1])):",
        "    print('up', flush=True)",
        "    time.sleep(60)",
    ])  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"up\n"
        assert len({part.pid for part in stack.status(home)} - {None}) == 2
        process.terminate()
    assert processes_of(home) == []
