"""`wearscribe rejected list|show|replay`"""

import getpass
from typing import Annotated, Any

import typer
from rich.table import Table

from services.cli.output import AsJson, Exit, err, fail, out, print_json
from services.settings import Settings
from services.store.engine import connect
from services.store.errors import StoreError
from services.store.rejections import mark_replayed
from services.stream import rejected
from services.stream.kafka_stream import KafkaStream
from services.stream.rejection import Rejection

app = typer.Typer(help="What could not be handled, and why; send it back when the cause is gone.", no_args_is_help=True)

Stage = Annotated[str | None, typer.Option(help="Only those of this worker: features, inference or sink.")]
Reason = Annotated[str | None, typer.Option(help="Only those whose reason holds this text.")]


@app.command("list")
def list_(stage: Stage = None, reason: Reason = None, as_json: AsJson = False) -> None:
    """Every rejected message, oldest first, with its origin and its reason.

    Example: wearscribe rejected list --stage features
    """
    found = rejected.list_rejected(_stream(), rejected.Selection(stage, reason))
    if as_json:
        print_json([_as_dict(rejection) for rejection in found])
        return
    table = Table("id", "stage", "at", "error", "reason")
    for each in found:
        table.add_row(each.id, each.stage, f"{each.rejected_at:%Y-%m-%d %H:%M:%S}", each.error, each.reason)
    out.print(table if found else "Nothing was rejected.")


@app.command("show")
def show(
    id: Annotated[str, typer.Argument(help="topic:partition:offset, as listed.")], as_json: AsJson = False
) -> None:
    """One rejected message: everything about it but its content.

    Example: wearscribe rejected show wearscribe.windows.v1:3:141
    """
    try:
        found = rejected.show(_stream(), id)
    except KeyError as error:
        fail(error.args[0], code=Exit.BAD_INPUT)
    if as_json:
        print_json(_as_dict(found))
    else:
        for name, value in _as_dict(found).items():
            out.print(f"{name:<12} {value}", markup=False)


@app.command("replay")
def replay(
    stage: Stage = None,
    reason: Reason = None,
    id: Annotated[str | None, typer.Option(help="Only this one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send rejected messages back to the topics that they came from, as they were. Twice is harmless.

    Example: wearscribe rejected replay --stage features --reason "newer than this reader"
    """
    if not (stage or reason or id or every):
        fail("nothing was selected", "name a --stage, a --reason or an --id, or say --all", Exit.BAD_INPUT)
    done = rejected.replay(_stream(), rejected.Selection(stage, reason, id))
    try:
        mark_replayed(connect(Settings().database), done.sent, getpass.getuser())
    except StoreError as error:
        err.print(f"v_rejections does not tell of it: {error}", style="yellow", markup=False)
    if as_json:
        print_json({"sent": [each.id for each in done.sent], "too_large_to_keep": [each.id for each in done.truncated]})
    else:
        out.print(f"{len(done.sent)} messages were sent back.")
        if done.truncated:
            out.print(f"{len(done.truncated)} were too large to be kept: replay their source instead.")


def _stream() -> KafkaStream:
    return KafkaStream(Settings().kafka)


def _as_dict(rejection: Rejection) -> dict[str, Any]:
    return {
        "id": rejection.id,
        "stage": rejection.stage,
        "rejected_at": rejection.rejected_at.isoformat(),
        "error": rejection.error,
        "reason": rejection.reason,
        "bytes": len(rejection.value),
        "truncated": rejection.truncated,
        "headers": {name: value.decode(errors="replace") for name, value in rejection.headers.items()},
    }
