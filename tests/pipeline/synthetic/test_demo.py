"""The demonstration's folder of PDFs, which is ours or is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from spv2_spark.cli import main
from spv2_spark.pipeline.synthetic.demo import typeset_demo


def test_the_demonstration_writes_over_no_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thesis = tmp_path / "pdfs" / "thesis.pdf"
    thesis.parent.mkdir()
    thesis.touch()
    assert main(["demo", "--out", str(tmp_path)]) == 2
    assert "'thesis.pdf', which spv2-spark did not write" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["pdfs", "thesis.pdf"]


def test_a_second_demonstration_has_the_same_papers(tmp_path: Path) -> None:
    gold = typeset_demo(tmp_path / "pdfs")
    before = {path.name: path.read_bytes() for path in (tmp_path / "pdfs").iterdir()}
    assert typeset_demo(tmp_path / "pdfs") == gold
    assert {path.name: path.read_bytes() for path in (tmp_path / "pdfs").iterdir()} == before
    assert set(before) == {"_spv2_spark.json", *gold}
