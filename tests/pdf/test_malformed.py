from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from spv2_spark.config import PdfSettings
from spv2_spark.domain.page import Document
from spv2_spark.pdf.read import read_pdf
from spv2_spark.pdf.sandbox import Sandbox
from spv2_spark.pdf.wire import encoded

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "malformed"


@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/malformed is not here")
def test_every_odd_file_is_a_document_or_a_typed_failure() -> None:
    settings = PdfSettings(time_limit_s=20.0)
    ends: Counter[str] = Counter()
    files = sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() == ".pdf")
    assert files
    with Sandbox(settings) as box:
        for number, path in enumerate(files):
            data = path.read_bytes()
            result = box.read(data)
            if number % 7 == 0:  # a child that lacks something reads other than this process
                assert encoded(result) == encoded(read_pdf(data, settings)), path.name
            if isinstance(result, Document):
                ends["document"] += 1
                for page in result.pages:
                    assert len(page.texts) == len(page.boxes_pt) == len(page.line)
            else:
                ends[result.kind.value] += 1
                if not result.kind.permanent:
                    print(path.name, result)  # noqa: T201  shown if the test fails
    print(ends)  # noqa: T201
    assert sum(ends.values()) == len(files)
    assert ends["document"] > len(files) / 2
    assert ends["crash"] + ends["timeout"] + ends["memory"] <= len(files) / 50
