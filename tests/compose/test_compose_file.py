"""docker-compose.yml and Dockerfile as text: what must hold whether or not an engine is there to run them."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.settings import Settings
from wearscribe.model.embedders import RELEASED

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")

ONE_SHOT = {"migrate", "replay"}
LONG_RUNNING = sorted(SERVICES.keys() - ONE_SHOT)
OURS = sorted(name for name, service in SERVICES.items() if service["image"].startswith("wearscribe-"))
BUDGET_MIB = 5120


def mib(limit: str) -> int:
    return int(limit[:-1]) * {"m": 1, "g": 1024}[limit[-1]]


def variables(text: str) -> dict[str, str]:
    """`${NAME:-default}` of a compose file, by name."""
    return dict(re.findall(r"\$\{(\w+):-([^}]*)\}", text))


def pins(file: str) -> set[str]:
    """`name==version` of every package in a requirements file."""
    return set(re.findall(r"^[\w-]+==\S+", (ROOT / file).read_text("utf-8"), re.M))


def test_every_service_of_the_line_is_there() -> None:
    assert SERVICES.keys() == {
        "kafka", "postgres", "migrate", "features", "inference", "inference-gpu", "sink", "search", "replay",
    }  # fmt: skip


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_what_runs_on_has_a_health_check_and_comes_back_after_a_reboot(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(ONE_SHOT))
def test_what_ends_stays_ended(name: str) -> None:
    assert "healthcheck" not in SERVICES[name]
    assert SERVICES[name].get("restart", "no").startswith(("no", "on-failure:"))


@pytest.mark.parametrize("name", ["features", "inference", "inference-gpu", "sink", "search", "replay"])
def test_nothing_starts_before_the_topics_and_tables_are_there(name: str) -> None:
    conditions = {needed: how["condition"] for needed, how in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "kafka": "service_healthy",
        "postgres": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_memory_limits_stay_under_the_budget() -> None:
    limits = {name: mib(service["mem_limit"]) for name, service in SERVICES.items()}
    del limits["inference-gpu"]  # it runs instead of `inference`, on a machine that has a GPU
    assert sum(limits.values()) < BUDGET_MIB, limits


def test_ports_are_bound_to_loopback() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert len(ports) == 3
    assert all(port.startswith("127.0.0.1:") for port in ports), ports


def test_images_are_pinned_to_a_version() -> None:
    images = [service["image"] for service in SERVICES.values()] + re.findall(r"^FROM (\S+:\S+)", DOCKERFILE, re.M)
    for image in images:
        tag = image.partition(":")[2]
        assert re.search(r"\d+\.\d+", tag), f"{image} has no version"
        assert "latest" not in tag


def test_every_variable_has_a_default_and_the_example_names_it() -> None:
    assert TEXT.count("${") == len(re.findall(r"\$\{\w+:-[^}]*\}", TEXT)), "a variable has no default"
    example = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text("utf-8"), re.M))
    assert example == variables(TEXT)


def test_the_example_explains_each_setting() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    blocks = "\n".join(lines).split("\n\n")
    assert all(block.startswith("# ") for block in blocks)


@pytest.mark.parametrize("name", OURS)
def test_our_services_set_what_the_program_reads(name: str) -> None:
    names = {f"WEARSCRIBE_{field.upper()}" for field in Settings.model_fields}
    assert set(SERVICES[name]["environment"]) == names


@pytest.mark.parametrize("name", OURS)
def test_our_services_have_no_rights_to_lose(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_search_service_is_reached_with_a_token_that_nothing_else_holds() -> None:
    search = SERVICES["search"]
    assert "--role operator" in search["entrypoint"][2]
    assert "umask 077" in search["entrypoint"][2]
    assert "/readyz" in search["healthcheck"]["test"][-1]
    holders = [name for name, service in SERVICES.items() if "tokens:/var/lib/wearscribe" in service.get("volumes", ())]
    assert holders == ["search"]
    home = Path(search["environment"]["WEARSCRIBE_STATE"])
    assert Path(search["environment"]["WEARSCRIBE_TOKEN_FILE"]).parent == home == Path("/var/lib/wearscribe")


def test_only_de_identification_reaches_the_study_key() -> None:
    holders = {
        name for name, service in SERVICES.items() if any("study:" in each for each in service.get("volumes", ()))
    }
    assert holders == {"replay"}


def test_the_gpu_profile_is_the_same_worker_with_a_device() -> None:
    cpu, gpu = SERVICES["inference"], SERVICES["inference-gpu"]
    assert cpu["command"] == gpu["command"]
    assert gpu["profiles"] == ["gpu"]
    assert gpu["environment"] == cpu["environment"] | {"WEARSCRIBE_DEVICE": "cuda"}
    assert cpu["environment"]["WEARSCRIBE_MODEL"] == f"${{WEARSCRIBE_MODEL:-{RELEASED}}}"
    [device] = gpu["deploy"]["resources"]["reservations"]["devices"]
    assert device == {"driver": "nvidia", "count": 1, "capabilities": ["gpu"]}


def test_the_broker_makes_no_topic_by_mistake() -> None:
    assert SERVICES["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_postgres_18_keeps_its_data_in_the_volume() -> None:
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]  # not …/data, as before 18


def test_images_run_as_a_user_and_install_by_hash() -> None:
    _, dependencies, *images = re.split(r"^FROM .*$", DOCKERFILE, flags=re.M)
    assert len(images) == 2
    assert all("\nUSER wearscribe\n" in image for image in images)
    assert "useradd" in dependencies
    installs = re.findall(r"pip install [^\n]*", DOCKERFILE)
    assert all("--require-hashes" in each or "$TORCH_INDEX" in each for each in installs)


def test_the_dockerfile_needs_no_buildkit() -> None:
    assert "# syntax=" not in DOCKERFILE
    assert "<<" not in DOCKERFILE
    assert "RUN --mount" not in DOCKERFILE


def test_the_programs_start_with_the_packages_of_the_base_image_alone() -> None:
    present = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements-base.txt").read_text("utf-8"), re.M)) | {
        "wearscribe"
    }
    absent = [
        module
        for module, distributions in packages_distributions().items()
        if not any(name.lower().replace("_", "-") in present for name in distributions)
    ]
    code = f"""
import sys
class Absent:  # None in sys.modules would do, but SciPy asks there whether torch was imported
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] in {set(absent)}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent)
import services.cli.main, workers.main
from services.cli.commands import COMMANDS, read
for name in COMMANDS:
    read(name)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("part", ["base", "model"])
def test_an_image_installs_what_the_tests_ran_with(part: str) -> None:
    assert pins(f"requirements-{part}.txt") <= pins("requirements.txt")
