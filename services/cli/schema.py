"""`wearscribe schema export`"""

import json
from pathlib import Path
from typing import Annotated

import typer

from schemas.topics import TOPICS
from services.cli.output import AsJson, out, print_json

app = typer.Typer(help="The records that travel, as JSON Schema.", no_args_is_help=True)


@app.callback()
def schema() -> None:
    """The records that travel, as JSON Schema."""


@app.command("export")
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go; made where it is missing.")],
    as_json: AsJson = False,
) -> None:
    """Write the JSON Schema of every record: what lies under `wearscribe` in a message's Arrow schema metadata.

    Example: wearscribe schema export json-schema/
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for record in (topic.record for topic in TOPICS.values() if topic.record):
        path = folder / f"{record.__name__}.v{record.model_fields['schema_version'].default}.json"
        path.write_text(json.dumps(record.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n")
        written.append(path)
    if as_json:
        print_json([str(path) for path in written])
    else:
        for path in written:
            out.print(str(path))
