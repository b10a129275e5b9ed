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

_PATIENCE = 120.0  # seconds until it is ready
_SERVE = ("-c", "from services.cli.main import main; main()", "serve", "--port", "0")
_STOP_SECONDS = 90  # it may be loading the model, on a machine that does much else


@contextmanager
def serving(settings: Settings, log: Path, *program: str, **environment: str) -> Iterator[str]:
    """Its address. `program`: what Python runs instead of it; `environment`: variables beside those of `settings`."""
    told = os.environ | {
        "WEARSCRIBE_KAFKA": settings.kafka,
        "WEARSCRIBE_DATABASE": settings.database,
        "WEARSCRIBE_STATE": str(settings.state),
        **environment,
    }
    command = [sys.executable, *(program or _SERVE)]
    with log.open("wb") as errors, subprocess.Popen(command, env=told, stdout=-1, stderr=errors) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().decode().strip()
            assert address.startswith("http://127.0.0.1:"), log.read_text()[-2000:]
            yield address
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def until_it_is_ready(address: str) -> None:
    """Return when it has loaded the model."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=_PATIENCE):
                return
        except OSError:  # 503
            assert time.monotonic() < deadline, f"not ready within {_PATIENCE} s"
            time.sleep(0.2)
