"""What the page shows, taken elsewhere: as SQL, curl and Python that give the same, and as files."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from services.store.engine import connect, transaction
from tests.end_to_end.browsing import days, open_window
from tests.end_to_end.conftest import Filled, LoggedRun

pytestmark = pytest.mark.real


def copied(page: Page, name: str) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text("Copy as").click()
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("[data-toast]")).to_have_text(f"{name} copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def printed(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def rows(filled: Filled, statements: str) -> list[list[str]]:
    """The ids of the windows that each statement gives, where it gives any."""
    engine = connect(filled.line.settings.database)
    try:
        with transaction(engine) as connection:
            answers = [connection.exec_driver_sql(each) for each in statements.split(";\n")]
            return [[str(row._mapping.get("window_id")) for row in answer] for answer in answers if answer.returns_rows]
    finally:
        engine.dispose()


def test_an_answer_goes_elsewhere(page: Page, filled: Filled) -> None:
    page.goto("/?q=an+evening+run&label=run")
    seen = days(page)
    assert rows(filled, copied(page, "SQL")) == [seen]
    found = json.loads(printed("bash", "-c", copied(page, "curl")))["hits"]
    assert [hit["window_id"] for hit in found] == seen
    python = copied(page, "Python") + "\nprint(json.dumps([hit['window_id'] for hit in answer['hits']]))"
    assert json.loads(printed(sys.executable, "-c", python)) == seen


def test_a_window_goes_elsewhere_with_all_that_is_seen_of_it(page: Page, filled: Filled, logged_run: LoggedRun) -> None:
    window_id = str(logged_run.window_id)
    open_window(page, f"/window/{window_id}?q=it%27s+an+evening+run")
    *of_window, why = rows(filled, copied(page, "SQL").rpartition("\n")[0])  # the last line tells of the signal
    assert [set(ids) for ids in of_window] == [{window_id}] * 3
    assert why
    signal, said = printed("bash", "-c", copied(page, "curl")).split("}{")
    assert '"signal"' in signal
    assert '"evidence"' in said
    python = copied(page, "Python") + "\nprint(json.dumps([sorted(window), len(why['evidence'])]))"
    known, evidence = json.loads(printed(sys.executable, "-c", python))
    assert {"signal", "captions", "annotations"} <= set(known)
    assert evidence == len(why)


def test_a_window_is_exported(page: Page, logged_run: LoggedRun) -> None:
    open_window(page, f"/window/{logged_run.window_id}")
    page.get_by_text("Export").click()
    for name, kind in (("CSV", "text/csv"), ("JSON", "json"), ("Parquet", "parquet"), ("Arrow", "arrow")):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        assert kind in page.request.get(href).headers["content-type"]
