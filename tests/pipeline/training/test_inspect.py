"""The inspect command's page, made by the packaged model from a real paper with its gold."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from spv2_spark.config import Settings
from spv2_spark.pipeline.training.inspect import inspect

PAPER = Path(__file__).parents[3] / ".." / "shared/data/real/dev/jose/jose_00261/jose_00261.pdf"


@pytest.mark.tf
@pytest.mark.skipif(not PAPER.is_file(), reason="../shared/data/real is not here")
def test_gold_prediction_and_features_are_on_the_page(tmp_path: Path) -> None:
    page = inspect(PAPER, Settings(), 30)
    assert isinstance(page, str)
    data = json.loads(re.findall(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    assert data["views"] == ["predicted", "gold", "differences"]
    first = data["pages"][0]
    assert {len(first["columns"][name]) for name in ("font", "left", "known_near")} == {
        len(first["texts"])
    }
    assert max(first["columns"]["left"]) <= 1.1
    assert "Gold found again: title 1 of 1, author 1 of 1, reference 8 of 8" in page
    alone = tmp_path / PAPER.name
    shutil.copy(PAPER, alone)
    page = inspect(alone, Settings(), 30)
    assert isinstance(page, str)
    assert "No gold: no file with it lies beside the PDF." in page
