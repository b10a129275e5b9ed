"""Real parts for the tests that are marked `real`: one Kafka and one Postgres for the whole run, each started when
the first test asks for it and stopped at the end."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg2
import pytest
from sqlalchemy import make_url

from services.stack.kafka_broker import KafkaBroker
from services.stack.postgres_server import PostgresServer
from services.stack.signals import as_interrupt


@pytest.fixture(scope="session")
def state() -> Iterator[Path]:
    """Where the servers of this run keep their data. Not below pytest's own folder, which is closed to the account
    that Postgres runs under when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="wearscribe-tests-"))
    with as_interrupt():  # so that the fixtures below stop their servers when the run is terminated
        yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def kafka(state: Path) -> Iterator[str]:
    """Bootstrap address of a real Kafka without topics."""
    broker = KafkaBroker(state, port=0)
    try:
        broker.start(lambda done, total: None)
        broker.wait()
        yield broker.address
    finally:
        broker.daemon.stop()


@pytest.fixture(scope="session")
def postgres(state: Path) -> Iterator[str]:
    """SQLAlchemy URL of a real Postgres, its database empty: leave it so, and take your own from `new_database`."""
    server = PostgresServer(state, port=0)
    try:
        server.start()
        server.wait()
        yield server.url
    finally:
        server.daemon.stop()


@pytest.fixture(scope="session")
def new_database(postgres: str) -> Callable[[], str]:
    """Makes an empty database and returns its SQLAlchemy URL."""
    return lambda: _create_database(postgres, f"t{uuid4().hex}", "template1")


@pytest.fixture(scope="session")
def migrated_database(postgres: str) -> Callable[[], str]:
    """Makes a database with our tables, all empty, and returns its SQLAlchemy URL: a copy of one that was migrated
    once (it takes a tenth of the time)."""
    from services.store.migrate import migrate  # not at the top: most tests need no alembic

    migrate(_create_database(postgres, "migrated", "template1"))
    return lambda: _create_database(postgres, f"t{uuid4().hex}", "migrated")


def _create_database(server: str, name: str, template: str) -> str:
    url = make_url(server)
    connection = psycopg2.connect(
        host=url.host, port=url.port, user=url.username, password=url.password, dbname="postgres"
    )
    try:
        connection.autocommit = True  # CREATE DATABASE runs in no transaction
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    finally:
        connection.close()
    return url.set(database=name).render_as_string(hide_password=False)
