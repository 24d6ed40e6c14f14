"""The wheel, and environments that have nothing but it and what it brings, for a session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.pipeline.corpora import write_corpus

ROOT = Path(__file__).parents[2]
# An environment that has nothing but where a machine's programs are.
EMPTY = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
# To install takes what a machine says of its index and its certificates.
INSTALLING = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests to `make wheel-test`: each environment has gigabytes."""
    if os.environ.get("SPV2_WHEEL"):
        return
    skip = pytest.mark.skip(reason="`make wheel-test` runs these")
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("wheel"):
            item.add_marker(skip)


def printed(*command: object, cwd: Path, env: Mapping[str, str] = EMPTY) -> str:
    """Return what a program prints to standard output; what it says if it fails is told."""
    told = subprocess.run(
        list(map(str, command)),
        cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=3000,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    return told.stdout


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards: environments have gigabytes, which pytest would keep."""
    with tempfile.TemporaryDirectory(prefix="spv2-wheel-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def uv() -> str:
    """A uv: the lock's, one of the machine, or one that is installed now."""
    found = ROOT / ".venv-lock/bin/uv"
    if found.is_file():
        return str(found)
    if there := shutil.which("uv"):
        return there
    subprocess.run([sys.executable, "-m", "venv", str(found.parents[1])], check=True)
    pip = [str(found.with_name("python")), "-m", "pip", "install", "-q", "uv>=0.9"]
    if subprocess.run(pip, check=False).returncode:
        shutil.rmtree(found.parents[1])
        pytest.skip("no package index is reached, and there is no uv")
    return str(found)


@pytest.fixture(scope="session")
def wheel(folder: Path) -> Path:
    options = ("--no-deps", "--no-build-isolation", "-q", "-w", str(folder / "dist"))
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    (built,) = (folder / "dist").iterdir()
    return built


@pytest.fixture(scope="session")
def papers(folder: Path) -> Path:
    """Two small PDFs, typeset now."""
    write_corpus(folder / "papers", 2)
    for one in (folder / "papers").rglob("*.nxml"):
        one.unlink()
    return folder / "papers"
