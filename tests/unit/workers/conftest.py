import threading
from collections.abc import Iterator

import pytest

from schemas.topics import REJECTED
from services.stream.memory import MemoryStream
from tests.support.clock import ManualClock
from tests.support.doubling import SOURCE, World


@pytest.fixture
def world() -> Iterator[World]:
    clock = ManualClock()
    world = World(clock, MemoryStream((SOURCE, REJECTED), max_poll_interval=300.0, clock=clock.monotonic))
    yield world
    for loop in world.loops:
        loop.close()


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """An event for a slow step to wait for; set at the end, so that no thread outlives the test."""
    event = threading.Event()
    yield event
    event.set()
