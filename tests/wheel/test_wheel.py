"""The wheel in an empty environment: what `pip install 'spv2-spark[cpu]'` gives a reader."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from spv2_spark import __version__
from spv2_spark.config import Settings
from spv2_spark.engines.versions import results_of
from spv2_spark.runtime.java import java_home
from tests.wheel.conftest import EMPTY, INSTALLING, ROOT, printed

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def spv2(folder: Path, uv: str, wheel: Path) -> Path:
    """The program of an environment with the wheel and what it asks for, in the lock's versions."""
    place = folder / "empty"
    printed(uv, "venv", "-q", place, cwd=folder, env=INSTALLING)
    lock = ROOT / "requirements/spark41.txt"
    python = place / "bin/python"
    install = (uv, "pip", "install", "-q", "--python", python, "-c", lock, f"{wheel}[cpu]")
    printed(*install, cwd=folder, env=INSTALLING)
    return place / "bin/spv2"


def test_the_version_names_program_model_and_decoder(spv2: Path, folder: Path) -> None:
    told = printed(spv2, "--version", cwd=folder)
    assert told == f"spv2-spark {__version__}\nresults {results_of(Settings())}\n"


def test_every_command_says_how_it_is_used(spv2: Path, folder: Path) -> None:
    assert "parse" in printed(spv2, "--help", cwd=folder)
    assert "complete " in printed(spv2, "completion", "bash", cwd=folder)


def test_a_folder_becomes_a_dataset(spv2: Path, folder: Path, papers: Path) -> None:
    environment = {**EMPTY, "JAVA_HOME": str(java_home())}
    printed(spv2, "parse", papers, "--out", "results", cwd=folder, env=environment)
    results = folder / "results"
    read = pq.read_table(results / "papers", columns=["title", "authors", "references"])
    titles = {row["title"]["text"] for row in read.to_pylist()}
    lines = (results / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["title"] for line in lines} == titles
    assert any(title.startswith("Evening light exposure") for title in titles)
    assert [len(row["authors"]) > 1 for row in read.to_pylist()] == [True, True]
    assert (results / "failures.jsonl").read_text() == ""
