"""A server process that outlives the command that started it, and is found again by the next one."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from services.stack import ports
from services.stack.errors import StackError

# The shell starts the server in the background and leaves: the server is init's child from then on, so that it
# survives us, leaves us no zombie, and no open handle keeps our own exit waiting.
_DETACH = '"$@" </dev/null >&2 & echo $!'


class Daemon:
    """One server process. Its pid lies in `state/NAME.pid`; it is ours as long as `marker` (a path that no other
    process names) stands in its command line, so that a pid left behind by a killed machine fools nobody. Its port
    lies in `state/NAME.port` and is kept over a restart where that is possible.

    `stop_signal` asks it to finish what it does, `kill_signal` does not ask.
    """

    def __init__(
        self, name: str, state: Path, marker: Path, *, stop_signal: signal.Signals, kill_signal: signal.Signals
    ) -> None:
        self.name = name
        self.log = state / "logs" / f"{name}.log"
        self._pid_file = state / f"{name}.pid"
        self._port_file = state / f"{name}.port"
        self._marker = str(marker)
        self._stop_signal = stop_signal
        self._kill_signal = kill_signal

    def pid(self) -> int | None:
        """The process id while it runs."""
        try:
            pid = int(self._pid_file.read_text())
            process = psutil.Process(pid)
            ours = any(self._marker in argument for argument in process.cmdline())
            return pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (FileNotFoundError, ValueError, psutil.Error):
            return None

    def port(self) -> int:
        """Where it listens, or did when it last ran; 0 before its first start."""
        return int(self._port_file.read_text()) if self._port_file.exists() else 0

    def choose_port(self, preferred: int) -> int:
        """The port of the last run, `preferred`, or any: the first that is free. Written down."""
        port = ports.choose(self.port() or preferred, preferred)
        self._port_file.write_text(str(port))
        return port

    def resident_bytes(self) -> int:
        """Memory of the process and its children that is in RAM (shared pages counted in each); 0 when stopped."""
        try:
            process = psutil.Process(self.pid() or -1)
            return sum(int(each.memory_info().rss) for each in (process, *process.children(recursive=True)))
        except (ValueError, psutil.Error):
            return 0

    def spawn(
        self, command: Sequence[str], *, cwd: Path, user: str | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        """Start it, in a session of its own, writing to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            shell = subprocess.run(
                ["/bin/sh", "-c", _DETACH, "sh", *command],
                stdout=subprocess.PIPE, stderr=log, check=True, text=True,
                cwd=cwd, env={**os.environ, **(env or {})}, start_new_session=True, **identity(user),
            )  # fmt: skip
        self._pid_file.write_text(shell.stdout)

    def wait_until(self, ready: Callable[[], bool], timeout: float) -> None:
        """Return when `ready()`. Raises StackError when the process ends or `timeout` seconds have passed."""
        deadline = time.monotonic() + timeout
        while not ready():
            if self.pid() is None:
                raise StackError(f"{self.name} stopped while it was starting: {self._last_words()}")
            if time.monotonic() > deadline:
                raise StackError(f"{self.name} was not ready after {timeout:g} s: {self._last_words()}")
            time.sleep(0.1)

    def stop(self, timeout: float = 30.0) -> bool:
        """Stop it and wait until it is gone; False when it did not run."""
        pid = self.pid()
        if pid is not None:
            for each in (self._stop_signal, self._kill_signal):
                with suppress(ProcessLookupError):
                    os.kill(pid, each)
                if self._gone_within(timeout):
                    break
            else:
                raise StackError(f"{self.name} (process {pid}) does not stop; end it by hand: kill -9 {pid}")
        self._pid_file.unlink(missing_ok=True)
        return pid is not None

    def _gone_within(self, timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        while self.pid() is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines()[-8:] if self.log.exists() else []
        return "\n".join([*hints("\n".join(lines)), *(f"  {line}" for line in lines), f"The whole log: {self.log}"])


def identity(user: str | None) -> dict[str, Any]:
    """What makes `subprocess` run as `user` with none of our groups; nothing for None."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def hints(log: str) -> list[str]:
    """What to do, for the causes that the log names."""
    causes = {
        "GLIBC": "this machine's C library is too old for the packaged binary: use Docker (docker compose up)",
        "Address already in use": "another program took the port in this moment: start again",
        "No space left": "the disk is full: free some space",
        "pre-existing shared memory": "processes of the killed Postgres are still ending: start again in a few seconds",
        "Failed to acquire lock": "another Kafka uses this state folder: stop it, or choose another folder",
    }
    return [advice for words, advice in causes.items() if words in log]
