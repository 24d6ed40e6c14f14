from __future__ import annotations

import pytest

from spv2_spark.decode.calibration import Calibration, calibrated
from spv2_spark.domain.metadata import Author, Metadata, Value
from spv2_spark.errors import ModelError


def test_metadata_is_calibrated_by_field() -> None:
    calibration = Calibration({"authors": ((0.0, 0.0), (1.0, 0.5))})
    metadata = Metadata(Value("T", 0.9), (Author(Value("A B", 0.8)),), ())
    result = calibrated(metadata, calibration)
    assert result.title == Value("T", 0.9)
    assert result.authors[0].name == Value("A B", 0.4)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"format": 2, "tables": {}}', '{"format": 1, "tables": {"a": [[1, 0], [0, 1]]}}'],
)
def test_damaged_tables_are_refused(text: str) -> None:
    with pytest.raises(ModelError):
        Calibration.from_json(text)
