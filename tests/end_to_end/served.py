"""`wearscribe serve` as a process of its own, for tests that look at it from outside."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.settings import Settings

_START_SECONDS = 60


_PATIENCE = 120.0  # seconds until the first answer
_STOP_SECONDS = 90  # it may be loading the model, on a machine that does much else


@contextmanager
def serving(settings: Settings, log: Path, **differing: str) -> Iterator[str]:
    """Its address. `differing`: environment variables without their prefix that are not as in `settings`."""
    environment = os.environ | {
        "WEARSCRIBE_KAFKA": settings.kafka,
        "WEARSCRIBE_DATABASE": settings.database,
        "WEARSCRIBE_STATE": str(settings.state),
        **{f"WEARSCRIBE_{name.upper()}": value for name, value in differing.items()},
    }
    command = [sys.executable, "-c", "from services.cli.main import main; main()", "serve", "--port", "0"]
    with log.open("wb") as errors, subprocess.Popen(command, env=environment, stdout=-1, stderr=errors) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().decode().strip()
            assert address.startswith("http://127.0.0.1:"), log.read_text()[-2000:]
            yield address
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def until_it_answers(address: str) -> None:
    """Return when it has loaded the model and answered a question."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/v1/search?text=anything", timeout=_PATIENCE):
                return
        except OSError:  # 503 while it is busy loading
            assert time.monotonic() < deadline, f"no answer within {_PATIENCE} s"
            time.sleep(0.2)
