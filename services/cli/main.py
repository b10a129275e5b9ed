"""`wearscribe`: one command for every part of the house. Each subcommand has a file of its own beside this one."""

import sys

import typer
from rich.markup import escape

from schemas.codec import CodecError
from services.cli import (
    adapt,
    calibrate,
    caption,
    corpus,
    demo,
    doctor,
    embed,
    evaluate,
    migrate,
    model,
    psql,
    rejected,
    replay,
    schema,
    search,
    serve,
    show,
    stack,
    study_key,
    synthesize,
    token,
    train,
    worker,
)
from services.cli.asking import BadText
from services.cli.labels import LabelsError
from services.cli.output import Exit, err
from services.cli.service import ServiceAway, ServiceError
from services.replay.deidentify import KeyFileError
from services.replay.ledger import LedgerError
from services.replay.readings import SourceError
from services.search.tokens import TokenError
from services.stack.errors import StackError
from services.store.errors import StoreError, StoreUnavailable
from services.stream.types import StreamError
from wearscribe.model.pretrained import WeightsError

app = typer.Typer(
    name="wearscribe",
    help="Wearable days become rows that a person finds with words.",
    epilog="Exit codes: 0 done, 1 failed, 2 not understood, 3 bad input, 4 a part is not available.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local variables would print readings
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(stack.app, name="stack")
app.command("migrate")(migrate.migrate)
app.command("keygen")(study_key.keygen)
app.command("replay")(replay.replay)
app.command("worker")(worker.worker)
app.add_typer(rejected.app, name="rejected")
app.add_typer(token.app, name="token")
app.add_typer(model.app, name="model")
app.command("corpus")(corpus.corpus)
app.command("train")(train.train)
app.command("adapt")(adapt.adapt)
app.command("calibrate")(calibrate.calibrate)
app.command("synthesize")(synthesize.synthesize)
app.command("caption")(caption.caption)
app.command("search")(search.search)
app.command("serve")(serve.serve)
app.command("embed")(embed.embed)
app.command("psql", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(psql.psql)
app.command("show")(show.show)
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(schema.app, name="schema")

#: Errors that say themselves what is wrong and what to do next, and the exit code that each means.
_TOLD: dict[type[Exception], Exit] = {
    StoreUnavailable: Exit.UNAVAILABLE,
    StreamError: Exit.UNAVAILABLE,
    StackError: Exit.UNAVAILABLE,
    StoreError: Exit.FAILED,
    SourceError: Exit.BAD_INPUT,
    CodecError: Exit.BAD_INPUT,
    KeyFileError: Exit.BAD_INPUT,
    LedgerError: Exit.BAD_INPUT,
    LabelsError: Exit.BAD_INPUT,
    BadText: Exit.BAD_INPUT,
    ServiceAway: Exit.UNAVAILABLE,
    ServiceError: Exit.BAD_INPUT,
    TokenError: Exit.BAD_INPUT,
    WeightsError: Exit.FAILED,
}


def main() -> None:
    """The console script."""
    try:
        app()
    except tuple(_TOLD) as error:
        err.print(f"[bold red]error:[/] {escape(str(error))}", soft_wrap=True)
        sys.exit(next(code for kind, code in _TOLD.items() if isinstance(error, kind)))
