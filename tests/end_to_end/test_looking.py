"""The commands that look at what has landed."""

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from tests.end_to_end.conftest import Filled
from wearscribe.model.embedders import RELEASED

pytestmark = pytest.mark.real


def look(filled: Filled, *arguments: str) -> str:
    settings = filled.line.settings
    environment = os.environ | {
        "WEARSCRIBE_KAFKA": settings.kafka,
        "WEARSCRIBE_DATABASE": settings.database,
        "WEARSCRIBE_STATE": str(settings.state),
        "WEARSCRIBE_SERVICE": "",  # whatever else serves on this machine
    }
    command = [sys.executable, "-c", "from services.cli.main import main; main()", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_search_tells_what_it_found_and_the_sql_that_found_it(filled: Filled) -> None:
    found = json.loads(look(filled, "search", "저녁 달리기", "-k", "2", "--label", "run", "--json"))
    assert len(found["hits"]) == 2
    assert "label => 'run'" in found["sql"]
    assert found["embedded"] == "static"
    for by in ("words", "both"):
        assert "달리기" in look(filled, "search", "달리기", "--by", by)


def test_a_question_about_numbers_is_met_by_what_is_found(filled: Filled) -> None:
    found = json.loads(look(filled, "search", "more than 10000 steps on a Saturday", "--json"))
    assert {part["kind"] for part in found["parts"]} >= {"condition"}
    assert found["hits"]
    assert all(hit["met"] for hit in found["hits"])
    assert all(datetime.fromisoformat(hit["starts_at"]).isoweekday() == 6 for hit in found["hits"])


def test_a_search_may_be_held_to_a_time_of_day(filled: Filled) -> None:
    limits = ("--time-from", "17:00", "--time-to", "22:00")
    for hit in json.loads(look(filled, "search", "a run", *limits, "--json"))["hits"]:
        start = datetime.fromisoformat(hit["starts_at"])
        assert (start + timedelta(minutes=hit["start_minute"])).hour >= 17
        assert (start + timedelta(minutes=hit["end_minute"])).hour <= 22


def test_a_window_is_shown_as_plots_and_captions(filled: Filled) -> None:
    (hit,) = json.loads(look(filled, "search", "run", "--by", "words", "-k", "1", "--json"))["hits"]
    shown = look(filled, "show", hit["window_id"])
    for part in ("heart_rate (bpm)", "steps (steps)", "semantic", "verified"):
        assert part in shown
    as_json = json.loads(look(filled, "show", hit["window_id"], "--json"))
    assert len(as_json["signal"]["steps"]) == as_json["window"]["minutes"]
    assert all(0 <= each["confidence"] <= 1 for each in as_json["inferences"])


def test_the_rejected_message_is_listed_shown_and_sent_back_only_to_be_rejected_again(filled: Filled) -> None:
    (rejection, *_) = json.loads(look(filled, "rejected", "list", "--json"))
    assert rejection["stage"] == "features"
    assert rejection["reason"] in look(filled, "rejected", "show", rejection["id"])
    assert json.loads(look(filled, "rejected", "replay", "--id", rejection["id"], "--json"))["sent"] == [
        rejection["id"]
    ]


def test_the_doctor_finds_nothing_wrong(filled: Filled) -> None:
    assert all(check["ok"] for check in json.loads(look(filled, "doctor", "--json")))


def test_psql_opens_on_the_database(filled: Filled) -> None:
    assert RELEASED in look(filled, "psql", "-c", "SELECT version FROM models WHERE active")
