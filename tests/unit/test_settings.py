"""Where settings come from, and which source wins."""

from pathlib import Path

import pytest

from services.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"WEARSCRIBE_{name.upper()}", raising=False)


def test_the_environment_wins_over_env_file_over_the_embedded_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".state").mkdir()
    (tmp_path / ".state" / "stack.env").write_text("WEARSCRIBE_KAFKA=stack:1\nWEARSCRIBE_STUDY=stack\n")
    assert Settings().kafka == "stack:1"
    (tmp_path / ".env").write_text("WEARSCRIBE_KAFKA=file:2\n")
    assert (Settings().kafka, Settings().study) == ("file:2", "stack")
    monkeypatch.setenv("WEARSCRIBE_KAFKA", "environment:3")
    assert Settings().kafka == "environment:3"


def test_another_state_folder_is_where_everything_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "stack.env").write_text("WEARSCRIBE_KAFKA=elsewhere:1\n")
    monkeypatch.setenv("WEARSCRIBE_STATE", str(elsewhere))
    assert Settings().kafka == "elsewhere:1"
    assert Settings().key_file == elsewhere / "study.key"


def test_the_password_is_not_printed() -> None:
    assert "wearscribe@" not in repr(Settings())
