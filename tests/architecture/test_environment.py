"""What sets the environment up says the same thing everywhere."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^ ;\\]+)", read(f"requirements/{lock}.lock"), re.MULTILINE)
    return {canonical(package): version for package, version in found}


def asked_for(source: str) -> set[str]:
    names = re.findall(r"^[A-Za-z][\w.-]*", read(f"requirements/{source}.in"), re.MULTILINE)
    return {canonical(name) for name in names}


@pytest.mark.parametrize("name", ["requirements/base.lock", "requirements/dev.lock"])
def test_lock_file_names_no_address(name: str) -> None:
    assert re.findall(r"\S*(?:://|file:)\S*", read(name)) == []


def test_front_end_lock_names_no_registry() -> None:
    packages = json.loads(read("package-lock.json"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\w)", read(f"requirements/{name}.lock").strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", ["base", "dev"])
def test_lock_holds_everything_asked_for(name: str) -> None:
    assert asked_for(name) - set(pins(name)) == set()


def test_both_locks_pin_the_same_versions() -> None:
    base, dev = pins("base"), pins("dev")
    assert base == {package: dev.get(package) for package in base}


def test_front_end_versions_are_exact_and_locked() -> None:
    asked = json.loads(read("package.json"))["dependencies"]
    locked = json.loads(read("package-lock.json"))["packages"]
    assert asked == {name: locked[f"node_modules/{name}"]["version"] for name in asked}


def test_icons_are_named_once() -> None:
    names = [line for line in read("scripts/icons.txt").splitlines() if line and not line.startswith("#")]
    assert len(names) == len(set(names))


def test_image_has_the_system_packages_of_setup() -> None:
    wanted = re.search(r'^packages="([^"]+)"', read("scripts/system_packages.sh"), re.MULTILINE)
    installed = re.search(r"--no-install-recommends((?:[^&])+)&&", read("Dockerfile"))
    assert wanted is not None
    assert installed is not None
    # The browser is for the tests only.
    assert set(installed[1].replace("\\", " ").split()) == set(wanted[1].split()) - {"chromium"}


def compose() -> dict[str, Any]:
    result: dict[str, Any] = yaml.safe_load(read("docker-compose.yml"))
    return result


def test_compose_runs_every_part() -> None:
    parts = ["postgres", "redis", "migrate", "web", "worker", "beat", "proxy"]
    assert list(compose()["services"]) == parts


def test_compose_lets_only_the_proxy_be_reached_from_outside() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_compose_watches_the_health_of_every_lasting_part_of_ours() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "healthcheck" not in service] == ["migrate", "proxy"]
