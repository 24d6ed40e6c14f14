"""The program in docs/functions.md runs, and the lines of docs/gpus.md name real settings."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from spv2_spark.config import load_settings
from tests.docs.activated import activated
from tests.runtime.gpu_job import CONF

ROOT = Path(__file__).parents[2]


@pytest.mark.spark
@pytest.mark.tf
def test_the_program_reads_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow")
    page = (ROOT / "docs/functions.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    papers = tmp_path / "papers"
    papers.mkdir()
    shutil.copy(ROOT / "tests/golden/papers/01-medicine.pdf", papers)
    (papers / "letter.pdf").write_bytes(b"Dear editor")
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env=activated(), capture_output=True, text=True, check=True, timeout=1800,
    ).stdout  # fmt: skip
    assert re.search(r"\|Evening light exposure[^|]*\| +\d\d\|", told)
    assert re.search(r"letter\.pdf\|tokenise\|not_a_pdf\|", told)


def test_the_lines_on_gpus_name_what_there_is() -> None:
    page = (ROOT / "docs/gpus.md").read_text(encoding="utf-8")
    load_settings([], re.findall(r"--set (\S+)", page))
    named = set(re.findall(r"--conf (\S+)=", page))
    # A standalone worker, which the test on a cluster runs, has its script in its own settings.
    assert named - set(CONF) == {"spark.executor.resource.gpu.discoveryScript"}
    assert named & set(CONF)
