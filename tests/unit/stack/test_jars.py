"""Only the recorded jars are ever run."""

import hashlib
import re
from pathlib import Path

import pytest

from services.stack import jars
from services.stack.errors import StackError
from services.stack.kafka_jars import JARS, Jar

CONTENT = b"a jar"
JAR = Jar("org.example.tools:widget:1.2", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
PLACE = Path("org/example/tools/widget/1.2/widget-1.2.jar")


@pytest.fixture
def central(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Stands in for Maven Central: hands out these bytes, one answer a download."""
    answers: list[bytes] = []

    def download(jar: Jar, cache: Path) -> None:
        (cache / PLACE).parent.mkdir(parents=True, exist_ok=True)
        (cache / PLACE).write_bytes(answers.pop(0))

    monkeypatch.setattr(jars, "_download", download)
    return answers


def test_a_missing_jar_is_downloaded_once_and_progress_is_told(tmp_path, central):
    central.append(CONTENT)
    told: list[tuple[int, int]] = []
    for _ in range(2):
        assert jars.fetch(lambda done, total: told.append((done, total)), jars=[JAR], cache=tmp_path) == [
            tmp_path / PLACE
        ]
    assert told == [(5, 5), (5, 5)]


@pytest.mark.parametrize("wrong", [b"a ja", b"a jaR", b""])
def test_another_file_than_the_recorded_one_is_refused_and_removed(tmp_path, central, wrong):
    central.append(wrong)
    with pytest.raises(StackError, match="sha256"):
        jars.fetch(lambda done, total: None, jars=[JAR], cache=tmp_path)
    assert not (tmp_path / PLACE).exists()


def test_a_download_cut_short_is_made_good(tmp_path, central):
    (tmp_path / PLACE).parent.mkdir(parents=True)
    (tmp_path / PLACE).write_bytes(CONTENT[:2])
    central.append(CONTENT)
    jars.fetch(lambda done, total: None, jars=[JAR], cache=tmp_path)
    assert (tmp_path / PLACE).read_bytes() == CONTENT


def test_the_record_is_whole_and_holds_one_version_of_kafka():
    assert len(JARS) == 46
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in JARS)
    assert {jar.coordinate.split(":")[2] for jar in JARS if jar.coordinate.startswith("org.apache.kafka:")} == {"4.3.1"}
