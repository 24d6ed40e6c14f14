"""`spv2 compare`: two reports of `evaluate` side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spv2_spark.cli import main
from spv2_spark.decode.score import Pair
from spv2_spark.report.evaluation import evaluation_of
from tests.report.build import GOLD, pair


def test_two_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, page = (tmp_path / name for name in ("one.json", "two.json", "page.html"))
    one.write_text(json.dumps(evaluation_of([pair()], name="m1", draws=5)))
    worse = [Pair(GOLD, None, "pmc", "paper-1")]
    two.write_text(json.dumps(evaluation_of(worse, name="m2", draws=5)))
    assert main(["compare", str(one), str(two), "--html", str(page)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "pmc          title        1.000  0.000  -1.000" in said
    assert said[-1] == "2 misses are gone, 10 are new"
    assert "m2" in page.read_text(encoding="utf-8")


def test_what_is_no_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text("{}")
    assert main(["compare", str(odd), str(odd)]) != 0
    assert "not an evaluation" in capsys.readouterr().err
    assert main(["compare", str(tmp_path / "none.json"), str(odd)]) != 0
    assert "none.json: No such file" in capsys.readouterr().err
