"""The page before it can answer, in a real Chromium: it says what is lacking, and answers by itself once nothing is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from services.settings import Settings
from services.store import registry
from services.store.engine import connect, transaction
from tests.end_to_end.browsing import days, keep, visit, visitor
from tests.end_to_end.served import serving
from tests.support.hash_embedder import HashEmbedder
from tests.support.served import land_days

pytestmark = pytest.mark.real
SLOW = ("-m", "tests.support.slow_service")


def test_it_says_what_is_lacking_and_answers_by_itself_once_nothing_is(
    browser: Browser, migrated_database: Callable[[], str], kafka: str, tmp_path: Path, screenshots: Path
) -> None:
    settings, may_load = Settings(database=migrated_database(), kafka=kafka, state=tmp_path), tmp_path / "may-load"
    engine = connect(settings.database)
    with (
        serving(settings, tmp_path / "log", *SLOW, SLOW_SERVICE_MAY_LOAD=str(may_load)) as address,
        visitor(browser, address) as who,
        visit(who, expected="503") as page,
    ):
        page.goto("/?q=a+brisk+walk")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Nothing has landed yet")
        expect(alert).to_contain_text("wearscribe replay sample")
        keep(page, screenshots, "nothing-landed")

        land_days(engine, range(4))
        with transaction(engine) as connection:
            connection.exec_driver_sql("UPDATE models SET active = false")
        expect(alert).to_contain_text("No model is being searched yet")
        expect(alert).to_contain_text("wearscribe worker inference")
        keep(page, screenshots, "no-model")

        registry.activate(engine, HashEmbedder.model_version)
        expect(alert).to_contain_text("The model is loading")
        assert page.request.get("/readyz").status == 503
        keep(page, screenshots, "model-loading")

        may_load.touch()
        assert len(days(page)) == 4
        expect(page.get_by_role("searchbox")).to_have_value("a brisk walk")
        assert page.request.get("/readyz").ok
    engine.dispose()
