"""`wearscribe demo`: the whole line at work, from files to days found with words and to the page that shows them."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from rich.rule import Rule

from services.cli.asking import By, Question, hit_as_dict, of_database
from services.cli.migrate import load_words
from services.cli.output import AsJson, err, fail, out, print_json, progress
from services.cli.replay import describe, run
from services.cli.search import print_found
from services.cli.serve import PORT
from services.cli.sources import Kind, plans
from services.replay.deidentify import make_key
from services.replay.replay import Options
from services.settings import SERVICE_FILE, Settings
from services.stack import ports
from services.stack.crew import Crew
from services.stack.stack import running
from services.store import registry
from services.store.engine import connect
from services.store.landed import landed
from services.store.migrate import migrate
from services.store.search import ANY

QUERIES = (
    "a long walk in the morning",
    "went to the gym",
    "저녁 달리기",  # a run in the evening
)
_HITS = 3
_PATIENCE = 120.0  # seconds without a window landing before the demo gives up


def demo(as_json: AsJson = False) -> None:
    """Start everything, replay the sample, find days with words three times, and serve the page that shows them.

    It needs no Docker and no Java. On a terminal it stays up until Ctrl-C; elsewhere, or with --json, it ends by
    itself, without the page, and its last line is JSON.

    Example: wearscribe demo --json | jq .queries[].sql
    """
    stay = out.is_terminal and not as_json
    with _stack(Settings()) as settings:
        environment = {"WEARSCRIBE_KAFKA": settings.kafka, "WEARSCRIBE_DATABASE": settings.database}
        with Crew(environment, settings.state.resolve() / "logs") as crew:
            report = _fill(settings, crew)
            report["queries"] = _ask(settings)
            if stay:
                _stay(crew, _page(settings, crew))
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
        load_words(addresses.database, settings.model)
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
    """The SQL alone finds them, as anybody's psql would."""
    answers = []
    for text in QUERIES:
        found = of_database(Question(text, _HITS, By.meaning, ANY), settings)
        err.print(Rule(f"[bold]{text}[/]", align="left"))
        print_found(found, err)
        err.print(f"{found.sql};\n", style="dim", markup=False, soft_wrap=True)
        answers.append({"text": text, "sql": found.sql, "hits": [hit_as_dict(hit) for hit in found.hits]})
    return answers


def _page(settings: Settings, crew: Crew) -> str:
    """Serve it, on the next free port where the usual one is taken, and return its address."""
    file = settings.state / SERVICE_FILE
    file.unlink(missing_ok=True)  # of one that was killed
    main = "from services.cli.main import main; main()"
    crew.start("search", ("-c", main, "serve", "--port", str(ports.choose(PORT, *range(PORT + 1, PORT + 10)))))
    deadline = time.monotonic() + _PATIENCE
    with err.status("starting the page"):
        while not file.exists():
            crew.check()
            if time.monotonic() > deadline:
                fail(f"the page did not start in {_PATIENCE:g} s", f"its log is in {settings.state}/logs")
            time.sleep(0.1)
    return file.read_text().partition("=")[2].strip()


def _stay(crew: Crew, page: str) -> None:
    """Say how to look further, and keep everything up until Ctrl-C."""
    command = sys.argv[0]
    out.print(
        f"\nThe page: {page}\n"
        "Everything is up. In another terminal:\n"
        f'  {command} search "less than 6 hours of sleep"      find days with words of your own\n'
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
