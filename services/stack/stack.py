"""Starts and stops the embedded Kafka and Postgres: real servers, no Docker, no system Java."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from services.stack import private
from services.stack.errors import StackError
from services.stack.jars import Progress
from services.stack.kafka_broker import KafkaBroker
from services.stack.lock import locked
from services.stack.postgres_server import PostgresServer
from services.stack.signals import as_interrupt
from services.stream.topics import ensure_topics
from services.stream.types import StreamError

#: Both servers, empty, take a tenth of this; below it Postgres may fail in the middle of something.
MIN_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the servers listen. `kafka` is a bootstrap address, `database` an SQLAlchemy URL."""

    kafka: str
    database: str


@dataclass(frozen=True, slots=True)
class Part:
    """A server of the stack: `pid` is None when it does not run."""

    name: str
    pid: int | None
    resident_bytes: int
    log: Path


def start(state: Path, progress: Progress = lambda done, total: None) -> Addresses:
    """Start what does not run yet, create the topics and the (empty) database, and write `state/stack.env`.

    The servers outlive the caller. When both run already nothing is done. `progress` is told of the first download
    (45 MB). Raises StackError; what this call started is stopped then.
    """
    state = state.resolve()
    state.mkdir(parents=True, exist_ok=True)
    with locked(state / "stack.lock"):
        return _start(state, progress)


def stop(state: Path) -> list[str]:
    """Stop both servers, wait until they are gone, and return the names of those that ran. Raises StackError."""
    state = state.resolve()
    if not state.exists():
        return []
    with locked(state / "stack.lock"):
        return [server.daemon.name for server in (KafkaBroker(state), PostgresServer(state)) if server.daemon.stop()]


def status(state: Path) -> list[Part]:
    """Kafka and Postgres, running or not."""
    daemons = [KafkaBroker(state.resolve()).daemon, PostgresServer(state.resolve()).daemon]
    return [Part(each.name, each.pid(), each.resident_bytes(), each.log) for each in daemons]


def is_running(state: Path) -> bool:
    return all(part.pid is not None for part in status(state))


def addresses(state: Path) -> Addresses | None:
    """What the last start wrote down, whether it runs still or not."""
    try:
        lines = (state / "stack.env").read_text().splitlines()
    except FileNotFoundError:
        return None
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    return Addresses(values["WEARSCRIBE_KAFKA"], values["WEARSCRIBE_DATABASE"])


@contextmanager
def running(state: Path, progress: Progress = lambda done, total: None) -> Iterator[Addresses]:
    """The stack for the length of a `with` block; a stack that ran before is left running. SIGTERM and SIGHUP raise
    KeyboardInterrupt inside, so that no server is left behind."""
    ran_before = is_running(state)
    with as_interrupt():
        try:
            yield start(state, progress)
        finally:
            if not ran_before:
                stop(state)


def _start(state: Path, progress: Progress) -> Addresses:
    kafka, postgres = KafkaBroker(state), PostgresServer(state)
    starting = [server.daemon for server in (kafka, postgres) if server.daemon.pid() is None]
    if starting:
        _check_disk(state)
    try:
        if postgres.daemon in starting:
            postgres.start()
        if kafka.daemon in starting:
            kafka.start(progress)
        postgres.wait()
        kafka.wait()
        ensure_topics(kafka.address)
    except BaseException as error:
        for daemon in starting:
            with suppress(StackError):  # the first error is the one to tell
                daemon.stop()
        if isinstance(error, StreamError):
            raise StackError(str(error)) from error
        raise
    here = Addresses(kafka.address, postgres.url)
    private.write(state / "stack.env", f"WEARSCRIBE_KAFKA={here.kafka}\nWEARSCRIBE_DATABASE={here.database}\n")
    return here


def _check_disk(state: Path) -> None:
    free = shutil.disk_usage(state).free
    if free < MIN_FREE_BYTES:
        raise StackError(
            f"the disk of {state} has {free / 1e9:.1f} GB left, and the stack wants {MIN_FREE_BYTES / 1e9:g}: "
            "free some space, or set WEARSCRIBE_STATE to a folder elsewhere"
        )
