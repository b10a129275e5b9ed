"""`wearscribe stack start|stop|status`"""

import typer

from services.cli.output import AsJson, Exit, out, print_json, progress
from services.settings import Settings
from services.stack import stack

app = typer.Typer(help="The embedded Kafka and Postgres: real servers without Docker.", no_args_is_help=True)


@app.command("start")
def start(as_json: AsJson = False) -> None:
    """Start Kafka and Postgres in the background. The first time, Kafka is downloaded (45 MB, once).

    Example: wearscribe stack start && wearscribe migrate
    """
    with progress() as bars:
        download = bars.add_task("Kafka", total=None, visible=False)
        addresses = stack.start(
            Settings().state, lambda done, total: bars.update(download, completed=done, total=total, visible=True)
        )
    if as_json:
        print_json({"kafka": addresses.kafka, "database": addresses.database})
    else:
        out.print(f"Kafka     {addresses.kafka}\nPostgres  {addresses.database}")


@app.command("stop")
def stop(as_json: AsJson = False) -> None:
    """Stop both and wait until they are gone. Their data stays.

    Example: wearscribe stack stop
    """
    stopped = stack.stop(Settings().state)
    if as_json:
        print_json({"stopped": stopped})
    else:
        out.print(f"Stopped {' and '.join(stopped)}." if stopped else "Nothing was running.")


@app.command("status")
def status(as_json: AsJson = False) -> None:
    """Which of them run, how large they are, where they log. The exit code is 4 where one does not run.

    Example: wearscribe stack status --json
    """
    parts = stack.status(Settings().state)
    if as_json:
        print_json([{"name": p.name, "pid": p.pid, "resident_bytes": p.resident_bytes, "log": p.log} for p in parts])
    else:
        for part in parts:
            running = f"running as {part.pid}, {part.resident_bytes / 1e6:.0f} MB" if part.pid else "not running"
            out.print(f"{part.name:<9} {running}; log: {part.log}")
    if not all(part.pid for part in parts):
        raise typer.Exit(Exit.UNAVAILABLE)
