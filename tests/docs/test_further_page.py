"""The program in docs/further-fields.md runs, and the setting that it names is one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from spv2_spark.config import load_settings
from spv2_spark.domain.metadata import PaperDetails, ReferenceDetails
from tests.docs.activated import activated

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/further-fields.md").read_text(encoding="utf-8")


def test_the_page_names_every_field() -> None:
    tables = "".join(line for line in PAGE.splitlines(keepends=True) if line.startswith("| `"))
    named = set(re.findall(r"`(\w+)`", tables))
    assert named >= {one.name for kind in (PaperDetails, ReferenceDetails) for one in fields(kind)}


def test_the_setting_leaves_them_out() -> None:
    (assignment,) = re.findall(r"`--set (\S+)`", PAGE)
    assert not load_settings([], [assignment]).fields.further


@pytest.mark.spark
@pytest.mark.tf
def test_the_program_prints_further_fields(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow")
    (program,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    papers = tmp_path / "papers"
    papers.mkdir()
    shutil.copy(ROOT / "tests/golden/papers/01-medicine.pdf", papers)
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env=activated(), capture_output=True, text=True, check=True, timeout=1800,
    ).stdout  # fmt: skip
    assert "10.5555/jswm.2018" in told  # the paper's own DOI
    assert re.search(r"^\|\s*31\|\s*112\|\s*10\.5555/aom[^|]*\|\s*journal\|$", told, re.MULTILINE)
