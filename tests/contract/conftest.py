"""A store of its own for each test that asks: tables as migrated, all empty."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from services.store.engine import connect
from tests.support.corpus import Corpus, fill


@pytest.fixture
def store(migrated_database: Callable[[], str]) -> Iterator[Engine]:
    engine = connect(migrated_database())
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def corpus(migrated_database: Callable[[], str]) -> Iterator[Corpus]:
    """Read it only."""
    engine = connect(migrated_database())
    yield fill(engine)
    engine.dispose()
