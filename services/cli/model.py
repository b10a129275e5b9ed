"""`wearscribe model list|refill|activate|remove`"""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from schemas.codec import encode, headers
from schemas.records import AnnotatedWindow
from schemas.topics import ANNOTATED
from services.cli.migrate import load_words
from services.cli.output import AsJson, fail, out, print_json
from services.settings import Settings
from services.store import registry, windows
from services.store.engine import connect
from services.stream.kafka_stream import KafkaStream
from services.stream.types import Stream

app = typer.Typer(
    help="Embedding models side by side, and which one is searched: how to upgrade without downtime (docs/upgrade.md).",
    no_args_is_help=True,
)

FLUSH_SECONDS = 30.0
_AT_ONCE = 200  # windows in the producer's buffer

Version = Annotated[str, typer.Argument(help="A model's version, as listed.")]


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """The models there are, which of them is searched, and how many windows have no vector of each.

    Example: wearscribe model list --json
    """
    engine = connect(Settings().database)
    found = [(model, registry.missing(engine, model.version)) for model in registry.models(engine)]
    if as_json:
        print_json(
            [
                {"version": m.version, "dimension": m.dimension, "active": m.active, "windows_missing": missing}
                for m, missing in found
            ]
        )
        return
    table = Table("version", "dimension", "searched", "windows missing")
    for model, missing in found:
        table.add_row(model.version, str(model.dimension), "yes" if model.active else "", str(missing))
    out.print(table if found else "There is no model yet: `wearscribe migrate` brings the one of the settings.")


@app.command("refill")
def refill(version: Version, as_json: AsJson = False) -> None:
    """Send every window that lacks a vector of the model from the database to the inference workers once more.

    A new model's worker reads the topic from its start by itself; this is for windows that have expired there.

    Example: wearscribe model refill wearscribe-small-cpu-1a2b3c4d
    """
    settings = Settings()
    sent = send_lacking(settings.database, KafkaStream(settings.kafka), version)
    if as_json:
        print_json({"sent": sent})
    else:
        out.print(f"{sent} windows were sent to the inference workers.")


@app.command("activate")
def activate(version: Version, as_json: AsJson = False) -> None:
    """Search with this model from now on: the cut-over, in one statement. Back again works the same way.

    Where its folder is here, the database is taught its words before, so that a bare psql goes on finding with words.

    Example: wearscribe model activate wearscribe-small-cpu-1a2b3c4d
    """
    database = Settings().database
    engine = connect(database)
    registered = {model.version for model in registry.models(engine)}
    if version in registered and (missing := registry.missing(engine, version)):
        fail(
            f"{missing} windows have no vector of {version} and would not be found",
            f"wait for its inference worker, or `wearscribe model refill {version}`; "
            "`SELECT activate_model(…)` in SQL does not ask",
        )
    if version in registered:
        load_words(database, version)
    model = registry.activate(engine, version)
    if as_json:
        print_json({"active": model.version})
    else:
        out.print(f"Searches compare vectors of {model.version} from now on.")


@app.command("remove")
def remove(version: Version, as_json: AsJson = False) -> None:
    """Delete a model that is not searched: its vectors, words, captions, classifiers and index. Stop its workers first.

    Example: wearscribe model remove wearscribe-small-cpu-1a2b3c4d
    """
    removed = registry.remove(connect(Settings().database), version)
    if as_json:
        print_json({"removed_vectors": removed})
    else:
        out.print(f"{version} is gone, and {removed} vectors with it.")


def send_lacking(database: str, stream: Stream, version: str) -> int:
    """Windows without a vector of the model, as the features worker once sent them. Returns how many."""
    engine, producer, sent = connect(database), stream.producer(), 0
    try:
        for window_id in windows.lacking(engine, version):
            record = windows.read(engine, window_id)
            if record is None:  # erased meanwhile
                continue
            known = AnnotatedWindow(
                window=record.window,
                annotations=record.annotations,
                captions=tuple(caption for caption in record.captions if caption.author == "template"),
            )
            about = headers(known, produced_at=datetime.now(UTC))
            producer.send(ANNOTATED.name, known.window.subject.encode(), encode(known), about)
            sent += 1
            if sent % _AT_ONCE == 0:
                producer.flush(FLUSH_SECONDS)
        producer.flush(FLUSH_SECONDS)
    finally:
        producer.close()
    return sent
