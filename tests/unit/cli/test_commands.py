"""The command line without a server: help, results, errors and exit codes."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pgvector import HalfVector
from typer import Context
from typer.main import get_command
from typer.testing import CliRunner

from services.cli.commands import COMMANDS
from services.cli.main import app
from wearscribe.model.embedders import RELEASED

DAY = "subject,time,heart_rate,steps\n" + "".join(
    f"p1,2024-05-06 {minute // 60:02}:{minute % 60:02}:00,{60 + minute % 7},{minute % 3}\n" for minute in range(600)
)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder: no .env, no state, no key; and ports where nothing listens."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WEARSCRIBE_DATABASE", "postgresql+psycopg2://nobody@127.0.0.1:9/none")
    monkeypatch.setenv("WEARSCRIBE_KAFKA", "127.0.0.1:9")
    monkeypatch.setenv("WEARSCRIBE_SERVICE", "http://127.0.0.1:9")
    return tmp_path


def wearscribe(*arguments: str) -> subprocess.CompletedProcess[str]:
    """As a user runs it: the whole process, so that errors and exit codes are the real ones."""
    command = [sys.executable, "-c", "from services.cli.main import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def _commands() -> Iterator[tuple[str, ...]]:
    context = Context(get_command(app))
    for name in COMMANDS:
        command = context.command.get_command(context, name)
        yield from ((name, each) for each in command.commands) if hasattr(command, "commands") else [(name,)]


@pytest.mark.parametrize("path", list(_commands()), ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...]) -> None:
    shown = CliRunner().invoke(app, [*path, "--help"])
    assert shown.exit_code == 0
    assert "Usage:" in shown.output
    assert "Example" in shown.output
    # Their output is another program's, a literal, or an address.
    replaces_itself = path in {("worker",), ("psql",), ("embed",), ("serve",)}
    assert ("--json" in shown.output) != replaces_itself


def test_a_vector_comes_alone_and_who_made_it_beside_it() -> None:
    shown = CliRunner().invoke(app, ["embed", "a run", "--model", RELEASED])
    assert len(HalfVector.from_text(shown.stdout.strip()).to_list()) == 384
    assert f"SELECT * FROM search_windows(:'q', model => '{RELEASED}');" in shown.stderr


def test_a_key_is_made_once() -> None:
    first = wearscribe("keygen", "--json")
    assert first.returncode == 0
    key = Path(json.loads(first.stdout)["key_file"])
    assert key.stat().st_mode & 0o077 == 0
    second = wearscribe("keygen")
    assert second.returncode == 3
    assert "would give everybody a new pseudonym" in second.stderr


def test_without_a_key_nothing_is_replayed() -> None:
    refused = wearscribe("replay", "synthetic", "--dry-run")
    assert refused.returncode == 3
    assert "wearscribe keygen" in refused.stderr


def test_a_dry_run_counts_and_sends_nothing(tmp_path: Path) -> None:
    wearscribe("keygen")
    (tmp_path / "day.csv").write_text(DAY)
    done = wearscribe("replay", "minutes", "day.csv", "--dry-run", "--json")
    assert done.returncode == 0, done.stderr
    (summary,) = json.loads(done.stdout)
    assert (summary["people"], summary["windows"], summary["sent"]) == (1, 1, 0)


def test_a_file_is_described_without_any_server(tmp_path: Path) -> None:
    (tmp_path / "day.csv").write_text(DAY)
    for language, word in (("en", "eart rate"), ("ko", "심박수")):
        done = wearscribe("caption", "day.csv", "--language", language)
        assert done.returncode == 0, done.stderr
        assert word in done.stdout
        assert "not verified" not in done.stdout
    as_json = json.loads(wearscribe("caption", "day.csv", "--json").stdout)
    assert as_json["window"]["subject"] != "p1"


def test_what_the_model_infers_of_a_file_is_told_with_its_confidence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = [(150, 165) if 300 <= minute < 360 else (62 + minute % 5, 0) for minute in range(600)]
    rows = (f"p1,2024-05-06 {m // 60:02}:{m % 60:02}:00,{heart},{steps}\n" for m, (heart, steps) in enumerate(run))
    (tmp_path / "day.csv").write_text("subject,time,heart_rate,steps\n" + "".join(rows))
    told = wearscribe("caption", "day.csv", "--infer", "--language", "ko")
    assert told.returncode == 0, told.stderr
    assert re.search(r"\d\d:\d\d–\d\d:\d\d 아마 .+, \d\d%", told.stdout)
    monkeypatch.setenv("WEARSCRIBE_MODEL", "caption-text")
    refused = wearscribe("caption", "day.csv", "--infer")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "infers nothing" in refused.stderr


def test_a_file_in_which_nothing_is_measured_is_told_apart(tmp_path: Path) -> None:
    head, *rows = DAY.splitlines()
    (tmp_path / "day.csv").write_text("\n".join([head, *(",".join(row.split(",")[:2]) + ",," for row in rows)]) + "\n")
    done = wearscribe("caption", "day.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nothing is measured" in done.stderr


def test_the_schemas_are_written(tmp_path: Path) -> None:
    assert wearscribe("schema", "export", "out").returncode == 0
    written = {path.name: json.loads(path.read_text()) for path in (tmp_path / "out").iterdir()}
    assert set(written) == {"SensorWindow.v1.json", "AnnotatedWindow.v1.json", "CaptionedWindow.v1.json"}
    assert "signal" not in written["SensorWindow.v1.json"]["properties"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", "anything", "--by", "words"), 4, "wearscribe doctor"),
        (("search", "?!"), 3, "neither a word nor a number"),
        (("search", "a run", "--time-from", "25:00"), 2, "%H:%M"),
        (("serve", "--host", "0.0.0.0"), 3, "wearscribe token add"),
        (("token", "revoke", "nobody"), 3, "wearscribe token list"),
        (("token", "add", "Not A Slug"), 3, "lower-case"),
        (("show", "0b6f1c1e-0000-4000-8000-000000000000"), 4, "wearscribe doctor"),
        (("replay", "minutes", "missing.csv"), 3, "check the path"),
        (("replay", "takeout", "."), 3, "--subject"),
        (("rejected", "replay"), 3, "--all"),
        (("search",), 2, "Missing argument"),
        (("search", "a run", "--language", "fr"), 2, "'en', 'ko'"),
        (("embed", "a run", "--model", "no-such-model"), 1, "wearscribe train"),
        (("embed", "  "), 3, "no word"),
        (("model", "list"), 4, "wearscribe doctor"),
        (("adapt", "missing.csv"), 3, "Check the path"),
        (("calibrate", "nowhere"), 1, "wearscribe train"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_an_error_says_what_to_do_and_its_code_means_something(
    arguments: tuple[str, ...], code: int, says: str
) -> None:
    wearscribe("keygen")
    failed = wearscribe(*arguments)
    assert failed.returncode == code, failed.stderr
    assert says in " ".join(failed.stderr.split())
    assert "Traceback" not in failed.stderr
