"""What evaluation keeps goes stale with the decoder."""

from __future__ import annotations

from pathlib import Path

from spv2_spark.pipeline.training.evaluate import digest_of


def test_the_decoders_digest_changes_with_any_module(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("A = 1\n")
    (tmp_path / "two.py").write_text("B = 2\n")
    before = digest_of(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    assert digest_of(tmp_path) == before
    (tmp_path / "two.py").write_text("B = 3\n")
    assert digest_of(tmp_path) != before


def test_the_decoders_digest_changes_with_modules_further_below(tmp_path: Path) -> None:
    before = digest_of(tmp_path)
    (tmp_path / "people").mkdir()
    (tmp_path / "people/split.py").write_text("A = 1\n")
    assert digest_of(tmp_path) != before
