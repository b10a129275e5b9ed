"""Every command of the README, as a reader would type it, against the running line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end import archive
from tests.end_to_end.conftest import Filled
from tests.unit.cli.test_commands import DAY

README = Path(__file__).parents[2] / "README.md"
COMMANDS = [
    re.sub(r"\s+(#.*|&)", "", line).strip()
    for block in re.findall(r"```sh\n(.*?)```", README.read_text(), re.S)
    for line in block.splitlines()
]
#: They run until stopped: other tests do that (test_demo, test_stack, every test of the line).
STAY = ("make demo", "wearscribe stack", "wearscribe worker", "wearscribe serve")

#: They take an hour or so: run with these options behind, of which the last of a name counts.
MINIATURE = {
    "wearscribe corpus": "--people 3 --held-out 4 --days 2 --processes 1",
    "wearscribe train": "--minutes 0.05 --set day_batch=8 --set crop_batch=8 --set pool=8 --set workers=0",
    "wearscribe calibrate": "--people 4",
    "wearscribe evaluate": "--quick --only speed",
}

pytestmark = pytest.mark.real


def test_every_command_of_the_readme_does_what_it_says(filled: Filled, tmp_path: Path) -> None:
    archive.write(tmp_path / "takeout.zip")
    (tmp_path / "readings.csv").write_text(DAY)
    (tmp_path / "sample").symlink_to(README.parent / "sample")
    settings = filled.line.settings
    environment = os.environ | {
        "HOME": str(tmp_path),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "WEARSCRIBE_KAFKA": settings.kafka,
        "WEARSCRIBE_DATABASE": settings.database,
        "WEARSCRIBE_STUDY": "readme",
        "WEARSCRIBE_KEY_FILE": str(tmp_path / "readme.key"),
        "WEARSCRIBE_STATE": str(tmp_path),
        "WEARSCRIBE_SERVICE": "",  # not one that happens to run on this machine
    }
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        if command.startswith(STAY):
            continue
        command += next((f" {small}" for start, small in MINIATURE.items() if command.startswith(start)), "")
        done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert done.stdout, f"{command} says nothing"
