"""Every line of docs/tutorial.md that a reader types runs, in the page's order, in one folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark import __version__
from spv2_spark.config import Settings
from spv2_spark.engines.versions import results_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with two papers and a letter that is none, and a `spv2` of this checkout."""
    (tmp_path / "papers").mkdir()
    for name in ("01-medicine.pdf", "02-learning.pdf"):
        shutil.copy(ROOT / "tests/golden/papers" / name, tmp_path / "papers")
    (tmp_path / "papers/letter.pdf").write_bytes(b"Dear editor")
    program = tmp_path / "bin/spv2"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m spv2_spark.cli "$@"\n')
    program.chmod(0o755)
    return tmp_path


def printed(home: Path, language: str, text: str) -> str:
    """Return what a block prints to standard output; fails if it does.

    `parse` says by its status that one of three papers failed.
    """
    environment = {
        **os.environ,
        "HOME": str(home), "PYTHONPATH": str(ROOT), "SPARK_LOCAL_IP": "127.0.0.1",
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100",
    }  # fmt: skip
    command = {"sh": ["bash", "-ec", text], "python": [sys.executable, "-c", text]}[language]
    told = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False,
        timeout=1800,
    )  # fmt: skip
    assert told.returncode == int("spv2 parse" in text), f"{text}\n{told.stderr[-2000:]}"
    return told.stdout


@pytest.mark.spark
@pytest.mark.tf
def test_the_lines_run(home: Path) -> None:
    pytest.importorskip("tensorflow")
    version, read, table, venues, failed, _, bibtex = (printed(home, *one) for one in BLOCKS)
    assert version.startswith(f"spv2-spark {__version__}\n")
    assert re.search(r"read +│ +2 .*failed +│ +1 ", read, re.DOTALL)
    assert re.search(r"01-medicine\S* +Evening light exposure.* 1\d$", table, re.MULTILINE)
    assert re.search(r"^\| *[A-Z][^|]+\| +\d+\|$", venues, re.MULTILINE)
    assert re.search(r"not_a_pdf +tokenise +letter\.pdf\n.*\n1 failed papers$", failed.strip())
    assert "Evening light exposure" in (home / "paper.html").read_text(encoding="utf-8")
    assert bibtex.count("\n@") + bibtex.startswith("@") == 2
    assert (home / "results/work/run.html").is_file()


def test_the_page_shows_a_version_as_it_is_printed() -> None:
    """Of this release; what the parts of results have been raised to since is no matter."""
    (shown,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    said = f"spv2-spark {__version__}\nresults {results_of(Settings())}\n"

    def parts(text: str) -> list[str]:
        return re.sub(r"(?<=\.[a-z])[0-9a-f-]+", "", text).splitlines()

    assert parts(shown) == parts(said)
