"""`spv2 compare`: two reports of `evaluate` side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spv2_spark import MARK
from spv2_spark.cli import main
from spv2_spark.pipeline.training.evaluate import write_report
from spv2_spark.report.evaluation import evaluation_from_json, evaluation_of
from spv2_spark.scoring.score import Pair
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


def test_a_page_of_others_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, page = tmp_path / "one.json", tmp_path / "page.html"
    table = evaluation_of([pair()], name="m1", draws=5)
    one.write_text(json.dumps({"generator": "written by spv2-spark 0.0.1", **table}))
    page.write_text("<html>years of work</html>")
    assert main(["compare", str(one), str(one), "--html", str(page)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        f"spv2: {page}: is there, and spv2-spark did not write; choose another place\n",
    )
    assert page.read_text() == "<html>years of work</html>"
    page.unlink()
    for _ in range(2):
        assert main(["compare", str(one), str(one), "--html", str(page)]) == 0
    assert "written by spv2-spark" in page.read_text(encoding="utf-8")[:4096]


@pytest.mark.parametrize("name", ["report.json", "report.html", "report.md"])
def test_a_report_of_others_is_seen_before_the_evaluation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_text("years of work")
    report = str(tmp_path / "report")
    assert main(["evaluate", f"x={tmp_path / 'nowhere'}", "--report", report]) == 2
    assert f"{name}: is there, and spv2-spark did not write" in capsys.readouterr().err
    assert (tmp_path / name).read_text() == "years of work"


def test_inspect_and_sheet_do_not_write_over_a_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 years of work")
    for command in (
        ["inspect", str(paper), "--html", str(paper)],
        ["sheet", str(tmp_path), "--png", str(paper)],
    ):
        assert main(command) == 2
        assert "paper.pdf: is there, and spv2-spark did not write" in capsys.readouterr().err
    assert paper.read_bytes() == b"%PDF-1.7 years of work"


def test_a_report_is_read_back_and_replaced(tmp_path: Path) -> None:
    table = evaluation_of([pair()], name="m1", draws=5)
    for _ in range(2):
        write_report(table, tmp_path / "report")
    found = evaluation_from_json((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert next(iter(found.items())) == ("generator", MARK)
    assert found == {"generator": MARK, **json.loads(json.dumps(table))}
