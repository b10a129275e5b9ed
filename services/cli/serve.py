"""`wearscribe serve`"""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.output import Exit, err, fail, out
from services.search.tokens import Tokens
from services.settings import SERVICE_FILE, Settings
from services.stack import private
from services.stack.signals import as_interrupt
from services.store.engine import connect

if TYPE_CHECKING:
    from fastapi import FastAPI

PORT = 8765
_STOP_SECONDS = 5  # until open pages are cut off
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; beyond loopback nothing is open without a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = PORT,
    device: Annotated[
        str | None, typer.Option(help="Where texts are embedded: cpu, cuda, cuda:1; by default WEARSCRIBE_DEVICE.")
    ] = None,
) -> None:
    """Serve the page, HTTP under /v1, /metrics, /healthz and /readyz, until Ctrl-C or SIGTERM. The first line on
    standard output is the address.

    It embeds with the model that is searched, and follows when another one is activated. Kafka and Postgres may come
    and go: /readyz and the page say what is away.

    Examples:

      wearscribe serve

      wearscribe token add me --role operator && wearscribe serve --host 0.0.0.0 --port 80
    """
    try:
        from services.search.api.access import is_loopback
    except ModuleNotFoundError as missing:
        fail(f"the package {missing.name} is not installed", "pip install 'wearscribe[search,model]'")
    settings = Settings()
    tokens, on_loopback = Tokens(settings.token_file), is_loopback(host)
    if not on_loopback and not tokens:
        fail(
            f"{host} can be reached from elsewhere, and there is no token that anybody could be asked for",
            "`wearscribe token add me --role operator` makes one; --host 127.0.0.1 needs none",
            Exit.BAD_INPUT,
        )
    logging.basicConfig(level=logging.INFO, format=_FORMAT)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    with _listening(host, port) as listener:
        app = _compose(settings, tokens, on_loopback, device or settings.device)
        address = _address(host, listener)
        with as_interrupt(), suppress(KeyboardInterrupt), _told(settings.state, address) as tell:
            _run(app, listener, tell)
    err.print("Stopped.")


def _compose(settings: Settings, tokens: Tokens, on_loopback: bool, device: str) -> "FastAPI":
    from services.search.api.app import create_app
    from services.search.finding import open_finder
    from services.search.live import Live
    from services.search.page.mount import mount
    from wearscribe.model import embedders

    finder = open_finder(settings.database, embedders.load, device)
    live = Live(connect(settings.database), settings.kafka, settings.model)  # a look never waits for searches
    app = create_app(finder, tokens=tokens, on_loopback=on_loopback, live=live)
    mount(app, finder, live, tokens)
    return app


def _run(app: "FastAPI", listener: socket.socket, tell: Callable[[], None]) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # a line would hold the question; /metrics counts
        proxy_headers=False,  # a request is from where it comes from: who is asked for a token depends on it
        server_header=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                tell()

    Server(config).run([listener])


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Taken at once, before the model and the page are loaded: a port that is in use is told within a second."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        fail(
            f"cannot listen on {host} port {port}: {error.strerror or error}",
            f"name another, such as --port {port + 1}, or 0 for any that is free",
            Exit.UNAVAILABLE,
        )
    with listener:
        yield listener


def _address(host: str, listener: socket.socket) -> str:
    """As a browser on this machine reaches it."""
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{here}:{listener.getsockname()[1]}"


@contextmanager
def _told(state: Path, address: str) -> Iterator[Callable[[], None]]:
    """What to call when it serves: the address is printed, and until the end `wearscribe search` on this machine finds
    it, whatever its port."""
    file, line = state / SERVICE_FILE, f"WEARSCRIBE_SERVICE={address}\n"

    def tell() -> None:
        state.mkdir(parents=True, exist_ok=True)
        private.write(file, line)
        out.print(address, markup=False, soft_wrap=True)

    try:
        yield tell
    finally:
        with suppress(FileNotFoundError):
            if file.read_text() == line:
                file.unlink()
