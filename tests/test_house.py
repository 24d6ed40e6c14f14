"""The house's rules that no other tool holds."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from spv2_spark import __version__
from spv2_spark.config import Settings, load_settings
from spv2_spark.engines.versions import results_of
from spv2_spark.runtime.session import LOCAL_CONF

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
HEAVY = ("pyspark", "tensorflow", "keras", "pymupdf", "sqlalchemy", "boto3", "lxml", "typst",
         "fastapi", "uvicorn")  # fmt: skip
LIMIT = 300
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
ROOMS = {f"spv2_spark.{path.parent.name}" for path in (ROOT / "spv2_spark").glob("*/__init__.py")}
# By the first library of a contract: the rooms that it is for.
OWNERS = {
    "tensorflow": {"nn"},
    "pymupdf": {"pdf"},
    "sqlalchemy": {"ledger"},
    "boto3": {"sources"},
    "lxml": {"gold", "typeset"},
    "typst": {"typeset"},
    "fastapi": {"service"},
}


def loaded_by(statement: str) -> set[str]:
    """Return which of HEAVY a fresh interpreter has loaded after `statement`."""
    script = f"{statement}\nimport sys\nprint(*[n for n in {HEAVY} if n in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(told.stdout.split())


@pytest.mark.parametrize("module", ["spv2_spark", "spv2_spark.cli", "spv2_spark.config"])
def test_importing_the_project_is_light(module: str) -> None:
    assert loaded_by(f"import {module}") == set()


@pytest.mark.parametrize("module", ["daily.process", "workers.tagging", "daily.parse", "context"])
def test_a_driver_loads_no_tensorflow(module: str) -> None:
    loaded = loaded_by(f"import spv2_spark.pipeline.{module}")
    assert not loaded & {"tensorflow", "keras", "lxml", "typst"}


def test_who_asks_how_it_goes_waits_for_no_spark() -> None:
    loaded = loaded_by("import spv2_spark.pipeline.task_db, spv2_spark.report.status")
    assert loaded == {"sqlalchemy"}


def test_every_room_has_its_place_in_the_order() -> None:
    layers = " | ".join(CONTRACTS[0]["layers"]).split(" | ")
    assert set(layers) >= ROOMS


@pytest.mark.parametrize("library", OWNERS)
def test_every_room_but_its_owners_is_kept_from_a_library(library: str) -> None:
    (contract,) = (one for one in CONTRACTS if one.get("forbidden_modules", [""])[0] == library)
    owners = {f"spv2_spark.{name}" for name in OWNERS[library]}
    assert ROOMS - set(contract["source_modules"]) == owners


def test_the_module_runs_as_the_command_does() -> None:
    command = [sys.executable, "-m", "spv2_spark.cli", "--version"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    program, results = told.stdout.splitlines()
    assert program == f"spv2-spark {__version__}"
    assert results == f"results {results_of(Settings())}"


def test_modules_are_short() -> None:
    sizes = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("spv2_spark", "jobs", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {str(path): size for path, size in sizes.items() if size > LIMIT} == {}
    assert not [path for path in sizes if path.stem == "utils"]


def test_base_toml_holds_every_default() -> None:
    path = ROOT / "conf/base.toml"
    told, defaults = tomllib.loads(path.read_text(encoding="utf-8")), asdict(Settings())
    assert load_settings([path]) == Settings()
    assert {name: list(told[name]) for name in told} == {
        name: list(defaults[name]) for name in told
    }
    assert list(told) == list(defaults)


@pytest.mark.parametrize("name", ["local", "cluster"])
def test_settings_files_say_only_what_differs(name: str) -> None:
    path = ROOT / f"conf/{name}.toml"
    base, told = asdict(Settings()), tomllib.loads(path.read_text(encoding="utf-8"))
    load_settings([path])
    same = [
        f"{section}.{key}"
        for section, values in told.items()
        for key, value in values.items()
        if base[section][key] == value
    ]
    assert same == []


def test_the_local_properties_are_the_sessions() -> None:
    text = (ROOT / "conf/spark-local.conf").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert dict(line.split(maxsplit=1) for line in lines) == LOCAL_CONF
