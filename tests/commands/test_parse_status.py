"""With what status `spv2 parse` ends, and what it says: from the totals of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spv2_spark.cli import main
from spv2_spark.commands.daily import show_totals, status_of
from spv2_spark.config import Settings
from spv2_spark.pipeline.daily.parse import Parsed

WELL = Parsed("v1", 20, 18, 17, {"nothing_found": 1}, 2, {"crash": 2}, 0, 20, 10.0)


@pytest.mark.parametrize(
    ("parsed", "status", "told"),
    [
        (WELL, 0, ""),  # a tenth is not more than a tenth
        (
            replace(WELL, failed=3, papers=21),
            1,
            "spv2: 3 of 21 papers failed, more than process.failed_share = 0.1 of them "
            "(failures.jsonl says why)\n",
        ),
        (replace(WELL, pending=1), 1, ""),
        (replace(WELL, read=16), 1, ""),
    ],
)
def test_status(parsed: Parsed, status: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(parsed, Settings()) == status
    assert capsys.readouterr().err == told


def test_totals_sum_up_to_what_went_in(capsys: pytest.CaptureFixture[str]) -> None:
    show_totals(replace(WELL, read=16))
    cells = [
        [cell.strip() for cell in line.split("│")[1:3]]
        for line in capsys.readouterr().out.splitlines()
        if "│" in line
    ]
    told = {name: int(value) for name, value in cells if value.isdigit()}
    ends = told["read"] + told["left out"] + told["failed"] + told["not ended"]
    assert ends + told["in no file"] == told["papers"] == 20


def test_a_folder_without_pdfs(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", f"{tmp_path}", "--out", f"{tmp_path}-out"]) == 2
    assert capsys.readouterr().err == f"spv2: no PDF in {tmp_path}\n"
