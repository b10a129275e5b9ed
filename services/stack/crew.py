"""The workers, and what else is to run beside them, as child processes of this one: for the demonstration, the
benchmarks and the tests."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from services.stack.errors import StackError

WORKERS = ("features", "inference", "sink")
_STOP_SECONDS = 30


class Crew:
    """One process of each worker, or `count` of them, from entering to leaving the `with` block.

    They log to `logs`; `environment` is added to ours (`WEARSCRIBE_KAFKA`, `WEARSCRIBE_DATABASE`).
    """

    def __init__(self, environment: Mapping[str, str], logs: Path, count: Mapping[str, int] | None = None) -> None:
        self._environment = {**os.environ, **environment}
        self._logs = logs
        self._count = count or {}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        for name in WORKERS:
            for number in range(1, self._count.get(name, 1) + 1):
                self.start(f"{name}-{number}", ("-m", "workers", name))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def start(self, title: str, python: Sequence[str]) -> None:
        """One more: Python with these arguments. It is stopped with the others."""
        with self._log(title).open("wb") as log:
            self._processes[title] = subprocess.Popen(
                [sys.executable, *python],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us to hear; we stop them in order
            )

    def check(self) -> None:
        """Raises StackError when one has ended, with the last lines of its log."""
        for title, process in self._processes.items():
            if process.poll() is not None:
                last = "\n".join(self._log(title).read_text(errors="replace").splitlines()[-5:])
                raise StackError(f"{title} ended with exit code {process.returncode}. Its log:\n{last}")

    def _log(self, title: str) -> Path:
        return self._logs / f"{title}.log"
