"""`wearscribe demo`: the whole line at work, from files to days found with words."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from rich.rule import Rule

from services.cli.output import AsJson, err, fail, out, print_json, progress
from services.cli.replay import describe, run
from services.cli.search import as_dict, as_lines, is_korean, text_encoder
from services.cli.sources import Kind, plans
from services.replay.deidentify import make_key
from services.replay.replay import Options
from services.settings import Settings
from services.stack.crew import Crew
from services.stack.stack import running
from services.store import registry
from services.store.engine import connect
from services.store.landed import landed
from services.store.migrate import migrate
from services.store.search import Filters, as_sql, search_vector

QUERIES = (
    "a long walk in the morning",
    "went to the gym",
    "저녁 달리기",  # a run in the evening
)
_HITS = 3
_PATIENCE = 120.0  # seconds without a window landing before the demo gives up


def demo(as_json: AsJson = False) -> None:
    """Start everything, replay the sample, find three days with words, and say how to look further.

    It needs no Docker and no Java. On a terminal it stays up until Ctrl-C; elsewhere, or with --json, it ends by
    itself and its last line is JSON.
    """
    stay = out.is_terminal and not as_json
    with _stack(Settings()) as settings:
        environment = {"WEARSCRIBE_KAFKA": settings.kafka, "WEARSCRIBE_DATABASE": settings.database}
        with Crew(environment, settings.state.resolve() / "logs") as crew:
            report = _fill(settings, crew)
            report["queries"] = _ask(settings)
            if stay:
                _stay(crew)
            else:
                print_json(report)


@contextmanager
def _stack(settings: Settings) -> Iterator[Settings]:
    """Kafka and Postgres, ready for windows, and the settings with their addresses."""
    with ExitStack() as stack:
        with progress() as bars:
            bar = bars.add_task("Kafka and Postgres", total=None)
            addresses = stack.enter_context(
                running(settings.state, lambda done, total: bars.update(bar, completed=done, total=total))
            )
        migrate(addresses.database)
        if not settings.key_file.exists():
            make_key(settings.key_file)
        yield settings.model_copy(update={"kafka": addresses.kafka, "database": addresses.database})


def _fill(settings: Settings, crew: Crew) -> dict[str, Any]:
    """Replay the sample and wait until every window of it can be found."""
    began = time.monotonic()
    summaries = run(plans(Kind.sample), settings, Options())
    for summary in summaries:
        err.print(describe(summary), markup=False)
    windows = sum(summary.sent + summary.unchanged for summary in summaries)
    searchable = _wait(settings, windows, crew)
    seconds = time.monotonic() - began
    err.print(f"{searchable} windows can be found, {seconds:.1f} s after the first was read.")
    return {"windows": windows, "searchable": searchable, "seconds": round(seconds, 1)}


def _wait(settings: Settings, windows: int, crew: Crew) -> int:
    """Return when `windows` are searchable with the settings' model, which then is the one that is searched; fail when
    one was rejected or nothing moves any more."""
    engine = connect(settings.database)
    with progress() as bars:
        bar = bars.add_task("searchable windows", total=windows)
        moved, before = time.monotonic(), -1
        while True:
            there = landed(engine, settings.study, settings.model)
            bars.update(bar, completed=there.searchable)
            if there.searchable >= windows:
                registry.activate(engine, settings.model)
                return there.searchable
            if there.searchable > before:
                moved, before = time.monotonic(), there.searchable
            elif there.searchable + there.rejected >= windows:
                fail(f"{there.rejected} windows were rejected", "`wearscribe rejected list` says why")
            elif time.monotonic() - moved > _PATIENCE:
                fail(f"no window landed for {_PATIENCE:g} s", f"the workers' logs are in {settings.state}/logs")
            crew.check()
            time.sleep(0.2)


def _ask(settings: Settings) -> list[dict[str, Any]]:
    encoder, engine = text_encoder(settings.database), connect(settings.database)
    answers = []
    for text, vector in zip(QUERIES, encoder.embed_text(QUERIES), strict=True):
        filters = Filters(language="ko" if is_korean(text) else "en")
        hits = search_vector(engine, vector, _HITS, filters)
        sql = as_sql("search_windows", {"query": vector, "k": _HITS, **filters.given()})
        err.print(Rule(f"[bold]{text}[/]", align="left"))
        err.print(as_lines(hits))
        err.print(f'\\set q `wearscribe embed "{text}"`\n{sql};\n', style="dim", markup=False, soft_wrap=True)
        answers.append({"text": text, "sql": sql, "hits": [as_dict(hit) for hit in hits]})
    return answers


def _stay(crew: Crew) -> None:
    """Say how to look further, and keep everything up until Ctrl-C."""
    command = sys.argv[0]
    out.print(
        "\nEverything is up. In another terminal:\n"
        f'  {command} search "a long walk before noon"      find days with words of your own\n'
        f"  {command} show WINDOW                           one day: its signal and what is said of it\n"
        f"  {command} psql                                  SQL: \\df search*, \\d+ v_windows, the lines above\n"
        f"  {command} caption FILE                          describe a file of your own, without a server\n"
        "Ctrl-C stops everything; the data stays in .state.",
        markup=False,
    )
    try:
        while True:
            crew.check()
            time.sleep(1)
    except KeyboardInterrupt:
        err.print("Stopping.")
