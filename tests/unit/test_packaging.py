"""The house holds: our generic top-level names are ours alone, and the pins name no host."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("package", ["schemas", "services", "wearscribe", "workers"])
def test_nobody_else_installs_a_package_of_our_name(package: str) -> None:
    assert set(packages_distributions().get(package, ["wearscribe"])) == {"wearscribe"}


def test_every_requirement_is_pinned_with_hashes_and_names_no_host() -> None:
    for requirements in ROOT.glob("requirements*.txt"):
        text = requirements.read_text()
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text), requirements.name
        pins = re.findall(r"^(\S+)==\S+( ; .*)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
        assert len(pins) == len(re.findall(r"^[a-z]", text, re.M)), requirements.name
